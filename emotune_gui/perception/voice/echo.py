"""What of the sound at the microphone is the program's own music, and what is left without it.

A partitioned-block frequency-domain Kalman filter learns the way from the loudspeaker to the
microphone: Enzner & Vary 2006 (Signal Processing 86:1140), partitioned by Kuech, Mabande &
Enzner 2014 (ICASSP, p. 1295). It needs no detector of double talk: what the client says is the
observation noise, and a loud one makes the step small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SoundArray

BLOCK = 512
"""Samples that are filtered at once: 32 ms."""
PARTITIONS = 20
"""The way may be 640 ms long: the delay of the devices and the room together."""
_FORGETTING = 0.98
"""The way's persistence from block to block; two sound devices drift apart, so it must be learnt
again and again. Measured with speech 5 dB above the music in simulated rooms: 12.6 dB are taken
off the music, 9.5 dB when the devices drift by 50 parts in a million (0.9995: 14 and 6 dB)."""
_SMOOTHING = 0.7
"""How much of the estimate of the noise's spectrum stays from block to block."""
_FIRST_DOUBT = 0.1
"""Variance of the unknown way, of one part and bin."""
_TINY = 1e-10

Spectrum = npt.NDArray[np.complex64]
Power = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """What was heard is the sum of the two, of BLOCK samples each."""

    left: SoundArray
    music: SoundArray


class EchoFilter:
    """Used from one thread; blocks of the microphone and of the music come in step."""

    def __init__(self, partitions: int = PARTITIONS) -> None:
        bins = BLOCK + 1
        self._way = np.zeros((partitions, bins), np.complex64)
        self._doubt = np.full((partitions, bins), _FIRST_DOUBT, np.float32)
        self._played = np.zeros((partitions, bins), np.complex64)
        self._before = np.zeros(BLOCK, np.float32)
        self._noise = np.full(bins, _TINY, np.float32)

    def part(self, heard: SoundArray, music: SoundArray) -> Parted:
        """Both of BLOCK samples; `music` is what was played in the same 32 ms."""
        self._remember(music)
        music_heard = _last_half((self._played * self._way).sum(axis=0))
        left = heard - music_heard
        self._learn(left)
        return Parted(left, music_heard)

    def rejoin(self, music: SoundArray) -> None:
        """After sound was lost: `music` (blocks x BLOCK) is what was played before the next."""
        for block in music:
            self._remember(block)

    def _remember(self, music: SoundArray) -> None:
        self._played = np.roll(self._played, 1, axis=0)
        both = np.concatenate([self._before, music]).astype(np.float32)
        self._played[0] = np.fft.rfft(both)
        self._before = both[BLOCK:]

    def _learn(self, left: SoundArray) -> None:
        error = np.fft.rfft(np.concatenate([np.zeros(BLOCK, np.float32), left])).astype(
            np.complex64
        )
        self._noise *= _SMOOTHING
        self._noise += (1.0 - _SMOOTHING) * np.abs(error) ** 2
        power = np.abs(self._played) ** 2
        expected = (power * self._doubt).sum(axis=0)
        # An overlap-save error holds half of its window: the factor of one half of Kuech et al.
        step = self._doubt / (expected + 2.0 * self._noise + _TINY)
        self._way += _constrained(step * np.conj(self._played) * error)
        keep = _FORGETTING**2
        self._doubt *= np.maximum(keep * (1.0 - 0.5 * step * power), 0.0)
        self._doubt += (1.0 - keep) * np.abs(self._way) ** 2


def _constrained(step: Spectrum) -> Spectrum:
    """Only the first half of each part's response is its own; the rest is circular wrapping."""
    response = np.fft.irfft(step, axis=1)
    response[:, BLOCK:] = 0.0
    return np.fft.rfft(response, axis=1).astype(np.complex64)


def _last_half(spectrum: Spectrum) -> SoundArray:
    return np.asarray(np.fft.irfft(spectrum)[BLOCK:], np.float32)
