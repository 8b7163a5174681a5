"""Training the one-stage detector: skipped where TensorFlow is not installed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

tf = pytest.importorskip("tensorflow")

from emotune_gui.domain.faults import EmoTuneError  # noqa: E402
from emotune_gui.perception.face.following import box_round  # noqa: E402
from emotune_gui.perception.face.onestage import CELL, UNIT_SIDE, OneStageDetector  # noqa: E402
from emotune_gui.training.face import onestage_network as network  # noqa: E402
from emotune_gui.training.face.composites import composite_set  # noqa: E402
from emotune_gui.training.face.exporting import to_tflite  # noqa: E402
from emotune_gui.training.face.onestage import found_section  # noqa: E402
from emotune_gui.training.face.onestage_choosing import (  # noqa: E402
    FALSE_ALARMS,
    as_cells,
    choose_temperature,
    choose_threshold,
    chosen_shift,
)
from emotune_gui.training.face.onestage_loop import OneStageSettings, OneStageTrainer  # noqa: E402
from emotune_gui.training.face.onestage_stock import StockSizes, make_stock  # noqa: E402
from emotune_gui.training.face.onestage_trials import (  # noqa: E402
    Outcome,
    Photograph,
    Trial,
    changed_photograph,
    read_photographs,
    trials_table,
)
from emotune_gui.training.face.pretrained import recognition_weights  # noqa: E402
from tests.training.making import face_set  # noqa: E402

SMALL = OneStageSettings(
    epochs=2, seed=3, cycles=2, small_sides=(48, 64), small_pixels=16_000, whole_batch=2,
    warmup_epochs=0.5, average_decay=0.5,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def small_network():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "BLOCKS", ((32, 1), (64, 1), (128, 1)))
        patch.setattr(network, "HEAD", 16)
        yield


def one_face(x, y, side, emotion=2):
    faces = np.array([[[1, x, y, side], [0, 0, 0, 20]]], np.float32)
    labels = np.zeros((1, 2, 8), np.float32)
    labels[..., emotion] = 1
    return tf.constant(faces), tf.constant(labels)


def test_the_middle_cell_is_hottest_and_knows_the_box():
    faces, labels = one_face(43.0, 29.0, 40.0)
    heat, box, shown = (v.numpy()[0] for v in network.targets(faces, labels, 10, 10))
    middle = np.argwhere(heat > 0.999).tolist()
    assert [3, 5] in middle and 1 <= len(middle) <= 4 and heat[9, 0] < 1e-3
    assert box[3, 5] == pytest.approx([43 / CELL - 5.5, 29 / CELL - 3.5, np.log(40 / UNIT_SIDE)])
    assert box[3, 6, 0] == pytest.approx(43 / CELL - 6.5)
    assert shown[3, 5].argmax() == 2


@given(st.floats(0.0, 80.0), st.floats(0.0, 80.0), st.floats(12.0, 70.0))
@settings(max_examples=30, deadline=None)
def test_wherever_the_middle_lies_one_cell_is_well_inside(x, y, side):
    faces, labels = one_face(x, y, side)
    heat = network.targets(faces, labels, 10, 10)[0].numpy()[0]
    row, column = (min(9, int(v // CELL)) for v in (y, x))
    assert heat[row, column] == pytest.approx(1.0)
    assert 1 <= (heat > 0.999).sum() <= 5


def test_an_empty_picture_has_no_heat():
    heat, _, _ = network.targets(tf.zeros((1, 2, 4)), tf.zeros((1, 2, 8)), 6, 6)
    assert float(tf.reduce_max(heat)) == 0.0


def test_the_right_answer_costs_less_than_any_wrong_one():
    faces, labels = one_face(43.0, 29.0, 40.0)
    heat, box, shown = network.targets(faces, labels, 10, 10)
    logit = tf.where(heat > 0.999, 9.0, -9.0)[..., None]
    right = tf.concat([logit, box, shown * 9.0], axis=-1)
    score, place, emotion = (float(v) for v in network.loss_parts(right, faces, labels))
    assert max(score, place, emotion) < 0.01
    wrong = tf.concat([-logit, box + 1.0, -shown * 9.0], axis=-1)
    assert all(
        float(bad) > good + 0.3
        for bad, good in zip(
            network.loss_parts(wrong, faces, labels), (score, place, emotion), strict=True
        )
    )


def test_light_is_evened_out():
    rng = np.random.default_rng(1)
    picture = rng.integers(60, 200, (1, 64, 64, 1)).astype(np.float32)
    dim = picture * 0.25 + 8
    one, other = (np.asarray(network._evened(tf.constant(p))) for p in (picture, dim))
    assert np.abs(one - other).mean() < 0.1 * np.abs(one).mean()
    flat = np.asarray(network._evened(tf.constant(np.full((1, 64, 64, 1), 90.0, np.float32))))
    assert np.abs(flat).max() < 1e-3


def test_recognition_weights_are_put_in_without_changing_what_they_compute():
    keras = pytest.importorskip("keras")
    given = recognition_weights()
    model = network.build_network()
    pictures = np.random.default_rng(0).integers(0, 255, (4, 64, 64, 1)).astype(np.float32)
    network.begin_from(model, given, pictures)
    stem = given.convolutions[0]
    evened = network._evened(tf.constant(pictures))
    kernel = stem.kernel.sum(2, keepdims=True) * network.PICTURE_SCALE
    expected = stem.scale * (tf.nn.conv2d(evened, kernel, 2, "SAME") + stem.bias) + stem.shift
    probe = keras.Model(model.input, model.get_layer("stem_norm").output)
    assert np.allclose(probe(pictures, training=False), expected, atol=2e-2)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    model = network.build_network()
    path = tmp_path_factory.mktemp("net") / "net.tflite"
    path.write_bytes(to_tflite(network.deployed_model(model.get_weights(), 3.0, 2.0)))
    return model, OneStageDetector(path)


def test_exported_file_answers_like_the_keras_model(exported):
    model, detector = exported
    canvas = np.random.default_rng(4).integers(0, 255, (144, 192)).astype(np.uint8)
    raw = model(canvas[None, ..., None].astype(np.float32), training=False).numpy()
    cells = as_cells(raw, 3.0, 2.0)[0]
    answer = detector.cells(canvas)
    assert answer.shape == (18, 24, 12)
    assert np.abs(answer - cells).mean() < 0.02
    assert np.allclose(answer[..., 4:].sum(axis=-1), 1, atol=1e-4)


def trained(folder, epochs, seed=3):
    faces = face_set(60, seed=1)
    boxes = np.tile(np.array([23.5, 25.0, 38.0], np.float32), (60, 1))
    stock = make_stock(faces.images, 3, False, StockSizes(4, 3, 3, 3))
    given = composite_set(faces.images, boxes, faces.soft_labels(), stock)
    settings = replace(SMALL, epochs=epochs, seed=seed)
    trainer = OneStageTrainer(given, faces, settings, folder, None)
    trainer.run(show_progress=False)
    return trainer


def test_a_run_is_taken_up_where_it_stood_and_never_mixed(tmp_path):
    first = trained(tmp_path, 1)
    again = trained(tmp_path, 2)
    assert again.history[0] == first.history[0] and len(again.history) == 2
    assert int(again._optimizer.iterations) == 2 * 2 * 3
    assert all(np.isfinite(w).all() for w in again.average())
    told = json.loads((tmp_path / "history.json").read_text())
    assert told["settings"]["seed"] == 3
    with pytest.raises(EmoTuneError, match="seed 3"):
        trained(tmp_path, 2, seed=4)


def scored(scores):
    """Raw answers of pictures whose only face-like cell has these scores."""
    raw = np.zeros((len(scores), 18, 24, 12), np.float32)
    raw[..., 0] = -9
    for one, score in zip(raw, scores, strict=True):
        one[5, 7, 0] = np.log(score / (1 - score))
        one[5, 7, 3] = np.log(40 / UNIT_SIDE)
    return raw


def test_the_threshold_shuts_false_alarms_out():
    there, nothing = [0.8] * 150 + [0.5] * 50, [0.45] * 20 + [0.05] * 80
    faces = np.zeros((300, 2, 4), np.float32)
    faces[:200, 0] = 1, 60, 44, 40
    told = choose_threshold(scored(there + nothing), faces)
    assert 0.45 < told.threshold <= 0.5
    assert told.recall == 1.0 and told.false_alarms <= FALSE_ALARMS
    assert told.by_size == ((40, 70, 1.0),)
    shifted = as_cells(scored([told.threshold]), chosen_shift(told.threshold), 1.0)
    assert shifted[0, 5, 7, 0] == pytest.approx(0.5, abs=1e-5)


def test_overconfident_answers_are_cooled():
    faces = face_set(200, seed=5)
    faces = faces.take(faces.majority() >= 0)
    rng = np.random.default_rng(6)
    raw = np.zeros((len(faces), 18, 24, 12), np.float32)
    guess = np.where(rng.random(len(faces)) < 0.6, faces.majority(), rng.integers(0, 8, len(faces)))
    raw[np.arange(len(faces)), :, :, 4 + guess] = 8.0
    assert choose_temperature(raw, faces, 0.0) > 1.5


def photograph():
    """A grey picture with a white spot on landmark 30, the nose."""
    rng = np.random.default_rng(7)
    points = rng.uniform((140, 90), (260, 210), (68, 2)).astype(np.float32)
    points[30] = 210, 160
    grey = np.full((300, 400), 60, np.uint8)
    grey[156:165, 206:215] = 255
    return Photograph(grey, points)


@pytest.mark.parametrize(
    "trial",
    [
        Trial("as it is"),
        Trial("tilted", tilt=30),
        Trial("small", face_side=60),
        Trial("squeezed", squeeze=0.6),
    ],
)
def test_points_go_where_the_photograph_goes(trial):
    changed = changed_photograph(photograph(), trial)
    assert changed.grey.shape == (480, 640)
    bright = np.argwhere(changed.grey > 0.8 * changed.grey.max())
    assert np.abs(bright.mean(axis=0)[::-1] - changed.points[30]).max() < 2.5
    box = box_round(changed.points)
    assert abs(box.x + box.width / 2 - 320) < 40 and abs(box.y + box.height / 2 - 240) < 40


def test_a_card_covers_half_the_face_and_less_light_is_darker():
    shown = photograph()
    plain = changed_photograph(shown, Trial("plain"))
    below = changed_photograph(shown, Trial("below", covered="below"))
    box = box_round(below.points)
    middle = box.y + 3 * box.height // 4
    assert (below.grey[middle, box.x + 5 : box.x + box.width - 5] == 128).all()
    assert np.array_equal(below.grey[: box.y], plain.grey[: box.y])
    dim = changed_photograph(shown, Trial("dim", gain=0.1))
    assert dim.grey.max() == round(0.1 * float(plain.grey.max()))


def test_photographs_need_their_points(tmp_path):
    from matplotlib.image import imsave

    for name in ("with", "without"):
        imsave(tmp_path / f"{name}.jpg", np.full((20, 30, 3), 90, np.uint8))
    rows = "\n".join(f"{i},{i + 1}" for i in range(68))
    (tmp_path / "with.csv").write_text(f"x,y\n{rows}\n")
    (found,) = read_photographs(tmp_path)
    assert found.grey.shape == (20, 30) and found.points[3].tolist() == [3.0, 4.0]


def test_the_card_says_where_it_is_worse():
    names = ("HOG and Haar", "one-stage")
    outcomes = [
        Outcome("upright", 10, dict(zip(names, (1.0, 0.9), strict=True))),
        Outcome("tilted", 10, dict(zip(names, (0.2, 0.8), strict=True))),
    ]
    table = trials_table(outcomes)
    assert "| upright | 100 % | 90 % |" in table
    assert "finds more than they do: tilted." in table and "finds fewer: upright." in table
    faces = np.zeros((2, 2, 4), np.float32)
    faces[:, 0] = 1, 60, 44, 40
    told = choose_threshold(scored([0.9, 0.8]), faces)
    assert "100.0 % of the faces found" in found_section(told, outcomes)
