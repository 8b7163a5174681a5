"""How far a face can be trusted: light, sharpness, size and turn."""

from __future__ import annotations

from math import sqrt

import cv2
import numpy as np

from emotune_gui.domain.face import FaceBox, FaceQuality, PointArray
from emotune_gui.perception.face.detection import scaled
from emotune_gui.perception.face.landmarks import LEFT_EYE, RIGHT_EYE, GreyArray

SHARPNESS_SIDE = 96
DARK_FACE = 30.0
"""Mean grey of a face below which nothing can be read from it."""
DIM_FACE = 55.0
GLARING_FACE = 225.0
DARK_FRAME = 22.0
DARK_FRAME_HIGHLIGHT = 60.0
"""99th percentile below which even the brightest part of a frame without a face is dark."""
BLURRED = 40.0
SMALL_FACE = 60
TURNED = 0.45
GATE = 0.2
"""Score below which no emotion is named."""


def turn(points: PointArray) -> float:
    """How far the head is turned or tilted aside: 0 frontal, about 1 in profile.

    The tip of the nose bridge lies midway between the eyes in a frontal face; its sideways
    shift is measured along the eye line, in half eye distances.
    """
    right, left = points[RIGHT_EYE].mean(axis=0), points[LEFT_EYE].mean(axis=0)
    across = (left - right).astype(np.float64)
    length = float(np.hypot(*across))
    if length < 1e-6:
        return 1.0
    offset = float(np.dot(points[30] - (right + left) / 2, across / length)) / (length / 2)
    return min(1.0, abs(offset))


def is_dark(grey: GreyArray) -> bool:
    """Whether a frame without a face is too dark to find one in."""
    sample = grey[:: max(1, grey.shape[0] // 60), :: max(1, grey.shape[1] // 80)]
    highlight = float(np.percentile(sample, 99))
    return float(sample.mean()) < DARK_FRAME and highlight < DARK_FRAME_HIGHLIGHT


def frame_quality(grey: GreyArray) -> FaceQuality:
    """Of a frame without a face: only its brightness says anything."""
    return FaceQuality(float(grey.mean()), 0.0, 0, 0.0)


def face_quality(
    grey: GreyArray, box: FaceBox, points: PointArray, scale: float = 1.0
) -> tuple[FaceQuality, tuple[str, ...]]:
    """Quality and plain notes of the face in `box`; `scale` is frame pixels a pixel of `grey`.

    What counts for the score is the size in `grey`, which is what the recognisers see.
    """
    face = _inside(grey, box)
    brightness, sharpness = float(face.mean()), _sharpness(face)
    size, turned = min(box.width, box.height), turn(points)
    light = _ramp(brightness, DARK_FACE * 0.8, DIM_FACE * 1.3) * _ramp(
        255 - brightness, 0, 255 - GLARING_FACE
    )
    score = (
        sqrt(light)
        * _ramp(sharpness, 5.0, BLURRED * 1.5) ** 0.4
        * _ramp(size, 24, SMALL_FACE * 1.5) ** 0.5
        * (1.0 - _ramp(turned, TURNED * 0.6, 1.0))
    )
    notes = [
        name
        for name, holds in (
            ("dark", brightness < DIM_FACE),
            ("bright", brightness > GLARING_FACE),
            ("blurred", sharpness < BLURRED),
            ("small", size < SMALL_FACE),
            ("turned", turned > TURNED),
        )
        if holds
    ]
    return FaceQuality(brightness, sharpness, round(size * scale), score), tuple(notes)


def _inside(grey: GreyArray, box: FaceBox) -> GreyArray:
    top, left = max(0, box.y), max(0, box.x)
    face = grey[top : max(0, box.y + box.height), left : max(0, box.x + box.width)]
    return face if face.size else grey


def _sharpness(face: GreyArray) -> float:
    small = scaled(face, SHARPNESS_SIDE / max(face.shape))
    return float(cv2.Laplacian(small, cv2.CV_32F).var())


def _ramp(value: float, low: float, high: float) -> float:
    """0 at `low` and below, 1 at `high` and above, linear between."""
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))
