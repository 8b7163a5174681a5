"""The loudspeakers, through pygame's mixer."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from emotune_gui.domain.faults import Fault, SoundUnavailable
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE, PacedSink
from emotune_gui.music.playing.wavfile import as_pcm16

DEVICE_FRAMES = 1024
"""Length of SDL's own buffer; BLOCK_FRAMES must be a multiple, or gaps appear between blocks."""
POLL_SECONDS = 0.004
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
        # No allowed changes: SDL converts, so that blocks stay multiples of its buffer.
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
    """One block is heard while the next waits in `Channel.queue`: gapless, 1-2 blocks of delay.

    An underrun is a block that found the channel idle. When the device stops taking blocks, one
    fault is reported and the sink goes on silently in real time: music, records and therapist
    are not held up by a pulled plug. Used from one thread.
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
        self.audible = True
        self.underruns = 0
        self._clock = clock
        self._mixer = mixer
        self._channel = mixer.Channel(0)
        self._on_fault = on_fault
        self._present = present
        self._asked_at = clock.now()
        self._block_s = block_frames / sample_rate
        self._device_s = DEVICE_FRAMES / sample_rate
        self._last_heard: float | None = None
        self._last_taken = clock.now()
        self._pace: PacedSink | None = None

    def wait(self, timeout: float) -> bool:
        limit = self._clock.now() + timeout
        while self._pace is None:
            now = self._clock.now()
            if not self._still_there(now):
                self._lose("no output device is left")
            elif self._channel.get_queue() is None:
                self._last_taken = now
                return True
            elif now - self._last_taken > STALL_SECONDS:
                self._lose("the queue has not moved")
            elif now >= limit:
                return False
            else:
                self._clock.sleep(min(POLL_SECONDS, limit - now))
        return self._pace.wait(max(0.0, limit - self._clock.now()))

    def write(self, block: StereoBlock) -> float:
        if len(block) != self.block_frames:
            raise ValueError(f"{len(block)} frames for a block of {self.block_frames}")
        if self._pace is None:
            try:
                return self._play(block)
            except RuntimeError as error:  # pygame.error is a RuntimeError
                self._lose(repr(error))
        return self._write_silently(block)

    def close(self) -> None:
        """Let what is queued be heard (at most two blocks), then give the device back."""
        limit = self._clock.now() + 3 * self._block_s
        while self._pace is None and self._channel.get_busy() and self._clock.now() < limit:
            self._clock.sleep(POLL_SECONDS)
        if self._mixer is not None:
            mixer, self._mixer = self._mixer, None
            self._pace = self._pace or self._silent_pace()
            mixer.quit()

    def _write_silently(self, block: StereoBlock) -> float:
        self._pace = self._pace or self._silent_pace()
        late = self._pace.underruns
        heard_at = self._pace.write(block)
        self.underruns += self._pace.underruns - late
        self.blocks += 1
        return heard_at

    def _play(self, block: StereoBlock) -> float:
        sound = self._mixer.Sound(buffer=as_pcm16(block))
        idle = not self._channel.get_busy()
        if idle:
            self.underruns += 1 if self.blocks else 0
            self._channel.play(sound)
        else:
            self._channel.queue(sound)
        self.blocks += 1
        self._last_heard = self._heard_at(idle)
        return self._last_heard

    def _heard_at(self, idle: bool) -> float:
        """When the block begins to leave the loudspeaker, as far as can be known here.

        The queue's becoming free is seen late, never early, and only as exactly as we poll;
        counting blocks is smooth but drifts from the clock. So: count, and lean to what is seen.
        """
        seen = self._clock.now() + self._device_s + (0.0 if idle else self._block_s)
        if idle or self._last_heard is None:
            return seen
        counted = self._last_heard + self._block_s
        drift = seen - counted
        return counted + (drift if drift < 0 else min(0.05 * drift, 0.001))

    def _still_there(self, now: float) -> bool:
        if now - self._asked_at < PRESENCE_SECONDS:
            return True
        self._asked_at = now
        return self._present()

    def _lose(self, detail: str) -> None:
        self.audible = False
        self._pace = self._silent_pace()
        self._on_fault(Fault(self._clock.now(), "sound", DEVICE_LOST, detail))

    def _silent_pace(self) -> PacedSink:
        return PacedSink(self._clock, sample_rate=self.sample_rate, block_frames=self.block_frames)
