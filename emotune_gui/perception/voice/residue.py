"""Softening what an echo filter leaves of the music, where it outweighs the rest.

Spectral subtraction (Boll 1979, IEEE Trans. ASSP 27:113) with the music that was found as the
estimate: what the filter got wrong of it is a share of it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SoundArray
from emotune_gui.perception.voice.echo import BLOCK

_WRONG = 0.3
"""Share of the music's power that may have been left. Beside music 5 dB below the speech, 346
clips: 68 % of eight emotions are right with 0, 71 with .1, 75 with .3 to 1; 76 without music."""
_LINGERS = 0.5
"""How much of the music's power counts in the next block too: reverberation."""
_LEAST = 0.2
"""No part of the spectrum is lowered to less: silent holes would be sounds of their own."""
_TINY = 1e-12

_WINDOW = np.sqrt(np.hanning(2 * BLOCK + 1)[:-1]).astype(np.float32)


class ResidueFilter:
    """Block after block of BLOCK samples; what comes out is one block late (32 ms)."""

    def __init__(self) -> None:
        self._left = np.zeros(BLOCK, np.float32)
        self._music = np.zeros(BLOCK, np.float32)
        self._power: npt.NDArray[np.float32] = np.zeros(BLOCK + 1, np.float32)
        self._overlap = np.zeros(BLOCK, np.float32)

    def clean(self, left: SoundArray, music: SoundArray) -> SoundArray:
        """`left` is the sound without `music`; returns the block before this one, softened."""
        spectrum = np.fft.rfft(np.concatenate([self._left, left]) * _WINDOW)
        found = np.abs(np.fft.rfft(np.concatenate([self._music, music]) * _WINDOW)) ** 2
        self._left, self._music = left, music
        self._power = np.maximum(found, _LINGERS * self._power).astype(np.float32)
        share = 1.0 - _WRONG * self._power / (np.abs(spectrum) ** 2 + _TINY)
        made = np.fft.irfft(spectrum * np.maximum(share, _LEAST)) * _WINDOW
        out = self._overlap + made[:BLOCK]
        self._overlap = made[BLOCK:].astype(np.float32)
        return np.asarray(out, np.float32)
