"""One rating: in the right direction, in small steps, and never outside the reach."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, TUNED_PARAMETERS, MappingWeights
from emotune_gui.domain.music import Mode, MusicParameters
from emotune_gui.domain.session import Plan, Rating
from emotune_gui.music import mapping
from emotune_gui.personalisation.clinical import MODE_BRIGHTNESS, TUNED, deviation, extremity
from emotune_gui.personalisation.learning import (
    LEAST_CONFIDENCE,
    STEP,
    RatedBar,
    offsets_at,
    update,
)

EXCITED = Affect(0.1, 0.8)
QUIET = Affect(0.1, -0.8)
CORNERS = [Affect(v, a) for v in (-1.0, 1.0) for a in (-1.0, 1.0)]

affects = st.builds(Affect, st.floats(-1, 1), st.floats(-1, 1))
ratings = st.builds(
    Rating,
    t=st.just(0.0),
    bar_id=st.just(0),
    score=st.none() | st.integers(1, 5),
    fits=st.booleans(),
)
histories = st.lists(st.tuples(affects, ratings, st.floats(0, 1)), max_size=25)


def played(target: Affect, weights: MappingWeights = CLINICAL_MAPPING) -> MusicParameters:
    return mapping.apply(target, weights, plan=Plan())


def rated(
    target: Affect, score: int, weights: MappingWeights = CLINICAL_MAPPING, confidence: float = 1.0
) -> RatedBar:
    return RatedBar(played(target, weights), target, Rating(0.0, 0, score=score), confidence)


def after(history: list[tuple[Affect, Rating, float]]) -> list[MappingWeights]:
    versions = [CLINICAL_MAPPING]
    for target, rating, confidence in history:
        bar = RatedBar(played(target, versions[-1]), target, rating, confidence)
        versions.append(update(versions[-1], bar) or versions[-1])
    return versions


def tempo_at(weights: MappingWeights | None, affect: Affect) -> float:
    assert weights is not None
    return offsets_at(weights, affect)[TUNED_PARAMETERS.index("tempo_bpm")]


@pytest.mark.parametrize("target", [EXCITED, QUIET])
def test_good_means_more_of_it_and_bad_means_less(target: Affect) -> None:
    fast = 1.0 if target is EXCITED else -1.0
    good = update(CLINICAL_MAPPING, rated(target, 5))
    bad = update(CLINICAL_MAPPING, rated(target, 1))
    assert fast * tempo_at(good, target) > 0.0
    assert fast * tempo_at(bad, target) < -0.5


def test_a_worse_rating_moves_further() -> None:
    awful, bad, middling = (
        abs(tempo_at(update(CLINICAL_MAPPING, rated(EXCITED, score)), EXCITED))
        for score in (1, 2, 3)
    )
    assert middling < bad
    assert middling < awful


def test_what_was_liked_away_from_the_clinical_mapping_is_kept() -> None:
    """The direction comes from what was heard, not from how extreme the bar was."""
    slower = replace(played(EXCITED), tempo_bpm=played(EXCITED).tempo_bpm - 12)
    liked = update(CLINICAL_MAPPING, RatedBar(slower, EXCITED, Rating(0.0, 0, score=5), 1.0))
    assert tempo_at(liked, EXCITED) < -0.2


def test_an_even_better_liking_of_one_side_wins() -> None:
    weights = CLINICAL_MAPPING
    for k in range(30):
        away = -10.0 if k % 2 else 10.0
        bar = replace(played(NEUTRAL_AFFECT), tempo_bpm=104.0 + away)
        score = 5 if away < 0 else 2
        rating = RatedBar(bar, NEUTRAL_AFFECT, Rating(0.0, 0, score=score), 1.0)
        weights = update(weights, rating) or weights
    assert tempo_at(weights, NEUTRAL_AFFECT) < -3.0


@given(affects, ratings, st.floats(0, LEAST_CONFIDENCE, exclude_max=True))
@settings(deadline=None)
def test_doubt_teaches_nothing(target: Affect, rating: Rating, confidence: float) -> None:
    assert update(CLINICAL_MAPPING, RatedBar(played(target), target, rating, confidence)) is None


def test_no_number_teaches_nothing() -> None:
    assert update(CLINICAL_MAPPING, rated(EXCITED, 1, confidence=float("nan"))) is None


def test_less_confidence_teaches_less() -> None:
    def sureness(confidence: float) -> float:
        new = update(CLINICAL_MAPPING, rated(EXCITED, 5, confidence=confidence))
        assert new is not None
        return float(np.linalg.slogdet(np.array(new.belief_precision)).logabsdet)

    assert sureness(0.3) < sureness(0.6) < sureness(1.0)


@given(histories)
@settings(deadline=None, max_examples=40)
def test_steps_are_small_and_the_reach_is_never_left(history: list) -> None:
    reach = np.array([tuned.reach for tuned in TUNED.values()])
    versions = after(history)
    for old, new in pairwise(versions):
        for corner in CORNERS:
            before, now = np.array(offsets_at(old, corner)), np.array(offsets_at(new, corner))
            assert (np.abs(now - before) <= STEP * reach * (1 + 1e-9)).all()
            assert (np.abs(now) <= reach * (1 + 1e-9)).all()
        assert np.isfinite(new.offsets).all()
        precision = np.array(new.belief_precision or [[1.0]])
        assert np.allclose(precision, precision.T)
        assert (np.linalg.eigvalsh(precision) > 0).all()


@given(histories)
@settings(deadline=None, max_examples=15)
def test_the_same_ratings_teach_the_same(history: list) -> None:
    assert after(history) == after(history)


def test_versions_count_on_and_the_old_stays_as_it_was() -> None:
    first = update(CLINICAL_MAPPING, rated(EXCITED, 1))
    assert first is not None
    kept = replace(first)
    second = update(first, rated(QUIET, 2, first))
    assert second is not None
    assert (first.version, second.version) == (1, 2)
    assert (first.ratings_used, second.ratings_used) == (1, 2)
    assert first == kept
    assert CLINICAL_MAPPING.offsets == ((0.0, 0.0, 0.0),) * 6


def test_going_back_a_version_and_on_is_as_if_nothing_had_been() -> None:
    first = update(CLINICAL_MAPPING, rated(EXCITED, 1))
    assert first is not None
    update(first, rated(QUIET, 1, first))
    assert update(first, rated(QUIET, 4, first)) == update(replace(first), rated(QUIET, 4, first))


def test_the_trust_region_is_the_agreed_one() -> None:
    assert {name: tuned.reach for name, tuned in TUNED.items()} == {
        "tempo_bpm": 15.0,
        "density": 0.8,
        "loudness": 8.0,
        "register": 5.0,
        "articulation": 0.15,
        "modality": 0.4,
    }
    assert tuple(TUNED) == TUNED_PARAMETERS


@given(affects)
@settings(deadline=None)
def test_the_clinical_centre_is_that_of_the_music(target: Affect) -> None:
    """This room wrote the clinical mapping down a second time: they must not drift apart."""
    away = dict(zip(TUNED, deviation(played(target), target), strict=True))
    del away["modality"]
    assert all(abs(share) < 1e-6 for share in away.values()), away


@given(affects)
@settings(deadline=None)
def test_the_mode_that_is_played_lies_near_its_valence(target: Affect) -> None:
    brightness = MODE_BRIGHTNESS[played(target).mode]
    assert abs(brightness - target.valence) < 0.55


def test_every_mode_has_its_place_on_the_ladder() -> None:
    ladder = [MODE_BRIGHTNESS[mode] for mode in Mode]
    assert ladder == sorted(ladder, reverse=True)
    assert len(set(ladder)) == len(Mode)


def test_neutral_music_is_not_extreme() -> None:
    shares = dict(zip(TUNED, extremity(played(NEUTRAL_AFFECT)), strict=True))
    assert all(abs(share) < 0.2 for share in shares.values()), shares
