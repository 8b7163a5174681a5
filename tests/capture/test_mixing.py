from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from emotune_gui.capture.mixing import Downmix, clean
from emotune_gui.domain.voice import SAMPLE_RATE
from tests.capture.sound_making import tone


def mixed(channels: np.ndarray, chunk: int = 1024, left_out=()) -> np.ndarray:
    downmix = Downmix(len(channels), SAMPLE_RATE, left_out)
    cuts = range(0, channels.shape[1], chunk)
    return np.concatenate([downmix.mono(channels[:, i : i + chunk]) for i in cuts])


def test_one_channel_stays_as_it_is() -> None:
    sound = tone()
    assert np.array_equal(mixed(sound[None]), sound)


def test_two_channels_are_averaged() -> None:
    left, right = tone(hz=300.0), tone(hz=500.0)
    assert np.allclose(mixed(np.stack([left, right])), (left + right) / 2, atol=1e-6)


def test_channels_out_of_phase_do_not_cancel() -> None:
    sound = tone()
    told = mixed(np.stack([sound, -sound]))
    assert np.allclose(told, sound, atol=1e-6) or np.allclose(told, -sound, atol=1e-6)


def test_nearly_out_of_phase_takes_the_louder() -> None:
    sound = tone()
    assert np.allclose(mixed(np.stack([-0.8 * sound, sound])), sound, atol=1e-6)


def test_speech_in_one_of_many_channels_keeps_its_level() -> None:
    channels = np.zeros((32, SAMPLE_RATE), dtype=np.float32)
    channels[17] = tone()
    assert np.allclose(mixed(channels), tone(), atol=1e-6)


def test_the_low_frequency_channel_is_left_out() -> None:
    channels = np.zeros((6, SAMPLE_RATE), dtype=np.float32)
    channels[2], channels[3] = tone(), tone(hz=40.0, peak=0.9)
    assert np.allclose(mixed(channels, left_out=[3]), tone(), atol=1e-6)


def test_changing_over_makes_no_click() -> None:
    sound = tone(seconds=4.0, hz=200.0)
    half = len(sound) // 2
    other = np.concatenate([sound[:half], -sound[half:]])
    told = mixed(np.stack([sound, other]), chunk=512)
    assert np.abs(np.diff(told)).max() < 1.5 * np.abs(np.diff(sound)).max()
    assert np.allclose(np.abs(told[-8000:]), np.abs(sound[-8000:]), atol=1e-6)


def test_silence_stays_silence() -> None:
    assert not mixed(np.zeros((2, 4000), dtype=np.float32)).any()


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 3), st.integers(0, 40)),
        elements=st.floats(width=64, allow_nan=True, allow_infinity=True),
    )
)
def test_cleaned_sound_is_finite_and_within_full_scale(samples: np.ndarray) -> None:
    told = clean(samples)
    assert told.dtype == np.float32 and told.shape == samples.shape
    assert np.isfinite(told).all()
    assert (np.abs(told) <= 1.0).all()


def test_cleaning_changes_nothing_that_is_right() -> None:
    sound = tone()
    assert np.array_equal(clean(sound), sound)
    assert clean(np.array([np.nan, np.inf, -np.inf, 3.0])) == pytest.approx([0.0, 1.0, -1.0, 1.0])
