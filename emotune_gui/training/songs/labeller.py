"""`emotune train labeller`: regressions from measured features to valence and arousal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.song import SongInfo
from emotune_gui.music.features import FEATURES
from emotune_gui.music.songs.importing import read_song
from emotune_gui.music.songs.labelling import (
    FARTHEST,
    FEATURES_OF,
    LABELLER_FILE,
    Evidence,
    SongLabeller,
)
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.training.face.progress import with_progress
from emotune_gui.training.songs.card import write_card
from emotune_gui.training.songs.data import (
    Labelled,
    heard_of,
    score_features,
    sound_features,
    weak_features,
)

FloatArray = npt.NDArray[np.float64]

STRENGTH = 0.1
"""Inverse of the L2 penalty (scikit-learn's C), chosen by folds of the training songs."""
WEAK_WEIGHT = 0.2
"""What a weak label counts beside one that listeners gave."""
LEAST_SCALE = 1e-3
"""Of a feature that hardly changes among the clips; it must survive rounding."""
FOLDS = 5


def train_labeller(folder: Path, out: Path, seed: int, command: str) -> dict[str, Any]:
    """Fit, measure on EMOPIA's validation songs, write weights and card; returns the figures."""
    notes, weak = score_features(folder), weak_features(folder)
    sets: dict[Evidence, tuple[Labelled, Labelled]] = {
        Evidence.SCORE: (notes, _without_loudness_effect(weak, notes)),
        Evidence.EVEN_SCORE: (_columns(notes), _columns(weak)),
        Evidence.AUDIO: sound_features(folder, seed),
    }
    weights: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    for evidence, (clips, more) in sets.items():
        learned = _part(clips, ~clips.held_out)
        weights[evidence.value] = fitted(learned, more, FEATURES_OF[evidence])
        figures[evidence.value] = {
            "folds": _mean(
                [figures_of(*fold, FEATURES_OF[evidence], more) for fold in _folds(learned)]
            ),
            "held_out": measured(weights[evidence.value], _part(clips, clips.held_out)),
        }
    weights["made_by"] = command
    out.mkdir(parents=True, exist_ok=True)
    (out / LABELLER_FILE).write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    strangers = agreement(SongLabeller(weights), bundled_songs())
    write_card(out, figures, strangers, len(weak.rows), command)
    return figures


def agreement(labeller: SongLabeller, songs: Sequence[SongInfo]) -> dict[str, dict[str, float]]:
    """Shares of songs whose curator the labels agree with, from notes and from their sound."""
    said: dict[str, list[tuple[bool, bool]]] = {"notes": [], "sound": []}
    for i in with_progress(range(len(songs)), "bundled songs", len(songs)):
        score, meant = read_song(songs[i].path), songs[i].affect
        labels = {
            "notes": labeller.label_score(score),
            "sound": labeller.label_heard(heard_of(score)),
        }
        for source, label in labels.items():
            aroused = (label.affect.arousal > 0) == (meant.arousal > 0)
            positive = (label.affect.valence > 0) == (meant.valence > 0)
            said[source].append((aroused, positive))
    return {
        source: {
            "arousal": float(np.mean([a for a, _ in pairs])),
            "valence": float(np.mean([v for _, v in pairs])),
            "quadrant": float(np.mean([a and v for a, v in pairs])),
            "n": float(len(pairs)),
        }
        for source, pairs in said.items()
        if pairs
    }


def fitted(clips: Labelled, more: Labelled | None, names: Sequence[str]) -> dict[str, Any]:
    """Mean, scale and weights as the labeller stores them; rounded, so that files compare."""
    mean, scale = clips.rows.mean(axis=0), np.maximum(clips.rows.std(axis=0), LEAST_SCALE)
    sets = [(clips, 1.0)] + ([(more, WEAK_WEIGHT)] if more is not None else [])
    stored = {"features": list(names), "mean": _rounded(mean), "scale": _rounded(scale)}
    for question in ("positive", "aroused"):
        rows = np.concatenate([_scaled(s.rows, mean, scale) for s, _ in sets])
        answers = np.concatenate([getattr(s, question) for s, _ in sets])
        trust = np.concatenate([np.full(len(s.rows), weight) for s, weight in sets])
        name = "valence" if question == "positive" else "arousal"
        stored[name] = _rounded(_regressed(rows, answers, trust))
    return stored


def _regressed(rows: FloatArray, answers: FloatArray, trust: FloatArray) -> FloatArray:
    """Logistic regression on probabilities: each row counts for yes and for no by its share."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    both = np.concatenate([rows, rows])
    said = np.concatenate([np.ones(len(rows)), np.zeros(len(rows))])
    model.fit(both, said, np.concatenate([trust * answers, trust * (1 - answers)]))
    return np.concatenate([model.coef_[0], model.intercept_])


def measured(stored: dict[str, Any], clips: Labelled) -> dict[str, float]:
    """Shares right of arousal, valence and quadrant; mean squared error of probabilities."""
    rows = _scaled(clips.rows, np.array(stored["mean"]), np.array(stored["scale"]))
    said = {}
    for name in ("valence", "arousal"):
        weights = np.array(stored[name])
        said[name] = 1.0 / (1.0 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    right_v = (said["valence"] > 0.5) == (clips.positive > 0.5)
    right_a = (said["arousal"] > 0.5) == (clips.aroused > 0.5)
    return {
        "arousal": float(right_a.mean()),
        "valence": float(right_v.mean()),
        "quadrant": float((right_a & right_v).mean()),
        "brier_arousal": float(((said["arousal"] - clips.aroused) ** 2).mean()),
        "brier_valence": float(((said["valence"] - clips.positive) ** 2).mean()),
        "n": float(len(rows)),
    }


def figures_of(
    learned: Labelled, judged: Labelled, names: Sequence[str], more: Labelled | None
) -> dict[str, float]:
    return measured(fitted(learned, more, names), judged)


def _folds(clips: Labelled) -> list[tuple[Labelled, Labelled]]:
    """Five folds in which no song stands on both sides."""
    from sklearn.model_selection import GroupKFold

    splits = GroupKFold(FOLDS).split(clips.rows, groups=clips.songs)
    return [(_part(clips, learned), _part(clips, judged)) for learned, judged in splits]


def _part(clips: Labelled, chosen: npt.NDArray[Any]) -> Labelled:
    return Labelled(
        clips.rows[chosen],
        clips.positive[chosen],
        clips.aroused[chosen],
        clips.songs[chosen],
        clips.held_out[chosen],
    )


def _columns(clips: Labelled) -> Labelled:
    """The same without the features of loudness."""
    kept = [FEATURES.index(name) for name in FEATURES_OF[Evidence.EVEN_SCORE]]
    return Labelled(clips.rows[:, kept], clips.positive, clips.aroused, clips.songs, clips.held_out)


def _without_loudness_effect(weak: Labelled, clips: Labelled) -> Labelled:
    """Velocities of notation are on another scale than played ones: set to EMOPIA's mean."""
    rows = weak.rows.copy()
    for name in ("vel_mean", "vel_sd"):
        column = FEATURES.index(name)
        rows[:, column] = clips.rows[~clips.held_out, column].mean()
    return Labelled(rows, weak.positive, weak.aroused, weak.songs, weak.held_out)


def _scaled(rows: FloatArray, mean: FloatArray, scale: FloatArray) -> FloatArray:
    scaled: FloatArray = np.clip((rows - mean) / scale, -FARTHEST, FARTHEST)
    return scaled


def _rounded(values: FloatArray) -> list[float]:
    return [round(float(value), 5) for value in values]


def _mean(figures: Sequence[dict[str, float]]) -> dict[str, float]:
    total = sum(one["n"] for one in figures)
    means = {k: sum(one[k] * one["n"] for one in figures) / total for k in figures[0] if k != "n"}
    return means | {"n": total}
