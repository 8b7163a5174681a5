from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.perception.voice.features import (
    BANDS,
    LEAD_IN,
    PIECE,
    filterbank,
    in_pieces,
    mel_spectrogram,
)

RATE = 16_000


def _tone(hertz: float, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE).astype(np.float32)


def test_bands_are_slaneys() -> None:
    # Corners by Slaney's formula: 8 kHz lies at 15 + 27 ln(8) / ln(6.4) mel, in 41 equal steps.
    top = 15 + 27 * np.log(8.0) / np.log(6.4)
    bank, mel = filterbank(), np.linspace(0.0, top, BANDS + 2)
    first, last = mel[1] * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel[-2] - 15))
    hertz = np.arange(len(bank)) * 40.0
    assert abs(hertz[bank[:, 0].argmax()] - first) <= 40.0
    assert abs(hertz[bank[:, -1].argmax()] - last) <= 40.0
    # Equal area: the integral over frequency of each wide triangle is one.
    assert bank[:, -10:].sum(axis=0) * 40.0 == pytest.approx(np.ones(10), rel=0.02)


@pytest.mark.parametrize("hertz", [300.0, 1000.0, 4000.0])
def test_a_tone_is_strongest_in_its_band(hertz: float) -> None:
    band = mel_spectrogram(_tone(hertz)).mean(axis=0).argmax()
    at = round(hertz / 40.0)
    assert filterbank()[at, band] == filterbank()[at].max()


@settings(max_examples=20, deadline=None)
@given(st.floats(1e-4, 30.0))
def test_level_makes_no_difference(gain: float) -> None:
    sound = np.random.default_rng(1).standard_normal(RATE).astype(np.float32)
    frames = mel_spectrogram(sound)
    assert mel_spectrogram((gain * sound).astype(np.float32)) == pytest.approx(frames, rel=1e-3)


def test_silence_and_a_click_are_finite() -> None:
    assert not mel_spectrogram(np.zeros(RATE, np.float32)).any()
    assert np.isfinite(mel_spectrogram(np.ones(3, np.float32))).all()
    assert mel_spectrogram(np.zeros(1, np.float32)).shape == (1, BANDS)


@given(st.integers(1, 400))
def test_pieces_count_every_frame_once(length: int) -> None:
    frames = np.arange(1, length + 1, dtype=np.float32)[:, None] * np.ones(BANDS, np.float32)
    pieces = in_pieces(frames)
    assert pieces.frames.shape[1:] == (PIECE, BANDS)
    counted = pieces.frames[..., 0][pieces.weights > 0]
    assert counted.tolist() == list(range(1, length + 1))
    assert not pieces.weights[1:, :LEAD_IN].any()
