"""The one-stage detector's network, what it is trained to answer, and its LiteRT form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.perception.face.onestage import (
    CELL,
    UNIT_SIDE,
    WORKING_HEIGHT,
    WORKING_WIDTH,
)
from emotune_gui.training.face.pretrained import LEVELS, RecognitionWeights

STEM_SIDE = 7
BLOCKS: tuple[tuple[int, int], ...] = ((32, 1), (64, 3), (128, 3))
"""(channels, residual blocks) at 4, 8 and 16 pixels a cell."""
HEAD = 128
EPSILON = 1e-5
WINDOW_CELLS = 5
"""Side, in cells, of the neighbourhood that the light is evened out over."""
LOCAL_FLOOR, GLOBAL_SHARE = 9.0, 0.08
"""Least variance in grey levels squared, and the share of the whole picture's variance added to
the neighbourhood's: keeps flat walls flat instead of amplifying their noise."""
PICTURE_SCALE = 60.0 / 256.0
"""dlib's network saw (grey - mean) / 256; an evened picture has a spread of about 1."""
PRIOR = 0.01
"""Share of the cells that hold the middle of a face, at the start (Lin et al. 2017, RetinaNet)."""
MIDDLE = 1.0
"""Cells this near the middle of a face, in cells, all tell of it: wherever the middle lies
between cells, one of them is well inside, and no face scores less for its place on the grid."""
BOX_HEAT = 0.35
"""Cells from this heat on answer for box and emotion, not only the middle one."""
SPREAD = 0.13
"""Standard deviation of the heat round the middle of a face, in sides of its box."""
BOX_WEIGHT, EMOTION_WEIGHT = 1.0, 1.5

Weights = Sequence[npt.NDArray[np.float32]]


def build_network() -> Any:
    """Keras model: grey pictures (N x H x W x 1, 0-255; H and W multiples of 16) to raw cells.

    The answer is N x H/8 x W/8 x 12: score logit, shift in x and y (cells), logarithm of the
    side over `UNIT_SIDE`, and eight emotion logits. The trunk is laid out as the first levels of
    dlib's recognition network, so that its weights can be put in; what it sees at 16 pixels a
    cell is added to what it sees at 8 (Lin et al. 2017, feature pyramids).
    """
    import keras

    layers = keras.layers
    picture = keras.Input((None, None, 1), name="picture")
    x = layers.ReLU()(_convolution(_evened(picture), BLOCKS[0][0], STEM_SIDE, 2, "stem"))
    x = layers.MaxPooling2D(3, 2, "same")(x)
    fine = x
    for level, (channels, blocks) in enumerate(BLOCKS):
        for block in range(blocks):
            x = _residual(x, channels, 2 if level and not block else 1, f"level{level}_{block}")
        fine = x if level == 1 else fine
    coarse = layers.UpSampling2D(2, interpolation="bilinear")(
        _convolution(x, HEAD, 1, 1, "from_coarse")
    )
    fine = _convolution(fine, HEAD, 1, 1, "from_fine")
    x = layers.ReLU()(layers.Add()([fine, coarse]))
    place = layers.ReLU()(_convolution(x, HEAD // 2, 3, 1, "place_3x3"))
    shown = layers.ReLU()(_convolution(x, HEAD, 3, 1, "shown_3x3"))
    bias = keras.initializers.Constant(-float(np.log((1 - PRIOR) / PRIOR)))
    heads = [
        layers.Conv2D(1, 1, bias_initializer=bias, dtype="float32", name="score")(place),
        layers.Conv2D(3, 1, dtype="float32", name="box")(place),
        layers.Conv2D(len(EMOTIONS), 1, dtype="float32", name="emotion")(shown),
    ]
    return keras.Model(picture, layers.Concatenate(dtype="float32")(heads), name="face_onestage")


def _evened(picture: Any) -> Any:
    """Each place against its surroundings, so that dim and side-lit faces look alike."""
    import keras

    layers, ops = keras.layers, keras.ops
    pool = layers.AveragePooling2D(CELL, dtype="float32")
    widen = layers.AveragePooling2D(WINDOW_CELLS, 1, "same", dtype="float32")
    enlarge = layers.UpSampling2D(CELL, interpolation="bilinear", dtype="float32")
    centred = picture - enlarge(widen(pool(picture)))
    squares = pool(ops.square(centred))
    variance = enlarge(widen(squares)) + LOCAL_FLOOR
    variance += GLOBAL_SHARE * ops.mean(squares, axis=(1, 2), keepdims=True)
    return centred * ops.rsqrt(variance)


def _convolution(x: Any, channels: int, side: int, stride: int, name: str) -> Any:
    import keras

    x = keras.layers.Conv2D(
        channels, side, stride, "same", use_bias=False, kernel_initializer="he_normal", name=name
    )(x)
    return keras.layers.BatchNormalization(momentum=0.97, epsilon=EPSILON, name=f"{name}_norm")(x)


def _residual(x: Any, channels: int, stride: int, name: str) -> Any:
    import keras

    y = keras.layers.ReLU()(_convolution(x, channels, 3, stride, f"{name}_a"))
    y = _convolution(y, channels, 3, 1, f"{name}_b")
    if stride != 1:
        x = keras.layers.AveragePooling2D(stride, padding="same")(x)
    if x.shape[-1] != channels:
        x = keras.layers.Conv2D(channels, 1, use_bias=False, name=f"{name}_widen")(x)
    return keras.layers.ReLU()(keras.layers.Add()([x, y]))


def begin_from(network: Any, weights: RecognitionWeights, pictures: Any) -> None:
    """Put in the recognition network's stem and the first blocks of its levels.

    The statistics of every normalisation are measured on `pictures` (N x H x W x 1, 0-255), in
    order, so that each convolution begins with answers of the usual spread.
    """
    places = [("stem", 0)]
    first = 1
    for level, ((_, blocks), (_, given)) in enumerate(zip(BLOCKS, LEVELS, strict=False)):
        for block in range(min(blocks, given)):
            at = first + 2 * block
            places += [(f"level{level}_{block}_a", at), (f"level{level}_{block}_b", at + 1)]
        first += 2 * given
    for name, index in places:
        _put(network, name, weights.convolutions[index], index == 0)
    for level in range(1, len(BLOCKS)):
        widen = network.get_layer(f"level{level}_0_widen")
        widen.set_weights([np.eye(*widen.kernel.shape[2:], dtype=np.float32)[None, None]])
    for name, _ in places:
        _measure(network, name, pictures)


def _put(network: Any, name: str, given: Any, stem: bool) -> None:
    kernel = given.kernel.sum(2, keepdims=True) * PICTURE_SCALE if stem else given.kernel
    network.get_layer(name).set_weights([kernel])
    shift = given.shift + given.scale * given.bias
    unit = np.ones_like(shift)
    network.get_layer(f"{name}_norm").set_weights([given.scale, shift, 0 * unit, unit - EPSILON])


def _measure(network: Any, name: str, pictures: Any) -> None:
    """Unfold dlib's scale and shift into statistics, unchanged in what they compute."""
    import keras

    seen = keras.Model(network.input, network.get_layer(name).output)(pictures, training=False)
    seen = np.asarray(seen, dtype=np.float64)
    mean, variance = seen.mean((0, 1, 2)), seen.var((0, 1, 2))
    norm = network.get_layer(f"{name}_norm")
    scale, shift = (np.asarray(w, dtype=np.float64) for w in norm.get_weights()[:2])
    norm.set_weights([scale * np.sqrt(variance + EPSILON), shift + scale * mean, mean, variance])


def targets(faces: Any, labels: Any, rows: int, columns: int) -> tuple[Any, Any, Any]:
    """Heat (N x R x C), box (N x R x C x 3) and labels (N x R x C x 8) of the cells.

    The heat is 1 in the cells about the middle of a face (`MIDDLE`) and falls off round them
    (after Zhou et al. 2019, where it is 1 in one cell alone); box and labels are those of the
    face that is hottest there.
    """
    import tensorflow as tf

    present, x, y, side = (faces[..., i, None, None] for i in range(4))
    across = tf.range(columns, dtype=tf.float32)[None, None, None, :]
    down = tf.range(rows, dtype=tf.float32)[None, None, :, None]
    # A middle beyond the edge counts as lying in the outermost cell.
    column = tf.clip_by_value(x / CELL - 0.5, 0.0, columns - 1.0)
    row = tf.clip_by_value(y / CELL - 0.5, 0.0, rows - 1.0)
    spread = tf.maximum(SPREAD * side / CELL, 0.5)
    away = tf.sqrt(tf.square(across - column) + tf.square(down - row))
    beyond = tf.maximum(away - MIDDLE, 0.0)
    heat = present * tf.exp(-tf.square(beyond) / (2 * tf.square(spread)))
    zero = tf.zeros_like(heat)
    box = tf.stack(
        [
            x / CELL - 0.5 - across + zero,
            y / CELL - 0.5 - down + zero,
            tf.math.log(tf.maximum(side, 1.0) / UNIT_SIDE) + zero,
        ],
        axis=-1,
    )
    hottest = tf.one_hot(tf.argmax(heat, axis=1), heat.shape[1], axis=1)[..., None]
    spread_labels = labels[:, :, None, None, :]
    return (
        tf.reduce_max(heat, axis=1),
        tf.reduce_sum(box * hottest, axis=1),
        tf.reduce_sum(spread_labels * hottest, axis=1),
    )


def loss_parts(cells: Any, faces: Any, labels: Any) -> tuple[Any, Any, Any]:
    """Score, box and emotion loss of raw cells; the first is the focal loss of CenterNet."""
    import tensorflow as tf

    heat, box, shown = targets(faces, labels, cells.shape[1], cells.shape[2])
    logit = cells[..., 0]
    score = tf.clip_by_value(tf.sigmoid(logit), 1e-5, 1 - 1e-5)
    middle = tf.cast(heat > 0.999, tf.float32)
    hit = -middle * tf.square(1 - score) * tf.math.log(score)
    miss = -(1 - middle) * tf.pow(1 - heat, 4.0) * tf.square(score) * tf.math.log(1 - score)
    count = tf.maximum(tf.reduce_sum(middle), 1.0)
    weight = tf.where(heat >= BOX_HEAT, heat, 0.0)
    total = tf.maximum(tf.reduce_sum(weight), 1.0)
    cells_a_side = tf.exp(box[..., 2:]) * UNIT_SIDE / CELL
    gap = tf.abs(cells[..., 1:4] - box) * tf.concat(
        [3 / cells_a_side, 3 / cells_a_side, 2 * tf.ones_like(cells_a_side)], axis=-1
    )
    wrong = tf.nn.softmax_cross_entropy_with_logits(shown, cells[..., 4:])
    return (
        tf.reduce_sum(hit + miss) / count,
        tf.reduce_sum(weight[..., None] * gap) / total,
        tf.reduce_sum(weight * wrong) / total,
    )


def deployed_model(weights: Weights, score_shift: float, temperature: float) -> Any:
    """Keras model from one working picture (1 x 144 x 192 x 1) to `Cells` as the program reads.

    `score_shift` is added to the score logits, `temperature` divides the emotion logits.
    """
    import keras

    policy = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        network = build_network()
        network.set_weights(list(weights))
        shape = (WORKING_HEIGHT, WORKING_WIDTH, 1)
        picture = keras.Input(shape, batch_size=1, name="picture")
        cells = network(picture, training=False)
        answer = keras.layers.Concatenate()(
            [
                keras.ops.sigmoid(cells[..., :1] + score_shift),
                cells[..., 1:4],
                keras.ops.softmax(cells[..., 4:] / temperature),
            ]
        )
        return keras.Model(picture, answer)
    finally:
        keras.mixed_precision.set_dtype_policy(policy)
