"""`emotune train voice`: the trials, the shipped network, its card."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.voice.recogniser import VOICE_FILE
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.voice.data import load_clips
from emotune_gui.training.voice.evaluation import calibration_error, confusion
from emotune_gui.training.voice.hearing import (
    Knowledge,
    kept_statistics,
    open_encoder,
    seconds_of,
)
from emotune_gui.training.voice.making import Heard, train_once
from emotune_gui.training.voice.measuring import TRAINING_FILE, estimate_ms
from emotune_gui.training.voice.network import VoiceSettings
from emotune_gui.training.voice.pretrained import speaker_encoder
from emotune_gui.training.voice.report import (
    CONFUSION,
    CURVES,
    draw_confusion,
    draw_curves,
    failures_told,
    write_card,
)
from emotune_gui.training.voice.speech import Speech, speech_of_clips
from emotune_gui.training.voice.trials import (
    across_corpora,
    mean_of_folds,
    out_of_fold,
    random_split,
    write_out_of_fold,
)

LOG = logging.getLogger(__name__)
OUT_OF_FOLD = "out_of_fold.npz"


@dataclass(frozen=True, slots=True)
class VoicePlan:
    """What is measured before the shipped network is trained."""

    folds: int = 5
    across: bool = False
    """Also train without each corpus and test on it."""
    random: bool = False
    """Also the leaking random split."""


def train_voice(
    data: Path, out: Path, workspace: Path, settings: VoiceSettings, plan: VoicePlan, command: str
) -> None:
    """Measure on folds of speakers, then train on everybody and write the files of `models`.

    Whatever was finished in `workspace` with the same settings is taken from there.
    """
    out.mkdir(parents=True, exist_ok=True)
    workspace.mkdir(parents=True, exist_ok=True)
    heard, speech = hear(data, workspace, settings)
    found = out_of_fold(heard, settings, plan.folds, workspace)
    write_out_of_fold(found, heard, workspace / OUT_OF_FOLD)
    main = found.opinions[Knowledge.NORMALISED]
    results: dict[str, Any] = {
        "count": plan.folds,
        "folds": {kind.value: mean_of_folds(found, heard, kind) for kind in Knowledge},
        "temperature": found.temperature,
        "calibration_error": calibration_error(main, heard.clips),
        "across": across_corpora(heard, settings, workspace) if plan.across else None,
        "random": random_split(heard, settings, plan.folds, workspace) if plan.random else None,
    }
    shipped = train_once(
        heard, replace(settings, temperature=found.temperature), workspace / "all.tflite", "all"
    )
    write_atomically(out / VOICE_FILE, (workspace / "all.tflite").read_bytes())
    speakers = sorted({f"{clip.corpus}/{clip.speaker}" for clip in heard.clips})
    write_atomically(out / TRAINING_FILE, json.dumps({"speakers": speakers}, indent=0).encode())
    results["ms_per_estimate"] = estimate_ms(shipped.network, speech)
    write_atomically(workspace / "results.json", json.dumps(results, indent=1).encode())
    table = confusion(main, heard.clips)
    draw_confusion(table, "speakers never heard, normalised", out / CONFUSION)
    draw_curves(shipped.losses, out / CURVES)
    write_card(out, settings, results, failures_told(main, heard.clips, table), command)
    LOG.info("%s", json.dumps(results["folds"]["normalised"]))


def hear(data: Path, workspace: Path, settings: VoiceSettings) -> tuple[Heard, Speech]:
    """The clips of a folder, heard through the borrowed encoder; unreadable ones left out."""
    clips, unknown = load_clips(data)
    if unknown:
        LOG.info("%d rows have an emotion that is not told apart here", unknown)
    if any(not clip.speaker for clip in clips):
        raise EmoTuneError("Training needs the column speaker filled in for every recording.")
    layers = speaker_encoder()
    speech = speech_of_clips(clips, workspace, LOG.warning)
    encoder = open_encoder(layers, workspace)
    raw = kept_statistics(encoder, speech, clips, settings.variants, settings.seed, workspace)
    heard = Heard(clips, raw, seconds_of(speech), (layers[0], layers[1]))
    readable = np.flatnonzero(np.isfinite(raw).all(axis=(0, 2)))
    return heard.take(readable.astype(np.int64)), speech
