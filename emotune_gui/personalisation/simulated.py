"""Simulated clients with a taste that is known, to judge learning without people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, TUNED_PARAMETERS, MappingWeights
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Rating
from emotune_gui.personalisation.clinical import TUNED, deviation
from emotune_gui.personalisation.learning import RatedBar, update

_REACH = np.array([tuned.reach for tuned in TUNED.values()])
_GRID = tuple(Affect(v, a) for v in (-0.7, -0.3, 0.3, 0.7) for a in (-0.7, -0.3, 0.3, 0.7))

Answer = Callable[[Affect, MappingWeights], MusicParameters]
"""The mapping that plays for the client: affect and weights to parameters."""


@dataclass(frozen=True, slots=True)
class SimulatedClient:
    """Likes a bar the better, the nearer it lies to the clinical answer plus `wished`.

    `wished` holds offsets as MappingWeights does. `sensitivity` is the reward lost at a
    distance of one reach; `noise` the standard deviation of the reward (-1 to 1).
    """

    wished: MappingWeights
    sensitivity: float = 0.6
    noise: float = 0.3
    random: bool = False
    """True for one who rates without listening."""

    def rate(self, parameters: MusicParameters, target: Affect, rng: np.random.Generator) -> Rating:
        if self.random:
            return Rating(0.0, 0, score=int(rng.integers(1, 6)))
        gap = np.array(deviation(parameters, target)) - _in_reaches(self.wished, target)
        reward = 1.0 - self.sensitivity * float(gap @ gap) + rng.normal(0.0, self.noise)
        return Rating(0.0, 0, score=int(np.clip(np.rint(3 + 2 * reward), 1, 5)))

    def misfit(self, weights: MappingWeights) -> float:
        """Mean reward lost over the affect square under these weights; 0 is perfect."""
        gaps = [_in_reaches(weights, a) - _in_reaches(self.wished, a) for a in _GRID]
        return self.sensitivity * float(np.mean([gap @ gap for gap in gaps]))


def consistent_client(rng: np.random.Generator) -> SimulatedClient:
    """One to three parameters wished 0.4-0.9 of their reach from the clinical mapping."""
    offsets = np.zeros((len(TUNED_PARAMETERS), 3))
    for row in rng.choice(len(offsets), rng.integers(1, 4), replace=False):
        offsets[row, 0] = rng.choice([-1.0, 1.0]) * rng.uniform(0.4, 0.9) * _REACH[row]
    return SimulatedClient(MappingWeights(0, tuple(tuple(r) for r in offsets.tolist())))


def learn_from(
    client: SimulatedClient, answer: Answer, ratings: int, rng: np.random.Generator
) -> list[MappingWeights]:
    """The versions after 0, 1, ... `ratings` ratings, over moods that wander and jump."""
    versions = [CLINICAL_MAPPING]
    mood: npt.NDArray[np.float64] = np.zeros(2)
    for k in range(ratings):
        mood = rng.uniform(-0.8, 0.8, 2) if k % 5 == 0 else mood + rng.normal(0, 0.1, 2)
        target = Affect.clamped(*mood.tolist())
        parameters = answer(target, versions[-1])
        rating = client.rate(parameters, target, rng)
        versions.append(
            update(versions[-1], RatedBar(parameters, target, rating, confidence=1.0))
            or versions[-1]
        )
    return versions


def _in_reaches(weights: MappingWeights, affect: Affect) -> npt.NDArray[np.float64]:
    features = np.array([1.0, affect.valence, affect.arousal])
    shares: npt.NDArray[np.float64] = np.array(weights.offsets) @ features / _REACH
    return shares
