"""From a rating to the next version of a client's mapping: a bounded Bayesian linear update.

A client likes a bar the less, the further it lies from what they would have chosen:

    reward = b - k/2 * sum_p (d_p - o_p(affect))^2 + noise

d is the bar's deviation from the clinical answer to its target affect, o the client's wished
offset, linear in (1, valence, arousal), both in reaches (widths of the trust region). Moving
the known square to the left leaves a model that is linear in b and o, so the belief stays an
exact Gaussian: Bayesian linear regression (Bishop 2006, Pattern Recognition and Machine
Learning, section 3.3). Two things follow from the music being chosen by the mapping itself:

* A bar played just as the clinical mapping says (d = 0) would say nothing about a direction.
  So a tenth of the bar's distance from neutral music is added to d: who likes a fast bar is
  believed to like faster ones a little, who dislikes it, slower ones.
* After a rating below "good", half of the parameters are tried a little away from the best
  guess, on the calmer side where the bar was extreme. In simulated clients the learning needs
  these trials: without them 40 ratings take off 16 % of the misfit, with them 25 % (the mean of
  200 clients, `python -m benchmarks.learning`).

Every change is bounded twice: no parameter moves by more than `STEP` of its reach by one
rating, at any affect, and none ever leaves its reach.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CONTEXT_FEATURES, TUNED_PARAMETERS, MappingWeights
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Rating
from emotune_gui.personalisation.clinical import TUNED, deviation, extremity
from emotune_gui.personalisation.wording import explain, tuned_summary

__all__ = ["RatedBar", "explain", "offsets_at", "tuned_summary", "update"]

STEP = 0.15
"""Largest change of a parameter by one rating, as a share of its reach."""
LEAST_CONFIDENCE = 0.3
"""Below this confidence in the estimate a rating teaches nothing."""
GOOD_ENOUGH = 0.5
"""From this reward on (a score of 4, 'fits') nothing new is tried."""

_CURVATURE = 0.6
_NOISE = 0.4
_LEAN = 0.1
_TRIAL = 0.8
_PRIOR_BASE = (0.2, 0.5)
_PRIOR_OFFSET = (0.35, 0.175, 0.175)
"""Standard deviations of the wished offset by context feature, in reaches."""
_TRIED_TOGETHER = np.array([[1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1]])
"""Half of the parameters at a time, so that a better rating can be told to its cause."""

_Array = npt.NDArray[np.float64]
_SHAPE = (len(TUNED_PARAMETERS), len(CONTEXT_FEATURES))
_REACH: _Array = np.array([[tuned.reach] for tuned in TUNED.values()])


@dataclass(frozen=True, slots=True)
class RatedBar:
    """A rating with what was heard. `confidence` (0-1) is that of the estimate behind it."""

    parameters: MusicParameters
    target: Affect
    rating: Rating
    confidence: float


def update(weights: MappingWeights, rated: RatedBar) -> MappingWeights | None:
    """The next version after one rating; None when the confidence is too low to learn from.

    Deterministic. The version number is the old one plus one; storage may give another.
    """
    if not rated.confidence >= LEAST_CONFIDENCE:
        return None
    mean, precision = _belief(weights)
    row, value = _observation(rated)
    trust = min(1.0, rated.confidence) / _NOISE**2
    learned = precision + trust * np.outer(row, row)
    mean = np.asarray(np.linalg.solve(learned, precision @ mean + trust * row * value), np.float64)
    aim = _inside_reach(mean[1:].reshape(_SHAPE)) + _trial(weights, rated, learned)
    offsets = _stepped(np.array(weights.offsets) / _REACH, aim) * _REACH
    new = MappingWeights(
        version=weights.version + 1,
        offsets=_rows(offsets),
        belief_mean=tuple(mean.tolist()),
        belief_precision=_rows(learned),
        ratings_used=weights.ratings_used + 1,
    )
    return _with_reason(weights, new, rated.target)


def offsets_at(weights: MappingWeights, affect: Affect) -> tuple[float, ...]:
    """Personal minus clinical value by tuned parameter, in the parameters' units."""
    return tuple((np.array(weights.offsets) @ _features(affect)).tolist())


def _with_reason(old: MappingWeights, new: MappingWeights, target: Affect) -> MappingWeights:
    changes = np.subtract(offsets_at(new, target), offsets_at(old, target)).tolist()
    return MappingWeights(
        new.version,
        new.offsets,
        new.belief_mean,
        new.belief_precision,
        new.ratings_used,
        explain(dict(zip(TUNED_PARAMETERS, changes, strict=True)), new.ratings_used),
    )


def _features(affect: Affect) -> _Array:
    return np.array([1.0, affect.valence, affect.arousal])


def _belief(weights: MappingWeights) -> tuple[_Array, _Array]:
    """Mean and precision over (b, offsets row by row), the prior when there are none."""
    if weights.belief_mean:
        return np.array(weights.belief_mean), np.array(weights.belief_precision)
    base, spread = _PRIOR_BASE
    deviations = np.array([spread, *(_PRIOR_OFFSET * len(TUNED_PARAMETERS))])
    return np.array([base, *(0.0,) * (len(deviations) - 1)]), np.diag(deviations**-2)


def _observation(rated: RatedBar) -> tuple[_Array, float]:
    away = np.array(deviation(rated.parameters, rated.target))
    extreme = np.clip(extremity(rated.parameters), -1.0, 1.0)
    design = _CURVATURE * np.outer(away + _LEAN * extreme, _features(rated.target))
    value = rated.rating.reward + 0.5 * _CURVATURE * float(away @ away)
    return np.concatenate(([1.0], design.ravel())), value


def _trial(weights: MappingWeights, rated: RatedBar, precision: _Array) -> _Array:
    """What to try beside the best guess after a rating that was not good, in reaches.

    The smaller the doubt about a parameter, the smaller its trial.
    """
    dislike = max(0.0, GOOD_ENOUGH - rated.rating.reward)
    used = weights.ratings_used
    doubt = np.sqrt(np.diag(np.linalg.inv(precision)))[1:].reshape(_SHAPE)[:, 0]
    extreme = np.array(extremity(rated.parameters))
    either_way = np.random.default_rng(used).choice([-1.0, 1.0], len(extreme))
    direction = np.where(np.abs(extreme) > 0.2, -np.sign(extreme), either_way)
    trial = np.zeros(_SHAPE)
    trial[:, 0] = _TRIAL * dislike * doubt * direction * _TRIED_TOGETHER[used % 2]
    return trial


def _stepped(present: _Array, aim: _Array) -> _Array:
    """Toward `aim` by at most STEP, and inside the reach, for every affect in the square.

    |constant| + |by valence| + |by arousal| bounds an offset over the whole square.
    """
    step = _inside_reach(aim) - present
    length = np.abs(step).sum(axis=1, keepdims=True)
    stepped: _Array = present + step * np.minimum(1.0, STEP / np.maximum(length, STEP))
    return stepped


def _inside_reach(offsets: _Array) -> _Array:
    widest = np.abs(offsets).sum(axis=1, keepdims=True)
    shrunk: _Array = offsets / np.maximum(1.0, widest)
    return shrunk


def _rows(table: _Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in table.tolist())
