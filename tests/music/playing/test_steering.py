"""Live controls: tempo, loudness, density, volume, fades, and how soon they are heard."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.music import Bar, Note, Part, PlayedNote
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.gain import LOUDNESS_TAU_S
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.thinning import rank_threshold
from tests.music.playing.handmade import (
    FakeClock,
    KeepingSink,
    NotedInstrument,
    bar,
    controls,
)

RATE = 44100


class Humming(NotedInstrument):
    """A steady tone while any note sounds: gain shows as the size of the wave."""

    def render(self, out: StereoBlock) -> None:
        t = (self.frames + np.arange(len(out))) / RATE
        out[:] = (0.2 * np.sin(2 * np.pi * 441.0 * t))[:, None]
        self.frames += len(out)


def humming(bars: list[Bar]) -> tuple[Player, KeepingSink]:
    sink = KeepingSink()
    player = Player(sink, Humming(), clock=FakeClock(), room=False, levelled=False)
    for each in bars:
        player.enqueue(each)
    return player, sink


def level_db(sound: StereoBlock) -> float:
    return 20 * math.log10(float(np.sqrt((sound**2).mean())) * math.sqrt(2) / 0.2)


def run(player: Player, steps: int) -> None:
    for _ in range(steps):
        player.step()


def test_loudness_follows_the_velocity_curve_and_starts_in_the_next_block() -> None:
    player, sink = humming([bar(i) for i in range(4)])
    player.steer(controls())
    run(player, 5)
    player.steer(controls(loudness=80.0))
    run(player, 10)
    assert level_db(sink.sound[2048:20000]) == pytest.approx(0.0, abs=0.1)
    begun = sink.sound[5 * 4096 + 128 + 1000 : 5 * 4096 + 128 + 1500]
    assert level_db(begun) > 0.5  # 11 ms in
    assert level_db(sink.kept[-1]) == pytest.approx(40 * math.log10(80 / 60), abs=0.1)


def test_a_steer_makes_no_jump_in_the_sound() -> None:
    still, still_sink = humming([bar(i) for i in range(4)])
    run(still, 20)
    moved, moved_sink = humming([bar(i) for i in range(4)])
    moved.steer(controls())
    for step in range(20):
        if step % 3 == 0:
            moved.steer(
                controls(loudness=[45.0, 75.0][step % 2], tempo_bpm=[60.0, 160.0][step % 2])
            )
            moved.set_volume_db([-6.0, 0.0][step % 2])
        moved.step()
    steady = np.abs(np.diff(still_sink.sound[200:], axis=0)).max()
    largest_gain = (75 / 60) ** 2
    assert np.abs(np.diff(moved_sink.sound[200:], axis=0)).max() <= steady * largest_gain * 1.02


def test_what_rings_keeps_its_level_across_a_bar_line() -> None:
    player, sink = humming([bar(0, loudness=50.0), bar(1, loudness=80.0)])
    player.steer(controls(loudness=80.0))
    run(player, 40)  # the bar line lies in block 21
    levels = [level_db(sink.sound[i : i + 2000]) for i in range(4096, 38 * 4096, 2000)]
    assert max(levels) - min(levels) < 0.1


def test_notes_are_struck_relative_to_their_bar() -> None:
    instrument = NotedInstrument()
    played: list[PlayedNote] = []
    player = Player(KeepingSink(), instrument, clock=FakeClock(), room=False, on_note=played.append)
    player.steer(controls(loudness=90.0))
    player.enqueue(bar(0, [Note(0.0, 1.0, 60, 55, Part.MELODY)], loudness=50.0))
    run(player, 30)
    assert instrument.on[0][4] == pytest.approx(66.0)  # 55 / 50 of the reference 60
    assert played[0].velocity == 99  # 55 / 50 of the live 90


def test_tempo_glides_within_half_a_second_and_without_a_step() -> None:
    starts = [Note(b / 8, 0.05, 60, 64, Part.MELODY) for b in range(32)]
    instrument = NotedInstrument()
    player = Player(KeepingSink(), instrument, clock=FakeClock(), room=False, levelled=False)
    for index in range(6):
        player.enqueue(bar(index, starts, density=100.0))
    player.steer(controls(tempo_bpm=80.0, density=100.0))
    run(player, 12)
    player.steer(controls(tempo_bpm=140.0, density=100.0))
    run(player, 20)
    frames = np.array([frame for frame, *_ in instrument.on])
    tempo = 60.0 / (np.diff(frames) / RATE * 8)
    changed = 12 * 4096
    assert tempo[frames[1:] < changed] == pytest.approx(80.0, rel=0.001)
    after = tempo[frames[:-1] >= changed + RATE // 2]
    assert after[0] > 137.0
    assert np.all(np.diff(tempo) > -0.1)  # only ever faster (to a sample's rounding)
    assert np.diff(tempo).max() < 58.0  # of 60: no step


def test_density_leaves_out_only_high_ranks_and_acts_at_the_next_beat() -> None:
    notes = [Note(i / 4, 0.2, 40 + i, 60, Part.MELODY, rank=(i % 4) / 4) for i in range(16)]
    instrument = NotedInstrument()
    player = Player(KeepingSink(), instrument, clock=FakeClock(), room=False, levelled=False)
    player.enqueue(bar(0, notes, tempo_bpm=60.0))
    player.steer(controls(tempo_bpm=60.0, density=4.0))
    run(player, 13)  # 1.2 s: the second beat has begun
    player.steer(controls(tempo_bpm=60.0, density=1.0))
    run(player, 40)
    heard = [pitch - 40 for _, _, _, pitch, _ in instrument.on]
    assert heard == [0, 1, 2, 3, 4, 5, 6, 7, 8, 12]


ranked_notes = st.lists(
    st.builds(
        Note,
        onset=st.sampled_from([i / 4 for i in range(16)]),
        duration=st.just(0.2),
        pitch=st.just(60),
        velocity=st.just(60),
        part=st.just(Part.MELODY),
        rank=st.floats(0.0, 1.0),
    ),
    max_size=24,
)


@given(notes=ranked_notes, low=st.floats(0.1, 9.0), high=st.floats(0.1, 9.0))
def test_higher_density_never_plays_fewer_notes(notes: list[Note], low: float, high: float) -> None:
    made = bar(0, notes)
    low, high = sorted((low, high))
    assert 0.0 <= rank_threshold(made, low, 120.0) <= rank_threshold(made, high, 120.0) <= 1.0


@given(notes=ranked_notes, density=st.floats(0.1, 9.0))
def test_density_is_not_passed_by_more_than_the_notes_that_always_play(
    notes: list[Note], density: float
) -> None:
    made = bar(0, notes)
    highest = rank_threshold(made, density, 120.0)
    lowest = {n.onset: min(m.rank for m in notes if m.onset == n.onset) for n in notes}
    kept = sum(rank <= highest for rank in lowest.values())
    always = sum(rank == 0.0 for rank in lowest.values())
    assert kept <= max(always, density * 2.0 + 0.5)


def test_a_fade_reaches_silence_pauses_and_comes_back_with_the_next_bar() -> None:
    started: list[int] = []
    instrument = NotedInstrument()
    sink = KeepingSink()
    player = Player(
        sink,
        instrument,
        clock=FakeClock(),
        room=False,
        on_bar=lambda b, at: started.append(b.index),
    )
    for index in range(3):
        player.enqueue(bar(index))
    run(player, 3)
    player.fade_out(1.0)
    run(player, 12)
    assert player.paused
    assert player.stats().hanging == 0
    assert player.seconds_left() == math.inf
    run(player, 40)
    assert started == [0]
    assert np.abs(sink.sound[-39 * 4096 :]).max() == 0.0
    player.fade_in(0.5)
    run(player, 2)
    assert started == [0, 1]
    assert not player.paused
    assert player.stats().starvations == 0


def test_a_fade_is_smooth_and_on_time() -> None:
    player, sink = humming([bar(i) for i in range(4)])
    run(player, 4)
    player.fade_out(1.5)
    run(player, 20)
    sound = sink.sound
    assert np.abs(np.diff(sound[200:], axis=0)).max() <= 0.2 * 2 * np.pi * 441 / RATE * 1.05
    assert np.abs(sound[4 * 4096 + 128 + int(1.5 * RATE) + 1 :]).max() < 1e-6
    middle = sound[4 * 4096 + 128 + int(0.75 * RATE) :][:400]
    assert level_db(middle) == pytest.approx(-12.0, abs=0.5)


def test_a_fade_can_be_turned_round_before_silence() -> None:
    player, sink = humming([bar(i) for i in range(4)])
    run(player, 2)
    player.fade_out(1.5)
    run(player, 6)
    player.fade_in(0.3)
    run(player, 10)
    assert not player.paused
    assert level_db(sink.kept[-1]) == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize(("asked", "given"), [(-300, -40.0), (-6, -6.0), (300.0, 12.0)])
def test_volume_is_bounded(asked: float, given: float) -> None:
    player, sink = humming([bar(i) for i in range(4)])
    player.set_volume_db(asked)
    run(player, 20)
    assert level_db(sink.kept[-1]) == pytest.approx(given, abs=0.2)


def test_only_audible_steers_are_timed() -> None:
    player, sink = humming([bar(i) for i in range(8)])
    player.steer(controls(decided_at=99.0))
    run(player, 3)
    player.steer(controls(loudness=60.5, tempo_bpm=121.0, decided_at=99.5))
    run(player, 3)
    assert player.stats().heard_latencies_s == ()
    decided = sink.began + 6 * 4096 / RATE - 0.05
    player.steer(controls(loudness=72.0, decided_at=decided))
    run(player, 1)
    (latency,) = player.stats().heard_latencies_s
    # 50 ms to the block, 3 ms of limiter, then the glide's first decibel of 3.2
    assert latency == pytest.approx(
        0.05 + 128 / RATE + LOUDNESS_TAU_S * math.log(1 / (1 - 1 / 3.167)), abs=1e-3
    )


def test_a_slow_drift_is_timed_once_it_is_audible() -> None:
    player, _ = humming([bar(i) for i in range(8)])
    for step in range(11):
        player.steer(controls(tempo_bpm=120.0 + step, decided_at=100.0))
        player.step()
    assert len(player.stats().heard_latencies_s) == 2  # after 4 and 8 bpm


def test_a_density_alone_is_heard_at_the_next_beat() -> None:
    player, sink = humming([bar(i, tempo_bpm=60.0) for i in range(4)])
    player.steer(controls(tempo_bpm=60.0, decided_at=99.0))
    run(player, 3)
    player.steer(controls(tempo_bpm=60.0, density=2.0, decided_at=sink.began))
    run(player, 10)
    (latency,) = player.stats().heard_latencies_s
    assert latency == pytest.approx(1.0 + 128 / RATE, abs=1e-3)


@pytest.mark.parametrize("bad", [math.nan, math.inf, 0.0, -1.0])
def test_controls_that_are_no_numbers_are_refused(bad: float) -> None:
    player, _ = humming([bar(0)])
    for field in ("tempo_bpm", "loudness", "density"):
        with pytest.raises(ValueError, match="cannot follow"):
            player.steer(controls(**{field: bad}))
