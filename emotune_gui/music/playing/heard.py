"""Which bar is leaving the loudspeaker now, one or two blocks behind what is rendered."""

from __future__ import annotations

from dataclasses import dataclass

from emotune_gui.domain.music import Bar


@dataclass(frozen=True, slots=True)
class HeardBlock:
    """When a block is heard and which beats (absolute) it holds."""

    heard_at: float
    frames: int
    first_beat: float
    last_beat: float
    bars: tuple[tuple[float, Bar], ...] = ()
    """Bars that begin in it, with the absolute beat of their bar lines."""


class HeardPosition:
    """Written by the player's thread, read by any: what is read is one tuple, replaced whole."""

    _KEPT = 8

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._blocks: tuple[HeardBlock, ...] = ()
        self._bars: tuple[tuple[float, Bar], ...] = ()
        self.end = 0.0
        """Monotonic second at which the newest block ends."""

    def add(self, block: HeardBlock) -> None:
        self.end = block.heard_at + block.frames / self._rate
        self._bars = (*self._bars, *block.bars)[-self._KEPT :]
        self._blocks = (*self._blocks, block)[-self._KEPT :]

    def at(self, now: float, queued: tuple[Bar, ...]) -> tuple[Bar | None, Bar | None, float]:
        """Bar heard at `now`, the bar after it, and beats into the first."""
        beat = self._beat_at(now)
        begun = [entry for entry in self._bars if beat is not None and entry[0] <= beat + 1e-9]
        coming = [bar for start, bar in self._bars if beat is None or start > beat + 1e-9]
        following = next(iter([*coming, *queued]), None)
        if not begun or beat is None:
            return None, following, 0.0
        start, bar = begun[-1]
        return bar, following, min(float(bar.beats), beat - start)

    def _beat_at(self, now: float) -> float | None:
        blocks = self._blocks
        begun = [block for block in blocks if block.heard_at <= now]
        if not begun:
            return None
        block = begun[-1]
        share = min(1.0, (now - block.heard_at) * self._rate / block.frames)
        return block.first_beat + share * (block.last_beat - block.first_beat)
