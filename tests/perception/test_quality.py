"""Each trouble of a picture lowers the score and gets its own word; a good face is left alone."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.alignment import aligned_face
from emotune_gui.perception.face.following import box_round
from emotune_gui.perception.face.quality import (
    GATE,
    face_quality,
    frame_quality,
    is_dark,
    occlusion,
)
from tests.perception.test_pose import turned_head

PHOTOS = Path(__file__).parents[3] / "shared" / "data" / "faces" / "photos_68"


@pytest.fixture
def box(face_points):
    return box_round(face_points)


def covered(grey, points, where, level=None):
    """A plain hand over landmarks, of the cheek's own grey, softly edged."""
    unit = float(np.hypot(*(points[42:48].mean(axis=0) - points[36:42].mean(axis=0))))
    cheek = points[30] + [0.5 * unit, 0.0]
    tone = float(grey[round(cheek[1]), round(cheek[0])]) if level is None else level
    mask = np.zeros(grey.shape, np.float32)
    centre = tuple(int(v) for v in points[where].mean(axis=0))
    axes = (round(0.6 * unit), round(0.4 * unit))
    cv2.ellipse(mask, centre, axes, 0, 0, 360, 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), max(0.8, 0.02 * unit))
    noise = np.random.default_rng(2).normal(0, 3, grey.shape)
    return np.clip(grey * (1 - mask) + (tone + noise) * mask, 0, 255).astype(np.uint8)


MOUTH, RIGHT_EYE, LEFT_EYE = slice(48, 68), slice(36, 42), slice(42, 48)


def test_good_face_has_a_full_score_and_no_notes(face_grey, face_points, box):
    quality, notes = face_quality(face_grey, box, face_points)
    assert quality.score > 0.9 and notes == ()
    assert quality.size_px == min(box.width, box.height)
    assert 60 < quality.brightness < 200
    assert quality.pose is not None and quality.occlusion < 0.1 and quality.overexposed < 0.05


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
    assert "occluded" not in notes


@pytest.mark.parametrize(
    "spoil",
    [
        lambda g, k: (g * (1.0 - 0.95 * k)).astype(np.uint8),
        lambda g, k: np.clip(g + 190.0 * k, 0, 255).astype(np.uint8),
        lambda g, k: cv2.GaussianBlur(g, (0, 0), 0.3 + 12 * k),
    ],
)
def test_score_falls_smoothly_below_the_gate(face_grey, face_points, box, spoil):
    scores = [
        face_quality(spoil(face_grey, k), box, face_points)[0].score for k in np.linspace(0, 1, 60)
    ]
    assert scores[0] > 0.9 and scores[-1] < GATE
    assert max(abs(np.diff(scores))) < 0.25
    assert max(np.diff(scores)) < 0.03


def test_a_dark_skin_in_good_light_is_not_called_dark(face_grey, face_points, box):
    """The same low mean: with highlights it can be read, without it cannot."""
    level = face_grey.astype(float) / 255
    skin, night = (level**2.2 * 200).astype(np.uint8), (level * 60).astype(np.uint8)
    lit, lit_notes = face_quality(skin, box, face_points)
    dim, dim_notes = face_quality(night, box, face_points)
    assert "dark" not in lit_notes and "dark" in dim_notes
    assert lit.score > 1.5 * dim.score


def test_burnt_half_is_bright_although_the_mean_is_not(face_grey, face_points, box):
    burnt = face_grey.copy()
    burnt[:, round(float(face_points[30, 0])) :] = 255
    quality, notes = face_quality(burnt, box, face_points)
    assert quality.overexposed > 0.3 and "bright" in notes and quality.score < 0.5


def test_small_face_is_noted_by_what_is_seen_and_told_in_frame_pixels(face_grey, face_points):
    small = cv2.resize(face_grey, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)
    points = face_points * np.float32(0.3)
    quality, notes = face_quality(small, box_round(points), points, scale=4.0)
    assert "small" in notes and "blurred" not in notes
    assert quality.size_px == pytest.approx(4 * box_round(points).width, abs=4)


@pytest.mark.parametrize(
    ("turn", "note"),
    [
        ({"yaw": 38}, "turned"),
        ({"yaw": -38}, "turned"),
        ({"pitch": 32}, "tilted"),
        ({"pitch": -32}, "tilted"),
        ({"roll": 45}, "tilted"),
    ],
)
def test_pose_is_noted_and_costs(face_grey, turn, note):
    def quality_of(points):
        # The picture is of no matter here: only the landmarks turn.
        return face_quality(np.full((480, 640), 128, np.uint8), box_round(points), points)

    aside, notes = quality_of(turned_head(**turn))
    assert note in notes and {"turned", "tilted"} - {note} - set(notes)
    assert aside.pose is not None
    _, ahead_notes = quality_of(turned_head(yaw=10, pitch=-8, roll=10))
    assert not {"turned", "tilted"} & set(ahead_notes)


def test_score_falls_smoothly_with_the_turn(face_grey, face_points, box):
    def score(yaw):
        points = face_points.copy()
        points[27:36, 0] += yaw * (points[45, 0] - points[36, 0])
        return face_quality(face_grey, box, points)[0].score

    scores = [score(k) for k in np.linspace(0, 0.5, 40)]
    assert scores[-1] < 0.5 * scores[0] and max(np.diff(scores)) < 0.02
    assert max(abs(np.diff(scores))) < 0.2


@pytest.mark.parametrize("where", [MOUTH, RIGHT_EYE, LEFT_EYE])
@pytest.mark.parametrize("level", [None, 40, 200])
def test_a_covered_face_is_noted_and_gated(face_grey, face_points, box, where, level):
    hidden = covered(face_grey, face_points, where, level)
    quality, notes = face_quality(hidden, box, face_points)
    assert quality.occlusion > 0.5 and "occluded" in notes
    assert quality.score < 0.5


def test_landmarks_beside_the_face_count_as_hidden(face_grey, face_points):
    wall = np.full(face_grey.shape, 128, np.uint8)
    assert occlusion(aligned_face(wall, face_points)) == 1.0
    assert face_quality(wall, box_round(face_points), face_points)[0].score < GATE


def test_box_outside_the_picture_is_survived(face_grey, face_points):
    quality, _ = face_quality(face_grey, FaceBox(9000, 9000, 50, 50), face_points)
    assert 0.0 <= quality.score <= 1.0
    nothing = np.zeros((68, 2), np.float32)
    assert face_quality(face_grey, FaceBox(0, 0, 1, 1), nothing)[0].score == 0.0


def test_dark_frame_is_told_from_a_dark_room_with_a_lamp():
    dark = np.full((480, 640), 6, np.uint8)
    lamp = dark.copy()
    lamp[100:200, 300:400] = 240
    assert is_dark(dark) and not is_dark(lamp)
    assert frame_quality(dark).score == 0.0 and frame_quality(dark).brightness == 6.0


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="needs ../shared")
def test_photographs_pass_and_covered_ones_are_mostly_noted(fitter):
    plain, hidden = [], []
    for file in sorted(PHOTOS.glob("*.jpg")):
        grey = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        points = np.loadtxt(file.with_suffix(".csv"), delimiter=",", skiprows=1)
        points = points.astype(np.float32)
        plain.append(face_quality(grey, box_round(points), points))
        for where in (MOUTH, RIGHT_EYE, LEFT_EYE):
            hand = covered(grey, points, where)
            found = fitter.fit(hand, box_round(points))
            hidden.append(face_quality(hand, box_round(found), found))
    assert min(quality.score for quality, _ in plain) > 0.5
    assert sum("occluded" in notes for _, notes in plain) == 0
    assert np.mean(["occluded" in notes for _, notes in hidden]) > 0.8
