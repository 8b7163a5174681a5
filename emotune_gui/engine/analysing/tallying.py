"""What a whole recording comes to, added up row by row in constant memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, sqrt
from typing import Any

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.voice import VoiceState
from emotune_gui.engine.analysing.beholding import Seen

LONGEST_S = 1.0
"""A row stands for no longer than this, or the time between two looks where that is longer."""


@dataclass(slots=True)
class _Spread:
    """Weighted mean and deviation, after West (1979), and the extremes."""

    weight: float = 0.0
    mean: float = 0.0
    squares: float = 0.0
    least: float = inf
    most: float = -inf

    def add(self, value: float, weight: float) -> None:
        self.least, self.most = min(self.least, value), max(self.most, value)
        if weight <= 0.0:
            return
        self.weight += weight
        step = value - self.mean
        self.mean += step * weight / self.weight
        self.squares += weight * step * (value - self.mean)

    def told(self) -> dict[str, float] | None:
        if self.weight <= 0.0:
            return None
        # One moment alone: rounding may leave a little less than nothing.
        deviation = sqrt(max(0.0, self.squares) / self.weight)
        names = ("mean", "sd", "min", "max")
        values = (self.mean, deviation, self.least, self.most)
        return {name: round(v, 5) + 0.0 for name, v in zip(names, values, strict=True)}


@dataclass(slots=True)
class Tally:
    """Each row stands for the time until the next one."""

    every_s: float = 0.0
    rows: int = 0
    labels: dict[str, float] = field(default_factory=dict)
    states: dict[str, float] = field(default_factory=dict)
    faces: int = 0
    speech_s: float = 0.0
    valence: _Spread = field(default_factory=_Spread)
    arousal: _Spread = field(default_factory=_Spread)
    confidence: _Spread = field(default_factory=_Spread)
    _weights: dict[str, float] = field(default_factory=dict)
    _last: Seen | None = None

    def add(self, seen: Seen) -> None:
        self.rows += 1
        self.faces += seen.estimate.state is FaceState.FACE
        if self._last is not None:
            self._count(self._last, seen.position_s - self._last.position_s)
        self._last = Seen(seen.index, seen.position_s, 1.0, seen.estimate)

    def end(self, end_s: float) -> None:
        """The recording ends there; a photograph's one row counts without time."""
        if self._last is not None:
            lasted = end_s - self._last.position_s
            self._count(self._last, lasted, 1.0 if self.rows == 1 and lasted <= 0.0 else 0.0)
            self._last = None

    def _count(self, seen: Seen, seconds: float, weight: float = 0.0) -> None:
        seconds = min(max(0.0, seconds), max(LONGEST_S, 1.5 * self.every_s))
        estimate, weight = seen.estimate, weight or seconds
        self.states[estimate.state] = self.states.get(estimate.state, 0.0) + seconds
        if estimate.voice is not None and estimate.voice.state is VoiceState.SPEAKING:
            self.speech_s += seconds
        if estimate.label is None:
            return
        self.labels[estimate.label] = self.labels.get(estimate.label, 0.0) + seconds
        self._weights[estimate.label] = self._weights.get(estimate.label, 0.0) + weight
        self.valence.add(estimate.affect.valence, weight)
        self.arousal.add(estimate.affect.arousal, weight)
        self.confidence.add(estimate.confidence, weight)

    def told(self) -> dict[str, Any]:
        """For the summary; `face_share` is of the rows, `label` the emotion believed longest."""
        states = {state.value: self.states.get(state, 0.0) for state in FaceState}
        weights = self._weights
        return {
            "rows": self.rows,
            "label": max(weights, key=weights.__getitem__) if weights else None,
            "face_share": round(self.faces / self.rows, 5) if self.rows else 0.0,
            "seconds_by_emotion": {e.value: _seconds(self.labels.get(e, 0.0)) for e in EMOTIONS},
            "seconds_by_state": {k: _seconds(v) for k, v in states.items()},
            "speech_s": _seconds(self.speech_s),
            "valence": self.valence.told(),
            "arousal": self.arousal.told(),
            "confidence": self.confidence.told(),
        }


def _seconds(value: float) -> float:
    return round(value, 4)
