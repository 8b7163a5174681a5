"""How steadily sound keeps its tones: singing and instruments hold them, speech glides."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray

_FRAME = 1024
_HOP = 256
_LAG = 8
"""Frames between the two spectra compared: 128 ms, longer than a gliding tone stays in place."""
_LOWEST_HZ, _HIGHEST_HZ = 150.0, 2500.0
_SMOOTHED = 13
"""Bins of the running mean that is taken off: what is left are the single tones."""

_WINDOW = np.hanning(_FRAME).astype(np.float32)
_FIRST = int(_LOWEST_HZ * _FRAME / SAMPLE_RATE)
_LAST = int(_HIGHEST_HZ * _FRAME / SAMPLE_RATE)


def steadiness(sound: SoundArray) -> float:
    """Mean correlation of the tones with those 128 ms later, -1 to 1; 0 for too short sound.

    Measured on 2 s windows: speech 0.11 (RAVDESS, 99 % below 0.29), song 0.37 (95 % above 0.30),
    held instruments above 0.5.
    """
    if len(sound) < _FRAME + (_LAG + 1) * _HOP:
        return 0.0
    tones = _tones(sound)
    tones /= np.sqrt((tones * tones).sum(axis=1, keepdims=True)) + 1e-9
    return float((tones[_LAG:] * tones[:-_LAG]).sum(axis=1).mean())


def _tones(sound: SoundArray) -> npt.NDArray[np.float32]:
    """Frames x bins: log magnitudes without their running mean over frequency."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, _FRAME)[::_HOP]
    floor = 1e-6 * float(np.abs(sound).max()) + 1e-12
    logs = np.log(np.abs(np.fft.rfft(frames * _WINDOW, axis=1)) + floor)
    half = _SMOOTHED // 2
    padded = np.pad(logs, ((0, 0), (half + 1, half)), mode="edge")
    sums = np.cumsum(padded, axis=1)
    means = (sums[:, _SMOOTHED:] - sums[:, :-_SMOOTHED]) / _SMOOTHED
    return np.asarray((logs - means)[:, _FIRST:_LAST], np.float32)
