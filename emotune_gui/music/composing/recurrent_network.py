"""One step of the trained network through LiteRT."""

from __future__ import annotations

from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError

FloatArray = npt.NDArray[np.float32]

_UNLIKELY = -16.0
"""Nats below the likeliest at which a class is not looked at."""


class Nonsense(ValueError):
    """A network said something that is not a probability."""


class RecurrentNetwork:
    """Weights without memory: the state goes in and comes out with every step.

    Twins of a composer share it; `step` may be called from several threads. Raises EmoTuneError
    when the file is missing or does not take `inputs` and give `outputs` values.
    """

    def __init__(self, path: Path, inputs: int, outputs: int) -> None:
        from ai_edge_litert.interpreter import Interpreter

        try:
            content = path.read_bytes()
            runner: Any = Interpreter(model_content=content, num_threads=1)
            runner.allocate_tensors()
            self._row, self._state = _ordered(runner.get_input_details(), inputs)
            self._logits, self._fresh = _ordered(runner.get_output_details(), outputs)
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

    def step(self, row: FloatArray, state: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(logits of all heads side by side, new state) after one row of inputs."""
        with self._lock:
            runner = self._runner
            runner.set_tensor(self._row["index"], row.reshape(1, -1))
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


def drawn(logits: FloatArray, temperature: float, nucleus: float, random: Random) -> int:
    """A class from the likeliest that together hold `nucleus` of the probability.

    Holtzman et al. 2020 (arXiv:1904.09751).
    """
    scaled = (logits - logits.max()) / temperature
    likely = np.flatnonzero(scaled > _UNLIKELY)
    if len(likely) == 1:
        return int(likely[0])
    shares = np.exp(scaled[likely])
    order = np.argsort(-shares, kind="stable")
    summed = np.cumsum(shares[order])
    kept = int(summed.searchsorted(nucleus * summed[-1])) + 1
    place = random.random() * float(summed[kept - 1])
    return int(likely[order[min(kept - 1, int(summed[:kept].searchsorted(place, "right")))]])
