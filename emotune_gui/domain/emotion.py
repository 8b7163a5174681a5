"""Emotions as classes and as a point in the valence-arousal plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, isfinite


class Emotion(StrEnum):
    """The eight FER+ classes, in the order every probability vector uses."""

    NEUTRAL = "neutral"
    HAPPINESS = "happiness"
    SURPRISE = "surprise"
    SADNESS = "sadness"
    ANGER = "anger"
    DISGUST = "disgust"
    FEAR = "fear"
    CONTEMPT = "contempt"


EMOTIONS: tuple[Emotion, ...] = tuple(Emotion)
SHOWN_BY_DEFAULT: tuple[Emotion, ...] = (
    Emotion.HAPPINESS,
    Emotion.SADNESS,
    Emotion.ANGER,
    Emotion.NEUTRAL,
)


@dataclass(frozen=True, slots=True)
class Affect:
    """A point of Russell's circumplex; valence and arousal in [-1, 1].

    Raises ValueError outside that square; use `clamped` for computed values.
    """

    valence: float
    arousal: float

    def __post_init__(self) -> None:
        for value in (self.valence, self.arousal):
            if not (isfinite(value) and -1.0 <= value <= 1.0):
                raise ValueError(f"affect outside [-1, 1]: {self.valence}, {self.arousal}")

    @classmethod
    def clamped(cls, valence: float, arousal: float) -> Affect:
        return cls(min(1.0, max(-1.0, valence)), min(1.0, max(-1.0, arousal)))

    def distance(self, other: Affect) -> float:
        return hypot(other.valence - self.valence, other.arousal - self.arousal)

    def blended(self, other: Affect, share: float) -> Affect:
        """The point `share` (0-1) of the way to `other`."""
        return Affect.clamped(
            self.valence + share * (other.valence - self.valence),
            self.arousal + share * (other.arousal - self.arousal),
        )

    def stepped(self, other: Affect, step: float) -> Affect:
        """Move toward `other` by at most `step` in the plane."""
        gap = self.distance(other)
        return other if gap <= step else self.blended(other, step / gap)


NEUTRAL_AFFECT = Affect(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class EmotionProbabilities:
    """Eight probabilities in `EMOTIONS` order: each in [0, 1], summing to 1 (within 1e-3)."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.values) != len(EMOTIONS):
            raise ValueError(f"{len(self.values)} probabilities for {len(EMOTIONS)} emotions")
        if not all(isfinite(p) and -1e-6 <= p <= 1 + 1e-3 for p in self.values):
            raise ValueError(f"not probabilities: {self.values}")
        if abs(sum(self.values) - 1.0) > 1e-3:
            raise ValueError(f"probabilities sum to {sum(self.values)}")

    @classmethod
    def normalised(cls, weights: Sequence[float]) -> EmotionProbabilities:
        """Scale non-negative weights to sum to one; all zero gives the uniform distribution."""
        clipped = [max(0.0, float(w)) for w in weights]
        total = sum(clipped)
        if total <= 0.0:
            return cls((1.0 / len(EMOTIONS),) * len(EMOTIONS))
        return cls(tuple(w / total for w in clipped))

    def __getitem__(self, emotion: Emotion) -> float:
        return self.values[EMOTIONS.index(emotion)]

    @property
    def top(self) -> Emotion:
        return EMOTIONS[max(range(len(EMOTIONS)), key=self.values.__getitem__)]

    @property
    def top_probability(self) -> float:
        return max(self.values)
