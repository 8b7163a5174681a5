"""What is played in a session: a composer's music, or songs one after another."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.session import LIKED, Plan
from emotune_gui.domain.song import SongInfo, SongKind
from emotune_gui.music.composing.opening import COMPOSERS, RULES, composer_or_rules
from emotune_gui.music.limits import within
from emotune_gui.music.shaping import ShapingPreset, SongComposer
from emotune_gui.music.songs.audio_bars import AudioComposer
from emotune_gui.music.songs.recommending import Recommendation
from emotune_gui.music.songs.repertoire import Repertoire

SONGS = "songs"
CHOICES: tuple[str, ...] = (*COMPOSERS, SONGS)
"""Who may write the music of a session."""
LATEST_BARS = 2
"""A change that was asked for waits for a phrase to end, but no longer than this."""
DWELL_S = 60.0
"""Seconds a song is played at least before another that serves better takes its place."""
FADED_TO, LED_IN_FROM = 0.5, 0.7
"""Share of the velocity at the end of what is left, and at the beginning of what comes."""
NO_SONGS = "No song can be played: all are banned or missing; the rules compose instead."
TOO_SHORT = "It is too short to be played."

Notice = Callable[[str], None]
OpenComposer = Callable[[str, int, int], tuple[Composer, str]]
"""(name, seed, first bar) -> the composer and, when it is another one, why."""


@dataclass(frozen=True, slots=True)
class SongPlaying:
    """A song in its place in the session."""

    place: int
    """Songs before it in this session."""
    song: SongInfo
    reasons: tuple[str, ...]
    leaving: bool = False
    """True in its last bar."""


class Wishes:
    """What the therapist asks of the music while it plays. Set from any thread.

    States, not events: a bar that is written again obeys them again.
    """

    def __init__(self, composer: str) -> None:
        """`LIKED` is the rules where nobody says who that is. Raises InvalidInput for a composer
        that is not one of `CHOICES`."""
        self._composer = (known(RULES if composer == LIKED else composer), False)
        self._skipped: frozenset[int] = frozenset()

    @property
    def composer(self) -> str:
        return self._composer[0]

    @composer.setter
    def composer(self, name: str) -> None:
        self._composer = (known(name), False)

    @property
    def patient(self) -> bool:
        """Whether a phrase is to end first, however long it is."""
        return self._composer[1]

    def suggest(self, composer: str) -> None:
        """Where the phrase ends: a change nobody waits for."""
        self._composer = (known(composer), True)

    @property
    def skipped(self) -> frozenset[int]:
        """Places of the songs that are to be left."""
        return self._skipped

    def skip(self, place: int) -> None:
        self._skipped |= {place}


def known(composer: str) -> str:
    """The name itself; raises InvalidInput for one that is not of `CHOICES`."""
    if composer not in CHOICES:
        raise InvalidInput(
            f"There is no composer {composer[:80]}; choose one of {', '.join(CHOICES)}."
        )
    return composer


def preset_of(plan: Plan) -> ShapingPreset:
    """Raises InvalidInput for a preset that is not there."""
    try:
        return ShapingPreset(plan.preset)
    except ValueError as error:
        presets = " and ".join(ShapingPreset)
        raise InvalidInput(f"The presets of shaping are {presets}.") from error


def _open(name: str, seed: int, first_bar: int) -> tuple[Composer, str]:
    return composer_or_rules(name, seed, start_bar=first_bar)


class Programme:
    """A Composer over composers and songs, inside the limits of the plan.

    What was asked of `wishes` takes effect where a phrase ends, at latest after `LATEST_BARS`
    bars; what was suggested waits for the end of the phrase however long it is. A song is
    followed by another at its end or, after `DWELL_S`, at the end of a phrase when another serves
    clearly better. What is left fades over its last bar; what follows leads in over its first.
    Twins share wishes and repertoire, nothing else.
    """

    def __init__(
        self,
        plan: Plan,
        wishes: Wishes,
        repertoire: Repertoire,
        *,
        open_composer: OpenComposer = _open,
        on_notice: Notice = lambda sentence: None,
    ) -> None:
        """Raises InvalidInput for an unknown preset."""
        self._plan, self._wishes, self._repertoire = plan, wishes, repertoire
        self._preset = preset_of(plan)
        self._open_composer, self._on_notice = open_composer, on_notice
        self._writer: Composer | None = None
        self._asked_as = ""
        self._playing: SongPlaying | None = None
        self._history: tuple[str, ...] = ()
        self._next: Recommendation | None = None
        self._index = 0
        self._waited = 0
        self._played_s = 0.0
        self._last = True

    @property
    def name(self) -> str:
        """'songs' while one is played, else the composer's own."""
        if self._playing is not None:
            return SONGS
        return self._wishes.composer if self._writer is None else self._writer.name

    @property
    def playing(self) -> SongPlaying | None:
        """The song of the bar that was written last."""
        playing = self._playing
        return replace(playing, leaving=True) if playing is not None and self._last else playing

    @property
    def must_leave(self) -> bool:
        """Whether something else was asked for than what is played."""
        if self._writer is None:
            return False
        if self._recording is not None and self._recording.over:
            return True
        if self._another_asked and not self._wishes.patient:
            return True
        return self._playing is not None and self._playing.place in self._wishes.skipped

    @property
    def _another_asked(self) -> bool:
        return self._asked_as != self._wishes.composer

    def observe(self, client: Affect, t: float) -> None:
        """What the client seems to feel at the monotonic second `t`, for choosing songs."""
        self._repertoire.observe(client, t)

    def shaped(self, parameters: MusicParameters) -> MusicParameters:
        """The parameters as the present song takes them, for live controls. A recording that
        is heard follows them at once."""
        if self._recording is not None:
            self._recording.steer(parameters)
        if isinstance(self._writer, SongComposer | AudioComposer):
            parameters = self._writer.shaped(parameters)
        return replace(parameters, loudness=min(parameters.loudness, self._plan.loudness_limit))

    def next_bar(self, parameters: MusicParameters) -> Bar:
        entered = self._last or (self._recording is not None and self._recording.over)
        if entered:
            self._enter(parameters)
        writer = self._writing()
        bar = writer.next_bar(parameters)
        self._index += 1
        self._played_s += bar.beats * 60.0 / bar.parameters.tempo_bpm
        self._last = self._is_last(bar)
        if entered and bar.index > 0:
            bar = swelling(bar, LED_IN_FROM, 1.0)
        if self._last:
            bar = swelling(bar, 1.0, FADED_TO)
        plan = self._plan
        return within(bar, plan.instrumentation, plan.excluded_parts, plan.loudness_limit)

    def twin(self) -> Programme:
        twin = copy.copy(self)
        twin._writer = None if self._writer is None else self._writer.twin()
        return twin

    def prepare(self) -> None:
        """Choose and read the song that comes next, when the last bar was written; may take
        a tenth of a second. `next_bar` does it otherwise."""
        if self._last and self._wishes.composer == SONGS and self._next is None:
            self._next = self._repertoire.next(self._history)

    def _writing(self) -> Composer:
        assert self._writer is not None
        return self._writer

    @property
    def _recording(self) -> AudioComposer | None:
        return self._writer if isinstance(self._writer, AudioComposer) else None

    def _enter(self, parameters: MusicParameters) -> None:
        """Begin what is asked for."""
        self._leave_recording()
        self._asked_as = self._wishes.composer
        self._waited, self._played_s = 0, 0.0
        chosen, self._next = self._next, None
        if self._asked_as == SONGS and self._begin_songs(chosen, parameters):
            return
        self._playing = None
        name = RULES if self._asked_as == SONGS else self._asked_as
        # Coming back to a composer later is not to bring the same motifs again.
        seed = self._plan.seed + self._index
        self._writer, problem = self._open_composer(name, seed, self._index)
        problem = NO_SONGS if self._asked_as == SONGS else problem
        if problem:
            self._on_notice(problem)

    def _leave_recording(self) -> None:
        """One that broke off is not chosen again in this session."""
        if self._recording is not None and self._playing is not None and self._recording.problem:
            self._repertoire.leave_out(self._playing.song, InvalidInput(self._recording.problem))
        if self._repertoire.deck is not None:
            self._repertoire.deck.expect_none()

    def _begin_songs(self, chosen: Recommendation | None, parameters: MusicParameters) -> bool:
        """The chosen song or, when it cannot be played, another; False when there is none."""
        chosen = chosen or self._repertoire.next(self._history)
        while chosen is not None:
            try:
                self._begin_song(chosen, parameters)
            except EmoTuneError as error:
                self._repertoire.leave_out(chosen.song, error)
                chosen = self._repertoire.next(self._history)
            else:
                return True
        return False

    def _begin_song(self, chosen: Recommendation, parameters: MusicParameters) -> None:
        place = len(self._history)
        if chosen.song.kind is SongKind.AUDIO:
            self._writer = self._on_deck(chosen.song, place, parameters)
        else:
            self._writer = SongComposer(
                self._repertoire.score(chosen.song),
                self._plan.seed + place,
                preset=self._preset,
                loop=False,
                excluded=self._plan.excluded_parts,
                start_bar=self._index,
            )
        self._playing = SongPlaying(place, chosen.song, chosen.reasons)
        self._history = (*self._history, chosen.song.id)

    def _on_deck(self, song: SongInfo, place: int, parameters: MusicParameters) -> AudioComposer:
        """Raises InvalidInput for a recording that has been found to be none."""
        deck = self._repertoire.deck
        assert deck is not None
        composer = AudioComposer(
            song, deck, place, self._plan.seed + place, preset=self._preset, start_bar=self._index
        )
        composer.load(parameters)
        if composer.over:
            raise InvalidInput(composer.problem or TOO_SHORT)
        return composer

    def _is_last(self, bar: Bar) -> bool:
        if self.must_leave:
            self._waited += 1
            if bar.cadence or self._waited >= LATEST_BARS:
                return True
        else:
            self._waited = 0
        if bar.cadence and self._another_asked:
            return True
        if self._playing is None or not isinstance(self._writer, SongComposer | AudioComposer):
            return False
        if self._writer.ended:
            return True
        long_enough = bar.cadence and self._played_s >= DWELL_S
        return long_enough and self._repertoire.clearly_better(self._playing.song, self._history)


def swelling(bar: Bar, first: float, last: float) -> Bar:
    """The bar with velocities times `first` at its beginning, `last` at its end, straight
    between; never below 1."""

    def louder(velocity: int, onset: float) -> int:
        share = min(1.0, max(0.0, onset / bar.beats))
        return min(127, max(1, round(velocity * (first + share * (last - first)))))

    notes = tuple(replace(n, velocity=louder(n.velocity, n.onset)) for n in bar.notes)
    return replace(bar, notes=notes)
