"""The believed emotion over time: steady, yet quick to follow a real change."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import exp

from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceReading, FaceState
from emotune_gui.perception.face.affect import expected_affect
from emotune_gui.perception.face.combining import agreement

REST = EmotionProbabilities(tuple(float(e is Emotion.NEUTRAL) for e in Emotion))
"""Where the probabilities ease to without a face."""
LONGEST_STEP_S = 0.25
"""Readings further apart count as this far apart, so that a pause makes no jump."""


@dataclass(frozen=True, slots=True)
class SmoothingSettings:
    """Time constants in seconds, so that the frame rate does not matter."""

    probabilities_s: float = 0.22
    confidence_s: float = 0.3
    hold_s: float = 0.7
    """Without a face, probabilities and affect stay this long before they ease."""
    ease_s: float = 1.5
    lost_confidence_s: float = 0.5
    window_s: float = 0.5
    """Readings that vote on the label; the thesis system asked 15 of its last 20 frames."""
    majority: float = 0.7
    disagreement_cost: float = 0.35
    """Confidence lost when network and forest share nothing."""


class SmoothedEmotions:
    """The EmotionTracker of ports.py. Use from one thread, with times that do not run back."""

    def __init__(self, settings: SmoothingSettings | None = None) -> None:
        self._settings = settings or SmoothingSettings()
        self._id = 0
        self._last: float | None = None
        self._seen_at: float | None = None
        self._probabilities = REST
        self._confidence = 0.0
        self._label: Emotion | None = None
        self._votes: deque[tuple[float, Emotion]] = deque()

    def update(self, reading: FaceReading, now: float) -> EmotionEstimate:
        """The belief after one more reading; `now` in seconds."""
        step = 0.0 if self._last is None else min(LONGEST_STEP_S, max(0.0, now - self._last))
        self._last = now if self._last is None else max(now, self._last)
        usable = reading.state is FaceState.FACE and reading.combined is not None
        if usable:
            self._believe(reading, step or 1.0 / 30.0, now)
        else:
            self._doubt(step, now)
        self._id += 1
        return EmotionEstimate(
            self._id,
            now,
            reading.t,
            reading.seq,
            reading.state,
            self._probabilities,
            expected_affect(self._probabilities),
            self._confidence,
            self._label,
            reading.combined,
            reading.quality.score,
            reading.notes,
        )

    def _believe(self, reading: FaceReading, step: float, now: float) -> None:
        assert reading.combined is not None
        s = self._settings
        self._seen_at = now
        self._probabilities = _mixed(
            self._probabilities, reading.combined, _share(step, s.probabilities_s)
        )
        self._vote(reading.combined.top, now)
        self._confidence += _share(step, s.confidence_s) * (
            self._momentary_confidence(reading) - self._confidence
        )

    def _momentary_confidence(self, reading: FaceReading) -> float:
        """Probability of the label, times the picture's quality, less what the two dispute."""
        assert self._label is not None
        sure = self._probabilities[self._label] * reading.quality.score
        if reading.cnn is None or reading.forest is None:
            return sure
        shared = agreement(reading.cnn, reading.forest)
        return sure * (1.0 - self._settings.disagreement_cost * (1.0 - shared))

    def _vote(self, top: Emotion, now: float) -> None:
        """Change the label when a majority over the window stands behind another."""
        votes, settings = self._votes, self._settings
        votes.append((now, top))
        while votes and votes[0][0] < now - settings.window_s:
            votes.popleft()
        candidate = self._probabilities.top
        if self._label is None:
            self._label = candidate
        behind = sum(1 for _, voted in votes if voted is candidate)
        if behind >= settings.majority * len(votes):
            self._label = candidate

    def _doubt(self, step: float, now: float) -> None:
        s = self._settings
        self._label = None
        self._votes.clear()
        self._confidence *= 1.0 - _share(step, s.lost_confidence_s)
        if self._confidence < 1e-3:
            self._confidence = 0.0
        if self._seen_at is not None and now - self._seen_at > s.hold_s:
            share = _share(step, s.ease_s)
            self._probabilities = _mixed(self._probabilities, REST, share)


def _share(step: float, constant: float) -> float:
    """Share of the way that exponential smoothing goes in `step` seconds."""
    return 1.0 - exp(-step / constant)


def _mixed(
    old: EmotionProbabilities, new: EmotionProbabilities, share: float
) -> EmotionProbabilities:
    return EmotionProbabilities.normalised(
        [a + share * (b - a) for a, b in zip(old.values, new.values, strict=True)]
    )
