"""From a judgement to the next version of a client's mapping: bounded, explained, undone exactly.

The belief (belief.py) is reckoned anew from everything said so far; the mapping goes a bounded
step toward its mean. Only `MOST_FREE` parameters, those most in doubt, may move away from where
they are at one judgement (few ratings suffice for four: PEERS.md, section 6); any may go back
toward what was believed before the first rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.learning import (
    CLINICAL_PRIOR,
    TUNED_PARAMETERS,
    USUAL_SETTINGS,
    Arm,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    Row,
    Situation,
)
from emotune_gui.personalisation.belief import (
    BASE,
    CURVE,
    CURVES,
    FIRST,
    LEAST_CURVE,
    SIZE,
    Belief,
    believe,
    prior_of,
    wish_of,
)
from emotune_gui.personalisation.bounds import Bounds, inside, stepped
from emotune_gui.personalisation.clinical import TUNED
from emotune_gui.personalisation.evidence import (
    FEATURES,
    PARAMETERS,
    Array,
    Kind,
    features,
    numbered,
    wishes,
)
from emotune_gui.personalisation.wording import Cause, explain

NOWHERE = Situation(NEUTRAL_AFFECT)
MOST_FREE = 4
SETTLED = 0.05
"""So near (in reaches) to where it is wished a parameter takes none of the places of the free ones:
what is known well is not kept from moving by what stays in doubt."""
KEPT_ROWS = 160
"""Older judgements are forgotten: what matters of a wish that changes is what was said lately."""
GOOD_ENOUGH = 0.5
"""From this reward on (a score of 4, 'fits') nothing is tried in answer."""
ANSWER = 0.15
"""Widest answer to a bad rating, in reaches, where exploration is off."""
CAUTION = 4
"""What ratings that may be chance have taught is followed by the fourth power of how likely they
are not: it costs those who listen nothing that can be measured, and who rates at random moves no
parameter by a tenth (docs/decisions/015)."""
CARRIED_OVER = 12
"""Ratings after which what the earlier learner had found is taken at its full weight."""

REACH: Array = np.array([tuned.reach for tuned in TUNED.values()])
_SHAPE = (PARAMETERS, FEATURES)


def learn(
    weights: MappingWeights,
    rows: Sequence[Row],
    situation: Situation = NOWHERE,
    *,
    settings: PersonalSettings = USUAL_SETTINGS,
    prior: PersonalPrior = CLINICAL_PRIOR,
    arms: tuple[Arm, ...] | None = None,
) -> MappingWeights | None:
    """The next version after one judgement (rows of evidence.py); None when it teaches nothing.

    `situation` is what the sentence of the version is about, `prior` what other clients wish,
    `arms` what is known of composers, palettes and songs by now. Deterministic. The version number
    is the old one plus one; storage may give another.
    """
    if settings.locked or not (rows or (arms is not None and arms != weights.arms)):
        return None
    before = carried_over(weights)
    last = before[-1][0] if before else 0.0
    evidence = (*before, *numbered(rows, int(last) + 1))[-KEPT_ROWS:]
    belief = believe(evidence, prior)
    offsets = _moved(weights, belief, prior, settings.bounds)
    if not settings.exploring:
        offsets = inside(offsets + _answer(belief, rows, len(evidence)), settings.bounds)
    new = _version(weights, offsets, belief, prior)
    kinds = {int(row[1]) for row in rows}
    explicit = bool(kinds & {Kind.RATED, Kind.COMPARED, Kind.FELT})
    new = replace(
        new,
        evidence=evidence,
        ratings_used=weights.ratings_used + int(explicit),
        arms=weights.arms if arms is None else arms,
    )
    cause = Cause.RATING if explicit else _cause(kinds)
    return replace(new, reason=_reason(weights, new, situation.target, cause))


def carried_over(weights: MappingWeights) -> tuple[Row, ...]:
    """The evidence of a version; of one by the earlier learner its offsets as wishes."""
    if weights.evidence or not weights.ratings_used:
        return weights.evidence
    share = min(1.0, weights.ratings_used / CARRIED_OVER)
    rows: list[Row] = []
    for place in (NEUTRAL_AFFECT, *(Affect(v, a) for v in (-0.6, 0.6) for a in (-0.6, 0.6))):
        x = features(Situation(place))
        wished = np.array(weights.offsets) @ x[:3] / REACH
        rows += wishes(wished, x, np.full(PARAMETERS, share))
    return numbered(rows, 1)


def shares_of(weights: MappingWeights) -> Array:
    """The offsets by parameter and feature (constant, valence, arousal, leading, hours), in
    reaches."""
    moments = weights.moments or ((0.0, 0.0),) * PARAMETERS
    rows: Array = np.hstack((np.array(weights.offsets), np.array(moments))) / REACH[:, None]
    return rows


def offsets_at(weights: MappingWeights, affect: Affect) -> tuple[float, ...]:
    """Personal minus clinical value by tuned parameter, in the parameters' units."""
    return offsets_in(weights, Situation(affect))


def offsets_in(weights: MappingWeights, situation: Situation) -> tuple[float, ...]:
    return tuple((shares_of(weights) @ features(situation) * REACH).tolist())


def at_moment(
    weights: MappingWeights, *, leading: bool, minutes: float, trial: Sequence[float] = ()
) -> MappingWeights:
    """The weights as the music is to take them now: what the moment and a trial (in reaches) add
    goes into the constant, so that offsets stay linear in the affect. Inside the trust region."""
    if not weights.moments and not trial:
        return weights
    rows = shares_of(weights)
    x = features(Situation(NEUTRAL_AFFECT, leading, minutes))
    rows[:, 0] += rows[:, 3:] @ x[3:] + (np.array(trial) if trial else 0.0)
    rows[:, 3:] = 0.0
    kept = inside(rows) * REACH[:, None]
    return replace(weights, offsets=_rows(kept[:, :3]), moments=())


def belief_of(weights: MappingWeights) -> tuple[Array, Array]:
    """Mean and covariance of everything believed (belief.py)."""
    if len(weights.belief_mean) == SIZE:
        return np.array(weights.belief_mean), np.linalg.inv(np.array(weights.belief_precision))
    belief = believe(carried_over(weights), weights.prior)
    return belief.mean, belief.covariance


def usual_reward(weights: MappingWeights) -> float:
    """What this client usually gives, -1 to 1."""
    return float(weights.belief_mean[0]) if len(weights.belief_mean) == SIZE else BASE[0]


def wish_and_doubt(weights: MappingWeights) -> tuple[Array, Array]:
    """Mean (parameters x features) and covariance (flattened likewise) of the wish, in reaches."""
    mean, covariance = belief_of(weights)
    scale = np.repeat(1.0 / np.maximum(mean[CURVES], LEAST_CURVE), FEATURES)
    return wish_of(mean), covariance[FIRST:, FIRST:] * np.outer(scale, scale)


def beginning(prior: PersonalPrior, bounds: Bounds | None = None) -> MappingWeights:
    """Version 0 of a client of whom nothing is known but what others wish."""
    if not prior.clients:
        return MappingWeights(version=0)
    aim = inside(np.array(prior.mean).reshape(_SHAPE), bounds or {})
    kept = aim * REACH[:, None]
    return MappingWeights(0, _rows(kept[:, :3]), moments=_rows(kept[:, 3:]), prior=prior)


def _moved(weights: MappingWeights, belief: Belief, prior: PersonalPrior, bounds: Bounds) -> Array:
    home = inside(wish_of(prior_of(prior)[0]), bounds)
    trust = belief.listening**CAUTION
    aim = inside(belief.outset + trust * (belief.wish - belief.outset), bounds)
    present = inside(shares_of(weights), bounds)
    unsettled = np.abs(aim - present).sum(axis=1) > SETTLED
    doubtful = free_parameters(belief.covariance[FIRST:, FIRST:], bounds, most=PARAMETERS)
    free = [p for p in doubtful if unsettled[p]][:MOST_FREE]
    away = np.abs(aim - home).sum(axis=1) > np.abs(present - home).sum(axis=1)
    held = away & ~np.isin(np.arange(PARAMETERS), free)
    return stepped(present, np.where(held[:, None], present, aim))


def free_parameters(
    covariance: Array, bounds: Bounds, x: Array | None = None, most: int = MOST_FREE
) -> tuple[int, ...]:
    """Places of the parameters that may be tried now: those whose wish is most in doubt, for a
    rating is worth 1/2 log(1 + doubt^2 / noise^2) there. `covariance` is of the wish."""
    x = np.array([1.0, 0, 0, 0, 0]) if x is None else x
    doubt = [float(x @ block @ x) for block in _blocks(covariance)]
    open_ = [p for p in range(PARAMETERS) if bounds.get(TUNED_PARAMETERS[p]) != (0.0, 0.0)]
    return tuple(sorted(open_, key=lambda p: -doubt[p])[:most])


def _blocks(covariance: Array) -> list[Array]:
    return [
        covariance[p * FEATURES : (p + 1) * FEATURES, p * FEATURES : (p + 1) * FEATURES]
        for p in range(PARAMETERS)
    ]


def _answer(belief: Belief, rows: Sequence[Row], seed: int) -> Array:
    """What is tried beside the best guess after a bad rating: a person who says so expects
    something else (docs/decisions/005). Drawn from the belief, so what is sure stays."""
    step = np.zeros(_SHAPE)
    rewards = [row[-2] for row in rows if row[1] == Kind.RATED]
    dislike = max((GOOD_ENOUGH - r for r in rewards), default=0.0)
    if dislike <= 0.0:
        return step
    blocks = _blocks(belief.covariance[FIRST:, FIRST:])
    doubt = np.sqrt([block[0, 0] for block in blocks]) / CURVE[0]
    free = list(free_parameters(belief.covariance[FIRST:, FIRST:], {}, most=MOST_FREE - 1))
    draw = np.random.default_rng(seed).choice([-1.0, 1.0], PARAMETERS) * doubt
    widest = ANSWER * belief.listening * min(1.0, dislike)
    step[free, 0] = np.clip(draw, -widest, widest)[free]
    return step


def _version(
    weights: MappingWeights, rows: Array, belief: Belief, prior: PersonalPrior
) -> MappingWeights:
    kept = rows * REACH[:, None]
    return MappingWeights(
        version=weights.version + 1,
        offsets=_rows(kept[:, :3]),
        moments=_rows(kept[:, 3:]),
        belief_mean=tuple(belief.mean.tolist()),
        belief_precision=_rows(np.asarray(np.linalg.inv(belief.covariance), np.float64)),
        prior=prior,
        listening=belief.listening,
    )


def _cause(kinds: set[int]) -> Cause:
    if Kind.WISHED in kinds:
        return Cause.HAND
    return Cause.MOVED if kinds else Cause.LEFT


def _reason(old: MappingWeights, new: MappingWeights, target: Affect, cause: Cause) -> str:
    changes = np.subtract(offsets_at(new, target), offsets_at(old, target)).tolist()
    return explain(dict(zip(TUNED_PARAMETERS, changes, strict=True)), new.ratings_used, cause=cause)


def _rows(table: Array) -> tuple[Row, ...]:
    return tuple(tuple(row) for row in table.tolist())
