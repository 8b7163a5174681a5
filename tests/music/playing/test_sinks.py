"""Loudspeakers (a pretended mixer), silence and files, at the pace of a pretended clock."""

from __future__ import annotations

import errno
import io
import struct
import wave
from collections import deque
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import Fault, InvalidInput, SoundUnavailable
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing import device as device_module
from emotune_gui.music.playing.device import DEVICE_FRAMES, DeviceSink
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE, PacedSink
from emotune_gui.music.playing.sinks import WavSink, open_sink
from emotune_gui.music.playing.wavfile import as_pcm16
from tests.music.playing.handmade import FakeClock

BLOCK_S = BLOCK_FRAMES / SAMPLE_RATE


def block(value: float = 0.0) -> StereoBlock:
    return np.full((BLOCK_FRAMES, 2), value, np.float32)


def frames_of(path: Path) -> StereoBlock:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 44100)
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return pcm.reshape(-1, 2).astype(np.float32) / 32767


# Silence


def test_the_silent_sink_keeps_real_time() -> None:
    clock = FakeClock()
    sink = open_sink("none", clock)
    heard = []
    for _ in range(10):
        while not sink.wait(0.05):
            pass
        heard.append(sink.write(block()))
    assert heard == pytest.approx([100.0 + i * BLOCK_S for i in range(10)])
    assert clock.now() == pytest.approx(100.0 + 8 * BLOCK_S)  # two blocks ahead, as a device
    assert (sink.underruns, sink.blocks) == (0, 10)


def test_waiting_gives_up_after_its_time() -> None:
    clock = FakeClock()
    sink = open_sink("none", clock)
    sink.write(block())
    sink.write(block())
    assert not sink.wait(0.01)
    assert clock.now() == pytest.approx(100.01)


def test_a_late_block_is_an_underrun_and_the_schedule_moves() -> None:
    clock = FakeClock()
    sink = open_sink("none", clock)
    sink.write(block())
    sink.write(block())
    clock.pass_by(1.0)
    assert sink.wait(0.0)
    assert sink.write(block()) == pytest.approx(101.0)
    assert sink.write(block()) == pytest.approx(101.0 + BLOCK_S)
    assert sink.underruns == 1


@pytest.mark.parametrize("wrong", [0, BLOCK_FRAMES - 1, 2 * BLOCK_FRAMES])
def test_blocks_have_one_length(wrong: int) -> None:
    with pytest.raises(ValueError, match="frames for a block"):
        PacedSink(FakeClock()).write(np.zeros((wrong, 2), np.float32))


# Files


def test_a_wav_file_holds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "Sitzung ü.WAV"
    sink = open_sink(str(path), FakeClock())
    values = [0.5, -0.25, 2.0]
    for value in values:
        sink.write(block(value))
    sink.close()
    sink.close()
    sound = frames_of(path)
    assert len(sound) == 3 * BLOCK_FRAMES
    assert sound[::BLOCK_FRAMES, 0] == pytest.approx([0.5, -0.25, 1.0], abs=1e-4)


def test_a_wav_file_is_valid_while_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "live.wav"
    sink = open_sink(str(path), FakeClock())
    assert len(frames_of(path)) == 0
    for count in range(1, 30):
        sink.write(block(0.1))
        declared = len(frames_of(path)) / SAMPLE_RATE
        assert count * BLOCK_S - 1.1 <= declared <= count * BLOCK_S
    (riff,) = struct.unpack("<I", path.read_bytes()[4:8])
    assert riff <= path.stat().st_size - 8


class FullDisk(io.RawIOBase):
    """Takes `room` bytes, then is full, in the middle of a write as real disks are."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.data = bytearray()
        self.place = 0

    def write(self, data: memoryview) -> int:  # type: ignore[override]
        fits = min(len(data), max(0, self.room - self.place))
        if not fits:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.data[self.place : self.place + fits] = data[:fits]
        self.place += fits
        return fits

    def seek(self, place: int, whence: int = 0) -> int:
        self.place = place
        return place

    def truncate(self, size: int | None = None) -> int:
        del self.data[size:]
        return len(self.data)


def test_a_full_disk_is_said_once_and_the_music_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(44 + 5 * BLOCK_FRAMES * 4 + 1000)
    monkeypatch.setattr(Path, "open", lambda self, *args, **kwargs: disk)
    faults: list[Fault] = []
    sink = WavSink(tmp_path / "full.wav", FakeClock(), faults.append)
    for _ in range(10):
        sink.write(block(0.1))
    sink.close()
    assert len(faults) == 1
    assert "disk" in faults[0].message
    assert "ENOSPC" in faults[0].detail or "No space" in faults[0].detail
    assert sink.blocks == 10
    (declared,) = struct.unpack("<I", disk.data[40:44])
    assert declared == 5 * BLOCK_FRAMES * 4 == len(disk.data) - 44


def test_a_file_at_its_format_limit_ends_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emotune_gui.music.playing.wavfile.MAX_DATA_BYTES", 10 * BLOCK_FRAMES * 4)
    faults: list[Fault] = []
    path = tmp_path / "long.wav"
    sink = WavSink(path, FakeClock(), faults.append)
    for _ in range(20):
        sink.write(block(0.1))
    sink.close()
    assert (len(faults), sink.blocks) == (1, 20)
    assert 0 < len(frames_of(path)) <= 10 * BLOCK_FRAMES


def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(SoundUnavailable, match="choose another folder"):
        open_sink(str(tmp_path / "nowhere" / "x.wav"), FakeClock())


@pytest.mark.parametrize("spec", ["", "speakers", "music.mp3", "x" * 500])
def test_other_outputs_are_refused_in_one_sentence(spec: str) -> None:
    with pytest.raises(InvalidInput, match=r"device, none or a \.wav file") as caught:
        open_sink(spec, FakeClock())
    assert len(str(caught.value)) < 200


def test_samples_become_16_bit_and_are_clipped() -> None:
    pcm = np.frombuffer(as_pcm16(np.array([[0.0, 1.0], [-1.0, 3.0]], np.float32)), "<i2")
    assert pcm.tolist() == [0, 32767, -32767, 32767]


# Loudspeakers


class PretendedMixer:
    """A mixer with one channel, played out by the pretended clock."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.blocks: deque[float] = deque()
        """Second at which each block in play or queued ends."""
        self.sounds: list[bytes] = []
        self.stalled = False
        self.broken = False
        self.quits = 0

    def Channel(self, index: int) -> PretendedMixer:  # noqa: N802
        assert index == 0
        return self

    def Sound(self, *, buffer: bytes) -> bytes:  # noqa: N802
        if self.broken:
            raise RuntimeError("mixer not initialized")
        return buffer

    def _play_out(self) -> None:
        while not self.stalled and self.blocks and self.blocks[0] <= self.clock.now():
            self.blocks.popleft()

    def get_queue(self) -> object:
        self._play_out()
        return "a sound" if len(self.blocks) > 1 else None

    def get_busy(self) -> bool:
        self._play_out()
        return bool(self.blocks)

    def play(self, sound: bytes) -> None:
        assert not self.get_busy()
        self.sounds.append(sound)
        self.blocks.append(self.clock.now() + BLOCK_S)

    def queue(self, sound: bytes) -> None:
        assert self.get_queue() is None
        self.sounds.append(sound)
        self.blocks.append(self.blocks[-1] + BLOCK_S)

    def quit(self) -> None:
        self.quits += 1


def device(clock: FakeClock) -> tuple[DeviceSink, PretendedMixer, list[Fault], list[bool]]:
    mixer, faults, present = PretendedMixer(clock), [], [True]
    sink = DeviceSink(clock, mixer, on_fault=faults.append, present=lambda: present[0])
    return sink, mixer, faults, present


def play(sink: DeviceSink, blocks: int) -> list[float]:
    heard = []
    for index in range(blocks):
        for _ in range(100):
            if sink.wait(0.05):
                break
        heard.append(sink.write(block(index / 100)))
    return heard


def test_the_device_is_kept_fed_without_underruns() -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    heard = play(sink, 50)
    assert (sink.underruns, sink.blocks, faults) == (0, 50, [])
    assert len(mixer.sounds) == 50
    assert mixer.sounds[3] == as_pcm16(block(0.03))
    assert np.diff(heard) == pytest.approx([BLOCK_S] * 49, abs=0.005)
    real = 100.0 + DEVICE_FRAMES / SAMPLE_RATE + 49 * BLOCK_S
    assert heard[-1] == pytest.approx(real, abs=0.006)


def test_a_device_that_ran_dry_counts_an_underrun_and_time_moves_on() -> None:
    clock = FakeClock()
    sink, _, _, _ = device(clock)
    play(sink, 5)
    clock.pass_by(2.0 - 0.01)
    before = clock.now()
    heard = play(sink, 3)
    assert sink.underruns == 1
    assert heard[0] == pytest.approx(before + DEVICE_FRAMES / SAMPLE_RATE)


def test_a_device_that_stops_taking_blocks_is_lost_once_and_time_goes_on() -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    play(sink, 5)
    mixer.stalled = True
    began = clock.now()
    play(sink, 50)
    assert [fault.where for fault in faults] == ["sound"]
    assert not sink.audible
    assert sink.blocks == 55
    assert clock.now() - began == pytest.approx(2.0 + 48 * BLOCK_S, abs=0.1)
    sink.close()
    assert mixer.quits == 1


def test_an_unplugged_device_is_noticed() -> None:
    clock = FakeClock()
    sink, _, faults, present = device(clock)
    play(sink, 5)
    present[0] = False
    play(sink, 30)
    assert len(faults) == 1
    assert "Check the cable" in faults[0].message
    assert not sink.audible


def test_a_mixer_that_fails_is_a_lost_device() -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    play(sink, 5)
    mixer.broken = True
    play(sink, 10)
    assert len(faults) == 1
    assert "mixer not initialized" in faults[0].detail
    assert sink.blocks == 15


def test_closing_lets_the_end_be_heard() -> None:
    clock = FakeClock()
    sink, mixer, _, _ = device(clock)
    play(sink, 5)
    sink.close()
    sink.close()
    assert not mixer.get_busy()
    assert mixer.quits == 1


def test_no_device_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    with pytest.raises(SoundUnavailable, match="without sound"):
        open_sink("device", FakeClock())
    assert device_module.DEVICE_FRAMES * 4 == BLOCK_FRAMES
