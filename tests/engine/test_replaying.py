"""A session heard again: place by place, from notes already sounding, through SDL to 5 ms."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import SoundUnavailable
from emotune_gui.domain.music import Part, PlayedNote
from emotune_gui.engine.replaying import (
    SILENT_SENTENCE,
    Replay,
    _Performance,
    _Progress,
)

RATE = 44100
BLOCK = 2048


class HandClock:
    def __init__(self) -> None:
        self.t = 100.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.t += seconds


class KeepingSink:
    """Always wants a block; heard a tenth of a second after it is written."""

    name, sample_rate, block_frames, audible = "kept", RATE, BLOCK, True

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self.underruns = self.blocks = 0
        self.sound: list[np.ndarray] = []
        self.closed = False

    def wait(self, timeout: float) -> bool:
        return True

    def write(self, block: np.ndarray) -> float:
        self.sound.append(block.copy())
        self.blocks += 1
        heard = self._clock.t + 0.1
        self._clock.t += BLOCK / RATE
        return heard

    def close(self) -> None:
        self.closed = True


def counted(second: float) -> Iterator[np.ndarray]:
    """Every frame holds the second of the session it stands for."""
    at = second
    while at < 60.0:
        frames = at + np.arange(BLOCK) / RATE
        yield np.repeat(frames[:, None], 2, axis=1).astype(np.float32)
        at += BLOCK / RATE


@pytest.fixture
def stage():
    """Progress, performance, sink and a switch for 'wanted'."""
    clock = HandClock()
    progress, sink, wanted = _Progress(clock), KeepingSink(clock), [True]
    progress.load(60.0)

    @contextmanager
    def lend(open_sink):
        made = open_sink()
        try:
            yield made, lambda: wanted[0]
        finally:
            made.close()

    performance = _Performance(progress, lend, lambda: sink, counted)
    return progress, performance, sink, wanted, clock


def run(performance: _Performance, steps: int) -> None:
    for _ in range(steps):
        performance.step()


def test_the_cursor_follows_what_is_heard_not_what_is_made(stage):
    progress, performance, sink, _wanted, clock = stage
    progress.play(10.0)
    run(performance, 1)
    assert progress.second() == 10.0
    run(performance, 3)
    made = 10.0 + 3 * BLOCK / RATE
    assert sink.sound[-1][-1, 0] == pytest.approx(made, abs=1e-3)
    assert progress.second() == pytest.approx(made - 0.1, abs=1e-6)
    clock.t += 0.05
    assert progress.second() == pytest.approx(made - 0.05, abs=1e-6)


def test_in_a_gap_the_cursor_waits_with_the_sound(stage):
    progress, performance, _sink, _wanted, clock = stage
    progress.play(10.0)
    run(performance, 3)
    clock.t += 5.0
    assert progress.second() == pytest.approx(10.0 + 2 * BLOCK / RATE)
    before = progress.second()
    run(performance, 1)
    assert progress.second() >= before


def test_seeking_fades_the_old_place_and_begins_exactly_at_the_new(stage):
    progress, performance, sink, _wanted, _clock = stage
    progress.play(10.0)
    run(performance, 4)
    progress.place(30.0)
    assert progress.second() == 30.0
    run(performance, 2)
    faded, first = sink.sound[-2], sink.sound[-1]
    assert faded[0, 0] > 10.0
    assert faded[-1, 0] == 0.0
    assert first[0, 0] == pytest.approx(30.0, abs=1e-5)


def test_pause_keeps_the_place_and_the_device_for_a_while(stage):
    progress, performance, sink, _wanted, _clock = stage
    progress.play(5.0)
    run(performance, 20)
    heard = progress.second()
    progress.pause()
    run(performance, 10)
    assert progress.second() == heard
    assert not sink.sound[-1].any()
    assert not sink.closed
    progress.play(heard)
    run(performance, 2)
    assert sink.sound[-1][0, 0] == pytest.approx(heard, abs=1e-5)


def test_a_long_pause_gives_the_device_back(stage):
    progress, performance, sink, _wanted, _clock = stage
    progress.play(5.0)
    run(performance, 3)
    progress.pause()
    with pytest.raises(Exception, match=r"^$"):
        run(performance, 1000)
    assert sink.closed
    assert not performance.takes_more()


def test_a_session_that_begins_takes_the_loudspeakers(stage):
    progress, performance, sink, wanted, _clock = stage
    progress.play(5.0)
    run(performance, 10)
    wanted[0] = False
    with pytest.raises(Exception, match=r"^$"):
        run(performance, 2)
    assert sink.closed
    assert not progress.playing
    assert sink.sound[-1][-1, 0] == 0.0, "faded, not cut"


def test_at_the_end_it_stops_and_play_begins_anew(stage):
    progress, performance, _sink, _wanted, _clock = stage
    progress.play(59.9)
    run(performance, 8)
    assert not progress.playing
    assert progress.second() == 60.0
    progress.play(progress.second())
    assert progress.second() == 0.0


def test_while_a_session_runs_nothing_plays():
    @contextmanager
    def lend(open_sink):
        raise SoundUnavailable("A session is running; listen when it has ended.")
        yield

    replay = Replay(lend)
    replay.load((), {}, 10.0)
    replay.play(3.0)
    assert replay.close(timeout=5.0)
    assert not replay.playing
    assert replay.problem.startswith("A session is running")


def test_without_loudspeakers_the_cursor_moves_and_one_sentence_says_so():
    opened = []

    @contextmanager
    def lend(open_sink):
        opened.append(open_sink())
        yield opened[0], lambda: True

    def no_device():
        raise SoundUnavailable("none")

    replay = Replay(lend, open_device=no_device)
    replay.load((), {}, 10.0)
    replay.play(3.0)
    while not opened:
        pass
    assert opened[0].audible is False
    while replay.second <= 3.0:
        pass
    assert replay.problem == SILENT_SENTENCE
    assert replay.close(timeout=5.0)
    assert replay.second > 3.0


THROUGH_SDL = """
import sys, time
from contextlib import contextmanager
from emotune_gui.domain.clock import SystemClock
from emotune_gui.engine.replaying import Replay
from tests.engine.test_replaying import piece
import emotune_gui.music.playing.seeking

@contextmanager
def lend(open_sink):
    sink = open_sink()
    try:
        yield sink, lambda: True
    finally:
        sink.close()

replay = Replay(lend)
replay.load(piece(), {}, 60.0)
replay.play(float(sys.argv[1]))
while replay.second < float(sys.argv[1]) + 3.0:
    time.sleep(0.01)
assert replay.close(timeout=5.0)
"""


def piece() -> tuple[PlayedNote, ...]:
    """A struck note every 0.37 s, none sounding into the next; sessions have odd times."""
    return tuple(
        PlayedNote(i, Part.MELODY, 13, 60 + i % 12, 110, 0.123 + 0.37 * i, 0.273 + 0.37 * i)
        for i in range(150)
    )


@pytest.mark.parametrize("start", [0.0, 31.4])
def test_what_comes_out_of_sdl_are_the_stored_onsets_to_5_ms(tmp_path: Path, start: float):
    raw = tmp_path / "out.raw"
    environment = {k: v for k, v in os.environ.items() if k != "SDL_VIDEODRIVER"}
    environment |= {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(raw)}
    subprocess.run(
        [sys.executable, "-c", THROUGH_SDL, str(start)],
        env=environment,
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=True,
        capture_output=True,
    )
    sound = np.abs(np.fromfile(raw, "<i2").reshape(-1, 2)[:, 0].astype(float))
    heard = onsets(sound)
    stored = np.array([n.start_s for n in piece() if start <= n.start_s < start + 2.9])
    # The disk driver's beginning is unknown: one shift for all, and what rings at the start is
    # no onset of its own.
    misses = [np.abs(heard[:, None] - (stored + shift)).min(axis=0) for shift in heard - stored[0]]
    best = min(misses, key=lambda miss: miss.sum())
    assert len(stored) >= 7
    assert best.max() < 0.005


def onsets(sound: np.ndarray) -> np.ndarray:
    """Seconds at which the level jumps: 1 ms frames against the loudest of the 30 ms before."""
    frame = RATE // 1000
    usable = sound[: sound.size // frame * frame].reshape(-1, frame).max(axis=1)
    found: list[int] = []
    for k in range(30, usable.size):
        before = usable[k - 30 : k].max()
        if usable[k] > 300 and usable[k] > 1.5 * before and (not found or k - found[-1] > 100):
            found.append(k)
    return np.array(found) * frame / RATE
