"""Loudspeakers (a pretended mixer), silence and files, at the pace of a pretended clock."""

from __future__ import annotations

import errno
import io
import struct
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import Fault, InvalidInput, SoundUnavailable
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.device import DEVICE_FRAMES, GUARD_SECONDS, DeviceSink
from emotune_gui.music.playing.lead import MOST_SECONDS, START_SECONDS, Lead
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE, PacedSink
from emotune_gui.music.playing.sinks import LONGEST_COMING_SECONDS, WavSink, open_sink
from emotune_gui.music.playing.wavfile import as_pcm16
from tests.music.playing.handmade import FakeClock
from tests.music.playing.pretended import PretendedMixer, frames_of

BLOCK_S = BLOCK_FRAMES / SAMPLE_RATE


def block(value: float = 0.0) -> StereoBlock:
    return np.full((BLOCK_FRAMES, 2), value, np.float32)


# Silence


def test_the_silent_sink_keeps_real_time() -> None:
    clock = FakeClock()
    sink = open_sink("none", clock)
    heard = []
    for _ in range(50):
        while not sink.wait(0.02):
            pass
        heard.append(sink.write(block()))
    assert heard == pytest.approx([100.0 + START_SECONDS + i * BLOCK_S for i in range(50)])
    assert clock.now() == pytest.approx(100.0 + 49 * BLOCK_S)
    assert (sink.underruns, sink.blocks) == (0, 50)


def test_waiting_gives_up_after_its_time() -> None:
    clock = FakeClock()
    sink = open_sink("none", clock)
    sink.write(block())
    assert not sink.wait(0.01)
    assert clock.now() == pytest.approx(100.01)


def test_a_late_block_is_an_underrun_and_the_schedule_moves() -> None:
    clock = FakeClock()
    sink = open_sink("none", clock)
    sink.write(block())
    clock.pass_by(1.0)
    assert sink.wait(0.0)
    assert sink.write(block()) == pytest.approx(101.0 + MOST_SECONDS)
    assert sink.write(block()) == pytest.approx(101.0 + MOST_SECONDS + BLOCK_S)
    assert sink.underruns == 1


def test_the_lead_grows_before_anything_is_lost_and_has_an_end() -> None:
    lead = Lead()
    assert lead.arrived(START_SECONDS)
    assert lead.seconds == START_SECONDS
    assert lead.arrived(0.01)
    assert START_SECONDS < lead.seconds < MOST_SECONDS
    assert not lead.arrived(-0.001)
    assert lead.seconds == MOST_SECONDS
    lead.arrived(0.0)
    lead.arrived(1.0)
    assert lead.seconds == MOST_SECONDS


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
    for count in range(1, 120):
        sink.write(block(0.1))
        declared = len(frames_of(path)) / SAMPLE_RATE
        assert (
            count * BLOCK_S - 1.0 - LONGEST_COMING_SECONDS - BLOCK_S <= declared <= count * BLOCK_S
        )
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
    monkeypatch.setattr("emotune_gui.music.playing.wavfile.MAX_DATA_BYTES", 80 * BLOCK_FRAMES * 4)
    faults: list[Fault] = []
    path = tmp_path / "long.wav"
    sink = WavSink(path, FakeClock(), faults.append)
    for _ in range(120):
        sink.write(block(0.1))
    sink.close()
    assert (len(faults), sink.blocks) == (1, 120)
    assert 0 < len(frames_of(path)) <= 80 * BLOCK_FRAMES


def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(SoundUnavailable, match="choose another folder"):
        open_sink(str(tmp_path / "nowhere" / "x.wav"), FakeClock())


@pytest.mark.parametrize("spec", ["", "speakers", "music.mp3", "x" * 500])
def test_other_outputs_are_refused_in_one_sentence(spec: str) -> None:
    with pytest.raises(InvalidInput, match=r"device, midi, none or a \.wav file") as caught:
        open_sink(spec, FakeClock())
    assert len(str(caught.value)) < 200


def test_samples_become_16_bit_and_are_clipped() -> None:
    pcm = np.frombuffer(as_pcm16(np.array([[0.0, 1.0], [-1.0, 3.0]], np.float32)), "<i2")
    assert pcm.tolist() == [0, 32767, -32767, 32767]


# Loudspeakers


def device(
    clock: FakeClock, speed: float = 1.0
) -> tuple[DeviceSink, PretendedMixer, list[Fault], list[bool]]:
    mixer, faults, present = PretendedMixer(clock, speed), [], [True]
    sink = DeviceSink(clock, mixer, on_fault=faults.append, present=lambda: present[0])
    return sink, mixer, faults, present


def play(sink: DeviceSink, blocks: int, first: int = 1) -> list[float]:
    """Write blocks whose samples are their number."""
    heard = []
    for number in range(first, first + blocks):
        for _ in range(200):
            if sink.wait(0.05):
                break
        heard.append(sink.write(block(number / 32767)))
    return heard


@pytest.mark.parametrize("speed", [1.0, 0.995, 1.005, 0.85])
def test_the_device_hears_every_block_whole_and_when_said(speed: float) -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock, speed)
    began = clock.now()
    heard = play(sink, 300)
    clock.pass_by(0.1)
    sink.close()
    assert (sink.underruns, sink.blocks, faults) == (0, 300, [])
    sound = np.concatenate(mixer.heard)[:, 0]
    assert mixer.numbers() == list(range(1, 301))
    first = np.flatnonzero(sound)[0]
    assert np.array_equal(sound[first : first + 300 * BLOCK_FRAMES : BLOCK_FRAMES], range(1, 301))
    out_s = (first + np.arange(300) * BLOCK_FRAMES) / SAMPLE_RATE / speed
    expected = began + out_s + DEVICE_FRAMES / SAMPLE_RATE
    assert heard == pytest.approx(expected, abs=0.025 + abs(speed - 1.0))
    assert np.all(np.diff(heard) > 0.8 * BLOCK_S)
    assert mixer.quits == 1


def test_a_device_held_up_for_a_while_is_kept() -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    play(sink, 20)
    mixer.stalled = True
    play(sink, 100, first=21)
    mixer.go_on()
    play(sink, 100, first=121)
    sink.close()
    assert (faults, sink.audible) == ([], True)
    assert 1 <= sink.underruns <= 2
    assert mixer.numbers()[-90:] == list(range(131, 221))


def test_without_room_for_a_file_the_clock_tells_the_position(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("emotune_gui.music.playing.device.WavWriter", full)
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    play(sink, 100)
    sink.close()
    assert (sink.underruns, faults) == (0, [])
    assert mixer.numbers() == list(range(1, 101))


def test_blocks_are_wanted_no_earlier_than_the_lead_needs() -> None:
    clock = FakeClock()
    sink, _, _, _ = device(clock)
    for number in range(100):
        while not sink.wait(0.05):
            pass
        heard_at = sink.write(block(number / 32767))
        ahead = heard_at - clock.now()
        assert ahead <= START_SECONDS + GUARD_SECONDS + DEVICE_FRAMES / SAMPLE_RATE + BLOCK_S + 1e-6


def test_a_late_block_is_counted_and_leaves_a_gap_of_silence() -> None:
    clock = FakeClock()
    sink, mixer, _, _ = device(clock)
    play(sink, 20)
    clock.pass_by(0.5)
    play(sink, 20, first=21)
    sink.close()
    assert sink.underruns == 1
    assert mixer.numbers() == list(range(1, 41))
    sound = np.concatenate(mixer.heard)[:, 0]
    place = {number: int(np.flatnonzero(sound == number)[0]) for number in (20, 21)}
    gap = place[21] - place[20] - BLOCK_FRAMES
    # late by half a second less the lead; then not a whole lead more
    assert 0 < gap < (0.5 - START_SECONDS + 0.15) * SAMPLE_RATE
    assert np.all(sound[place[20] + BLOCK_FRAMES : place[21]] == 0)


def test_a_long_stop_of_the_program_leaves_silence_not_stale_sound() -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    play(sink, 100)
    clock.pass_by(2.9)  # nearly the whole ring
    before = clock.now()
    heard = play(sink, 3, first=101)
    assert (sink.underruns, faults) == (1, [])
    assert before < heard[0] < before + 0.5
    sink.close()
    assert mixer.numbers() == list(range(1, 104))


def test_an_unplugged_device_is_noticed() -> None:
    clock = FakeClock()
    sink, _, faults, present = device(clock)
    play(sink, 5)
    present[0] = False
    play(sink, 120)
    assert len(faults) == 1
    assert "Check the cable" in faults[0].message
    assert not sink.audible


def test_a_mixer_that_fails_is_a_lost_device() -> None:
    clock = FakeClock()
    sink, mixer, faults, _ = device(clock)
    mixer.broken = True
    play(sink, 10)
    assert len(faults) == 1
    assert "mixer not initialized" in faults[0].detail
    assert sink.blocks == 10


def test_closing_lets_the_end_be_heard_once() -> None:
    clock = FakeClock()
    sink, mixer, _, _ = device(clock)
    play(sink, 5)
    sink.close()
    sink.close()
    assert mixer.numbers() == [1, 2, 3, 4, 5]
    assert mixer.quits == 1


def test_no_device_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    with pytest.raises(SoundUnavailable, match="without sound"):
        open_sink("device", FakeClock())
    assert BLOCK_FRAMES % DEVICE_FRAMES == 0
