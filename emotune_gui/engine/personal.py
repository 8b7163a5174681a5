"""What is personal in a running session: the mapping of the moment, trials, and whose credit it is.

Everything that is believed is reckoned on the errands thread; the composer's thread only adds
numbers up, a bar's credit is looked up when somebody rates. Composers and palettes are chosen in
arm_choices.py, whose credit a judgement is in crediting.py, changes are slowed down in gliding.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

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
from emotune_gui.domain.music import Bar, Instrumentation, Mode
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.domain.steering import Steered, SteeringEvent
from emotune_gui.engine.arm_choices import ArmChoices
from emotune_gui.engine.arm_words import chosen_words
from emotune_gui.engine.caution import is_sure, may_try, not_rousing
from emotune_gui.engine.crediting import HeardLately
from emotune_gui.engine.gliding import SLEW, Glide, is_sound
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.learning import (
    LEADING,
    HeardContext,
    learn_silently,
    moved_rows,
    override_rows,
)
from emotune_gui.music.songs.audio_bars import AUDIO
from emotune_gui.music.strategy import Decision
from emotune_gui.personalisation.choosing import choose
from emotune_gui.personalisation.clinical import MODE_BRIGHTNESS
from emotune_gui.personalisation.evidence import Array
from emotune_gui.personalisation.learning import at_moment, beginning
from emotune_gui.personalisation.population import pooled
from emotune_gui.personalisation.wording import because, from_others
from emotune_gui.storage.repositories.weights import Weights

TRIAL_BARS = 8
MOVE_S = 30.0
"""Over so long the client's affect is to come nearer to the target, where that is learned from."""
OTHERS = "other clients"
"""Who made a version that nobody rated for."""
LOOK_EVERY_S = 1.0
"""What is changed on another page while a session runs is heard so soon."""
DAMAGED = "What was learned for this client cannot be read; the fixed mapping leads."


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
        notice: Callable[[str, str], object] = lambda where, sentence: None,
    ) -> None:
        self.client = client
        """With the consents as they are now."""
        self._plan, self._weights, self._store = plan, weights, store
        self._post, self._clock, self._notice = post, clock, notice
        self._leading = plan.strategy in LEADING
        self._rng = np.random.default_rng([plan.seed % 2**32, client.id])
        self.choices = ArmChoices(plan, self._rng)
        self._change: Callable[[str], None] = lambda composer: None
        self._heard = HeardLately()
        self._glide = Glide()
        self._trial = Trial(0.0, "parameters", "")
        self._tried: Array = np.zeros(len(TUNED_PARAMETERS))
        """How much of the trial has come by now."""
        self._last = 0.0
        self._due = 0
        self._origin: float | None = None
        self._session = 0
        self._estimate: EmotionEstimate | None = None
        self._distance: tuple[float, float] | None = None
        self._liked: dict[str, float] = {}
        self._palette_by_hand: str | None = None
        self._looked_at = 0.0
        self._looking = False
        self._giving = threading.Lock()
        """Nothing that was being learned comes into force after a withdrawal."""
        self._settings_changed = 0
        self.settings = USUAL_SETTINGS

    @property
    def _allowed(self) -> bool:
        return Purpose.PERSONALISE in self.client.consents

    def begin(self) -> None:
        """Read what is known and allowed; raises EmoTuneError. Before the session starts."""
        if not self._allowed:
            self._weights.put(CLINICAL_MAPPING)
            return
        self.settings = self._store.settings(self.client.id)
        known = self._usable(self._store.current(self.client.id))
        if known.version == 0 and not self.settings.locked:
            known = self._first(known)
        self._put(known)
        self.choices.begin(known, self.settings)

    def _usable(self, known: MappingWeights) -> MappingWeights:
        if is_sound(known):
            return known
        self._notice("learning", DAMAGED)
        return CLINICAL_MAPPING

    def _put(self, known: MappingWeights) -> None:
        self._weights.put(known)
        # The songs' chooser looks into this very table: a song just praised comes sooner.
        self._liked.update({a.name: a.mean for a in known.arms if a.kind is ArmKind.SONG})

    def _first(self, known: MappingWeights) -> MappingWeights:
        """Of a client who has not rated: where exploration is allowed, what others here wish, as a
        version of its own; else the clinical mapping, and others only speed the learning up."""
        prior = pooled(self._store.population(self.client.id))
        if not (prior.clients and self.settings.exploring):
            return replace(known, prior=prior)
        started = beginning(prior, self.settings.bounds)
        reason = from_others(started)
        return self._store.save(self.client.id, replace(started, reason=reason), (), OTHERS)

    def started(self, session_id: int, origin: float) -> None:
        """The session has its number."""
        self._session, self._origin = session_id, origin

    def compose_by(self, change: Callable[[str], None]) -> None:
        """`change` has another composer follow where a phrase ends."""
        self._change = change

    @property
    def instrumentation(self) -> Instrumentation:
        """The plan's, with the palette ratings prefer where the plan leaves it open."""
        return replace(self._plan.instrumentation, palette=self.choices.palette)

    def liked_songs(self) -> dict[str, float]:
        """Reward beyond the usual, by song id; kept up to date while the session runs."""
        return self._liked

    # On the composer's thread

    def now(self, decision: Decision, estimate: EmotionEstimate | None) -> MappingWeights:
        """The mapping for this moment: what was learned, and what is being tried."""
        at = self._clock.now()
        self._estimate = estimate
        known, minutes = self._known(), self._minutes(at)
        bounds = self.settings.bounds
        allowed = self._allowed and may_try(decision, estimate)
        if self._due <= 0:
            self._choose(decision, allowed)
        if allowed:
            self._compose_otherwise(known, at)
        self._slew(at, allowed, decision.target)
        tried = () if not self._tried.any() else tuple(self._tried.tolist())
        goal = at_moment(known, leading=self._leading, minutes=minutes, trial=tried)
        return self._glide.toward(goal, at, bounds)

    def _compose_otherwise(self, known: MappingWeights, at: float) -> None:
        other = self.choices.another(known, self.settings, self._since_start(at))
        if other is not None:
            self._change(other)

    def _choose(self, decision: Decision, allowed: bool) -> None:
        self._due = TRIAL_BARS
        if not (self.settings.exploring and allowed):
            self._trial = Trial(0.0, "parameters", "")
            return
        at = self._clock.now()
        situation = Situation(decision.target, self._leading, self._minutes(at))
        trial = choose(self._known(), situation, self.settings, self._rng, self._since_start(at))
        self._trial = trial
        self._written(trial)

    def _slew(self, at: float, wanted: bool, target: Affect) -> None:
        goal = np.zeros(len(TUNED_PARAMETERS))
        if wanted and self._trial.offsets:
            goal = not_rousing(np.array(self._trial.offsets), target)
        most = SLEW * min(1.0, max(0.0, at - self._last))
        self._last = at
        self._tried = self._tried + np.clip(goal - self._tried, -most, most)

    def _written(self, trial: Trial) -> None:
        store, session = self._store, self._session

        def told() -> None:
            # The consent may have been withdrawn since the choice.
            if session and self._allowed:
                store.add_trial(session, trial)

        self._post(told)

    # On the player's thread

    def bar_started(self, bar: Bar, heard_at: float, target: Affect) -> None:
        situation = Situation(target, self._leading, self._minutes(heard_at))
        version = (bar.parameters.weights_version, self._trial.chosen + str(self._trial.t))
        palette = "" if bar.composer == AUDIO else self._palette
        self._heard.add(heard_at, bar, situation, version, palette)
        self._due -= 1
        if self._allowed:
            for trial in self.choices.heard(bar, self._since_start(heard_at)):
                self._written(trial)
        self._watch_affect(heard_at, target)

    def _watch_affect(self, at: float, target: Affect) -> None:
        """Where the therapist switched it on: did the client come nearer to the target?"""
        estimate, settings = self._estimate, self.settings
        if not (self._allowed and settings.affect_signal) or estimate is None:
            return
        if not is_sure(estimate):
            self._distance = None
            return
        distance = estimate.affect.distance(self._plan.target if self._leading else target)
        if self._distance is None:
            self._distance = (at, distance)
        elif at - self._distance[0] >= MOVE_S:
            nearer, confidence = self._distance[1] - distance, estimate.confidence
            self._distance = (at, distance)
            heard = tuple(e.heard for e in self._heard.credited(at))
            rows = moved_rows(heard, nearer, confidence, settings)
            self._silently(rows, Situation(target, self._leading, self._minutes(at)))

    # Judgements, from any thread

    def context(self, now: float, confidence: float, song: str = "") -> HeardContext | None:
        """What a rating at `now` concerns; None before the first bar."""
        credited = self._heard.credited(now)
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
            tuple(entry.heard for entry in self._heard.one_before(last)),
            {**last.arms, ArmKind.SONG: song},
        )

    def steered(self, events: Iterable[SteeringEvent]) -> None:
        """What the therapist set by hand is weak evidence of what is wished."""
        for event in events:
            if event.name == Steered.PALETTE.value:
                self._palette_by_hand = event.value
                self.choices.by_hand(ArmKind.PALETTE)
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
        self._settings_changed += 1
        self._due = 0
        store, client = self._store, self.client.id
        if self._allowed:
            self._post(lambda: store.set_settings(client, settings, by))

    def learned(self, weights: MappingWeights) -> None:
        """There is another version: it comes to be heard, and the next trial is another."""
        with self._giving:
            if self._allowed:
                self._put(self._usable(weights))
                self._due = 0

    def look(self) -> None:
        """Hear of what was changed elsewhere: undone, restored, reset, begun from a template,
        locked. To be called often; looks now and then, on the thread of errands."""
        now = self._clock.now()
        if not self._allowed or self._looking or now - self._looked_at < LOOK_EVERY_S:
            return
        self._looked_at, self._looking = now, True
        changes = self._settings_changed

        def looked() -> None:
            try:
                known = self._store.current(self.client.id)
                settings = self._store.settings(self.client.id)
            except EmoTuneError:  # the recorder says so; what was known still is
                return
            finally:
                self._looking = False
            if known.version != self._known().version:
                self.learned(known)
            if settings != self.settings and changes == self._settings_changed:
                self.settings, self._due = settings, 0

        self._post(looked)

    def withdraw(self, reason: str = "") -> None:
        """The consent is gone: the fixed mapping comes back, and nothing is tried or learned."""
        purposes = self.client.consents - {Purpose.PERSONALISE}
        with self._giving:
            self.client = replace(self.client, consents=purposes)
            self._weights.put(CLINICAL_MAPPING)
            self._liked.clear()
        self.settings, self._due = USUAL_SETTINGS, 0
        other = self.choices.forget()
        if other is not None:
            self._change(other)

    def why(self) -> str:
        """Why this bar sounds as it does; empty where nothing is personal."""
        if not self._allowed:
            return ""
        last, known = self._heard.last, self._known()
        situation = Situation(NEUTRAL_AFFECT) if last is None else last.heard.situation
        mapped = because(known, situation, tuple(self._tried.tolist()))
        ratings = 0 if mapped.startswith("After") else known.ratings_used
        chosen = chosen_words(self.choices, {} if last is None else last.arms, ratings)
        return " ".join(filter(None, (mapped, chosen)))

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
                new = learn_silently(self.client, self._store, rows, situation, left)
            except EmoTuneError:
                # The consent may have been withdrawn meanwhile: then there is nothing to learn.
                return
            if new is not None:
                self.learned(new)

        self._post(told)

    def _known(self) -> MappingWeights:
        return self._weights.get() or CLINICAL_MAPPING

    @property
    def _palette(self) -> str:
        return self._palette_by_hand or self.choices.palette.value

    def _since_start(self, at: float) -> float:
        return 0.0 if self._origin is None else max(0.0, at - self._origin)

    def _minutes(self, at: float) -> float:
        return self._since_start(at) / 60.0


def _learned_from(event: SteeringEvent) -> tuple[str, float | None]:
    """The tuned parameter and its value in units; None for what no rating tunes."""
    if event.value is None:
        return event.name, None
    if event.name == Steered.MODE.value:
        return "modality", MODE_BRIGHTNESS[Mode(event.value)]
    if event.name in TUNED_PARAMETERS:
        return event.name, float(event.value)
    return event.name, None
