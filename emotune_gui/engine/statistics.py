"""What a session measured of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState

_NAMES = frozenset(emotion.value for emotion in EMOTIONS)


def percentiles_ms(seconds: Iterable[float]) -> dict[str, float | int | None]:
    """p50, p95, largest (ms) and count of durations given in seconds; None without any."""
    values = np.asarray(list(seconds), dtype=float) * 1000.0
    if values.size == 0:
        return {"p50": None, "p95": None, "max": None, "n": 0}
    p50, p95 = np.percentile(values, (50, 95))
    return {
        "p50": round(float(p50), 2),
        "p95": round(float(p95), 2),
        "max": round(float(values.max()), 2),
        "n": int(values.size),
    }


@dataclass(slots=True)
class EmotionSeconds:
    """Adds up how long each label was believed, by the face, the voice or both, and how much
    each side weighed; gaps longer than a second do not count."""

    totals: dict[str, float] = field(default_factory=dict)
    _last_t: float | None = None
    _valence: float = 0.0
    _arousal: float = 0.0
    _face: float = 0.0
    _believed: float = 0.0
    _all: float = 0.0
    _weights: tuple[float, float] = (0.0, 0.0)

    def add(self, estimate: EmotionEstimate) -> None:
        t = estimate.t
        if self._last_t is not None and 0.0 < t - self._last_t <= 1.0:
            self._count(t - self._last_t, estimate)
        self._last_t = t

    def _count(self, seconds: float, estimate: EmotionEstimate) -> None:
        label, affect = estimate.label, estimate.affect
        name = estimate.state.value if label is None else label.value
        self.totals[name] = self.totals.get(name, 0.0) + seconds
        self._all += seconds
        if label is None:
            return
        self._believed += seconds
        self._face += seconds * (estimate.state is FaceState.FACE)
        self._valence += seconds * affect.valence
        self._arousal += seconds * affect.arousal
        face, voice = self._weights
        self._weights = (
            face + seconds * estimate.face_weight,
            voice + seconds * estimate.voice_weight,
        )

    def by_emotion(self) -> dict[str, float]:
        """Seconds by believed emotion."""
        return {k: round(v, 2) for k, v in self.totals.items() if k in _NAMES}

    def without_emotion(self) -> dict[str, float]:
        """Seconds by the reason why there was none (a FaceState)."""
        return {k: round(v, 2) for k, v in self.totals.items() if k not in _NAMES}

    @property
    def face_share(self) -> float:
        """Share of the time in which the client's face was read."""
        return self._face / self._all if self._all else 0.0

    @property
    def mean_weights(self) -> tuple[float, float] | None:
        """What the face and the voice weighed on average while an emotion was believed."""
        if self._believed <= 0.0:
            return None
        face, voice = self._weights
        return face / self._believed, voice / self._believed

    @property
    def mean(self) -> tuple[float, float] | None:
        """Mean valence and arousal over the time in which an emotion was believed."""
        if self._believed <= 0.0:
            return None
        return self._valence / self._believed, self._arousal / self._believed
