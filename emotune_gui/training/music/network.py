"""The recurrent network that writes melody and accompaniment, and its file for LiteRT."""

from __future__ import annotations

from typing import Any

from emotune_gui.music.composing.recurrent_encoding import (
    ACCOMPANIMENT_CLASSES,
    INPUTS,
    MELODY_CLASSES,
)

UNITS = 192
"""Of each of the two layers."""
LAYERS = 2
STATE = 2 * LAYERS * UNITS
"""Hidden and cell values of both layers, one after the other."""


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


def step_file(network: Any) -> bytes:
    """One step as a LiteRT file with 8-bit weights.

    Inputs: slot (1 x INPUTS) and state (1 x STATE). Outputs: logits of melody and accompaniment
    side by side (1 x (MELODY_CLASSES + ACCOMPANIMENT_CLASSES)) and the new state (1 x STATE).
    """
    import keras
    import tensorflow as tf

    step = _Step(network)
    slot = keras.Input((INPUTS,), batch_size=1, name="slot")
    state = keras.Input((STATE,), batch_size=1, name="state")
    model = keras.Model([slot, state], keras.layers.Lambda(step)([slot, state]))
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

    def __call__(self, inputs: list[Any]) -> tuple[Any, Any]:
        import tensorflow as tf

        slot, state = inputs
        kernel, bias = self._layers["reading"]
        values = tf.nn.relu(tf.matmul(slot, kernel) + bias)
        parts = tf.split(state, 2 * LAYERS, axis=1)
        fresh: list[Any] = []
        for layer in range(LAYERS):
            hidden, cell = parts[2 * layer : 2 * layer + 2]
            kernel, recurrent, bias = self._layers[f"memory_{layer}"]
            gates = tf.matmul(values, kernel) + tf.matmul(hidden, recurrent) + bias
            let_in, forget, candidate, show = tf.split(gates, 4, axis=1)
            cell = tf.sigmoid(forget) * cell + tf.sigmoid(let_in) * tf.tanh(candidate)
            values = tf.sigmoid(show) * tf.tanh(cell)
            fresh += [values, cell]
        logits = [
            tf.matmul(values, self._layers[head][0]) + self._layers[head][1]
            for head in ("melody", "accompaniment")
        ]
        return tf.concat(logits, axis=1), tf.concat(fresh, axis=1)
