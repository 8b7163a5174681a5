"""The expression network: a small residual net over one 48 x 48 grey face."""

from __future__ import annotations

from typing import Any

from emotune_gui.domain.emotion import EMOTIONS

STEM = 32
BLOCKS: tuple[tuple[int, int], ...] = ((64, 2), (128, 2), (256, 2), (256, 1))
"""(channels, stride) of each residual block."""
HEAD_DROPOUT = 0.3


def build_network() -> Any:
    """Keras model: standardised pictures (N x H x W x 1) to logits (N x 8).

    Residual blocks as in He et al. 2016 (arXiv:1512.03385) with average-pooled shortcuts as in
    ResNet-D (He et al. 2019, arXiv:1812.01187). Height and width are free, so that training may
    begin on smaller crops (Touvron et al. 2019, arXiv:1906.06423).
    """
    import keras

    picture = keras.Input((None, None, 1), name="picture")
    x = keras.layers.Activation("relu")(_convolution(picture, STEM, 3, 1))
    for channels, stride in BLOCKS:
        x = _residual(x, channels, stride)
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dropout(HEAD_DROPOUT, seed=1)(x)
    logits = keras.layers.Dense(len(EMOTIONS), dtype="float32", name="logits")(x)
    return keras.Model(picture, logits, name="face_cnn")


def _convolution(x: Any, channels: int, size: int, stride: int) -> Any:
    import keras

    x = keras.layers.Conv2D(
        channels, size, stride, "same", use_bias=False, kernel_initializer="he_normal"
    )(x)
    return keras.layers.BatchNormalization(momentum=0.9)(x)


def _residual(x: Any, channels: int, stride: int) -> Any:
    import keras

    y = keras.layers.Activation("relu")(_convolution(x, channels, 3, stride))
    y = _convolution(y, channels, 3, 1)
    if stride != 1:
        x = keras.layers.AveragePooling2D(stride, padding="same")(x)
    if x.shape[-1] != channels:
        x = _convolution(x, channels, 1, 1)
    return keras.layers.Activation("relu")(keras.layers.Add()([x, y]))


def standardise(pictures: Any) -> Any:
    """Each picture (N x H x W x 1, any scale) to zero mean and unit standard deviation."""
    import keras

    mean = keras.ops.mean(pictures, axis=(1, 2, 3), keepdims=True)
    centred = pictures - mean
    variance = keras.ops.mean(keras.ops.square(centred), axis=(1, 2, 3), keepdims=True)
    return centred / keras.ops.sqrt(variance + VARIANCE_FLOOR)


VARIANCE_FLOOR = 16.0
"""In grey levels squared: keeps a flat picture flat instead of amplifying its noise."""
