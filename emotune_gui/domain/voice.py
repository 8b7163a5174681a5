"""What is heard of the client: blocks of sound, and what a stretch of speech says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import isfinite

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Affect, Emotion, EmotionProbabilities

SAMPLE_RATE = 16_000
"""Hertz; everything inside the program that is speech has this rate and one channel."""

SoundArray = npt.NDArray[np.float32]
"""N samples at SAMPLE_RATE, mono, in [-1, 1]."""


@dataclass(frozen=True, slots=True, eq=False)
class SoundBlock:
    """A stretch of sound. `t` is the monotonic second of its first sample.

    The samples are read-only and owned by the block. `position_s` is the place in a recording.
    `gap` is True when sound was lost between the block before and this one.
    """

    seq: int
    t: float
    samples: SoundArray
    position_s: float = 0.0
    gap: bool = False

    @property
    def duration_s(self) -> float:
        return len(self.samples) / SAMPLE_RATE


class VoiceEmotion(StrEnum):
    """What a voice is told apart into, in the order every voice vector uses."""

    NEUTRAL = "neutral"
    CALM = "calm"
    HAPPINESS = "happiness"
    SADNESS = "sadness"
    ANGER = "anger"
    FEAR = "fear"
    DISGUST = "disgust"
    SURPRISE = "surprise"


VOICE_EMOTIONS: tuple[VoiceEmotion, ...] = tuple(VoiceEmotion)


@dataclass(frozen=True, slots=True)
class VoiceProbabilities:
    """Eight probabilities in `VOICE_EMOTIONS` order: each in [0, 1], summing to 1 (within 1e-3)."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.values) != len(VOICE_EMOTIONS):
            raise ValueError(f"{len(self.values)} probabilities for {len(VOICE_EMOTIONS)} emotions")
        if not all(isfinite(p) and -1e-6 <= p <= 1 + 1e-3 for p in self.values):
            raise ValueError(f"not probabilities: {self.values}")
        if abs(sum(self.values) - 1.0) > 1e-3:
            raise ValueError(f"probabilities sum to {sum(self.values)}")

    @classmethod
    def normalised(cls, weights: Sequence[float]) -> VoiceProbabilities:
        """Scale non-negative weights to sum to one; all zero gives the uniform distribution."""
        clipped = [max(0.0, float(w)) for w in weights]
        total = sum(clipped)
        if total <= 0.0:
            return cls((1.0 / len(VOICE_EMOTIONS),) * len(VOICE_EMOTIONS))
        return cls(tuple(w / total for w in clipped))

    def __getitem__(self, emotion: VoiceEmotion) -> float:
        return self.values[VOICE_EMOTIONS.index(emotion)]

    @property
    def top(self) -> VoiceEmotion:
        return VOICE_EMOTIONS[max(range(len(VOICE_EMOTIONS)), key=self.values.__getitem__)]

    @property
    def top_probability(self) -> float:
        return max(self.values)

    def as_emotions(self) -> EmotionProbabilities:
        """In the face's eight classes: calm counts as neutral, contempt is never heard."""
        heard = dict(zip((e.value for e in VOICE_EMOTIONS), self.values, strict=True))
        heard[Emotion.NEUTRAL.value] += heard.pop(VoiceEmotion.CALM.value)
        return EmotionProbabilities.normalised([heard.get(e.value, 0.0) for e in EMOTIONS])


class VoiceState(StrEnum):
    """What is heard now. Only SPEAKING carries a new emotion."""

    OFF = "off"
    """No microphone: not consented, none there, or lost."""
    MUTED = "muted"
    SILENT = "silent"
    SPEAKING = "speaking"


@dataclass(frozen=True, slots=True)
class VoiceOpinion:
    """What a voice recogniser says of one stretch of speech."""

    probabilities: VoiceProbabilities
    affect: Affect
    """Valence and arousal heard, told by the network itself."""


@dataclass(frozen=True, slots=True)
class VoiceReading:
    """Perception's answer to the sound up to `t` (monotonic seconds).

    `probabilities` is None until enough speech was heard, and again when what was heard is too
    long ago; between two opinions the last one is carried along with its `heard_at`, the moment
    at which its window ended. `confidence` (0-1) falls with its age. `level_dbfs` is the level of
    the last tenth of a second, from -120 (digital silence) to 0 (full scale).
    """

    t: float
    state: VoiceState
    level_dbfs: float = -120.0
    probabilities: VoiceProbabilities | None = None
    affect: Affect | None = None
    confidence: float = 0.0
    heard_at: float | None = None
    speech_s: float = 0.0
    """Seconds of speech in the window that was judged."""
    position_s: float = 0.0
    notes: tuple[str, ...] = ()
    """Plain reasons for doubt, as codes: 'music' (music is heard beside or instead of speech),
    'clipped', 'faint', 'noisy', 'short' (less than a second of speech so far), 'learning' (the
    client's own voice is not known yet)."""
    profile_version: int | None = None
    """Version of the client's personal voice that the opinion is relative to."""


@dataclass(frozen=True, slots=True)
class VoiceProfile:
    """A client's usual voice: running statistics of features, never sound.

    `version` counts up from 1 for each client. `means` and `deviations` are per feature;
    `features` names the feature set they belong to, and a profile serves that set only.
    """

    version: int
    made_at: datetime
    speech_s: float
    """Seconds of speech behind it."""
    features: str
    means: tuple[float, ...]
    deviations: tuple[float, ...]
