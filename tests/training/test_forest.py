"""scikit-learn's trees and our arrays must decide alike."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.perception.face.forest import LandmarkForest, load_forest, sharpened
from emotune_gui.perception.face.geometry import FEATURE_NAMES
from emotune_gui.training.face.forest import (
    ForestSettings,
    _rounded_down,
    best_sharpness,
    discriminants,
    flatten,
    grow_forest,
    write_forest,
)
from emotune_gui.training.face.pooling import log_loss

SMALL = ForestSettings(trees=9, leaves=40, least_samples=2, rows_share=0.6, modes=5, seed=5)
COUNT = len(FEATURE_NAMES)


def rows(count, seed):
    return np.random.default_rng(seed).normal(size=(count, COUNT)).astype(np.float32)


def soft_labels(count, seed, classes=8):
    weights = np.random.default_rng(seed).random((count, 8)) ** 6
    weights[:, classes:] = 0
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def trees_say(forest, features):
    """scikit-learn's own answer on the columns that our arrays make."""
    return forest.trees.predict(flatten(forest).columns(features))


@pytest.fixture(scope="module")
def forest():
    return grow_forest(rows(300, 1), soft_labels(300, 2), SMALL)


def test_arrays_give_the_same_probabilities(forest):
    arrays, tried = flatten(forest), rows(200, 3)
    ours = np.stack([arrays.mean_of_trees(row) for row in arrays.columns(tried)])
    assert np.abs(ours - trees_say(forest, tried)).max() < 5e-4  # float16 in the leaves
    assert np.abs(ours.sum(axis=1) - 1).max() < 2e-3


def test_arrays_reach_the_same_leaves_at_the_thresholds_themselves(forest):
    arrays = flatten(forest)
    tree = forest.trees.estimators_[0].tree_
    inner = np.flatnonzero(tree.children_left >= 0)
    tried = np.repeat(arrays.columns(rows(1, 4)), 3 * len(inner), axis=0)
    for i, node in enumerate(inner):
        near = np.float32(tree.threshold[node])
        steps = (near, np.nextafter(near, np.float32(9)), np.nextafter(near, np.float32(-9)))
        for j, value in enumerate(steps):
            tried[3 * i + j, tree.feature[node]] = value
    ours = np.stack([arrays.mean_of_trees(row) for row in tried])
    assert np.abs(ours - forest.trees.predict(tried)).max() < 5e-4


def test_one_row_and_many_have_the_same_columns(forest):
    arrays, tried = flatten(forest), rows(6, 12)
    assert np.allclose(arrays.columns(tried), [arrays.columns(row) for row in tried], atol=1e-3)
    assert arrays.columns(tried).shape[1] == arrays.axes.shape[1] + len(arrays.kept)


def test_rounding_down_decides_alike_for_every_float32():
    thresholds = np.random.default_rng(6).normal(size=2000) * 10.0 ** np.arange(-10, 10).repeat(100)
    rounded = _rounded_down(thresholds)
    near = thresholds.astype(np.float32)
    for value in (
        near,
        np.nextafter(near, np.float32(np.inf)),
        np.nextafter(near, -np.float32(np.inf)),
    ):
        assert np.array_equal(value.astype(np.float64) <= thresholds, value <= rounded)


def test_a_class_never_seen_gets_next_to_nothing():
    arrays = flatten(grow_forest(rows(100, 7), soft_labels(100, 8, classes=5), SMALL))
    answer = arrays.predict(rows(1, 9)[0])
    assert answer[:5].sum() == pytest.approx(1.0, abs=0.01) and (answer[5:] < 0.01).all()


def test_the_same_seed_grows_the_same_forest(forest):
    again = flatten(grow_forest(rows(300, 1), soft_labels(300, 2), SMALL))
    other = flatten(
        grow_forest(rows(300, 1), soft_labels(300, 2), ForestSettings(9, 40, 2, modes=5, seed=6))
    )
    mine = flatten(forest)
    assert np.array_equal(again.threshold, mine.threshold) and again.sharpness == mine.sharpness
    assert not np.array_equal(other.threshold[:20], mine.threshold[:20])


def test_written_file_comes_back_and_answers_alike(tmp_path, forest):
    write_forest(forest, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["face_forest.npz"]
    mine, loaded, tried = flatten(forest), load_forest(tmp_path / "face_forest.npz"), rows(20, 10)
    for row in tried:
        assert np.allclose(loaded.predict(row), mine.predict(row), atol=1e-9)
    assert loaded.sharpness == pytest.approx(forest.sharpness)


def test_discriminants_find_the_sum_of_features_that_tells_two_emotions_apart():
    features, soft = rows(2000, 11), np.zeros((2000, 8), np.float32)
    told = features[:, 0] - features[:, 1] > 0
    soft[np.arange(2000), told.astype(int)] = 1.0
    axes = discriminants(features, soft, SMALL)
    assert axes.shape == (COUNT, 28 + 28 + SMALL.modes)
    spread = (features @ axes).std(axis=0)
    assert spread[0] == pytest.approx(1.0, abs=1e-3)
    assert not spread[27] and np.isfinite(axes).all()  # two emotions that no one has
    first = axes[:, 0]  # emotion 0 against emotion 1
    assert first[0] < 0 < first[1]
    assert abs(first[0] / first[1] + 1) < 0.2
    assert np.abs(first[2:]).max() < 0.3 * abs(first[0])


def test_soft_votes_move_the_probabilities():
    features = rows(60, 13)
    soft = np.tile(np.array([0.75, 0.25, 0, 0, 0, 0, 0, 0], np.float32), (60, 1))
    arrays = flatten(grow_forest(features, soft, SMALL))
    answer = arrays.mean_of_trees(arrays.columns(features[0]))
    assert answer[0] == pytest.approx(0.75, abs=0.01) and answer[1] == pytest.approx(0.25, abs=0.01)


def test_sharpness_makes_the_timid_as_sure_as_they_are_right():
    rng = np.random.default_rng(14)
    soft = np.eye(8, dtype=np.float32)[rng.integers(0, 8, 4000)]
    right = np.where(rng.random(4000) < 0.8, soft.argmax(axis=1), rng.integers(0, 8, 4000))
    timid = np.full((4000, 8), 0.08)
    timid[np.arange(4000), right] = 0.44
    exponent = best_sharpness(timid, soft)
    top = sharpened(timid, exponent).max(axis=1).mean()
    assert exponent > 1.2 and top == pytest.approx((right == soft.argmax(axis=1)).mean(), abs=0.02)
    before, after = (
        log_loss(np.log(sharpened(timid, e)), soft.argmax(axis=1)) for e in (1.0, exponent)
    )
    assert after < before


def test_sharpness_of_rows_no_tree_was_free_to_judge_is_left_out():
    soft = np.eye(8, dtype=np.float32)
    assert best_sharpness(np.full((8, 8), np.nan), soft) == 1.0
    assert best_sharpness(np.zeros((8, 8)), soft) == 1.0


def test_shipped_forest_is_small_and_needs_no_scikit_learn():
    path = bundled("models", "face_forest.npz")
    assert path.stat().st_size < 2_000_000
    answer = LandmarkForest(path).classify_features(np.full(COUNT, 0.5, np.float32))
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)
