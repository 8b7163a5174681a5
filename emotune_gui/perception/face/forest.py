"""The random forest on landmark geometry, evaluated from flat arrays.

See docs/decisions/002-forest-as-arrays.md for why scikit-learn is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, EmotionProbabilities
from emotune_gui.domain.face import PointArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.geometry import FEATURE_NAMES, FeatureArray, face_features
from emotune_gui.perception.face.landmarks import GreyArray

FLOOR = 1e-4
"""Least probability before it is raised to the sharpness."""


@dataclass(frozen=True, slots=True, eq=False)
class ForestArrays:
    """All trees one after another; a row goes left where `x[feature] <= threshold`.

    A tree looks at columns: first weighted sums of features (`axes`; Forest-RC of Breiman 2001),
    then some features themselves (`kept`). A leaf is its own child on both sides, so that every
    tree can be stepped equally often.
    """

    centre: npt.NDArray[np.float32]
    """F: subtracted from the features before they are summed."""
    axes: npt.NDArray[np.float32]
    """F x A: the weights of each sum."""
    kept: npt.NDArray[np.int16]
    """Indices of the features that the trees also look at as they are."""
    roots: npt.NDArray[np.integer]
    """Index of each tree's root."""
    feature: npt.NDArray[np.integer]
    """M: the column that each node looks at."""
    threshold: npt.NDArray[np.float32]
    """Rounded down from scikit-learn's float64, which decides the same for float32 columns."""
    children: npt.NDArray[np.integer]
    """M x 2: the left and the right child of each node."""
    leaf: npt.NDArray[np.int32]
    """M: row of `probabilities` of each node, -1 inside a tree."""
    probabilities: npt.NDArray[np.float16]
    """L x 8."""
    depth: int
    sharpness: float = 1.0
    """Exponent that makes the trees' mean as sure as it is right."""

    def columns(self, features: FeatureArray) -> FeatureArray:
        """What the trees look at: ... x (A + kept) for ... x F features."""
        sums = (features - self.centre) @ self.axes
        return np.concatenate([sums, features[..., self.kept]], axis=-1)

    def mean_of_trees(self, columns: FeatureArray) -> npt.NDArray[np.float64]:
        """Mean of the trees' probabilities (8) for one row of columns."""
        # `take` costs half of what indexing costs on so few nodes.
        children, node = self.children.reshape(-1), self.roots
        for _ in range(self.depth):
            right = columns.take(self.feature.take(node)) > self.threshold.take(node)
            node = children.take(2 * node + right)
        told = self.probabilities[self.leaf[node]]
        return np.asarray(told.mean(axis=0, dtype=np.float64), dtype=np.float64)

    def predict(self, features: FeatureArray) -> npt.NDArray[np.float64]:
        """Calibrated probabilities (8) for one row of features."""
        return sharpened(self.mean_of_trees(self.columns(features)), self.sharpness)


def sharpened(mean: npt.NDArray[np.float64], exponent: float) -> npt.NDArray[np.float64]:
    """... x 8 probabilities raised to `exponent` and normalised."""
    raised = np.maximum(mean, FLOOR) ** exponent
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float64)


def load_forest(path: Path) -> ForestArrays:
    """Raises EmoTuneError when the file is missing, damaged or made for other features."""
    return read_forest(path, FEATURE_NAMES)


def read_forest(path: Path, feature_names: tuple[str, ...]) -> ForestArrays:
    """A forest over these features; raises EmoTuneError as `load_forest` does."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if tuple(str(name) for name in stored["feature_names"]) != feature_names:
                raise _other_version(path)
            arrays = _from_stored(stored)
    except (OSError, EOFError, BadZipFile, ValueError, KeyError) as problem:
        raise EmoTuneError(
            f"The forest {path} is missing or damaged; reinstall EmoTune."
        ) from problem
    if arrays.probabilities.shape[1] != len(EMOTIONS):
        raise _other_version(path)
    return arrays


def _from_stored(stored: dict[str, npt.NDArray[np.generic]]) -> ForestArrays:
    return ForestArrays(
        centre=stored["centre"].astype(np.float32),
        axes=stored["axes"].astype(np.float32),
        kept=stored["kept"].astype(np.int16),
        roots=stored["roots"].astype(np.intp),
        feature=stored["feature"].astype(np.intp),
        threshold=stored["threshold"].astype(np.float32),
        children=stored["children"].astype(np.intp),
        leaf=stored["leaf"].astype(np.int32),
        probabilities=stored["probabilities"].astype(np.float16),
        depth=int(stored["depth"]),
        sharpness=float(stored["sharpness"]),
    )


def _other_version(path: Path) -> EmoTuneError:
    return EmoTuneError(f"The forest {path} belongs to another version of EmoTune; reinstall it.")


class LandmarkForest:
    """Classifies by the geometry of the landmarks alone; the picture is not looked at."""

    name = "forest"

    def __init__(self, path: Path) -> None:
        self._arrays = load_forest(path)

    def classify(self, grey: GreyArray, points: PointArray) -> EmotionProbabilities:
        return self.classify_features(face_features(points))

    def classify_features(self, features: FeatureArray) -> EmotionProbabilities:
        return EmotionProbabilities.normalised(self._arrays.predict(features).tolist())
