"""How quickly the network writes, and how quickly the tutorial's way of it would."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.ports import Composer
from emotune_gui.music.affect_path import steady_path
from emotune_gui.music.composing.piece import composed_piece
from emotune_gui.training.music.network import LAYERS, UNITS

_WINDOW = 25
"""Notes that the tutorial's network sees (source 002)."""
_TUTORIAL_NOTES = 12
_ROUNDS = 3


def pace(composer: Composer) -> dict[str, float]:
    """Notes a second of this composer and of the tutorial's way, and their ratio.

    The tutorial (a network of equal size, `model.predict` on a window of 25 notes for each note)
    is measured in the same run. Both take the best of three rounds. Notes that rules alone add
    (pad, counter-line, percussion) do not count.
    """
    ours = max(_written_a_second(composer) for _ in range(_ROUNDS))
    model = _tutorial_network()
    theirs = max(_predicted_a_second(model) for _ in range(_ROUNDS))
    return {
        "network_notes_per_s": round(ours, 1),
        "tutorial_notes_per_s": round(theirs, 2),
        "ratio": round(ours / theirs, 1),
    }


def writing_share(composer: Composer) -> dict[str, float]:
    """Milliseconds for two bars, how long they play, and the share, at the liveliest affect.

    Lively music plays shortest and has most notes; the slowest of twenty pairs counts.
    """
    composed_piece(composer, steady_path(Affect(0.6, 1.0)), 1.0)
    worst, playing = 0.0, 1.0
    for _ in range(20):
        begun = time.perf_counter()
        bars = composed_piece(composer, steady_path(Affect(0.6, 1.0)), 0.1)
        bars += composed_piece(composer, steady_path(Affect(0.6, 1.0)), 0.1)
        spent = time.perf_counter() - begun
        seconds = sum(bar.beats * 60.0 / bar.parameters.tempo_bpm for bar in bars)
        if spent / seconds > worst / playing:
            worst, playing = spent, seconds
    return {
        "two_bars_ms": round(1000 * worst, 2),
        "playing_ms": round(1000 * playing, 1),
        "share": round(worst / playing, 5),
    }


def _written_a_second(composer: Composer) -> float:
    """Notes of melody, bass and chords in twenty bars, over the time they took."""
    path = steady_path(Affect(0.5, 0.5))
    parts = {"melody", "bass", "chords"}
    begun = time.perf_counter()
    bars = [composed_piece(composer, path, 0.1)[0] for _ in range(20)]
    spent = time.perf_counter() - begun
    return sum(note.part.value in parts for bar in bars for note in bar.notes) / spent


def _tutorial_network() -> Any:
    """As large as ours: as many layers and units, and heads for pitch, step and duration."""
    import keras

    window = keras.Input((_WINDOW, 3))
    values = keras.layers.Dense(UNITS, activation="relu")(window)
    for layer in range(LAYERS):
        values = keras.layers.LSTM(UNITS, return_sequences=layer + 1 < LAYERS)(values)
    heads = [keras.layers.Dense(width, name=name)(values) for name, width in _HEADS.items()]
    return keras.Model(window, heads)


_HEADS = {"pitch": 128, "step": 1, "duration": 1}


def _predicted_a_second(model: Any) -> float:
    window = np.random.default_rng(1).random((1, _WINDOW, 3), np.float32)
    model.predict(window, verbose=0)
    begun = time.perf_counter()
    for _ in range(_TUTORIAL_NOTES):
        pitch, step, duration = model.predict(window, verbose=0)
        note = np.array([[int(pitch[0].argmax()) / 128, step[0, 0], duration[0, 0]]])
        window = np.concatenate([window[:, 1:], note[None]], 1).astype(np.float32)
    return _TUTORIAL_NOTES / (time.perf_counter() - begun)
