"""How the voice network does on people, corpora and clips that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.training.voice.data import FIVE, FOUR, random_folds, speaker_folds
from emotune_gui.training.voice.evaluation import (
    Figures,
    Opinions,
    by_corpus,
    figures,
    fitted_temperature,
    recall_among,
    tempered,
)
from emotune_gui.training.voice.hearing import Knowledge
from emotune_gui.training.voice.making import Heard, answers, train_once
from emotune_gui.training.voice.network import VoiceSettings

IntArray = npt.NDArray[np.int64]
LEAKING = "random split, leaking: the same speakers on both sides"


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """What networks said of clips of speakers they had never heard, in the order of the clips."""

    opinions: dict[Knowledge, Opinions]
    folds: IntArray
    temperature: float
    """Fitted on these answers, and applied in them."""


def out_of_fold(
    heard: Heard, settings: VoiceSettings, count: int, workspace: Path, leaking: bool = False
) -> OutOfFold:
    """Train `count` networks, each judging the clips it was not trained on.

    Folds keep speakers apart, save where `leaking`: then clips are dealt at random.
    """
    clips = heard.clips
    folds = random_folds(clips, count, settings.seed) if leaking else speaker_folds(clips, count)
    kept = {kind: _empty(len(clips)) for kind in Knowledge}
    for fold in range(count):
        name = f"{'random ' if leaking else ''}fold {fold + 1} of {count}"
        path = workspace / f"{'random_' if leaking else ''}fold_{fold + 1}_of_{count}.tflite"
        here, away = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        trained = train_once(heard.take(away), settings, path, name)
        # The usual voice comes from the clips that are judged: in a random split, too.
        for kind, found in kept.items():
            said = answers(trained, heard.take(here), kind)
            found.probabilities[here], found.affect[here] = said.probabilities, said.affect
    both = (Knowledge.NORMALISED, Knowledge.CAUSAL)
    stacked = Opinions(
        np.concatenate([kept[kind].probabilities for kind in both]),
        np.concatenate([kept[kind].affect for kind in both]),
    )
    temperature = fitted_temperature(stacked, [*clips, *clips])
    told = {kind: tempered(found, temperature) for kind, found in kept.items()}
    return OutOfFold(told, folds, temperature)


def mean_of_folds(found: OutOfFold, heard: Heard, knowledge: Knowledge) -> dict[str, Any]:
    """Figures keyed by corpus, then `all`: the mean over the folds, and the deviation of it."""
    of_fold = []
    for fold in np.unique(found.folds):
        rows = np.flatnonzero(found.folds == fold)
        clips = [heard.clips[int(row)] for row in rows]
        of_fold.append(by_corpus(found.opinions[knowledge].take(rows), clips))
    return {corpus: _mean([one[corpus] for one in of_fold]) for corpus in of_fold[0]}


def _mean(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key in found[0]:
        values = [one[key] for one in found if one[key] is not None]
        if key.startswith("n"):
            told[key] = int(np.sum(values))
        elif values:
            told[key] = round(float(np.mean(values)), 4)
            told[f"{key}_deviation"] = round(float(np.std(values)), 4)
    return told


def across_corpora(heard: Heard, settings: VoiceSettings, workspace: Path) -> dict[str, Any]:
    """Trained without one corpus and tested on it: recall over the four emotions all share."""
    corpora = np.asarray([clip.corpus for clip in heard.clips])
    told: dict[str, Any] = {}
    for corpus in np.unique(corpora):
        here, away = np.flatnonzero(corpora == corpus), np.flatnonzero(corpora != corpus)
        path = workspace / f"without_{corpus}.tflite"
        trained = train_once(heard.take(away), settings, path, f"without {corpus}")
        clips = [heard.clips[int(row)] for row in here]
        told[str(corpus)] = {
            kind.value: recall_among(answers(trained, heard.take(here), kind), clips, FOUR)
            for kind in Knowledge
        }
    told["mean"] = {
        kind.value: round(float(np.mean([one[kind.value] for one in told.values()])), 4)
        for kind in Knowledge
    }
    return told


def random_split(heard: Heard, settings: VoiceSettings, count: int, workspace: Path) -> Any:
    """The leaking comparison: five emotions of RAVDESS alone, clips dealt at random.

    Network and evaluation are the same; only the split differs. None without such a corpus.
    """
    rows = np.asarray(
        [
            row
            for row, clip in enumerate(heard.clips)
            if clip.corpus == "ravdess" and clip.emotion in _five()
        ],
        dtype=np.int64,
    )
    if len(rows) < count:
        return None
    some = heard.take(rows)
    found = out_of_fold(some, replace(settings, balance=0.0), count, workspace, leaking=True)
    told = {kind.value: asdict(figures(found.opinions[kind], some.clips)) for kind in Knowledge}
    return {"note": LEAKING, **told}


def overall(found: OutOfFold, heard: Heard, corpus: str, knowledge: Knowledge) -> Figures:
    """Figures over all out-of-fold answers of one corpus, pooled."""
    rows = np.flatnonzero([clip.corpus == corpus for clip in heard.clips])
    clips = [heard.clips[int(row)] for row in rows]
    return figures(found.opinions[knowledge].take(rows), clips)


def write_out_of_fold(found: OutOfFold, heard: Heard, path: Path) -> None:
    """Write every answer and what it is of, rows in the order of the table.

    `path` (.npz): clip (folder and file), corpus, speaker, emotion, fold, seconds of speech, and
    the eight probabilities and the affect for each state of knowledge.
    """
    columns: dict[str, Any] = {
        "clip": [f"{clip.path.parent.name}/{clip.path.name}" for clip in heard.clips],
        "corpus": [clip.corpus for clip in heard.clips],
        "speaker": [clip.speaker for clip in heard.clips],
        "emotion": [clip.emotion for clip in heard.clips],
        "fold": found.folds,
        "seconds": heard.seconds,
        "probabilities": found.opinions[Knowledge.NORMALISED].probabilities,
        "affect": found.opinions[Knowledge.NORMALISED].affect,
    }
    for kind in (Knowledge.CAUSAL, Knowledge.RAW):
        columns[f"probabilities_{kind.value}"] = found.opinions[kind].probabilities
        columns[f"affect_{kind.value}"] = found.opinions[kind].affect
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {name: np.asarray(values) for name, values in columns.items()}
    np.savez(path, **arrays)


def _five() -> set[int]:
    from emotune_gui.domain.voice import VOICE_EMOTIONS

    return {VOICE_EMOTIONS.index(emotion) for emotion in FIVE}


def _empty(count: int) -> Opinions:
    return Opinions(np.zeros((count, 8), np.float32), np.zeros((count, 2), np.float32))
