"""What is played reaches the listener: the right sound, at the right time, and never in the way."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.voice import SAMPLE_RATE
from emotune_gui.engine.overhearing import KEPT_BLOCKS, OverheardSink, PlayedMusic

RATE, FRAMES = 44_100, 2_048
LEAD_S = 0.2


class Sink:
    """Heard LEAD_S after the first writing, block after block."""

    name, sample_rate, block_frames = "device", RATE, FRAMES

    def __init__(self) -> None:
        self.underruns = self.blocks = 0
        self.audible = True
        self.closed = False
        self.next_at = 50.0 + LEAD_S

    def wait(self, timeout: float) -> bool:
        return timeout >= 0

    def write(self, block: np.ndarray) -> float:
        heard_at = self.next_at
        self.next_at += len(block) / RATE
        self.blocks += 1
        return heard_at

    def close(self) -> None:
        self.closed = True


class Revisable(Sink):
    """Everything written last can be revised, as long as `left` says."""

    left = 0

    def revisable(self) -> int:
        return self.left

    def revise(self, sound: np.ndarray) -> float:
        return self.next_at - len(sound) / RATE


def test_what_is_revised_is_told_as_it_is_heard() -> None:
    device, played = Revisable(), PlayedMusic(RATE)
    sink = OverheardSink(device, played)
    assert OverheardSink(Sink(), played).revisable() == 0
    device.left = 3 * FRAMES - 100
    play(sink, 4)
    assert sink.revisable() == device.left
    before = sum(block.duration_s for block in played.blocks())
    assert before == pytest.approx(FRAMES / RATE, abs=0.01)
    heard_at = sink.revise(np.zeros((device.left, 2), np.float32))
    assert heard_at == pytest.approx(50.0 + LEAD_S + (4 * FRAMES - device.left) / RATE)
    device.left = 0
    assert sink.wait(0.0)
    after = np.concatenate([block.samples for block in played.blocks()])
    assert len(after) == pytest.approx(3 * FRAMES * SAMPLE_RATE / RATE, abs=200)
    assert np.abs(after[400:]).max() < 1e-3
    sink.close()


def stereo(t: np.ndarray, hertz: float = 440.0) -> np.ndarray:
    tone = 0.5 * np.sin(2 * np.pi * hertz * t)
    return np.column_stack([tone, 0.5 * tone]).astype(np.float32)


def play(sink: OverheardSink, blocks: int, first: int = 0) -> None:
    scratch = np.empty((FRAMES, 2), np.float32)
    for k in range(first, first + blocks):
        scratch[:] = stereo((k * FRAMES + np.arange(FRAMES)) / RATE)
        assert sink.wait(0.0)
        sink.write(scratch)
    scratch[:] = np.nan  # the player works in place: what it does next is not ours


def test_the_listener_gets_the_same_sound_at_the_time_it_is_heard() -> None:
    played = PlayedMusic(RATE)
    sink = OverheardSink(Sink(), played)
    told = []
    for k in range(20):
        play(sink, 1, first=k)
        told += list(played.blocks())
    assert [b.seq for b in told] == list(range(len(told)))
    ends = [b.t + b.duration_s for b in told]
    assert np.allclose(ends[:-1], [b.t for b in told[1:]])
    assert told[0].t == pytest.approx(50.0 + LEAD_S)
    assert [b.gap for b in told] == [True] + [False] * (len(told) - 1)
    sound = np.concatenate([b.samples for b in told])
    assert len(sound) == pytest.approx(20 * FRAMES * SAMPLE_RATE / RATE, abs=200)
    heard = 0.375 * np.sin(2 * np.pi * 440.0 * np.arange(len(sound)) / SAMPLE_RATE)
    inside = slice(400, -400)
    assert np.abs(sound[inside] - heard[inside]).max() < 0.01


def test_after_a_break_the_time_is_right_again() -> None:
    device, played = Sink(), PlayedMusic(RATE)
    sink = OverheardSink(device, played)
    play(sink, 3)
    before = list(played.blocks())
    device.next_at += 0.5
    again = device.next_at
    play(sink, 3)
    after = list(played.blocks())
    assert not any(b.gap for b in before[1:])
    assert after[0].gap and after[0].t == pytest.approx(again)


def test_a_listener_that_is_away_costs_the_oldest_not_the_player() -> None:
    device, played = Sink(), PlayedMusic(RATE)
    sink = OverheardSink(device, played)
    play(sink, 3 * KEPT_BLOCKS)
    told = list(played.blocks())
    kept_s = sum(b.duration_s for b in told)
    assert kept_s == pytest.approx(KEPT_BLOCKS * FRAMES / RATE, abs=0.02)
    assert told[-1].t + told[-1].duration_s == pytest.approx(device.next_at, abs=0.02)


def test_music_that_nobody_hears_is_not_told() -> None:
    device, played = Sink(), PlayedMusic(RATE)
    sink = OverheardSink(device, played)
    device.audible = False
    play(sink, 3)
    assert list(played.blocks()) == []
    device.audible = True
    play(sink, 3)
    assert list(played.blocks())


def test_everything_else_is_the_sinks_own() -> None:
    device = Sink()
    sink = OverheardSink(device, PlayedMusic(RATE))
    device.underruns = 4
    play(sink, 2)
    assert (sink.name, sink.sample_rate, sink.block_frames) == ("device", RATE, FRAMES)
    assert (sink.underruns, sink.blocks, sink.audible) == (4, 2, True)
    device.audible = False
    assert sink.wait(0.0) and not sink.audible
    sink.close()
    assert device.closed
