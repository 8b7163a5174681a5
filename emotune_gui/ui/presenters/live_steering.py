"""Every musical parameter as something to be taken over by hand and handed back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.live import MusicState
from emotune_gui.domain.music import Mode, MusicParameters, Palette
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.domain.session import Plan
from emotune_gui.domain.steering import STEERED_RANGES, Steered, SteeredValue
from emotune_gui.ui import wording
from emotune_gui.ui.presenters import live_words
from emotune_gui.ui.presenters.live_words import Reading
from emotune_gui.ui.presenters.start_music import palette_word
from emotune_gui.ui.sentences import sentence

TARGET = "target"
MODES: tuple[Mode, ...] = (
    *(Mode.HARMONIC_MINOR, Mode.PHRYGIAN, Mode.AEOLIAN, Mode.DORIAN),
    *(Mode.MIXOLYDIAN, Mode.IONIAN, Mode.LYDIAN),
)
"""From dark to bright."""
PALETTES: tuple[Palette, ...] = tuple(Palette)
STEPS = 20
"""Steps of an arrow key along the whole of a scale that has a range."""

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SteerRow:
    """One parameter: what it is now and, while a hand holds it, where automation would have it."""

    reading: Reading
    by_hand: bool
    ghost: float | None = None
    """0-1 on the same scale."""
    ghost_words: str = ""
    limit: float | None = None
    """0-1: the plan allows no more."""


class SteeringView(Protocol):
    def show_row(self, name: Steered, row: SteerRow) -> None: ...

    def show_hand_back(self, taken: int) -> None:
        """How many things are the therapist's now."""


def steps_of(name: Steered) -> int:
    """How many arrow presses from one end of the scale to the other."""
    if name is Steered.MODE:
        return len(MODES) - 1
    return len(PALETTES) - 1 if name is Steered.PALETTE else STEPS


def value_at(name: Steered, share: float) -> SteeredValue:
    """What stands at this place (0-1) of the scale."""
    share = min(1.0, max(0.0, share))
    if name is Steered.MODE:
        return MODES[round(share * (len(MODES) - 1))]
    if name is Steered.PALETTE:
        return PALETTES[round(share * (len(PALETTES) - 1))]
    low, high = STEERED_RANGES[name]
    return low + share * (high - low)


def reading_of(name: Steered, value: SteeredValue, volume_db: float = 0.0) -> Reading:
    """The value in words, with its place on the scale."""
    if isinstance(value, Mode):
        place = MODES.index(value) / (len(MODES) - 1)
        return Reading(translate("Live", "Mode"), wording.mode_word(value), "", place)
    if isinstance(value, Palette):
        place = PALETTES.index(value) / (len(PALETTES) - 1)
        word = translate("Live", "by affect") if value is Palette.AFFECT else palette_word(value)
        return Reading(translate("Live", "Sounds"), word, "", place)
    if name is Steered.LOUDNESS:
        return live_words.loudness_reading(value, volume_db)
    return _READINGS[name](value)


_READINGS: dict[Steered, Callable[[float], Reading]] = {
    Steered.TEMPO: live_words.tempo_reading,
    Steered.DENSITY: live_words.density_reading,
    Steered.REGISTER: live_words.register_reading,
    Steered.ARTICULATION: live_words.articulation_reading,
    Steered.DISSONANCE: live_words.dissonance_reading,
    Steered.BRIGHTNESS: live_words.brightness_reading,
}


def steer_row(name: Steered, music: MusicState, plan: Plan) -> SteerRow | None:
    """None before there is any music."""
    by_hand = name.value in music.by_hand
    now = _now(name, music, plan, by_hand=by_hand)
    if now is None:
        return None
    limit = None
    if name is Steered.LOUDNESS and plan.loudness_limit < STEERED_RANGES[name][1]:
        limit = reading_of(name, plan.loudness_limit).share
    reading = reading_of(name, now, music.volume_db)
    if not by_hand:
        return SteerRow(reading, by_hand=False, limit=limit)
    automatic = _automatic(name, music, plan)
    if automatic is None:
        return SteerRow(reading, by_hand=True, limit=limit)
    ghost = reading_of(name, automatic)
    words = translate("Live", "automatic: {0}").format(ghost.value)
    return SteerRow(reading, True, ghost.share, words, limit)


def _now(name: Steered, music: MusicState, plan: Plan, *, by_hand: bool) -> SteeredValue | None:
    """What the hand asks for, else what is heard: a song makes its own of what is asked."""
    if name is Steered.PALETTE:
        return music.palette_by_hand or _palette(music, plan)
    if by_hand and music.asked is not None:
        return _part(music.asked, name)
    live = {} if music.controls is None else _live(music)
    if name in live:
        return live[name]
    return None if music.bar is None else _part(music.bar.parameters, name)


def _live(music: MusicState) -> dict[Steered, float]:
    controls = music.controls
    assert controls is not None
    return {
        Steered.TEMPO: controls.tempo_bpm,
        Steered.LOUDNESS: controls.loudness,
        Steered.DENSITY: controls.density,
    }


def _automatic(name: Steered, music: MusicState, plan: Plan) -> SteeredValue | None:
    if name is Steered.PALETTE:
        return _palette(music, plan)
    return None if music.automatic is None else _part(music.automatic, name)


def _palette(music: MusicState, plan: Plan) -> Palette:
    """Without the hand: what ratings prefer may stand in the place of the plan's."""
    return music.palette or plan.instrumentation.palette


def _part(parameters: MusicParameters, name: Steered) -> SteeredValue:
    value: SteeredValue = getattr(parameters, name.value)
    return value


class SteeringPresenter:
    """GUI thread only. `now` in monotonic seconds."""

    def __init__(self, view: SteeringView, say: Callable[[str], None]) -> None:
        self._view, self._say = view, say
        self._control: LiveSessionControl | None = None

    def attach(self, control: LiveSessionControl | None) -> None:
        self._control = control

    def show(self, music: MusicState, plan: Plan) -> None:
        for name in Steered:
            row = steer_row(name, music, plan)
            if row is not None:
                self._view.show_row(name, row)
        self._view.show_hand_back(len(music.by_hand) + music.target_by_hand)

    def steer(self, name: Steered, share: float) -> None:
        """Take the parameter over, at a place of 0-1 on its scale."""
        self._ask(lambda control: control.steer_parameter(name.value, value_at(name, share)))

    def hand_back(self, name: Steered) -> None:
        self._ask(lambda control: control.hand_back(name.value))

    def hand_back_all(self) -> None:
        """Parameters and target."""
        self._ask(lambda control: control.hand_back(None))
        self._say(translate("Live", "Everything is automatic again."))

    def set_target(self, target: Affect) -> None:
        self._ask(lambda control: control.set_target(target))

    def hand_back_target(self) -> None:
        self._ask(lambda control: control.set_target(None))

    def _ask(self, ask: Callable[[LiveSessionControl], None]) -> None:
        if self._control is None:
            return
        try:
            ask(self._control)
        except EmoTuneError as problem:
            self._say(sentence(str(problem)))
