"""From a picture in memory to a numbered, dated, read-only Frame."""

from __future__ import annotations

from math import inf, nextafter

import cv2
import numpy as np

from emotune_gui.domain.face import Frame, ImageArray

MAX_SIDE = 1280
"""Longest side of a delivered image, in pixels: a face is found as well, at a fraction of
the memory of a 4K or 8K picture."""


def fitted_size(width: int, height: int, max_side: int = MAX_SIDE) -> tuple[int, int]:
    """Width and height scaled down, aspect kept, so that neither exceeds `max_side`."""
    scale = min(1.0, max_side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def fitted(image: ImageArray, max_side: int = MAX_SIDE) -> ImageArray:
    """The image itself when it is small enough, else a scaled-down copy."""
    height, width = image.shape[:2]
    size = fitted_size(width, height, max_side)
    if size == (width, height):
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


class FrameCounter:
    """Gives frames their sequence number and a strictly increasing time.

    The count and the time go on over a reopening or a loop, so that whoever smooths over time
    never sees it run backward.
    """

    def __init__(self) -> None:
        self._seq = 0
        self._last_t = -inf

    def frame(self, image: ImageArray, t: float, position_s: float = 0.0) -> Frame:
        """Freeze `image` (H x W x 3 BGR, owned by the frame from now on)."""
        t = max(t, nextafter(self._last_t, inf))
        image.setflags(write=False)
        frame = Frame(self._seq, t, image, position_s)
        self._seq += 1
        self._last_t = t
        return frame
