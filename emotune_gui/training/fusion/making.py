"""`emotune train fusion` and `emotune evaluate fusion`."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion
from emotune_gui.perception.fusion import (
    FUSION_FILE,
    FUSION_FOREST_FILE,
    ConfidenceFusion,
    ForestFusion,
    Fusion,
    load_fusion,
)
from emotune_gui.training.face.answers import Tell, answers, no_one
from emotune_gui.training.face.data import FaceSet, load_faces, split_rows, training_and_dev
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.fusion.card import write_fusion_card
from emotune_gui.training.fusion.evaluation import FusionFigures, fusion_figures, tables
from emotune_gui.training.fusion.fitting import (
    FusionSettings,
    fit_fusions,
    forest_file,
    fused_table,
    mean_log_loss,
    weights_file,
)
from emotune_gui.training.fusion.pairing import (
    FaceAnswers,
    Pairs,
    VoiceAnswers,
    halves,
    pair,
    read_out_of_fold,
)

VOICES_FILE = "fusion_voices.npz"
"""Answers of the folds' voice networks to people they never heard: numbers, no sound."""
TEST_SPLIT = "public"
ROUNDS = 4
"""Ways in which the people fitted on are parted again to choose the default."""


def train_fusion(
    faces: Path, out_of_fold: Path, models: Path, workspace: Path, s: FusionSettings, command: str
) -> dict[str, FusionFigures]:
    """Fit, choose the default, measure on other people, write weights and card.

    Raises EmoTuneError when the pictures or the voices' answers are not there.
    """
    voices = read_out_of_fold(out_of_fold)
    fitted_on = halves(voices)[0]
    everyone = load_faces(faces)
    dev = _face_answers(everyone.take(training_and_dev(everyone, s.seed)[1]), models, workspace)
    default = choose_default(dev, fitted_on, s)
    fusions = fit_fusions(pair(dev, fitted_on, s.each, s.seed), s)
    _write(fusions, default, models)
    write_atomically(models / VOICES_FILE, _voices_file(voices))
    told = measure_fusion(faces, models, workspace, no_one, s)
    write_fusion_card(models / "fusion.md", told, default, s, command)
    return told


def choose_default(faces: FaceAnswers, voices: VoiceAnswers, s: FusionSettings) -> str:
    """The fusion with the smaller log-loss on people and pictures it was not fitted on."""
    losses = {"confidence": 0.0, "forest": 0.0}
    for turn in range(ROUNDS):
        one, other = _parted(faces, voices, s, turn)
        for name, fusion in fit_fusions(one, s).items():
            losses[name] += mean_log_loss(fused_table(fusion, other), other)
    return min(losses, key=losses.__getitem__)


def measure_fusion(
    faces: Path, models: Path, workspace: Path, tell: Tell, s: FusionSettings
) -> dict[str, FusionFigures]:
    """Face, voice and both fusions on the public pictures and the speakers not fitted on."""
    pairs = _test_pairs(faces, models, workspace, tell, s)
    fusions = {name: load_fusion(models, name) for name in ("confidence", "forest")}
    return {
        name: fusion_figures(table, pairs.labels) for name, table in tables(pairs, fusions).items()
    }


def fusion_json(told: dict[str, FusionFigures], default: str) -> dict[str, Any]:
    """As printed: figures by name, the default, and what it gains over the better single side."""
    better = max(told[side].accuracy_7 for side in ("face", "voice"))
    named: dict[str, Any] = {name: asdict(figures) for name, figures in told.items()}
    gain = round(100 * (told[default].accuracy_7 - better), 2)
    return named | {"default": default, "gain_points": gain, "pairing": PAIRING_NOTE}


PAIRING_NOTE = (
    "no corpus has face and voice of the same person: pairs are made by class, image- and "
    "speaker-disjoint from what was fitted; the gain is an upper bound"
)


def _test_pairs(faces: Path, models: Path, workspace: Path, tell: Tell, s: FusionSettings) -> Pairs:
    voices = halves(read_out_of_fold(models / VOICES_FILE))[1]
    everyone = load_faces(faces)
    seen = everyone.take(split_rows(everyone, TEST_SPLIT))
    return pair(_face_answers(seen, models, workspace, tell), voices, s.each, s.seed + 1)


def _face_answers(
    faces: FaceSet, models: Path, workspace: Path, tell: Tell = no_one
) -> FaceAnswers:
    """The combination's answers where FER+ has a majority that a voice can have, too."""
    majority = faces.majority()
    known = (majority >= 0) & (majority != EMOTIONS.index(Emotion.CONTEMPT))
    told = answers(faces.take(known), models, workspace, tell)["combined"]
    return FaceAnswers(told.probabilities, majority[known])


def _parted(
    faces: FaceAnswers, voices: VoiceAnswers, s: FusionSettings, turn: int
) -> tuple[Pairs, Pairs]:
    rng = np.random.default_rng((s.seed, turn))
    speakers = rng.permutation(np.unique(voices.speakers))
    first = np.isin(voices.speakers, speakers[::2])
    left = rng.random(len(faces.labels)) < 0.5
    one = FaceAnswers(faces.probabilities[left], faces.labels[left])
    other = FaceAnswers(faces.probabilities[~left], faces.labels[~left])
    return (
        pair(one, voices.take(first), s.each, s.seed),
        pair(other, voices.take(~first), s.each, s.seed),
    )


def _write(fusions: dict[str, Fusion], default: str, models: Path) -> None:
    confidence, forest = fusions["confidence"], fusions["forest"]
    assert isinstance(confidence, ConfidenceFusion)
    assert isinstance(forest, ForestFusion)
    write_atomically(models / FUSION_FILE, weights_file(confidence, default))
    write_atomically(models / FUSION_FOREST_FILE, forest_file(forest.forest))


def _voices_file(voices: VoiceAnswers) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        probabilities=voices.probabilities.astype(np.float16),
        emotion=np.array([_heard_as(label) for label in voices.labels], np.int8),
        speaker=voices.speakers,
    )
    return buffer.getvalue()


def _heard_as(label: int) -> int:
    """Place in VOICE_EMOTIONS of a label of EMOTIONS other than contempt."""
    return VOICE_EMOTIONS.index(VoiceEmotion(EMOTIONS[label].value))
