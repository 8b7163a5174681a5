from __future__ import annotations

import cv2
import pytest
from skimage import data

from emotune_gui.bundled import bundled
from emotune_gui.domain.face import Recogniser
from emotune_gui.perception.face.combining import load_pool
from emotune_gui.perception.face.detection import FaceDetector
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.following import FaceFollower
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.face.identity import IDENTITY_FILE, AppearanceNetwork
from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file
from emotune_gui.perception.face.panel import RecogniserPanel
from emotune_gui.perception.face.reader import LandmarkFaceReader
from emotune_gui.perception.opening import CNN_FILE, FOREST_FILE, POOL_FILE


@pytest.fixture(scope="session")
def astronaut():
    """NASA's public-domain portrait of Eileen Collins, 512 x 512 BGR: one smiling face."""
    return cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)


@pytest.fixture(scope="session")
def head(astronaut):
    """Her head and shoulders, 220 pixels square; the face is about 100 wide."""
    return astronaut[0:220, 115:335].copy()


@pytest.fixture(scope="session")
def fitter():
    return LandmarkFitter(predictor_file(None))


@pytest.fixture(scope="session")
def detector():
    return FaceDetector()


@pytest.fixture(scope="session")
def face_grey(astronaut):
    return cv2.cvtColor(astronaut, cv2.COLOR_BGR2GRAY)


@pytest.fixture(scope="session")
def face_points(face_grey, detector, fitter):
    found = detector.search(face_grey) or detector.search_small(face_grey)
    return fitter.fit(face_grey, found[0])


@pytest.fixture(scope="session")
def make_reader(detector, fitter):
    """New readers that share the slowly loaded parts; only the follower has a memory."""
    classifiers = {
        "cnn": ExpressionNetwork(bundled("models", CNN_FILE)),
        "forest": LandmarkForest(bundled("models", FOREST_FILE)),
    }
    pool = load_pool(bundled("models", POOL_FILE))
    network = AppearanceNetwork(bundled("models", IDENTITY_FILE))

    def make(follower=None, appearance=network, chosen=Recogniser.COMBINED, **more):
        follower = follower or FaceFollower(detector, fitter)
        return LandmarkFaceReader(
            follower, RecogniserPanel(classifiers, pool, chosen), appearance, **more
        )

    return make


@pytest.fixture
def reader(make_reader):
    return make_reader()
