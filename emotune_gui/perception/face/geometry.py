"""Distances and angles between landmarks, free of the face's size and roll.

The thesis system's recogniser used seven such numbers; these are the pairwise distances of 30
landmarks in units of the distance between the eyes, and 22 named ratios and angles. Distances
do not change when the head rolls; angles are measured against the line through the eyes.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import PointArray
from emotune_gui.perception.face.landmarks import LEFT_EYE, RIGHT_EYE

FeatureArray = npt.NDArray[np.float32]

DISTANCE_POINTS: tuple[int, ...] = (
    *(8,),
    *(17, 19, 21, 22, 24, 26),
    *(30, 31, 33, 35),
    *(36, 37, 39, 40, 42, 43, 45, 46),
    *(48, 50, 51, 52, 54, 56, 57, 58),
    *(61, 62, 66),
)
"""Chin, brows, nose, eyes, outer lips, inner lips."""

_PAIRS = tuple(combinations(DISTANCE_POINTS, 2))
_FIRST = np.array([a for a, _ in _PAIRS])
_SECOND = np.array([b for _, b in _PAIRS])

SHAPE_NAMES: tuple[str, ...] = (
    "right_eye_opening",
    "left_eye_opening",
    "mouth_opening",
    "mouth_outer_opening",
    "mouth_width",
    "upper_lip_thickness",
    "lower_lip_thickness",
    "right_corner_lift",
    "left_corner_lift",
    "right_inner_corner_lift",
    "left_inner_corner_lift",
    "right_brow_height",
    "left_brow_height",
    "right_inner_brow_height",
    "left_inner_brow_height",
    "brow_gap",
    "jaw_drop",
    "right_brow_slope",
    "left_brow_slope",
    "right_mouth_angle",
    "left_mouth_angle",
    "mouth_corner_angle",
)
FEATURE_NAMES: tuple[str, ...] = (*(f"distance_{a}_{b}" for a, b in _PAIRS), *SHAPE_NAMES)


def upright(points: PointArray) -> PointArray:
    """68 x 2 points with the eye line level, the eyes' middle at 0 and their distance 1.

    Points whose eyes coincide are returned about their mean, in units of one pixel.
    """
    right, left = points[RIGHT_EYE].mean(axis=0), points[LEFT_EYE].mean(axis=0)
    across = (left - right).astype(np.float64)
    length = float(np.hypot(*across))
    if length < 1e-6:
        return np.asarray(points - points.mean(axis=0), dtype=np.float32)
    cosine, sine = across / length
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return np.asarray((points - (left + right) / 2) @ turn / length, dtype=np.float32)


def face_features(points: PointArray) -> FeatureArray:
    """The features of one face in the order of `FEATURE_NAMES`; lengths in eye distances."""
    level = upright(points)
    distances = np.hypot(*(level[_FIRST] - level[_SECOND]).T)
    return np.concatenate([distances, _shape(level)]).astype(np.float32)


def _shape(p: PointArray) -> FeatureArray:
    """Named ratios and angles of upright points; y grows downward, angles in radians."""
    middle = (p[51] + p[57]) / 2
    inner_middle = (p[62] + p[66]) / 2
    right_eye, left_eye = p[RIGHT_EYE].mean(axis=0), p[LEFT_EYE].mean(axis=0)
    values = (
        _opening(p, (36, 37, 38, 39, 40, 41)),
        _opening(p, (42, 43, 44, 45, 46, 47)),
        _length(p[62], p[66]) / max(_length(p[60], p[64]), 1e-3),
        _length(p[51], p[57]) / max(_length(p[48], p[54]), 1e-3),
        _length(p[48], p[54]),
        _length(p[51], p[62]),
        _length(p[66], p[57]),
        middle[1] - p[48, 1],
        middle[1] - p[54, 1],
        inner_middle[1] - p[60, 1],
        inner_middle[1] - p[64, 1],
        right_eye[1] - p[17:22, 1].mean(),
        left_eye[1] - p[22:27, 1].mean(),
        p[39, 1] - p[21, 1],
        p[42, 1] - p[22, 1],
        _length(p[21], p[22]),
        _length(p[33], p[8]),
        _slope(p[17], p[21]),
        _slope(p[22], p[26]),
        _slope(p[48], p[51]),
        _slope(p[51], p[54]),
        _angle(p[48], p[57], p[54]),
    )
    return np.array(values, dtype=np.float32)


def _length(a: PointArray, b: PointArray) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))


def _opening(p: PointArray, eye: tuple[int, ...]) -> float:
    """Eye aspect ratio (Soukupova & Cech 2016): height over width."""
    corner, upper1, upper2, other, lower2, lower1 = eye
    width = max(_length(p[corner], p[other]), 1e-3)
    return (_length(p[upper1], p[lower1]) + _length(p[upper2], p[lower2])) / (2 * width)


def _slope(a: PointArray, b: PointArray) -> float:
    return float(np.arctan2(b[1] - a[1], b[0] - a[0]))


def _angle(a: PointArray, vertex: PointArray, b: PointArray) -> float:
    """Angle a-vertex-b in radians, 0 to pi; 0 where a point coincides with the vertex."""
    u, v = a - vertex, b - vertex
    scale = float(np.hypot(*u) * np.hypot(*v))
    return float(np.arccos(np.clip(np.dot(u, v) / scale, -1.0, 1.0))) if scale > 1e-9 else 0.0
