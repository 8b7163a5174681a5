"""Focal points and focal pictures of the training set, and random changes to both."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.alignment import anchor_points, similarity
from emotune_gui.perception.face.ocular import (
    FIRST_FOCAL,
    FOCAL_ANCHORS,
    FOCAL_SIDE,
    focal_points,
)
from emotune_gui.training.face.data import FaceSet
from emotune_gui.training.face.landmark_cache import ENLARGED

MIRRORED_LANDMARKS = np.array(
    [
        *range(26, 16, -1),
        *range(27, 31),
        *range(35, 30, -1),
        *(45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40),
        *range(54, 47, -1),
        *range(59, 54, -1),
        *range(64, 59, -1),
        *(67, 66, 65),
    ]
)
"""For each landmark from 17 on, the one that takes its place in the mirror image."""
MIRRORED_FOCAL = MIRRORED_LANDMARKS - FIRST_FOCAL

MAX_ROTATION = 9.0 * pi / 180.0
ZOOM = (0.88, 1.13)
MAX_SHEAR = 0.07
MAX_SHIFT = 2.4
"""Focal pixels. Rotation to shift stand for landmarks that missed by a little."""
POINT_NOISE = 0.012
"""Standard deviation of each point, in eye distances; dlib's own error is about 0.03."""
PART_NOISE = 0.01
"""The same for a whole brow, eye, nose or mouth."""
PART_SIZES = (5, 5, 9, 6, 6, 20)
"""Points of the right brow, left brow, nose, right eye, left eye and mouth, in this order."""
GAMMA = (0.65, 1.5)
BLUR = (-0.5, 1.0)
"""Share of a 3 x 3 mean in the picture; below 0 it is sharpened."""
NOISE = 6.0
"""Highest standard deviation of the noise in grey levels."""
CUTOUT_SHARE = 0.25
CUTOUT_SIDE = (0.12, 0.35)
"""Least and greatest side of a greyed square, as shares of the picture's side."""

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class OcularSet:
    """N training faces as the trainer takes them."""

    images: npt.NDArray[np.uint8]
    """N x 48 x 48 as stored."""
    placing: FloatArray
    """N x 6: from a focal pixel (x, y, 1) to a pixel of the stored picture, row by row."""
    points: FloatArray
    """N x 51 x 2, see `focal_points`."""
    soft: FloatArray
    """N x 8 shares of the votes, lone votes left out."""
    majority: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.images)


def stored_points(enlarged: FloatArray) -> FloatArray:
    """Landmarks of the enlarged pictures (`picture_landmarks`) in pixels of the stored ones."""
    return np.asarray((enlarged + 0.5) * (FOCAL_SIDE / ENLARGED) - 0.5, dtype=np.float32)


def ocular_set(faces: FaceSet, enlarged: FloatArray) -> OcularSet:
    """`enlarged` are the N x 68 x 2 landmarks of `picture_landmarks`."""
    points = stored_points(enlarged)
    return OcularSet(
        faces.images,
        np.stack([_placing(face) for face in points]),
        np.stack([focal_points(face) for face in points]).astype(np.float32),
        faces.trusted_labels(),
        faces.majority(),
    )


def _placing(points: FloatArray) -> FloatArray:
    matrix = similarity(anchor_points(points), FOCAL_ANCHORS)
    turn = np.linalg.inv(matrix[:, :2])
    return np.column_stack([turn, -turn @ matrix[:, 2]]).astype(np.float32).reshape(6)


def augmented(data: OcularSet, rows: Any, seed: Any) -> tuple[Any, Any, Any]:
    """Random views of `rows`: pictures (N x 48 x 48 x 1, grey), points (N x 51 x 2), labels.

    `seed` is a tensor of two integers; the same seed gives the same views.
    """
    import tensorflow as tf

    seeds = tf.random.split(seed, 6)
    count = tf.shape(rows)[0]
    mirrored = _uniform(count, 1, seeds[0], 0.0, 1.0)[:, 0] < 0.5
    pictures = tf.cast(tf.gather(data.images[..., None], rows), tf.float32)
    placing = _composed(tf.gather(data.placing, rows), _wobble(count, seeds[1]))
    pictures = placed(pictures, placing)
    pictures = tf.where(mirrored[:, None, None, None], pictures[:, :, ::-1], pictures)
    pictures = _cut_out(_lit(pictures, seeds[2]), seeds[3])
    points = tf.gather(data.points, rows)
    points = tf.where(mirrored[:, None, None], mirrored_points(points), points)
    return pictures, _jittered(points, seeds[4]), tf.gather(data.soft, rows)


def placed(pictures: Any, placing: Any) -> Any:
    """Focal pictures cut from stored pictures (N x 48 x 48 x 1 float32) by `placing` (N x 6)."""
    import tensorflow as tf

    zero = tf.zeros_like(placing[:, :2])
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=pictures,
        transforms=tf.concat([placing, zero], axis=1),
        output_shape=(FOCAL_SIDE, FOCAL_SIDE),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="NEAREST",
    )


def mirrored_points(points: Any) -> Any:
    """Focal points (N x 51 x 2) of the mirror images."""
    import tensorflow as tf

    return tf.gather(points, MIRRORED_FOCAL, axis=1) * tf.constant([-1.0, 1.0])


def _uniform(count: Any, columns: int, seed: Any, low: float, high: float) -> Any:
    import tensorflow as tf

    return tf.random.stateless_uniform((count, columns), seed, low, high)


def _wobble(count: Any, seed: Any) -> Any:
    """N x 6 small turns, zooms, shears and shifts of the focal picture about its middle."""
    import tensorflow as tf

    r = _uniform(count, 5, seed, -1.0, 1.0)
    angle, shear = r[:, 0] * MAX_ROTATION, r[:, 1] * MAX_SHEAR
    middle, span = (ZOOM[0] + ZOOM[1]) / 2, (ZOOM[1] - ZOOM[0]) / 2
    scale = middle + r[:, 2] * span
    a, b = tf.cos(angle) * scale, (tf.sin(angle) + shear) * scale
    d, e = -tf.sin(angle) * scale, tf.cos(angle) * scale
    centre = (FOCAL_SIDE - 1) / 2
    c = centre + r[:, 3] * MAX_SHIFT - (a + b) * centre
    f = centre + r[:, 4] * MAX_SHIFT - (d + e) * centre
    return tf.stack([a, b, c, d, e, f], axis=1)


def _composed(outer: Any, inner: Any) -> Any:
    """N x 6 maps: first `inner`, then `outer`."""
    import tensorflow as tf

    last = tf.broadcast_to(tf.constant([[[0.0, 0.0, 1.0]]]), (tf.shape(inner)[0], 1, 3))
    whole = tf.concat([tf.reshape(inner, (-1, 2, 3)), last], axis=1)
    return tf.reshape(tf.matmul(tf.reshape(outer, (-1, 2, 3)), whole), (-1, 6))


def _lit(pictures: Any, seed: Any) -> Any:
    """Gamma, blur or sharpening, and noise of the camera."""
    import tensorflow as tf

    seeds = tf.random.split(seed, 2)
    r = tf.reshape(_uniform(tf.shape(pictures)[0], 3, seeds[0], 0.0, 1.0), (-1, 1, 1, 3))
    low, high = np.log(GAMMA[0]), np.log(GAMMA[1])
    pictures = 255.0 * tf.pow(pictures / 255.0, tf.exp(low + r[..., :1] * (high - low)))
    share = BLUR[0] + r[..., 1:2] * (BLUR[1] - BLUR[0])
    pictures += share * (tf.nn.avg_pool2d(pictures, 3, 1, "SAME") - pictures)
    return pictures + r[..., 2:] * NOISE * tf.random.stateless_normal(tf.shape(pictures), seeds[1])


def _cut_out(pictures: Any, seed: Any) -> Any:
    """Grey a random square of some pictures (DeVries & Taylor 2017, arXiv:1708.04552)."""
    import tensorflow as tf

    r = _uniform(tf.shape(pictures)[0], 4, seed, 0.0, 1.0)
    half = (CUTOUT_SIDE[0] + r[:, 0] * (CUTOUT_SIDE[1] - CUTOUT_SIDE[0])) / 2
    half = tf.where(r[:, 1] < CUTOUT_SHARE, half, 0.0)
    place = tf.linspace(0.0, 1.0, FOCAL_SIDE)
    across = tf.abs(place[None, :] - r[:, 2:3]) < half[:, None]
    down = tf.abs(place[None, :] - r[:, 3:4]) < half[:, None]
    hole = tf.logical_and(down[:, :, None], across[:, None, :])[..., None]
    return tf.where(hole, tf.reduce_mean(pictures, axis=(1, 2, 3), keepdims=True), pictures)


def _jittered(points: Any, seed: Any) -> Any:
    """Points moved singly, by parts, and the whole slightly turned and stretched."""
    import tensorflow as tf

    seeds = tf.random.split(seed, 3)
    count = tf.shape(points)[0]
    r = _uniform(count, 4, seeds[0], -0.05, 0.05)
    stretch = tf.stack([1.0 + r[:, 0], r[:, 1], r[:, 2], 1.0 + r[:, 3]], axis=1)
    points = tf.matmul(points, tf.reshape(stretch, (-1, 2, 2)))
    parts = PART_NOISE * tf.random.stateless_normal((count, len(PART_SIZES), 2), seeds[1])
    parts = tf.repeat(parts, PART_SIZES, axis=1)
    return points + parts + POINT_NOISE * tf.random.stateless_normal(tf.shape(points), seeds[2])
