"""What every sound passes on its way out: room, volume, limiter."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.glide import FloatCurve
from emotune_gui.music.playing.limiter import Limiter
from emotune_gui.music.playing.reverb import Reverb


class Master:
    """Room and limiter with gains before and after the room; blocks of one fixed length."""

    def __init__(self, sample_rate: int, block_frames: int, *, room: bool = True) -> None:
        self._reverb = Reverb(sample_rate, block_frames) if room else None
        self._limiter = Limiter(sample_rate)

    @property
    def latency_frames(self) -> int:
        """Frames between a sample's going in and its coming out."""
        return self._limiter.latency_frames

    @property
    def lowest_gain(self) -> float:
        return self._limiter.lowest_gain

    def process(
        self,
        block: StereoBlock,
        before: FloatCurve | float = 1.0,
        after: FloatCurve | float = 1.0,
    ) -> StereoBlock:
        """`before` scales what goes into the room, `after` all that leaves (amplitudes)."""
        dry = _scaled(block, before)
        wet = None if self._reverb is None else self._reverb.process(dry)
        mixed = dry if wet is None else dry + wet
        return self._limiter.process(_scaled(mixed, after))


def _scaled(block: StereoBlock, gain: FloatCurve | float) -> StereoBlock:
    if isinstance(gain, float):
        return block if gain == 1.0 else block * np.float32(gain)
    return block * gain.astype(np.float32)[:, None]
