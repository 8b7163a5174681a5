"""scikit-learn's trees and our arrays must decide exactly alike."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.perception.face.forest import load_forest
from emotune_gui.perception.face.geometry import FEATURE_NAMES
from emotune_gui.training.face.forest import (
    ForestSettings,
    _rounded_down,
    flatten,
    grow_forest,
    write_forest,
)

SMALL = ForestSettings(trees=9, leaves=40, least_samples=2, seed=5)
COUNT = len(FEATURE_NAMES)


def rows(count, seed):
    return np.random.default_rng(seed).normal(size=(count, COUNT)).astype(np.float32)


def soft_labels(count, seed, classes=8):
    weights = np.random.default_rng(seed).random((count, 8)) ** 6
    weights[:, classes:] = 0
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def forest():
    return grow_forest(rows(300, 1), soft_labels(300, 2), SMALL)


def test_arrays_give_the_same_probabilities(forest):
    arrays, tried = flatten(forest), rows(200, 3)
    ours = np.stack([arrays.predict(row) for row in tried])
    assert np.abs(ours - forest.predict_proba(tried)).max() < 1e-6


def test_arrays_agree_on_the_thresholds_themselves(forest):
    arrays = flatten(forest)
    tried = np.repeat(rows(1, 4), 300, axis=0)
    tree = forest.estimators_[0].tree_
    inner = np.flatnonzero(tree.children_left >= 0)[:100]
    for i, node in enumerate(inner):
        near = np.float32(tree.threshold[node])
        steps = (near, np.nextafter(near, np.float32(9)), np.nextafter(near, np.float32(-9)))
        for j, value in enumerate(steps):
            tried[3 * i + j, tree.feature[node]] = value
    ours = np.stack([arrays.predict(row) for row in tried])
    assert np.abs(ours - forest.predict_proba(tried)).max() < 1e-6


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


def test_a_class_never_seen_gets_nothing():
    arrays = flatten(grow_forest(rows(100, 7), soft_labels(100, 8, classes=5), SMALL))
    answer = arrays.predict(rows(1, 9)[0])
    assert answer[:5].sum() == pytest.approx(1.0, abs=1e-6) and not answer[5:].any()


def test_both_files_are_written_and_agree(tmp_path, forest):
    import skops.io

    write_forest(forest, tmp_path)
    path = tmp_path / "face_forest.skops"
    again = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    arrays, tried = load_forest(tmp_path / "face_forest.npz"), rows(20, 10)
    ours = np.stack([arrays.predict(row) for row in tried])
    assert np.abs(ours - again.predict_proba(tried)).max() < 1e-6
    assert sorted(p.name for p in tmp_path.iterdir()) == ["face_forest.npz", "face_forest.skops"]


def test_shipped_files_agree_and_are_small():
    import skops.io

    path = bundled("models", "face_forest.skops")
    grown = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    arrays, tried = load_forest(bundled("models", "face_forest.npz")), 0.5 + rows(50, 11) / 4
    ours = np.stack([arrays.predict(row) for row in tried])
    assert np.abs(ours - grown.predict_proba(tried)).max() < 1e-6
    assert path.stat().st_size < 4_000_000


def test_soft_votes_move_the_probabilities():
    features = np.zeros((50, COUNT), np.float32)
    soft = np.tile(np.array([0.75, 0.25, 0, 0, 0, 0, 0, 0], np.float32), (50, 1))
    answer = flatten(grow_forest(features, soft, SMALL)).predict(features[0])
    assert answer[0] == pytest.approx(0.75, abs=0.12) and answer[1] == pytest.approx(0.25, abs=0.12)
