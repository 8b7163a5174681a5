"""The loudspeakers, through pygame's mixer."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from emotune_gui.domain.faults import Fault, SoundUnavailable
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.music.playing.lead import Lead
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, INSTANT, SAMPLE_RATE, PacedSink
from emotune_gui.music.playing.wavfile import Pcm, write_pcm16

DEVICE_FRAMES = 1024
"""Length of SDL's own buffer; chunks must be a multiple, or gaps appear where they meet."""
BLOCKS_PER_CHUNK = 16
"""0.74 s: long enough for the longest lead, short enough to follow a device that runs slow."""
GUARD_SECONDS = 2 * DEVICE_FRAMES / 44100
"""The mixer reads a whole buffer at a time: so much before the clock says a place may be gone."""
LOOK_SECONDS = 0.005
NEAR_SECONDS = 0.06
LONGEST_LOOK_SECONDS = 0.2
STALL_SECONDS = 2.0
"""A device that has taken nothing for so long is lost."""
PRESENCE_SECONDS = 2.0
"""How often it is asked whether any device is left."""
NO_DEVICE = (
    "No loudspeaker or headphones can be used; the session goes on without sound. "
    "Connect one and start the session again to hear the music."
)
DEVICE_LOST = (
    "The loudspeakers no longer answer; the session goes on without sound. "
    "Check the cable or the sound settings."
)


def open_mixer(sample_rate: int) -> Any:
    """pygame's mixer, playing 16-bit stereo; SoundUnavailable without a usable device."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        import pygame
        from pygame import mixer
    except ImportError as error:
        raise SoundUnavailable(NO_DEVICE) from error
    try:
        # No allowed changes: SDL converts, so that chunks stay multiples of its buffer.
        mixer.init(sample_rate, -16, 2, DEVICE_FRAMES, allowedchanges=0)
    except pygame.error as error:
        raise SoundUnavailable(NO_DEVICE) from error
    mixer.set_num_channels(1)
    return mixer


def any_device() -> bool:
    """Whether SDL still knows an output; True where it cannot be asked (a few microseconds).

    SDL goes on taking blocks after the last device is unplugged, and pygame's event for it needs
    a window: this list is the only sign left.
    """
    try:
        import pygame
        from pygame._sdl2.audio import get_audio_device_names
    except ImportError:
        return True
    try:
        return bool(get_audio_device_names(False))
    except pygame.error:
        return False


class DeviceSink:
    """Writes into sounds that the mixer is already playing, `Lead` ahead of where it reads.

    Two chunks of 0.74 s hang on one mixer channel, one playing, one in `Channel.queue`: gapless,
    and the mixer's thread needs the interpreter only where chunks meet. Where it reads is known
    from the clock, put right at every such seam. Chunks begin as silence: what is written too
    late (an underrun, counted) is a gap, never stale sound.

    When the device stops reading or vanishes, one fault is reported and the sink goes on silently
    in real time: music, records and therapist are not held up by a pulled plug. Used from one
    thread.
    """

    def __init__(
        self,
        clock: Clock,
        mixer: Any,
        *,
        on_fault: Callable[[Fault], None],
        present: Callable[[], bool] = any_device,
        sample_rate: int = SAMPLE_RATE,
        block_frames: int = BLOCK_FRAMES,
    ) -> None:
        self.name = "device"
        self.sample_rate = sample_rate
        self.block_frames = block_frames
        self.blocks = 0
        self.underruns = 0
        self.audible = True
        self.lead = Lead()
        self._clock = clock
        self._mixer = mixer
        self._channel = mixer.Channel(0)
        self._on_fault = on_fault
        self._present = present
        self._asked_at = clock.now()
        self._chunk_frames = BLOCKS_PER_CHUNK * block_frames
        self._chunk_s = self._chunk_frames / sample_rate
        self._chunks: list[Pcm] = []
        """The playing chunk and the queued one; empty before the start and after running dry."""
        self._began_at = 0.0
        """When the playing chunk began to be read, as far as can be known."""
        self._looked_at = 0.0
        self._overdue_s = 0.0
        self._written = 0
        """Frames from the playing chunk's start to the next block's place."""
        self._pace: PacedSink | None = None

    def wait(self, timeout: float) -> bool:
        limit = self._clock.now() + timeout
        while self._pace is None:
            now = self._clock.now()
            if not self._alive(now):
                break
            early = self._spare_s(now) - self.lead.seconds if self._chunks else 0.0
            if early < INSTANT:
                return True
            if now > limit - INSTANT:
                return False
            self._clock.sleep(min(early, limit - now, self._until_next_look(now)))
        self._pace = self._pace or self._silent_pace()
        return self._pace.wait(max(0.0, limit - self._clock.now()))

    def write(self, block: StereoBlock) -> float:
        if len(block) != self.block_frames:
            raise ValueError(f"{len(block)} frames for a block of {self.block_frames}")
        if self._pace is None:
            try:
                return self._place(block)
            except RuntimeError as error:  # pygame.error is a RuntimeError
                self._lose(repr(error))
        return self._write_silently(block)

    def close(self) -> None:
        """Let what is written be heard (a fraction of a second), then give the device back."""
        if self._mixer is None:
            return
        if self._chunks and self._pace is None:
            self._clock.sleep(min(1.0, self._spare_s(self._clock.now()) + 2 * self._device_s))
        mixer, self._mixer = self._mixer, None
        self._pace = self._pace or self._silent_pace()
        mixer.quit()

    @property
    def _device_s(self) -> float:
        return DEVICE_FRAMES / self.sample_rate

    def _spare_s(self, now: float) -> float:
        """Seconds until the place of the next block is read."""
        return self._began_at + self._written / self.sample_rate - now

    def _alive(self, now: float) -> bool:
        """Notice a seam, a device run dry, stalled or gone; False when it is lost."""
        if now - self._asked_at >= PRESENCE_SECONDS:
            self._asked_at = now
            if not self._present():
                return self._lose("no output device is left")
        if not self._chunks:
            return True
        if self._channel.get_queue() is not None:
            self._await_seam(now)
            if self._overdue_s > STALL_SECONDS:
                return self._lose("the device no longer reads")
        elif self._channel.get_busy():
            self._pass_seam(now)
        else:
            self._chunks = []
        self._looked_at = now
        return True

    def _until_next_look(self, now: float) -> float:
        """Short near a seam, so that it is seen when it comes."""
        to_seam = self._began_at + self._chunk_s - self._device_s - now
        return LOOK_SECONDS if abs(to_seam) < NEAR_SECONDS else 1.0

    def _await_seam(self, now: float) -> None:
        """A chunk that still plays cannot have begun more than its length ago: the device is slow
        or the whole program was stopped for a while (which is no stall of the device's).
        """
        latest_end = self._began_at + self._chunk_s - self._device_s
        if now > latest_end:
            self._began_at += now - latest_end
            self._overdue_s += min(now - self._looked_at, LONGEST_LOOK_SECONDS)

    def _pass_seam(self, now: float) -> None:
        """The queued chunk has become the playing one.

        That took place between the last look and now, when the mixer read the last buffer of the
        old chunk; the new one is read a buffer later. Only an expectation outside that interval
        is corrected: the reading position stays true without jumping about.
        """
        expected = self._began_at + self._chunk_s
        earliest, latest = self._looked_at + self._device_s, now + self._device_s
        self._began_at = min(max(expected, earliest), latest)
        self._overdue_s = 0.0
        self._written -= self._chunk_frames
        sound, chunk = self._silent_chunk()
        self._channel.queue(sound)
        self._chunks = [self._chunks[1], chunk]

    def _place(self, block: StereoBlock) -> float:
        now = self._clock.now()
        if not self._chunks:
            self.underruns += 1 if self.blocks else 0
            self._start(now)
        elif not self.lead.arrived(self._spare_s(now) - GUARD_SECONDS):
            self.underruns += 1
            self._written = self._blocks_ahead(min(now - self._began_at, self._chunk_s))
        chunk, place = divmod(self._written, self._chunk_frames)
        if not 0 <= chunk < len(self._chunks):
            raise RuntimeError(f"the device is {chunk} chunks behind the clock")
        write_pcm16(block, self._chunks[chunk][place : place + self.block_frames])
        heard_at = self._began_at + self._written / self.sample_rate + self._device_s
        self._written += self.block_frames
        self.blocks += 1
        return heard_at

    def _start(self, now: float) -> None:
        (playing, first), (waiting, second) = self._silent_chunk(), self._silent_chunk()
        self._channel.play(playing)
        self._channel.queue(waiting)
        self._chunks = [first, second]
        self._began_at = self._looked_at = now
        self._overdue_s = 0.0
        self._written = self._blocks_ahead(0.0)

    def _blocks_ahead(self, seconds: float) -> int:
        """The first block's place that is a lead and the guard after `seconds` into the chunk."""
        frames = (seconds + GUARD_SECONDS + self.lead.seconds) * self.sample_rate
        return int(frames // self.block_frames + 1) * self.block_frames

    def _silent_chunk(self) -> tuple[Any, Pcm]:
        """A sound and the memory it is played from."""
        sound = self._mixer.Sound(buffer=bytes(self._chunk_frames * 4))
        return sound, np.frombuffer(sound, np.int16).reshape(-1, 2)

    def _write_silently(self, block: StereoBlock) -> float:
        self._pace = self._pace or self._silent_pace()
        late = self._pace.underruns
        heard_at = self._pace.write(block)
        self.underruns += self._pace.underruns - late
        self.blocks += 1
        return heard_at

    def _lose(self, detail: str) -> bool:
        self.audible = False
        self._chunks = []
        self._pace = self._silent_pace()
        self._on_fault(Fault(self._clock.now(), "sound", DEVICE_LOST, detail))
        return False

    def _silent_pace(self) -> PacedSink:
        return PacedSink(self._clock, sample_rate=self.sample_rate, block_frames=self.block_frames)
