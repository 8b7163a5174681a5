"""Bars and judgements to learn from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights, Row, Situation
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.music import mapping
from emotune_gui.personalisation.evidence import Heard, of_rating
from emotune_gui.personalisation.learning import REACH, learn

affects = st.builds(Affect, st.floats(-1, 1), st.floats(-1, 1))
situations = st.builds(Situation, affects, st.booleans(), st.floats(0, 90))
shares = st.tuples(*(st.floats(-1, 1),) * 6)
histories = st.lists(st.tuples(situations, shares, st.floats(-1, 1), st.floats(0, 1)), max_size=12)


def played(affect: Affect, away: tuple[float, ...] = (0.0,) * 6) -> MusicParameters:
    """The clinical answer, each parameter moved by so many reaches."""
    rows = tuple((float(a * r), 0.0, 0.0) for a, r in zip(away, REACH, strict=True))
    return mapping.apply(affect, replace(CLINICAL_MAPPING, offsets=rows), plan=Plan())


def rows(
    affect: Affect, away: tuple[float, ...], reward: float, confidence: float = 1.0
) -> tuple[Row, ...]:
    return of_rating([Heard(played(affect, away), Situation(affect))], reward, confidence)


def taught(count: int, wish: tuple[float, ...], seed: int = 0, **how: object) -> MappingWeights:
    """After `count` ratings by one who likes a bar the less, the further it is from `wish`."""
    rng, weights = np.random.default_rng(seed), MappingWeights(version=0)
    for _ in range(count):
        affect = Affect(*rng.uniform(-0.7, 0.7, 2).tolist())
        away = tuple(rng.uniform(-0.6, 0.6, 6).tolist())
        reward = float(np.clip(0.8 - 0.5 * ((np.array(away) - wish) ** 2).sum(), -1, 1))
        weights = learn(weights, rows(affect, away, reward), Situation(affect), **how) or weights
    return weights
