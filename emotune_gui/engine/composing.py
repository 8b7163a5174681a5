"""The composer loop: from the newest estimate to controls at once and a bar in time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.music import Bar, Mode, MusicControls, MusicParameters
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Plan
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.engine.bars_ahead import (
    BARS_AHEAD,
    BarQueue,
    BarsAhead,
    LiveComposer,
    WrittenBar,
)
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.personal import PersonalDesk
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.engine.songs import SongLog
from emotune_gui.engine.steering import Steering, event_words
from emotune_gui.music import mapping
from emotune_gui.music.songs.audio_bars import AUDIO
from emotune_gui.music.strategy import Decision, Phase

TICK_S = 0.05
RENEW_BEFORE_S = 0.40
"""Bars are written two ahead and once more this long before the first of them begins, for the
affect of that moment: early enough for a busy machine (a bar takes a few ms to write). After
that they are written again only if another mode is wanted."""
KEPT_BARS = 16
_UNKNOWN_PHASES = (Phase.HELD.value, Phase.DOUBT.value, Phase.EASING.value)
"""While the music stands still or the client cannot be read no other song is considered."""


class Strategist(Protocol):
    def decide(self, estimate: EmotionEstimate | None, elapsed_s: float) -> Decision: ...

    def set_held(self, held: bool) -> None: ...

    def set_target(self, target: Affect | None) -> None: ...


class BarPlayer(BarQueue, Protocol):
    """What the composer loop asks of the player."""

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
        steering: Steering | None = None,
        personal: PersonalDesk | None = None,
    ) -> None:
        self._personal = personal
        self._strategist = strategist
        self._ahead = BarsAhead(composer, player)
        self._player = player
        self._plan = plan
        self._estimates = estimates
        self._weights = weights
        self._record = record
        self._clock = clock
        self._seen = 0
        self._asked: MusicParameters | None = None
        """What was asked for when a bar was last written: a song makes its own of it."""
        self._asked_by_mapping: MusicParameters | None = None
        """The same without the therapist's hand."""
        self._renewed: int | None = None
        """Id of the bar that was written for its own moment."""
        self.songs = songs or SongLog(record)
        self._steering = steering or Steering()
        self._targets: dict[int, Affect] = {}
        self._mode_wanted: tuple[Mode, float] | None = None
        """A mode other than the one begun last, and since when it is asked for."""
        self._mode_begun: Mode | None = None
        self.heard = HeardBars()
        self.decision = Decision(NEUTRAL_AFFECT, easing=False, path=(), phase="")
        self.automatic: MusicParameters | None = None
        """What the mapping asks for now, whatever the hand has set."""
        self.asked: MusicParameters | None = None
        """What is asked for now, by mapping and hand."""
        self.controls: MusicControls | None = None
        self.next_bar: Bar | None = None
        self.harmony_latencies_s: deque[float] = deque(maxlen=2000)
        self.harmony_latencies_bars: deque[float] = deque(maxlen=2000)

    def step(self) -> None:
        _, self._seen = self._estimates.newer(self._seen, TICK_S)
        estimate = self._estimates.get()
        now = self._clock.now()
        self._ahead.settle()
        self._strategist.set_target(self._steering.target)
        self.decision = self._strategist.decide(estimate, now - self._record.origin)
        self.automatic = self._parameters(estimate)
        parameters = self.asked = self._steering.applied(
            self.automatic, self._plan, self.decision.target, self._asked
        )
        self._write_down(self._steering.settled(now))
        decided_at = estimate.t if estimate is not None else now
        if estimate is not None and self.decision.phase not in _UNKNOWN_PHASES:
            self._ahead.composer.observe(estimate.affect, now)
        self.controls = mapping.controls(
            self._ahead.heard.shaped(parameters),
            estimate_id=parameters.estimate_id,
            decided_at=decided_at,
        )
        self._player.steer(self.controls)
        self._watch_mode(parameters, decided_at)
        self._keep_ahead(parameters)

    def bar_started(self, bar: Bar, heard_at: float) -> None:
        """The player's notice that the bar's first sample is heard at `heard_at`."""
        target = self._targets.pop(bar.id, NEUTRAL_AFFECT)
        self.songs.bar_started(bar, heard_at)
        self.heard.add(heard_at, bar, target)
        if self._personal is not None:
            self._personal.bar_started(bar, heard_at, target)
        self._record.bar(heard_at, bar, target)
        # A recording has the mode it has: nobody waits for another while it plays.
        self._mode_begun = None if bar.composer == AUDIO else bar.parameters.mode
        wanted = self._mode_wanted
        if wanted is not None and wanted[0] is self._mode_begun:
            self._mode_wanted = None
            late = heard_at - wanted[1]
            self.harmony_latencies_s.append(late)
            seconds = bar.beats * 60.0 / bar.parameters.tempo_bpm
            self.harmony_latencies_bars.append(late / seconds)

    def ended(self) -> None:
        """Write down what the hand did last. Once the loop has stopped."""
        self._write_down(self._steering.all_settled())

    def _write_down(self, events: Iterable[SteeringEvent]) -> None:
        events = list(events)
        for event in events:
            self._record.marker(event.t, event_words(event))
            self._record.steered(event)
        if self._personal is not None:
            self._personal.steered(events)

    def _parameters(self, estimate: EmotionEstimate | None) -> MusicParameters:
        weights, instruments = self._weights.get(), self._plan.instrumentation
        if self._personal is not None:
            weights = self._personal.now(self.decision, estimate)
            instruments = self._personal.instrumentation
        estimate_id = estimate.id if estimate is not None else None
        return mapping.apply(
            self.decision.target,
            weights or MappingWeights(version=0),
            plan=self._plan,
            estimate_id=estimate_id,
            previous=self._asked_by_mapping,
            instrumentation=instruments,
        )

    def _keep_ahead(self, parameters: MusicParameters) -> None:
        """Have `BARS_AHEAD` bars wait for the player, written for the newest affect."""
        ahead = self._ahead
        if not ahead.waiting:
            self._written((ahead.write(parameters),), parameters)
        elif self._is_outdated(parameters):
            # Nothing comes back when the player has begun the bar: the next one brings the change.
            self._written(ahead.rewrite(parameters), parameters)
        elif len(ahead.waiting) < BARS_AHEAD:
            self._written((ahead.write(parameters),), parameters)

    def _is_outdated(self, parameters: MusicParameters) -> bool:
        """Whether the bars that wait would be others now."""
        first = self._ahead.waiting[0]
        if parameters.mode is not first.asked.mode:
            return True
        if self._ahead.composer.must_leave and not first.leaving:
            return True
        if self._player.seconds_to_next() > RENEW_BEFORE_S or first.bar.id == self._renewed:
            return False
        self._renewed = first.bar.id
        return first.asked != parameters

    def _written(self, bars: Sequence[WrittenBar], asked: MusicParameters) -> None:
        for written in bars:
            self._asked, self._asked_by_mapping = asked, self.automatic
            self.songs.written(written.bar, written.playing)
            self._targets[written.bar.id] = self.decision.target
        waiting = self._ahead.waiting
        self.next_bar = waiting[0].bar if waiting else None

    def _watch_mode(self, parameters: MusicParameters, decided_at: float) -> None:
        """Remember when a mode other than the one begun last was first asked for."""
        if self._mode_begun is None or parameters.mode is self._mode_begun:
            self._mode_wanted = None
        elif self._mode_wanted is None or self._mode_wanted[0] is not parameters.mode:
            self._mode_wanted = (parameters.mode, decided_at)
