"""What is believed of a client's wishes after all that was said: exact, from all of it each time.

A bar is liked as

    reward = b(x) + n * novelty + sum_p (g_p(x) d_p - c_p / 2 * d_p^2) + noise

d its deviation from the clinical answer (in reaches), x the context, g how much more of a parameter
would please, c > 0 how soon it is too much: g / c is the wish. Linear in everything unknown, so
Bayesian linear regression (Bishop 2006, Pattern Recognition and Machine Learning, section 3.3),
under several hypotheses weighted by their marginal likelihood:

* how noisy the ratings are (`NOISES`);
* whether they follow the music ("listens"), nothing ("random": a level and noise), or its
  opposite ("contrary": better the *further* from the wish), for which nothing is learned;
* whether and when the wish changed (`CHANGES` judgements ago): what came before counts no more.

The belief is their mixture, summed up as one Gaussian (mean and covariance of the mixture).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.learning import CLINICAL_PRIOR, PersonalPrior, Row
from emotune_gui.personalisation.evidence import FEATURES, PARAMETERS, WIDTH, Array, Kind

Places = npt.NDArray[np.intp]

BASE_SIZE = 3
CURVES = slice(4, 4 + PARAMETERS)
FIRST = 4 + PARAMETERS
"""b with its slopes over valence and arousal, n, and c come before g, parameter by parameter."""
SIZE = FIRST + PARAMETERS * FEATURES
BASE = (0.2, 0.5)
"""Reward of the clinical bar: mean and standard deviation before the first rating."""
BASE_SLOPE = 0.2
"""The clinical answer fits some moods better than others."""
NOVELTY = (0.05, 0.1)
CURVE = (0.5, 0.28)
"""Twice what is lost one reach from the wish."""
LEAST_CURVE = 0.25
SPREADS = (0.5, 0.45, 0.4, 0.45, 0.4, 0.5)
"""Of the constant part of the wish, by parameter, in reaches: tempo and mode matter most
(MUSIC_EMOTION.md, 1d)."""
SLOPES = (1.0, 0.4, 0.4, 0.15, 0.15)
"""Of the other features, as shares of `SPREADS`."""
NOISES = (0.28, 0.4, 0.47)
"""Of one who listens: noisier judgements than this say so little that they are not told from
chance, and are taken for it (docs/decisions/015)."""
RANDOM_NOISES = (0.28, 0.4, 0.55, 0.8)
LISTENS, RANDOM, CONTRARY = 0.92, 0.06, 0.02
"""Before the first rating."""
CHANGES = (5, 8, 12, 17, 24)
CHANGED = 0.15
"""Chance before looking that the wish changed at one of `CHANGES`."""
FADE = 0.995
"""What a judgement counts for each one that came after it."""
ONCE_MOVED = 1 / 3
"""What all movements of the affect together count at most beside explicit judgements."""
TINY = 1e-10
NEGLIGIBLE = 1e-3
"""Hypotheses less likely than this are left out of the mixture."""


@dataclass(frozen=True, slots=True)
class Belief:
    """`mean` and `covariance` of (b, n, c, g)."""

    mean: Array
    covariance: Array
    listening: float
    """Probability that the ratings follow the music."""
    steady: float
    """Probability that the wish did not change lately."""
    outset: Array
    """The wish (as `wish`) before any rating: the prior and what was said outright."""

    @property
    def wish(self) -> Array:
        """Parameters x features, in reaches."""
        return wish_of(self.mean)


def wish_of(mean: Array) -> Array:
    """The offset that pleases most on average: expected g over expected c."""
    curves = np.maximum(mean[CURVES], LEAST_CURVE)
    rows: Array = mean[FIRST:].reshape(PARAMETERS, FEATURES) / curves[:, None]
    return rows


def prior_of(prior: PersonalPrior = CLINICAL_PRIOR) -> tuple[Array, Array]:
    """Means and standard deviations of (b, n, c, g)."""
    wish = np.zeros(PARAMETERS * FEATURES)
    spread = np.outer(SPREADS, SLOPES).ravel()
    if prior.mean:
        wish, spread = np.array(prior.mean), np.array(prior.deviation)
    curves = np.full((2, PARAMETERS), [[CURVE[0]], [CURVE[1]]])
    mean = np.concatenate(([BASE[0], 0.0, 0.0, NOVELTY[0]], curves[0], CURVE[0] * wish))
    base = [BASE[1], BASE_SLOPE, BASE_SLOPE, NOVELTY[1]]
    return mean, np.concatenate((base, curves[1], CURVE[0] * spread))


def believe(rows: Sequence[Row], prior: PersonalPrior = CLINICAL_PRIOR) -> Belief:
    """Deterministic; a few ms for 100 judgements. Rows of another width raise ValueError."""
    centre, spread = prior_of(prior)
    table = np.array(rows, dtype=np.float64).reshape(-1, WIDTH)
    if not len(table):
        return Belief(centre, np.diag(spread**2), LISTENS, 1.0, wish_of(centre))
    said = _Said(table)
    mean, covariance = _with_wishes(said, centre, np.diag(spread**2))
    if not len(said.ages):
        return Belief(mean, covariance, LISTENS, 1.0, wish_of(mean))
    return _mixed(said, mean, covariance)


class _Said:
    """The rows as designs, values and weights, old ones faded."""

    def __init__(self, table: Array) -> None:
        last = table[:, 0].max()
        kind = table[:, 1]
        away, context = table[:, 3 : 3 + PARAMETERS], table[:, 3 + PARAMETERS : -4 - PARAMETERS]
        squares = table[:, -4 - PARAMETERS : -4]
        novelty, reward, weight = table[:, -3], table[:, -2], table[:, -1]
        outer = (away[:, :, None] * context[:, None, :]).reshape(len(table), -1)
        weight = weight * FADE ** (last - table[:, 0])
        weight = _never_alone(weight, kind == Kind.MOVED)
        outright = kind == Kind.WISHED
        self.wished = (outer[outright], reward[outright], weight[outright])
        judged = ~outright & (weight > 0.0)
        self.ages = (last - table[judged, 0]).astype(int)
        self.weight, self.reward = weight[judged], reward[judged]
        self.known = table[judged, -4]
        self.felt = (kind == Kind.FELT)[judged]
        felt = self.felt[:, None]
        base = table[judged, 2][:, None] * context[judged, :BASE_SIZE]
        taste = np.where(felt, outer[judged] / CURVE[0], outer[judged])
        self.design = np.column_stack((base, novelty[judged], -0.5 * squares[judged], taste))
        """Of what is said by one who listens; `base` alone of one who does not."""
        # Who says the opposite: the level stays, what is above it is turned round.
        self.opposite = np.where(felt, self.design, -self.design)
        self.opposite[:, : BASE_SIZE + 1] *= np.where(felt, 1.0, -1.0)


def _never_alone(weight: Array, moved: npt.NDArray[np.bool_]) -> Array:
    """Movements of the affect never count more than their share of what was said outright."""
    if not moved.any():
        return weight
    most = ONCE_MOVED * weight[~moved].sum()
    kept: Array = np.where(moved, weight * min(1.0, most / weight[moved].sum()), weight)
    return kept


def _with_wishes(said: _Said, mean: Array, covariance: Array) -> tuple[Array, Array]:
    """What was said outright (unit noise) goes into what is believed before any rating."""
    outer, wished, weight = said.wished
    if not len(weight):
        return mean, covariance
    design = np.zeros((len(weight), SIZE))
    design[:, FIRST:] = outer / CURVE[0]
    return _posterior(design, wished, 1.0 / weight, mean, covariance)


def _posterior(
    design: Array, value: Array, variance: Array, mean: Array, covariance: Array
) -> tuple[Array, Array]:
    """Gaussian conditioning in the space of the observations."""
    cross = design @ covariance
    gram = cross @ design.T + np.diag(variance)
    gain = np.linalg.solve(gram, cross).T
    return mean + gain @ (value - design @ mean), covariance - gain @ cross


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    log: float
    listens: bool
    noise: float
    age: int | None = None
    """The wish changed so many judgements ago."""


def _models(said: _Said, mean: Array, covariance: Array) -> tuple[_Model, ...]:
    """Listens, contrary, random."""
    base = (mean[:BASE_SIZE], covariance[:BASE_SIZE, :BASE_SIZE])
    told = said.reward + said.known
    turned = np.where(said.felt, said.known - said.reward, said.reward)
    plain = said.design[:, :BASE_SIZE]
    return (
        _Model(np.log(LISTENS), True, said, said.design, told, mean, covariance),
        _Model(np.log(CONTRARY), False, said, said.opposite, turned, mean, covariance),
        _Model(np.log(RANDOM), False, said, plain, said.reward, *base),
    )


def _hypotheses(said: _Said, models: Sequence[_Model]) -> list[_Hypothesis]:
    everything = np.arange(len(said.ages))
    ages = [c for c in CHANGES if c <= int(said.ages.max()) - 3]
    steady = np.log(1.0 - CHANGED) if ages else 0.0
    held = [replace(h, log=h.log + steady) for h in _segment(models, everything)]
    for age in ages:
        new, old = np.flatnonzero(said.ages < age), np.flatnonzero(said.ages >= age)
        if len(new):
            before = np.logaddexp.reduce([h.log for h in _segment(models, old)])
            shift = float(before) + np.log(CHANGED / len(ages))
            held += [replace(h, log=h.log + shift, age=age) for h in _segment(models, new)]
    return held


class _Model:
    """One way to explain the judgements, in coordinates where the prior is standard normal."""

    def __init__(
        self,
        log: float,
        listens: bool,
        said: _Said,
        design: Array,
        value: Array,
        mean: Array,
        covariance: Array,
    ) -> None:
        self.log, self.listens, self.mean = float(log), listens, mean
        self.noises = np.array(NOISES if listens else RANDOM_NOISES)
        self.root = np.linalg.cholesky(covariance + TINY * np.eye(len(mean)))
        trust = np.sqrt(said.weight)
        self._residual = trust * (value - design @ mean)
        self._design = trust[:, None] * (design @ self.root)
        self._known = np.log(said.weight)

    def logs(self, mine: Places) -> Array:
        """Log marginal likelihood of the judgements `mine` under each noise (Bishop 2006, 3.86)."""
        z, residual = self._design[mine], self._residual[mine]
        variances = self.noises**2
        inner = z.T @ z / variances[:, None, None] + np.eye(z.shape[1])
        pull = np.outer(1.0 / variances, z.T @ residual)
        step = np.linalg.solve(inner, pull[:, :, None])[:, :, 0]
        fit = float(residual @ residual) / variances - (pull * step).sum(axis=1)
        spread = len(mine) * np.log(variances) + np.linalg.slogdet(inner)[1]
        found: Array = -0.5 * (fit + spread - self._known[mine].sum())
        logs: Array = found + self.log - np.log(len(variances))
        return logs

    def posterior(self, mine: Places, noise: float) -> tuple[Array, Array]:
        """Mean and covariance after the judgements `mine`."""
        z, variance = self._design[mine], noise**2
        inner = np.linalg.inv(z.T @ z / variance + np.eye(z.shape[1]))
        step = inner @ (z.T @ self._residual[mine]) / variance
        return self.mean + self.root @ step, self.root @ inner @ self.root.T


def _segment(models: Sequence[_Model], mine: Places) -> list[_Hypothesis]:
    """The judgements `mine` under every model and noise."""
    return [
        _Hypothesis(float(log), model.listens, float(noise))
        for model in models
        for noise, log in zip(model.noises, model.logs(mine), strict=True)
    ]


def _mixed(said: _Said, mean: Array, covariance: Array) -> Belief:
    models = _models(said, mean, covariance)
    found = _hypotheses(said, models)
    logs = np.array([h.log for h in found])
    shares = np.exp(logs - np.logaddexp.reduce(logs))
    listens = np.array([h.listens for h in found])
    # Those that do not listen all teach the same: nothing.
    kept = [(float(shares[~listens].sum()), mean, covariance)]
    for share, h in zip(shares, found, strict=True):
        if h.listens and share > NEGLIGIBLE:
            mine = np.flatnonzero(said.ages < (np.inf if h.age is None else h.age))
            kept.append((float(share), *models[0].posterior(mine, h.noise)))
    total = sum(share for share, _, _ in kept)
    centre = np.asarray(sum(share / total * place for share, place, _ in kept), np.float64)
    spread = np.zeros_like(covariance)
    for share, place, inner in kept:
        spread += share / total * (inner + np.outer(place - centre, place - centre))
    steady = float(sum(s for s, h in zip(shares, found, strict=True) if h.age is None))
    return Belief(centre, spread, float(shares[listens].sum()), steady, wish_of(mean))
