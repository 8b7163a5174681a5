"""Pictures with faces made on the fly: skipped where TensorFlow is not installed."""

from __future__ import annotations

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from emotune_gui.training.face import composites  # noqa: E402
from emotune_gui.training.face.composites import (  # noqa: E402
    BOX_RANGE,
    compose,
    composite_set,
    face_boxes,
)
from emotune_gui.training.face.onestage_photographs import photographs  # noqa: E402
from emotune_gui.training.face.onestage_stock import (  # noqa: E402
    Stock,
    StockSizes,
    cloud,
    make_stock,
    resized,
)
from tests.training.making import face_set  # noqa: E402

SIZES = StockSizes(6, 4, 4, 4)
SIDE, COUNT = 80, 24


@pytest.fixture(scope="module")
def faces():
    return face_set(40, seed=3)


@pytest.fixture(scope="module")
def given(faces):
    boxes = np.tile(np.array([23.5, 25.0, 38.0], np.float32), (40, 1))
    return composite_set(
        faces.images, boxes, faces.soft_labels(), make_stock(faces.images, 7, False, SIZES)
    )


@pytest.fixture(scope="module")
def made(given):
    return composed(given, 1)


def composed(given, seed):
    rows = np.arange(COUNT, dtype=np.int32)
    out = compose(given, rows, rows[::-1].copy(), np.array([7, seed], np.int32), SIDE, SIDE)
    return out.pictures.numpy(), out.faces.numpy(), out.labels.numpy()


def test_pictures_are_whole_grey_levels(made):
    pictures, _, _ = made
    assert pictures.shape == (COUNT, SIDE, SIDE, 1)
    assert pictures.min() >= 0 and pictures.max() <= 255
    assert np.array_equal(pictures, np.round(pictures))


def test_the_seed_alone_decides(given, made):
    for one, again in zip(made, composed(given, 1), strict=True):
        assert np.array_equal(one, again)
    assert not np.array_equal(made[0], composed(given, 2)[0])


def test_boxes_lie_on_the_canvas_and_within_their_sizes(made):
    _, faces, _ = made
    there = faces[faces[..., 0] > 0]
    assert len(there) > COUNT // 2
    assert ((there[:, 1:3] > 0) & (there[:, 1:3] < SIDE)).all()
    assert ((there[:, 3] > 0.75 * composites.SMALL[0]) & (there[:, 3] <= 0.85 * SIDE)).all()
    main, far = faces[:, 0], faces[:, 1]
    both = (main[:, 0] > 0) & (far[:, 0] > 0)
    gap = np.abs(main[both, 1:3] - far[both, 1:3]).max(axis=1)
    assert (gap > 0.5 * far[both, 3]).all()


def test_labels_are_those_of_the_rows(faces, made):
    _, _, labels = made
    soft = faces.soft_labels()
    assert np.allclose(labels[:, 0], soft[:COUNT]) and np.allclose(labels[:, 1], soft[:COUNT][::-1])


def test_a_face_stands_where_its_box_says():
    """One white face on black: the light lies in the box and nowhere else."""
    white = np.full((4, 48, 48), 255, np.uint8)
    stock = Stock(
        np.zeros((1, 256, 256), np.uint8),
        np.zeros((1, 96, 96, 3), np.uint8),
        np.full((1, 48, 48), 255, np.uint8),
        np.zeros((1, 64, 64, 2), np.uint8),
    )
    boxes = np.tile(np.array([23.5, 23.5, 48.0], np.float32), (4, 1))
    given = composite_set(white, boxes, np.full((4, 8), 0.125, np.float32), stock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composites, "SETTLED", 0.0)
        patch.setattr(composites, "DECOYS", (0.0, 0.0))
        patch.setattr(composites, "FAR", (0.0, 0.0))
        patch.setattr(composites, "_photographed", lambda _, __, canvas: canvas)
        out = compose(given, np.arange(4, dtype=np.int32), np.arange(4, dtype=np.int32),
                      np.array([1, 1], np.int32), SIDE, SIDE)  # fmt: skip
    pictures, found = out.pictures.numpy()[..., 0], out.faces.numpy()[:, 0]
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    checked = 0
    for picture, (present, middle_x, middle_y, side) in list(zip(pictures, found, strict=True))[1:]:
        if not present:
            continue
        away = np.maximum(np.abs(x - middle_x), np.abs(y - middle_y))
        assert picture[away < 0.25 * side].mean() > 200
        assert picture[away > 1.1 * side].sum() == 0
        checked += 1
    assert checked


def test_boxes_follow_the_landmarks_and_stay_believable():
    rng = np.random.default_rng(2)
    points = rng.uniform(40, 150, (3, 68, 2)).astype(np.float32)
    points[1] += 8
    points[2] *= 3
    boxes = face_boxes(points, 0.25)
    assert boxes.shape == (3, 3)
    for column, bounds in zip((2, 0, 1), BOX_RANGE, strict=True):
        assert (boxes[:, column] >= bounds[0]).all() and (boxes[:, column] <= bounds[1]).all()
    level = points[:1] * 0 + np.array([96.0, 104.0], np.float32)
    level[0, :34, 0] -= 55
    level[0, 34:, 0] += 55
    (box,) = face_boxes(level, 0.25)
    assert box == pytest.approx([24.0, 26.0 - 0.19 * 13.75, 2.6 * 13.75], abs=1e-3)


def test_stock_depends_on_the_seed_and_keeps_dev_apart(faces):
    one, again = (make_stock(faces.images, 7, False, SIZES) for _ in range(2))
    dev = make_stock(faces.images, 7, True, SIZES)
    assert np.array_equal(one.backgrounds, again.backgrounds)
    assert not np.array_equal(one.backgrounds, dev.backgrounds)
    assert one.backgrounds.shape == (6, 256, 256) and one.surrounds.shape == (4, 96, 96, 3)


def test_dev_photographs_show_another_part():
    training, dev = photographs(False), photographs(True)
    assert len(training) == len(dev) > 0
    for left, right in zip(training, dev, strict=True):
        assert left.shape[0] == right.shape[0]
        assert left.shape[1] / (left.shape[1] + right.shape[1]) == pytest.approx(0.7, abs=0.01)


def test_resizing_keeps_corners_and_clouds_fill_their_range():
    picture = np.arange(12, dtype=np.float32).reshape(3, 4)
    large = resized(picture, 7, 9)
    assert large.shape == (7, 9)
    assert (large[0, 0], large[-1, -1]) == (0, 11) and np.all(np.diff(large, axis=1) > 0)
    noise = cloud(np.random.default_rng(1), 32, 3)
    assert (noise.min(), noise.max()) == (0.0, 1.0)
