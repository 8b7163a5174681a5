"""From what a device or a decoder gives to one clean channel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SoundArray

ChannelArray = npt.NDArray[np.float32]
"""Channels x N samples in [-1, 1]."""

_MEMORY_S = 0.25
"""Half-life of the loudness that decides how channels are joined."""
_CANCELLED = 1 / 16
"""The mean of the channels is 12 dB below the loudest of them: they cancel, or all but one are
empty (speech in the centre of 5.1)."""
_RESTORED = 1 / 8


def clean(samples: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """The same shape in [-1, 1]: no number becomes silence, what is louder is clipped."""
    finite = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.asarray(np.clip(finite, -1.0, 1.0), dtype=np.float32)


class Downmix:
    """Channels to mono: their mean, or the loudest alone where the mean would cancel out.

    The choice looks back over about a second and changes over by cross-fading, so that it
    makes no click. `left_out` are channels that carry no speech (low-frequency effects).
    """

    def __init__(self, channels: int, rate: int, left_out: Sequence[int] = ()) -> None:
        used = [i for i in range(channels) if i not in set(left_out)] or list(range(channels))
        self._even = np.zeros(channels)
        self._even[used] = 1.0 / len(used)
        self._rate = rate
        self._weights = self._even
        self._loud = np.zeros(channels)
        self._mean_loud = 0.0
        self._begun = False

    def mono(self, channels: ChannelArray) -> SoundArray:
        """One channel from `channels` x N."""
        if len(channels) == 1:
            return np.asarray(channels[0])
        mean = self._even @ channels
        self._listen(channels, mean)
        before, self._weights = self._weights, self._chosen()
        after = mean if self._weights is self._even else self._weights @ channels
        if before is not self._weights and self._begun:
            rise = np.linspace(0.0, 1.0, channels.shape[1])
            after = (1.0 - rise) * (before @ channels) + rise * after
        self._begun = True
        return np.asarray(after, dtype=np.float32)

    def _listen(self, channels: ChannelArray, mean: npt.NDArray[np.float64]) -> None:
        kept = 0.5 ** (channels.shape[1] / self._rate / _MEMORY_S)
        power = np.einsum("cn,cn->c", channels, channels) * (self._even > 0.0)
        self._loud = kept * self._loud + power
        self._mean_loud = kept * self._mean_loud + float(mean @ mean)

    def _chosen(self) -> npt.NDArray[np.float64]:
        loudest = int(self._loud.argmax())
        even = self._weights is self._even
        if self._mean_loud >= (_CANCELLED if even else _RESTORED) * self._loud[loudest]:
            return self._even
        if not even and self._loud[loudest] < 4.0 * float(self._weights @ self._loud):
            return self._weights
        alone = np.zeros(len(self._even))
        alone[loudest] = 1.0
        return alone
