from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.training.music.metrics import (
    groove_consistency,
    pitch_class_entropy,
    repeated_share,
    scale_consistency,
)

pitches = st.lists(st.integers(21, 108), min_size=1, max_size=60)


def test_entropy_by_hand() -> None:
    assert pitch_class_entropy([60, 72, 48]) == 0.0
    assert pitch_class_entropy([60, 62, 64, 65]) == pytest.approx(2.0)
    assert pitch_class_entropy([60, 60, 60, 62]) == pytest.approx(0.75 * log2(4 / 3) + 0.25 * 2)
    assert pitch_class_entropy(range(60, 72)) == pytest.approx(log2(12))


def test_scale_consistency_by_hand() -> None:
    assert scale_consistency([60, 62, 64, 65, 67, 69, 71]) == 1.0
    assert scale_consistency([57, 59, 60, 62, 64, 65, 67]) == 1.0
    assert scale_consistency([60, 62, 64, 66, 68, 70]) == pytest.approx(4 / 6)
    assert scale_consistency(range(60, 72)) == pytest.approx(7 / 12)


def test_groove_by_hand() -> None:
    """Two bars that differ at two of 96 steps, then two that are alike."""
    same = [0, 1, 2, 3]
    assert groove_consistency([*same, *(4 + b for b in same)], 4) == 1.0
    assert groove_consistency([0, 1, 2, 3, 4, 5, 6, 6.5, 7], 4) == pytest.approx(1 - 1 / 96)
    assert groove_consistency([0, 1, 2, 3.5, 4, 5, 7, 8, 9, 11], 4) == pytest.approx(
        1 - (3 / 96 + 0) / 2
    )
    assert groove_consistency([0, 3.5], 3) == pytest.approx(1 - 2 / 72)
    with pytest.raises(ValueError, match="two bars"):
        groove_consistency([0, 1, 2], 4)


def test_onsets_of_a_chord_are_one_and_an_empty_bar_counts() -> None:
    assert groove_consistency([0, 0, 0, 4, 4], 4) == 1.0
    assert groove_consistency([0, 8], 4) == pytest.approx(1 - 1 / 96)


@given(pitches, st.integers(-20, 20))
def test_transposition_changes_neither(notes, shift) -> None:
    moved = [note + shift for note in notes]
    assert pitch_class_entropy(moved) == pytest.approx(pitch_class_entropy(notes))
    assert scale_consistency(moved) == scale_consistency(notes)


@given(pitches)
def test_bounds(notes) -> None:
    assert 0.0 <= pitch_class_entropy(notes) <= log2(12) + 1e-9
    assert 7 / 12 <= scale_consistency(notes) + 1e-9 <= 1.0 + 1e-6


def test_repeats() -> None:
    assert repeated_share("abcdabcd") == pytest.approx(1 / 5)
    assert repeated_share("abcdefgh") == 0.0
    assert repeated_share("aaaaaaaa") == pytest.approx(4 / 5)
    assert repeated_share("abc") == 0.0


def test_numpy_input_is_taken() -> None:
    assert scale_consistency(np.array([60.0, 64.0])) == 1.0
