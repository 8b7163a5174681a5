"""The peak mark of a level meter."""

from __future__ import annotations

PEAK_STAYS_S = 1.5
PEAK_FALLS_DB_S = 20.0
"""The peak mark stands for a while, then falls at this rate, as on a mixing desk."""
QUIETEST_DBFS = -120.0


class PeakHold:
    """The loudest level of late. Times are monotonic seconds, levels dBFS."""

    def __init__(self) -> None:
        self._peak, self._at = QUIETEST_DBFS, 0.0

    def update(self, level: float, present: float) -> float:
        waited = max(0.0, present - self._at - PEAK_STAYS_S)
        fallen = self._peak - PEAK_FALLS_DB_S * waited
        if level >= fallen:
            self._peak, self._at = level, present
            return level
        return fallen
