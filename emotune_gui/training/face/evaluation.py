"""How right the face recognisers are, and how well they know it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.combining import PoolWeights, load_pool
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.opening import CNN_FILE, FOREST_FILE, POOL_FILE
from emotune_gui.training.face.data import FER_EMOTIONS, FaceSet, load_faces, split_rows
from emotune_gui.training.face.landmark_cache import picture_landmarks

FOUR: tuple[Emotion, ...] = (
    Emotion.HAPPINESS,
    Emotion.SADNESS,
    Emotion.ANGER,
    Emotion.NEUTRAL,
)
CALIBRATION_BINS = 15

ProbabilityTable = npt.NDArray[np.float64]
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
    """Original FER2013 labels of all rows, contempt excluded from the prediction."""
    ece: float
    """Expected calibration error of the most likely emotion over 15 equal bins."""
    n: int
    """Rows behind accuracy_8."""
    ms_per_face: float


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """N x 8 probabilities of one recogniser and the milliseconds each took."""

    probabilities: ProbabilityTable
    ms_per_face: float


def evaluate_faces(data: Path, split: str, models: Path, workspace: Path) -> dict[str, Figures]:
    """Figures of every recogniser in `models` on a split of the face set.

    Pictures are classified as they are stored; landmarks are found on them enlarged, kept in
    `workspace`, and not part of `ms_per_face`. Raises EmoTuneError when a file cannot be read
    or the split is empty.
    """
    stored = load_faces(data)
    faces = stored.take(split_rows(stored, split))
    if not len(faces):
        raise EmoTuneError(f"The face set {data} has no rows of the split '{split}'.")
    given = answers(faces, models, workspace)
    return {name: figures(answer, faces) for name, answer in given.items()}


def answers(faces: FaceSet, models: Path, workspace: Path) -> dict[str, Answers]:
    """Every recogniser's answers to all rows, calibrated as in the live program."""
    cnn, forest = ExpressionNetwork(models / CNN_FILE), LandmarkForest(models / FOREST_FILE)
    pool = load_pool(models / POOL_FILE)
    points = picture_landmarks(faces.images, workspace)
    by_cnn = timed(lambda i: cnn.classify_face(faces.images[i]), len(faces))
    by_forest = timed(lambda i: forest.classify(faces.images[i], points[i]), len(faces))
    return with_pool(by_cnn, by_forest, pool)


def with_pool(cnn: Answers, forest: Answers, pool: PoolWeights) -> dict[str, Answers]:
    """The raw answers of both, and what the live program makes of them."""
    one, other = _as_domain(cnn), _as_domain(forest)
    calibrated = timed(lambda i: pool.calibrate(one[i]), len(one))
    combined = timed(lambda i: pool.combine(one[i], other[i]), len(one))
    together = cnn.ms_per_face + forest.ms_per_face + combined.ms_per_face
    return {
        "cnn": Answers(calibrated.probabilities, cnn.ms_per_face + calibrated.ms_per_face),
        "forest": forest,
        "combined": Answers(combined.probabilities, together),
    }


def timed(classify: Callable[[int], EmotionProbabilities], count: int) -> Answers:
    """Ask for each row in turn, as the live program does; mean processor time of this thread."""
    start = time.thread_time()
    rows = [classify(i).values for i in range(count)]
    return Answers(np.array(rows), (time.thread_time() - start) * 1e3 / max(1, count))


def figures(answer: Answers, faces: FaceSet) -> Figures:
    probabilities, majority = answer.probabilities, faces.majority()
    known = majority >= 0
    top = probabilities.argmax(axis=1)
    right = top[known] == majority[known]
    four = np.array([EMOTIONS.index(emotion) for emotion in FOUR])
    among = np.isin(majority, four)
    chosen_four = four[probabilities[among][:, four].argmax(axis=1)]
    seven = np.array([EMOTIONS.index(emotion) for emotion in FER_EMOTIONS])
    chosen_seven = probabilities[:, seven].argmax(axis=1)
    return Figures(
        _share(right),
        macro_f1(top[known], majority[known]),
        _share(chosen_four == majority[among]),
        _share(chosen_seven == faces.fer_label),
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


def as_json(result: dict[str, Figures]) -> dict[str, dict[str, float]]:
    return {name: asdict(found) for name, found in result.items()}


def _share(hits: npt.NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0


def _as_domain(answer: Answers) -> list[EmotionProbabilities]:
    return [EmotionProbabilities.normalised(row) for row in answer.probabilities.tolist()]
