"""What needs TensorFlow: skipped where it is not installed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from emotune_gui.domain.faults import EmoTuneError  # noqa: E402
from emotune_gui.perception.face.expression import ExpressionNetwork  # noqa: E402
from emotune_gui.training.face import network  # noqa: E402
from emotune_gui.training.face.augmentation import augment  # noqa: E402
from emotune_gui.training.face.exporting import deployed_model, to_tflite  # noqa: E402
from emotune_gui.training.face.loop import (  # noqa: E402
    NetworkTrainer,
    TrainingSettings,
    _mixing_shares,
)
from emotune_gui.training.face.targets import annotated  # noqa: E402
from tests.training.making import face_set  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def small_network():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "LEVELS", ((8, 1), (16, 1)))
        yield


def run_to(epochs, folder):
    settings = TrainingSettings(
        epochs,
        seed=3,
        batch=32,
        first_size=40,
        small_share=0.6,
        average_decay=0.9,
        export_every=1,
    )
    trainer = NetworkTrainer(
        face_set(160, seed=1), face_set(40, seed=2), settings, folder, folder / "net.tflite"
    )
    trainer.run(show_progress=False)
    return trainer


@pytest.fixture(scope="module")
def resumed(tmp_path_factory):
    """A run of one epoch, taken up again by a new trainer for two more."""
    folder = tmp_path_factory.mktemp("run")
    first = run_to(1, folder)
    return first, run_to(3, folder), folder


def test_exported_file_answers_like_the_keras_model(tmp_path):
    keras_model = deployed_model(network.build_network().get_weights())
    path = tmp_path / "net.tflite"
    path.write_bytes(to_tflite(keras_model))
    live = ExpressionNetwork(path)
    for face in face_set(6, seed=4).images:
        both = np.stack([face, face[:, ::-1]])[..., None].astype(np.float32)
        answers = [keras_model(picture[None]) for picture in both]
        emotion, fer = (np.mean([answer[head][0] for answer in answers], axis=0) for head in (0, 1))
        assert np.allclose(live.classify_face(face).values, emotion, atol=0.02)
        assert np.allclose(live.classify_fer(face), fer, atol=0.02)


def test_training_learns_and_exports(resumed):
    _, trainer, folder = resumed
    assert trainer.history[-1].loss < trainer.history[0].loss
    assert [record.size for record in trainer.history] == [40, 40, network.NETWORK_SIDE]
    told = json.loads((folder / "history.json").read_text())
    assert len(told["history"]) == 3 and told["settings"]["seed"] == 3
    answer = ExpressionNetwork(folder / "net.tflite").classify_face(face_set(1).images[0])
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)


def test_a_later_generation_learns_what_the_earlier_one_answers(resumed, tmp_path):
    _, trainer, _ = resumed
    faces = face_set(96, seed=8)
    view = trainer.view(faces)
    assert view.emotion.shape == (96, 8) and view.fer.shape == (96, 7)
    assert np.allclose(view.emotion.sum(axis=1), 1, atol=1e-5)
    settings = TrainingSettings(2, seed=3, batch=32, first_size=40, mixup=0.3, teacher_share=0.25)
    later = NetworkTrainer(
        faces, face_set(20, seed=2), settings, tmp_path, tmp_path / "net.tflite", teacher=view
    )
    own = annotated(faces)
    assert np.allclose(later._targets.emotion, 0.75 * own.emotion + 0.25 * view.emotion)
    assert np.allclose(later._targets.fer, 0.75 * own.fer + 0.25 * view.fer)
    pictures, emotion, fer = next(iter(later._batches(0, 40)))
    assert pictures.shape == (32, 40, 40, 1)
    assert np.allclose(emotion.numpy().sum(axis=1), 1, atol=1e-5)
    assert np.allclose(fer.numpy().sum(axis=1), 1, atol=1e-5)
    later.run(show_progress=False)
    assert np.isfinite([record.loss for record in later.history]).all()


def test_mixing_shares_are_the_larger_part_and_seeded():
    settings = TrainingSettings(mixup=0.4)
    shares = _mixing_shares(settings, 2, 50)
    assert shares.min() >= 0.5 and shares.max() <= 1.0 and shares.std() > 0.01
    assert np.array_equal(shares, _mixing_shares(settings, 2, 50))
    assert (_mixing_shares(TrainingSettings(), 2, 50) == 1.0).all()


def test_resumed_run_goes_on_where_it_stood(resumed):
    first, again, _ = resumed
    assert again.history[0] == first.history[0]
    assert [record.epoch for record in again.history] == [0, 1, 2]
    assert int(again._optimizer.iterations) == 3 * again._steps_per_epoch


def test_run_of_another_seed_is_not_mixed_in(resumed):
    _, trainer, folder = resumed
    other = replace(trainer._settings, seed=4)
    fresh = NetworkTrainer(face_set(64), face_set(20), other, folder, folder / "net.tflite")
    with pytest.raises(EmoTuneError, match="seed 3"):
        fresh.run(show_progress=False)


def test_augmented_pictures_depend_on_the_seed_alone():
    pictures = tf.constant(face_set(8).images[..., None])
    one, again, other = (augment(pictures, 40, tf.constant([7, s])).numpy() for s in (1, 1, 2))
    assert one.shape == (8, 40, 40, 1)
    assert np.array_equal(one, again) and not np.array_equal(one, other)
    assert np.isfinite(one).all()


def test_augmenting_a_flat_picture_amplifies_nothing():
    flat = tf.constant(np.full((4, 48, 48, 1), 77, np.uint8))
    assert np.abs(augment(flat, 48, tf.constant([1, 1])).numpy()).max() < 1.0


def test_standardised_pictures_have_zero_mean_and_unit_spread():
    pictures = face_set(5).images[..., None].astype(np.float32)
    out = np.asarray(network.standardise(pictures))
    assert np.allclose(out.mean(axis=(1, 2, 3)), 0, atol=1e-3)
    assert np.allclose(out.std(axis=(1, 2, 3)), 1, atol=0.02)
