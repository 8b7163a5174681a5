"""From a rating to a new version of the client's mapping: one path for window and command line."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import Overtaken
from emotune_gui.domain.learning import (
    Arm,
    ArmKind,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    Row,
    Situation,
)
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Client, Purpose, Rating, Strategy
from emotune_gui.engine.arm_words import preferred_words
from emotune_gui.personalisation import arms as arming
from emotune_gui.personalisation import learning
from emotune_gui.personalisation.evidence import (
    Heard,
    Kind,
    of_comparison,
    of_grid,
    of_override,
    of_rating,
)
from emotune_gui.personalisation.population import pooled
from emotune_gui.personalisation.wording import tuned_summary

LEADING = (Strategy.LEAD, Strategy.CONTRAST)
"""Strategies under which the music is not where the client is."""


class RatingStore(Protocol):
    def add_rating(self, session_id: int, rating: Rating) -> int: ...


class WeightStore(Protocol):
    def current(self, client_id: int) -> MappingWeights: ...

    def settings(self, client_id: int) -> PersonalSettings: ...

    def population(self, except_client: int) -> Sequence[MappingWeights]: ...

    def save(
        self,
        client_id: int,
        weights: MappingWeights,
        rating_ids: tuple[int, ...],
        *,
        after: int | None = None,
    ) -> MappingWeights:
        """Raises Overtaken where another version than `after` is in use by now."""


@dataclass(frozen=True, slots=True)
class HeardContext:
    """What was heard when the rating was given."""

    parameters: MusicParameters
    target: Affect
    confidence: float
    leading: bool = False
    minutes: float = 0.0
    bars: tuple[Heard, ...] = ()
    """The bars of the seconds before, weighted; empty means the one bar alone."""
    before: tuple[Heard, ...] = ()
    """What "the one before" was, for a comparison."""
    chosen: Mapping[ArmKind, str] = field(default_factory=dict)
    """Composer, palette and song then."""

    @property
    def situation(self) -> Situation:
        return Situation(self.target, self.leading, self.minutes)

    @property
    def heard(self) -> tuple[Heard, ...]:
        return self.bars or (Heard(self.parameters, self.situation),)


@dataclass(frozen=True, slots=True)
class Learned:
    """What a rating did. `weights` is None when it was stored but taught nothing."""

    rating_id: int
    weights: MappingWeights | None


def learn(
    client: Client,
    session_id: int,
    rating: Rating,
    heard: HeardContext,
    ratings: RatingStore,
    weights: WeightStore,
) -> Learned:
    """Store the rating; with the consent to personalise, also update the client's mapping."""
    return teach(client, ratings.add_rating(session_id, rating), rating, heard, weights)


def teach(
    client: Client, rating_id: int, rating: Rating, heard: HeardContext, weights: WeightStore
) -> Learned:
    """With the consent to personalise, what a stored rating says to the client's mapping."""
    if Purpose.PERSONALISE not in client.consents:
        return Learned(rating_id, None)

    def judged(known: MappingWeights) -> tuple[Arm, ...]:
        if not rating.judged:
            return known.arms
        surprise = rating.reward - learning.usual_reward(known)
        return arming.judged(known.arms, heard.chosen, surprise, heard.confidence)

    rows, ids = rows_of(rating, heard), (rating_id,)
    return Learned(rating_id, _taught(client, weights, rows, heard.situation, judged, ids))


TRIES = 5
"""Of two who teach at once the second learns anew from what the first left."""


def _taught(
    client: Client,
    weights: WeightStore,
    rows: tuple[Row, ...],
    situation: Situation,
    arms: Callable[[MappingWeights], tuple[Arm, ...]],
    rating_ids: tuple[int, ...] = (),
) -> MappingWeights | None:
    """The version that was saved, with the `arms` that follow on what was known; None where
    nothing is taught. Raises Overtaken where others were quicker every time."""

    def once() -> MappingWeights | None:
        known = weights.current(client.id)
        updated = learning.learn(
            known,
            rows,
            situation,
            settings=weights.settings(client.id),
            prior=_prior(client, known, weights),
            arms=arms(known),
        )
        if updated is None:
            return None
        return weights.save(client.id, updated, rating_ids, after=known.version)

    for _ in range(TRIES - 1):
        with suppress(Overtaken):
            return once()
    return once()


OTHERS_EVERY = 5
"""Ratings between two looks at what other clients wish: it changes slowly and takes a while."""


def _prior(client: Client, known: MappingWeights, weights: WeightStore) -> PersonalPrior:
    if known.version and known.ratings_used % OTHERS_EVERY:
        return known.prior
    return pooled(weights.population(client.id))


def rows_of(rating: Rating, heard: HeardContext) -> tuple[Row, ...]:
    """Everything one rating says, for the belief."""
    rows: tuple[Row, ...] = ()
    if rating.judged:
        rows += of_rating(heard.heard, rating.reward, heard.confidence)
    if rating.felt is not None:
        rows += of_grid(heard.heard, rating.felt, heard.confidence)
    if rating.better is not None:
        rows += of_comparison(heard.heard, heard.before, rating.better, heard.confidence)
    return rows


def learn_silently(
    client: Client,
    weights: WeightStore,
    rows: tuple[Row, ...],
    situation: Situation,
    chosen_left: tuple[str, bool] | None = None,
) -> MappingWeights | None:
    """What was no rating: a hand on the music, a song left (its id, banned?), affect that moved.

    Stored as a version of its own; None without the consent or when it teaches nothing.
    """
    if Purpose.PERSONALISE not in client.consents:
        return None

    def left(known: MappingWeights) -> tuple[Arm, ...]:
        if chosen_left is None:
            return known.arms
        return arming.left(known.arms, chosen_left[0], banned=chosen_left[1])

    return _taught(client, weights, rows, situation, left)


def override_rows(
    name: str, value: float, situation: Situation, confidence: float
) -> tuple[Row, ...]:
    """A parameter the therapist set by hand, as weak evidence."""
    return of_override(name, value, situation, confidence)


def moved_rows(
    heard: tuple[Heard, ...], moved: float, confidence: float, settings: PersonalSettings
) -> tuple[Row, ...]:
    """That the client's affect came `moved` (plane units) nearer to the target, or went away.

    Empty where the therapist did not switch this signal on."""
    if not settings.affect_signal:
        return ()
    reward = max(-1.0, min(1.0, moved / FULL_MOVE))
    rows = of_rating(heard, reward, confidence, Kind.MOVED)
    return tuple((*row[:-1], row[-1] * settings.affect_weight) for row in rows)


FULL_MOVE = 0.3
"""A movement by so much within half a minute is as good as can be."""


def difference_in_words(weights: MappingWeights) -> str:
    """How this mapping differs from the clinical one, for the live window."""
    if weights.version == 0:
        return weights.reason
    said = "; ".join((*tuned_summary(weights), *preferred_words(weights)))
    return f"{said[0].upper()}{said[1:]}." if said else weights.reason


class ErrandLoop:
    """Runs small jobs that touch the disk, in order, off the GUI thread."""

    def __init__(self) -> None:
        self._errands: queue.Queue[Callable[[], None]] = queue.Queue()

    def post(self, errand: Callable[[], None]) -> None:
        self._errands.put(errand)

    def step(self) -> None:
        try:
            errand = self._errands.get(timeout=0.1)
        except queue.Empty:
            return
        try:
            errand()
        finally:
            self._errands.task_done()

    @property
    def idle(self) -> bool:
        return self._errands.unfinished_tasks == 0
