from __future__ import annotations

import cv2
import numpy as np
import pytest

from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.following import box_round
from emotune_gui.perception.face.quality import face_quality, frame_quality, is_dark, turn


@pytest.fixture
def box(face_points):
    return box_round(face_points)


def test_good_face_has_a_full_score_and_no_notes(face_grey, face_points, box):
    quality, notes = face_quality(face_grey, box, face_points)
    assert quality.score > 0.9 and notes == ()
    assert quality.size_px == min(box.width, box.height)
    assert 60 < quality.brightness < 200


@pytest.mark.parametrize(
    ("note", "spoil"),
    [
        ("dark", lambda g: (g * 0.25).astype(np.uint8)),
        ("bright", lambda g: np.clip(g.astype(int) + 150, 0, 255).astype(np.uint8)),
        ("blurred", lambda g: cv2.GaussianBlur(g, (0, 0), 6)),
    ],
)
def test_spoilt_picture_is_noted_and_scores_less(face_grey, face_points, box, note, spoil):
    good, _ = face_quality(face_grey, box, face_points)
    poor, notes = face_quality(spoil(face_grey), box, face_points)
    assert note in notes and poor.score < 0.8 * good.score


def test_score_falls_steadily_with_the_light(face_grey, face_points, box):
    scores = [
        face_quality((face_grey * share).astype(np.uint8), box, face_points)[0].score
        for share in (1.0, 0.4, 0.3, 0.2, 0.1)
    ]
    assert scores == sorted(scores, reverse=True) and scores[-1] == 0.0


def test_small_face_is_noted_by_what_is_seen_and_told_in_frame_pixels(face_grey, face_points):
    small = cv2.resize(face_grey, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    points = face_points * np.float32(0.3)
    quality, notes = face_quality(small, box_round(points), points, scale=4.0)
    assert "small" in notes
    assert quality.size_px == pytest.approx(4 * box_round(points).width, abs=4)


def test_turned_head_is_noted(face_grey, face_points, box):
    aside = face_points.copy()
    aside[27:36, 0] += 0.35 * (aside[45, 0] - aside[36, 0])
    quality, notes = face_quality(face_grey, box, aside)
    assert "turned" in notes
    assert quality.score < 0.7 * face_quality(face_grey, box, face_points)[0].score
    assert turn(aside) > turn(face_points)


def test_turn_does_not_depend_on_roll_and_survives_coinciding_eyes(face_points):
    a = np.radians(30)
    rolled = face_points @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    assert turn(rolled.astype(np.float32)) == pytest.approx(turn(face_points), abs=1e-3)
    assert turn(np.zeros((68, 2), np.float32)) == 1.0


def test_box_outside_the_picture_is_survived(face_grey, face_points):
    quality, _ = face_quality(face_grey, FaceBox(9000, 9000, 50, 50), face_points)
    assert 0.0 <= quality.score <= 1.0


def test_dark_frame_is_told_from_a_dark_room_with_a_lamp():
    dark = np.full((480, 640), 6, np.uint8)
    lamp = dark.copy()
    lamp[100:200, 300:400] = 240
    assert is_dark(dark) and not is_dark(lamp)
    assert frame_quality(dark).score == 0.0 and frame_quality(dark).brightness == 6.0
