"""Fitting both fusions on pairs, and choosing between them."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.voice import VoiceProbabilities
from emotune_gui.perception.face.forest import ForestArrays
from emotune_gui.perception.fusion import (
    FEATURE_NAMES,
    FLOOR,
    ConfidenceFusion,
    ForestFusion,
    Fusion,
    Side,
    fusion_features,
    voice_side,
)
from emotune_gui.training.face.forest import GrownForest, best_sharpness, flatten
from emotune_gui.training.face.pooling import log_loss
from emotune_gui.training.fusion.pairing import Pairs

BIAS_COST = 0.01
LARGEST_EXPONENT = 4.0
CONTEMPT = EMOTIONS.index(Emotion.CONTEMPT)

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FusionSettings:
    trees: int = 60
    leaves: int = 120
    """At most, in each tree."""
    least_samples: int = 8
    columns_share: float = 0.3
    rows_share: float = 0.5
    each: int = 6
    """Pictures for each clip."""
    seed: int = 7


def sides(pairs: Pairs) -> list[tuple[Side, Side]]:
    """Face and voice of each pair as the live program hands them over."""
    faces = [Side(EmotionProbabilities.normalised(row)) for row in pairs.face.tolist()]
    voices = [voice_side(VoiceProbabilities.normalised(row)) for row in pairs.voice.tolist()]
    return list(zip(faces, voices, strict=True))


def fit_confidence(pairs: Pairs) -> ConfidenceFusion:
    """Exponents and biases with the least log-loss; contempt, never heard, gets no bias."""
    from scipy.optimize import minimize

    told = sides(pairs)
    face, voice = (
        np.log(np.maximum([pair[k].probabilities.values for pair in told], FLOOR)) for k in (0, 1)
    )

    def loss(x: Table) -> float:
        bias = _without_contempt(x[2:])
        total = x[0] * face + x[1] * voice + bias
        log_p = total - np.logaddexp.reduce(total, axis=1, keepdims=True)
        right = log_p[np.arange(len(pairs)), pairs.labels]
        return float(-right.mean()) + BIAS_COST * float(bias @ bias)

    start = np.concatenate([[1.0, 1.0], np.zeros(len(EMOTIONS))])
    bounds = [(0.05, LARGEST_EXPONENT)] * 2 + [(-1.0, 1.0)] * len(EMOTIONS)
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
    bias = _without_contempt(found[2:])
    return ConfidenceFusion(float(found[0]), float(found[1]), tuple(bias.tolist()))


def grow_fusion_forest(pairs: Pairs, s: FusionSettings) -> ForestArrays:
    """Regression trees of the eight shares, as the landmark forest grows them."""
    from sklearn.ensemble import RandomForestRegressor

    rows = np.stack([fusion_features(*pair) for pair in sides(pairs)])
    soft = np.eye(len(EMOTIONS), dtype=np.float32)[pairs.labels]
    trees = RandomForestRegressor(
        s.trees,
        max_leaf_nodes=s.leaves,
        min_samples_leaf=s.least_samples,
        max_features=s.columns_share,
        max_samples=s.rows_share,
        oob_score=True,
        random_state=s.seed,
        n_jobs=1,
    ).fit(rows, soft)
    count = len(FEATURE_NAMES)
    grown = GrownForest(
        trees,
        np.zeros(count, np.float32),
        np.zeros((count, 0), np.float32),
        np.arange(count, dtype=np.int16),
        best_sharpness(trees.oob_prediction_, soft),
    )
    return flatten(grown)


def fit_fusions(pairs: Pairs, s: FusionSettings) -> dict[str, Fusion]:
    """Both, by name."""
    confidence = fit_confidence(pairs)
    forest = ForestFusion(grow_fusion_forest(pairs, s), confidence)
    return {confidence.name: confidence, forest.name: forest}


def fused_table(fusion: Fusion, pairs: Pairs) -> Table:
    """M x 8 joint answers."""
    return np.array([fusion.both(*pair).values for pair in sides(pairs)], dtype=np.float64)


def mean_log_loss(table: Table, pairs: Pairs) -> float:
    """By which the default is chosen: a sure mistake costs more than a doubtful one."""
    return log_loss(np.log(np.maximum(table, FLOOR)), pairs.labels)


def weights_file(confidence: ConfidenceFusion, default: str) -> bytes:
    fitted = {
        "face": round(confidence.face, 4),
        "voice": round(confidence.voice, 4),
        "bias": [round(b, 4) for b in confidence.bias],
    }
    return (json.dumps({"default": default, "confidence": fitted}, indent=1) + "\n").encode()


def forest_file(arrays: ForestArrays) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **asdict(arrays), feature_names=np.array(FEATURE_NAMES))
    return buffer.getvalue()


def _without_contempt(bias: Table) -> Table:
    kept = bias - np.delete(bias, CONTEMPT).mean()
    kept[CONTEMPT] = 0.0
    return np.asarray(kept, dtype=np.float64)
