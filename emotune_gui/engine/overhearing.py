"""What the loudspeakers play, told to whoever listens beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from emotune_gui.capture.resampling import Resampler
from emotune_gui.domain.ports import SoundSink, StereoBlock
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock
from emotune_gui.music.playing.pacing import RevisableSink, revise_newest

KEPT_BLOCKS = 64
"""3 s: many times what the listener leaves lying between two looks."""
SLIP_S = 0.005
"""A block this far from where the one before ended begins a new stretch."""


class PlayedMusic:
    """`add` belongs to the player's thread and never waits; `blocks` to the listener's.

    The work is done where the music is wanted: the player only leaves a copy of each block in a
    ring whose oldest are overwritten.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        # Appending to a bounded deque and taking from it need no lock.
        self._ring: deque[tuple[float, StereoBlock]] = deque(maxlen=KEPT_BLOCKS)
        self._seq = 0
        self._expected = 0.0
        """When the next block is heard if it follows the last without a break."""
        self._begin(0.0)

    def add(self, heard_at: float, block: StereoBlock) -> None:
        """The player's own memory behind `block` may change after this."""
        self._ring.append((heard_at, block.copy()))

    def blocks(self) -> Iterator[SoundBlock]:
        """16 kHz mono of everything added since, `t` the moment at which it is heard."""
        while self._ring:
            heard_at, block = self._ring.popleft()
            slipped = abs(heard_at - self._expected) > SLIP_S
            if slipped:
                self._begin(heard_at)
            self._expected = heard_at + len(block) / self._rate
            samples = self._resampler.push(block.mean(axis=1))
            if len(samples):
                yield self._told(samples, slipped)

    def _begin(self, heard_at: float) -> None:
        self._resampler = Resampler(self._rate)
        self._origin = self._expected = heard_at
        self._out = 0

    def _told(self, samples: SoundArray, gap: bool) -> SoundBlock:
        samples.setflags(write=False)
        block = SoundBlock(self._seq, self._origin + self._out / SAMPLE_RATE, samples, gap=gap)
        self._seq += 1
        self._out += len(samples)
        return block


class OverheardSink:
    """A SoundSink that passes everything on and leaves a copy of what is really heard.

    What the sink behind it can still revise is not told yet.
    """

    def __init__(self, sink: SoundSink, played: PlayedMusic) -> None:
        self._sink, self._played = sink, played
        self.name = sink.name
        self.sample_rate, self.block_frames = sink.sample_rate, sink.block_frames
        self._changes = sink if isinstance(sink, RevisableSink) else None
        self._coming: deque[tuple[float, StereoBlock]] = deque()
        self._follow()

    def _follow(self) -> None:
        sink = self._sink
        self.underruns, self.blocks, self.audible = sink.underruns, sink.blocks, sink.audible

    def wait(self, timeout: float) -> bool:
        wanted = self._sink.wait(timeout)
        self._follow()
        self._tell(self.revisable())
        return wanted

    def write(self, block: StereoBlock) -> float:
        heard_at = self._sink.write(block)
        self._follow()
        if self.audible:
            self._coming.append((heard_at, block.copy()))
        self._tell(self.revisable())
        return heard_at

    def revisable(self) -> int:
        return 0 if self._changes is None else self._changes.revisable()

    def revise(self, sound: StereoBlock) -> float:
        if self._changes is None:
            raise ValueError("what was written cannot be revised")
        revise_newest([block for _, block in self._coming], sound)
        return self._changes.revise(sound)

    def _tell(self, revisable: int) -> None:
        """Pass on the blocks of which nothing can change any more."""
        while len(self._coming) * self.block_frames > revisable + self.block_frames - 1:
            self._played.add(*self._coming.popleft())

    def close(self) -> None:
        self._tell(0)
        self._sink.close()
