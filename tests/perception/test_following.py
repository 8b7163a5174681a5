"""Following with a detector that says what it is told, so that every turn can be played."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.following import FaceFollower, box_round, overlap
from emotune_gui.perception.face.identity import Break

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


class FixedFitter:
    """Always finds the landmarks in one place."""

    def fit(self, grey, box):
        return BoxFitter().fit(grey, ONE)


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


def test_the_chosen_other_is_followed_and_the_first_becomes_an_other(follower, detector):
    detector.faces = [ONE, OTHER]
    play(follower, 0, 1)
    seen = follower.switch(GREY, OTHER)
    assert overlap(seen.box, OTHER) > 0.9 and overlap(seen.others[0], ONE) > 0.9
    after = play(follower, 1, 2)
    assert all(overlap(s.box, OTHER) > 0.8 and len(s.others) == 1 for s in after)
    assert all(s.broke is None for s in after)


def test_small_faces_count_when_asked_for(follower, detector):
    detector.faces = [ONE, FaceBox(400, 100, 50, 50)]
    follower.notice_small(True)
    assert len(play(follower, 0, 1)[-1].others) == 1


@pytest.mark.parametrize(("away", "kind"), [(0.6, Break.GAP), (3.0, Break.CUT)])
def test_a_face_that_comes_back_says_how_long_it_was_away(follower, detector, away, kind):
    detector.faces = [ONE]
    first = play(follower, 0, 1)
    assert all(s.broke is None for s in first)
    detector.faces = []
    play(follower, 1, away)
    detector.faces = [ONE]
    back = [s.broke for s in play(follower, 1 + away, 1) if s.box is not None]
    assert back[0] is kind and set(back[1:]) == {None}


def test_a_face_found_elsewhere_is_a_cut(follower, detector):
    detector.faces = [ONE]
    play(follower, 0, 1)
    detector.faces = [OTHER]
    assert Break.CUT in [s.broke for s in play(follower, 1, 0.5)]


def test_change_of_looks_in_a_changed_picture_is_a_cut(detector):
    rng = np.random.default_rng(4)
    one, other = (
        cv2.GaussianBlur(rng.integers(0, 255, (480, 640), dtype=np.uint8), (0, 0), 9)
        for _ in range(2)
    )
    detector.faces = [ONE]
    follower = FaceFollower(detector, FixedFitter())
    told = [follower.follow(one, i / 30) for i in range(15)]
    assert all(s.broke is None and s.steady for s in told)
    assert follower.follow(other, 0.5).broke is Break.CUT
    inside = one.copy()
    inside[100:250, 100:250] = other[100:250, 100:250]
    follower.follow(one, 0.53)
    calm = [follower.follow(one, 0.56 + i / 30) for i in range(5)]
    assert calm[-1].broke is None
    hidden = follower.follow(inside, 0.73)
    assert hidden.broke is Break.LOOKS and not hidden.steady


def test_a_face_that_keeps_its_looks_is_confirmed_seldom(detector):
    picture = cv2.GaussianBlur(
        np.random.default_rng(5).integers(0, 255, (480, 640), dtype=np.uint8), (0, 0), 9
    )
    detector.faces = [ONE]
    follower = FaceFollower(detector, FixedFitter())
    told = [follower.follow(picture, i / 30) for i in range(90)]
    assert all(s.sure for s in told) and 5 <= detector.confirmations <= 12
    detector.faces = []
    after = [follower.follow(np.roll(picture, 97, axis=1), 3 + i / 30) for i in range(20)]
    assert after[-1].box is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 3), (15, 15)])
def test_tiny_frames_are_not_searched(follower, detector, shape):
    detector.faces = [ONE]
    assert follower.follow(np.zeros(shape, np.uint8), 0.0).box is None
    assert detector.searches == 0
