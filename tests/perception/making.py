"""Frames for the tests of this room."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.face import Frame


def still(image, seq=0, t=0.0):
    return Frame(seq, t, np.ascontiguousarray(image))


def canvas_with(faces, width=640, height=480, level=110):
    """A plain BGR frame with pictures pasted at (x, y)."""
    frame = np.full((height, width, 3), level, np.uint8)
    for picture, (x, y) in faces:
        frame[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return frame
