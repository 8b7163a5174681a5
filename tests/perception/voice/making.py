"""Sound and stand-ins for the tests of listening."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.voice import (
    SAMPLE_RATE,
    SoundArray,
    SoundBlock,
    VoiceOpinion,
    VoiceProbabilities,
    VoiceProfile,
)

ANGRY = VoiceOpinion(VoiceProbabilities.normalised([1, 0, 0, 0, 8, 0, 0, 1]), Affect(-0.6, 0.7))
_VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (570, 840, 2410), (530, 1840, 2480))
"""Formants in hertz: Peterson & Barney 1952 (JASA 24:175), men."""


def blocks(sound: SoundArray, t: float = 0.0, size: int = 512) -> Iterator[SoundBlock]:
    """The sound in blocks of `size`, the first at second `t`."""
    for seq, at in enumerate(range(0, len(sound) - size + 1, size)):
        samples = np.ascontiguousarray(sound[at : at + size], np.float32)
        yield SoundBlock(seq, t + at / SAMPLE_RATE, samples, at / SAMPLE_RATE)


def silence(seconds: float) -> SoundArray:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def noise(seconds: float, level: float = 0.05, seed: int = 0) -> SoundArray:
    made = np.random.default_rng(seed).standard_normal(round(seconds * SAMPLE_RATE))
    return (level * made).astype(np.float32)


def chord(seconds: float, level: float = 0.1, root_hz: float = 220.0) -> SoundArray:
    """A held major chord of four overtones a note."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    notes = [root_hz * ratio * k for ratio in (1.0, 1.26, 1.5) for k in range(1, 5)]
    waves = sum(np.sin(2 * np.pi * hz * t) / (1 + hz / 500) for hz in notes)
    return (level * waves / np.sqrt(np.mean(waves**2))).astype(np.float32)


def tune(seconds: float, level: float = 0.1, seed: int = 0) -> SoundArray:
    """Plucked notes, three a second, that overlap."""
    dice = np.random.default_rng(seed)
    sound = np.zeros(round(seconds * SAMPLE_RATE) + SAMPLE_RATE)
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for onset in np.arange(0.0, seconds, 1 / 3):
        hz = 220.0 * 2 ** (dice.choice([0, 2, 4, 7, 9, 12, 16]) / 12)
        note = sum(np.sin(2 * np.pi * hz * k * t) * 0.6**k for k in range(1, 8)) * np.exp(-4 * t)
        at = round(onset * SAMPLE_RATE)
        sound[at : at + SAMPLE_RATE] += note
    sound = sound[: round(seconds * SAMPLE_RATE)]
    return (level * sound / np.sqrt(np.mean(sound**2))).astype(np.float32)


def talk(seconds: float, level: float = 0.05, seed: int = 0, hz: float = 120.0) -> SoundArray:
    """Made-up syllables: a gliding buzz through the formants of vowels, hissed consonants."""
    dice = np.random.default_rng(seed)
    parts: list[np.ndarray] = []
    while sum(map(len, parts)) < seconds * SAMPLE_RATE:
        parts += [_consonant(dice), _vowel(dice, hz)]
    sound = np.concatenate(parts)[: round(seconds * SAMPLE_RATE)]
    return (level * sound / np.sqrt(np.mean(sound**2))).astype(np.float32)


def _vowel(dice: np.random.Generator, hz: float) -> np.ndarray:
    count = int(dice.uniform(0.12, 0.22) * SAMPLE_RATE)
    share = np.linspace(0.0, 1.0, count)
    pitch = hz * dice.uniform(0.85, 1.25) * (1.0 + dice.uniform(-0.25, 0.25) * share)
    phase = np.cumsum(pitch) / SAMPLE_RATE
    pulses = np.diff(np.floor(phase), prepend=0.0)
    one, other = (np.array(_VOWELS[dice.integers(4)], float) for _ in range(2))
    first, last = _resonated(pulses, one), _resonated(pulses, other)
    made = (1 - share) * first + share * last
    return made * np.hanning(count) ** 0.4 / np.sqrt(np.mean(made**2))


def _resonated(pulses: np.ndarray, formants: np.ndarray) -> np.ndarray:
    f = np.fft.rfftfreq(len(pulses), 1 / SAMPLE_RATE)
    gain = sum(0.6**i / (1 + ((f - hz) / (60 + 30 * i)) ** 2) for i, hz in enumerate(formants))
    return np.fft.irfft(np.fft.rfft(pulses) * gain / (1 + f / 500), len(pulses))


def _consonant(dice: np.random.Generator) -> np.ndarray:
    count = int(dice.uniform(0.03, 0.09) * SAMPLE_RATE)
    hiss = np.diff(dice.standard_normal(count + 1))
    return 0.15 * hiss * np.hanning(count)


class StubRecogniser:
    """Always the same opinion; remembers the seconds it was given."""

    name = "stub"
    features = "stub"

    def __init__(self, opinion: VoiceOpinion = ANGRY) -> None:
        self._opinion = opinion
        self._profile: VoiceProfile | None = None
        self.classified: list[float] = []
        self.learnt: list[float] = []

    def classify(self, speech: SoundArray) -> VoiceOpinion:
        self.classified.append(len(speech) / SAMPLE_RATE)
        return self._opinion

    def adapt(self, speech: SoundArray) -> None:
        self.learnt.append(len(speech) / SAMPLE_RATE)

    def profile(self) -> VoiceProfile | None:
        return self._profile

    def use_profile(self, profile: VoiceProfile | None) -> None:
        self._profile = profile


class LoudIsSpeech:
    """A detector for sounds made here: whatever is not almost silent is speech."""

    def __init__(self) -> None:
        self.resets = 0

    def __call__(self, chunk: SoundArray) -> float:
        return 0.98 if float(np.mean(chunk * chunk)) > 1e-6 else 0.02

    def reset(self) -> None:
        self.resets += 1
