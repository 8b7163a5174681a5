"""The ocular network in Keras: towers for the windows, one for the points, and a head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.perception.face.ocular import FOCAL_COUNT, FOCAL_SIDE
from emotune_gui.training.face.network import standardise
from emotune_gui.training.face.ocular_data import MIRRORED_FOCAL

PARTS: tuple[str, ...] = ("eyes", "points", "nose", "mouth")
"""What a network may look at. `eyes` are two windows with the brows."""

EYE = (slice(3, 23), slice(1, 25))
NOSE = (slice(15, 35), slice(14, 34))
MOUTH = (slice(27, 47), slice(8, 40))
"""Rows and columns of the right eye's, the nose's and the mouth's window in the focal picture."""

STEM = 24
LEVELS = (32, 48)
"""Channels at half and at a quarter of a window's resolution."""
SUMMARY = 64
"""Numbers that each tower passes to the head."""
POINT_LAYERS = (128, 64)
HEAD = 128
WINDOW_DROPOUT = 0.1
POINT_DROPOUT = 0.1
HEAD_DROPOUT = 0.3

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class OcularParts:
    """The network in pieces that the training and the exported model join differently."""

    looks_at: tuple[str, ...]
    towers: dict[str, Any]
    """For each part: window (N x H x W x 1, standardised) or points to `SUMMARY` numbers."""
    head: Any
    """Concatenated summaries to 8 logits."""


def build_parts(looks_at: tuple[str, ...], points: FloatArray) -> OcularParts:
    """`points` (N x 51 x 2) give the usual places, which the network measures from."""
    import keras

    towers: dict[str, Any] = {
        name: _window_tower(name, window)
        for name, window in (("eyes", EYE), ("nose", NOSE), ("mouth", MOUTH))
        if name in looks_at
    }
    if "points" in looks_at:
        towers["points"] = _point_tower(points)
    width = sum(SUMMARY * (2 if name == "eyes" else 1) for name in towers)
    given = keras.Input((width,))
    x = keras.layers.Dropout(HEAD_DROPOUT, seed=1)(given)
    x = keras.layers.Dense(HEAD, kernel_initializer="he_normal", activation="relu")(x)
    x = keras.layers.Dropout(HEAD_DROPOUT, seed=2)(x)
    head = keras.Model(given, keras.layers.Dense(len(EMOTIONS))(x), name="head")
    return OcularParts(looks_at, towers, head)


def training_model(parts: OcularParts) -> Any:
    """Keras model: [grey focal pictures N x 48 x 48 x 1, points N x 51 x 2] to logits N x 8."""
    import keras

    face = keras.Input((FOCAL_SIDE, FOCAL_SIDE, 1), name="focal_face")
    points = keras.Input((FOCAL_COUNT, 2), name="focal_points")
    summaries = _summaries(parts, standardise(face), points)
    return keras.Model([face, points], parts.head(_joined(summaries)))


def deployed_model(parts: OcularParts, inverse_temperature: float) -> Any:
    """Keras model from one face to 8 calibrated probabilities.

    The logits of the face and of its mirror image are averaged. The mirror image swaps the
    eyes' summaries, since the left eye is mirrored onto the right in any case.
    """
    import keras

    face = keras.Input((FOCAL_SIDE, FOCAL_SIDE, 1), batch_size=1, name="focal_face")
    points = keras.Input((FOCAL_COUNT, 2), batch_size=1, name="focal_points")
    picture = standardise(face)
    plain = _summaries(parts, picture, points)
    turned = _mirrored_summaries(parts, picture, points, plain)
    together = keras.layers.Concatenate(axis=0)([_joined(plain), _joined(turned)])
    logits = keras.ops.mean(parts.head(together, training=False), axis=0, keepdims=True)
    inputs = [face] if set(parts.looks_at) - {"points"} else []
    inputs += [points] if "points" in parts.looks_at else []
    return keras.Model(inputs, keras.ops.softmax(logits * inverse_temperature))


def _joined(summaries: list[Any]) -> Any:
    import keras

    return keras.layers.Concatenate()(summaries) if len(summaries) > 1 else summaries[0]


def _summaries(parts: OcularParts, picture: Any, points: Any) -> list[Any]:
    found = []
    for name, tower in parts.towers.items():
        if name == "points":
            found.append(tower(points))
        elif name == "eyes":
            found += [tower(_cut(picture, EYE)), tower(_cut(picture[:, :, ::-1], EYE))]
        else:
            found.append(tower(_cut(picture, NOSE if name == "nose" else MOUTH)))
    return found


def _mirrored_summaries(
    parts: OcularParts, picture: Any, points: Any, plain: list[Any]
) -> list[Any]:
    import keras

    signs = np.array([-1.0, 1.0], dtype=np.float32)
    turned_points = keras.ops.take(points, MIRRORED_FOCAL, axis=1) * signs
    without_eyes = OcularParts(
        parts.looks_at, {k: v for k, v in parts.towers.items() if k != "eyes"}, parts.head
    )
    turned = _summaries(without_eyes, picture[:, :, ::-1], turned_points)
    return [plain[1], plain[0], *turned] if "eyes" in parts.towers else turned


def _cut(picture: Any, window: tuple[slice, slice]) -> Any:
    return picture[:, window[0], window[1]]


def _window_tower(name: str, window: tuple[slice, slice]) -> Any:
    """A small residual network over one window; two halvings, then all places to `SUMMARY`."""
    import keras

    sides = tuple(part.stop - part.start for part in window)
    given = keras.Input((*sides, 1))
    x = _convolution(given, STEM, 5, 2)
    x = _convolution(x, LEVELS[0], 3, 1)
    x = _convolution(x, LEVELS[1], 3, 2)
    x = keras.layers.Add()([x, _convolution(x, LEVELS[1], 3, 1)])
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dropout(WINDOW_DROPOUT, seed=3)(x)
    x = keras.layers.Dense(SUMMARY, use_bias=False, kernel_initializer="he_normal")(x)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.95)(x))
    return keras.Model(given, x, name=name)


def _convolution(x: Any, channels: int, side: int, stride: int) -> Any:
    import keras

    x = keras.layers.Conv2D(
        channels, side, stride, "same", use_bias=False, kernel_initializer="he_normal"
    )(x)
    return keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.95)(x))


def _point_tower(points: FloatArray) -> Any:
    import keras

    mean = points.mean(axis=0)
    # One spread for all: a point that hardly moves must not have its noise enlarged.
    spread = float((points - mean).std())
    given = keras.Input((FOCAL_COUNT, 2))
    x = keras.layers.Flatten()((given - mean) / spread)
    for units in POINT_LAYERS:
        x = keras.layers.Dense(units, use_bias=False, kernel_initializer="he_normal")(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.95)(x))
        x = keras.layers.Dropout(POINT_DROPOUT, seed=4)(x)
    return keras.Model(given, x, name="points")
