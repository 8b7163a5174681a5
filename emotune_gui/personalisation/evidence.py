"""From what was heard and said to rows the belief learns from.

How a bar is liked is told in belief.py. A row holds what is needed of one judgement:

    group, kind, bias, d (6), x (5), squares (6), known, novelty, reward, weight

d is the bar's deviation from the clinical answer, in reaches, x the context (1, valence, arousal,
leading, hours), `squares` d^2 (of a comparison the difference of both). Of a place on the affect
grid d is how each parameter is felt, `known` what of that the bar had already. `group` numbers the
judgements, so that old ones can count less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import isfinite

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import TUNED_PARAMETERS, Row, Situation
from emotune_gui.domain.music import MusicParameters
from emotune_gui.personalisation.clinical import TUNED, deviation

Array = npt.NDArray[np.float64]

LEAST_CONFIDENCE = 0.3
"""Below this confidence in the estimate a judgement teaches nothing."""
PARAMETERS, FEATURES = len(TUNED_PARAMETERS), 5
WIDTH = 3 + PARAMETERS + FEATURES + PARAMETERS + 4
OVERRIDE_WEIGHT = 0.5
"""A hand on a slider says where, not only how good, but may have had other reasons: as much as an
observation of the wish with a standard deviation of 1.4 reaches."""
AROUSAL = np.array([0.16, 0.14, 0.12, 0.04, -0.08, 0.0])
VALENCE = np.array([0.04, 0.0, 0.0, 0.06, -0.03, 0.24])
"""By how much one reach more of a parameter is felt as arousal and as valence: the shares of the
cues in Eerola, Friberg & Bresin 2013 on the slopes of the clinical mapping, rounded."""
GRID_NOISE = 0.25
RATING_NOISE = 0.4
"""Usual standard deviations of a point on the affect grid and of a rating (-1 to 1)."""
WIDEST = 1.5
"""Deviations beyond this many reaches count as this: such bars were not asked for."""

_NONE: Array = np.zeros(PARAMETERS)


class Kind(IntEnum):
    RATED = 0
    COMPARED = 1
    MOVED = 2
    """The client's affect moved toward the target or away from it."""
    WISHED = 3
    """Said outright: an override by hand, or what an earlier learner had found."""
    FELT = 4
    """A place on the affect grid."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A bar that a judgement concerns. `share` (0-1) is its part of the credit; `novelty` (0-1)
    how far it was from what had been heard in the minutes before."""

    parameters: MusicParameters
    situation: Situation
    share: float = 1.0
    novelty: float = 0.0


def features(situation: Situation) -> Array:
    """The context x: 1, valence, arousal, leading, hours (0-1)."""
    target, hours = situation.target, min(1.0, max(0.0, situation.minutes / 60.0))
    return np.array([1.0, target.valence, target.arousal, float(situation.leading), hours])


def trusted(confidence: float) -> float:
    """What a judgement counts at this confidence in the estimate: 0 below the least."""
    if not (isfinite(confidence) and confidence >= LEAST_CONFIDENCE):
        return 0.0
    return min(1.0, confidence)


def of_rating(
    heard: Sequence[Heard], reward: float, confidence: float, kind: Kind = Kind.RATED
) -> tuple[Row, ...]:
    """The bars together as one row; `reward` -1 to 1. Empty when nothing can be learned."""
    weight = trusted(confidence)
    if not heard or weight == 0.0:
        return ()
    d, x, novelty, squares = _together(heard)
    bias = 1.0 if kind is Kind.RATED else 0.0
    return (_row(kind, bias, d, x, squares, novelty, reward, weight),)


def judgement_row(kind: Kind, d: Array, x: Array, reward: float, weight: float) -> Row:
    """One rating of a deviation `d` (reaches) in context `x`, as it stands in a log."""
    d = np.clip(d, -WIDEST, WIDEST)
    return _row(kind, 1.0, d, x, d**2, 0.0, reward, weight)


def of_comparison(
    now: Sequence[Heard], before: Sequence[Heard], grade: float, confidence: float
) -> tuple[Row, ...]:
    """ "This or the one before": `grade` -1 (before, by far) to 1 (this, by far)."""
    weight = trusted(confidence)
    if not now or not before or weight == 0.0:
        return ()
    d1, x1, n1, s1 = _together(now)
    d0, x0, n0, s0 = _together(before)
    # Twice the noise of one rating, and no base level to learn: that is what makes it quick.
    return (_row(Kind.COMPARED, 0.0, d1 - d0, (x1 + x0) / 2, s1 - s0, n1 - n0, grade, weight / 2),)


def of_grid(heard: Sequence[Heard], felt: Affect, confidence: float) -> tuple[Row, ...]:
    """Where on the affect grid the music was felt to be, beside the target it was meant for.

    What is missing is wished, of all parameters together: which of them is not said."""
    weight = trusted(confidence)
    if not heard or weight == 0.0:
        return ()
    d, x, _, _ = _together(heard)
    rows = []
    scale = RATING_NOISE / GRID_NOISE
    for loads, gap in ((VALENCE, x[1] - felt.valence), (AROUSAL, x[2] - felt.arousal)):
        known, value = float(loads @ d) * scale, float(gap) * scale
        rows.append(_row(Kind.FELT, 0.0, loads * scale, x, _NONE, 0.0, value, weight, known))
    return tuple(rows)


def of_override(
    name: str, value: float, situation: Situation, confidence: float
) -> tuple[Row, ...]:
    """A parameter set by hand, in its units (`modality`: brightness of the mode): weak evidence."""
    weight = trusted(confidence)
    if weight == 0.0 or name not in TUNED:
        return ()
    tuned = TUNED[name]
    wished = np.zeros(PARAMETERS)
    place = TUNED_PARAMETERS.index(name)
    wished[place] = np.clip((value - tuned.centre(situation.target)) / tuned.reach, -1.0, 1.0)
    weights = np.zeros(PARAMETERS)
    weights[place] = weight * OVERRIDE_WEIGHT
    return wishes(wished, features(situation), weights)


def wishes(wished: Array, x: Array, weights: Array) -> tuple[Row, ...]:
    """Each parameter's wished offset (in reaches) at context x as a row of its own."""
    rows = []
    for place in np.flatnonzero(weights):
        d = np.zeros(PARAMETERS)
        d[place] = 1.0
        rows.append(
            _row(Kind.WISHED, 0.0, d, x, _NONE, 0.0, float(wished[place]), float(weights[place]))
        )
    return tuple(rows)


def numbered(rows: Sequence[Row], group: int) -> tuple[Row, ...]:
    """The rows as those of one judgement."""
    return tuple((float(group), *row[1:]) for row in rows)


def _together(heard: Sequence[Heard]) -> tuple[Array, Array, float, Array]:
    """Mean deviation, context, novelty and squares, by the shares."""
    shares = np.array([max(0.0, h.share) for h in heard])
    shares = shares / shares.sum() if shares.sum() > 0 else np.full(len(heard), 1 / len(heard))
    away = np.array([deviation(h.parameters, h.situation.target) for h in heard])
    away = np.clip(away, -WIDEST, WIDEST)
    x = shares @ np.array([features(h.situation) for h in heard])
    return shares @ away, x, float(shares @ [h.novelty for h in heard]), shares @ away**2


def _row(
    kind: Kind, bias: float, d: Array, x: Array, squares: Array, novelty: float, reward: float,
    weight: float, known: float = 0.0,
) -> Row:  # fmt: skip
    lists = (*d.tolist(), *x.tolist(), *squares.tolist())
    return (0.0, float(kind), bias, *lists, known, novelty, reward, weight)
