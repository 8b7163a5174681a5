"""Head pose against heads turned by known angles, and landmarks turned back to the front."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.perception.face.pose import FACE_MODEL, facing_points, head_pose

WIDTH, HEIGHT = 640, 480
FOCAL = 640.0


def turned_head(yaw=0.0, pitch=0.0, roll=0.0, place=(0.0, 0.0, 6.0), shape=FACE_MODEL):
    """68 pixel positions of the model's head, angles as in `HeadPose`, under a pinhole camera."""
    y, p, r = np.radians([-yaw, -pitch, roll])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    seen = shape @ (about_z @ about_y @ about_x).T + np.array(place)
    pixels = seen[:, :2] / seen[:, 2:] * FOCAL + np.array([WIDTH / 2, HEIGHT / 2])
    return pixels.astype(np.float32)


def test_the_model_is_a_face():
    right, left = FACE_MODEL[36:42].mean(axis=0), FACE_MODEL[42:48].mean(axis=0)
    assert np.allclose(right, [-0.5, 0, 0], atol=0.01) and np.allclose(left, [0.5, 0, 0], atol=0.01)
    assert FACE_MODEL[30, 2] == FACE_MODEL[17:, 2].min()  # the tip of the nose is foremost
    assert FACE_MODEL[19, 1] < FACE_MODEL[37, 1] < FACE_MODEL[33, 1] < FACE_MODEL[57, 1]


@settings(max_examples=60, deadline=None)
@given(st.floats(-45, 45), st.floats(-30, 30), st.floats(-40, 40))
def test_known_angles_are_found(yaw, pitch, roll):
    pose = head_pose(turned_head(yaw, pitch, roll), WIDTH, HEIGHT)
    assert pose is not None
    assert [pose.yaw, pose.pitch, pose.roll] == pytest.approx([yaw, pitch, roll], abs=0.5)


def test_signs_are_those_of_the_person():
    ahead = turned_head()
    eyes = ahead[36:48].mean(axis=0)
    to_their_left = turned_head(yaw=30)
    assert to_their_left[30, 0] - eyes[0] > 20  # the nose moves right in the picture
    assert turned_head(pitch=20)[30, 1] < ahead[30, 1]  # up
    leaning = turned_head(roll=20)
    assert leaning[27, 0] > leaning[33, 0]  # the top of the head toward their left shoulder


def test_trembling_landmarks_move_the_pose_little():
    rng, found = np.random.default_rng(1), []
    for _ in range(60):
        trembling = turned_head(20, 5, 0) + rng.normal(0, 1.0, (68, 2)).astype(np.float32)
        found.append(head_pose(trembling, WIDTH, HEIGHT))
    assert np.std([p.yaw for p in found]) < 2.5
    assert np.std([p.pitch for p in found]) < 4.0
    assert np.mean([p.yaw for p in found]) == pytest.approx(20, abs=1.5)


def test_a_face_at_the_edge_that_looks_into_the_camera_is_not_turned():
    place = np.array([2.5, 0.0, 6.0])
    away = np.degrees(np.arctan2(place[0], place[2]))
    looking = turned_head(yaw=-away, place=place)
    assert head_pose(looking, WIDTH, HEIGHT).yaw == pytest.approx(0, abs=0.5)


def test_coinciding_and_impossible_landmarks_have_no_pose():
    assert head_pose(np.zeros((68, 2), np.float32), WIDTH, HEIGHT) is None
    assert head_pose(np.full((68, 2), np.nan, np.float32), WIDTH, HEIGHT) is None
    assert np.isfinite(facing_points(np.zeros((68, 2), np.float32))).all()


def test_a_photograph_and_its_mirror_image_agree(face_grey, face_points):
    height, width = face_grey.shape
    pose = head_pose(face_points, width, height)
    assert abs(pose.yaw) < 20 and abs(pose.pitch) < 20 and abs(pose.roll) < 25
    order = [
        *range(16, -1, -1),
        *range(26, 16, -1),
        *range(27, 31),
        *range(35, 30, -1),
        *(45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40),
        *range(54, 47, -1),
        *range(59, 54, -1),
        *range(64, 59, -1),
        *(67, 66, 65),
    ]
    mirror = face_points[order] * np.float32([-1, 1]) + np.float32([width, 0])
    other = head_pose(mirror, width, height)
    assert [other.yaw, other.pitch, other.roll] == pytest.approx(
        [-pose.yaw, pose.pitch, -pose.roll], abs=0.2
    )


@pytest.mark.parametrize(("yaw", "pitch", "roll"), [(25, 0, 0), (-30, 10, 15), (0, -20, -25)])
def test_a_turned_face_is_seen_from_the_front_again(yaw, pitch, roll):
    ahead = facing_points(turned_head(place=(0, 0, 30)))
    back = facing_points(turned_head(yaw, pitch, roll, place=(0, 0, 30)))
    sideways = turned_head(yaw, pitch, roll, place=(0, 0, 30))[17:]
    unturned = turned_head(place=(0, 0, 30))[17:]
    unit = np.hypot(*(unturned[25:31].mean(axis=0) - unturned[19:25].mean(axis=0)))
    assert np.abs(back - ahead)[17:].max() < 0.05
    assert np.abs(sideways - unturned).max() / unit > 0.1


def test_size_place_and_roll_do_not_matter(face_points):
    a = np.radians(35)
    rolled = face_points @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]) * 1.7 + 40
    assert np.allclose(
        facing_points(rolled.astype(np.float32)), facing_points(face_points), atol=2e-3
    )
