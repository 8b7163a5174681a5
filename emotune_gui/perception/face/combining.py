"""One calibrated answer from the network and the forest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError

FLOOR = 1e-4
"""Least probability before the logarithm: no recogniser may veto an emotion."""


@dataclass(frozen=True, slots=True)
class PoolWeights:
    """Exponents of the logarithmic pool (Genest & Zidek 1986), fitted on the dev rows.

    Their sum acts as an inverse temperature: under 1 it makes the answer less sure.
    """

    cnn: float
    forest: float
    cnn_alone: float = 1.0
    """Inverse temperature of the network when it answers alone."""

    def combine(
        self, cnn: EmotionProbabilities, forest: EmotionProbabilities
    ) -> EmotionProbabilities:
        """p proportional to cnn^a * forest^b."""
        return _powered([(cnn, self.cnn), (forest, self.forest)])

    def calibrate(self, cnn: EmotionProbabilities) -> EmotionProbabilities:
        """The network's own answer, calibrated."""
        return _powered([(cnn, self.cnn_alone)])

    def to_json(self) -> str:
        return json.dumps({k: round(v, 4) for k, v in asdict(self).items()}, indent=1) + "\n"


def load_pool(path: Path) -> PoolWeights:
    """Raises EmoTuneError when the file is missing or not the weights."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return PoolWeights(
            float(stored["cnn"]), float(stored["forest"]), float(stored["cnn_alone"])
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise EmoTuneError(
            f"The recognisers' weights {path} are missing or damaged; reinstall EmoTune."
        ) from problem


def agreement(one: EmotionProbabilities, other: EmotionProbabilities) -> float:
    """Common mass of two distributions: 1 when equal, 0 when they share nothing."""
    return sum(min(a, b) for a, b in zip(one.values, other.values, strict=True))


def _powered(parts: list[tuple[EmotionProbabilities, float]]) -> EmotionProbabilities:
    total = sum(w * np.log(np.maximum(p.values, FLOOR)) for p, w in parts)
    weights = np.exp(total - np.max(total))
    return EmotionProbabilities.normalised(weights.tolist())
