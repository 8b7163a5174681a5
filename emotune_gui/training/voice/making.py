"""From labelled voices to everything in `models/` that concerns the voice."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.voice.recogniser import VoiceNetwork
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.voice.data import Clip
from emotune_gui.training.voice.evaluation import Opinions, opinions_on
from emotune_gui.training.voice.exporting import Deployed, to_tflite
from emotune_gui.training.voice.hearing import (
    Knowledge,
    early_statistics,
    population,
    relative_statistics,
)
from emotune_gui.training.voice.network import JudgeTrainer, VoiceSettings, joined_judges
from emotune_gui.training.voice.pretrained import LstmWeights
from emotune_gui.training.voice.speech import with_bar
from emotune_gui.training.voice.targets import targets_of

LOG = logging.getLogger(__name__)
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What training works on: N clips, their raw statistics in each variant, and what made them.

    `raw` is variants x N x S; `seconds` is the speech of each clip.
    """

    clips: Sequence[Clip]
    raw: FloatArray
    seconds: npt.NDArray[np.float64]
    layers: tuple[LstmWeights, LstmWeights]

    def take(self, rows: IntArray) -> Heard:
        clips = [self.clips[int(row)] for row in rows]
        return Heard(clips, self.raw[:, rows], self.seconds[rows], self.layers)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A network's file, the population it was trained on, and how the loss went."""

    network: VoiceNetwork
    centre: FloatArray
    spread: FloatArray
    losses: tuple[tuple[float, ...], ...]


def train_once(heard: Heard, settings: VoiceSettings, path: Path, name: str) -> Trained:
    """Train the judges on all of `heard` and write the network to `path`.

    Resumes: a network already there, made from the same clips and settings, is taken as it is.
    """
    told = path.with_suffix(".json")
    wanted = {"settings": asdict(settings), "clips": _digest(heard)}
    centre, spread = population(heard.raw[0], heard.clips)
    if path.is_file() and told.is_file():
        found = json.loads(told.read_text(encoding="utf-8"))
        if {key: found[key] for key in wanted} == json.loads(json.dumps(wanted)):
            LOG.info("%s is there already", name)
            return Trained(VoiceNetwork(path), centre, spread, _losses(found["losses"]))
    models, losses = _judges(heard, centre, spread, settings, name)
    deployed = Deployed(heard.layers, centre, spread, joined_judges(models), settings.temperature)
    write_atomically(path, to_tflite(deployed))
    write_atomically(told, json.dumps(wanted | {"losses": losses}, indent=1).encode())
    return Trained(VoiceNetwork(path), centre, spread, _losses(losses))


def answers(trained: Trained, heard: Heard, knowledge: Knowledge) -> Opinions:
    """What a trained network says of other clips."""
    standard = (heard.raw[0] - trained.centre) / trained.spread
    relative = relative_statistics(standard, heard.clips, heard.seconds, knowledge)
    return opinions_on(trained.network, relative)


def _judges(
    heard: Heard, centre: FloatArray, spread: FloatArray, settings: VoiceSettings, name: str
) -> tuple[list[Any], list[list[float]]]:
    shown = _shown(heard, centre, spread, settings)
    targets = targets_of(heard.clips, settings.smoothing, settings.balance)
    models, losses = [], []
    for member in range(settings.judges):
        trainer = JudgeTrainer(shown, targets, settings, member)
        bar = f"{name}, judge {member + 1} of {settings.judges}"
        for _ in with_bar(range(settings.epochs), bar):
            trainer.run_epoch()
        models.append(trainer.model)
        losses.append(trainer.losses)
    return models, losses


def _shown(
    heard: Heard, centre: FloatArray, spread: FloatArray, settings: VoiceSettings
) -> FloatArray:
    """Variants x clips x S relative to the speakers: as recorded, disturbed, hardly known yet."""
    standard = (heard.raw - centre) / spread
    known = [
        relative_statistics(one, heard.clips, heard.seconds, Knowledge.NORMALISED)
        for one in standard[: settings.variants]
    ]
    draw = np.random.default_rng((settings.seed, 2))
    early = [
        early_statistics(standard[0], heard.clips, heard.seconds, draw)
        for _ in range(settings.early)
    ]
    return np.nan_to_num(np.stack([*known, *early]))


def _losses(losses: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(of_one) for of_one in losses)


def _digest(heard: Heard) -> str:
    import hashlib

    content = hashlib.sha256(np.ascontiguousarray(heard.raw[0]).tobytes())
    content.update("".join(f"{c.speaker}{c.emotion}" for c in heard.clips).encode())
    return content.hexdigest()[:16]
