"""What every sound passes on its way out: levelling, room, volume, limiter."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.limiter import CEILING, Limiter
from emotune_gui.music.playing.loudness import Leveller
from emotune_gui.music.playing.pieces import (
    PIECE_FRAMES,
    Edges,
    level_gain,
    piece_slices,
    scale,
)
from emotune_gui.music.playing.reverb import Reverb
from emotune_gui.music.playing.truepeak import TAPS, true_peak


class Master:
    """Leveller, room and limiter with gains before and after the room; blocks of one length.

    Render into what `begin` gives, then call `finish`, which works in place and returns a view
    that holds until the next `begin`. The sound comes out `PIECE_FRAMES` late (the
    limiter's look-ahead).
    """

    latency_frames = PIECE_FRAMES

    def __init__(
        self, sample_rate: int, block_frames: int, *, room: bool = True, levelled: bool = True
    ) -> None:
        self._leveller = Leveller(sample_rate, block_frames) if levelled else None
        self._reverb = Reverb(sample_rate, block_frames) if room else None
        self._limiter = Limiter(sample_rate)
        self._sound = np.zeros((PIECE_FRAMES + block_frames, 2), np.float32)
        self._slices = tuple(piece_slices(block_frames))
        self._block: StereoBlock = self._sound[PIECE_FRAMES:]

    @property
    def lowest_gain(self) -> float:
        return self._limiter.lowest_gain

    def begin(self) -> StereoBlock:
        """The block to render into; what the limiter still holds is moved to its place."""
        self._sound[:PIECE_FRAMES] = self._sound[-PIECE_FRAMES:]
        return self._block

    def finish(
        self, before: Edges | float = 1.0, after: Edges | float = 1.0, expected_db: float = 0.0
    ) -> StereoBlock:
        """`before` scales what goes into the room, `after` all that leaves it (amplitudes).

        `expected_db` is how far above the reference loudness the block is rendered already.
        """
        if self._leveller is not None:
            self._level(*self._leveller.step(self._block, expected_db))
        for index, piece in enumerate(self._slices):
            scale(self._block[piece], *level_gain(before, index))
        if self._reverb is not None:
            self._reverb.add_to(self._block)
        for index, piece in enumerate(self._slices):
            scale(self._block[piece], *level_gain(after, index))
            # Frames of `piece` in `_sound` are the piece before; a little of it, not yet
            # limited, is looked at as well for the peaks between the two.
            seen = self._sound[piece.stop - TAPS : piece.stop + PIECE_FRAMES]
            scale(self._sound[piece], *self._limiter.step(true_peak(seen, CEILING)))
        return self._sound[: len(self._block)]

    def _level(self, first: float, last: float) -> None:
        step = (last - first) / len(self._slices)
        for index, piece in enumerate(self._slices):
            scale(self._block[piece], first + step * index, first + step * (index + 1))
