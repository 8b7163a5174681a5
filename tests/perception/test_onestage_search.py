"""The one-stage network as a detector, with a network that says what it is told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.onestage_search import RESORT_AFTER_S, LastResort, OneStageSearch

GREY = np.full((480, 640), 100, np.uint8)
HAPPY = EmotionProbabilities(tuple(float(e is Emotion.HAPPINESS) for e in Emotion))


@dataclass
class Face:
    box: FaceBox
    score: float = 0.9
    probabilities: EmotionProbabilities = HAPPY


class ToldNetwork:
    def __init__(self, *faces):
        self.faces, self.looks = list(faces), 0

    def find(self, grey):
        self.looks += 1
        return list(self.faces)


SMALL, LARGE = FaceBox(20, 20, 60, 60), FaceBox(300, 100, 120, 120)


def test_serves_as_a_detector_and_looks_once_a_frame():
    network = ToldNetwork(Face(SMALL), Face(LARGE), Face(FaceBox(0, 300, 90, 90), 0.2))
    search = OneStageSearch(network, 0.5)
    assert search.search(GREY) == [LARGE, SMALL]
    assert search.search_small(GREY, [LARGE]) == [SMALL]
    assert search.confirm(GREY, FaceBox(305, 110, 120, 120)) == LARGE
    assert search.confirm(GREY, FaceBox(500, 300, 100, 100)) is None
    assert network.looks == 1
    search.search(GREY.copy())
    assert network.looks == 2


def test_opinion_is_that_of_the_face_at_the_place():
    search = OneStageSearch(ToldNetwork(Face(LARGE)), 0.5)
    assert search.opinion(LARGE) is None
    search.search(GREY)
    assert search.opinion(LARGE) is HAPPY and search.opinion(SMALL) is None


def frames(resort, start, seconds):
    return [resort.look(GREY, start + i / 30) for i in range(round(seconds * 30))]


def test_last_resort_waits_then_looks_a_few_times_a_second():
    network = ToldNetwork(Face(LARGE))
    resort = LastResort(network, 0.5)
    told = frames(resort, 0.0, 2.0)
    first = next(i for i, found in enumerate(told) if found)
    assert first / 30 == pytest.approx(RESORT_AFTER_S, abs=0.04)
    assert all(told[first:]) and 6 <= network.looks <= 9


def test_last_resort_begins_anew_once_a_face_was_seen_or_time_ran_back():
    network = ToldNetwork(Face(LARGE))
    resort = LastResort(network, 0.5)
    frames(resort, 0.0, 1.0)
    resort.face_seen()
    assert frames(resort, 1.0, 0.3)[-1] == []
    assert frames(resort, 1.3, 1.0)[-1] != []
    assert frames(resort, 0.0, 1.0)[-1] != []


def test_faint_and_much_smaller_faces_do_not_count():
    resort = LastResort(
        ToldNetwork(Face(FaceBox(9, 9, 30, 30)), Face(LARGE), Face(SMALL, 0.4)), 0.5
    )
    assert [face.box for face in frames(resort, 0.0, 1.0)[-1]] == [LARGE]
