"""A look-ahead peak limiter."""

from __future__ import annotations

from typing import NamedTuple

from emotune_gui.music.playing.pieces import PIECE_FRAMES

CEILING = 0.88
"""Highest absolute value, between samples too: -1.1 dB. The tenth of a dB below -1 is for what
another way of interpolating finds."""
RELEASE_SECONDS = 0.25
"""Time in which the gain comes back from silence to one (linear)."""


class LimiterState(NamedTuple):
    """All that a limiter remembers: to go on from there again."""

    waiting: float
    """What the newest piece bears; it is sent out one piece later."""
    gain: float


class Limiter:
    """Turns down before a peak comes, so that nothing passes `CEILING`.

    Sees the peak of each piece one piece before that piece is sent out (2.9 ms). The gain at an
    edge is never above what the pieces on both sides bear and runs linearly between edges: no
    sample passes the ceiling and the gain has no jumps.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rise = PIECE_FRAMES / (RELEASE_SECONDS * sample_rate)
        self.state = LimiterState(1.0, 1.0)
        self.lowest_gain = 1.0
        """Lowest gain so far: 1.0 when the limiter never had to act."""

    def step(self, peak: float) -> tuple[float, float]:
        """Take the peak of the next piece; return the gains at the edges of the one before it."""
        bears = 1.0 if peak <= CEILING else CEILING / peak
        waiting, first = self.state
        gain = min(waiting, bears, first + self._rise, 1.0)
        self.state = LimiterState(bears, gain)
        self.lowest_gain = min(self.lowest_gain, gain)
        return first, gain
