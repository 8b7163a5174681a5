"""The expression network: dlib's face recognition net, carried on to expressions."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.training.face.data import FER_EMOTIONS
from emotune_gui.training.face.pretrained import LEVELS, STEM_SIDE, RecognitionWeights

NETWORK_SIDE = 96
"""Side to which the 48-pixel pictures are enlarged for the network."""
HEAD_DROPOUT = 0.4
EMOTION_HEAD, FER_HEAD = "emotion", "fer"
PICTURE_SCALE = 60.0 / 256.0
"""dlib's network saw (grey - mean) / 256; a standardised face has a spread of about 60 greys."""
EPSILON = 1e-5

FloatArray = npt.NDArray[np.float32]


def build_network() -> Any:
    """Keras model: standardised pictures (N x H x W x 1) to two heads of logits.

    The first output has the eight FER+ emotions, the second the seven original FER2013 labels.
    Residual blocks as in He et al. 2016 (arXiv:1512.03385), laid out as in dlib's face
    recognition network, whose weights `begin_from` puts in. Height and width are free.
    """
    import keras

    picture = keras.Input((None, None, 1), name="picture")
    x = keras.layers.ReLU()(_convolution(picture, LEVELS[0][0], STEM_SIDE, 2))
    x = keras.layers.MaxPooling2D(3, 2, "same")(x)
    for level, (channels, blocks) in enumerate(LEVELS):
        for block in range(blocks):
            x = _residual(x, channels, 2 if level and not block else 1)
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dropout(HEAD_DROPOUT, seed=1)(x)
    heads = [
        keras.layers.Dense(count, dtype="float32", name=name)(x)
        for name, count in ((EMOTION_HEAD, len(EMOTIONS)), (FER_HEAD, len(FER_EMOTIONS)))
    ]
    return keras.Model(picture, heads, name="face_cnn")


def _convolution(x: Any, channels: int, side: int, stride: int) -> Any:
    import keras

    x = keras.layers.Conv2D(
        channels, side, stride, "same", use_bias=False, kernel_initializer="he_normal"
    )(x)
    return keras.layers.BatchNormalization(momentum=0.95, epsilon=EPSILON)(x)


def _residual(x: Any, channels: int, stride: int) -> Any:
    import keras

    y = keras.layers.ReLU()(_convolution(x, channels, 3, stride))
    y = _convolution(y, channels, 3, 1)
    if stride != 1:
        x = keras.layers.AveragePooling2D(stride, padding="same")(x)
    if x.shape[-1] != channels:
        x = keras.layers.Conv2D(channels, 1, use_bias=False, name=f"widen_{channels}")(x)
    return keras.layers.ReLU()(keras.layers.Add()([x, y]))


def begin_from(network: Any, weights: RecognitionWeights, pictures: FloatArray) -> None:
    """Put the recognition weights in, for grey pictures, without changing what they compute.

    dlib's file has batch normalisation folded into a scale and a shift. It is unfolded here, so
    that it can be trained on: the mean and variance of every convolution are measured on
    `pictures` (standardised, N x H x W x 1) and scale and shift are moved to fit them.
    """
    import keras

    layers = network.layers
    convolutions = [layer for layer in layers if isinstance(layer, keras.layers.Conv2D)]
    convolutions = [layer for layer in convolutions if not layer.name.startswith("widen_")]
    norms = [layer for layer in layers if isinstance(layer, keras.layers.BatchNormalization)]
    for index, (layer, norm, given) in enumerate(
        zip(convolutions, norms, weights.convolutions, strict=True)
    ):
        kernel = given.kernel.sum(2, keepdims=True) * PICTURE_SCALE if not index else given.kernel
        layer.set_weights([kernel])
        shift = given.shift + given.scale * given.bias
        unit = np.ones_like(shift)
        norm.set_weights([given.scale, shift, np.zeros_like(shift), unit - EPSILON])
    for layer in layers:
        if layer.name.startswith("widen_"):
            layer.set_weights([np.eye(*layer.kernel.shape[2:], dtype=np.float32)[None, None]])
    _unfold(network, convolutions, norms, pictures)


def _unfold(network: Any, convolutions: list[Any], norms: list[Any], pictures: FloatArray) -> None:
    import keras

    probe = keras.Model(network.input, [layer.output for layer in convolutions])
    for norm, output in zip(norms, probe(pictures, training=False), strict=True):
        seen = np.asarray(output, dtype=np.float64)
        mean, variance = seen.mean((0, 1, 2)), seen.var((0, 1, 2))
        scale, shift = (np.asarray(w, dtype=np.float64) for w in norm.get_weights()[:2])
        norm.set_weights(
            [scale * np.sqrt(variance + EPSILON), shift + scale * mean, mean, variance]
        )


def prepared(pictures: Any, side: int = NETWORK_SIDE) -> Any:
    """Raw float pictures (N x 48 x 48 x 1, grey 0-255) as the network takes them."""
    import keras

    return keras.ops.image.resize(standardise(pictures), (side, side), "bilinear")


def standardise(pictures: Any) -> Any:
    """Each picture (N x H x W x 1, any scale) to zero mean and unit standard deviation."""
    import keras

    mean = keras.ops.mean(pictures, axis=(1, 2, 3), keepdims=True)
    centred = pictures - mean
    variance = keras.ops.mean(keras.ops.square(centred), axis=(1, 2, 3), keepdims=True)
    return centred / keras.ops.sqrt(variance + VARIANCE_FLOOR)


VARIANCE_FLOOR = 16.0
"""In grey levels squared: keeps a flat picture flat instead of amplifying its noise."""
