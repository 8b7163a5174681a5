"""dlib's face recognition network as a LiteRT file, for knowing the client's face again.

dlib itself takes 25-75 ms for one look and keeps Python's interpreter all the while, so that the
window and the sound wait. The same network run by LiteRT takes a tenth of that and lets go of the
interpreter. Nothing is trained here: the weights are dlib's (docs/decisions/007).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.face.pretrained import (
    LEVELS,
    Convolution,
    RecognitionWeights,
    recognition_weights,
)

CHIP_SIDE = 150
CHANNEL_MEANS = (122.782, 117.001, 104.298)
"""Of red, green and blue; dlib's `input_rgb_image_sized` takes them off and divides by 256."""


def export_recognition(path: Path) -> None:
    """Write the network: input 1 x 150 x 150 x 3 (RGB, 0-255), output 1 x 128.

    Raises EmoTuneError when dlib's file is missing.
    """
    write_atomically(path, recognition_file(recognition_weights()))


def recognition_file(weights: RecognitionWeights) -> bytes:
    """LiteRT file with 8-bit weights (dynamic range)."""
    import tensorflow as tf

    chip = tf.TensorSpec((1, CHIP_SIDE, CHIP_SIDE, 3), tf.float32)
    told = tf.function(lambda picture: descriptors(picture, weights)).get_concrete_function(chip)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([told])
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return bytes(converter.convert())


def descriptors(pictures: Any, weights: RecognitionWeights) -> Any:
    """N x 128 from N x 150 x 150 x 3 (RGB, 0-255), as dlib's `anet_type` works them out."""
    import tensorflow as tf

    left = iter(weights.convolutions)
    x = (tf.cast(pictures, tf.float32) - np.array(CHANNEL_MEANS, np.float32)) / 256.0
    x = tf.nn.max_pool2d(tf.nn.relu(_convolved(x, next(left), 2, 0)), 3, 2, "VALID")
    for level, (_, blocks) in enumerate(LEVELS):
        for block in range(blocks):
            down = level > 0 and block == 0
            y = tf.nn.relu(_convolved(x, next(left), 2 if down else 1, 0 if down else 1))
            y = _convolved(y, next(left), 1, 1)
            x = tf.nn.relu(_added(y, tf.nn.avg_pool2d(x, 2, 2, "VALID") if down else x))
    return tf.reduce_mean(x, [1, 2]) @ weights.descriptor


def _convolved(x: Any, given: Convolution, stride: int, padding: int) -> Any:
    import tensorflow as tf

    around = [[0, 0], [padding, padding], [padding, padding], [0, 0]]
    kernel = given.kernel * given.scale
    shift = given.bias * given.scale + given.shift
    return tf.nn.conv2d(tf.pad(x, around), kernel, stride, "VALID") + shift


def _added(one: Any, other: Any) -> Any:
    """dlib adds tensors of different sizes as if the smaller were filled up with zeros."""
    import tensorflow as tf

    size = np.maximum(one.shape[1:], other.shape[1:])
    filled = [
        tf.pad(x, [(0, 0), *((0, n - m) for n, m in zip(size, x.shape[1:], strict=True))])
        for x in (one, other)
    ]
    return filled[0] + filled[1]
