"""A mapping that becomes another in the middle of a session gets there slowly.

Whatever changed it - a rating, a trial, undo, reset, a template, a withdrawn consent - no parameter
moves by more than `SLEW` reaches a second because of it, at any affect. What the plan and the
therapist's hand say is applied after this and is not slowed down.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.personalisation.bounds import NO_BOUNDS, Bounds, inside
from emotune_gui.personalisation.evidence import FEATURES, PARAMETERS, Array
from emotune_gui.personalisation.learning import REACH

SLEW = 0.1
"""Learned offsets come and go by so many reaches a second."""
LONGEST_STEP_S = 1.0
"""A thread that stood still does not make up for it in one leap."""
_OF_AFFECT = 3
"""Of the features: constant, valence, arousal."""
_NEAR = 1e-9


class Glide:
    """Where the offsets have come by now; used from one thread."""

    def __init__(self) -> None:
        self._rows: Array | None = None
        self._at = 0.0

    def toward(self, goal: MappingWeights, at: float, bounds: Bounds = NO_BOUNDS) -> MappingWeights:
        """`goal` as far as it may be heard at the monotonic second `at`; itself once it is
        reached. The first goal is taken at once.

        What lies outside the trust region or `bounds` is brought inside, and offsets that are no
        numbers are the clinical mapping's: weights may come from a damaged database.
        """
        goal = goal if is_sound(goal) else CLINICAL_MAPPING
        rows: Array = np.array(goal.offsets, np.float64) / REACH[:, None]
        aim = _inside(rows, bounds)
        most = SLEW * min(LONGEST_STEP_S, max(0.0, at - self._at))
        self._rows = aim if self._rows is None else _nearer(self._rows, aim, most)
        self._at = at
        if np.allclose(rows, self._rows, rtol=0.0, atol=_NEAR):
            return goal
        kept = self._rows * REACH[:, None]
        return replace(goal, offsets=tuple(map(tuple, kept.tolist())), moments=())


def is_sound(weights: MappingWeights) -> bool:
    """Whether the offsets of a version can be used at all."""
    moments = not weights.moments or _is_table(weights.moments, FEATURES - _OF_AFFECT)
    return moments and _is_table(weights.offsets, _OF_AFFECT)


def _is_table(rows: tuple[tuple[float, ...], ...], width: int) -> bool:
    if len(rows) != PARAMETERS or any(len(row) != width for row in rows):
        return False
    return bool(np.isfinite(np.array(rows, np.float64)).all())


def _inside(rows: Array, bounds: Bounds) -> Array:
    whole = np.hstack((rows, np.zeros((PARAMETERS, FEATURES - _OF_AFFECT))))
    kept: Array = inside(whole, bounds)[:, :_OF_AFFECT]
    return kept


def _nearer(present: Array, aim: Array, most: float) -> Array:
    """No parameter by more than `most`, at any affect; exactly there where that is enough.

    Both ends lie in the trust region, which is convex: so does everything between."""
    step = aim - present
    length = np.abs(step).sum(axis=1)[:, None]
    part = present + step * (most / np.maximum(length, 1e-12))
    moved: Array = np.where(length <= most, aim, part)
    return moved
