"""Following with a detector that says what it is told, so that every turn can be played."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.following import FaceFollower, box_round, overlap

GREY = np.full((480, 640), 100, np.uint8)


class ToldDetector:
    """Finds the faces of `faces`; confirms where one of them lies."""

    def __init__(self):
        self.faces: list[FaceBox] = []
        self.small: list[FaceBox] = []
        self.searches = self.small_searches = self.confirmations = 0

    def search(self, grey):
        self.searches += 1
        return list(self.faces)

    def search_small(self, grey, known=(), least=0.0):
        self.small_searches += 1
        return list(self.small)

    def confirm(self, grey, box, least_score=0.0, margin=1.8):
        self.confirmations += 1
        near = [f for f in (*self.faces, *self.small) if overlap(f, box) > 0.3]
        return near[0] if near else None


class BoxFitter:
    """Landmarks that fill the box they are asked for, so that `box_round` gives it back."""

    def fit(self, grey, box):
        angles = np.linspace(0, 2 * np.pi, 68, endpoint=False)
        radius = box.width / 2.6
        middle = np.array([box.x + box.width / 2, box.y + box.height / 2 + 0.19 * radius])
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        return (middle + radius * circle).astype(np.float32)


@pytest.fixture
def detector():
    return ToldDetector()


@pytest.fixture
def follower(detector):
    return FaceFollower(detector, BoxFitter())


def play(follower, start, seconds, fps=30):
    return [follower.follow(GREY, start + i / fps) for i in range(round(seconds * fps))]


ONE = FaceBox(100, 100, 150, 150)
OTHER = FaceBox(400, 120, 140, 140)


def test_box_round_gives_the_fitters_box_back():
    back = box_round(BoxFitter().fit(GREY, ONE))
    assert overlap(back, ONE) > 0.97


def test_largest_face_is_followed(follower, detector):
    detector.faces = [ONE, FaceBox(400, 300, 40, 40)]
    assert overlap(play(follower, 0, 0.5)[-1].box, ONE) > 0.8


def test_a_steady_face_asks_the_detectors_seldom(follower, detector):
    detector.faces = [ONE]
    play(follower, 0, 3)
    assert detector.searches <= 14 and detector.small_searches <= 5
    assert 20 <= detector.confirmations <= 45


def test_one_missed_confirmation_does_not_lose_the_face(follower, detector):
    detector.faces = [ONE]
    play(follower, 0, 1)
    detector.faces = []
    missed = play(follower, 1, 0.1)
    detector.faces = [ONE]
    assert all(s.box is not None for s in missed + play(follower, 1.1, 0.5))


def test_unconfirmed_face_is_unsure_then_lost(follower, detector):
    detector.faces = [ONE]
    play(follower, 0, 1)
    detector.faces = []
    after = play(follower, 1, 1)
    assert after[-1].box is None
    assert after[15].box is None
    assert any(s.box is not None and not s.sure for s in after)


def test_cut_to_another_place_is_followed_at_once(follower, detector):
    detector.faces = [ONE]
    play(follower, 0, 1)
    detector.faces = [OTHER]
    assert overlap(play(follower, 1, 0.2)[-1].box, OTHER) > 0.8


def test_small_face_is_found_by_the_second_search(follower, detector):
    detector.small = [FaceBox(300, 200, 50, 50)]
    assert play(follower, 0, 0.3)[-1].box is not None


def test_second_face_counts_after_its_second_sight(follower, detector):
    detector.faces = [ONE, OTHER]
    sightings = play(follower, 0, 1)
    assert sightings[0].others == ()
    assert sightings[-1].others == (OTHER,)


def test_a_single_false_alarm_is_no_second_face(follower, detector):
    detector.faces = [ONE]
    play(follower, 0, 0.25)
    detector.faces = [ONE, OTHER]
    while not follower._others:
        play(follower, follower._time + 1 / 30, 1 / 30)
    detector.faces = [ONE]
    assert all(s.others == () for s in play(follower, follower._time + 1 / 30, 3))


def test_second_face_is_forgotten_after_it_left(follower, detector):
    detector.faces = [ONE, OTHER]
    play(follower, 0, 1)
    detector.faces = [ONE]
    assert play(follower, 1, 2)[-1].others == ()


def test_much_smaller_face_does_not_count(follower, detector):
    detector.faces = [ONE, FaceBox(400, 100, 50, 50)]
    assert play(follower, 0, 2)[-1].others == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 3), (15, 15)])
def test_tiny_frames_are_not_searched(follower, detector, shape):
    detector.faces = [ONE]
    assert follower.follow(np.zeros(shape, np.uint8), 0.0).box is None
    assert detector.searches == 0
