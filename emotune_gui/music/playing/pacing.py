"""Sound that is not heard, in real time: the pace of a device without the device."""

from __future__ import annotations

from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.music.playing.lead import Lead

SAMPLE_RATE = 44100
BLOCK_FRAMES = 2048
"""46.4 ms: see docs/decisions/003-sound-blocks.md."""

INSTANT = 1e-6
"""Seconds too short to wait for."""


SILENT = "silent"
"""Name of the sink that nobody hears."""


class PacedSink:
    """Takes blocks `Lead` before they would be heard.

    A block that comes after its turn counts as an underrun and the schedule begins anew. Used
    from one thread.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        name: str = SILENT,
        sample_rate: int = SAMPLE_RATE,
        block_frames: int = BLOCK_FRAMES,
    ) -> None:
        self.name = name
        self.sample_rate = sample_rate
        self.block_frames = block_frames
        self.underruns = 0
        self.blocks = 0
        self.audible = False
        self.lead = Lead()
        self._clock = clock
        self._block_s = block_frames / sample_rate
        self._next_heard: float | None = None

    def wait(self, timeout: float) -> bool:
        """True once a block is wanted, False after `timeout` seconds without."""
        if self._next_heard is None:
            return True
        wanted = self._next_heard - self.lead.seconds
        limit = self._clock.now() + timeout
        while (now := self._clock.now()) < wanted - INSTANT:
            if now > limit - INSTANT:
                return False
            self._clock.sleep(min(wanted, limit) - now)
        return True

    def write(self, block: StereoBlock) -> float:
        if len(block) != self.block_frames:
            raise ValueError(f"{len(block)} frames for a block of {self.block_frames}")
        now = self._clock.now()
        heard_at = now + self.lead.seconds if self._next_heard is None else self._next_heard
        if not self.lead.arrived(heard_at - now):
            self.underruns += 1
            heard_at = now + self.lead.seconds
        self._next_heard = heard_at + self._block_s
        self.blocks += 1
        return heard_at

    def close(self) -> None:
        """Nothing is held."""
