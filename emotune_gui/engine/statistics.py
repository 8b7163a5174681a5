"""What a session measured of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS

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
    """Adds up how long each label was believed; gaps longer than a second do not count."""

    totals: dict[str, float] = field(default_factory=dict)
    _last_t: float | None = None
    _valence: float = 0.0
    _arousal: float = 0.0
    _face: float = 0.0
    _all: float = 0.0

    def add(self, t: float, label: str | None, state: str, valence: float, arousal: float) -> None:
        if self._last_t is not None and 0.0 < t - self._last_t <= 1.0:
            self._count(t - self._last_t, label or state, label is not None, valence, arousal)
        self._last_t = t

    def _count(
        self, seconds: float, name: str, is_face: bool, valence: float, arousal: float
    ) -> None:
        self.totals[name] = self.totals.get(name, 0.0) + seconds
        self._all += seconds
        if is_face:
            self._face += seconds
            self._valence += seconds * valence
            self._arousal += seconds * arousal

    def by_emotion(self) -> dict[str, float]:
        """Seconds by believed emotion."""
        return {k: round(v, 2) for k, v in self.totals.items() if k in _NAMES}

    def without_emotion(self) -> dict[str, float]:
        """Seconds by the reason why there was none (a FaceState)."""
        return {k: round(v, 2) for k, v in self.totals.items() if k not in _NAMES}

    @property
    def face_share(self) -> float:
        return self._face / self._all if self._all else 0.0

    @property
    def mean(self) -> tuple[float, float] | None:
        """Mean valence and arousal over the time with a face."""
        if self._face <= 0.0:
            return None
        return self._valence / self._face, self._arousal / self._face
