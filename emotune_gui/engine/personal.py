"""What is personal in a running session: the mapping of the moment, trials, and whose credit it is.

Everything that is believed is reckoned on the errands thread; the composer's thread only adds
numbers up, a bar's credit is looked up when somebody rates.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    TUNED_PARAMETERS,
    USUAL_SETTINGS,
    ArmKind,
    MappingWeights,
    PersonalSettings,
    Row,
    Situation,
    Trial,
)
from emotune_gui.domain.music import Bar, Instrumentation, Mode, Palette
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.domain.steering import Steered, SteeringEvent
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.learning import (
    LEADING,
    HeardContext,
    learn_silently,
    moved_rows,
    override_rows,
)
from emotune_gui.music.strategy import Decision, Phase
from emotune_gui.personalisation.arms import pick
from emotune_gui.personalisation.choosing import choose
from emotune_gui.personalisation.clinical import MODE_BRIGHTNESS, deviation
from emotune_gui.personalisation.evidence import LEAST_CONFIDENCE, Array, Heard
from emotune_gui.personalisation.learning import at_moment, beginning
from emotune_gui.personalisation.population import pooled
from emotune_gui.personalisation.wording import because, from_others
from emotune_gui.storage.repositories.weights import Weights

CREDIT_S = 10.0
"""A rating concerns the bars heard in so many seconds before it, ..."""
FADING_S = 5.0
"""... the newest most: what was heard this long ago counts about a third."""
BEFORE_S = 12.0
"""How long "the one before" lasted."""
RECENT_BARS = 60
"""About two or three minutes: what a bar is new against."""
TRIAL_BARS = 8
SLEW = 0.1
"""A trial comes and goes by so many reaches a second."""
MOVE_S = 30.0
"""Over so long the client's affect is to come nearer to the target, where that is learned from."""
DISTRESS = (-0.3, 0.3)
"""Valence below and arousal above this in the client: nothing is tried."""
OTHERS = "other clients"
"""Who made a version that nobody rated for."""
_STILL = (Phase.HELD.value, Phase.DOUBT.value, Phase.EASING.value)


@dataclass(frozen=True, slots=True)
class _Heard:
    at: float
    bar: Bar
    heard: Heard
    version: tuple[int, str]
    """Weights and trial it was made with: what "the one before" differs in."""


class PersonalDesk:
    """`now` runs on the composer's thread, `bar_started` on the player's, the rest on any."""

    def __init__(
        self,
        client: Client,
        plan: Plan,
        weights: Latest[MappingWeights],
        store: Weights,
        post: Callable[[Callable[[], None]], None],
        clock: Clock,
    ) -> None:
        self._client, self._plan, self._weights, self._store = client, plan, weights, store
        self._post, self._clock = post, clock
        self._allowed = Purpose.PERSONALISE in client.consents
        self._leading = plan.strategy in LEADING
        self._rng = np.random.default_rng([plan.seed % 2**32, client.id])
        self._lock = threading.Lock()
        self._bars: deque[_Heard] = deque(maxlen=RECENT_BARS)
        self._trial = Trial(0.0, "parameters", "")
        self._tried: Array = np.zeros(len(TUNED_PARAMETERS))
        """How much of the trial has come by now."""
        self._last = 0.0
        self._due = 0
        self._origin: float | None = None
        self._session = 0
        self._estimate: EmotionEstimate | None = None
        self._distance: tuple[float, float] | None = None
        self.settings = USUAL_SETTINGS
        self.palette = plan.instrumentation.palette

    def begin(self) -> None:
        """Read what is known and allowed; raises EmoTuneError. Before the session starts."""
        if not self._allowed:
            self._weights.put(CLINICAL_MAPPING)
            return
        self.settings = self._store.settings(self._client.id)
        known = self._store.current(self._client.id)
        if known.version == 0 and not self.settings.locked:
            known = self._first(known)
        self._weights.put(known)

    def _first(self, known: MappingWeights) -> MappingWeights:
        """Of a client who has not rated: where exploration is allowed, what others here wish, as a
        version of its own; else the clinical mapping, and others only speed the learning up."""
        prior = pooled(self._store.population(self._client.id))
        if not (prior.clients and self.settings.exploring):
            return replace(known, prior=prior)
        started = beginning(prior, self.settings.bounds)
        reason = from_others(started)
        return self._store.save(self._client.id, replace(started, reason=reason), (), OTHERS)

    def started(self, session_id: int, origin: float) -> None:
        """The session has its number; what is chosen once for all of it is chosen."""
        self._session, self._origin = session_id, origin
        if not self._allowed or self.palette is not Palette.AFFECT:
            return
        names = [p.value for p in Palette]
        arms, usual = self._known().arms, Palette.AFFECT.value
        picked = pick(arms, ArmKind.PALETTE, names, usual, self.settings, self._rng)
        self.palette = Palette(picked.chosen)
        if self.palette is not Palette.AFFECT or self.settings.exploring:
            self._written(picked)

    @property
    def instrumentation(self) -> Instrumentation:
        """The plan's, with the palette ratings prefer where the plan leaves it open."""
        return replace(self._plan.instrumentation, palette=self.palette)

    def liked_songs(self) -> dict[str, float]:
        """Reward beyond the usual, by song id."""
        if not self._allowed:
            return {}
        return {arm.name: arm.mean for arm in self._known().arms if arm.kind is ArmKind.SONG}

    # On the composer's thread

    def now(self, decision: Decision, estimate: EmotionEstimate | None) -> MappingWeights:
        """The mapping for this moment: what was learned, and what is being tried."""
        at = self._clock.now()
        self._estimate = estimate
        known = self._known()
        if not self._allowed:
            return known
        if self._due <= 0:
            self._choose(decision, estimate)
        self._slew(at, self._may_try(decision, estimate))
        tried = () if not self._tried.any() else tuple(self._tried.tolist())
        return at_moment(known, leading=self._leading, minutes=self._minutes(at), trial=tried)

    def _choose(self, decision: Decision, estimate: EmotionEstimate | None) -> None:
        self._due = TRIAL_BARS
        if not (self.settings.exploring and self._may_try(decision, estimate)):
            self._trial = Trial(0.0, "parameters", "")
            return
        at = self._clock.now()
        situation = Situation(decision.target, self._leading, self._minutes(at))
        trial = choose(
            self._known(), situation, self.settings, self._rng, at - (self._origin or at)
        )
        self._trial = trial
        self._written(trial)

    def _may_try(self, decision: Decision, estimate: EmotionEstimate | None) -> bool:
        """Not in doubt, not while held, never while the client seems distressed."""
        if estimate is None or estimate.confidence < LEAST_CONFIDENCE:
            return False
        valence, arousal = DISTRESS
        distressed = estimate.affect.valence < valence and estimate.affect.arousal > arousal
        return not (distressed or decision.easing or decision.phase in _STILL)

    def _slew(self, at: float, wanted: bool) -> None:
        goal = np.array(self._trial.offsets) if wanted and self._trial.offsets else 0.0
        most = SLEW * min(1.0, max(0.0, at - self._last))
        self._last = at
        self._tried = self._tried + np.clip(goal - self._tried, -most, most)

    def _written(self, trial: Trial) -> None:
        if self._session:
            store, session = self._store, self._session
            self._post(lambda: store.add_trial(session, trial))

    # On the player's thread

    def bar_started(self, bar: Bar, heard_at: float, target: Affect) -> None:
        situation = Situation(target, self._leading, self._minutes(heard_at))
        with self._lock:
            before = [entry.heard for entry in self._bars]
            heard = Heard(bar.parameters, situation, 1.0, _novelty(bar, target, before))
            version = (bar.parameters.weights_version, self._trial.chosen + str(self._trial.t))
            self._bars.append(_Heard(heard_at, bar, heard, version))
            self._due -= 1
        self._watch_affect(heard_at, target)

    def _watch_affect(self, at: float, target: Affect) -> None:
        """Where the therapist switched it on: did the client come nearer to the target?"""
        estimate, settings = self._estimate, self.settings
        if not (self._allowed and settings.affect_signal) or estimate is None:
            return
        if estimate.confidence < LEAST_CONFIDENCE:
            self._distance = None
            return
        distance = estimate.affect.distance(self._plan.target if self._leading else target)
        if self._distance is None:
            self._distance = (at, distance)
        elif at - self._distance[0] >= MOVE_S:
            nearer, confidence = self._distance[1] - distance, estimate.confidence
            self._distance = (at, distance)
            heard = tuple(e.heard for e in self._credited(at))
            rows = moved_rows(heard, nearer, confidence, settings)
            self._silently(rows, Situation(target, self._leading, self._minutes(at)))

    # Judgements, from any thread

    def context(self, now: float, confidence: float, song: str = "") -> HeardContext | None:
        """What a rating at `now` concerns; None before the first bar."""
        credited = self._credited(now)
        if not credited:
            return None
        last = max(credited, key=lambda entry: entry.at)
        situation = last.heard.situation
        return HeardContext(
            last.bar.parameters,
            situation.target,
            confidence,
            situation.leading,
            situation.minutes,
            tuple(entry.heard for entry in credited),
            tuple(entry.heard for entry in self._one_before(last)),
            {
                ArmKind.COMPOSER: last.bar.composer,
                ArmKind.PALETTE: self.palette.value,
                ArmKind.SONG: song,
            },
        )

    def _credited(self, now: float) -> list[_Heard]:
        """The bars of the seconds before `now`, each with its share of the credit."""
        with self._lock:
            bars = [entry for entry in self._bars if entry.at <= now]
        found = []
        for place, entry in enumerate(bars):
            end = bars[place + 1].at if place + 1 < len(bars) else now
            age = now - end
            if age < CREDIT_S:
                within = end - max(entry.at, now - CREDIT_S)
                share = max(within, 1e-3) * exp(-age / FADING_S)
                found.append(replace(entry, heard=replace(entry.heard, share=share)))
        return found

    def _one_before(self, last: _Heard) -> list[_Heard]:
        """The bars just before the music last became another by mapping or trial."""
        with self._lock:
            bars = list(self._bars)
        other = [e for e in bars if e.at < last.at and e.version != last.version]
        until = other[-1].at if other else 0.0
        return [entry for entry in other if entry.at > until - BEFORE_S]

    def steered(self, events: Iterable[SteeringEvent]) -> None:
        """What the therapist set by hand is weak evidence of what is wished."""
        for event in events:
            name, value = _learned_from(event)
            estimate = self._estimate
            if value is None or estimate is None or not self._allowed:
                continue
            context = self.context(event.t, estimate.confidence)
            if context is not None:
                situation = context.situation
                rows = override_rows(name, value, situation, estimate.confidence)
                self._silently(rows, situation)

    def song_left(self, song_id: str, *, banned: bool) -> None:
        """A song was skipped or banned by hand."""
        if self._allowed:
            self._silently((), Situation(NEUTRAL_AFFECT), (song_id, banned))

    def set_exploring(self, on: bool, by: str = "therapist") -> None:
        """Whether the music may try things of its own accord, now and from now on."""
        self.change(replace(self.settings, exploring=on), by)

    def change(self, settings: PersonalSettings, by: str = "therapist") -> None:
        """Other settings, at once and in the database."""
        self.settings = settings
        self._due = 0
        store, client = self._store, self._client.id
        if self._allowed:
            self._post(lambda: store.set_settings(client, settings, by))

    def learned(self, weights: MappingWeights) -> None:
        """A rating made a new version: it is heard, and the next trial is another."""
        self._weights.put(weights)
        self._due = 0

    def why(self) -> str:
        """Why this bar sounds as it does, in one sentence; empty where nothing is personal."""
        if not self._allowed:
            return ""
        with self._lock:
            last = self._bars[-1].heard.situation if self._bars else Situation(NEUTRAL_AFFECT)
        return because(self._known(), last, tuple(self._tried.tolist()))

    def _silently(
        self,
        rows: tuple[Row, ...],
        situation: Situation,
        left: tuple[str, bool] | None = None,
    ) -> None:
        if not rows and left is None:
            return

        def told() -> None:
            try:
                new = learn_silently(self._client, self._store, rows, situation, left)
            except EmoTuneError:
                # The consent may have been withdrawn meanwhile: then there is nothing to learn.
                return
            if new is not None:
                self.learned(new)

        self._post(told)

    def _known(self) -> MappingWeights:
        return self._weights.get() or CLINICAL_MAPPING

    def _minutes(self, at: float) -> float:
        return 0.0 if self._origin is None else max(0.0, at - self._origin) / 60.0


def _novelty(bar: Bar, target: Affect, before: Sequence[Heard]) -> float:
    """0-1: how far a bar is from the mean of what was heard lately."""
    if not before:
        return 0.0
    past = [deviation(h.parameters, h.situation.target) for h in before]
    gap = np.array(deviation(bar.parameters, target)) - np.mean(past, axis=0)
    return float(min(1.0, np.abs(gap).mean() / 0.5))


def _learned_from(event: SteeringEvent) -> tuple[str, float | None]:
    """The tuned parameter and its value in units; None for what no rating tunes."""
    if event.value is None:
        return event.name, None
    if event.name == Steered.MODE.value:
        return "modality", MODE_BRIGHTNESS[Mode(event.value)]
    if event.name in TUNED_PARAMETERS:
        return event.name, float(event.value)
    return event.name, None
