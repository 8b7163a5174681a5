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


@dataclass(frozen=True, slots=True, eq=False)
class ForestArrays:
    """All trees one after another; a row goes left where `x[feature] <= threshold`.

    A leaf is its own child on both sides, so that every tree can be stepped equally often.
    """

    roots: npt.NDArray[np.int32]
    """Index of each tree's root."""
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    """Rounded down from scikit-learn's float64, which decides the same for float32 features."""
    children: npt.NDArray[np.int32]
    """M x 2: the left and the right child of each node."""
    leaf: npt.NDArray[np.int32]
    """M: row of `probabilities` of each node, -1 inside a tree."""
    probabilities: npt.NDArray[np.float32]
    """L x 8."""
    depth: int

    def predict(self, features: FeatureArray) -> npt.NDArray[np.float64]:
        """Mean of the trees' probabilities (8) for one row of features."""
        node = self.roots
        for _ in range(self.depth):
            right = features[self.feature[node]] > self.threshold[node]
            node = self.children[node, right.astype(np.int8)]
        return np.asarray(
            self.probabilities[self.leaf[node]].mean(axis=0, dtype=np.float64), dtype=np.float64
        )


def load_forest(path: Path) -> ForestArrays:
    """Raises EmoTuneError when the file is missing, damaged or made for other features."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            names = tuple(str(name) for name in stored["feature_names"])
            arrays = ForestArrays(
                stored["roots"],
                stored["feature"],
                stored["threshold"],
                stored["children"],
                stored["leaf"],
                stored["probabilities"],
                int(stored["depth"]),
            )
    except (OSError, EOFError, BadZipFile, ValueError, KeyError) as problem:
        raise EmoTuneError(
            f"The landmark forest {path} is missing or damaged; reinstall EmoTune."
        ) from problem
    if names != FEATURE_NAMES or arrays.probabilities.shape[1] != len(EMOTIONS):
        raise EmoTuneError(
            f"The landmark forest {path} belongs to another version of EmoTune; reinstall it."
        )
    return arrays


class LandmarkForest:
    """Classifies by the geometry of the landmarks alone; the picture is not looked at."""

    name = "forest"

    def __init__(self, path: Path) -> None:
        self._arrays = load_forest(path)

    def classify(self, grey: GreyArray, points: PointArray) -> EmotionProbabilities:
        return self.classify_features(face_features(points))

    def classify_features(self, features: FeatureArray) -> EmotionProbabilities:
        return EmotionProbabilities.normalised(list(self._arrays.predict(features)))
