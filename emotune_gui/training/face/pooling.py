"""Weights of the combination, fitted on the dev rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.perception.face.combining import FLOOR, Pool, PoolWeights

Table = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

BACKBONE = "cnn"
"""The recogniser that every pool holds and that no pool may fall behind."""
BIAS_COST = 0.01
"""Cost of the sum of squared biases in log-loss: rare emotions must not be bought by chance."""
SHARES = (1.0, 0.75, 0.5, 0.25, 0.0)
"""Shares of the other recognisers' exponents that are tried until the pool is not worse."""
FOUR = (Emotion.NEUTRAL, Emotion.HAPPINESS, Emotion.SADNESS, Emotion.ANGER)
LARGEST_EXPONENT = 4.0


def fit_pool(tables: Mapping[str, Table], majority: Rows) -> PoolWeights:
    """Pools of the network with every choice of the other recognisers, and each one alone.

    `tables` holds N x 8 uncalibrated probabilities by recogniser ('cnn' must be there),
    `majority` the N right classes (0-7). Exponents and biases have the least log-loss; the
    others' exponents are lowered where the pool would be right less often than the network.
    """
    logs = {name: np.log(np.maximum(table, FLOOR)) for name, table in tables.items()}
    alone = {name: _temperature(log, majority) for name, log in logs.items()}
    pools = tuple(
        _not_worse({name: logs[name] for name in names}, majority) for names in _choices(logs)
    )
    return PoolWeights(pools, alone)


def log_loss(log_weights: Table, majority: Rows) -> float:
    """Mean negative log-probability of the right class after normalising."""
    log_p = log_weights - np.logaddexp.reduce(log_weights, axis=1, keepdims=True)
    return float(-log_p[np.arange(len(majority)), majority].mean())


def _choices(logs: Mapping[str, Table]) -> Iterator[tuple[str, ...]]:
    others = [name for name in logs if name != BACKBONE]
    for count in range(1, len(others) + 1):
        for names in combinations(others, count):
            yield (BACKBONE, *names)


def _not_worse(logs: dict[str, Table], majority: Rows) -> Pool:
    """The fitted pool, with as much of the others as leaves the accuracies at least equal."""
    exponents, bias = _fitted(logs, majority)
    floor = _accuracies(logs[BACKBONE], majority)
    for share in SHARES:
        kept = {n: w if n == BACKBONE else share * w for n, w in exponents.items()}
        own = share * bias if share < 1.0 else bias
        total = _total(logs, kept) + own
        reached = _accuracies(total, majority)
        if share == 0.0 or all(a >= b for a, b in zip(reached, floor, strict=True)):
            warmth = _temperature(total, majority)
            return Pool({n: warmth * w for n, w in kept.items()}, tuple((warmth * own).tolist()))
    raise AssertionError("a share of nothing always fits")


def _fitted(logs: dict[str, Table], majority: Rows) -> tuple[dict[str, float], Table]:
    from scipy.optimize import minimize

    names, classes = list(logs), len(EMOTIONS)

    def loss(weights: Table) -> float:
        exponents = dict(zip(names, weights[classes:], strict=True))
        bias = weights[:classes]
        return log_loss(_total(logs, exponents) + bias, majority) + BIAS_COST * float(bias @ bias)

    start = np.concatenate([np.zeros(classes), np.full(len(names), 1.0 / len(names))])
    bounds = [(-1.0, 1.0)] * classes + [(0.0, LARGEST_EXPONENT)] * len(names)
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
    return dict(zip(names, found[classes:].tolist(), strict=True)), found[:classes]


def _temperature(log: Table, majority: Rows) -> float:
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda w: log_loss(w * log, majority), bounds=(0.05, LARGEST_EXPONENT), method="bounded"
    )
    return float(found.x)


def _total(logs: dict[str, Table], exponents: Mapping[str, float]) -> Table:
    return np.asarray(sum(exponents[name] * log for name, log in logs.items()), dtype=np.float64)


def _accuracies(log_weights: Table, majority: Rows) -> tuple[float, float]:
    """Of the eight emotions, and of the four with the answer restricted to them."""
    four = np.array([EMOTIONS.index(emotion) for emotion in FOUR])
    among = np.isin(majority, four)
    chosen = four[log_weights[among][:, four].argmax(axis=1)]
    right = log_weights.argmax(axis=1) == majority
    return float(right.mean()), float((chosen == majority[among]).mean()) if among.any() else 1.0
