"""Who makes a session's music and with what, before it starts; and hearing two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.music import Palette
from emotune_gui.domain.session import LIKED, Plan, Strategy
from emotune_gui.music.composing.opening import COMPOSERS, CONDITIONED, NETWORK_FILES, RULES
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.jukebox import GoOn, Jukebox, Listening
from emotune_gui.ui.presenters.song_words import SONGS, composer_word
from emotune_gui.ui.wording import affect_word, note_word, part_word, translate

COMPOSER_CHOICES: tuple[str, ...] = (*COMPOSERS, SONGS)
LOWEST_NOTES = (0, 36, 43, 48)
HIGHEST_NOTES = (127, 96, 84, 76)
"""MIDI notes; the first leaves the range open. Any two are more than an octave apart."""
FAMILY_SIZE = 8


@dataclass(frozen=True, slots=True)
class ComposerChoice:
    name: str
    words: str
    installed: bool


def composer_choices() -> tuple[ComposerChoice, ...]:
    """All, with those whose network is not installed marked and not to be chosen."""
    return tuple(_choice(name) for name in COMPOSER_CHOICES)


def plan_choices() -> tuple[ComposerChoice, ...]:
    """What a plan may say, beside a composer's name: whoever the client's ratings prefer."""
    rules, *others = composer_choices()
    return (rules, _choice(LIKED), *others)


def _choice(name: str) -> ComposerChoice:
    file = NETWORK_FILES.get(name)
    installed = file is None or (bundled("models") / file).is_file()
    words = composer_word(name)
    if not installed:
        words = translate("Start", "{0} (not installed)").format(words)
    return ComposerChoice(name, words, installed)


def palette_word(palette: Palette) -> str:
    words = {
        Palette.AFFECT: translate("Start", "Whatever fits the affect"),
        Palette.PIANO: translate("Start", "Piano"),
        Palette.STRINGS: translate("Start", "Strings"),
        Palette.PLUCKED: translate("Start", "Plucked strings"),
        Palette.WINDS: translate("Start", "Winds"),
        Palette.AMBIENT: translate("Start", "Ambient"),
        Palette.BAND: translate("Start", "Band"),
    }
    return words[palette]


def preset_choices() -> tuple[tuple[str, str], ...]:
    """(value of `Plan.preset`, words)."""
    return (
        ("affect", translate("Start", "The affect: tempo, mode, density and all")),
        ("thesis", translate("Start", "The thesis system: tempo, pitch, distortion")),
    )


def family_words() -> tuple[str, ...]:
    """The sixteen families of General MIDI, eight programs each, in their order."""
    return (
        translate("Start", "pianos"),
        translate("Start", "bells and mallets"),
        translate("Start", "organs"),
        translate("Start", "guitars"),
        translate("Start", "bass instruments"),
        translate("Start", "solo strings and harp"),
        translate("Start", "string ensembles and choirs"),
        translate("Start", "brass"),
        translate("Start", "saxophones and reeds"),
        translate("Start", "flutes"),
        translate("Start", "synthesiser leads"),
        translate("Start", "synthesiser pads"),
        translate("Start", "synthesiser effects"),
        translate("Start", "ethnic instruments"),
        translate("Start", "percussion with pitch"),
        translate("Start", "sound effects"),
    )


def programs_of(families: Iterable[int]) -> frozenset[int]:
    """General MIDI programs of the families with these places, 0-15."""
    return frozenset(
        family * FAMILY_SIZE + place for family in families for place in range(FAMILY_SIZE)
    )


def limits_sentence(plan: Plan) -> str:
    """What the therapist rules out, said before every start: it was perhaps meant for another
    client. Empty when nothing is."""
    asked = plan.instrumentation
    without = [
        words
        for place, words in enumerate(family_words())
        if programs_of([place]) <= asked.excluded_programs
    ]
    without += [part_word(part) for part in plan.excluded_parts]
    said = []
    if without:
        said.append(translate("Start", "without {0}").format(", ".join(without)))
    if asked.lowest != LOWEST_NOTES[0]:
        said.append(translate("Start", "no note below {0}").format(note_word(asked.lowest)))
    if asked.highest != HIGHEST_NOTES[0]:
        said.append(translate("Start", "no note above {0}").format(note_word(asked.highest)))
    if plan.loudness_limit < Plan().loudness_limit:
        softer = translate("Start", "never louder than {0} of 100")
        said.append(softer.format(round(plan.loudness_limit)))
    if not said:
        return ""
    return translate("Start", "Whoever makes it: {0}.").format("; ".join(said))


def heard_at(plan: Plan) -> Affect:
    """Where the plan leads or stays; else neutral, where every session begins."""
    return plan.target if plan.strategy in {Strategy.LEAD, Strategy.HOLD} else NEUTRAL_AFFECT


def pair(plan: Plan) -> tuple[Plan, Plan]:
    """The plan as chosen, and with the rules; where the rules are chosen, or whoever is liked
    best, the rules and the network."""
    if plan.composer == LIKED:
        plan = replace(plan, composer=RULES)
    other = CONDITIONED if plan.composer == RULES else RULES
    return plan, replace(plan, composer=other)


class HearView(Protocol):
    def show_hearing(self, *, on: bool) -> None: ...

    def show_heard(self, sentence: str) -> None: ...


class HearBoth:
    """One press: a few bars of the chosen composer, then of the other, at the same affect."""

    def __init__(self, view: HearView, jukebox: Jukebox, tasks: Tasks) -> None:
        self._view, self._jukebox = view, jukebox
        self._listening = Listening(tasks)
        self._plans: tuple[Plan, Plan] | None = None
        self._place = 0

    @property
    def playing(self) -> bool:
        return self._listening.playing

    def toggle(self, plan: Plan) -> None:
        if self.playing:
            self.stop()
        else:
            self._begin(pair(plan))

    def _begin(self, both: tuple[Plan, Plan]) -> None:
        self._plans, self._place = both, 0

        def play(go_on: GoOn) -> None:
            for place, one in enumerate(both):
                if not go_on(0.0):
                    return
                self._place = place
                self._jukebox.play_composer(one, go_on)

        self._view.show_hearing(on=True)
        self._listening.play(play, self._ended)
        self.tell()

    def stop(self) -> None:
        if self.playing:
            self._listening.stop()
            self._ended("")

    def tell(self) -> None:
        """Say which of the two is heard now; to be called now and then."""
        if self._plans is None or not self.playing:
            return
        plan = self._plans[self._place]
        line = translate("Start", "{0} of 2, {1}: {2}")
        words = line.format(
            self._place + 1, affect_word(heard_at(plan)), composer_word(plan.composer)
        )
        self._view.show_heard(words)

    def _ended(self, problem: str) -> None:
        self._view.show_hearing(on=False)
        self._view.show_heard(problem)
