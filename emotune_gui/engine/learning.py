"""From a rating to a new version of the client's mapping: one path for window and command line."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Client, Purpose, Rating
from emotune_gui.personalisation import learning


class RatingStore(Protocol):
    def add_rating(self, session_id: int, rating: Rating) -> int: ...


class WeightStore(Protocol):
    def current(self, client_id: int) -> MappingWeights: ...

    def save(
        self, client_id: int, weights: MappingWeights, rating_ids: tuple[int, ...]
    ) -> MappingWeights: ...


@dataclass(frozen=True, slots=True)
class HeardContext:
    """What was heard when the rating was given."""

    parameters: MusicParameters
    target: Affect
    confidence: float


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
    rating_id = ratings.add_rating(session_id, rating)
    if Purpose.PERSONALISE not in client.consents:
        return Learned(rating_id, None)
    rated = learning.RatedBar(heard.parameters, heard.target, rating, heard.confidence)
    updated = learning.update(weights.current(client.id), rated)
    if updated is None:
        return Learned(rating_id, None)
    return Learned(rating_id, weights.save(client.id, updated, (rating_id,)))


def difference_in_words(weights: MappingWeights) -> str:
    """How this mapping differs from the clinical one, for the live window."""
    if weights.version == 0:
        return weights.reason
    said = "; ".join(learning.tuned_summary(weights))
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
