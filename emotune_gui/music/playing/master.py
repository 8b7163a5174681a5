"""What every sound passes on its way out: room, volume, limiter."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.limiter import Limiter, peak_of
from emotune_gui.music.playing.pieces import (
    PIECE_FRAMES,
    Edges,
    level_gain,
    piece_slices,
    scale,
)
from emotune_gui.music.playing.reverb import Reverb


class Master:
    """Room and limiter with gains before and after the room; blocks of one fixed length.

    Render into what `begin` gives, then call `finish`, which works in place and returns a view
    that holds until the next `begin`. The sound comes out `PIECE_FRAMES` late (the
    limiter's look-ahead).
    """

    latency_frames = PIECE_FRAMES

    def __init__(self, sample_rate: int, block_frames: int, *, room: bool = True) -> None:
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

    def finish(self, before: Edges | float = 1.0, after: Edges | float = 1.0) -> StereoBlock:
        """`before` scales what goes into the room, `after` all that leaves it (amplitudes)."""
        for index, piece in enumerate(self._slices):
            scale(self._block[piece], *level_gain(before, index))
        if self._reverb is not None:
            self._reverb.add_to(self._block)
        for index, piece in enumerate(self._slices):
            new = self._block[piece]
            scale(new, *level_gain(after, index))
            # Frames of `piece` in `_sound` are the piece before `new`.
            scale(self._sound[piece], *self._limiter.step(peak_of(new)))
        return self._sound[: len(self._block)]
