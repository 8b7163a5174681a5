"""One contract for every recogniser of expressions, and what the real weights say."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.forest import LandmarkForest, load_forest
from emotune_gui.perception.opening import CNN_FILE, FOREST_FILE


@pytest.fixture(scope="module", params=["cnn", "forest"])
def classifier(request):
    if request.param == "cnn":
        return ExpressionNetwork(bundled("models", CNN_FILE))
    return LandmarkForest(bundled("models", FOREST_FILE))


def distance(one, other):
    return max(abs(a - b) for a, b in zip(one.values, other.values, strict=True))


def test_gives_probabilities_of_the_eight_emotions(classifier, face_grey, face_points):
    answer = classifier.classify(face_grey, face_points)
    assert isinstance(answer, EmotionProbabilities)
    assert len(answer.values) == len(EMOTIONS)
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)


def test_sees_the_smile(classifier, face_grey, face_points):
    assert classifier.classify(face_grey, face_points).top is Emotion.HAPPINESS


def test_same_face_same_answer_and_the_picture_stays_as_it_was(classifier, face_grey, face_points):
    before, points = face_grey.copy(), face_points.copy()
    first = classifier.classify(face_grey, face_points)
    assert classifier.classify(face_grey, face_points) == first
    assert np.array_equal(before, face_grey) and np.array_equal(points, face_points)


def test_size_of_the_face_hardly_matters(classifier, face_grey, face_points):
    twice = cv2.resize(face_grey, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    one = classifier.classify(face_grey, face_points)
    assert distance(one, classifier.classify(twice, face_points * 2)) < 0.1


def test_roll_of_the_head_hardly_matters(classifier, face_grey, face_points):
    height, width = face_grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 20, 1.0)
    turned = cv2.warpAffine(face_grey, turn, (width, height))
    points = (face_points @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    one = classifier.classify(face_grey, face_points)
    assert distance(one, classifier.classify(turned, points)) < 0.1


@pytest.mark.parametrize("level", [0, 128, 255])
def test_flat_picture_and_points_in_one_place_are_survived(classifier, level):
    flat = np.full((60, 80), level, np.uint8)
    answer = classifier.classify(flat, np.full((68, 2), 30.0, np.float32))
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)


def test_points_far_outside_the_picture_are_survived(classifier, face_grey, face_points):
    answer = classifier.classify(face_grey, face_points + 5000)
    assert all(np.isfinite(answer.values))


def test_network_answers_alike_for_the_mirror_image(face_grey, face_points):
    network = ExpressionNetwork(bundled("models", CNN_FILE))
    face = cv2.resize(face_grey[60:190, 160:290], (48, 48))
    one, mirrored = network.classify_face(face), network.classify_face(face[:, ::-1].copy())
    assert distance(one, mirrored) < 1e-6


def test_network_ignores_brightness_and_contrast(face_grey, face_points):
    network = ExpressionNetwork(bundled("models", CNN_FILE))
    dimmer = (face_grey * 0.6 + 30).astype(np.uint8)
    one = network.classify(face_grey, face_points)
    assert distance(one, network.classify(dimmer, face_points)) < 0.1


@pytest.mark.parametrize("content", [None, b"", b"not a model", b"PK\x03\x04 cut short"])
@pytest.mark.parametrize("recogniser", [ExpressionNetwork, LandmarkForest])
def test_missing_or_damaged_weights_are_said_plainly(tmp_path, recogniser, content):
    path = tmp_path / "weights"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EmoTuneError, match="reinstall"):
        recogniser(path)


def test_forest_for_other_features_is_refused(tmp_path):
    with np.load(bundled("models", FOREST_FILE)) as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays["feature_names"] = arrays["feature_names"][::-1]
    path = tmp_path / "forest.npz"
    np.savez(path, **arrays)
    with pytest.raises(EmoTuneError, match="another version"):
        load_forest(path)
