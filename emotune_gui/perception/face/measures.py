"""The named lengths, lifts, slopes, angles and ratios of a level face.

All take ... x 68 x 2 points that `geometry.levelled` has laid level: y grows downward, lengths
are in units of the face's radius, angles in radians. What belongs to one side is written down for
the right side only; the left side is measured in the mirror image.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

SIDE_LENGTHS: dict[str, tuple[int, int]] = {
    "corner_to_eye": (48, 36),
    "corner_to_wing": (48, 31),
    "corner_to_jaw": (48, 4),
    "wing_to_eye": (31, 39),
}
SIDE_LIFTS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "brow_height": ((17, 18, 19, 20, 21), (36, 37, 38, 39, 40, 41)),
    "brow_inner_height": ((21,), (39,)),
    "brow_outer_height": ((17,), (36,)),
    "corner_lift": ((48,), (51, 57)),
    "corner_inner_lift": ((60,), (62, 66)),
}
"""How far the mean of the first landmarks lies above the mean of the second."""
SIDE_SLOPES: dict[str, tuple[int, int]] = {
    "eye_slope": (36, 39),
    "brow_slope": (17, 21),
    "brow_inner_slope": (19, 21),
    "brow_outer_slope": (17, 19),
    "corner_slope": (48, 51),
    "corner_fall": (48, 57),
    "corner_to_wing_slope": (48, 31),
    "inner_upper_slope": (60, 62),
    "inner_lower_slope": (60, 66),
}
"""Angle of the line from the first landmark to the second against the level, downward positive."""
SIDE_ANGLES: dict[str, tuple[int, int, int]] = {
    "brow_arch": (17, 19, 21),
    "corner_angle": (51, 48, 57),
    "upper_lip_bend": (48, 49, 51),
    "lower_lip_bend": (48, 59, 57),
}
"""Angle at the middle landmark."""
SIDE_RATIOS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "eye_inner_opening": ((38, 40), (36, 39)),
    "eye_outer_opening": ((37, 41), (36, 39)),
}
"""First length over the second: the halves of the eye aspect ratio (Soukupova & Cech 2016)."""
MIDDLE_LENGTHS: dict[str, tuple[int, int]] = {
    "mouth_width": (48, 54),
    "inner_mouth_width": (60, 64),
    "upper_lip_thickness": (51, 62),
    "lower_lip_thickness": (66, 57),
    "brow_gap": (21, 22),
    "nose_length": (27, 33),
    "nose_width": (31, 35),
    "nose_to_lip": (33, 51),
    "lip_to_chin": (57, 8),
    "jaw_drop": (33, 8),
    "jaw_width": (3, 13),
}
MIDDLE_ANGLES: dict[str, tuple[int, int, int]] = {
    "upper_mouth_angle": (48, 51, 54),
    "lower_mouth_angle": (48, 57, 54),
    "inner_upper_angle": (60, 62, 64),
    "inner_lower_angle": (60, 66, 64),
}
MIDDLE_RATIOS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "mouth_opening": ((62, 66), (60, 64)),
    "mouth_outer_opening": ((51, 57), (48, 54)),
    "mouth_to_nose_width": ((48, 54), (31, 35)),
    "mouth_to_jaw_width": ((48, 54), (3, 13)),
    "mouth_height_in_face": ((33, 51), (27, 8)),
}

SIDE_NAMES: tuple[str, ...] = (
    *SIDE_LENGTHS,
    *SIDE_LIFTS,
    *SIDE_SLOPES,
    *SIDE_ANGLES,
    *SIDE_RATIOS,
)
"""Measures of one side of the face; those of the left side are taken in the mirror image."""
MIDDLE_NAMES: tuple[str, ...] = (*MIDDLE_LENGTHS, *MIDDLE_ANGLES, *MIDDLE_RATIOS)


def side_measures(p: Floats) -> Floats:
    """Of the right side, in the order of `SIDE_NAMES`."""
    return np.concatenate(
        [
            lengths(p, *_SIDE_LENGTHS),
            p[..., 1] @ _LIFT_WEIGHTS,
            _slopes(p, *_SIDE_SLOPES),
            _angles(p, *_SIDE_ANGLES),
            _ratios(p, *_SIDE_RATIOS),
        ],
        axis=-1,
    )


def middle_measures(p: Floats) -> Floats:
    """Of both sides at once, in the order of `MIDDLE_NAMES`."""
    return np.concatenate(
        [
            lengths(p, *_MIDDLE_LENGTHS),
            _angles(p, *_MIDDLE_ANGLES),
            _ratios(p, *_MIDDLE_RATIOS),
        ],
        axis=-1,
    )


def lengths(p: Floats, first: Indices, second: Indices) -> Floats:
    """Distances between the landmarks `first` and `second`."""
    apart = p[..., first, :] - p[..., second, :]
    return np.asarray(np.hypot(apart[..., 0], apart[..., 1]))


def _slopes(p: Floats, first: Indices, second: Indices) -> Floats:
    along = p[..., second, :] - p[..., first, :]
    return np.asarray(np.arctan2(along[..., 1], along[..., 0]))


def _angles(p: Floats, first: Indices, vertex: Indices, second: Indices) -> Floats:
    """0 to pi; 0 where a landmark coincides with the vertex."""
    u, v = p[..., first, :] - p[..., vertex, :], p[..., second, :] - p[..., vertex, :]
    cross = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    return np.asarray(np.arctan2(np.abs(cross), (u * v).sum(axis=-1)))


def _ratios(p: Floats, over: tuple[Indices, ...], under: tuple[Indices, ...]) -> Floats:
    return np.asarray(lengths(p, *over) / np.maximum(lengths(p, *under), 1e-3))


def _columns(rows: list[tuple[int, ...]]) -> tuple[Indices, ...]:
    return tuple(np.array(rows, dtype=np.intp).T)


def _lift_weights() -> Floats:
    """68 x lifts: what each landmark's y adds to each of `SIDE_LIFTS`."""
    weights = np.zeros((68, len(SIDE_LIFTS)))
    for column, (above, below) in enumerate(SIDE_LIFTS.values()):
        weights[list(above), column] -= 1 / len(above)
        weights[list(below), column] += 1 / len(below)
    return weights


_SIDE_LENGTHS = _columns(list(SIDE_LENGTHS.values()))
_LIFT_WEIGHTS = _lift_weights()
_SIDE_SLOPES = _columns(list(SIDE_SLOPES.values()))
_SIDE_ANGLES = _columns(list(SIDE_ANGLES.values()))
_SIDE_RATIOS = tuple(_columns([pair[k] for pair in SIDE_RATIOS.values()]) for k in (0, 1))
_MIDDLE_LENGTHS = _columns(list(MIDDLE_LENGTHS.values()))
_MIDDLE_ANGLES = _columns(list(MIDDLE_ANGLES.values()))
_MIDDLE_RATIOS = tuple(_columns([pair[k] for pair in MIDDLE_RATIOS.values()]) for k in (0, 1))
