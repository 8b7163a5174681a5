"""What a song expresses, by the program's own music-emotion model.

Logistic regressions on measured features, one for valence and one for arousal; weights and
figures in `models/music_label.json` and `.md`. A label is a guess and is shown as one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Part
from emotune_gui.domain.song import SongEmotion, SongScore
from emotune_gui.music.features import FEATURES, WITHOUT_LOUDNESS, features
from emotune_gui.music.songs.hearing import AUDIO_FEATURES, HeardMusic
from emotune_gui.music.songs.timing import seconds_of

FloatArray = npt.NDArray[np.float64]

LABELLER_FILE = "music_label.json"
WINDOW_S = 30.0
"""EMOPIA's clips, from which the model learned, are 20 to 40 s long."""
LEAST_NOTES = 8
EVEN_LOUDNESS = 2.0
"""Velocities that spread less say nothing about how loud the music is."""
FARTHEST = 3.0
"""Standard deviations beyond which a feature counts no further: there the model knows nothing."""


class Evidence(StrEnum):
    """What a label is made from; each has weights of its own."""

    SCORE = "score"
    EVEN_SCORE = "score_without_loudness"
    AUDIO = "audio"


FEATURES_OF: dict[Evidence, tuple[str, ...]] = {
    Evidence.SCORE: FEATURES,
    Evidence.EVEN_SCORE: WITHOUT_LOUDNESS,
    Evidence.AUDIO: AUDIO_FEATURES,
}
LOGARITHMIC = frozenset(
    {"notes_per_s", "onsets_per_s", "median_ioi", "dur_mean", "polyphony", "ioi_cv"}
)
_LEAST_LOG = 0.05


@dataclass(frozen=True, slots=True)
class SongLabel:
    """`positive` and `aroused` are probabilities; the affect is their expectation in [-1, 1]."""

    affect: Affect
    positive: float
    aroused: float
    evidence: Evidence

    @property
    def emotion(self) -> SongEmotion:
        return SongEmotion.of(self.affect)

    @property
    def sureness(self) -> float:
        """The model's probability that the quadrant is right, 0.25 to 1."""
        return max(self.positive, 1 - self.positive) * max(self.aroused, 1 - self.aroused)


@dataclass(frozen=True, slots=True)
class _Regression:
    mean: FloatArray
    scale: FloatArray
    valence: FloatArray
    """One weight a feature, then the constant."""
    arousal: FloatArray

    def answer(self, rows: FloatArray) -> tuple[float, float]:
        """Probabilities of positive valence and high arousal, of all windows together."""
        scaled = np.clip((rows - self.mean) / self.scale, -FARTHEST, FARTHEST)
        logits = [scaled @ w[:-1] + w[-1] for w in (self.valence, self.arousal)]
        positive, aroused = (1.0 / (1.0 + np.exp(-float(np.mean(line)))) for line in logits)
        return float(positive), float(aroused)


class SongLabeller:
    """Labels scores and recordings; one instance may serve all threads."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        """Raises EmoTuneError when the weights are of other features."""
        self._regressions = {e: _regression(weights, e) for e in Evidence}

    @classmethod
    def load(cls, path: Path | None = None) -> SongLabeller:
        """Raises EmoTuneError when the file is missing or damaged."""
        path = path or bundled("models", LABELLER_FILE)
        try:
            return cls(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EmoTuneError(
                f"The weights that label songs ({path.name}) are missing or damaged; "
                "please install EmoTune again."
            ) from error

    def label_score(self, score: SongScore) -> SongLabel:
        """Raises InvalidInput for fewer than eight pitched notes."""
        rows, loud = score_rows(score)
        if loud:
            return self._label(rows, Evidence.SCORE)
        kept = [FEATURES.index(name) for name in WITHOUT_LOUDNESS]
        return self._label(rows[:, kept], Evidence.EVEN_SCORE)

    def label_heard(self, heard: HeardMusic) -> SongLabel:
        return self._label(prepared(np.array([heard.features]), AUDIO_FEATURES), Evidence.AUDIO)

    def _label(self, rows: FloatArray, evidence: Evidence) -> SongLabel:
        positive, aroused = self._regressions[evidence].answer(rows)
        affect = Affect.clamped(2 * positive - 1, 2 * aroused - 1)
        return SongLabel(affect, positive, aroused, evidence)


def score_rows(score: SongScore) -> tuple[FloatArray, bool]:
    """Prepared features of each half minute (windows x 22), and whether loudness means anything.

    Raises InvalidInput for fewer than eight pitched notes.
    """
    pitched = [n for n in score.notes if n.part is not Part.DRUMS]
    if len(pitched) < LEAST_NOTES:
        raise InvalidInput("The song has too few notes to say what it expresses.")
    times = seconds_of(score, np.array([[n.onset, n.onset + n.duration] for n in pitched]))
    onsets, lengths = times[:, 0], times[:, 1] - times[:, 0]
    pitches = np.array([n.pitch for n in pitched], float)
    velocities = np.array([n.velocity for n in pitched], float)
    rows = []
    for inside in _windows(onsets):
        try:
            rows.append(
                features(onsets[inside], lengths[inside], pitches[inside], velocities[inside])
            )
        except InvalidInput:
            continue
    if not rows:
        rows = [features(onsets, lengths, pitches, velocities)]
    return prepared(np.array(rows), FEATURES), bool(velocities.std() > EVEN_LOUDNESS)


def _windows(onsets: FloatArray) -> list[npt.NDArray[np.bool_]]:
    """Half minutes with enough notes; the whole when there is none."""
    begin = float(onsets.min())
    count = max(1, round((float(onsets.max()) - begin) / WINDOW_S))
    length = (float(onsets.max()) - begin) / count + 1e-6
    number = np.floor((onsets - begin) / max(length, 1e-6))
    inside = [number == i for i in range(count)]
    return [chosen for chosen in inside if chosen.sum() >= LEAST_NOTES] or [number >= 0]


def prepared(rows: FloatArray, names: Sequence[str]) -> FloatArray:
    """Rates and lengths on a logarithmic scale, where their effect is about even."""
    changed = np.array(rows, np.float64)
    for column, name in enumerate(names):
        if name in LOGARITHMIC:
            changed[:, column] = np.log(np.maximum(changed[:, column], 0.0) + _LEAST_LOG)
    return np.nan_to_num(changed)


def _regression(weights: Mapping[str, Any], evidence: Evidence) -> _Regression:
    stored = weights[evidence.value]
    names = FEATURES_OF[evidence]
    if tuple(stored["features"]) != names:
        raise EmoTuneError(
            "The weights that label songs were made for another version; "
            "please install EmoTune again."
        )
    mean, scale, valence, arousal = (
        np.array(stored[key], np.float64) for key in ("mean", "scale", "valence", "arousal")
    )
    if not (len(mean) == len(scale) == len(names) == len(valence) - 1 == len(arousal) - 1):
        raise ValueError("weights and features are not equally many")
    return _Regression(mean, scale, valence, arousal)
