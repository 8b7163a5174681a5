"""Working through a block in pieces so short that numpy keeps the interpreter lock.

numpy lets go of the GIL in every operation on more than 500 values. Getting it back beside a busy
thread takes up to the switch interval (5 ms), so thirty ordinary operations on a block can cost
more than the block lasts. On pieces of 128 stereo frames (256 values) none lets go: a block costs
about a millisecond, whatever the window is doing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock

PIECE_FRAMES = 128
"""2.9 ms at 44100 Hz; block lengths are multiples of it."""

_RISE: npt.NDArray[np.float32] = (
    ((np.arange(PIECE_FRAMES) + 1) / PIECE_FRAMES).astype(np.float32).reshape(-1, 1)
)


def piece_slices(frames: int) -> Iterator[slice]:
    """The pieces of a block in order. Raises ValueError unless it is made of whole pieces."""
    if frames % PIECE_FRAMES:
        raise ValueError(f"{frames} frames are not whole pieces of {PIECE_FRAMES}")
    return (slice(start, start + PIECE_FRAMES) for start in range(0, frames, PIECE_FRAMES))


def scale(piece: StereoBlock, first: float, last: float) -> None:
    """Multiply one piece in place by a gain that runs from just after `first` to `last`."""
    if first != last:
        piece *= np.float32(first) + np.float32(last - first) * _RISE
    elif first != 1.0:
        piece *= np.float32(first)
