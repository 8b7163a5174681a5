"""Positions, distances and angles of landmarks, free of the face's size, roll, place and side.

The thesis system's recogniser used seven such numbers. Here a face is first laid over a mean
face (`levelled`), which takes its size, roll and place away. Everything is then measured on the
face and on its mirror image: what counts is the mean of both and, for the named measures, also
how much the two sides differ. So a face and its mirror image have the same features, and the
chance in the landmarks halves. Lengths are in units of the face's radius (root mean square
distance of the landmarks from their middle), angles in radians.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import PointArray
from emotune_gui.perception.face.landmarks import LEFT_EYE, RIGHT_EYE
from emotune_gui.perception.face.measures import (
    MIDDLE_NAMES,
    SIDE_NAMES,
    Floats,
    lengths,
    middle_measures,
    side_measures,
)

FeatureArray = npt.NDArray[np.float32]

MIRRORED: tuple[int, ...] = (
    *range(16, -1, -1),
    *range(26, 16, -1),
    *range(27, 31),
    *range(35, 30, -1),
    *(45, 44, 43, 42, 47, 46),
    *(39, 38, 37, 36, 41, 40),
    *range(54, 47, -1),
    *range(59, 54, -1),
    *range(64, 59, -1),
    *(67, 66, 65),
)
"""The landmark that each landmark becomes in the mirror image."""

HALF: tuple[int, ...] = (
    *range(9),
    *range(17, 22),
    *range(27, 34),
    *range(36, 42),
    *(48, 49, 50, 51),
    *(57, 58, 59),
    *(60, 61, 62),
    *(66, 67),
)
"""The right side of the face and its middle line: 39 landmarks."""

_MEAN_HALF = (
    (-1.34, -0.68), (-1.33, -0.33), (-1.28, 0.01), (-1.21, 0.35), (-1.07, 0.67), (-0.87, 0.94),
    (-0.62, 1.15), (-0.33, 1.31), (0.00, 1.35),
    (-1.09, -0.97), (-0.92, -1.11), (-0.69, -1.15), (-0.45, -1.12), (-0.23, -1.03),
    (0.00, -0.74), (0.00, -0.51), (0.00, -0.28), (0.00, -0.05),
    (-0.27, 0.11), (-0.14, 0.16), (0.00, 0.19),
    (-0.83, -0.71), (-0.68, -0.79), (-0.50, -0.79), (-0.35, -0.68), (-0.51, -0.64), (-0.69, -0.65),
    (-0.50, 0.56), (-0.32, 0.46), (-0.13, 0.42), (0.00, 0.45),
    (0.00, 0.84), (-0.15, 0.82), (-0.33, 0.74),
    (-0.43, 0.56), (-0.14, 0.53), (0.00, 0.54),
    (0.00, 0.66), (-0.14, 0.65),
)  # fmt: skip


def _mean_face() -> Floats:
    """68 x 2: the mean of the training faces (generalised Procrustes), made symmetric."""
    face = np.zeros((68, 2))
    for i, (x, y) in zip(HALF, _MEAN_HALF, strict=True):
        face[i], face[MIRRORED[i]] = (x, y), (-x, y)
    face -= face.mean(axis=0)
    return np.asarray(face / np.sqrt((face**2).sum(axis=1).mean()))


MEAN_FACE = _mean_face()

DISTANCE_POINTS: tuple[int, ...] = (
    *(8,),
    *(17, 19, 21, 22, 24, 26),
    *(30, 31, 33, 35),
    *(36, 37, 39, 40, 42, 44, 45, 47),
    *(48, 50, 51, 52, 54, 56, 57, 58),
    *(61, 62, 63, 66),
)
"""Chin, brows, nose, eyes, outer lips, inner lips."""


def _once_a_side() -> tuple[tuple[int, int], ...]:
    """Pairs of `DISTANCE_POINTS`, one of every two that are each other's mirror image."""
    pairs: list[tuple[int, int]] = []
    for a, b in combinations(DISTANCE_POINTS, 2):
        other = tuple(sorted((MIRRORED[a], MIRRORED[b])))
        if other not in pairs:
            pairs.append((a, b))
    return tuple(pairs)


_PAIRS = _once_a_side()
_FIRST = np.array([a for a, _ in _PAIRS])
_SECOND = np.array([b for _, b in _PAIRS])
_SIDE = tuple(i for i in HALF if MIRRORED[i] != i)

FEATURE_NAMES: tuple[str, ...] = (
    *(f"place_x_{i}" for i in _SIDE),
    *(f"place_y_{i}" for i in HALF),
    *(f"distance_{a}_{b}" for a, b in _PAIRS),
    *SIDE_NAMES,
    *(f"{name}_asymmetry" for name in SIDE_NAMES),
    *MIDDLE_NAMES,
)
POSITIONS = slice(0, len(_SIDE) + len(HALF))
"""The columns `place_x_*` and `place_y_*`."""
NAMED = slice(POSITIONS.stop + len(_PAIRS), len(FEATURE_NAMES))
"""The columns of `SIDE_NAMES`, their asymmetries and `MIDDLE_NAMES`."""


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


def levelled(points: Floats) -> Floats:
    """... x 68 x 2 points turned, scaled and shifted onto `MEAN_FACE` with least squared error.

    Procrustes alignment (Gower 1975) to radius 1; points in one place stay at 0.
    """
    centred = points - points.mean(axis=-2, keepdims=True)
    radius = np.sqrt((centred**2).sum(axis=-1).mean(axis=-1))[..., None, None]
    centred = centred / np.maximum(radius, 1e-6)
    along = (centred * MEAN_FACE).sum(axis=(-2, -1))
    across = (centred[..., 0] * MEAN_FACE[:, 1] - centred[..., 1] * MEAN_FACE[:, 0]).sum(axis=-1)
    angle = np.arctan2(across, along)[..., None]
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = centred[..., 0], centred[..., 1]
    return np.stack([x * cosine - y * sine, x * sine + y * cosine], axis=-1)


def face_features(points: PointArray) -> FeatureArray:
    """The features of one face (68 x 2) in the order of `FEATURE_NAMES`."""
    return feature_rows(points)


def feature_rows(points: npt.NDArray[np.floating]) -> FeatureArray:
    """... x F features of ... x 68 x 2 landmarks, in the order of `FEATURE_NAMES`."""
    level = levelled(np.asarray(points, dtype=np.float64))
    both = np.stack([level, level[..., MIRRORED, :] * (-1.0, 1.0)])
    place = both.mean(axis=0)
    sides = side_measures(both)
    return np.concatenate(
        [
            place[..., _SIDE, 0],
            place[..., HALF, 1],
            lengths(both, _FIRST, _SECOND).mean(axis=0),
            sides.mean(axis=0),
            np.abs(sides[0] - sides[1]),
            middle_measures(both).mean(axis=0),
        ],
        axis=-1,
    ).astype(np.float32)
