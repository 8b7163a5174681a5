"""Fitting and measuring the fusion on made-up people."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import VOICE_EMOTIONS
from emotune_gui.perception.fusion import ConfidenceFusion, ForestFusion, load_fusion
from emotune_gui.training.fusion.evaluation import fusion_figures, tables
from emotune_gui.training.fusion.fitting import (
    FusionSettings,
    fit_confidence,
    fit_fusions,
    forest_file,
    weights_file,
)
from emotune_gui.training.fusion.making import choose_default
from emotune_gui.training.fusion.pairing import (
    FaceAnswers,
    VoiceAnswers,
    halves,
    pair,
    read_out_of_fold,
)

pytest.importorskip("sklearn")
SETTINGS = FusionSettings(trees=8, leaves=30, each=2)
HEARD = [e for e in VOICE_EMOTIONS if e.value != "calm"]


def answers(labels: np.ndarray, order: list[str], strength: float, seed: int) -> np.ndarray:
    """Noisy softmax answers; the greater the strength the more often they are right."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(len(labels), len(order)))
    for row, label in enumerate(labels):
        logits[row, order.index(EMOTIONS[label].value)] += strength
    raised = np.exp(logits)
    return raised / raised.sum(axis=1, keepdims=True)


def people(strength_face: float = 2.0, strength_voice: float = 1.5, n: int = 420):
    rng = np.random.default_rng(1)
    known = [EMOTIONS.index(Emotion(e.value)) for e in HEARD]
    faces = rng.choice(known, n)
    voices = rng.choice(known, n)
    speakers = np.array([f"speaker_{k % 10}" for k in range(n)])
    return (
        FaceAnswers(answers(faces, [e.value for e in EMOTIONS], strength_face, 2), faces),
        VoiceAnswers(
            answers(voices, [e.value for e in VOICE_EMOTIONS], strength_voice, 3), voices, speakers
        ),
    )


def test_pairs_share_their_label_and_halves_share_no_speaker() -> None:
    faces, voices = people()
    one, other = halves(voices)
    assert not set(one.speakers) & set(other.speakers)
    assert len(one.labels) + len(other.labels) == len(voices.labels)
    pairs = pair(faces, one, each=3, seed=5)
    assert len(pairs) == 3 * len(one.labels)
    by_row = {tuple(p): label for p, label in zip(faces.probabilities, faces.labels, strict=True)}
    assert all(by_row[tuple(p)] == label for p, label in zip(pairs.face, pairs.labels, strict=True))


def test_an_emotion_that_no_voice_says_is_told() -> None:
    faces, voices = people()
    few = voices.take(voices.labels != EMOTIONS.index(Emotion.FEAR))
    with pytest.raises(EmoTuneError, match="fear"):
        pair(faces, few, 1, 0)


def test_emotions_come_as_often_as_among_the_pictures() -> None:
    faces, voices = people()
    neutral = EMOTIONS.index(Emotion.NEUTRAL)
    often = np.flatnonzero((faces.labels == neutral) | (np.arange(len(faces.labels)) % 8 == 0))
    mostly = FaceAnswers(faces.probabilities[often], faces.labels[often])
    pairs = pair(mostly, voices, each=4, seed=3)
    share = (mostly.labels == neutral).mean()
    assert (pairs.labels == neutral).mean() == pytest.approx(share, abs=0.05)


def test_the_better_side_gets_the_larger_exponent_or_share() -> None:
    faces, voices = people(strength_face=0.3, strength_voice=3.0)
    fitted = fit_confidence(pair(faces, voices, 3, 0))
    assert fitted.voice > 2 * fitted.face
    assert fitted.bias[EMOTIONS.index(Emotion.CONTEMPT)] == 0.0


def test_both_fusions_beat_either_side_on_other_people() -> None:
    faces, voices = people()
    fit_on, tested = halves(voices)
    fusions = fit_fusions(pair(faces, fit_on, 3, 0), SETTINGS)
    other_faces = FaceAnswers(*_fresh_faces())
    pairs = pair(other_faces, tested, 3, 1)
    told = {n: fusion_figures(t, pairs.labels) for n, t in tables(pairs, fusions).items()}
    better = max(told["face"].accuracy_7, told["voice"].accuracy_7)
    assert told["confidence"].accuracy_7 > better + 0.05
    assert told["forest"].accuracy_7 > better
    assert told["confidence"].n == len(pairs)


def _fresh_faces():
    known = [EMOTIONS.index(Emotion(e.value)) for e in HEARD]
    labels = np.random.default_rng(11).choice(known, 300)
    return answers(labels, [e.value for e in EMOTIONS], 2.0, 12), labels


def test_figures_of_a_perfect_and_of_a_constant_answer() -> None:
    labels = np.array([0, 0, 1, 3])
    perfect = fusion_figures(np.eye(8)[labels], labels)
    assert (perfect.accuracy_7, perfect.macro_f1_7, perfect.accuracy_4) == (1.0, 1.0, 1.0)
    constant = fusion_figures(np.eye(8)[[0, 0, 0, 0]], labels)
    assert constant.accuracy_7 == 0.5
    assert constant.unweighted_recall_7 == pytest.approx(1 / 3, abs=1e-4)


def test_what_is_written_is_what_was_fitted(tmp_path: Path) -> None:
    faces, voices = people()
    pairs = pair(faces, voices, 2, 0)
    fusions = fit_fusions(pairs, SETTINGS)
    confidence, forest = fusions["confidence"], fusions["forest"]
    assert isinstance(confidence, ConfidenceFusion)
    assert isinstance(forest, ForestFusion)
    (tmp_path / "fusion.json").write_bytes(weights_file(confidence, "forest"))
    (tmp_path / "fusion_forest.npz").write_bytes(forest_file(forest.forest))
    read = load_fusion(tmp_path)
    assert read.name == "forest"
    known = tables(pairs, fusions)
    again = tables(pairs, {n: load_fusion(tmp_path, n) for n in fusions})
    for name, table in known.items():
        np.testing.assert_allclose(again[name], table, atol=2e-3)


def test_the_default_is_one_of_the_two() -> None:
    assert choose_default(*people(n=210), SETTINGS) in ("confidence", "forest")


def test_the_folds_answers_are_read_and_calm_counts_as_neutral(tmp_path: Path) -> None:
    path = tmp_path / "out_of_fold.npz"
    np.savez(
        path,
        probabilities=np.full((2, 8), 0.125),
        emotion=np.array([VOICE_EMOTIONS.index(e) for e in ("calm", "anger")]),
        speaker=np.array(["a", "b"]),
    )
    read = read_out_of_fold(path)
    assert [EMOTIONS[label] for label in read.labels] == [Emotion.NEUTRAL, Emotion.ANGER]
    with pytest.raises(EmoTuneError, match="train voice"):
        read_out_of_fold(tmp_path / "other.npz")
