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
from emotune_gui.perception.face.geometry import FEATURE_NAMES, face_features, upright


def turned(points, degrees, scale=1.0, shift=(0.0, 0.0)):
    a = np.radians(degrees)
    matrix = scale * np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return (points @ matrix.T + np.array(shift)).astype(np.float32)


def value(points, name):
    return face_features(points)[FEATURE_NAMES.index(name)]


def test_every_feature_has_its_own_name(face_points):
    assert len(set(FEATURE_NAMES)) == len(FEATURE_NAMES) == len(face_features(face_points))


@settings(max_examples=40, deadline=None)
@given(
    degrees=st.floats(-60, 60),
    scale=st.floats(0.3, 4),
    x=st.floats(-300, 300),
    y=st.floats(-300, 300),
)
def test_features_do_not_change_with_size_roll_and_place(face_points, degrees, scale, x, y):
    moved = turned(face_points, degrees, scale, (x, y))
    assert np.allclose(face_features(moved), face_features(face_points), atol=5e-3)


def test_upright_eyes_are_level_and_one_apart(face_points):
    level = upright(turned(face_points, 35, 2.0))
    right, left = level[36:42].mean(axis=0), level[42:48].mean(axis=0)
    assert left - right == pytest.approx([1.0, 0.0], abs=1e-4)
    assert level[8, 1] > 0.5  # the chin is below


def test_opening_the_mouth_and_raising_the_brows_show(face_points):
    opened = face_points.copy()
    opened[[65, 66, 67, 55, 56, 57, 58, 59]] += (0, 15)
    assert value(opened, "mouth_opening") > value(face_points, "mouth_opening") + 0.1
    raised = face_points.copy()
    raised[17:27] -= (0, 8)
    assert value(raised, "left_brow_height") > value(face_points, "left_brow_height") + 0.05


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
