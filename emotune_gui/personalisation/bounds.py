"""Where personal offsets may lie: round the clinical mapping, and never toward distress.

Offsets here are rows by parameter over (1, valence, arousal, leading, hours), in reaches.
|constant| + |by valence| + ... bounds an offset over every context, since all lie in [-1, 1].
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from emotune_gui.domain.learning import TUNED_PARAMETERS
from emotune_gui.personalisation.evidence import PARAMETERS, Array

STEP = 0.25
"""Largest change of a parameter by one judgement, in reaches, at any context."""
TENSE = np.array([1.0, -1.0, 1.0, 0.0, 0.0])
"""The most distressed corner of the plane."""
ROUSING = np.array([1.0, 1.0, 1.0, 0.0, 0.0, -1.0])
"""Faster, busier, louder and darker in mode is the way to distress."""
TENSER = 0.5
"""In the tense corner an offset goes this way at most so many reaches."""

Bounds = Mapping[str, tuple[float, float]]
NO_BOUNDS: Bounds = {}


def limits(bounds: Bounds) -> tuple[Array, Array]:
    """Lowest and highest offset by parameter."""
    ends = [bounds.get(name, (-1.0, 1.0)) for name in TUNED_PARAMETERS]
    return np.array([low for low, _ in ends]), np.array([high for _, high in ends])


def inside(rows: Array, bounds: Bounds = NO_BOUNDS) -> Array:
    """`rows` shrunk until no context brings an offset out of its bounds or the tense corner
    beyond `TENSER`. Rows already inside come back as they are."""
    low, high = limits(bounds)
    kept = rows * _most(np.abs(rows).sum(axis=1), np.ones(PARAMETERS))[:, None]
    slopes = np.abs(kept[:, 1:]).sum(axis=1)
    # A one-sided bound is kept by moving the constant as far as the slopes need, then shrinking.
    constant = np.clip(kept[:, 0], np.minimum(low + slopes, 0.0), np.maximum(high - slopes, 0.0))
    room = np.minimum(high - constant, constant - low)
    kept[:, 1:] *= _most(slopes, np.maximum(room, 0.0))[:, None]
    kept[:, 0] = constant
    toward = ROUSING * (kept @ TENSE)
    shrunk: Array = (
        kept * np.where(ROUSING == 0.0, 1.0, _most(toward, np.full(PARAMETERS, TENSER)))[:, None]
    )
    return shrunk


def stepped(present: Array, aim: Array, most: float = STEP) -> Array:
    """From `present` toward `aim`, no parameter by more than `most` at any context."""
    step = aim - present
    length = np.abs(step).sum(axis=1)
    moved: Array = present + step * _most(length, np.full(PARAMETERS, most))[:, None]
    return moved


def _most(length: Array, allowed: Array) -> Array:
    """The factor (at most 1) that brings a length down to what is allowed."""
    factor: Array = np.where(length > allowed, allowed / np.maximum(length, 1e-12), 1.0)
    return factor
