from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import TUNED_PARAMETERS, MappingWeights, PersonalPrior, Situation
from emotune_gui.domain.session import Plan
from emotune_gui.engine.tuning import (
    PLACES,
    Axis,
    View,
    as_beginning,
    certainty,
    common,
    curves,
    difference,
    sentences,
    teaches_most,
)
from emotune_gui.music import mapping
from emotune_gui.personalisation import learning
from emotune_gui.personalisation.evidence import Heard, of_rating

CLINICAL = MappingWeights(version=0)


def rated(count: int, place: str = "sad") -> MappingWeights:
    """Somebody who likes it slower, asked in one mood only."""
    weights, rng, affect = CLINICAL, np.random.default_rng(4), PLACES[place]
    for _ in range(count):
        step = tuple(rng.uniform(-0.5, 0.5, len(TUNED_PARAMETERS)))
        tried = learning.at_moment(weights, leading=False, minutes=0.0, trial=step)
        heard = Heard(mapping.apply(affect, tried, plan=Plan()), Situation(affect))
        liked = float(np.clip(-1.5 * step[0], -1.0, 1.0))
        rows = of_rating((heard,), liked, 1.0)
        weights = learning.learn(weights, rows, Situation(affect)) or weights
    return weights


@given(st.sampled_from(list(Axis)), st.floats(-1, 1), st.booleans(), st.floats(0, 120))
def test_without_ratings_the_personal_curve_is_the_clinical(axis, other, leading, minutes):
    for curve in curves(CLINICAL, View(axis, other, leading, minutes), 7):
        assert curve.personal == pytest.approx(curve.clinical)
        for low, middle, high in zip(curve.low, curve.clinical, curve.high, strict=True):
            assert low < middle < high


def test_curves_are_what_the_music_is_asked_for():
    weights = rated(8)
    view = View(Axis.AROUSAL, -0.6)
    tempo = curves(weights, view, 3)[0]
    asked = mapping.apply(Affect(-0.6, 0.0), weights, plan=Plan())
    assert tempo.personal[1] == pytest.approx(asked.tempo_bpm)
    assert tempo.personal[1] < tempo.clinical[1]


def test_ratings_take_doubt_away_and_move_the_next_question_elsewhere():
    known = certainty(rated(16))
    assert 0.0 < known.overall <= 1.0
    assert known.ratings == 16
    assert certainty(CLINICAL).overall == 0.0
    following = teaches_most(rated(16))
    assert following.place != "sad"
    assert following.parameter in TUNED_PARAMETERS


def test_the_difference_of_two_versions_in_words():
    weights = rated(10)
    assert any("slower" in words for words in difference(CLINICAL, weights))
    assert difference(weights, weights) == ()


def test_a_copy_holds_the_mapping_and_nothing_of_the_person():
    weights = replace(rated(10), arms=())
    copied = as_beginning(weights)
    assert copied.offsets == weights.offsets
    assert copied.ratings_used == 0
    assert copied.belief_mean == ()
    assert set(copied.evidence).isdisjoint(weights.evidence)
    assert sentences(copied) == sentences(weights)


def test_one_rating_does_not_throw_a_copy_over():
    weights = rated(10)
    affect = PLACES["neutral"]
    copied = as_beginning(weights)
    heard = Heard(mapping.apply(affect, copied, plan=Plan()), Situation(affect))
    after = learning.learn(copied, of_rating((heard,), 1.0, 1.0), Situation(affect))
    gap = after.offsets[0][0] - copied.offsets[0][0]
    assert abs(gap) < abs(copied.offsets[0][0]) / 2


def test_what_others_contribute():
    assert common(PersonalPrior()).clients == 0
    mean = [0.0] * (len(TUNED_PARAMETERS) * 5)
    mean[0] = -0.4
    part = common(PersonalPrior(tuple(mean), (0.3,) * len(mean), clients=4))
    assert part.clients == 4
    assert part.sentences == ("slower by 6 bpm",)
