"""The focal picture and the focal points, and what the ocular network makes of them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.alignment import anchor_points
from emotune_gui.perception.face.ocular import (
    FOCAL_ANCHORS,
    FOCAL_COUNT,
    FOCAL_SIDE,
    OCULAR_FILE,
    OcularNetwork,
    focal_face,
    focal_points,
)
from emotune_gui.perception.opening import CNN_FILE


@pytest.fixture(scope="module")
def ocular():
    return OcularNetwork(bundled("models", OCULAR_FILE))


def moved(points, angle, scale, shift):
    """Points turned by `angle` degrees, then scaled and shifted."""
    a = np.deg2rad(angle)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return (points @ turn.T * scale + np.array(shift)).astype(np.float32)


def drawn_face(side, points):
    """Bright discs at the anchors of a face on a dark ground."""
    picture = np.full((side, side), 40, np.uint8)
    for x, y in anchor_points(points):
        cv2.circle(picture, (round(float(x)), round(float(y))), max(2, side // 40), 220, -1)
    return picture


def distance(one, other):
    return max(abs(a - b) for a, b in zip(one.values, other.values, strict=True))


@settings(max_examples=40, deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(0.2, 5.0),
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
)
def test_focal_points_do_not_know_where_how_large_or_how_tilted_the_face_is(
    face_points, angle, scale, shift
):
    seen = focal_points(moved(face_points, angle, scale, shift))
    assert seen.shape == (FOCAL_COUNT, 2)
    assert np.allclose(seen, focal_points(face_points), atol=0.02)


def test_focal_points_leave_the_jaw_out(face_points):
    other_jaw = face_points.copy()
    other_jaw[:17] += 40
    assert np.array_equal(focal_points(other_jaw), focal_points(face_points))


def test_focal_points_lie_about_the_middle_between_the_eyes(face_points):
    seen = focal_points(face_points)
    right_eye, left_eye = seen[19:25].mean(axis=0), seen[25:31].mean(axis=0)
    assert right_eye == pytest.approx([-0.5, 0.0], abs=1e-3)
    assert left_eye == pytest.approx([0.5, 0.0], abs=1e-3)
    assert seen[31:, 1].mean() > 0.5


@pytest.mark.parametrize("scale", [0.4, 0.7, 1.0, 1.7, 3.0])
def test_eyes_nose_and_mouth_come_to_their_places_at_every_size(face_points, scale):
    points = face_points * np.float32(scale)
    picture = drawn_face(round(512 * scale), points)
    face = focal_face(picture, points).astype(float)
    assert face.shape == (FOCAL_SIDE, FOCAL_SIDE)
    places = np.round(FOCAL_ANCHORS).astype(int)
    bright = [face[y - 2 : y + 3, x - 2 : x + 3].max() for x, y in places]
    assert min(bright) > np.median(face) + 25


def test_focal_picture_hardly_depends_on_the_size_of_the_face(face_grey, face_points):
    base = focal_face(face_grey, face_points).astype(float)
    for scale in (0.6, 1.5, 2.0):
        size = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        other = cv2.resize(face_grey, None, fx=scale, fy=scale, interpolation=size)
        points = (face_points + 0.5) * np.float32(scale) - 0.5
        seen = focal_face(other, points).astype(float)
        assert np.abs(seen - base).mean() < 6.0


def test_focal_picture_of_a_large_face_has_no_finer_detail_than_training(face_points):
    """Stripes two pixels wide on a face four times the training size average out."""
    points = face_points * np.float32(2)
    stripes = np.zeros((1024, 1024), np.uint8)
    stripes[:, ::2] = 255
    assert focal_face(stripes, points).std() < 12


def test_gives_probabilities_of_the_eight_emotions(ocular, face_grey, face_points):
    answer = ocular.classify(face_grey, face_points)
    assert isinstance(answer, EmotionProbabilities) and ocular.name == "ocular"
    assert len(answer.values) == len(EMOTIONS)
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)


def test_sees_the_smile(ocular, face_grey, face_points):
    assert ocular.classify(face_grey, face_points).top is Emotion.HAPPINESS


def test_same_face_same_answer_and_nothing_given_is_changed(ocular, face_grey, face_points):
    before, points = face_grey.copy(), face_points.copy()
    first = ocular.classify(face_grey, face_points)
    assert ocular.classify(face_grey, face_points) == first
    assert np.array_equal(before, face_grey) and np.array_equal(points, face_points)


@pytest.mark.parametrize("scale", [0.6, 2.0])
def test_size_of_the_face_hardly_matters(ocular, face_grey, face_points, scale):
    other = cv2.resize(face_grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    one = ocular.classify(face_grey, face_points)
    assert distance(one, ocular.classify(other, face_points * np.float32(scale))) < 0.15


def test_roll_of_the_head_hardly_matters(ocular, face_grey, face_points):
    height, width = face_grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 20, 1.0)
    turned = cv2.warpAffine(face_grey, turn, (width, height))
    points = (face_points @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    one = ocular.classify(face_grey, face_points)
    assert distance(one, ocular.classify(turned, points)) < 0.15


def test_brightness_and_contrast_hardly_matter(ocular, face_grey, face_points):
    dimmer = (face_grey * 0.6 + 30).astype(np.uint8)
    one = ocular.classify(face_grey, face_points)
    assert distance(one, ocular.classify(dimmer, face_points)) < 0.1


def test_both_halves_of_the_face_count_alike(ocular, face_grey, face_points):
    order = [
        *range(16, -1, -1), *range(26, 16, -1), *range(27, 31), *range(35, 30, -1),
        45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40,
        *range(54, 47, -1), *range(59, 54, -1), *range(64, 59, -1), 67, 66, 65,
    ]  # fmt: skip
    points = face_points[order].copy()
    points[:, 0] = face_grey.shape[1] - 1 - points[:, 0]
    one = ocular.classify(face_grey, face_points)
    assert distance(one, ocular.classify(face_grey[:, ::-1].copy(), points)) < 0.1


def test_jaw_is_not_looked_at(ocular, face_grey, face_points):
    other_jaw = face_points.copy()
    other_jaw[:17] = 0
    answer = ocular.classify(face_grey, other_jaw)
    assert answer == ocular.classify(face_grey, face_points)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_flat_picture_and_points_in_one_place_are_survived(ocular, level):
    flat = np.full((60, 80), level, np.uint8)
    answer = ocular.classify(flat, np.full((68, 2), 30.0, np.float32))
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("side", [(1, 1), (1, 90), (7, 5)])
def test_tiny_pictures_are_survived(ocular, face_points, side):
    answer = ocular.classify(np.full(side, 90, np.uint8), face_points)
    assert all(np.isfinite(answer.values))


def test_points_far_outside_the_picture_are_survived(ocular, face_grey, face_points):
    answer = ocular.classify(face_grey, face_points + 5000)
    assert all(np.isfinite(answer.values))


@pytest.mark.parametrize("content", [None, b"", b"not a model", b"PK\x03\x04 cut short"])
def test_missing_or_damaged_weights_are_said_plainly(tmp_path, content):
    path = tmp_path / "weights"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EmoTuneError, match="reinstall"):
        OcularNetwork(path)


def test_another_network_in_its_place_is_refused():
    with pytest.raises(EmoTuneError, match="reinstall"):
        OcularNetwork(bundled("models", CNN_FILE))
