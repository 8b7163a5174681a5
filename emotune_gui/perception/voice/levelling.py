"""Bringing sound of any loudness to one level, so that nothing depends on how loud it was."""

from __future__ import annotations

from math import exp

import numpy as np

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray

TARGET_RMS = 10.0 ** (-23.0 / 20.0)
"""Root mean square to which the loudest recent chunk is brought."""
_MOST_GAIN = 10.0 ** (50.0 / 20.0)
"""Enough for whispered -70 dBFS; the noise of a converter stays noise."""
_RELEASE_S = 1.6
"""Time constant with which a loud moment is forgotten: 5.4 dB a second."""
_OFFSET_S = 0.5
"""Time constant of the constant offset that cheap microphones add."""


class SlowGain:
    """A slow automatic gain: loud moments lower it at once, quiet ones raise it by 5 dB a second.

    The lowest level that speech can have is unknown (RAVDESS varies by 30 dB), so the gain
    follows the loudest of the last seconds, and never an absolute threshold.
    """

    def __init__(self) -> None:
        self._loudest = 0.0
        self._gain = 0.0
        self._offset: float | None = None

    def reset(self) -> None:
        """Forget the past, as after a long gap."""
        self._loudest, self._gain, self._offset = 0.0, 0.0, None

    def levelled(self, chunk: SoundArray) -> SoundArray:
        """The chunk without offset, at the target level, within [-1, 1]."""
        seconds = len(chunk) / SAMPLE_RATE
        centred = chunk - self._followed_offset(float(chunk.mean()), seconds)
        rms = float(np.sqrt(np.mean(centred * centred)))
        self._loudest = max(rms, self._loudest * exp(-seconds / _RELEASE_S))
        gain = min(_MOST_GAIN, TARGET_RMS / max(self._loudest, 1e-9))
        # A falling gain must hold for the whole of the loud chunk; a rising one glides.
        begin = min(self._gain, gain) if self._gain else gain
        self._gain = gain
        ramp = np.linspace(begin, gain, len(chunk), dtype=np.float32)
        return np.asarray(np.clip(centred * ramp, -1.0, 1.0), np.float32)

    def _followed_offset(self, mean: float, seconds: float) -> float:
        if self._offset is None:
            self._offset = mean
        self._offset += (1.0 - exp(-seconds / _OFFSET_S)) * (mean - self._offset)
        return self._offset
