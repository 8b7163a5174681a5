"""Growing the landmark forest with scikit-learn, and writing it as flat arrays.

The trees do not split single features only. Before they grow, weighted sums of features are
found that tell the emotions apart (Fisher's discriminants, one for every two emotions) or in
which faces vary most (principal axes of the positions); the trees split these.
"""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.perception.face.forest import ForestArrays, sharpened
from emotune_gui.perception.face.geometry import (
    FEATURE_NAMES,
    NAMED,
    POSITIONS,
    feature_rows,
)
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.face.pooling import log_loss

CHILDREN = ("children_left", "children_right")
FeatureTable = npt.NDArray[np.float32]
SoftLabels = npt.NDArray[np.float32]
Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ForestSettings:
    trees: int = 100
    leaves: int = 500
    """At most, in each tree: keeps the stored forest small and the live step quick."""
    least_samples: int = 4
    columns_share: float = 0.1
    """Of the columns, tried for each split."""
    rows_share: float = 0.4
    """Of the rows, drawn for each tree."""
    position_shrinkage: float = 1e-4
    shrinkage: float = 0.1
    """Share of the mean variance that is added to every direction before a discriminant is
    sought (Friedman 1989): among the positions, and among all features, which repeat each other."""
    modes: int = 25
    """Principal axes of the positions."""
    seed: int = 7


@dataclass(frozen=True, slots=True, eq=False)
class GrownForest:
    """Trees of scikit-learn over the columns made by `centre`, `axes` and `kept`."""

    trees: Any
    centre: npt.NDArray[np.float32]
    axes: npt.NDArray[np.float32]
    kept: npt.NDArray[np.int16]
    sharpness: float


def feature_table(points: npt.NDArray[np.float32]) -> FeatureTable:
    """N x F features of N x 68 x 2 landmarks."""
    return feature_rows(points)


def grow_forest(features: FeatureTable, soft: SoftLabels, s: ForestSettings) -> GrownForest:
    """A forest over all eight emotions; `soft` (N x 8) holds the shares of the votes.

    The trees are regression trees of the eight shares: the squared error they lower is the Gini
    impurity of the votes. The sharpness is fitted on what the trees say of rows they were not
    grown on.
    """
    from sklearn.ensemble import RandomForestRegressor

    centre = features.mean(axis=0, dtype=np.float64).astype(np.float32)
    axes = discriminants(features, soft, s).astype(np.float32)
    kept = np.arange(NAMED.start, NAMED.stop, dtype=np.int16)
    columns = np.concatenate([(features - centre) @ axes, features[:, kept]], axis=1)
    trees = RandomForestRegressor(
        s.trees,
        max_leaf_nodes=s.leaves,
        min_samples_leaf=s.least_samples,
        max_features=s.columns_share,
        max_samples=s.rows_share,
        oob_score=True,
        random_state=s.seed,
        n_jobs=1,
    ).fit(columns, soft)
    return GrownForest(trees, centre, axes, kept, best_sharpness(trees.oob_prediction_, soft))


def discriminants(features: FeatureTable, soft: SoftLabels, s: ForestSettings) -> Table:
    """F x A weights, by which every column has spread 1 over the rows."""
    everything = slice(0, features.shape[1])
    weights = np.concatenate(
        [
            _fisher(features, soft, POSITIONS, s.position_shrinkage),
            _fisher(features, soft, everything, s.shrinkage),
            _principal(features, POSITIONS, s.modes),
        ],
        axis=1,
    )
    centred = features - features.mean(axis=0)
    spread = (centred @ weights).std(axis=0)
    return np.asarray(weights / np.maximum(spread, 1e-9))


def _fisher(features: FeatureTable, soft: SoftLabels, part: slice, shrinkage: float) -> Table:
    """F x 28: for every two emotions the direction that parts them best (Fisher 1936)."""
    spread = np.maximum(features[:, part].std(axis=0, dtype=np.float64), 1e-6)
    x, shares = features[:, part] / spread, soft.astype(np.float64)
    count = np.maximum(shares.sum(axis=0), 1e-6)
    means = shares.T @ x / count[:, None]
    within = x.T @ (x * shares.sum(axis=1)[:, None]) - (means.T * count) @ means
    within /= count.sum()
    within += (shrinkage * np.trace(within) / len(within) + 1e-9) * np.eye(len(within))
    pairs = list(combinations(range(len(EMOTIONS)), 2))
    apart = np.stack([means[a] - means[b] for a, b in pairs], axis=1)
    weights = np.zeros((features.shape[1], len(pairs)))
    weights[part] = np.linalg.solve(within, apart) / spread[:, None]
    return weights


def _principal(features: FeatureTable, part: slice, count: int) -> Table:
    """F x count: the directions in which the features of `part` vary most."""
    _, vectors = np.linalg.eigh(np.cov(features[:, part].T.astype(np.float64)))
    weights = np.zeros((features.shape[1], count))
    weights[part] = vectors[:, ::-1][:, :count]
    return weights


def best_sharpness(mean: Table, soft: SoftLabels) -> float:
    """Exponent of the trees' means with the least log-loss of the most voted emotion."""
    from scipy.optimize import minimize_scalar

    known = np.isfinite(mean).all(axis=1) & (mean.sum(axis=1) > 0)
    logs, majority = np.log(sharpened(mean[known], 1.0)), soft[known].argmax(axis=1)
    if not known.any():
        return 1.0
    found = minimize_scalar(
        lambda w: log_loss(w * logs, majority), bounds=(0.2, 4.0), method="bounded"
    )
    return float(found.x)


def flatten(forest: GrownForest) -> ForestArrays:
    """The trees as arrays that decide exactly alike; probabilities rounded to float16."""
    trees = [estimator.tree_ for estimator in forest.trees.estimators_]
    sizes = [tree.node_count for tree in trees]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    is_leaf = np.concatenate([tree.children_left < 0 for tree in trees])
    own = np.arange(len(is_leaf))
    sides = np.stack(
        [np.concatenate([getattr(tree, side) for tree in trees]) for side in CHILDREN], axis=1
    )
    children = sides + np.repeat(roots, sizes)[:, None]
    children[is_leaf] = own[is_leaf, None]
    values = np.concatenate([tree.value[:, :, 0] for tree in trees])[is_leaf]
    return ForestArrays(
        centre=forest.centre,
        axes=forest.axes,
        kept=forest.kept,
        roots=roots.astype(np.int32),
        feature=np.concatenate([np.maximum(tree.feature, 0) for tree in trees]).astype(np.int16),
        threshold=_rounded_down(np.concatenate([tree.threshold for tree in trees])),
        children=children.astype(np.int32),
        leaf=np.where(is_leaf, np.cumsum(is_leaf) - 1, -1).astype(np.int32),
        probabilities=values.astype(np.float16),
        depth=max(tree.max_depth for tree in trees),
        sharpness=forest.sharpness,
    )


def _rounded_down(thresholds: Table) -> npt.NDArray[np.float32]:
    """Greatest float32 not above each value: x <= t and x <= rounded(t) agree for float32 x."""
    near = thresholds.astype(np.float32)
    below = np.nextafter(near, np.float32(-np.inf))
    return np.where(near.astype(np.float64) > thresholds, below, near).astype(np.float32)


def write_forest(forest: GrownForest, folder: Path) -> None:
    """Write `face_forest.npz`."""
    write_atomically(folder / "face_forest.npz", arrays_file(flatten(forest)))


def arrays_file(arrays: ForestArrays) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **asdict(arrays), feature_names=np.array(FEATURE_NAMES))
    return buffer.getvalue()
