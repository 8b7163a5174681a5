"""Training the ocular network on a made-up face set; skipped without TensorFlow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

tf = pytest.importorskip("tensorflow")

from emotune_gui.domain.faults import EmoTuneError  # noqa: E402
from emotune_gui.perception.face.landmarks import LEFT_EYE, RIGHT_EYE  # noqa: E402
from emotune_gui.perception.face.ocular import (  # noqa: E402
    FOCAL_ANCHORS,
    OcularNetwork,
    focal_face,
    focal_points,
)
from emotune_gui.training.face import ocular  # noqa: E402
from emotune_gui.training.face.landmark_cache import ENLARGED  # noqa: E402
from emotune_gui.training.face.ocular_data import (  # noqa: E402
    MIRRORED_FOCAL,
    PART_SIZES,
    augmented,
    mirrored_points,
    ocular_set,
    placed,
    stored_points,
)
from emotune_gui.training.face.ocular_loop import (  # noqa: E402
    OcularSettings,
    OcularTrainer,
    inverse_temperature,
)
from emotune_gui.training.face.ocular_network import (  # noqa: E402
    PARTS,
    build_parts,
    deployed_model,
    training_model,
)
from tests.training.making import face_set, stored  # noqa: E402


def made_up_landmarks(count, seed=0):
    """N x 68 x 2 landmarks of enlarged pictures: one simple face, a little different each time."""
    rng = np.random.default_rng(seed)
    face = np.zeros((68, 2))
    face[:17] = np.stack([np.linspace(20, 172, 17), 150 + 30 * np.hanning(17)], axis=1)
    face[17:27] = np.stack([np.linspace(35, 157, 10), np.full(10, 50.0)], axis=1)
    face[27:31] = [(96, 70), (96, 82), (96, 94), (96, 106)]
    face[31:36] = np.stack([np.linspace(80, 112, 5), np.full(5, 116.0)], axis=1)
    eye = [(-14, 0), (-6, -5), (6, -5), (14, 0), (6, 5), (-6, 5)]
    face[RIGHT_EYE], face[LEFT_EYE] = np.add(eye, (58, 72)), np.add(eye, (134, 72))
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    face[48:68] = np.stack([96 - 28 * np.cos(turn), 152 + 10 * np.sin(turn)], axis=1)
    return (face + rng.normal(0, 2.0, (count, 68, 2))).astype(np.float32)


@pytest.fixture(scope="module")
def small_set():
    return ocular_set(face_set(96, seed=1), made_up_landmarks(96))


def test_stored_points_undo_the_enlargement():
    """The enlarged picture's first and last pixel centres, by the rule of cv2.resize."""
    corners = np.array([[[1.5, 1.5], [ENLARGED - 2.5, ENLARGED - 2.5]]], np.float32)
    assert stored_points(corners) == pytest.approx(np.array([[[0.0, 0.0], [47.0, 47.0]]]))


def test_mirroring_twice_changes_nothing():
    assert np.array_equal(MIRRORED_FOCAL[MIRRORED_FOCAL], np.arange(51))
    points = np.random.default_rng(3).normal(size=(4, 51, 2)).astype(np.float32)
    twice = mirrored_points(mirrored_points(tf.constant(points)))
    assert np.array_equal(twice.numpy(), points)


def test_mirrored_points_are_those_of_the_mirrored_face():
    """The right brow's outer end goes where the left brow's was, the mouth's corners swap."""
    points = focal_points(made_up_landmarks(1)[0])[None]
    turned = mirrored_points(tf.constant(points)).numpy()[0]
    for one, other in ((0, 9), (4, 5), (19, 28), (14, 18), (31, 37), (34, 34), (43, 47)):
        assert turned[one] == pytest.approx(points[0, other] * [-1, 1])


def test_jitter_moves_parts_that_cover_every_point():
    assert sum(PART_SIZES) == 51


def test_training_and_live_program_cut_the_same_picture():
    """Without changes, the picture the trainer cuts is the one the live program would."""
    faces, enlarged = face_set(12, seed=5), made_up_landmarks(12, seed=5)
    data = ocular_set(faces, enlarged)
    cut = placed(faces.images[..., None].astype(np.float32), data.placing).numpy()[..., 0]
    for image, points, seen in zip(faces.images, stored_points(enlarged), cut, strict=True):
        live = focal_face(image, points).astype(float)
        assert np.abs(live - seen).mean() < 1.5


def test_placing_takes_the_focal_anchors_to_the_face():
    enlarged = made_up_landmarks(3)
    data = ocular_set(face_set(3), enlarged)
    matrix = data.placing[0].reshape(2, 3)
    mapped = FOCAL_ANCHORS @ matrix[:, :2].T + matrix[:, 2]
    eyes = stored_points(enlarged)[0]
    assert np.abs(mapped[0] - eyes[RIGHT_EYE].mean(axis=0)).max() < 1.5
    assert np.abs(mapped[1] - eyes[LEFT_EYE].mean(axis=0)).max() < 1.5


def test_views_repeat_with_the_seed_and_differ_without(small_set):
    rows = tf.range(16)
    one = augmented(small_set, rows, tf.constant([7, 1]))
    again = augmented(small_set, rows, tf.constant([7, 1]))
    other = augmented(small_set, rows, tf.constant([7, 2]))
    for a, b, c in list(zip(one, again, other, strict=True))[:2]:
        assert np.array_equal(a.numpy(), b.numpy()) and not np.allclose(a.numpy(), c.numpy())
    assert np.array_equal(one[2].numpy(), small_set.soft[:16])


def test_views_stay_near_the_face(small_set):
    pictures, points, _ = augmented(small_set, tf.range(96), tf.constant([7, 3]))
    assert pictures.shape == (96, 48, 48, 1) and np.isfinite(pictures.numpy()).all()
    plain = small_set.points
    turned = mirrored_points(tf.constant(plain)).numpy()
    nearest = np.minimum(
        np.abs(points.numpy() - plain).mean(axis=(1, 2)),
        np.abs(points.numpy() - turned).mean(axis=(1, 2)),
    )
    assert nearest.max() < 0.08


@pytest.mark.parametrize("looks_at", [PARTS, ("eyes",), ("points",), ("eyes", "mouth")])
def test_exported_model_averages_the_face_and_its_mirror_image(small_set, looks_at):
    parts = build_parts(looks_at, small_set.points)
    network, deployed = training_model(parts), deployed_model(parts, 1.3)
    pictures = placed(small_set.images[:3, ..., None].astype(np.float32), small_set.placing[:3])
    points = tf.constant(small_set.points[:3])
    plain = network([pictures, points], training=False)
    turned = network([pictures[:, :, ::-1], mirrored_points(points)], training=False)
    expected = tf.nn.softmax(1.3 * (plain + turned) / 2).numpy()
    given = {"focal_face": pictures, "focal_points": points}
    for i in range(3):
        inputs = [given[tensor.name][i : i + 1] for tensor in deployed.inputs]
        assert np.allclose(deployed(inputs)[0], expected[i], atol=1e-4)


def test_inverse_temperature_finds_how_overstated_the_logits_are():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, (4000, 8))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    drawn = np.array([rng.choice(8, p=row) for row in p])
    assert inverse_temperature((2 * logits).astype(np.float32), drawn) == pytest.approx(
        0.5, abs=0.05
    )
    drawn[::2] = -1
    assert inverse_temperature(logits.astype(np.float32), drawn) == pytest.approx(1.0, abs=0.1)


POINTS_ONLY = OcularSettings(epochs=3, seed=3, batch=32, looks_at=("points",), average_decay=0.5)


@pytest.fixture(scope="module")
def finished(small_set, tmp_path_factory):
    """A run to its end, and the folder with its state."""
    folder = tmp_path_factory.mktemp("run")
    trainer = OcularTrainer(small_set, small_set, POINTS_ONLY, folder)
    return trainer, trainer.run(show_progress=False), folder


def test_training_learns(finished):
    trainer, _, _ = finished
    assert [record.epoch for record in trainer.history] == [0, 1, 2]
    assert trainer.history[-1].loss < trainer.history[0].loss
    assert 0.2 <= trainer.inverse_temperature <= 5.0


def test_run_that_was_broken_off_goes_on_where_it_stood(small_set, finished, tmp_path):
    trainer, _, _ = finished
    broken = OcularTrainer(small_set, small_set, POINTS_ONLY, tmp_path)
    broken._run_epoch(0, False)
    again = OcularTrainer(small_set, small_set, POINTS_ONLY, tmp_path)
    again.run(show_progress=False)
    assert again.history[0] == broken.history[0]
    assert [record.epoch for record in again.history] == [0, 1, 2]
    whole = [record.loss for record in trainer.history]
    assert [record.loss for record in again.history] == pytest.approx(whole, rel=0.1)


def test_finished_run_is_not_done_again(small_set, finished):
    trainer, model, folder = finished
    again = OcularTrainer(small_set, small_set, POINTS_ONLY, folder)
    same = again.run(show_progress=False)
    assert again.history == trainer.history
    face = small_set.points[:1]
    assert np.allclose(same([face])[0], model([face])[0], atol=1e-6)


def test_state_of_another_run_is_refused(small_set, finished):
    _, _, folder = finished
    other = OcularTrainer(small_set, small_set, replace(POINTS_ONLY, epochs=4), folder)
    with pytest.raises(EmoTuneError, match="begin anew"):
        other.run(show_progress=False)


@pytest.mark.parametrize("content", [b"", b"not a state", b"PK\x03\x04 cut short"])
def test_damaged_state_is_refused(small_set, tmp_path, content):
    (tmp_path / "ocular_points.npz").write_bytes(content)
    trainer = OcularTrainer(small_set, small_set, POINTS_ONLY, tmp_path)
    with pytest.raises(EmoTuneError, match="begin anew"):
        trainer.run(show_progress=False)


@pytest.mark.parametrize("looks_at", [(), ("ears",), ("eyes", "chin")])
def test_unknown_focal_parts_are_refused(small_set, looks_at, tmp_path):
    with pytest.raises(EmoTuneError, match="eyes"):
        OcularTrainer(small_set, small_set, OcularSettings(looks_at=looks_at), tmp_path)


def test_command_writes_network_card_and_pictures(tmp_path, monkeypatch):
    faces = face_set(120, seed=4)
    path = stored(tmp_path, faces)
    monkeypatch.setattr(
        ocular, "picture_landmarks", lambda images, workspace: made_up_landmarks(len(images))
    )
    out = tmp_path / "models"
    out.mkdir()
    monkeypatch.setattr(ocular, "COMPARED", {"points_alone": ("points",)})
    settings = OcularSettings(
        epochs=1, seed=3, batch=64, looks_at=("points", "mouth"), compare=True
    )
    ocular.train_ocular(path, out, tmp_path / "work", settings, "emotune train ocular")
    card = (out / "face_ocular.md").read_text()
    assert "emotune train ocular" in card and "looks at points, mouth" in card
    assert "face_ocular_curves.png" in card and (out / "face_ocular_curves.png").exists()
    assert "| points_alone |" in card and "| shipped |" in card
    network = OcularNetwork(out / "face_ocular.tflite")
    answer = network.classify(faces.images[0], stored_points(made_up_landmarks(1))[0])
    assert sum(answer.values) == pytest.approx(1.0, abs=1e-6)
