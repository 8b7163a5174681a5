"""From Keras weights to the LiteRT file that the live program runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.training.face.network import build_network, prepared

SIDE = 48


def deployed_model(weights: Sequence[npt.NDArray[np.float32]]) -> Any:
    """Keras model from one raw face (1 x 48 x 48 x 1, grey 0-255) to probabilities.

    Two outputs: the 8 emotions of FER+, and the 7 labels of FER2013.
    """
    import keras

    policy = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        network = build_network()
        network.set_weights(list(weights))
        face = keras.Input((SIDE, SIDE, 1), batch_size=1, name="face")
        heads = network(prepared(face), training=False)
        return keras.Model(face, [keras.layers.Softmax()(logits) for logits in heads])
    finally:
        keras.mixed_precision.set_dtype_policy(policy)


def to_tflite(model: Any) -> bytes:
    """Dynamic-range quantised LiteRT file: 8-bit weights, four times quicker than float."""
    import tensorflow as tf

    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return bytes(converter.convert())


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` in one step, so that a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(content)
    part.replace(path)
