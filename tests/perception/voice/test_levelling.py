"""The slow gain: the same sound at any loudness comes out the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.perception.voice.levelling import TARGET_RMS, SlowGain
from tests.perception.voice.making import blocks, noise, silence, talk


def levelled(sound):
    gain = SlowGain()
    return np.concatenate([gain.levelled(block.samples) for block in blocks(sound)])


@pytest.mark.parametrize("decibels", [-40, -20, 0, 20])
def test_loudness_does_not_matter(decibels):
    sound = talk(2.0, level=0.02)
    louder = (sound * 10 ** (decibels / 20)).astype(np.float32)
    # The talk begins softly: there the gain of the quietest stands at its limit.
    assert np.allclose(levelled(louder)[4096:], levelled(sound)[4096:], atol=1e-3)


def test_loudest_chunk_reaches_the_target():
    steady = levelled(noise(1.0, level=0.001))
    assert np.sqrt(np.mean(steady**2)) == pytest.approx(TARGET_RMS, rel=0.2)


def test_loud_moment_is_lowered_at_once_and_forgotten_within_seconds():
    made = levelled(np.concatenate([noise(1.0, 0.01), noise(0.1, 0.5), noise(6.0, 0.01)]))
    bang, after, later = made[16000:17600], made[19200:22400], made[-8000:]
    assert np.abs(bang).max() <= 1.0
    assert np.mean(after**2) < 0.1 * np.mean(later**2)
    assert np.sqrt(np.mean(later**2)) == pytest.approx(TARGET_RMS, rel=0.3)


def test_offset_is_taken_away():
    assert abs(levelled(noise(2.0, 0.01) + np.float32(0.3))[16000:].mean()) < 0.01


def test_digital_silence_stays_silent():
    assert not levelled(silence(0.5)).any()


@given(st.lists(st.floats(-1.0, 1.0, width=32), min_size=1, max_size=64))
def test_result_is_finite_and_within_full_scale(samples):
    gain = SlowGain()
    chunk = np.resize(np.array(samples, np.float32), 512)
    for _ in range(3):
        made = gain.levelled(chunk)
        assert np.isfinite(made).all() and np.abs(made).max() <= 1.0
