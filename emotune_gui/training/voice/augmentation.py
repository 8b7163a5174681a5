"""Speech as other rooms, microphones and throats would have given it.

RAVDESS, CREMA-D and whatever a clinic has differ in noise, room and microphone, and calm is to be
heard in one corpus only: without this a network may learn the corpus.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray
from emotune_gui.perception.voice.features import HOP

FASTEST = 0.10
"""Largest share by which speech is played quicker or slower, pitch and tempo together."""
LEAST_SNR_DB, MOST_SNR_DB = 8.0, 40.0
NOISY, FILTERED, PHONE, ROOM = 0.6, 0.7, 0.15, 0.3
"""How often noise is added, the spectrum tilted and bent, the band cut to a telephone's, a room
added."""


def disturbed(speech: SoundArray, draw: np.random.Generator) -> SoundArray:
    """One random variant of speech; its level does not matter.

    The same generator state gives the same throat, room, microphone and kind of noise.
    """
    sound = _played_at(speech, 1.0 + draw.uniform(-FASTEST, FASTEST))
    if draw.random() < ROOM:
        sound = _in_room(sound, draw)
    if draw.random() < FILTERED:
        sound = _filtered(sound, draw, draw.random() < PHONE)
    if draw.random() < NOISY:
        sound = sound + _noise(sound, draw)
    # Frames begin at any place of the sound, as live.
    return _single(sound[int(draw.integers(HOP)) :])


def _played_at(speech: SoundArray, speed: float) -> SoundArray:
    places = np.arange(0, len(speech) - 1, speed)
    return _single(np.interp(places, np.arange(len(speech)), speech))


def _in_room(sound: SoundArray, draw: np.random.Generator) -> SoundArray:
    """Convolved with exponentially decaying noise: a room without early reflections."""
    seconds = draw.uniform(0.1, 0.5)
    n = np.arange(int(seconds * SAMPLE_RATE))
    tail = draw.standard_normal(len(n)) * np.exp(-6.9 * n / len(n))
    tail *= draw.uniform(0.1, 0.6) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    size = 1 << int(np.ceil(np.log2(len(sound) + len(n))))
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    return _single(wet[: len(sound)])


def _filtered(sound: SoundArray, draw: np.random.Generator, phone: bool) -> SoundArray:
    """A smooth random curve of +-8 dB over the spectrum, or a telephone's band."""
    size = 1 << int(np.ceil(np.log2(len(sound) + 1)))
    spectrum = np.fft.rfft(sound, size)
    hertz = np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE)
    knots = np.array([0.0, 150.0, 400.0, 900.0, 1800.0, 3500.0, 6000.0, 8000.0])
    decibels = np.interp(hertz, knots, draw.normal(0.0, 4.0, len(knots)).clip(-8, 8))
    if phone:
        decibels -= 40.0 * ((hertz < 300.0) | (hertz > 3400.0))
    bent = np.fft.irfft(spectrum * 10.0 ** (decibels / 20.0), size)
    return _single(bent[: len(sound)])


def _noise(sound: SoundArray, draw: np.random.Generator) -> SoundArray:
    """Noise whose power falls with frequency by a random exponent, at a random distance."""
    exponent, decibels = draw.uniform(0.0, 1.0), draw.uniform(LEAST_SNR_DB, MOST_SNR_DB)
    ratio = 10.0 ** (-decibels / 20.0)
    size = 1 << int(np.ceil(np.log2(len(sound) + 1)))
    bins = np.arange(1, size // 2 + 2)
    shaped = np.fft.rfft(draw.standard_normal(size)) * bins**-exponent
    noise = np.fft.irfft(shaped, size)[: len(sound)]
    rms = np.sqrt(np.mean(sound**2) / max(float(np.mean(noise**2)), 1e-12))
    return _single(noise * (ratio * rms))


def _single(sound: npt.NDArray[np.floating[Any]]) -> SoundArray:
    return np.asarray(sound, dtype=np.float32)
