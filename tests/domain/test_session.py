"""Ratings as rewards."""

from __future__ import annotations

import pytest

from emotune_gui.domain.session import Rating


@pytest.mark.parametrize(
    ("score", "fits", "reward"),
    [
        (1, None, -1.0),
        (3, None, 0.0),
        (5, None, 1.0),
        (None, True, 1.0),
        (None, False, -1.0),
        (5, False, 0.0),
        (4, True, 0.75),
    ],
)
def test_reward_spans_minus_one_to_one(score: int | None, fits: bool | None, reward: float) -> None:
    assert Rating(1.0, 1, score, fits).reward == pytest.approx(reward)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_outside_one_to_five_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="score"):
        Rating(0.0, 1, score)


def test_an_empty_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="needs"):
        Rating(0.0, 1)
