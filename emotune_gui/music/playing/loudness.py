"""Loudness as it is heard, and a slow hand that keeps it where it belongs.

The level is that of ITU-R BS.1770-4: K-weighted power of both channels in LUFS. Each block is
weighted in the frequency domain (Parseval), which needs no filter state and one transform.
"""

from __future__ import annotations

from math import log10, pi, tan

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.levels import amplitude

TARGET_LUFS = -22.0
"""Of music at the mean velocity `REFERENCE_LOUDNESS`; what the affect asks comes on top, so that
velocities 40 to 100 lie between -29 and -13 LUFS, whatever plays."""
SILENCE_LUFS = -55.0
GATE_LU = 15.0
"""Blocks so far below what was measured so far are rests and say nothing."""
WINDOW_SECONDS = 8.0
PRIOR_SECONDS = 0.7
"""Of sound at the target that the measuring begins with, so that one note decides little."""
MOST_DB = 9.0
DB_PER_SECOND = 3.0

_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_CUT_HZ, _CUT_Q = 38.13547087602444, 0.5003270373238773
_OFFSET = -0.691
"""BS.1770's two filters as analogue prototypes (Brecht De Man, "Evaluation of implementations of
the EBU R128 loudness measurement", AES 145, 2018), and its constant."""

Weights = npt.NDArray[np.float32]


def k_weighting(frames: int, sample_rate: int) -> Weights:
    """Squared response of both filters at the frequencies of a real transform of `frames`."""
    angles = np.linspace(0.0, pi, frames // 2 + 1)
    z = np.exp(-1j * angles)
    shelf = _biquad(*_shelf(sample_rate), z)
    cut = _biquad(*_high_pass(sample_rate), z)
    return (np.abs(shelf * cut) ** 2).astype(np.float32)


class LoudnessMeter:
    """K-weighted loudness of single blocks of one length."""

    def __init__(self, sample_rate: int, block_frames: int) -> None:
        self._weights = 2.0 * k_weighting(block_frames, sample_rate) / block_frames**2

    def level(self, block: StereoBlock) -> float:
        """LUFS of one block (block_frames x 2); about -120 for silence."""
        power = 0.0
        for channel in (0, 1):
            spectrum = np.fft.rfft(block[:, channel])
            squared = spectrum.real**2 + spectrum.imag**2
            power += float(squared @ self._weights)
        return _OFFSET + 10.0 * log10(power + 1e-12)


class Leveller:
    """Brings music of any instruments and any song to `TARGET_LUFS`, slowly.

    Measures what was played over about `WINDOW_SECONDS`, rests left out, and moves a gain of at
    most `MOST_DB` either way by at most `DB_PER_SECOND`.
    """

    def __init__(self, sample_rate: int, block_frames: int) -> None:
        self._meter = LoudnessMeter(sample_rate, block_frames)
        self._block_s = block_frames / sample_rate
        self._power = 10.0 ** (TARGET_LUFS / 10.0)
        self._heard_s = PRIOR_SECONDS
        self.gain_db = 0.0

    def step(self, block: StereoBlock, expected_db: float = 0.0) -> tuple[float, float]:
        """Measure a block; amplitudes at its beginning and end by which to scale it.

        `expected_db` is how far above the reference loudness it is meant to be.
        """
        first = amplitude(self.gain_db)
        level = self._meter.level(block)
        if level < SILENCE_LUFS + expected_db:
            return first, first
        level -= expected_db
        if level >= 10.0 * log10(self._power) - GATE_LU:
            self._listen(level)
        wanted = min(MOST_DB, max(-MOST_DB, TARGET_LUFS - 10.0 * log10(self._power)))
        most = DB_PER_SECOND * self._block_s
        self.gain_db += min(most, max(-most, wanted - self.gain_db))
        return first, amplitude(self.gain_db)

    def _listen(self, level: float) -> None:
        self._heard_s = min(WINDOW_SECONDS, self._heard_s + self._block_s)
        share = self._block_s / self._heard_s
        self._power += share * (10.0 ** (level / 10.0) - self._power)


def _shelf(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    k = tan(pi * _SHELF_HZ / rate)
    high = 10.0 ** (_SHELF_DB / 20.0)
    band = high**0.4996667741545416
    over = k / _SHELF_Q
    b = (high + band * over + k * k, 2.0 * (k * k - high), high - band * over + k * k)
    return b, (1.0 + over + k * k, 2.0 * (k * k - 1.0), 1.0 - over + k * k)


def _high_pass(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    k = tan(pi * _CUT_HZ / rate)
    over = k / _CUT_Q
    norm = 1.0 + over + k * k
    # The standard's numerator is 1, -2, 1 as it stands.
    b = (norm, -2.0 * norm, norm)
    return b, (norm, 2.0 * (k * k - 1.0), 1.0 - over + k * k)


def _biquad(
    b: tuple[float, ...], a: tuple[float, ...], z: npt.NDArray[np.complex128]
) -> npt.NDArray[np.complex128]:
    above = b[0] + b[1] * z + b[2] * z * z
    below = a[0] + a[1] * z + a[2] * z * z
    return np.asarray(above / below)
