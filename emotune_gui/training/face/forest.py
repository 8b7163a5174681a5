"""Growing the landmark forest with scikit-learn, and writing it twice.

`face_forest.skops` is scikit-learn's own form; `face_forest.npz` holds the same trees as flat
arrays for the live program.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.perception.face.forest import ForestArrays
from emotune_gui.perception.face.geometry import FEATURE_NAMES, face_features
from emotune_gui.training.face.exporting import write_atomically

CHILDREN = ("children_left", "children_right")
FeatureTable = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ForestSettings:
    trees: int = 70
    leaves: int = 500
    """At most, in each tree: keeps the stored forest small and the live step quick."""
    least_samples: int = 3
    features_share: float = 0.06
    rows_share: float = 0.35
    """Of the rows, drawn for each tree."""
    seed: int = 7


def feature_table(points: npt.NDArray[np.float32]) -> FeatureTable:
    """N x F features of N x 68 x 2 landmarks."""
    return np.stack([face_features(face) for face in points])


def grow_forest(features: FeatureTable, soft: npt.NDArray[np.float32], s: ForestSettings) -> Any:
    """A RandomForestClassifier over all eight classes.

    Soft labels: each row stands once for every emotion that got a vote, weighted by its share.
    """
    from sklearn.ensemble import RandomForestClassifier

    rows, classes = np.nonzero(soft > 0)
    forest = RandomForestClassifier(
        s.trees,
        max_leaf_nodes=s.leaves,
        min_samples_leaf=s.least_samples,
        max_features=s.features_share,
        max_samples=s.rows_share,
        random_state=s.seed,
        n_jobs=1,
    )
    return forest.fit(features[rows], classes, sample_weight=soft[rows, classes])


def flatten(forest: Any) -> ForestArrays:
    """The trees of a fitted RandomForestClassifier as arrays that decide exactly alike."""
    trees = [estimator.tree_ for estimator in forest.estimators_]
    sizes = [tree.node_count for tree in trees]
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    is_leaf = np.concatenate([tree.children_left < 0 for tree in trees])
    own = np.arange(len(is_leaf))
    sides = np.stack(
        [np.concatenate([getattr(tree, side) for tree in trees]) for side in CHILDREN], axis=1
    )
    children = sides + np.repeat(roots, sizes)[:, None]
    children[is_leaf] = own[is_leaf, None]
    feature = np.concatenate([np.maximum(tree.feature, 0) for tree in trees])
    values = np.concatenate([tree.value[:, 0, :] for tree in trees])[is_leaf]
    return ForestArrays(
        roots.astype(np.int32),
        feature.astype(np.int16),
        _rounded_down(np.concatenate([tree.threshold for tree in trees])),
        children.astype(np.int32),
        np.where(is_leaf, np.cumsum(is_leaf) - 1, -1).astype(np.int32),
        _in_emotion_order(values / values.sum(axis=1, keepdims=True), forest.classes_),
        max(tree.max_depth for tree in trees),
    )


def _rounded_down(thresholds: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Greatest float32 not above each value: x <= t and x <= rounded(t) agree for float32 x."""
    near = thresholds.astype(np.float32)
    below = np.nextafter(near, np.float32(-np.inf))
    return np.where(near.astype(np.float64) > thresholds, below, near).astype(np.float32)


def _in_emotion_order(
    values: npt.NDArray[np.float64], classes: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Columns placed by class; a class the forest never saw gets zero."""
    placed = np.zeros((len(values), len(EMOTIONS)), dtype=np.float32)
    placed[:, classes] = values
    return placed


def write_forest(forest: Any, folder: Path) -> None:
    """Write `face_forest.skops` and `face_forest.npz`."""
    import skops.io

    write_atomically(folder / "face_forest.skops", skops.io.dumps(forest, compression=8))
    write_atomically(folder / "face_forest.npz", arrays_file(flatten(forest)))


def arrays_file(arrays: ForestArrays) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        roots=arrays.roots,
        feature=arrays.feature,
        threshold=arrays.threshold,
        children=arrays.children,
        leaf=arrays.leaf,
        probabilities=arrays.probabilities,
        depth=np.int32(arrays.depth),
        feature_names=np.array(FEATURE_NAMES),
    )
    return buffer.getvalue()
