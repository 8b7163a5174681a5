"""Random numbers for a batch of pictures, and laying pictures onto others by a 3 x 3 matrix."""

from __future__ import annotations

from math import pi
from typing import Any

from emotune_gui.training.face.onestage_stock import SPRITE_SIDE

GREATEST_SQUEEZE = 0.4
"""Of the width, at a full turn of the head."""
GREATEST_SLANT = 0.5
"""How much nearer one edge of the sprite may be than its middle."""


class Draws:
    """Random numbers for a batch, a fresh stream at every call."""

    def __init__(self, seed: Any, count: Any) -> None:
        self._seed, self.count, self._calls = seed, count, 0

    def _next(self) -> Any:
        import tensorflow as tf

        self._calls += 1
        return tf.random.experimental.stateless_fold_in(self._seed, self._calls)

    def uniform(self, low: Any = 0.0, high: Any = 1.0) -> Any:
        import tensorflow as tf

        return low + (high - low) * tf.random.stateless_uniform((self.count,), self._next())

    def part(self, rows: slice) -> Draws:
        """Numbers of their own for some rows of the batch."""
        return Draws(self._next(), rows.stop - rows.start)

    def chance(self, share: float) -> Any:
        import tensorflow as tf

        return tf.cast(self.uniform() < share, tf.float32)

    def rows(self, table: Any) -> Any:
        """A random row of `table` for each canvas, as float32."""
        import tensorflow as tf

        rows = tf.random.stateless_uniform(
            (self.count,), self._next(), maxval=tf.shape(table)[0], dtype=tf.int32
        )
        return tf.cast(tf.gather(table, rows), tf.float32)

    def noise(self, field: Any, height: int, width: int) -> Any:
        """N x H x W x 1 cut from a long field of noise at a random place."""
        import tensorflow as tf

        size = self.count * height * width
        start = tf.random.stateless_uniform(
            (), self._next(), maxval=len(field) - size, dtype=tf.int32
        )
        return tf.reshape(tf.slice(field, start[None], (size,)), (-1, height, width, 1))


def wide(values: Any) -> Any:
    """N numbers as N x 1 x 1 x 1."""
    import tensorflow as tf

    return tf.reshape(values, (-1, 1, 1, 1))


def matrix(*entries: Any) -> Any:
    """N x 3 x 3 from nine entries (numbers or N numbers), row by row."""
    import tensorflow as tf

    shape = tf.shape(next(e for e in entries if not isinstance(e, float)))
    full = [tf.broadcast_to(tf.cast(entry, tf.float32), shape) for entry in entries]
    return tf.reshape(tf.stack(full, axis=1), (-1, 3, 3))


def warp(pictures: Any, matrix: Any, height: int, width: int, fill: str) -> Any:
    """`matrix` takes pixels of the result to pixels of `pictures`."""
    import tensorflow as tf

    flat = tf.reshape(matrix / matrix[:, 2:, 2:], (-1, 9))[:, :8]
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=pictures,
        transforms=flat,
        output_shape=(height, width),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode=fill,
    )


def pose(centre: tuple[Any, Any], scale: Any, tilt: Any, turn: Any, slant: Any, into: Any) -> Any:
    """Matrix from the canvas to a sprite whose point `into` (N x 2) lies at `centre`.

    `scale` is canvas pixels a sprite pixel; `turn` (-1 to 1) squeezes and slants the sprite as a
    head that turns aside.
    """
    import tensorflow as tf

    cosine, sine = tf.cos(tilt) / scale, tf.sin(tilt) / scale
    to_middle = matrix(1.0, 0.0, -centre[0], 0.0, 1.0, -centre[1], 0.0, 0.0, 1.0)
    upright = matrix(cosine, sine, 0.0, -sine, cosine, 0.0, 0.0, 0.0, 1.0)
    wider = 1.0 / (1.0 - GREATEST_SQUEEZE * tf.abs(turn))
    lean = GREATEST_SLANT * turn / (SPRITE_SIDE / 2)
    turned = matrix(wider, 0.0, 0.0, 0.0, 1.0, 0.0, lean, slant / SPRITE_SIDE, 1.0)
    back = matrix(1.0, 0.0, into[:, 0], 0.0, 1.0, into[:, 1], 0.0, 0.0, 1.0)
    return back @ turned @ upright @ to_middle


def halfplane(draw: Draws, height: int, width: int, shift: Any, steepness: Any) -> Any:
    """N x H x W x 1: 0 on one side of a random line, 1 on the other, a ramp between."""
    import tensorflow as tf

    angle = draw.uniform(-pi, pi)
    x = tf.linspace(-1.0, 1.0, width)[None, None, :, None]
    y = tf.linspace(-1.0, 1.0, height)[None, :, None, None]
    along = wide(tf.cos(angle)) * x + wide(tf.sin(angle)) * y - wide(shift)
    return tf.clip_by_value(0.5 + along * wide(steepness), 0.0, 1.0)
