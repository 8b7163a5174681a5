"""Random changes to training pictures, whole batches at a time so that two cores suffice."""

from __future__ import annotations

from math import pi
from typing import Any

from emotune_gui.training.face.network import standardise

MAX_ROTATION = 20.0 * pi / 180.0
ZOOM = (0.82, 1.2)
MAX_SHEAR = 0.1
MAX_SHIFT = 0.09
"""As a share of the picture's side."""
GAMMA = (0.6, 1.6)
NOISE = 0.08
"""Highest standard deviation of the noise, after standardising."""
CUTOUT_SHARE = 0.5
CUTOUT_SIDE = (0.15, 0.4)
"""Least and greatest side of the removed square, as shares of the picture's side."""


def augment(pictures: Any, size: int, seed: Any) -> Any:
    """N x 48 x 48 x 1 pictures (u8) to standardised N x size x size x 1 float32 pictures.

    `seed` is a tensor of two integers; the same seed gives the same pictures.
    """
    import tensorflow as tf

    seeds = tf.random.split(seed, 4)
    count = tf.shape(pictures)[0]
    x = tf.cast(pictures, tf.float32)
    gamma = tf.exp(_uniform(count, 1, seeds[0], tf.math.log(GAMMA[0]), tf.math.log(GAMMA[1])))
    x = 255.0 * tf.pow(x / 255.0, tf.reshape(gamma, (-1, 1, 1, 1)))
    # The noise is the camera's, so it comes before the picture is enlarged.
    x = _noisy(standardise(x), seeds[2])
    return _cut_out(_warped(x, size, seeds[1]), seeds[3])


def _uniform(count: Any, columns: int, seed: Any, low: Any, high: Any) -> Any:
    import tensorflow as tf

    return tf.random.stateless_uniform((count, columns), seed, low, high)


def _warped(x: Any, size: int, seed: Any) -> Any:
    """Flip, rotate, zoom, shear and shift in one bilinear resampling about the centre."""
    import tensorflow as tf

    side = int(x.shape[1])
    r = _uniform(tf.shape(x)[0], 6, seed, -1.0, 1.0)
    angle, shear = r[:, 0] * MAX_ROTATION, r[:, 1] * MAX_SHEAR
    middle, span = (ZOOM[0] + ZOOM[1]) / 2, (ZOOM[1] - ZOOM[0]) / 2
    scale = side / size / (middle + r[:, 2] * span)
    flip = tf.where(r[:, 3] > 0, 1.0, -1.0)
    a, b = tf.cos(angle) * scale * flip, (tf.sin(angle) + shear) * scale
    d, e = -tf.sin(angle) * scale * flip, tf.cos(angle) * scale
    centre_in, centre_out = (side - 1) / 2, (size - 1) / 2
    c = centre_in + r[:, 4] * MAX_SHIFT * side - (a + b) * centre_out
    f = centre_in + r[:, 5] * MAX_SHIFT * side - (d + e) * centre_out
    zero = tf.zeros_like(a)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=x,
        transforms=tf.stack([a, b, c, d, e, f, zero, zero], axis=1),
        output_shape=(size, size),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )


def _noisy(x: Any, seed: Any) -> Any:
    import tensorflow as tf

    level = _uniform(tf.shape(x)[0], 1, seed, 0.0, NOISE)
    return x + tf.random.stateless_normal(tf.shape(x), seed) * tf.reshape(level, (-1, 1, 1, 1))


def _cut_out(x: Any, seed: Any) -> Any:
    """Blank a random square of some pictures (DeVries & Taylor 2017, arXiv:1708.04552)."""
    import tensorflow as tf

    r = _uniform(tf.shape(x)[0], 4, seed, 0.0, 1.0)
    half = (CUTOUT_SIDE[0] + r[:, 0] * (CUTOUT_SIDE[1] - CUTOUT_SIDE[0])) / 2
    half = tf.where(r[:, 1] < CUTOUT_SHARE, half, 0.0)
    place = tf.linspace(0.0, 1.0, int(x.shape[1]))
    across = tf.abs(place[None, :] - r[:, 2:3]) < half[:, None]
    down = tf.abs(place[None, :] - r[:, 3:4]) < half[:, None]
    hole = tf.logical_and(down[:, :, None], across[:, None, :])[..., None]
    return tf.where(hole, 0.0, x)
