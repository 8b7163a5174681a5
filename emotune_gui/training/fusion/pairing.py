"""Pairs of a face and a voice of the same emotion, made of people who never met.

No corpus here holds face and voice of the same person, so each spoken clip is given the pictures
of other people with the same label. The two sides then fail independently of each other, which
people's faces and voices do not quite: what is gained here is an upper bound, and the card says
so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion

Table = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
"""Places in EMOTIONS; calm counts as neutral."""

PAIRED: tuple[Emotion, ...] = tuple(e for e in EMOTIONS if e is not Emotion.CONTEMPT)
"""What both sides know."""


@dataclass(frozen=True, slots=True, eq=False)
class FaceAnswers:
    """N x 8 calibrated probabilities (EMOTIONS order) and the N right labels."""

    probabilities: Table
    labels: Labels


@dataclass(frozen=True, slots=True, eq=False)
class VoiceAnswers:
    """N x 8 calibrated probabilities (VOICE_EMOTIONS order) of networks that never heard the
    speaker, the N right labels and the N speakers."""

    probabilities: Table
    labels: Labels
    speakers: npt.NDArray[np.str_]

    def take(self, rows: npt.NDArray[np.bool_]) -> VoiceAnswers:
        return VoiceAnswers(self.probabilities[rows], self.labels[rows], self.speakers[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """M x 8 of the face, M x 8 of the voice (VOICE_EMOTIONS order), and the M labels."""

    face: Table
    voice: Table
    labels: Labels

    def __len__(self) -> int:
        return len(self.labels)


def pair(faces: FaceAnswers, voices: VoiceAnswers, each: int, seed: int) -> Pairs:
    """`each` pairs for every clip: a picture drawn at random, and a clip of the same label.

    So each emotion comes as often as among the pictures, where most faces are neutral or happy;
    the voices were recorded equally often for all, which no conversation is. Raises EmoTuneError
    when no clip has the label of some picture.
    """
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, len(faces.labels), each * len(voices.labels))
    labels = faces.labels[rows]
    chosen = np.zeros(len(rows), np.int64)
    for label in np.unique(labels):
        there = np.nonzero(voices.labels == label)[0]
        if len(there) == 0:
            raise EmoTuneError(f"No voice says {EMOTIONS[label].value}; the sets do not pair.")
        wanted = labels == label
        chosen[wanted] = rng.choice(there, int(wanted.sum()))
    return Pairs(faces.probabilities[rows], voices.probabilities[chosen], labels)


def halves(voices: VoiceAnswers) -> tuple[VoiceAnswers, VoiceAnswers]:
    """Every other speaker: those to fit on, and those to test on."""
    speakers = np.unique(voices.speakers)
    fitted = np.isin(voices.speakers, speakers[::2])
    return voices.take(fitted), voices.take(~fitted)


def read_out_of_fold(path: Path) -> VoiceAnswers:
    """What `emotune train voice` kept of its folds; raises EmoTuneError when it is not there.

    The answers of networks that knew each speaker's usual voice, as after some minutes.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            labels = np.array([_label(VOICE_EMOTIONS[e]) for e in stored["emotion"]], np.int64)
            probabilities = stored["probabilities"].astype(np.float64)
            speakers = stored["speaker"].astype(np.str_)
    except (OSError, EOFError, BadZipFile, ValueError, KeyError, IndexError, TypeError) as problem:
        raise EmoTuneError(
            f"{path} is missing or damaged; run emotune train voice, which writes it."
        ) from problem
    if probabilities.shape != (len(labels), len(VOICE_EMOTIONS)):
        raise EmoTuneError(f"{path} belongs to another version; run emotune train voice again.")
    return VoiceAnswers(probabilities, labels, speakers)


def _label(voice: VoiceEmotion) -> int:
    named = Emotion.NEUTRAL if voice is VoiceEmotion.CALM else Emotion(voice.value)
    return EMOTIONS.index(named)
