"""One step of the trained network through LiteRT."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.music.composing.recurrent_encoding import (
    ACCOMPANIMENT_CLASSES,
    INPUTS,
    MELODY_CLASSES,
)

FloatArray = npt.NDArray[np.float32]


class RecurrentNetwork:
    """Weights without memory: the state goes in and comes out with every step.

    Twins of a composer share it; `step` may be called from several threads. Raises EmoTuneError
    when the file is missing or is not such a network.
    """

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        try:
            content = path.read_bytes()
            runner: Any = Interpreter(model_content=content, num_threads=1)
            runner.allocate_tensors()
            self._slot, self._state = _ordered(runner.get_input_details(), INPUTS)
            logits = MELODY_CLASSES + ACCOMPANIMENT_CLASSES
            self._logits, self._fresh = _ordered(runner.get_output_details(), logits)
        except (OSError, ValueError, RuntimeError, KeyError) as problem:
            raise EmoTuneError(
                f"The composing network {path.name} cannot be used ({problem}); install EmoTune "
                "again or choose the rule composer."
            ) from problem
        self._runner = runner
        self.state_size = int(self._state["shape"][1])
        self._lock = Lock()

    def __deepcopy__(self, memo: object) -> RecurrentNetwork:
        return self

    def beginning(self) -> FloatArray:
        """The state before anything was written."""
        return np.zeros((1, self.state_size), np.float32)

    def step(self, slot: FloatArray, state: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(melody and accompaniment logits side by side, new state) after one slot (INPUTS)."""
        with self._lock:
            runner = self._runner
            runner.set_tensor(self._slot["index"], slot.reshape(1, -1))
            runner.set_tensor(self._state["index"], state)
            runner.invoke()
            logits = runner.get_tensor(self._logits["index"])[0]
            return logits, runner.get_tensor(self._fresh["index"])


def _ordered(tensors: list[dict[str, Any]], width: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The tensor of that width, then the other of two; ValueError when there is no such pair."""
    widths = [int(tensor["shape"][-1]) for tensor in tensors]
    if len(tensors) != 2 or width not in widths:
        raise ValueError(f"tensors of {widths}, wanted {width}")
    first = widths.index(width)
    return tensors[first], tensors[1 - first]
