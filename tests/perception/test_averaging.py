from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.perception.face.averaging import (
    BOX_CHANGES,
    averaged_landmarks,
    enlarged,
    mirrored,
    rescaled,
)


class Scattered:
    """A fitter that misses by chance, more or less, and notes the boxes it was given."""

    def __init__(self, points, width):
        self.points, self.width, self.boxes = points, width, []
        self._rng = np.random.default_rng(2)

    def fit(self, grey, box):
        self.boxes.append(box)
        there = self.points if grey[0, 0] < 128 else mirrored(self.points, self.width)
        return (there + self._rng.normal(0, 2.0, (68, 2))).astype(np.float32)


@pytest.fixture
def grey():
    """Dark on the left, bright on the right: the mirror image can be told from it."""
    return np.tile(np.linspace(0, 255, 512).astype(np.uint8), (512, 1))


def test_mean_of_the_fits_is_nearer_than_one(face_points, grey):
    fitter = Scattered(face_points, 512)
    found = averaged_landmarks(grey, fitter, face_points)
    assert len(fitter.boxes) == 1 + 2 * len(BOX_CHANGES)
    one = fitter.fit(grey, fitter.boxes[0])
    assert np.abs(found - face_points).mean() < 0.5 * np.abs(one - face_points).mean()


def test_boxes_differ_and_stay_on_the_face(face_points, grey):
    fitter = Scattered(face_points, 512)
    averaged_landmarks(grey, fitter, face_points, mirror=False)
    boxes = fitter.boxes[1:]
    assert len(set(boxes)) == len(BOX_CHANGES)
    middle = face_points.mean(axis=0)
    for box in boxes:
        assert abs(box.x + box.width / 2 - middle[0]) < 0.1 * box.width
        assert box.width == pytest.approx(np.ptp(face_points[:, 0]), rel=0.25)


def test_mirror_image_of_the_mirror_image_is_the_face(face_points):
    assert np.allclose(mirrored(mirrored(face_points, 512), 512), face_points, atol=1e-3)
    other = mirrored(face_points, 512)
    assert other[36:42, 0].mean() < other[42:48, 0].mean()  # the right eye is still on the left


def test_real_fits_agree_with_a_single_one(face_grey, face_points, fitter):
    found = averaged_landmarks(face_grey, fitter, face_points)
    eyes = np.hypot(*(face_points[36] - face_points[45]))
    assert np.abs(found - face_points).mean() < 0.05 * eyes


def test_rescaled_points_lie_on_the_same_place_of_the_enlarged_picture():
    small = np.zeros((24, 24), np.uint8)
    small[10:13, 7:10] = 255  # its middle is (8, 11)
    large = enlarged(small, 96).astype(float)
    rows, columns = np.mgrid[0:96, 0:96]
    middle = np.array([[(large * columns).sum(), (large * rows).sum()]]) / large.sum()
    assert np.allclose(middle, rescaled(np.array([[8.0, 11.0]]), 4.0), atol=0.3)
