"""Loudness as heard, one level for all instruments, and peaks between the samples."""

from __future__ import annotations

from dataclasses import replace
from math import log10

import numpy as np
import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Instrumentation, Palette
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.domain.session import Plan
from emotune_gui.music import mapping
from emotune_gui.music.composing import RuleComposer
from emotune_gui.music.playing.limiter import CEILING
from emotune_gui.music.playing.loudness import (
    MOST_DB,
    TARGET_LUFS,
    Leveller,
    LoudnessMeter,
)
from emotune_gui.music.playing.master import Master
from emotune_gui.music.playing.pacing import BLOCK_FRAMES
from emotune_gui.music.playing.truepeak import true_peak
from emotune_gui.music.rendering import render_bars
from tests.music.playing.pretended import frames_of

RATE = 44100


def sine(hertz: float, amplitude: float, frames: int, phase: float = 0.0) -> StereoBlock:
    t = np.arange(frames) / RATE
    wave = amplitude * np.sin(2 * np.pi * hertz * t + phase)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def loudness(sound: StereoBlock) -> float:
    """Mean power of blocks within 10 LU of the loudest: close to the integrated loudness."""
    meter = LoudnessMeter(RATE, BLOCK_FRAMES)
    whole = len(sound) // BLOCK_FRAMES * BLOCK_FRAMES
    levels = np.array([meter.level(b) for b in sound[:whole].reshape(-1, BLOCK_FRAMES, 2)])
    power = 10 ** (levels[levels > levels.max() - 20] / 10)
    return 10 * log10(power[power > power.mean() / 10].mean())


def oversampled_peak(sound: StereoBlock) -> float:
    spectrum = np.fft.rfft(sound.astype(np.float64), axis=0)
    padded = np.concatenate([spectrum, np.zeros((3 * len(sound) // 2, 2))])
    return 4 * float(np.abs(np.fft.irfft(padded, n=4 * len(sound), axis=0)).max())


@pytest.mark.parametrize(
    ("hertz", "gain_db"),
    [(997.0, 0.0), (100.0, -1.9), (4000.0, 3.25), (10000.0, 3.3)],
)
def test_the_meter_weights_as_the_standard_says(hertz: float, gain_db: float) -> None:
    """A full-scale 997 Hz tone in both channels is 0 LUFS (BS.1770-4: -3.01 in one)."""
    found = LoudnessMeter(RATE, BLOCK_FRAMES).level(sine(hertz, 0.1, BLOCK_FRAMES))
    assert found == pytest.approx(-20.0 + gain_db, abs=0.35)


def test_silence_and_rests_leave_the_level_alone() -> None:
    leveller = Leveller(RATE, BLOCK_FRAMES)
    for _ in range(400):
        leveller.step(np.zeros((BLOCK_FRAMES, 2), np.float32))
    assert leveller.gain_db == 0.0
    for _ in range(400):
        leveller.step(sine(500, 0.05, BLOCK_FRAMES))
    level = leveller.gain_db
    for _ in range(400):
        leveller.step(sine(500, 0.05 / 30, BLOCK_FRAMES))
    assert leveller.gain_db == level


@pytest.mark.parametrize("amplitude", [0.04, 0.079, 0.2])
def test_what_is_louder_or_softer_comes_to_the_target(amplitude: float) -> None:
    leveller = Leveller(RATE, BLOCK_FRAMES)
    gains = [leveller.step(sine(997, amplitude, BLOCK_FRAMES)) for _ in range(800)]
    reached = 20 * log10(amplitude) + leveller.gain_db
    assert reached == pytest.approx(TARGET_LUFS, abs=0.5)
    edges = np.array(gains)
    assert np.array_equal(edges[1:, 0], edges[:-1, 1])


def test_the_hand_is_slow_and_bounded_and_follows_what_is_asked() -> None:
    leveller = Leveller(RATE, BLOCK_FRAMES)
    first, last = leveller.step(sine(997, 0.5, BLOCK_FRAMES))
    assert 0.95 < last < first == 1.0
    for _ in range(1200):
        leveller.step(sine(997, 0.9, BLOCK_FRAMES))
    assert leveller.gain_db == -MOST_DB
    asked = Leveller(RATE, BLOCK_FRAMES)
    for _ in range(800):
        asked.step(sine(997, 10 ** ((TARGET_LUFS + 6) / 20), BLOCK_FRAMES), 6.0)
    assert asked.gain_db == pytest.approx(0.0, abs=0.4)


def test_palettes_are_equally_loud_at_the_same_parameters(tmp_path) -> None:
    found = []
    for palette in Palette:
        asked = mapping.apply(
            Affect(0.1, -0.1),
            CLINICAL_MAPPING,
            plan=Plan(),
            instrumentation=Instrumentation(palette),
        )
        asked = replace(asked, loudness=60.0)
        composer = RuleComposer(3)
        path = tmp_path / "palette.wav"
        render_bars([composer.next_bar(asked) for _ in range(8)], path)
        found.append(loudness(frames_of(path)))
    assert max(found) - min(found) <= 3.0
    assert np.mean(found) == pytest.approx(TARGET_LUFS, abs=1.5)


def test_a_peak_between_samples_is_found() -> None:
    hidden = sine(RATE / 4, 1.0, 400, phase=np.pi / 4)
    assert np.abs(hidden).max() < 0.72
    assert true_peak(hidden, CEILING) == pytest.approx(1.0, abs=0.01)
    quiet = sine(RATE / 4, 0.3, 400, phase=np.pi / 4)
    assert true_peak(quiet, CEILING) == np.abs(quiet).max()


@pytest.mark.parametrize("hertz", [300.0, 5000.0, RATE / 4, 13000.0])
def test_no_true_peak_passes_minus_one(hertz: float) -> None:
    master = Master(RATE, BLOCK_FRAMES, room=False, levelled=False)
    loud = sine(hertz, 1.15, 16 * BLOCK_FRAMES, phase=np.pi / 4)
    loud[: 4 * BLOCK_FRAMES] *= 0.3
    out = []
    for start in range(0, len(loud), BLOCK_FRAMES):
        master.begin()[:] = loud[start : start + BLOCK_FRAMES]
        out.append(master.finish().copy())
    heard = np.concatenate(out)
    heard[-2000:] *= np.linspace(1, 0, 2000, dtype=np.float32)[:, None]
    assert np.abs(heard).max() > 0.6
    assert oversampled_peak(heard) <= 10 ** (-1 / 20)
