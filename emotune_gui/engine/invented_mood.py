"""Moods of people who do not exist, for demonstrations and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.voice import VoiceProbabilities, VoiceReading, VoiceState

FloatArray = npt.NDArray[np.float64]
PLACES: FloatArray = np.array(
    [
        *((0.0, 0.0), (0.8, 0.4), (0.1, 0.8), (-0.7, -0.5)),
        *((-0.6, 0.7), (-0.6, 0.2), (-0.6, 0.75), (-0.4, 0.0)),
    ]
)
"""Valence and arousal at which each of `EMOTIONS` is likeliest here."""
_WIDTH = 0.28
_USUAL: FloatArray = np.array([1.6, 1.0, 0.25, 1.0, 0.8, 0.4, 0.5, 0.3])
"""How common each of `EMOTIONS` is."""
_AS_IN_VOICE = [0, 0, 1, 3, 4, 6, 5, 2]
"""Of `EMOTIONS`, in the order of `VOICE_EMOTIONS`; calm is taken for neutral."""
_AFFECT_NOISE = 0.35
_PULL_S, _DRIFT_S = 90.0, 400.0


@dataclass(frozen=True, slots=True)
class Mood:
    """Where somebody begins and settles, how they move, and how readily music takes them along."""

    start: Affect
    rest: Affect
    restless: float = 0.02
    """Standard deviation of a second's step, in the affect grid."""
    responds: float = 0.5
    """0: the music leaves them cold; 1: they follow it within a minute and a half."""
    speaks: float = 0.0
    """Share of the time in which they speak; 0 where nothing listens."""
    hidden: float = 0.03
    """Share of the time without a face."""


class InventedMood:
    """A person's course, `every_s` seconds apart; `led_to` says where the music is."""

    def __init__(self, mood: Mood, every_s: float, rng: np.random.Generator) -> None:
        self._mood, self._every_s, self._rng = mood, every_s, rng
        self._at = np.array([mood.start.valence, mood.start.arousal])
        self._noise = np.zeros(2)
        self._number = 0
        self._away = self._speaking = False
        self._opinion: VoiceProbabilities | None = None
        self._heard_at = 0.0

    def course(self, seconds: float, led_to: Affect) -> Iterator[EmotionEstimate]:
        """The estimates of the next `seconds`, while the music stays where it is."""
        count = max(1, round(seconds / self._every_s))
        for affect in self._moved(count, np.array([led_to.valence, led_to.arousal])):
            yield self._estimate(affect)

    def _moved(self, count: int, music: FloatArray) -> FloatArray:
        dt, mood = self._every_s, self._mood
        rest = np.array([mood.rest.valence, mood.rest.arousal])
        steps = self._rng.normal(0.0, mood.restless * np.sqrt(dt), (count, 2))
        seen = np.empty((count, 2))
        for k in range(count):
            pull = mood.responds * dt / _PULL_S * (music - self._at)
            self._at = np.clip(
                self._at + pull + dt / _DRIFT_S * (rest - self._at) + steps[k], -1, 1
            )
            self._noise = 0.9 * self._noise + 0.1 * self._rng.normal(0.0, _AFFECT_NOISE, 2)
            seen[k] = np.clip(self._at + self._noise, -1, 1)
        return seen

    def _estimate(self, seen: FloatArray) -> EmotionEstimate:
        k, rng = self._number, self._rng
        self._number += 1
        t = k * self._every_s + float(rng.uniform(0.0, 0.02))
        self._away = rng.uniform() < (0.9 if self._away else self._mood.hidden / 10)
        shares = _shares(seen)
        top = int(shares.argmax())
        raw = _shares(seen + rng.normal(0.0, 0.08, 2))
        voice = self._heard(t, seen) if self._mood.speaks else None
        weight = 0.0 if voice is None else voice.confidence * 0.5
        return EmotionEstimate(
            id=k,
            t=t,
            captured_at=t - float(rng.uniform(0.02, 0.05)),
            seq=k,
            state=FaceState.NO_FACE if self._away else FaceState.FACE,
            probabilities=EmotionProbabilities(tuple(shares.tolist())),
            affect=Affect.clamped(float(seen[0]), float(seen[1])),
            confidence=0.0 if self._away else min(0.95, float(shares[top]) + 0.15),
            label=None if self._away else EMOTIONS[top],
            raw_face=None if self._away else EmotionProbabilities(tuple(raw.tolist())),
            quality=float(rng.uniform(0.6, 0.9)),
            notes=("small",) if self._away else (),
            voice=voice,
            face_weight=1.0 - weight,
            voice_weight=weight,
        )

    def _heard(self, t: float, seen: FloatArray) -> VoiceReading:
        """Turns of some seconds, an opinion each half second of speech that fades afterwards."""
        leave = self._every_s / 8.0
        begin = leave * self._mood.speaks / max(0.05, 1.0 - self._mood.speaks)
        if self._rng.uniform() < (leave if self._speaking else begin):
            self._speaking = not self._speaking
        if self._speaking and t - self._heard_at >= 0.5:
            weights = _shares(seen + self._rng.normal(0.0, 0.2, 2))[_AS_IN_VOICE]
            self._opinion = VoiceProbabilities.normalised(weights.tolist())
            self._heard_at = t
        if t - self._heard_at > 8.0:
            self._opinion = None
        opinion = self._opinion
        fading = float(np.exp(-(t - self._heard_at) / 3.0))
        return VoiceReading(
            t=t,
            state=VoiceState.SPEAKING if self._speaking else VoiceState.SILENT,
            level_dbfs=float(self._rng.normal(-30.0 if self._speaking else -55.0, 5.0)),
            probabilities=opinion,
            confidence=0.0 if opinion is None else opinion.top_probability * fading,
            heard_at=None if opinion is None else self._heard_at,
        )


def _shares(at: FloatArray) -> FloatArray:
    """How likely each emotion is at a point of the grid."""
    squares = ((PLACES - at) ** 2).sum(axis=1)
    weights = _USUAL * np.exp(-(squares - squares.min()) / (2 * _WIDTH**2)) + 0.005
    shares: FloatArray = weights / weights.sum()
    return shares
