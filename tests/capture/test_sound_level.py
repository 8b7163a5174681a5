from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from emotune_gui.capture.sound_level import FLOOR_DBFS, sound_level
from tests.capture.sound_making import tone


def test_a_sine_at_full_scale() -> None:
    level = sound_level(tone(peak=1.0))
    assert level.peak_dbfs == pytest.approx(0.0, abs=0.01)
    assert level.rms_dbfs == pytest.approx(-3.01, abs=0.01)
    assert level.clipped


def test_ten_times_softer_is_twenty_decibels() -> None:
    level = sound_level(tone(peak=0.1))
    assert level.peak_dbfs == pytest.approx(-20.0, abs=0.01)
    assert not level.clipped


@pytest.mark.parametrize("count", [0, 512])
def test_silence_and_nothing(count: int) -> None:
    level = sound_level(np.zeros(count, dtype=np.float32))
    assert (level.peak_dbfs, level.rms_dbfs, level.clipped) == (FLOOR_DBFS, FLOOR_DBFS, False)


@given(arrays(np.float32, st.integers(1, 100), elements=st.floats(-1, 1, width=32)))
def test_levels_stay_on_the_scale(samples: np.ndarray) -> None:
    level = sound_level(samples)
    assert FLOOR_DBFS <= level.rms_dbfs <= level.peak_dbfs + 1e-4
    assert level.peak_dbfs <= 0.0
