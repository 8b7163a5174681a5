"""Bounds of affect and of probabilities."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, Affect, Emotion, EmotionProbabilities

unit = st.floats(-1, 1)
any_float = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(any_float, any_float)
def test_clamped_affect_is_always_inside_the_square(valence: float, arousal: float) -> None:
    affect = Affect.clamped(valence, arousal)
    assert -1 <= affect.valence <= 1
    assert -1 <= affect.arousal <= 1


@pytest.mark.parametrize("bad", [1.01, -1.5, math.nan, math.inf])
def test_affect_outside_the_square_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        Affect(bad, 0.0)


@given(unit, unit, unit, unit, st.floats(0, 3))
def test_a_step_never_overshoots_and_never_moves_away(
    v0: float, a0: float, v1: float, a1: float, step: float
) -> None:
    start, goal = Affect(v0, a0), Affect(v1, a1)
    moved = start.stepped(goal, step)
    assert start.distance(moved) <= step + 1e-9
    assert moved.distance(goal) <= start.distance(goal) + 1e-9


def test_a_step_as_long_as_the_gap_arrives() -> None:
    assert Affect(0, 0).stepped(Affect(0.3, 0.4), 0.5) == Affect(0.3, 0.4)


@given(st.lists(st.floats(-5, 1e6), min_size=8, max_size=8))
def test_normalised_weights_are_probabilities(weights: list[float]) -> None:
    probabilities = EmotionProbabilities.normalised(weights)
    assert math.isclose(sum(probabilities.values), 1.0, abs_tol=1e-6)
    assert all(p >= 0 for p in probabilities.values)


def test_nothing_known_is_uniform() -> None:
    assert EmotionProbabilities.normalised([0.0] * 8).values == (0.125,) * 8


@pytest.mark.parametrize(
    "values", [(1.0,) * 8, (0.5, 0.5), (2.0, -1.0, 0, 0, 0, 0, 0, 0), (math.nan,) + (0.0,) * 7]
)
def test_what_is_not_a_distribution_is_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="probabilities"):
        EmotionProbabilities(values)


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_top_names_the_likeliest(emotion: Emotion) -> None:
    weights = [3.0 if e is emotion else 1.0 for e in EMOTIONS]
    probabilities = EmotionProbabilities.normalised(weights)
    assert probabilities.top is emotion
    assert probabilities[emotion] == pytest.approx(0.3)
