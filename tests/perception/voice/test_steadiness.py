"""Held tones are steady, speech and noise are not."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.perception.voice.steadiness import steadiness
from tests.perception.voice.making import chord, noise, silence, talk, tune


def test_talk_and_noise_glide():
    assert max(steadiness(talk(2.0, seed=s)) for s in range(5)) < 0.2
    assert abs(steadiness(noise(2.0))) < 0.1


def test_tones_stand():
    assert steadiness(chord(2.0)) > 0.9
    assert min(steadiness(tune(2.0, seed=s)) for s in range(5)) > 0.5


@pytest.mark.parametrize("gain", [1e-4, 1.0, 10.0])
def test_loudness_does_not_matter(gain):
    sound = talk(2.0) + 0.5 * tune(2.0)
    assert steadiness((gain * sound).astype(np.float32)) == pytest.approx(
        steadiness(sound), abs=0.02
    )


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.1, 0.3])
def test_short_or_silent_sound_is_not_steady(seconds):
    assert np.isfinite(steadiness(silence(seconds)))
    assert steadiness(noise(seconds)[:1500]) == 0.0
