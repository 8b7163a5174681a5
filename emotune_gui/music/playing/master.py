"""What every sound passes on its way out: levelling, room, gain, limiter."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.final import FinalStage
from emotune_gui.music.playing.loudness import Leveller
from emotune_gui.music.playing.pieces import piece_slices, scale
from emotune_gui.music.playing.reverb import Reverb


class Master:
    """Leveller, room and the final stage of gain and limiter; blocks of one length.

    Render into what `begin` gives, then call `finish`, which works in place and returns a block
    that holds until the next `begin`. The sound comes out `latency_frames` late. Gains are set
    on `final.gain`; they act on all that leaves the room.
    """

    latency_frames = FinalStage.latency_frames

    def __init__(
        self, sample_rate: int, block_frames: int, *, room: bool = True, levelled: bool = True
    ) -> None:
        self.final = FinalStage(sample_rate)
        self._leveller = Leveller(sample_rate, block_frames) if levelled else None
        self._reverb = Reverb(sample_rate, block_frames) if room else None
        self._slices = tuple(piece_slices(block_frames))
        self._block: StereoBlock = np.zeros((block_frames, 2), np.float32)

    @property
    def lowest_gain(self) -> float:
        """Of the limiter so far; 1.0 when it never had to act."""
        return self.final.lowest_gain

    def begin(self) -> StereoBlock:
        """The block to render into, whatever it holds still."""
        return self._block

    def finish(self, expected_db: float = 0.0) -> StereoBlock:
        """`expected_db` is how far above the reference loudness the block is rendered already."""
        if self._leveller is not None:
            self._level(*self._leveller.step(self._block, expected_db))
        if self._reverb is not None:
            self._reverb.add_to(self._block)
        return self.final.push(self._block)

    def _level(self, first: float, last: float) -> None:
        step = (last - first) / len(self._slices)
        for index, piece in enumerate(self._slices):
            scale(self._block[piece], first + step * index, first + step * (index + 1))
