"""How loud sound is, in decibels below full scale."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

import numpy as np

from emotune_gui.domain.voice import SoundArray

FLOOR_DBFS = -120.0
"""What digital silence counts as."""
_FULL = 0.999


@dataclass(frozen=True, slots=True)
class SoundLevel:
    """Levels from FLOOR_DBFS to 0; a sine at full scale has 0 peak and -3 RMS."""

    peak_dbfs: float
    rms_dbfs: float
    clipped: bool
    """Some sample stands at full scale: the microphone is set too loud."""


def sound_level(samples: SoundArray) -> SoundLevel:
    """Peak and root mean square of `samples`; nothing at all is silence."""
    if not len(samples):
        return SoundLevel(FLOOR_DBFS, FLOOR_DBFS, clipped=False)
    peak = float(np.abs(samples).max())
    rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return SoundLevel(_dbfs(peak), _dbfs(rms), clipped=peak >= _FULL)


def _dbfs(amplitude: float) -> float:
    if amplitude <= 10.0 ** (FLOOR_DBFS / 20.0):
        return FLOOR_DBFS
    return min(0.0, 20.0 * log10(amplitude))
