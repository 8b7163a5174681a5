"""Who answers, and when a face need not be asked about again."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.face import Recogniser
from emotune_gui.perception.face.alignment import face_patch, likeness
from emotune_gui.perception.face.combining import Pool, PoolWeights
from emotune_gui.perception.face.panel import RecogniserPanel
from emotune_gui.perception.face.unchanged import NEXT_FOR_S, SAME_FOR_S, Unchanged

GREY, POINTS = np.zeros((9, 9), np.uint8), np.zeros((68, 2), np.float32)


def sure(emotion, p=0.93):
    return EmotionProbabilities.normalised([p if e is emotion else (1 - p) / 7 for e in Emotion])


class Says:
    name = "says"

    def __init__(self, emotion):
        self.answer = sure(emotion)

    def classify(self, grey, points):
        return self.answer


VIEWS = {"cnn": Says(Emotion.ANGER), "forest": Says(Emotion.FEAR), "ocular": Says(Emotion.SADNESS)}
POOL = PoolWeights(
    (Pool({"cnn": 1.0, "forest": 0.1}), Pool({"cnn": 1.0, "forest": 0.1, "ocular": 0.1})),
    {"cnn": 0.5, "forest": 0.5, "ocular": 0.5, "onestage": 0.5},
)


@pytest.mark.parametrize(
    ("chosen", "emotion"),
    [
        (Recogniser.COMBINED, Emotion.ANGER),
        (Recogniser.CNN, Emotion.ANGER),
        (Recogniser.FOREST, Emotion.FEAR),
        (Recogniser.OCULAR, Emotion.SADNESS),
        (Recogniser.ONESTAGE, Emotion.HAPPINESS),
    ],
)
def test_the_chosen_recogniser_has_the_word_and_all_are_told(chosen, emotion):
    panel = RecogniserPanel(VIEWS, POOL, chosen)
    told = panel.ask(GREY, POINTS, sure(Emotion.HAPPINESS))
    assert told.answer.top is emotion
    assert told.cnn.top is Emotion.ANGER and told.forest.top is Emotion.FEAR
    assert told.ocular.top is Emotion.SADNESS and told.onestage.top is Emotion.HAPPINESS
    if chosen is not Recogniser.COMBINED:
        assert told.answer.top_probability < 0.9


def test_optional_recognisers_may_be_missing():
    few = RecogniserPanel({"cnn": VIEWS["cnn"]}, POOL)
    told = few.ask(GREY, POINTS)
    assert told.answer.top is Emotion.ANGER and told.forest is None and told.ocular is None


@pytest.mark.parametrize("chosen", list(Recogniser))
def test_a_face_without_landmarks_is_answered_by_the_one_stage_network(chosen):
    told = RecogniserPanel(VIEWS, POOL, chosen).seen_only(sure(Emotion.SURPRISE))
    assert told.answer.top is Emotion.SURPRISE and told.cnn is None


def test_patch_ignores_light_and_place_and_tells_faces_apart(face_grey, face_points):
    one = face_patch(face_grey, face_points)
    dim = face_patch((face_grey * 0.5 + 20).astype(np.uint8), face_points)
    moved = face_patch(np.roll(face_grey, 9, axis=1), face_points + np.float32((9, 0)))
    upside_down = face_patch(face_grey[::-1].copy(), face_points)
    assert likeness(one, one) == pytest.approx(1.0, abs=1e-5)
    assert likeness(one, dim) > 0.99 and likeness(one, moved) > 0.99
    assert likeness(one, upside_down) < 0.6
    flat = face_patch(np.full((50, 50), 90, np.uint8), face_points)
    assert flat is None and likeness(one, flat) is None


def test_unchanged_holds_for_the_same_face_a_moment_long(face_grey, face_points):
    patch = face_patch(face_grey, face_points)
    unchanged = Unchanged()
    assert not unchanged.holds(patch, 0.0)
    unchanged.measured(patch, 5.0)
    assert unchanged.holds(patch, 5.0 + 0.9 * SAME_FOR_S)
    assert not unchanged.holds(patch, 5.0 + 1.1 * SAME_FOR_S)
    assert not unchanged.holds(patch, 4.9)
    assert not unchanged.holds(None, 5.01)


def test_a_little_changed_face_holds_for_the_next_frame_only(face_grey, face_points):
    patch = face_patch(face_grey, face_points)
    rng = np.random.default_rng(0)
    changed = patch + rng.normal(0, 0.18 / np.sqrt(patch.size), patch.shape).astype(np.float32)
    changed /= np.linalg.norm(changed)
    assert 0.975 < likeness(patch, changed) < 0.99
    unchanged = Unchanged()
    unchanged.measured(patch, 0.0)
    assert unchanged.holds(changed, NEXT_FOR_S) and not unchanged.holds(changed, 0.067)
