"""The recurrent network that writes melody and accompaniment, and its file for LiteRT."""

from __future__ import annotations

from typing import Any

from emotune_gui.music.composing.recurrent_chords import (
    CHORD_CLASSES,
    CHORD_INPUTS,
    INVERSIONS,
)
from emotune_gui.music.composing.recurrent_encoding import (
    ACCOMPANIMENT_CLASSES,
    INPUTS,
    MELODY_CLASSES,
)

UNITS = 192
"""Of each of the two layers."""
LAYERS = 2
CHORD_UNITS = 96


def build_network(dropout: float) -> Any:
    """Keras model: (batch x steps x INPUTS) to logits of melody and of accompaniment."""
    import keras

    heard = keras.Input((None, INPUTS), name="slots")
    values = keras.layers.Dense(UNITS, activation="relu", name="reading")(heard)
    for layer in range(LAYERS):
        values = keras.layers.Dropout(dropout)(values)
        values = keras.layers.LSTM(UNITS, return_sequences=True, name=f"memory_{layer}")(values)
    values = keras.layers.Dropout(dropout)(values)
    melody = keras.layers.Dense(MELODY_CLASSES, name="melody", dtype="float32")(values)
    figure = keras.layers.Dense(ACCOMPANIMENT_CLASSES, name="accompaniment", dtype="float32")(
        values
    )
    return keras.Model(heard, [melody, figure])


def build_chord_network(dropout: float) -> Any:
    """Keras model: (batch x steps x CHORD_INPUTS) to logits of chord and of inversion."""
    import keras

    told = keras.Input((None, CHORD_INPUTS), name="steps")
    values = keras.layers.Dense(CHORD_UNITS, activation="relu", name="reading")(told)
    values = keras.layers.Dropout(dropout)(values)
    values = keras.layers.LSTM(CHORD_UNITS, return_sequences=True, name="memory_0")(values)
    values = keras.layers.Dropout(dropout)(values)
    heads = [
        keras.layers.Dense(width, name=name, dtype="float32")(values)
        for name, width in (("chord", CHORD_CLASSES), ("inversion", INVERSIONS))
    ]
    return keras.Model(told, heads)


def step_file(network: Any) -> bytes:
    """One step of either network as a LiteRT file with 8-bit weights.

    Inputs: a row (1 x its inputs) and the state (1 x hidden and cell values of all layers).
    Outputs: the logits of both heads side by side, and the new state.
    """
    import keras
    import tensorflow as tf

    step = _Step(network)
    row = keras.Input((int(network.inputs[0].shape[-1]),), batch_size=1, name="row")
    state = keras.Input((step.state_size,), batch_size=1, name="state")
    model = keras.Model([row, state], keras.layers.Lambda(step)([row, state]))
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return bytes(converter.convert())


class _Step:
    """The recurrent step spelled out in plain operators, with the network's weights."""

    def __init__(self, network: Any) -> None:
        self._layers = {
            layer.name: [value.astype("float32") for value in layer.get_weights()]
            for layer in network.layers
            if layer.get_weights()
        }
        self._depth = sum(name.startswith("memory_") for name in self._layers)
        self._heads = [name for name in network.output_names if name in self._layers]
        units = self._layers["memory_0"][1].shape[0]
        self.state_size = 2 * self._depth * int(units)

    def __call__(self, inputs: list[Any]) -> tuple[Any, Any]:
        import tensorflow as tf

        row, state = inputs
        kernel, bias = self._layers["reading"]
        values = tf.nn.relu(tf.matmul(row, kernel) + bias)
        parts = tf.split(state, 2 * self._depth, axis=1)
        fresh: list[Any] = []
        for layer in range(self._depth):
            hidden, cell = parts[2 * layer : 2 * layer + 2]
            kernel, recurrent, bias = self._layers[f"memory_{layer}"]
            gates = tf.matmul(values, kernel) + tf.matmul(hidden, recurrent) + bias
            let_in, forget, candidate, show = tf.split(gates, 4, axis=1)
            cell = tf.sigmoid(forget) * cell + tf.sigmoid(let_in) * tf.tanh(candidate)
            values = tf.sigmoid(show) * tf.tanh(cell)
            fresh += [values, cell]
        logits = [
            tf.matmul(values, self._layers[head][0]) + self._layers[head][1] for head in self._heads
        ]
        return tf.concat(logits, axis=1), tf.concat(fresh, axis=1)
