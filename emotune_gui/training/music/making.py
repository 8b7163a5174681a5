"""`emotune train music`: the conditioned network, four emotion models and the chord network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.composing.opening import CHORD_FILE, CONDITIONED, NETWORK_FILES
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.music.card import CardFacts, draw_curves, write_card
from emotune_gui.training.music.chord_examples import load_chord_examples
from emotune_gui.training.music.examples import Examples, load_examples
from emotune_gui.training.music.loop import MusicEpoch, MusicSettings, MusicTraining, Weights
from emotune_gui.training.music.network import build_chord_network, step_file

_TUNING_EPOCHS = 1
_TUNING_RATE = 4e-4
_CHORD_EPOCHS = 12
_SHARPENING = 2.0
"""Exponent on the weak probability of an emotion: few songs are surely of it."""
_MOST_ALIKE = 0.25
"""Share of the development chunks on which an emotion model is measured."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """An emotion model: nats a slot (melody and accompaniment) on the development chunks most
    like its emotion, before and after it went on learning."""

    before: tuple[float, float]
    after: tuple[float, float]


def train_music(
    data: Path, out: Path, workspace: Path, settings: MusicSettings, command: str
) -> None:
    """Train all six and write files, card and curves to `out`; an interrupted run goes on.

    Raises EmoTuneError when the corpora are missing or the run found had other settings.
    """
    chords = load_chord_examples(data, workspace)
    examples = load_examples(data, workspace)
    taught, dev = examples.where(~examples.dev), examples.where(examples.dev)
    base = MusicTraining(taught, dev, settings, workspace / "music_rnn.npz")
    weights = base.run()
    base.network.set_weights(weights)
    write_atomically(out / NETWORK_FILES[CONDITIONED], step_file(base.network))
    tuned = {
        emotion: _tuned(emotion, taught, dev, weights, settings, out, workspace)
        for emotion in SongEmotion
    }
    progress = _chords(chords, settings, out, workspace)
    draw_curves({"writing": base.history, "chords": progress}, out / "music_rnn_curves.png")
    facts = CardFacts(
        settings=settings,
        chunks=(len(taught), len(dev)),
        numbers=int(base.network.count_params()),
        writing=base.history,
        chords=progress,
        tuned={emotion: (found.before, found.after) for emotion, found in tuned.items()},
        tuning=(_TUNING_EPOCHS, _TUNING_RATE),
        command=command,
    )
    write_card(facts, out / "music_rnn.md")


def emotion_shares(examples: Examples, emotion: SongEmotion) -> npt.NDArray[np.float64]:
    """How much each chunk counts for an emotion: the weak probability of its quadrant, squared."""
    valence, arousal = (0.5 + 0.5 * examples.affects.astype(np.float64)).T
    if emotion in (SongEmotion.ANGRY, SongEmotion.SAD):
        valence = 1.0 - valence
    if emotion in (SongEmotion.CALM, SongEmotion.SAD):
        arousal = 1.0 - arousal
    return np.asarray((valence * arousal) ** _SHARPENING)


def _tuned(
    emotion: SongEmotion,
    taught: Examples,
    dev: Examples,
    weights: Weights,
    settings: MusicSettings,
    out: Path,
    workspace: Path,
) -> Tuned:
    """Goes on from the conditioned network with the songs of one emotion drawn more often."""
    shares = emotion_shares(dev, emotion)
    alike = shares >= np.quantile(shares, 1 - _MOST_ALIKE)
    training = MusicTraining(
        taught,
        dev.where(alike),
        replace(settings, epochs=_TUNING_EPOCHS, peak_rate=_TUNING_RATE),
        workspace / f"music_rnn_{emotion.value}.npz",
        shares=emotion_shares(taught, emotion),
        start=weights,
    )
    live = training.network.get_weights()
    training.network.set_weights(weights)
    before = training.measured()
    training.network.set_weights(live)
    training.network.set_weights(training.run())
    after = training.measured()
    file = out / NETWORK_FILES[f"rnn-{emotion.value}"]
    write_atomically(file, step_file(training.network))
    return Tuned(before, after)


def _chords(
    examples: Examples, settings: MusicSettings, out: Path, workspace: Path
) -> list[MusicEpoch]:
    training = MusicTraining(
        examples.where(~examples.dev),
        examples.where(examples.dev),
        replace(settings, epochs=_CHORD_EPOCHS, peak_rate=3e-3),
        workspace / "music_rnn_chords.npz",
        build=build_chord_network,
    )
    weights: Any = training.run()
    training.network.set_weights(weights)
    write_atomically(out / CHORD_FILE, step_file(training.network))
    return training.history
