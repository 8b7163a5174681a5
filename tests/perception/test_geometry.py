from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.perception.face.alignment import (
    ANCHORS,
    aligned_face,
    anchor_points,
    similarity,
)
from emotune_gui.perception.face.averaging import mirrored
from emotune_gui.perception.face.geometry import (
    DISTANCE_POINTS,
    FEATURE_NAMES,
    HALF,
    MEAN_FACE,
    MIRRORED,
    NAMED,
    POSITIONS,
    face_features,
    feature_rows,
    levelled,
    upright,
)


def turned(points, degrees, scale=1.0, shift=(0.0, 0.0)):
    a = np.radians(degrees)
    matrix = scale * np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return (points @ matrix.T + np.array(shift)).astype(np.float32)


def value(points, name):
    return face_features(points)[FEATURE_NAMES.index(name)]


def test_every_feature_has_its_own_name(face_points):
    assert len(set(FEATURE_NAMES)) == len(FEATURE_NAMES) == len(face_features(face_points))
    assert all(name.startswith("place_") for name in FEATURE_NAMES[POSITIONS])
    assert not any(name.startswith(("place_", "distance_")) for name in FEATURE_NAMES[NAMED])


@settings(max_examples=40, deadline=None)
@given(
    degrees=st.floats(-60, 60),
    scale=st.floats(0.3, 4),
    x=st.floats(-300, 300),
    y=st.floats(-300, 300),
    jitter=st.integers(0, 100),
)
def test_features_do_not_change_with_size_roll_and_place(face_points, degrees, scale, x, y, jitter):
    face = face_points + np.random.default_rng(jitter).normal(0, 3, (68, 2))
    moved = turned(face, degrees, scale, (x, y))
    assert np.allclose(face_features(moved), face_features(face), atol=5e-3)


@settings(max_examples=40, deadline=None)
@given(jitter=st.integers(0, 10_000), width=st.floats(100, 2000))
def test_a_face_and_its_mirror_image_have_the_same_features(face_points, jitter, width):
    face = face_points + np.random.default_rng(jitter).normal(0, 5, (68, 2))
    other = mirrored(face.astype(np.float32), width)
    assert np.allclose(face_features(other), face_features(face), atol=2e-3)


def test_mirroring_twice_gives_every_landmark_back():
    assert [MIRRORED[MIRRORED[i]] for i in range(68)] == list(range(68))
    assert {MIRRORED[i] for i in DISTANCE_POINTS} == set(DISTANCE_POINTS)
    assert {*HALF, *(MIRRORED[i] for i in HALF)} == set(range(68))
    assert (MEAN_FACE[list(HALF), 0] < 1e-9).all()  # the person's right is on the left
    assert np.allclose(MEAN_FACE[list(MIRRORED)] * (-1, 1), MEAN_FACE)


def test_many_faces_at_once_have_the_features_of_each(face_points):
    faces = face_points + np.random.default_rng(1).normal(0, 4, (5, 68, 2))
    rows = feature_rows(faces)
    assert rows.dtype == np.float32
    assert np.allclose(rows, [face_features(face) for face in faces], atol=1e-5)


def test_levelled_mean_face_is_itself_and_a_turned_one_comes_back():
    assert np.allclose(levelled(MEAN_FACE), MEAN_FACE)
    moved = turned(MEAN_FACE, 50, 130.0, (400, 20)).astype(np.float64)
    assert np.allclose(levelled(moved), MEAN_FACE, atol=1e-4)


def test_upright_eyes_are_level_and_one_apart(face_points):
    level = upright(turned(face_points, 35, 2.0))
    right, left = level[36:42].mean(axis=0), level[42:48].mean(axis=0)
    assert left - right == pytest.approx([1.0, 0.0], abs=1e-4)
    assert level[8, 1] > 0.5  # the chin is below


def changed(points, landmarks, by):
    """The face with some landmarks shifted, `by` in units of the face's radius."""
    radius = np.sqrt(((points - points.mean(axis=0)) ** 2).sum(axis=1).mean())
    moved = points.copy()
    moved[landmarks] += np.array(by) * radius
    return moved


@pytest.mark.parametrize(
    ("name", "landmarks", "by"),
    [
        ("mouth_opening", [65, 66, 67], (0, 0.2)),
        ("mouth_outer_opening", [55, 56, 57, 58, 59], (0, 0.2)),
        ("brow_height", list(range(17, 27)), (0, -0.1)),
        ("brow_inner_height", [21, 22], (0, -0.1)),
        ("eye_outer_opening", [41, 46], (0, 0.05)),
        ("eye_inner_opening", [40, 47], (0, 0.05)),
        ("corner_lift", [48, 54], (0, -0.1)),
        ("corner_lift_asymmetry", [48], (0, -0.1)),
        ("brow_height_asymmetry", list(range(17, 22)), (0, -0.1)),
        ("mouth_width", [54], (0.1, 0)),
        ("brow_gap", [22], (0.1, 0)),
        ("jaw_drop", [8], (0, 0.1)),
        ("nose_to_lip", [51], (0, 0.05)),
        ("brow_slope", [21], (0, 0.1)),
    ],
)
def test_what_a_face_does_shows_in_the_measure_named_after_it(name, landmarks, by):
    still = MEAN_FACE * 100.0
    assert value(changed(still, landmarks, by), name) > value(still, name) + 0.015


def test_measures_of_the_mean_face_are_its_lengths_and_angles():
    p = MEAN_FACE
    assert value(p * 90, "mouth_width") == pytest.approx(p[54, 0] - p[48, 0], abs=1e-4)
    assert value(p * 90, "distance_36_48") == pytest.approx(np.hypot(*(p[36] - p[48])), abs=1e-4)
    assert value(p * 90, "place_y_8") == pytest.approx(p[8, 1], abs=1e-4)
    assert value(p * 90, "corner_lift_asymmetry") == pytest.approx(0.0, abs=1e-4)
    one, other = p[48] - p[57], p[54] - p[57]
    angle = np.arccos(one @ other / np.hypot(*one) / np.hypot(*other))
    assert value(p * 90, "lower_mouth_angle") == pytest.approx(angle, abs=1e-3)


@pytest.mark.parametrize("points", [np.zeros((68, 2)), np.full((68, 2), 7.0)])
def test_degenerate_landmarks_give_finite_features(points):
    assert np.isfinite(face_features(points.astype(np.float32))).all()


@settings(max_examples=40, deadline=None)
@given(
    degrees=st.floats(-170, 170),
    scale=st.floats(0.05, 20),
    x=st.floats(-500, 500),
    y=st.floats(-500, 500),
)
def test_similarity_finds_the_transform_back(degrees, scale, x, y):
    moved = turned(ANCHORS, degrees, scale, (x, y)).astype(np.float64)
    matrix = similarity(moved, ANCHORS)
    assert np.allclose(moved @ matrix[:, :2].T + matrix[:, 2], ANCHORS, atol=0.05)


def test_similarity_of_coinciding_points_is_a_shift():
    matrix = similarity(np.full((4, 2), 3.0), ANCHORS)
    assert np.isfinite(matrix).all()
    assert np.allclose(matrix[:, :2], np.eye(2))


@pytest.mark.parametrize("enlarged", [0.5, 1, 3])
def test_aligned_face_puts_bright_eyes_where_the_training_pictures_have_them(face_points, enlarged):
    points = face_points * enlarged
    anchors = anchor_points(points)
    picture = np.zeros((int(520 * enlarged), int(520 * enlarged)), np.uint8)
    x, y = anchors[0]
    radius = max(2, int(4 * enlarged))
    picture[int(y) - radius : int(y) + radius, int(x) - radius : int(x) + radius] = 255
    face = aligned_face(picture, points.astype(np.float32)).astype(float)
    rows, columns = np.mgrid[0:48, 0:48]
    spot = (face * columns).sum() / face.sum(), (face * rows).sum() / face.sum()
    assert spot == pytest.approx(tuple(ANCHORS[0]), abs=2.5)
