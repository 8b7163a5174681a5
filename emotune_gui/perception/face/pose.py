"""Which way the head points, from the landmarks; and the landmarks as if it pointed ahead."""

from __future__ import annotations

from math import asin, atan2, degrees

import cv2
import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import HeadPose, PointArray
from emotune_gui.perception.face.landmarks import LEFT_EYE, RIGHT_EYE

Array = npt.NDArray[np.float64]

_HALF: dict[int, tuple[float, float, float]] = {
    17: (-0.916, -0.215, 0.161),
    18: (-0.772, -0.331, 0.010),
    19: (-0.578, -0.364, -0.127),
    20: (-0.378, -0.338, -0.236),
    21: (-0.190, -0.263, -0.309),
    27: (0.000, -0.027, -0.291),
    28: (0.000, 0.164, -0.411),
    29: (0.000, 0.353, -0.543),
    30: (0.000, 0.546, -0.670),
    31: (-0.223, 0.679, -0.347),
    32: (-0.116, 0.717, -0.408),
    33: (0.000, 0.748, -0.445),
    36: (-0.696, 0.000, 0.072),
    37: (-0.572, -0.069, -0.001),
    38: (-0.423, -0.068, -0.029),
    39: (-0.294, 0.027, -0.030),
    40: (-0.434, 0.056, -0.020),
    41: (-0.581, 0.053, 0.008),
    48: (-0.424, 1.046, 0.035),
    49: (-0.271, 0.971, -0.192),
    50: (-0.113, 0.933, -0.325),
    51: (0.000, 0.961, -0.340),
    57: (0.000, 1.264, -0.204),
    58: (-0.122, 1.253, -0.188),
    59: (-0.278, 1.190, -0.092),
    60: (-0.359, 1.051, 0.000),
    61: (-0.114, 1.028, -0.286),
    62: (0.000, 1.039, -0.307),
    66: (0.000, 1.121, -0.221),
    67: (-0.116, 1.108, -0.204),
}
_MIRRORED: dict[int, int] = {
    **{17 + i: 26 - i for i in range(5)},
    **{31: 35, 32: 34},
    **{36: 45, 37: 44, 38: 43, 39: 42, 40: 47, 41: 46},
    **{48: 54, 49: 53, 50: 52, 59: 55, 58: 56, 60: 64, 61: 63, 67: 65},
}


def _whole() -> Array:
    model = np.zeros((68, 3))
    for point, place in _HALF.items():
        model[point] = place
        if point in _MIRRORED:
            model[_MIRRORED[point]] = (-place[0], place[1], place[2])
    return model


FACE_MODEL: Array = _whole()
"""The landmarks of a mean face in three dimensions, 68 x 3; the jaw's (0-16) are not in it.

x to the person's left, y down, z away from the camera; the eyes' middle is the origin, their
distance the unit. Derived by training/face/shape.py from the 25,448 training rows of FER2013: a
rigid shape and a scaled orthographic camera for each picture, alternately fitted with least
squares until neither moves (factorisation, Tomasi & Kanade 1992; the worst-fitting fifth of the
pictures left out, mirror images added, brows and mouth weighted less). With pupils 62.5 mm apart
the outer eye corners are 87 mm apart (adults: 88-91, Farkas 1994), and the tip of the nose lies
46 mm before them."""

STABLE: tuple[int, ...] = (36, 39, 42, 45, 27, 28, 29, 30, 31, 33, 35, 17, 21, 22, 26)
"""Eye corners, nose and ends of the brows: what expressions move least. With the corners of the
mouth among them a smile turns the head down by 3.4 degrees, without them up by 1.1."""
_STABLE = list(STABLE)
_WEIGHTS = np.array([1.0] * 11 + [0.5] * 4)
_WEIGHTS /= _WEIGHTS.sum()
_MIDDLE = _WEIGHTS @ FACE_MODEL[_STABLE]
_LEVER = FACE_MODEL[_STABLE] - _MIDDLE
_INVERSE = np.linalg.inv((_LEVER * _WEIGHTS[:, None]).T @ _LEVER)

FOCAL = 1.0
"""Assumed focal length over the longer side of the frame: 53 degrees across, as webcams have."""
LEAST_FACING = 0.35
"""Cosine below which (beyond 70 degrees) a face is not turned back: too little of it is seen."""


def head_pose(points: PointArray, width: int, height: int) -> HeadPose | None:
    """The pose by solvePnP (SQPnP, Terzakis & Lourakis 2020) on `STABLE`; about 0.1 ms.

    `points` are 68 x 2 pixels of a frame of `width` x `height`; any size will do for the angles.
    They are told against the line from the camera to the face, so that a face at the edge of
    the picture that looks into the camera has none. None when the landmarks coincide.
    """
    focal = FOCAL * max(width, height)
    camera = np.array([[focal, 0.0, width / 2], [0.0, focal, height / 2], [0.0, 0.0, 1.0]])
    seen = np.ascontiguousarray(points[_STABLE], dtype=np.float64)
    if not np.isfinite(seen).all() or float(np.ptp(seen, axis=0).min()) < 1e-3:
        return None
    try:
        found, turn, place = cv2.solvePnP(
            FACE_MODEL[_STABLE], seen, camera, None, flags=cv2.SOLVEPNP_SQPNP
        )
    except cv2.error:
        return None
    if not found:
        return None
    rotation = np.asarray(cv2.Rodrigues(turn)[0], dtype=np.float64)
    return _angles(_towards(np.asarray(place, dtype=np.float64).ravel()).T @ rotation)


def _towards(place: Array) -> Array:
    """The rotation that takes the camera's axis to the direction of `place`."""
    ray = place / max(float(np.linalg.norm(place)), 1e-9)
    axis = np.array([-ray[1], ray[0], 0.0])
    sine = float(np.linalg.norm(axis))
    if sine < 1e-9:
        return np.eye(3)
    vector = axis / sine * atan2(sine, float(ray[2]))
    return np.asarray(cv2.Rodrigues(vector)[0], dtype=np.float64)


def _angles(rotation: Array) -> HeadPose:
    """Roll after yaw after pitch, in the signs of `HeadPose`."""
    return HeadPose(
        yaw=degrees(asin(float(np.clip(rotation[2, 0], -1.0, 1.0)))),
        pitch=-degrees(atan2(float(rotation[2, 1]), float(rotation[2, 2]))),
        roll=degrees(atan2(float(rotation[1, 0]), float(rotation[0, 0]))),
    )


def orthographic(points: PointArray) -> tuple[float, Array, Array]:
    """Scale, 3 x 3 rotation and 2-D shift of the model under a scaled orthographic camera.

    The closest rotation to the weighted least-squares affine camera; takes no frame size and a
    third of the time of `head_pose`. Coinciding points give scale 0.
    """
    seen = points[_STABLE].astype(np.float64)
    middle = _WEIGHTS @ seen
    affine = ((seen - middle) * _WEIGHTS[:, None]).T @ _LEVER @ _INVERSE
    left, sizes, right = np.linalg.svd(affine, full_matrices=False)
    upper = left @ right
    rotation = np.vstack([upper, np.cross(upper[0], upper[1])])
    scale = float(sizes.mean())
    return scale, rotation, middle - scale * (upper @ _MIDDLE)


def facing_points(points: PointArray) -> Array:
    """68 x 2 landmarks as the camera would see them from straight ahead (jaw left unturned).

    Eye line level, eyes' middle at 0, eye distance 1. Each landmark keeps the depth that it has
    in `FACE_MODEL`; within 35 degrees what the face does survives, further aside it blurs.
    """
    scale, rotation, shift = orthographic(points)
    if scale < 1e-6:
        return np.asarray(points - points.mean(axis=0), dtype=np.float64)
    flat = (points.astype(np.float64) - shift) / scale
    if abs(rotation[2, 2]) >= LEAST_FACING:
        depth = np.outer(FACE_MODEL[:, 2], rotation[:2, 2])
        flat = (flat - depth) @ np.linalg.inv(rotation[:2, :2]).T
    return _levelled(flat)


def _levelled(points: Array) -> Array:
    right, left = points[RIGHT_EYE].mean(axis=0), points[LEFT_EYE].mean(axis=0)
    across = left - right
    length = float(np.hypot(*across))
    if length < 1e-6:
        return np.asarray(points - points.mean(axis=0), dtype=np.float64)
    cosine, sine = across / length
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return np.asarray((points - (left + right) / 2) @ turn / length, dtype=np.float64)
