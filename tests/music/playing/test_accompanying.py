"""Sound that is mixed with the notes: a recording played in a session."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.player import Player
from tests.music.playing.handmade import FakeClock, KeepingSink, NotedInstrument, bar, controls

RATE, LATENCY = 44100, 128


class Silent(NotedInstrument):
    """Overwrites with silence, as a synthesiser overwrites with its sound."""

    def render(self, out: StereoBlock) -> None:
        out[:] = 0.0


class Counting:
    """A slow ramp: every frame tells its number."""

    def __init__(self) -> None:
        self.frames = 0

    def render(self, out: StereoBlock) -> None:
        out += (np.arange(self.frames, self.frames + len(out), dtype=np.float32) * 1e-6)[:, None]
        self.frames += len(out)


def quiet_player(*, mixes: bool = True) -> tuple[Player, KeepingSink]:
    sink = KeepingSink()
    player = Player(sink, Silent(), clock=FakeClock(), room=False, levelled=False, mixes=mixes)
    return player, sink


def test_a_stream_is_heard_without_any_bar_and_frame_for_frame() -> None:
    player, sink = quiet_player()
    player.accompany(Counting())
    for _ in range(3):
        player.step()
    heard = sink.sound[LATENCY:, 0]
    assert heard == pytest.approx(np.arange(len(heard)) * 1e-6, abs=1e-7)


def test_loudness_acts_on_it_and_none_ends_it() -> None:
    player, sink = quiet_player()
    player.enqueue(bar(0))
    player.steer(controls(loudness=60.0))
    player.step()
    steady = Counting()
    steady.frames = 100_000
    player.accompany(steady)
    player.steer(controls(loudness=80.0))
    for _ in range(8):
        player.step()
    expected = (steady.frames - LATENCY - 1) * 1e-6 * (80 / 60) ** 2
    assert float(sink.kept[-1][-1, 0]) == pytest.approx(expected, rel=0.01)
    player.accompany(None)
    player.step()
    player.step()
    assert float(np.abs(sink.kept[-1]).max()) == 0.0


def test_it_stands_still_in_a_pause_and_goes_on_where_it_was() -> None:
    player, _ = quiet_player()
    stream = Counting()
    player.accompany(stream)
    player.fade_out(0.1)
    while not player.paused:
        player.step()
    at_pause = stream.frames
    player.step()
    assert stream.frames == at_pause > 0
    player.fade_in(0.1)
    player.step()
    assert stream.frames == at_pause + KeepingSink.block_frames


def test_nothing_is_added_to_a_pilot() -> None:
    player, sink = quiet_player(mixes=False)
    stream = Counting()
    player.accompany(stream)
    player.step()
    assert stream.frames == 0
    assert float(np.abs(sink.sound).max()) == 0.0
