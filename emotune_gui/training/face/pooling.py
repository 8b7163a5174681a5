"""Weights of the combination, fitted on the dev rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.combining import FLOOR, PoolWeights

Table = npt.NDArray[np.float64]


def fit_pool(cnn: Table, forest: Table, majority: npt.NDArray[np.int64]) -> PoolWeights:
    """Exponents with the least log-loss of the FER+ majority; all tables are N x 8."""
    logs = [np.log(np.maximum(table, FLOOR)) for table in (cnn, forest)]
    pair = _least_loss(logs, majority)
    alone = _least_loss(logs[:1], majority)
    return PoolWeights(float(pair[0]), float(pair[1]), float(alone[0]))


def log_loss(log_weights: Table, majority: npt.NDArray[np.int64]) -> float:
    """Mean negative log-probability of the right class after normalising."""
    log_p = log_weights - np.logaddexp.reduce(log_weights, axis=1, keepdims=True)
    return float(-log_p[np.arange(len(majority)), majority].mean())


def _least_loss(logs: list[Table], majority: npt.NDArray[np.int64]) -> Table:
    from scipy.optimize import minimize

    def loss(weights: Table) -> float:
        return log_loss(sum(w * table for w, table in zip(weights, logs, strict=True)), majority)

    start = np.full(len(logs), 1.0 / len(logs))
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(0.0, 3.0)] * len(logs))
    return np.asarray(found.x, dtype=np.float64)
