from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.voice.recogniser import VOICE_FILE, VoiceNetwork

RATE = 16_000
NETWORK = bundled("models", VOICE_FILE)


@pytest.fixture
def network() -> VoiceNetwork:
    return VoiceNetwork(NETWORK)


def _buzz(seconds: float, pitch: float = 140.0) -> np.ndarray:
    """A rough vowel: harmonics of a gliding pitch under two formants, in syllables."""
    t = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(pitch * (1 + 0.1 * np.sin(2 * np.pi * 1.5 * t))) / RATE
    sound = np.zeros_like(t)
    for harmonic in range(1, 25):
        hertz = harmonic * pitch
        loud = np.exp(-(((hertz - 600) / 300) ** 2)) + 0.5 * np.exp(-(((hertz - 1700) / 400) ** 2))
        sound += loud * np.sin(harmonic * phase)
    return (0.05 * sound * (1.1 + np.sin(2 * np.pi * 4 * t))).astype(np.float32)


@pytest.mark.parametrize("seconds", [0.01, 0.5, 1.0, 3.0, 6.0, 20.0])
def test_any_length_gives_an_opinion(network: VoiceNetwork, seconds: float) -> None:
    opinion = network.classify(_buzz(seconds))
    assert sum(opinion.probabilities.values) == pytest.approx(1.0, abs=1e-3)


def test_level_makes_no_difference(network: VoiceNetwork) -> None:
    loud, faint = (network.classify(gain * _buzz(2.0)) for gain in (1.0, 0.003))
    assert faint.probabilities.values == pytest.approx(loud.probabilities.values, abs=0.02)


def test_two_voices_are_told_apart(network: VoiceNetwork) -> None:
    low, high = (network.statistics(_buzz(2.0, pitch)) for pitch in (100.0, 320.0))
    assert np.abs(low - high).mean() > 0.3


def test_the_usual_voice_changes_the_opinion(network: VoiceNetwork) -> None:
    sound = _buzz(3.0)
    before = network.classify(sound)
    for pitch in np.linspace(120, 180, 8):
        network.adapt(_buzz(3.0, float(pitch)))
    after = network.classify(sound)
    assert after.probabilities.values != pytest.approx(before.probabilities.values, abs=1e-3)
    profile = network.profile()
    assert profile is not None and profile.speech_s == pytest.approx(24.0)


def test_a_profile_carries_over(network: VoiceNetwork) -> None:
    for pitch in np.linspace(120, 180, 6):
        network.adapt(_buzz(3.0, float(pitch)))
    other = VoiceNetwork(NETWORK)
    other.use_profile(network.profile())
    assert other.classify(_buzz(2.0)) == network.classify(_buzz(2.0))
    other.use_profile(None)
    assert other.classify(_buzz(2.0)) == VoiceNetwork(NETWORK).classify(_buzz(2.0))


def test_no_sound_at_all_is_refused(network: VoiceNetwork) -> None:
    with pytest.raises(ValueError, match="no speech"):
        network.classify(np.zeros(0, np.float32))
    silent = network.classify(np.zeros(RATE, np.float32))
    assert np.isfinite(silent.probabilities.values).all()


def test_missing_and_damaged_files_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(EmoTuneError, match="missing"):
        VoiceNetwork(tmp_path / "none.tflite")
    broken = tmp_path / "broken.tflite"
    broken.write_bytes(NETWORK.read_bytes()[:1000])
    with pytest.raises(EmoTuneError, match="damaged"):
        VoiceNetwork(broken)
