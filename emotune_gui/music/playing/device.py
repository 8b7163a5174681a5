"""The loudspeakers, through pygame's mixer."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.faults import Fault, SoundUnavailable
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.music.playing.lead import Lead
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, INSTANT, SAMPLE_RATE, PacedSink
from emotune_gui.music.playing.pieces import PIECE_FRAMES, piece_slices
from emotune_gui.music.playing.wavfile import Pcm, WavWriter, write_pcm16

DEVICE_FRAMES = 512
"""Length of SDL's own buffer."""
BLOCKS_IN_RING = 128
"""3 s: many times the longest lead."""
GUARD_SECONDS = 2 * DEVICE_FRAMES / 44100
"""The mixer reads a whole buffer at a time: so much before it is told a place may be gone."""
LONGEST_SLEEP_SECONDS = 0.05
MOST_AHEAD_SECONDS = 1.5
"""Further ahead than this, the device has stood still while its position was guessed onward: what
was written meanwhile is given up."""
JUMP_SECONDS = 0.1
RESTART_SECONDS = 0.03
"""After an underrun the gap is kept short: blocks are made faster than they are heard."""
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
        # No allowed changes: SDL converts, so that positions are in our own frames.
        mixer.init(sample_rate, -16, 2, DEVICE_FRAMES, allowedchanges=0)
    except pygame.error as error:
        raise SoundUnavailable(NO_DEVICE) from error
    mixer.set_num_channels(1)
    return mixer


def play_silence(mixer: Any, sample_rate: int) -> bool:
    """Play silent music without end: the mixer tells the position of its music only.

    From a file, because music from memory would be read through the interpreter, in the mixer's
    thread. False when the file cannot be made (a full disk).
    """
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    try:
        path = Path(folder.name) / "silence.wav"
        writer = WavWriter(path, sample_rate)
        writer.append(np.zeros((sample_rate // 4, 2), np.float32))
        writer.close()
        mixer.music.load(str(path))
        mixer.music.play(loops=-1)
    except OSError:
        return False
    finally:
        # The mixer has the file open; where that keeps it from going (Windows),
        # 44 kB stay in the folder for temporary files.
        folder.cleanup()
    return True


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
    """Writes into a sound that the mixer plays round and round, `Lead` ahead of where it reads.

    The mixer's own thread never needs the interpreter, so that nothing Python does can stop it.
    Where it reads is told by the position of the (silent) music that runs beside the sound. What
    has been read is wiped: a block that comes too late (an underrun, counted) leaves a gap of
    silence, not stale sound.

    When the device vanishes or the mixer fails, one fault is reported and the sink goes on
    silently in real time: music, records and therapist are not held up by a pulled plug. Used
    from one thread.
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
        self._on_fault = on_fault
        self._present = present
        self._asked_at = clock.now()
        self._ring_frames = BLOCKS_IN_RING * block_frames
        self._ring: Pcm | None = None
        """The memory of the playing sound; None before the first block."""
        self._began_ms: int | None = None
        self._written = 0
        """Frames from the ring's first reading to the next block's place."""
        self._unbroken = 0
        """Frames written one after another up to there."""
        self._wiped = 0
        self._origin = 0.0
        """Monotonic second at which frame 0 was read, smoothed."""
        self._pace: PacedSink | None = None

    def wait(self, timeout: float) -> bool:
        limit = self._clock.now() + timeout
        while self._pace is None:
            now = self._clock.now()
            if not self._still_there(now):
                break
            early = self._ahead_s() - self.lead.seconds - GUARD_SECONDS
            if self._ring is None or early < INSTANT or early > MOST_AHEAD_SECONDS:
                return True
            if now > limit - INSTANT:
                return False
            self._clock.sleep(min(early, limit - now, LONGEST_SLEEP_SECONDS))
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

    def revisable(self) -> int:
        if self._ring is None or self._pace is not None:
            return 0
        left_s = self._ahead_s() - GUARD_SECONDS
        if left_s > MOST_AHEAD_SECONDS:
            return 0
        return min(self._unbroken, max(0, int(left_s * self.sample_rate)))

    def revise(self, sound: StereoBlock) -> float:
        first = self._written - len(sound)
        if self._ring is not None:
            for piece in piece_slices(len(sound)):
                place = (first + piece.start) % self._ring_frames
                write_pcm16(sound[piece], self._ring[place : place + PIECE_FRAMES])
        return self._origin + first / self.sample_rate + self._device_s

    def close(self) -> None:
        """Let what is written be heard (a fraction of a second), then give the device back."""
        if self._mixer is None:
            return
        if self._ring is not None and self._pace is None:
            self._clock.sleep(min(1.0, self._ahead_s() + 2 * self._device_s))
        mixer, self._mixer = self._mixer, None
        self._pace = self._pace or self._silent_pace()
        mixer.quit()

    @property
    def _device_s(self) -> float:
        return DEVICE_FRAMES / self.sample_rate

    @property
    def _block_s(self) -> float:
        return self.block_frames / self.sample_rate

    def _position(self) -> int:
        """Frames read since the ring began, as the device (or else the clock) tells it."""
        if self._began_ms is None:
            return int((self._clock.now() - self._origin) * self.sample_rate)
        return int((self._mixer.music.get_pos() - self._began_ms) * self.sample_rate) // 1000

    def _ahead_s(self) -> float:
        """Seconds until the place of the next block is read."""
        if self._ring is None:
            return 0.0
        return (self._written - self._position()) / self.sample_rate

    def _still_there(self, now: float) -> bool:
        if now - self._asked_at >= PRESENCE_SECONDS:
            self._asked_at = now
            if not self._present():
                self._lose("no output device is left")
        return self._pace is None

    def _place(self, block: StereoBlock) -> float:
        ring = self._ring if self._ring is not None else self._begin()
        position = self._position()
        ahead_s = (self._written - position) / self.sample_rate
        if ahead_s > MOST_AHEAD_SECONDS:
            ring[:] = 0
            self._wiped = position // self.block_frames * self.block_frames
        spare_s = ahead_s - GUARD_SECONDS
        if not self.lead.arrived(spare_s, self._block_s) or ahead_s > MOST_AHEAD_SECONDS:
            self.underruns += 1
            self._unbroken = 0
            self._written = self._blocks_ahead(position, RESTART_SECONDS)
        self._wipe(ring, position - 2 * DEVICE_FRAMES)
        place = self._written % self._ring_frames
        write_pcm16(block, ring[place : place + self.block_frames])
        heard_at = self._read_at(self._written, position) + self._device_s
        self._written += self.block_frames
        self._unbroken += self.block_frames
        self.blocks += 1
        return heard_at

    def _begin(self) -> Pcm:
        sound = self._mixer.Sound(buffer=bytes(self._ring_frames * 4))
        self._ring = np.frombuffer(sound, np.int16).reshape(-1, 2)
        tells_position = play_silence(self._mixer, self.sample_rate)
        self._mixer.Channel(0).play(sound, loops=-1)
        self._began_ms = self._mixer.music.get_pos() if tells_position else None
        self._origin = self._clock.now()
        self._written = self._blocks_ahead(0, self.lead.seconds)
        return self._ring

    def _blocks_ahead(self, position: int, spare_s: float) -> int:
        """The first block's place that is the guard and `spare_s` after `position`."""
        frames = position + (GUARD_SECONDS + spare_s) * self.sample_rate
        return int(frames // self.block_frames + 1) * self.block_frames

    def _wipe(self, ring: Pcm, until: int) -> None:
        """Silence what was read before `until`, a block at a time."""
        while self._wiped + self.block_frames <= until:
            place = self._wiped % self._ring_frames
            for piece in piece_slices(self.block_frames):
                ring[place : place + self.block_frames][piece] = 0
            self._wiped += self.block_frames

    def _read_at(self, frame: int, position: int) -> float:
        """When `frame` is read. The device tells milliseconds and jumps a little; the clock runs
        smoothly but drifts from it: so the clock, leaning to the device.
        """
        seen = self._clock.now() - position / self.sample_rate
        drift = seen - self._origin
        lean = 0.1 * drift if abs(drift) < JUMP_SECONDS else drift
        self._origin += lean
        return self._origin + frame / self.sample_rate

    def _write_silently(self, block: StereoBlock) -> float:
        self._pace = self._pace or self._silent_pace()
        late = self._pace.underruns
        heard_at = self._pace.write(block)
        self.underruns += self._pace.underruns - late
        self.blocks += 1
        return heard_at

    def _lose(self, detail: str) -> None:
        self.audible = False
        self._pace = self._silent_pace()
        self._on_fault(Fault(self._clock.now(), "sound", DEVICE_LOST, detail))

    def _silent_pace(self) -> PacedSink:
        return PacedSink(self._clock, sample_rate=self.sample_rate, block_frames=self.block_frames)
