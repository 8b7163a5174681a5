"""From the trained weights to the LiteRT file that the live program runs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.voice.features import BANDS, PIECE
from emotune_gui.perception.voice.recogniser import ENCODE, JUDGE
from emotune_gui.training.voice.pretrained import UNITS, LstmWeights

FloatArray = npt.NDArray[np.float32]
STATISTICS = 2 * UNITS
"""Mean and deviation of each unit of the upper layer."""
LEAST_VARIANCE = 1e-6
LEAST_STEP = 1e-20


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """`kernel` inputs x outputs, `bias` outputs."""

    kernel: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class JudgeWeights:
    """The judge: hidden layer (rectified), then eight logits, and affect before its tanh."""

    hidden: Dense
    emotion: Dense
    affect: Dense


@dataclass(frozen=True, slots=True, eq=False)
class Deployed:
    """Everything that goes into the file."""

    layers: tuple[LstmWeights, LstmWeights]
    centre: FloatArray
    """Mean of the statistics over all speakers."""
    spread: FloatArray
    """Their deviation within a speaker."""
    judge: JudgeWeights
    temperature: float = 1.0


def silent_judge(count: int) -> JudgeWeights:
    """A judge that knows nothing, for a file of which only the encoder is used."""
    hidden = Dense(np.zeros((count, 1), np.float32), np.zeros(1, np.float32))
    heads = [Dense(np.zeros((1, n), np.float32), np.zeros(n, np.float32)) for n in (8, 2)]
    return JudgeWeights(hidden, heads[0], heads[1])


def to_tflite(deployed: Deployed) -> bytes:
    """A LiteRT file with two signatures and 8-bit weights (dynamic range).

    `encode`: frames (P x PIECE x BANDS) and weights (P x PIECE) to statistics. `judge`: relative
    (1 x S) to probabilities and affect.
    """
    import tensorflow as tf

    module = tf.Module()
    encode, judge = _encode(deployed), _judge(deployed)
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(module, folder, signatures={ENCODE: encode, JUDGE: judge})
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=[ENCODE, JUDGE])
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return bytes(converter.convert())


def _judge(deployed: Deployed) -> Any:
    import tensorflow as tf

    count = len(deployed.centre)

    def judge(relative: Any) -> dict[str, Any]:
        hidden = tf.nn.relu(_applied(deployed.judge.hidden, relative))
        logits = _applied(deployed.judge.emotion, hidden) / deployed.temperature
        affect = tf.tanh(_applied(deployed.judge.affect, hidden))
        return {"probabilities": tf.nn.softmax(logits), "affect": affect}

    shape = tf.TensorSpec((1, count), tf.float32, "relative")
    return tf.function(judge, input_signature=[shape])


def _applied(dense: Dense, given: Any) -> Any:
    """Weights are constants: variables of a second signature stay unset in the file."""
    import tensorflow as tf

    return tf.matmul(given, tf.constant(dense.kernel)) + tf.constant(dense.bias)


def _finely_applied(dense: Dense, given: Any) -> Any:
    """As `_applied`, with 15 bits of each row instead of 8: powers reach over many decades.

    8-bit multiplication scales each row by its largest number. What that rounds off is
    multiplied too.
    """
    import tensorflow as tf

    step = tf.reduce_max(tf.abs(given), 1, keepdims=True) / 127.0 + LEAST_STEP
    coarse = tf.round(given / step) * step
    kernel = tf.constant(dense.kernel)
    return tf.matmul(coarse, kernel) + tf.matmul(given - coarse, kernel) + dense.bias


def _encode(deployed: Deployed) -> Any:
    """Both layers in one loop over time that keeps sums only: nothing grows, nothing is copied."""
    import tensorflow as tf

    below, above = deployed.layers
    first, recurrent = Dense(below.kernel, below.bias), tf.constant(below.recurrent)
    joint = Dense(np.concatenate([above.kernel, above.recurrent]), above.bias)

    def cell(gates: Any, memory: Any) -> tuple[Any, Any]:
        both = tf.sigmoid(gates[:, : 2 * UNITS])
        out = tf.sigmoid(gates[:, 3 * UNITS :])
        new = tf.tanh(gates[:, 2 * UNITS : 3 * UNITS])
        memory = both[:, UNITS:] * memory + both[:, :UNITS] * new
        return out * tf.tanh(memory), memory

    def encode(frames: Any, weights: Any) -> dict[str, Any]:
        by_time = tf.reshape(tf.transpose(frames, (1, 0, 2)), (-1, BANDS))
        entering = tf.reshape(_finely_applied(first, by_time), (PIECE, -1, 4 * UNITS))
        counted = tf.transpose(weights)[..., None]

        def step(t: Any, h0: Any, c0: Any, h1: Any, c1: Any, total: Any, square: Any) -> Any:
            h0, c0 = cell(entering[t] + tf.matmul(h0, recurrent), c0)
            h1, c1 = cell(_applied(joint, tf.concat([h0, h1], 1)), c1)
            share = h1 * counted[t]
            return t + 1, h0, c0, h1, c1, total + share, square + share * h1

        zero = tf.zeros((tf.shape(frames)[0], UNITS))
        state = (tf.constant(0), *(zero,) * 6)
        *_, total, square = tf.while_loop(lambda t, *_: t < PIECE, step, state)
        return {"statistics": _statistics(total, square, weights, deployed)}

    shapes = [
        tf.TensorSpec((None, PIECE, BANDS), tf.float32, "frames"),
        tf.TensorSpec((None, PIECE), tf.float32, "weights"),
    ]
    return tf.function(encode, input_signature=shapes)


def _statistics(total: Any, square: Any, weights: Any, deployed: Deployed) -> Any:
    """1 x S: mean and deviation of each unit over all frames, against the population's."""
    import tensorflow as tf

    count = tf.reduce_sum(weights)
    mean = tf.reduce_sum(total, 0) / count
    variance = tf.reduce_sum(square, 0) / count - mean * mean
    found = tf.concat([mean, tf.sqrt(tf.maximum(variance, LEAST_VARIANCE))], 0)
    return ((found - deployed.centre) / deployed.spread)[None]
