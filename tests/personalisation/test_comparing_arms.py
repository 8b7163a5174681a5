""" "This or the one before" of two palettes or composers, and which two to ask about."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.learning import Arm, ArmKind
from emotune_gui.personalisation.arms import (
    NOISE,
    arm_of,
    clearly_better,
    compared,
    most_in_doubt,
)

KIND = ArmKind.PALETTE
NAMES = ("affect", "strings", "piano", "winds")
grades = st.floats(-1.0, 1.0)


def exact(grade: float, s1: float, s2: float, m1: float, m2: float) -> tuple[np.ndarray, ...]:
    """The posterior of both by the textbook: y = (1, -1) m + e."""
    prior, h = np.diag([s1**2, s2**2]), np.array([1.0, -1.0])
    gain = prior @ h / (h @ prior @ h + 2 * NOISE**2)
    mean = np.array([m1, m2]) + gain * (grade - h @ [m1, m2])
    return mean, np.sqrt(np.diag(prior - np.outer(gain, h @ prior)))


@given(grades, st.floats(0.05, 0.5), st.floats(0.05, 0.5), st.floats(-0.5, 0.5))
def test_each_part_of_the_posterior_is_exact(grade: float, s1: float, s2: float, m: float) -> None:
    arms = (Arm(KIND, "strings", m, s1), Arm(KIND, "piano", 0.1, s2))
    after = compared(arms, KIND, "strings", "piano", grade)
    mean, deviation = exact(grade, s1, s2, m, 0.1)
    told = [arm_of(after, KIND, name) for name in ("strings", "piano")]
    assert [arm.mean for arm in told] == pytest.approx(mean.tolist(), abs=1e-12)
    assert [arm.deviation for arm in told] == pytest.approx(deviation.tolist(), abs=1e-12)


@given(grades)
def test_it_does_not_matter_which_was_heard_last(grade: float) -> None:
    one = compared((), KIND, "strings", "piano", grade)
    other = compared((), KIND, "piano", "strings", -grade)
    assert set(one) == set(other)


def test_two_comparisons_are_a_preference_and_one_is_not() -> None:
    arms = compared((), KIND, "strings", "piano", 1.0)
    assert not clearly_better(arm_of(arms, KIND, "strings"), arm_of(arms, KIND, "piano"))
    arms = compared(arms, KIND, "strings", "piano", 1.0)
    arms = compared(arms, KIND, "strings", "piano", 1.0)
    assert clearly_better(arm_of(arms, KIND, "strings"), arm_of(arms, KIND, "piano"))
    assert arm_of(arms, KIND, "winds").weight == 0.0


@given(grades)
def test_nothing_is_learned_of_itself_or_in_doubt(grade: float) -> None:
    arms = (Arm(KIND, "strings", 0.2, 0.1, 3.0),)
    assert compared(arms, KIND, "strings", "strings", grade) == arms
    assert compared(arms, KIND, "strings", "piano", grade, confidence=0.2) == arms


def test_other_kinds_stay_as_they_are() -> None:
    composer = Arm(ArmKind.COMPOSER, "strings", 0.2, 0.1, 3.0)
    assert composer in compared((composer,), KIND, "strings", "piano", 1.0)


def test_the_challenger_is_the_one_who_may_gain_most() -> None:
    arms = (
        Arm(KIND, "affect", 0.3, 0.1, 3.0),
        Arm(KIND, "strings", 0.25, 0.1, 3.0),
        Arm(KIND, "piano", -0.5, 0.3, 1.0),
        Arm(KIND, "winds", -0.5, 0.1, 3.0),
    )
    first, second, worth = most_in_doubt(arms, KIND, NAMES, "affect", rng()) or ("", "", 0.0)
    assert (first, second) == ("affect", "strings")
    draws = rng().normal(-0.05 - 0.1, sqrt(0.02), 400_000)
    assert worth == pytest.approx(float(np.maximum(draws, 0).mean()), abs=5e-4)


def test_what_was_never_heard_comes_before_what_was_refused() -> None:
    arms = compared((), KIND, "affect", "strings", 1.0)
    found = {most_in_doubt(arms, KIND, NAMES, "affect", rng(k)) for k in range(20)}
    assert {pair[:2] for pair in found if pair} == {("affect", "piano"), ("affect", "winds")}


def test_one_alone_has_nobody_to_be_compared_with() -> None:
    assert most_in_doubt((), KIND, ("affect",), "affect", rng()) is None
    assert most_in_doubt((), KIND, (), "affect", rng()) is None


def test_asked_again_and_again_the_best_is_found() -> None:
    """A listener with a taste and noise: after thirty comparisons the favourite leads."""
    taste = {"affect": 0.0, "strings": 0.5, "piano": -0.3, "winds": 0.1}
    found = 0
    for seed in range(20):
        draw, arms = rng(seed), tuple[Arm, ...]()
        for _ in range(30):
            one, other, _ = most_in_doubt(arms, KIND, NAMES, "affect", draw) or ("", "", 0.0)
            said = taste[one] - taste[other] + draw.normal(0.0, 0.4)
            arms = compared(arms, KIND, one, other, float(np.clip(np.rint(2 * said), -2, 2)) / 2)
        found += max(arms, key=lambda arm: arm.mean).name == "strings"
    assert found >= 17


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)
