from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.capture.resampling import Resampler
from emotune_gui.domain.voice import SAMPLE_RATE
from tests.capture.sound_making import tone, tone_fit

RATES = (8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000, 44_056)


def resampled(sound: np.ndarray, rate: int, chunk: int = 441) -> np.ndarray:
    resampler = Resampler(rate)
    pieces = [resampler.push(sound[i : i + chunk]) for i in range(0, len(sound), chunk)]
    return np.concatenate([*pieces, resampler.finish()])


@pytest.mark.parametrize("rate", RATES)
def test_a_tone_keeps_its_height_and_stays_clean(rate: int) -> None:
    told = resampled(tone(rate, 2.0, 1000.0, 0.5), rate)
    assert len(told) == pytest.approx(2 * SAMPLE_RATE, abs=1)
    amplitude, ratio = tone_fit(told[1000:-1000], 1000.0)
    assert amplitude == pytest.approx(0.5, rel=0.001)
    assert ratio > 90.0


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("hz", [8_000, 8_200, 9_000, 10_500, 12_000, 15_000])
def test_what_is_too_high_does_not_come_back_lower(rate: int, hz: int) -> None:
    told = resampled(tone(rate, 1.0, hz, 0.5), rate)[1000:-1000]
    assert np.abs(told).max() < 0.5 * 10 ** (-75 / 20)


@pytest.mark.parametrize("hz", [80, 3_000, 6_000, 7_000, 7_200])
def test_speech_is_left_as_it_is(hz: int) -> None:
    amplitude, _ = tone_fit(resampled(tone(44_100, 1.0, hz, 0.5), 44_100)[1000:-1000], hz)
    assert 20 * np.log10(amplitude / 0.5) == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize("rate", RATES)
def test_nothing_is_shifted_in_time(rate: int) -> None:
    click = np.zeros(2 * rate, dtype=np.float32)
    click[rate] = 1.0
    assert int(np.abs(resampled(click, rate)).argmax()) == SAMPLE_RATE


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12), st.sampled_from(RATES))
def test_where_it_is_cut_makes_no_difference(cuts: list[int], rate: int) -> None:
    sound = np.random.default_rng(3).uniform(-0.5, 0.5, sum(cuts)).astype(np.float32)
    resampler = Resampler(rate)
    pieces = [resampler.push(piece) for piece in np.split(sound, np.cumsum(cuts)[:-1])]
    told = np.concatenate([*pieces, resampler.finish()])
    assert np.allclose(told, resampled(sound, rate, chunk=len(sound)), atol=1e-6)


def test_sound_at_the_right_rate_goes_through_untouched() -> None:
    sound = tone()
    resampler = Resampler(SAMPLE_RATE)
    assert resampler.push(sound) is sound
    assert len(resampler.finish()) == 0


def test_no_sample_leaves_full_scale() -> None:
    square = np.sign(tone(48_000, 0.5, 300.0)).astype(np.float32)
    assert np.abs(resampled(square, 48_000)).max() <= 1.0


def test_nothing_in_nothing_out() -> None:
    resampler = Resampler(44_100)
    assert len(resampler.push(np.zeros(0, dtype=np.float32))) == 0
    assert len(resampler.finish()) == 0
