from __future__ import annotations

import argparse
import json

import numpy as np
import pytest

from emotune_gui.commands import evaluate, train
from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.combining import Pool, PoolWeights
from emotune_gui.training.face.evaluation import (
    Answers,
    calibration_error,
    confusion,
    figures,
    macro_f1,
    pooled_answers,
    told_of,
    with_pool,
)
from emotune_gui.training.face.pooling import fit_pool, log_loss
from emotune_gui.training.face.report import figures_table, write_card
from tests.training.making import face_set, stored

H, S, A, N = (EMOTIONS.index(e) for e in (
    Emotion.HAPPINESS, Emotion.SADNESS, Emotion.ANGER, Emotion.NEUTRAL,
))  # fmt: skip


def certain(classes, p=0.93):
    table = np.full((len(classes), 8), (1 - p) / 7)
    table[np.arange(len(classes)), classes] = p
    return table


def labelled(classes):
    """A face set whose FER+ majorities are `classes` (-1: unknown)."""
    faces = face_set(len(classes))
    faces.votes[:] = 0
    for row, index in enumerate(classes):
        faces.votes[row, index if index >= 0 else 8] = 9
    return faces


def test_figures_of_a_hand_counted_case():
    faces = labelled([H, H, S, A, N, -1, EMOTIONS.index(Emotion.FEAR)])
    faces.fer_label[:] = (3, 3, 4, 0, 6, 1, 2)
    table = certain([H, S, S, A, H, H, EMOTIONS.index(Emotion.SURPRISE)])
    found = figures(Answers(table, 1.25), faces)
    assert found.n == 6
    assert found.accuracy_8 == pytest.approx(3 / 6, abs=1e-4)
    assert found.accuracy_4 == pytest.approx(3 / 5, abs=1e-4)
    assert found.accuracy_7_fer == pytest.approx(3 / 7, abs=1e-4)
    assert found.ece == pytest.approx(abs(0.93 - 0.5), abs=1e-3)
    assert found.ms_per_face == 1.25


def test_four_class_answer_is_restricted_to_the_four():
    faces = labelled([S])
    table = np.array([[0.1, 0.05, 0.5, 0.2, 0.05, 0.05, 0.05, 0.0]])
    found = figures(Answers(table, 0.0), faces)
    assert found.accuracy_8 == 0.0 and found.accuracy_4 == 1.0


def test_contempt_is_no_answer_to_the_original_labels():
    faces = labelled([EMOTIONS.index(Emotion.CONTEMPT)])
    faces.fer_label[:] = 0
    table = np.array([[0, 0, 0, 0, 0.3, 0, 0, 0.7]])
    found = figures(Answers(table, 0.0), faces)
    assert found.accuracy_8 == 1.0 and found.accuracy_7_fer == 1.0


def test_macro_f1_counts_rare_classes_like_common_ones():
    true = np.array([0] * 9 + [1])
    assert macro_f1(np.zeros(10, int), true) == pytest.approx((18 / 19 + 0) / 2, abs=1e-3)
    assert macro_f1(true, true) == 1.0


def test_calibration_error_is_nothing_when_sureness_is_met():
    sureness = np.full(1000, 0.8)
    right = np.arange(1000) < 800
    assert calibration_error(sureness, right) == pytest.approx(0.0, abs=1e-6)
    assert calibration_error(np.full(10, 1.0), np.zeros(10, bool)) == pytest.approx(1.0)


def test_confusion_has_the_truth_in_rows():
    faces = labelled([H, H, S, -1])
    table = confusion(Answers(certain([H, S, S, A]), 0.0), faces)
    assert table.sum() == 3
    assert table[H, H] == table[H, S] == table[S, S] == 1


def noisy_answers(majority, right, sure, seed):
    rng = np.random.default_rng(seed)
    told = np.where(rng.random(len(majority)) < right, majority, rng.integers(0, 8, len(majority)))
    return certain(told, sure)


def test_pool_trusts_the_better_recogniser_and_calms_the_overconfident():
    majority = np.random.default_rng(0).integers(0, 8, 4000)
    good = noisy_answers(majority, 0.8, 0.99, 1)
    poor = noisy_answers(majority, 0.4, 0.9, 2)
    pool = fit_pool({"cnn": good, "forest": poor}, majority)
    both = pool.pools[0].exponents
    assert both["cnn"] > both["forest"] > 0
    assert pool.alone["cnn"] < 1.0
    before = log_loss(np.log(good), majority)
    assert log_loss(pool.alone["cnn"] * np.log(good), majority) < before


def test_combined_answers_are_better_and_calibrated_in_a_made_up_case():
    faces = labelled(np.random.default_rng(0).integers(0, 8, 3000))
    majority = faces.majority()
    good, other = (noisy_answers(majority, r, 0.97, s) for r, s in ((0.7, 1), (0.6, 2)))
    pool = fit_pool({"cnn": good, "forest": other}, majority)
    given = with_pool(Answers(good, 1.0), Answers(other, 0.5), pool)
    found = {name: figures(answer, faces) for name, answer in given.items()}
    assert list(found) == ["cnn", "forest", "combined"]
    assert found["combined"].ece < 0.05 < figures(Answers(good, 1.0), faces).ece
    assert found["combined"].accuracy_8 >= found["cnn"].accuracy_8 - 0.01
    assert found["combined"].ms_per_face > 1.5


def parsed(module, *words):
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args(words)


def test_evaluate_prints_one_json_object_alone(tmp_path, capfd):
    path = stored(tmp_path, face_set(60))
    args = parsed(
        evaluate, "face", "--data", str(path), "--split", "public", "--json",
        "--workspace", str(tmp_path),
    )  # fmt: skip
    assert evaluate.run(args) == 0
    told = json.loads(capfd.readouterr().out)
    assert {"cnn", "forest", "combined"} <= set(told) <= {name.value for name in Recogniser}
    wanted = {
        "accuracy_8", "macro_f1_8", "accuracy_4", "accuracy_7_fer", "ece", "n", "ms_per_face",
    }  # fmt: skip
    for found in told.values():
        assert set(found) == wanted
        assert all(0 <= found[k] <= 1 for k in wanted - {"n", "ms_per_face"})
        assert found["n"] > 0 and found["ms_per_face"] > 0


def test_evaluate_without_json_prints_a_table(tmp_path, capfd):
    path = stored(tmp_path, face_set(40))
    evaluate.run(
        parsed(
            evaluate, "face", "--data", str(path), "--split", "all", "--workspace", str(tmp_path)
        )
    )
    lines = capfd.readouterr().out.splitlines()
    assert "accuracy_8" in lines[0] and lines[1].startswith("cnn")
    assert lines[-1].startswith("combined") and len({len(line) for line in lines}) == 1


def test_evaluate_says_when_a_split_is_empty(tmp_path):
    faces = face_set(10)
    faces.usage[:] = 0
    args = parsed(evaluate, "face", "--data", str(stored(tmp_path, faces)), "--split", "private")
    with pytest.raises(EmoTuneError, match="no rows of the split 'private'"):
        evaluate.run(args)


def test_train_says_when_the_set_cannot_be_read(tmp_path):
    args = parsed(train, "forest", "--data", str(tmp_path / "none.npz"), "--out", str(tmp_path))
    with pytest.raises(EmoTuneError, match="cannot be read"):
        train.run(args)


def test_train_says_which_part_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(train.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EmoTuneError, match=r"tensorflow.*'train' extra"):
        train.run(parsed(train, "face", "--data", str(tmp_path)))


def test_card_holds_figures_terms_and_command(tmp_path):
    faces = labelled([H, S, A, N])
    found = {"cnn": figures(Answers(certain([H, S, A, H]), 0.5), faces)}
    assert "| cnn | 0.75 |" in figures_table(found)
    write_card(tmp_path / "card.md", "A net", "Made so.", "emotune train face", found)
    card = (tmp_path / "card.md").read_text()
    for wanted in ("# A net", "0.75", "no licence", "emotune train face", "dev rows", "Limits"):
        assert wanted in card


def test_answers_learnt_from_the_original_labels_are_used_for_them_alone():
    faces = labelled([H, S, A])
    faces.fer_label[:] = (3, 4, -1)  # the last has no original label
    seven = np.eye(7)[[3, 0, 0]]
    found = figures(Answers(certain([S, S, A]), 0.0, seven), faces)
    assert found.accuracy_7_fer == 0.5
    assert found.accuracy_8 == pytest.approx(2 / 3, abs=1e-4)


def test_the_one_stage_detector_has_no_say_in_the_combination():
    faces = labelled(np.random.default_rng(0).integers(0, 8, 50))
    right, wrong = certain(faces.majority()), certain((faces.majority() + 1) % 8)
    pool = PoolWeights((Pool({"cnn": 0.5, "onestage": 2.0}), Pool({"cnn": 1.0})))
    raw = {"cnn": Answers(right, 2.0), "onestage": Answers(wrong, 5.0)}
    given = pooled_answers(raw, pool)
    assert list(given) == ["cnn", "onestage", "combined"]
    assert figures(given["combined"], faces).accuracy_8 == 1.0
    assert 2.0 <= given["combined"].ms_per_face < 5.0


def test_told_of_restricts_the_second_answer_to_the_four():
    faces = labelled([S, -1])
    table = np.array([[0.1, 0.05, 0.5, 0.2, 0.05, 0.05, 0.05, 0.0]] * 2)
    told = told_of(Answers(table, 0.0), faces)
    assert told.eight[0] == EMOTIONS.index(Emotion.SURPRISE) and told.four[0] == S
    assert told.known.tolist() == [True, False]
