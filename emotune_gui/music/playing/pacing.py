"""Sound that is not heard, in real time: the pace of a device without the device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.music.playing.lead import Lead

SAMPLE_RATE = 44100
BLOCK_FRAMES = 1024
"""23.2 ms: see docs/decisions/003-sound-blocks.md."""
REVISE_GUARD_SECONDS = 0.035
"""What is heard sooner is not touched any more: as long as with `DeviceSink`."""

INSTANT = 1e-6
"""Seconds too short to wait for."""


SILENT = "silent"
"""Name of the sink that nobody hears."""


@runtime_checkable
class RevisableSink(Protocol):
    """A SoundSink whose newest sound can still be replaced before it is heard."""

    def revisable(self) -> int:
        """How many of the frames written last can be replaced now."""

    def revise(self, sound: StereoBlock) -> float:
        """Put `sound` in the place of the last len(sound) frames written, at most `revisable`;
        the monotonic second at which its first frame is heard."""


def revise_newest(blocks: Sequence[StereoBlock], sound: StereoBlock) -> None:
    """Overwrite the end of `blocks` (oldest first) with `sound`, as far back as there are any."""
    end = len(sound)
    for block in reversed(blocks):
        if not end:
            return
        start = max(0, end - len(block))
        block[len(block) - (end - start) :] = sound[start:end]
        end = start


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
        self._unbroken = 0
        """Frames written since the schedule began."""

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
        if not self.lead.arrived(heard_at - now, self._block_s):
            self.underruns += 1
            heard_at = now + self.lead.seconds
            self._unbroken = 0
        self._unbroken += self.block_frames
        self._next_heard = heard_at + self._block_s
        self.blocks += 1
        return heard_at

    def revisable(self) -> int:
        if self._next_heard is None:
            return 0
        left_s = self._next_heard - self._clock.now() - REVISE_GUARD_SECONDS
        return min(self._unbroken, max(0, int(left_s * self.sample_rate)))

    def revise(self, sound: StereoBlock) -> float:
        return (self._next_heard or 0.0) - len(sound) / self.sample_rate

    def close(self) -> None:
        """Nothing is held."""
