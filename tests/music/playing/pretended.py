"""A loudspeaker that is only pretended, and what a WAV file holds."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.device import DEVICE_FRAMES
from emotune_gui.music.playing.pacing import SAMPLE_RATE
from emotune_gui.music.playing.wavfile import Pcm
from tests.music.playing.handmade import FakeClock


def frames_of(path: Path) -> StereoBlock:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 44100)
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return pcm.reshape(-1, 2).astype(np.float32) / 32767


class PretendedMixer:
    """A mixer whose one looping sound is read 1024 frames at a time as the pretended clock goes."""

    def __init__(self, clock: FakeClock, speed: float = 1.0) -> None:
        self.heard: list[Pcm] = []
        self.stalled = False
        self.broken = False
        self.quits = 0
        self.music = self
        self._clock = clock
        self._ring: Pcm | None = None
        self._reads = 0
        self._next_read = 0.0
        self._read_at = 0.0
        self._step = DEVICE_FRAMES / SAMPLE_RATE / speed
        clock.watchers.append(self._read)

    def Channel(self, index: int) -> PretendedMixer:  # noqa: N802
        assert index == 0
        return self

    def Sound(self, *, buffer: bytes) -> bytearray:  # noqa: N802
        if self.broken:
            raise RuntimeError("mixer not initialized")
        return bytearray(buffer)

    def load(self, path: str) -> None:
        assert np.abs(frames_of(Path(path))).max() == 0.0

    def play(self, sound: bytearray | None = None, *, loops: int) -> None:
        assert loops == -1
        if sound is not None:
            self._ring = np.frombuffer(sound, np.int16).reshape(-1, 2)
            self._next_read = self._read_at = self._clock.now()

    def get_pos(self) -> int:
        """Milliseconds read, and what has passed since the last reading, as pygame has it."""
        if self._ring is None:
            return 0
        read = self._reads * DEVICE_FRAMES / SAMPLE_RATE
        return int(1000 * (read + self._clock.now() - self._read_at))

    def _read(self, now: float) -> None:
        while self._ring is not None and not self.stalled and self._next_read <= now:
            place = self._reads * DEVICE_FRAMES % len(self._ring)
            self.heard.append(self._ring[place : place + DEVICE_FRAMES].copy())
            self._reads += 1
            self._read_at = self._next_read
            self._next_read += self._step

    def go_on(self) -> None:
        self.stalled = False
        self._next_read = self._clock.now()

    def quit(self) -> None:
        self.quits += 1

    def numbers(self) -> list[int]:
        """The numbers of the blocks heard, in order, without the silence between."""
        left = np.concatenate(self.heard)[:, 0]
        changes = np.flatnonzero(np.diff(left, prepend=0))
        return [int(left[i]) for i in changes if left[i]]
