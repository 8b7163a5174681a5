"""One calibrated answer from several recognisers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from math import exp, log
from pathlib import Path

from emotune_gui.domain.emotion import EMOTIONS, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError

FLOOR = 1e-4
"""Least probability before the logarithm: no recogniser may veto an emotion."""

Opinions = Mapping[str, EmotionProbabilities]
"""Answers by recogniser: 'cnn', 'forest', 'ocular', 'onestage'."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Logarithmic pool (Genest & Zidek 1986): p proportional to exp(bias) * prod p_k ** w_k.

    The exponents' sum acts as an inverse temperature: under 1 it makes the answer less sure.
    """

    exponents: Mapping[str, float]
    bias: tuple[float, ...] = (0.0,) * len(EMOTIONS)

    def combine(self, opinions: Opinions) -> EmotionProbabilities:
        """`opinions` must hold every recogniser of `exponents`."""
        totals = list(self.bias)
        for name, exponent in self.exponents.items():
            for i, p in enumerate(opinions[name].values):
                totals[i] += exponent * log(max(p, FLOOR))
        highest = max(totals)
        return EmotionProbabilities.normalised([exp(total - highest) for total in totals])


@dataclass(frozen=True, slots=True)
class PoolWeights:
    """The pools fitted on the dev rows, and each recogniser's own inverse temperature."""

    pools: tuple[Pool, ...]
    """Of different recognisers; the one with most of those that answered is used."""
    alone: Mapping[str, float] = field(default_factory=dict)

    def pooled(self, opinions: Opinions) -> EmotionProbabilities:
        """The combination of what is there; a single opinion is calibrated.

        Raises ValueError when there is no opinion.
        """
        fitting = [pool for pool in self.pools if pool.exponents.keys() <= opinions.keys()]
        if fitting:
            return max(fitting, key=lambda pool: len(pool.exponents)).combine(opinions)
        if not opinions:
            raise ValueError("no recogniser answered")
        best = next(name for name in chain(self.alone, opinions) if name in opinions)
        return self.calibrated(best, opinions[best])

    def calibrated(self, name: str, opinion: EmotionProbabilities) -> EmotionProbabilities:
        """One recogniser's own answer, as sure as it is right."""
        return Pool({name: self.alone.get(name, 1.0)}).combine({name: opinion})

    def combine(
        self, cnn: EmotionProbabilities, forest: EmotionProbabilities
    ) -> EmotionProbabilities:
        """The pool of network and forest."""
        return self.pooled({"cnn": cnn, "forest": forest})

    def calibrate(self, cnn: EmotionProbabilities) -> EmotionProbabilities:
        """The network's own answer, calibrated."""
        return self.calibrated("cnn", cnn)

    def to_json(self) -> str:
        pools = [
            {
                "exponents": {name: round(w, 4) for name, w in pool.exponents.items()},
                "bias": [round(b, 4) for b in pool.bias],
            }
            for pool in self.pools
        ]
        alone = {name: round(w, 4) for name, w in self.alone.items()}
        return json.dumps({"alone": alone, "pools": pools}, indent=1) + "\n"


def load_pool(path: Path) -> PoolWeights:
    """Raises EmoTuneError when the file is missing or not the weights."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return _from_first_form(stored) if "cnn_alone" in stored else _from_stored(stored)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise EmoTuneError(
            f"The recognisers' weights {path} are missing or damaged; reinstall EmoTune."
        ) from problem


def _from_stored(stored: dict[str, dict[str, float]]) -> PoolWeights:
    return PoolWeights(
        tuple(_pool(told) for told in stored["pools"]),
        {str(name): float(w) for name, w in stored["alone"].items()},
    )


def _pool(told: object) -> Pool:
    if not isinstance(told, dict) or len(told["bias"]) != len(EMOTIONS):
        raise ValueError("not a pool")
    exponents = {str(name): float(w) for name, w in told["exponents"].items()}
    return Pool(exponents, tuple(float(b) for b in told["bias"]))


def _from_first_form(stored: dict[str, float]) -> PoolWeights:
    """As version 0.1 wrote it: two exponents, and the network's when it answers alone."""
    both = Pool({"cnn": float(stored["cnn"]), "forest": float(stored["forest"])})
    return PoolWeights((both,), {"cnn": float(stored["cnn_alone"])})


def agreement(one: EmotionProbabilities, other: EmotionProbabilities) -> float:
    """Common mass of two distributions: 1 when equal, 0 when they share nothing."""
    return sum(min(a, b) for a, b in zip(one.values, other.values, strict=True))
