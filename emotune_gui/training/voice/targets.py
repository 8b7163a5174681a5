"""What the judge is to answer for each clip, and how much each clip counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect, Emotion
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion
from emotune_gui.perception.face.affect import CLASS_AFFECT
from emotune_gui.training.voice.data import Clip, emotions, heard_in

CALM_AFFECT = Affect(0.34, -0.23)
"""Half way from neutral to 'relaxed' of Russell & Mehrabian 1977, table 1 (.68, -.46)."""
MILD = 0.75
"""What an emotion that was not acted strongly counts of its class's affect."""

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Of N clips: `labels` N x 8 summing to 1, `allowed` N x 8 (1 for the emotions that the
    clip's corpus has), `affect` N x 2, `share` N (weight in the loss, mean 1)."""

    labels: FloatArray
    allowed: FloatArray
    affect: FloatArray
    share: FloatArray


def targets_of(clips: Sequence[Clip], smoothing: float, balance: float) -> Targets:
    """Labels smoothed over the emotions that each clip's corpus has.

    A corpus counts by the power `balance` of its size (1: by its size, 0: all the same), and in
    it a class by the root of its size.
    """
    index, heard = emotions(clips), heard_in(clips)
    allowed = np.stack([heard[clip.corpus] for clip in clips]).astype(np.float32)
    labels = (1.0 - smoothing) * np.eye(len(VOICE_EMOTIONS))[index]
    labels += smoothing * allowed / allowed.sum(axis=1, keepdims=True)
    return Targets(
        labels.astype(np.float32), allowed, _affect_targets(clips), _shares(clips, balance)
    )


def class_affect() -> FloatArray:
    """8 x 2: valence and arousal of each voice emotion."""
    points = [
        CALM_AFFECT if emotion is VoiceEmotion.CALM else CLASS_AFFECT[Emotion(emotion.value)]
        for emotion in VOICE_EMOTIONS
    ]
    return np.asarray([(p.valence, p.arousal) for p in points], dtype=np.float32)


def _affect_targets(clips: Sequence[Clip]) -> FloatArray:
    strength = np.asarray([1.0 if clip.strong else MILD for clip in clips], dtype=np.float32)
    return np.asarray(class_affect()[emotions(clips)] * strength[:, None], dtype=np.float32)


def _shares(clips: Sequence[Clip], balance: float) -> FloatArray:
    corpora, index = np.asarray([clip.corpus for clip in clips]), emotions(clips)
    shares = np.zeros(len(clips))
    for corpus in np.unique(corpora):
        rows = corpora == corpus
        counts = np.bincount(index[rows], minlength=len(VOICE_EMOTIONS))
        of_class = counts[index[rows]] ** -0.5
        shares[rows] = of_class / of_class.sum() * float(rows.sum()) ** balance
    return np.asarray(shares / shares.mean(), dtype=np.float32)
