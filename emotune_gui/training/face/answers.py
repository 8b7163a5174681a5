"""All recognisers whose weights are there, asked about one face set after another."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import PointArray
from emotune_gui.perception.face.alignment import aligned_face
from emotune_gui.perception.face.combining import PoolWeights, load_pool
from emotune_gui.perception.face.detection import scaled
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.face.landmarks import GreyArray
from emotune_gui.perception.face.ocular import OCULAR_FILE, OcularNetwork
from emotune_gui.perception.face.onestage import ONESTAGE_FILE, OneStageDetector
from emotune_gui.perception.opening import CNN_FILE, FOREST_FILE, POOL_FILE
from emotune_gui.training.face.data import FaceSet
from emotune_gui.training.face.landmark_cache import ENLARGED, picture_landmarks
from emotune_gui.training.face.progress import with_progress

ProbabilityTable = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """N x 8 probabilities of one recogniser and the milliseconds each took.

    `seven` is N x 7 in the order of `FER_EMOTIONS`, where the recogniser has learnt the original
    FER2013 labels as well.
    """

    probabilities: ProbabilityTable
    ms_per_face: float
    seven: ProbabilityTable | None = None


LIVE = ("cnn", "forest", "ocular")
"""Whom the live program asks about every face; the one-stage detector only when these lose it."""

Ask = Callable[[int], EmotionProbabilities]
Tell = Callable[[str], None]


def no_one(_: str) -> None:
    """Hears what need not be said."""


@dataclass(frozen=True, slots=True)
class Recognisers:
    """The recognisers of one `models` folder and the combination of their answers."""

    cnn: ExpressionNetwork
    forest: LandmarkForest
    pool: PoolWeights
    ocular: OcularNetwork | None = None
    onestage: OneStageDetector | None = None

    def asks(self, faces: FaceSet, points: npt.NDArray[np.float32]) -> dict[str, Ask]:
        """For each recogniser what answers row i; `points` are those of the enlarged pictures."""
        cnn, forest = self.cnn, self.forest
        ocular, onestage = self.ocular, self.onestage
        asked: dict[str, Ask] = {
            "cnn": lambda i: cnn.classify_face(faces.images[i]),
            "forest": lambda i: forest.classify(faces.images[i], points[i]),
        }
        if ocular is not None:
            asked["ocular"] = lambda i: ocular.classify(enlarged(faces.images[i]), points[i])
        if onestage is not None:
            asked["onestage"] = lambda i: onestage.classify_picture(faces.images[i])
        return asked

    def opinions(self, grey: GreyArray, points: PointArray) -> dict[str, EmotionProbabilities]:
        """Every answer to one face as the live program comes by it: cut out by its landmarks."""
        raw = {
            "cnn": self.cnn.classify(grey, points),
            "forest": self.forest.classify(grey, points),
        }
        if self.ocular is not None:
            raw["ocular"] = self.ocular.classify(grey, points)
        if self.onestage is not None:
            raw["onestage"] = self.onestage.classify_picture(aligned_face(grey, points))
        calibrated = {name: self.pool.calibrated(name, told) for name, told in raw.items()}
        live = {name: told for name, told in raw.items() if name in LIVE}
        return calibrated | {"combined": self.pool.pooled(live)}


def load_recognisers(models: Path, tell: Tell = no_one) -> Recognisers:
    """What is in `models`; `tell` hears one sentence for each recogniser that is not there.

    Raises EmoTuneError when the network, the forest or the combination is missing or damaged.
    """
    return Recognisers(
        ExpressionNetwork(models / CNN_FILE),
        LandmarkForest(models / FOREST_FILE),
        load_pool(models / POOL_FILE),
        OcularNetwork(models / OCULAR_FILE) if _there(models / OCULAR_FILE, tell) else None,
        OneStageDetector(models / ONESTAGE_FILE) if _there(models / ONESTAGE_FILE, tell) else None,
    )


def answers(
    faces: FaceSet, models: Path, workspace: Path, tell: Tell = no_one
) -> dict[str, Answers]:
    """Every recogniser's answers to all rows, calibrated as in the live program."""
    recognisers = load_recognisers(models, tell)
    points = picture_landmarks(faces.images, workspace)
    asks = recognisers.asks(faces, points)
    raw = {name: timed(ask, len(faces), name) for name, ask in asks.items()}
    told = pooled_answers(raw, recognisers.pool)
    if not recognisers.cnn.knows_fer:
        return told
    seven = original_labels(recognisers.cnn, faces)
    return told | {name: replace(told[name], seven=seven) for name in ("cnn", "combined")}


def original_labels(cnn: ExpressionNetwork, faces: FaceSet) -> ProbabilityTable:
    """N x 7 answers of the network's head for the original labels."""
    rows = with_progress(range(len(faces)), "original labels", len(faces))
    return np.array([cnn.classify_fer(faces.images[i]) for i in rows], dtype=np.float64)


def pooled_answers(raw: Mapping[str, Answers], pool: PoolWeights) -> dict[str, Answers]:
    """Each recogniser's answers calibrated, and all of them combined, as in the live program.

    The combination's time is that of the recognisers it asks and of pooling.
    """
    given = {name: _as_domain(answer) for name, answer in raw.items()}
    count = len(next(iter(given.values())))
    told = {name: _calibrated(name, raw[name], given[name], pool) for name in raw}
    live = {name: rows for name, rows in given.items() if name in LIVE}
    combined = timed(lambda i: pool.pooled({n: rows[i] for n, rows in live.items()}), count)
    fitting = [set(one.exponents) for one in pool.pools if set(one.exponents) <= set(live)]
    asked = max(fitting, key=len, default=set())
    together = combined.ms_per_face + sum(raw[name].ms_per_face for name in asked)
    return told | {"combined": Answers(combined.probabilities, together)}


def with_pool(cnn: Answers, forest: Answers, pool: PoolWeights) -> dict[str, Answers]:
    """The same of network and forest alone."""
    return pooled_answers({"cnn": cnn, "forest": forest}, pool)


def timed(classify: Ask, count: int, shown: str = "") -> Answers:
    """Ask for each row in turn, as the live program does; mean processor time of this thread.

    With `shown` a bar of that name goes along on standard error.
    """
    rows = with_progress(range(count), shown, count) if shown else range(count)
    start = time.thread_time()
    told = [classify(i).values for i in rows]
    return Answers(
        np.array(told, dtype=np.float64), (time.thread_time() - start) * 1e3 / max(1, count)
    )


def enlarged(picture: GreyArray) -> GreyArray:
    """A face set's picture at the size in whose pixels its landmarks are kept."""
    return scaled(picture, ENLARGED / picture.shape[0])


def _calibrated(
    name: str, answer: Answers, given: list[EmotionProbabilities], pool: PoolWeights
) -> Answers:
    told = timed(lambda i: pool.calibrated(name, given[i]), len(given))
    return Answers(told.probabilities, answer.ms_per_face + told.ms_per_face)


def _there(path: Path, tell: Tell) -> bool:
    if not path.is_file():
        tell(f"The weights {path.name} are not in {path.parent}; that recogniser is left out.")
    return path.is_file()


def _as_domain(answer: Answers) -> list[EmotionProbabilities]:
    return [EmotionProbabilities.normalised(row) for row in answer.probabilities.tolist()]
