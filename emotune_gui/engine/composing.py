"""The composer loop: from the newest estimate to controls at once and a bar in time."""

from __future__ import annotations

import threading
from collections import deque
from typing import Protocol

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.music import Bar, MusicControls, MusicParameters
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Plan
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.engine.songs import SongLog
from emotune_gui.music import mapping
from emotune_gui.music.programme import SongPlaying
from emotune_gui.music.strategy import Decision, Phase

TICK_S = 0.05
COMPOSE_BEFORE_END_S = 0.40
"""A bar is written this long before the player needs it: early enough for a busy machine (a bar
takes a few ms to write). While it waits it is written again if another mode is wanted."""
KEPT_BARS = 16
_UNKNOWN_PHASES = (Phase.HELD.value, Phase.DOUBT.value, Phase.EASING.value)
"""While the music stands still or the client cannot be read no other song is considered."""


class Strategist(Protocol):
    def decide(self, estimate: EmotionEstimate | None, elapsed_s: float) -> Decision: ...

    def set_held(self, held: bool) -> None: ...


class LiveComposer(Protocol):
    """A Composer that can be steered; `music.programme.Programme` is one."""

    @property
    def playing(self) -> SongPlaying | None: ...

    @property
    def must_leave(self) -> bool: ...

    def next_bar(self, parameters: MusicParameters) -> Bar: ...

    def twin(self) -> LiveComposer: ...

    def shaped(self, parameters: MusicParameters) -> MusicParameters: ...

    def observe(self, client: Affect, t: float) -> None: ...

    def prepare(self) -> None: ...


class BarPlayer(Protocol):
    """What the composer loop asks of the player."""

    def enqueue(self, bar: Bar) -> None: ...

    def replace(self, old: Bar, new: Bar) -> bool: ...

    def bars_ahead(self) -> int: ...

    def seconds_left(self) -> float: ...

    def steer(self, controls: MusicControls) -> None: ...


class HeardBars:
    """Which bar is heard now. Written by the player's thread, read by any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bars: deque[tuple[float, Bar, Affect]] = deque(maxlen=KEPT_BARS)
        self.count = 0

    def add(self, heard_at: float, bar: Bar, target: Affect) -> None:
        with self._lock:
            self._bars.append((heard_at, bar, target))
            self.count += 1

    def at(self, now: float) -> tuple[float, Bar, Affect] | None:
        """The bar whose first sound was heard last before `now`."""
        with self._lock:
            heard = [entry for entry in self._bars if entry[0] <= now]
        return heard[-1] if heard else None


class ComposerLoop:
    """`step` runs on the composer thread; `bar_started` on the player's."""

    def __init__(
        self,
        *,
        strategist: Strategist,
        composer: LiveComposer,
        player: BarPlayer,
        plan: Plan,
        estimates: Latest[EmotionEstimate],
        weights: Latest[MappingWeights],
        record: SessionRecord,
        clock: Clock,
        songs: SongLog | None = None,
    ) -> None:
        self._strategist = strategist
        self._composer = composer
        self._before = composer.twin()
        self._player = player
        self._plan = plan
        self._estimates = estimates
        self._weights = weights
        self._record = record
        self._clock = clock
        self._seen = 0
        self._asked: MusicParameters | None = None
        """What the mapping asked for when the last bar was written: a song makes its own of it."""
        self._leaving = False
        self.songs = songs or SongLog(record)
        self._targets: dict[int, Affect] = {}
        self._mode_wanted: tuple[object, float] | None = None
        self.heard = HeardBars()
        self.decision = Decision(NEUTRAL_AFFECT, easing=False, path=(), phase="")
        self.controls: MusicControls | None = None
        self.next_bar: Bar | None = None
        self.harmony_latencies_s: deque[float] = deque(maxlen=2000)
        self.harmony_latencies_bars: deque[float] = deque(maxlen=2000)
        self._wanted_by_bar: dict[int, float] = {}

    def step(self) -> None:
        _, self._seen = self._estimates.newer(self._seen, TICK_S)
        estimate = self._estimates.get()
        now = self._clock.now()
        self.decision = self._strategist.decide(estimate, now - self._record.origin)
        parameters = self._parameters(estimate)
        decided_at = estimate.t if estimate is not None else now
        if estimate is not None and self.decision.phase not in _UNKNOWN_PHASES:
            self._composer.observe(estimate.affect, now)
        self.controls = mapping.controls(
            self._sounding().shaped(parameters),
            estimate_id=parameters.estimate_id,
            decided_at=decided_at,
        )
        self._player.steer(self.controls)
        self._watch_mode(parameters, decided_at)
        if self._bar_is_due():
            self._compose(parameters)
        elif self.next_bar is not None and self._is_outdated(parameters):
            self._rewrite(self.next_bar, parameters)

    def bar_started(self, bar: Bar, heard_at: float) -> None:
        """The player's notice that the bar's first sample is heard at `heard_at`."""
        target = self._targets.pop(bar.id, NEUTRAL_AFFECT)
        self.songs.bar_started(bar, heard_at)
        self.heard.add(heard_at, bar, target)
        self._record.bar(heard_at, bar, target)
        wanted_at = self._wanted_by_bar.pop(bar.id, None)
        if wanted_at is not None:
            late = heard_at - wanted_at
            self.harmony_latencies_s.append(late)
            seconds = bar.beats * 60.0 / bar.parameters.tempo_bpm
            self.harmony_latencies_bars.append(late / seconds)

    def _parameters(self, estimate: EmotionEstimate | None) -> MusicParameters:
        weights = self._weights.get() or MappingWeights(version=0)
        estimate_id = estimate.id if estimate is not None else None
        return mapping.apply(
            self.decision.target,
            weights,
            plan=self._plan,
            estimate_id=estimate_id,
            previous=self._asked,
            instrumentation=self._plan.instrumentation,
        )

    def _sounding(self) -> LiveComposer:
        """As it was before the bar that waits: what follows is not to be heard of yet."""
        return self._before if self._player.bars_ahead() else self._composer

    def _is_outdated(self, parameters: MusicParameters) -> bool:
        """Whether the bar that was written last would be another one now."""
        asked = self._asked is not None and parameters.mode != self._asked.mode
        return asked or (self._composer.must_leave and not self._leaving)

    def _bar_is_due(self) -> bool:
        return (
            self._player.bars_ahead() == 0 and self._player.seconds_left() <= COMPOSE_BEFORE_END_S
        )

    def _compose(self, parameters: MusicParameters) -> None:
        self._before = self._composer.twin()
        bar = self._composer.next_bar(parameters)
        self._player.enqueue(bar)
        self._written(bar, parameters)
        self._composer.prepare()

    def _rewrite(self, waiting: Bar, parameters: MusicParameters) -> None:
        """The bar that waits was written for a mode or a composer that is wanted no more: write
        it again.

        Too late once the player has begun it; then the next bar brings the mode.
        """
        if self._player.bars_ahead() == 0:
            return
        writer = self._before.twin()
        bar = writer.next_bar(parameters)
        if self._player.replace(waiting, bar):
            self._composer = writer
            self._written(bar, parameters)
            self._composer.prepare()

    def _written(self, bar: Bar, asked: MusicParameters) -> None:
        self.next_bar, self._asked = bar, asked
        self._leaving = self._composer.must_leave
        self.songs.written(bar, self._composer.playing)
        self._targets[bar.id] = self.decision.target
        if self._mode_wanted is not None and self._mode_wanted[0] == bar.parameters.mode:
            self._wanted_by_bar[bar.id] = self._mode_wanted[1]
            self._mode_wanted = None

    def _watch_mode(self, parameters: MusicParameters, decided_at: float) -> None:
        """Remember when a mode other than the last written one was first asked for."""
        if self.next_bar is None or parameters.mode == self.next_bar.parameters.mode:
            self._mode_wanted = None
        elif self._mode_wanted is None or self._mode_wanted[0] != parameters.mode:
            self._mode_wanted = (parameters.mode, decided_at)
