"""A rating is always stored; it teaches only with consent and with a readable face."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import Overtaken
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights, PersonalSettings
from emotune_gui.domain.session import Client, Plan, Purpose, Rating
from emotune_gui.engine.learning import (
    TRIES,
    ErrandLoop,
    HeardContext,
    difference_in_words,
    learn,
)
from emotune_gui.music.mapping import apply

ADA = Client(1, "Ada", datetime(2026, 1, 1, tzinfo=UTC), frozenset({Purpose.PERSONALISE}))
TENSE = Affect(-0.5, 0.6)


class Ratings:
    def __init__(self) -> None:
        self.stored: list[tuple[int, Rating]] = []

    def add_rating(self, session_id: int, rating: Rating) -> int:
        self.stored.append((session_id, rating))
        return len(self.stored)


class Weights:
    def __init__(self) -> None:
        self.now = CLINICAL_MAPPING
        self.rated: list[tuple[int, ...]] = []
        self.allowed = PersonalSettings()
        self.others: list[MappingWeights] = []
        self.beside: list[MappingWeights] = []
        """What others save just before."""

    def current(self, client_id: int) -> MappingWeights:
        return self.now

    def settings(self, client_id: int) -> PersonalSettings:
        return self.allowed

    def population(self, except_client: int) -> list[MappingWeights]:
        return self.others

    def save(
        self,
        client_id: int,
        weights: MappingWeights,
        rating_ids: tuple[int, ...],
        *,
        after: int | None = None,
    ) -> MappingWeights:
        if self.beside:
            self.now = self.beside.pop(0)
        if after != self.now.version:
            raise Overtaken("The mapping was changed elsewhere.")
        self.now = weights
        self.rated.append(rating_ids)
        return weights


@pytest.fixture
def ratings() -> Ratings:
    return Ratings()


@pytest.fixture
def weights() -> Weights:
    return Weights()


def heard(confidence: float = 0.9) -> HeardContext:
    return HeardContext(apply(TENSE, CLINICAL_MAPPING, plan=Plan()), TENSE, confidence)


def test_a_rating_is_stored_and_teaches(ratings: Ratings, weights: Weights) -> None:
    learned = learn(ADA, 7, Rating(3.0, 2, 1), heard(), ratings, weights)
    assert ratings.stored == [(7, Rating(3.0, 2, 1))]
    assert learned.weights is weights.now
    assert weights.now.version == 1
    assert weights.rated == [(1,)]
    assert weights.now.offsets != CLINICAL_MAPPING.offsets


def test_without_consent_it_is_stored_and_teaches_nothing(
    ratings: Ratings, weights: Weights
) -> None:
    shy = replace(ADA, consents=frozenset())
    assert learn(shy, 7, Rating(3.0, 2, 1), heard(), ratings, weights).weights is None
    assert len(ratings.stored) == 1
    assert weights.now is CLINICAL_MAPPING


def test_a_doubtful_moment_teaches_nothing(ratings: Ratings, weights: Weights) -> None:
    assert learn(ADA, 7, Rating(3.0, 2, 1), heard(0.1), ratings, weights).weights is None
    assert len(ratings.stored) == 1
    assert weights.now is CLINICAL_MAPPING


def test_what_another_taught_in_between_is_learned_on_from(
    ratings: Ratings, weights: Weights
) -> None:
    beside = learn(ADA, 7, Rating(3.0, 2, 5), heard(), Ratings(), Weights()).weights
    assert beside is not None
    weights.beside = [replace(beside, version=4)]
    learned = learn(ADA, 7, Rating(9.0, 2, 1), heard(), ratings, weights).weights
    assert learned is not None and learned.version == 5 and learned.ratings_used == 2
    assert learned.evidence[: len(beside.evidence)] == beside.evidence
    assert len(ratings.stored) == 1 and weights.rated == [(1,)]


def test_one_who_is_always_overtaken_gives_up_with_the_rating_stored(
    ratings: Ratings, weights: Weights
) -> None:
    weights.beside = [MappingWeights(version) for version in range(1, TRIES + 1)]
    with pytest.raises(Overtaken):
        learn(ADA, 7, Rating(3.0, 2, 1), heard(), ratings, weights)
    assert len(ratings.stored) == 1 and weights.rated == []


def test_the_window_says_how_the_mapping_differs() -> None:
    assert difference_in_words(CLINICAL_MAPPING) == CLINICAL_MAPPING.reason
    slower = ((-4.0, 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:])
    said = difference_in_words(MappingWeights(version=2, offsets=slower))
    assert said == "Slower by 4 bpm."


def test_errands_run_in_order_and_one_that_fails_does_not_stop_the_next() -> None:
    loop, done = ErrandLoop(), []

    def failing() -> None:
        raise OSError

    for errand in (lambda: done.append(1), failing, lambda: done.append(2)):
        loop.post(errand)
    loop.step()
    with pytest.raises(OSError):
        loop.step()
    assert not loop.idle
    loop.step()
    assert done == [1, 2]
    assert loop.idle
