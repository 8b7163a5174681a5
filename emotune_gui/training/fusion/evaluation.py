"""How right face, voice and both fusions are, on pairs of people nothing was fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.perception.fusion import Fusion
from emotune_gui.training.face.evaluation import calibration_error
from emotune_gui.training.fusion.fitting import fused_table, sides
from emotune_gui.training.fusion.pairing import PAIRED, Pairs

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FusionFigures:
    """`_7`: all that both sides know; `_4`: happiness, sadness, anger, neutral alone."""

    accuracy_7: float
    macro_f1_7: float
    unweighted_recall_7: float
    accuracy_4: float
    ece: float
    n: int


def fusion_figures(table: Table, labels: npt.NDArray[np.int64]) -> FusionFigures:
    """Figures of M x 8 answers to M labels; an answer of contempt is not possible."""
    known = _places(PAIRED)
    told = np.array(known)[table[:, known].argmax(axis=1)]
    recalls, f1s = [], []
    for place in (p for p in known if (labels == p).any()):
        right = float(((told == place) & (labels == place)).sum())
        recalls.append(right / float((labels == place).sum()))
        f1s.append(2 * right / float((told == place).sum() + (labels == place).sum()))
    shares = table[:, known] / table[:, known].sum(axis=1, keepdims=True)
    return FusionFigures(
        accuracy_7=round(float((told == labels).mean()), 4),
        macro_f1_7=round(float(np.mean(f1s)), 4),
        unweighted_recall_7=round(float(np.mean(recalls)), 4),
        accuracy_4=round(_accuracy_among(table, labels, SHOWN_BY_DEFAULT), 4),
        ece=round(calibration_error(shares.max(axis=1), told == labels), 4),
        n=len(labels),
    )


def tables(pairs: Pairs, fusions: dict[str, Fusion]) -> dict[str, Table]:
    """M x 8 answers by 'face', 'voice' and the name of each fusion."""
    told = sides(pairs)
    alone = {
        "face": np.array([face.probabilities.values for face, _ in told]),
        "voice": np.array([voice.probabilities.values for _, voice in told]),
    }
    return alone | {name: fused_table(fusion, pairs) for name, fusion in fusions.items()}


def _accuracy_among(
    table: Table, labels: npt.NDArray[np.int64], emotions: tuple[Emotion, ...]
) -> float:
    places = _places(emotions)
    rows = np.isin(labels, places)
    if not rows.any():
        return 0.0
    told = np.array(places)[table[rows][:, places].argmax(axis=1)]
    return float((told == labels[rows]).mean())


def _places(emotions: tuple[Emotion, ...]) -> list[int]:
    return [EMOTIONS.index(e) for e in emotions]
