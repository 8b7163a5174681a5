"""A listener in numbers: arousal, valence and quadrant of symbolic music, learned from EMOPIA.

EMOPIA (Hung et al. 2021, ISMIR; CC BY-NC-SA 4.0) serves to judge only: no network learns from
it and no weights of the judge are shipped. Two judges know different songs: the reported one
those of the authors' training split, the one used while developing those of their validation
split, so that what is reported was never tuned to.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.features import FEATURES, features
from emotune_gui.training.music.corpus import read_midi

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

QUADRANTS: tuple[SongEmotion, ...] = (
    SongEmotion.HAPPY,
    SongEmotion.ANGRY,
    SongEmotion.SAD,
    SongEmotion.CALM,
)
"""Q1 to Q4 of EMOPIA."""
_HIGH_AROUSAL = (True, True, False, False)
_POSITIVE = (True, False, False, True)


@dataclass(frozen=True, slots=True)
class Clips:
    """EMOPIA as features (N x 22), quadrant (0-3) and split."""

    rows: FloatArray
    quadrants: IntArray
    training: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities for N pieces: N, N and N x 4 in the order of QUADRANTS."""

    arousal: FloatArray
    valence: FloatArray
    quadrants: FloatArray


def read_clips(folder: Path, workspace: Path) -> Clips:
    """EMOPIA's clips; their features are kept in `workspace`.

    Raises EmoTuneError when the set is not there.
    """
    labels = folder / "emopia" / "labels.csv"
    try:
        with labels.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as problem:
        raise EmoTuneError(
            f"{labels} cannot be read ({problem}); the judge needs the EMOPIA set."
        ) from problem
    kept = workspace / "emopia_features.npz"
    if not kept.exists():
        measured = [_measured(folder / "emopia" / row["file"]) for row in rows]
        workspace.mkdir(parents=True, exist_ok=True)
        np.savez(kept, rows=np.array(measured), names=np.array(FEATURES))
    with np.load(kept) as stored:
        table = stored["rows"]
        known = tuple(stored["names"]) == FEATURES and len(table) == len(rows)
    if not known:
        kept.unlink()
        return read_clips(folder, workspace)
    quadrants = np.array([int(row["quadrant"][1]) - 1 for row in rows])
    training = np.array([row["split_song_level"] == "train" for row in rows])
    return Clips(table, quadrants, training)


def _measured(path: Path) -> FloatArray:
    notes = [note for part in read_midi(path).instruments for note in part.notes]
    return features(
        [note.start for note in notes],
        [note.end - note.start for note in notes],
        [note.pitch for note in notes],
        [note.velocity for note in notes],
    )


class Judge:
    """Forest, logistic regression and boosted trees, averaged, for each of three questions."""

    def __init__(self, rows: FloatArray, quadrants: IntArray, *, seed: int = 1) -> None:
        self._answers = {
            "arousal": _fitted(rows, np.array(_HIGH_AROUSAL)[quadrants], seed),
            "valence": _fitted(rows, np.array(_POSITIVE)[quadrants], seed),
            "quadrants": _fitted(rows, quadrants, seed),
        }

    def judge(self, rows: FloatArray) -> Verdict:
        said = {name: _mean(models, rows) for name, models in self._answers.items()}
        return Verdict(said["arousal"][:, 1], said["valence"][:, 1], said["quadrants"])


def judges(clips: Clips) -> tuple[Judge, Judge]:
    """The reported judge and the one for development, which know none of each other's songs."""
    reported, other = (
        Judge(clips.rows[chosen], clips.quadrants[chosen])
        for chosen in (clips.training, ~clips.training)
    )
    return reported, other


def agreement(verdict: Verdict, meant: Sequence[int] | IntArray) -> dict[str, float]:
    """Shares of pieces heard as meant; `meant` holds quadrants 0-3."""
    wanted = np.asarray(meant)
    aroused = np.array(_HIGH_AROUSAL)[wanted]
    positive = np.array(_POSITIVE)[wanted]
    return {
        "arousal": float(((verdict.arousal >= 0.5) == aroused).mean()),
        "valence": float(((verdict.valence >= 0.5) == positive).mean()),
        "quadrants": float((verdict.quadrants.argmax(1) == wanted).mean()),
    }


def _fitted(rows: FloatArray, wanted: npt.NDArray[Any], seed: int) -> list[Any]:
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    models = [
        RandomForestClassifier(400, min_samples_leaf=2, random_state=seed, n_jobs=1),
        make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000)),
        HistGradientBoostingClassifier(
            max_iter=80, learning_rate=0.06, max_leaf_nodes=8, random_state=seed
        ),
    ]
    return [model.fit(rows, wanted) for model in models]


def _mean(models: list[Any], rows: FloatArray) -> FloatArray:
    said = [np.asarray(model.predict_proba(rows), np.float64) for model in models]
    return np.asarray(sum(said) / len(said))
