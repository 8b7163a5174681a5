"""How far a face can be trusted: light, sharpness, size, pose, and whether all of it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np

from emotune_gui.domain.face import FaceBox, FaceQuality, HeadPose, PointArray
from emotune_gui.perception.face.alignment import aligned_face
from emotune_gui.perception.face.detection import scaled
from emotune_gui.perception.face.landmarks import GreyArray
from emotune_gui.perception.face.pose import head_pose

GATE = 0.2
"""Score below which no emotion is named."""
LOOKED_AT = 96
"""Longer side to which larger faces are scaled before light and sharpness are measured."""

DARK_FACE = 30.0
"""Light below which nothing can be read from a face."""
DIM_FACE = 55.0
HIGHLIGHT = 0.6
"""Share of the 95th percentile of grey that counts as light when the mean is lower: dark skin in
good light has highlights, a face in the dark has none."""
GLARING_FACE = 225.0
BURNT = 250
"""Grey level of a burnt-out pixel."""
BURNT_SHARE = 0.12
BURNT_AWAY = 0.5
DARK_FRAME = 22.0
DARK_FRAME_HIGHLIGHT = 60.0
"""99th percentile below which even the brightest part of a frame without a face is dark."""
BLURRED = 40.0
"""Variance of the Laplacian, of a face whose grey levels spread by `USUAL_SPREAD`."""
USUAL_SPREAD = 45.0
SMALL_FACE = 60
TURNED = 28.0
TURNED_AWAY = 62.0
"""Degrees of yaw from which a face is noted as turned, and at which nothing is left of it."""
NODDED = 24.0
NODDED_AWAY = 58.0
"""The same of pitch."""
LEANING = 30.0
LEANT_OVER = 120.0
"""The same of roll, which the alignment takes out again: only the detector minds it."""
OCCLUDED = 0.5
"""Occlusion from which it is noted."""
COVERED_COST = 0.9
"""Share of the score that a fully hidden eye or mouth takes."""

_FEATURES: tuple[tuple[slice, slice, float], ...] = (
    (slice(14, 21), slice(10, 19), 0.406),
    (slice(14, 21), slice(29, 38), 0.406),
    (slice(35, 42), slice(17, 31), 0.383),
)
"""Right eye, left eye and mouth in the aligned face, and the usual strength of their lines.

Strength: mean step of grey from row to row over the spread of the whole face; the numbers are
medians over 6,000 FER2013 training faces. See `occlusion` for what it tells."""
_LEVELS = np.arange(256, dtype=np.float64)
_MIDDLE_FACE = (slice(8, 45), slice(6, 42))
_USUAL_DETAIL = 0.231
_HIDDEN, _SEEN = 0.3, 0.75


@dataclass(frozen=True, slots=True)
class _Light:
    mean: float
    level: float
    """What counts as light, see `HIGHLIGHT`."""
    burnt: float
    spread: float


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

    What counts for the score is the size in `grey`, which is what the recognisers see. About
    0.3 ms, half of it for the pose. Each trouble lowers the score on its own, without a step.
    """
    face, places = _small(grey, box, points)
    light, size = _light(face), min(box.width, box.height)
    sharpness = float(cv2.meanStdDev(cv2.Laplacian(face, cv2.CV_16S))[1][0, 0]) ** 2
    # A flat picture has a weak Laplacian without being blurred.
    relative = sharpness / min(1.0, max(0.05, (light.spread / USUAL_SPREAD) ** 2))
    pose = head_pose(points, grey.shape[1], grey.shape[0])
    hidden = occlusion(aligned_face(face, places))
    score = (
        sqrt(_ramp(light.level, DARK_FACE * 0.8, DIM_FACE * 1.3))
        * _lit(light)
        * _ramp(relative, 5.0, BLURRED * 1.5) ** 0.4
        * _ramp(size, 24, SMALL_FACE * 1.5) ** 0.5
        * _facing(pose)
        * (1.0 - COVERED_COST * hidden)
    )
    spoilt = {
        "dark": light.level < DIM_FACE,
        "bright": light.mean > GLARING_FACE or light.burnt > BURNT_SHARE,
        "blurred": relative < BLURRED,
    }
    troubles = {
        **spoilt,
        "small": size < SMALL_FACE,
        "turned": pose is None or abs(pose.yaw) > TURNED,
        "tilted": pose is not None and (abs(pose.pitch) > NODDED or abs(pose.roll) > LEANING),
        # In a spoilt picture the lines are missing all the same: asking for the hand to be
        # taken away would be no help.
        "occluded": hidden > OCCLUDED and not any(spoilt.values()),
    }
    quality = FaceQuality(
        light.mean, sharpness, round(size * scale), score, light.burnt, pose, hidden
    )
    return quality, tuple(name for name, holds in troubles.items() if holds)


def occlusion(face: GreyArray) -> float:
    """How likely an eye or the mouth is hidden, 0 to 1, in a 48 x 48 aligned face.

    dlib draws a whole face over a hand, so that the landmarks' own misfit tells nothing (area
    under the curve .5 to .6 on drawn hands, by residual and by distance from the mean shape).
    What the hand takes away are the level lines of lids and lips at the places of the landmarks:
    the weakest of the three places tells a hidden eye or mouth from a bare one with .95 to 1.0
    on photographs and clips. A blurred face, weak everywhere, is not for that covered: strength
    is counted against the detail of the whole face. A hand on one cheek is not seen.
    """
    level = face.astype(np.float32)
    middle = level[_MIDDLE_FACE]
    spread = float(middle.std()) + 5.0
    steps = np.abs(np.diff(level, axis=0))
    detail = float(steps[_MIDDLE_FACE].mean()) / spread / _USUAL_DETAIL
    weakest = min(float(steps[y, x].mean()) / (spread * usual) for y, x, usual in _FEATURES)
    return 1.0 - _ramp(weakest / min(1.0, max(0.2, detail)), _HIDDEN, _SEEN)


def _small(grey: GreyArray, box: FaceBox, points: PointArray) -> tuple[GreyArray, PointArray]:
    """The face's part of the picture and the landmarks in it.

    Never enlarged: a far face is small, not blurred.
    """
    top, left = max(0, box.y), max(0, box.x)
    face = grey[top : max(0, box.y + box.height), left : max(0, box.x + box.width)]
    if not face.size:
        face, top, left = grey, 0, 0
    scale = min(1.0, LOOKED_AT / max(face.shape))
    places = (points - np.array((left, top), dtype=np.float32)) * np.float32(scale)
    return scaled(face, scale), places


def _light(face: GreyArray) -> _Light:
    counts = np.asarray(cv2.calcHist([face], [0], None, [256], [0, 256]), np.float64).ravel()
    share = counts / counts.sum()
    mean = float(share @ _LEVELS)
    highlight = float(np.searchsorted(np.cumsum(share), 0.95))
    spread = sqrt(max(0.0, float(share @ _LEVELS**2) - mean**2))
    return _Light(mean, max(mean, HIGHLIGHT * highlight), float(share[BURNT:].sum()), spread)


def _lit(light: _Light) -> float:
    glare = _ramp(255.0 - light.mean, 0.0, 255.0 - GLARING_FACE)
    return sqrt(glare) * (1.0 - _ramp(light.burnt, BURNT_SHARE / 2, BURNT_AWAY))


def _facing(pose: HeadPose | None) -> float:
    """1 for a face to the front, 0 where half of it is out of sight."""
    if pose is None:
        return 0.0
    yaw = 1.0 - _ramp(abs(pose.yaw), TURNED * 0.75, TURNED_AWAY)
    pitch = 1.0 - _ramp(abs(pose.pitch), NODDED * 0.8, NODDED_AWAY)
    return yaw * pitch * (1.0 - _ramp(abs(pose.roll), LEANING, LEANT_OVER))


def _ramp(value: float, low: float, high: float) -> float:
    """0 at `low` and below, 1 at `high` and above, linear between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))
