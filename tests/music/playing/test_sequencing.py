"""Bars become notes at the right samples, in order, and every note ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.music import Bar, Note, Part, PlayedNote
from emotune_gui.music.playing.player import Player
from tests.music.playing.handmade import (
    FakeClock,
    KeepingSink,
    NotedInstrument,
    bar,
    controls,
)

RATE = 44100


def player_of(bars: list[Bar], **listeners: object) -> tuple[Player, NotedInstrument, KeepingSink]:
    instrument, sink = NotedInstrument(), KeepingSink()
    player = Player(sink, instrument, clock=FakeClock(), room=False, **listeners)  # type: ignore[arg-type]
    for each in bars:
        player.enqueue(each)
    return player, instrument, sink


def play_out(player: Player) -> None:
    for _ in range(2000):
        if player.stats().starvations:
            return
        player.step()
    raise AssertionError("the music did not come to an end")


def test_onsets_fall_on_their_samples() -> None:
    notes = [Note(b, 0.2, 60, 64, Part.MELODY) for b in (0.0, 0.3, 1.0, 2.75, 3.999)]
    player, instrument, sink = player_of([bar(0, notes, tempo_bpm=90.0), bar(1, tempo_bpm=90.0)])
    play_out(player)
    expected = [round(b * 60 / 90 * RATE) for b in (0.0, 0.3, 1.0, 2.75, 3.999, 4.0, 5.0, 6.0, 7.0)]
    heard = [frame for frame, *_ in instrument.on]
    assert heard == pytest.approx(expected, abs=1)
    clicks = [frame for frame, sample in enumerate(sink.sound[:, 0]) if sample > 0.01]
    assert clicks == [frame + 128 for frame in heard]  # the limiter's look-ahead


def test_notes_last_as_long_as_written() -> None:
    notes = [Note(0.0, 1.5, 60, 64, Part.MELODY), Note(1.0, 0.25, 67, 64, Part.BASS)]
    player, instrument, _ = player_of([bar(0, notes, tempo_bpm=100.0)])
    play_out(player)
    frames = {voice: frame - instrument.on[voice][0] for frame, voice in instrument.off}
    assert frames[0] == pytest.approx(1.5 * 0.6 * RATE, abs=1)
    assert frames[1] == pytest.approx(0.25 * 0.6 * RATE, abs=1)


def test_bars_are_heard_in_the_order_queued_without_a_gap() -> None:
    started: list[tuple[int, float]] = []
    player, _, sink = player_of(
        [bar(i, tempo_bpm=150.0) for i in range(6)],
        on_bar=lambda b, at: started.append((b.index, at)),
    )
    play_out(player)
    assert [index for index, _ in started] == list(range(6))
    gaps = [b - a for (_, a), (_, b) in pairwise(started)]
    assert gaps == pytest.approx([1.6] * 5, abs=2 / RATE)
    assert started[0][1] == pytest.approx(sink.began + 128 / RATE)


def test_a_change_of_programs_at_the_bar_line_is_followed() -> None:
    second = bar(1, instruments=((Part.MELODY, 73),))
    player, instrument, _ = player_of([bar(0), second])
    play_out(player)
    assert [program for _, _, program, _, _ in instrument.on] == [0] * 4 + [73] * 4


def test_the_same_pitch_restarts_by_ending_the_old_note_first() -> None:
    notes = [Note(0.0, 3.0, 60, 64, Part.MELODY), Note(1.0, 1.0, 60, 64, Part.MELODY)]
    player, instrument, _ = player_of([bar(0, notes)])
    play_out(player)
    ends = {voice: frame for frame, voice in instrument.off}
    assert ends[0] == instrument.on[1][0]
    assert ends[1] == pytest.approx(RATE, abs=1)
    assert len(instrument.off) == 2


def test_starvation_ends_notes_and_recovers_at_once() -> None:
    started: list[float] = []
    ringing = [Note(3.0, 3.0, 60, 64, Part.MELODY)]
    player, instrument, sink = player_of([bar(0, ringing)], on_bar=lambda b, at: started.append(at))
    for _ in range(60):
        player.step()
    assert player.stats().starvations == 1
    assert player.stats().hanging == 0
    assert instrument.off[0][0] == pytest.approx(3.0 * RATE, abs=1)
    player.enqueue(bar(1))
    player.step()
    assert started[1] == pytest.approx(sink.began + 60 * 4096 / RATE + 128 / RATE)
    assert player.stats().bars == 2
    assert player.stats().underruns == 0


def test_waiting_for_the_first_bar_is_no_starvation() -> None:
    player, _, sink = player_of([])
    for _ in range(3):
        player.step()
    assert (player.stats().starvations, sink.blocks, player.seconds_left()) == (0, 3, 0.0)


def test_position_says_what_is_heard_not_what_is_rendered() -> None:
    player, _, sink = player_of([bar(0), bar(1), bar(2)])
    clock = FakeClock()
    player._clock = clock
    assert player.position() == (None, player._sequencer.queue[0], 0.0)
    for _ in range(24):  # 2.23 s: into the second bar
        player.step()
    clock.seconds = sink.began + 24 * 4096 / RATE - 0.02
    now, after, beat = player.position()
    assert now is not None and after is not None
    assert (now.index, after.index) == (1, 2)
    assert beat == pytest.approx((24 * 4096 / RATE - 0.02 - 2.0 - 128 / RATE) * 2.0, abs=0.01)
    clock.seconds = sink.began + 21 * 4096 / RATE + 0.01  # still in the first bar
    now, after, _ = player.position()
    assert now is not None and after is not None
    assert (now.index, after.index) == (0, 1)


def test_seconds_left_counts_down_and_includes_the_queue() -> None:
    player, _, _ = player_of([bar(0), bar(1)])
    player.step()
    assert player.seconds_left() == pytest.approx(4.0 - 4096 / RATE, abs=1e-3)
    assert player.bars_ahead() == 1


def test_a_bar_that_cannot_be_played_is_refused() -> None:
    player, _, _ = player_of([])
    with pytest.raises(ValueError, match="cannot be played"):
        player.enqueue(bar(0, [], beats=0))


random_notes = st.lists(
    st.builds(
        Note,
        onset=st.floats(0.0, 3.99),
        duration=st.floats(0.0, 6.0),
        pitch=st.integers(0, 127),
        velocity=st.integers(1, 127),
        part=st.sampled_from(Part),
        rank=st.floats(0.0, 1.0),
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(
    bars=st.lists(random_notes, min_size=1, max_size=3),
    tempi=st.lists(st.floats(54.0, 168.0), min_size=1, max_size=4),
    steps=st.integers(0, 60),
)
def test_every_note_on_meets_its_note_off_whenever_stop_comes(
    bars: list[list[Note]], tempi: list[float], steps: int
) -> None:
    played: list[PlayedNote] = []
    made = [bar(i, notes) for i, notes in enumerate(bars)]
    player, instrument, _ = player_of(made, on_note=played.append)
    for index in range(steps):
        player.steer(controls(tempo_bpm=tempi[index % len(tempi)]))
        player.step()
    player.stop()
    stats = player.stats()
    assert stats.hanging == 0
    assert sorted(voice for _, voice in instrument.off) == list(range(len(instrument.on)))
    assert len(played) == stats.notes == len(instrument.on)
    assert all(note.end_s >= note.start_s >= 0.0 for note in played)
    assert all(1 <= note.velocity <= 127 for note in played)
    assert all(0.0 < velocity <= 127.0 for *_, velocity in instrument.on)


def test_stop_is_final_and_may_be_repeated() -> None:
    player, instrument, sink = player_of([bar(0), bar(1)])
    for _ in range(5):
        player.step()
    player.stop()
    blocks, notes = sink.blocks, len(instrument.on)
    player.stop()
    player.step()
    assert (sink.blocks, len(instrument.on)) == (blocks, notes)
    assert instrument.silenced >= 1


def test_played_times_are_those_of_the_sound() -> None:
    played: list[PlayedNote] = []
    player, _, sink = player_of([bar(0, tempo_bpm=60.0)], on_note=played.append)
    play_out(player)
    assert [note.start_s for note in played] == pytest.approx([0.0, 1.0, 2.0, 3.0], abs=1e-3)
    assert [note.end_s for note in played] == pytest.approx([0.9, 1.9, 2.9, 3.9], abs=1e-3)
    assert [note.velocity for note in played] == [60] * 4
    assert player.origin == pytest.approx(sink.began + 128 / RATE)


def test_queued_bars_can_be_written_again_until_the_first_of_them_begins() -> None:
    first, second, third = bar(0), bar(1), bar(2)
    others = [bar(1, tempo_bpm=60.0), bar(2, tempo_bpm=60.0)]
    started: list[Bar] = []
    player, *_ = player_of([first, second, third], on_bar=lambda b, _at: started.append(b))
    player.step()
    assert not player.rewrite([first, second, third], [bar(0), *others])
    assert player.rewrite([second, third], others)
    assert not player.rewrite([second, third], [first, first])
    play_out(player)
    assert started == [first, *others]
    assert not player.rewrite(others, [second, third])
