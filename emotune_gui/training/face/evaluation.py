"""How right the face recognisers are, and how well they know it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.averaging import rescaled
from emotune_gui.training.face.answers import (
    Answers,
    Tell,
    answers,
    no_one,
    pooled_answers,
    timed,
    with_pool,
)
from emotune_gui.training.face.data import (
    FER_EMOTIONS,
    FOUR,
    SPLITS,
    FaceSet,
    load_faces,
    split_rows,
)
from emotune_gui.training.face.landmark_cache import ENLARGED
from emotune_gui.training.face.slices import Told, as_columns, face_measures

__all__ = [
    "FOUR",
    "Answers",
    "Figures",
    "answers",
    "as_json",
    "calibration_error",
    "confusion",
    "evaluate_faces",
    "face_set_measures",
    "figures",
    "macro_f1",
    "pooled_answers",
    "rows_of",
    "timed",
    "told_of",
    "with_pool",
]

CALIBRATION_BINS = 15

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figures:
    """What `emotune evaluate face` prints for one recogniser; shares from 0 to 1."""

    accuracy_8: float
    """Right among the rows whose FER+ majority is one of the eight emotions."""
    macro_f1_8: float
    accuracy_4: float
    """Rows of happiness, sadness, anger and neutral, prediction restricted to these."""
    accuracy_7_fer: float
    """Original FER2013 labels of all rows, contempt excluded from the prediction; by the answers
    learnt from these labels where the recogniser has such."""
    ece: float
    """Expected calibration error of the most likely emotion over 15 equal bins."""
    n: int
    """Rows behind accuracy_8."""
    ms_per_face: float


def evaluate_faces(
    data: Path,
    split: str,
    models: Path,
    workspace: Path,
    tell: Tell = no_one,
) -> dict[str, Figures]:
    """Figures of every recogniser in `models` on a split of the face set.

    Pictures are classified as they are stored; landmarks are found on them enlarged, kept in
    `workspace` where it can be written, and not part of `ms_per_face`. `tell` hears of
    recognisers that are left out. Raises EmoTuneError when a file cannot be read or the split
    is empty.
    """
    faces = rows_of(data, split)
    given = answers(faces, models, workspace, tell)
    return {name: figures(answer, faces) for name, answer in given.items()}


def rows_of(data: Path, split: str) -> FaceSet:
    """The rows of `train`, `public`, `private` or `all`; EmoTuneError when there are none."""
    stored = load_faces(data)
    faces = stored.take(split_rows(stored, split))
    if not len(faces):
        there = [name for name in SPLITS if split_rows(stored, name).any()]
        found = f"it has rows of {', '.join(there)}" if there else "it has none at all"
        raise EmoTuneError(f"The face set {data} has no rows of the split '{split}'; {found}.")
    return faces


def figures(answer: Answers, faces: FaceSet) -> Figures:
    probabilities, majority = answer.probabilities, faces.majority()
    known = majority >= 0
    top = probabilities.argmax(axis=1)
    right = top[known] == majority[known]
    four = np.array([EMOTIONS.index(emotion) for emotion in FOUR])
    among = np.isin(majority, four)
    chosen_four = four[probabilities[among][:, four].argmax(axis=1)]
    seven = np.array([EMOTIONS.index(emotion) for emotion in FER_EMOTIONS])
    sevenths = probabilities[:, seven] if answer.seven is None else answer.seven
    labelled = (faces.fer_label >= 0) & (faces.fer_label < len(FER_EMOTIONS))
    chosen_seven = sevenths.argmax(axis=1)[labelled]
    return Figures(
        _share(right),
        macro_f1(top[known], majority[known]),
        _share(chosen_four == majority[among]),
        _share(chosen_seven == faces.fer_label[labelled]),
        calibration_error(probabilities[known].max(axis=1), right),
        int(known.sum()),
        round(answer.ms_per_face, 3),
    )


def macro_f1(predicted: IntArray, true: IntArray) -> float:
    """Mean F1 of the classes that occur in `true`."""
    scores = []
    for index in np.unique(true):
        hits = int(((predicted == index) & (true == index)).sum())
        scores.append(2 * hits / int((predicted == index).sum() + (true == index).sum()))
    return round(float(np.mean(scores)), 4) if scores else 0.0


def calibration_error(sureness: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap between stated and met."""
    bins = np.minimum((sureness * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        (bins == b).mean() * abs(sureness[bins == b].mean() - right[bins == b].mean())
        for b in np.unique(bins)
    ]
    return round(float(sum(gaps)), 4)


def confusion(answer: Answers, faces: FaceSet) -> IntArray:
    """8 x 8 counts: rows are the FER+ majority, columns the answer."""
    majority, top = faces.majority(), answer.probabilities.argmax(axis=1)
    table = np.zeros((len(EMOTIONS), len(EMOTIONS)), dtype=np.int64)
    np.add.at(table, (majority[majority >= 0], top[majority >= 0]), 1)
    return table


def told_of(answer: Answers, faces: FaceSet) -> Told:
    """True emotions and answers, to be sliced."""
    four = np.array([EMOTIONS.index(emotion) for emotion in FOUR])
    return Told(
        faces.majority(),
        answer.probabilities.argmax(axis=1).astype(np.int64),
        four[answer.probabilities[:, four].argmax(axis=1)].astype(np.int64),
    )


def face_set_measures(
    faces: FaceSet, points: npt.NDArray[np.float32]
) -> dict[str, npt.NDArray[np.float64]]:
    """What is measured on each row; `points` are those of the enlarged pictures."""
    factor = faces.images.shape[1] / ENLARGED
    return as_columns(
        [face_measures(faces.images[i], rescaled(points[i], factor)) for i in range(len(faces))]
    )


def as_json(result: dict[str, Figures]) -> dict[str, dict[str, float]]:
    return {name: asdict(found) for name, found in result.items()}


def _share(hits: npt.NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0
