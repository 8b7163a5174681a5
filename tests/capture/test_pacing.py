from __future__ import annotations

import itertools
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.capture.pacing import LONGEST_GAP_S, WAIT_S, PacedSource, Picture
from emotune_gui.domain.faults import EndOfSource, SourceUnavailable
from tests.capture.making import FakeClock, flat, played


class PlainReel:
    """Pictures at the given positions; decoding each takes `cost_s` of the clock's time."""

    name = "plain"

    def __init__(
        self, positions: list[float], clock: FakeClock | None = None, cost_s: float = 0.0
    ) -> None:
        self.positions = positions
        self.end_s = 0.0
        self.shown = 0
        self.closed = 0
        self._clock, self._cost_s = clock, cost_s
        self._next = 0

    def open(self) -> None:
        if not self.positions:
            raise SourceUnavailable("Nothing here.")
        self.rewind()

    def next(self) -> Picture | None:
        if self._next >= len(self.positions):
            return None
        if self._clock is not None:
            self._clock.t += self._cost_s
        position = self.positions[self._next]
        self._next += 1
        self.end_s = position + 0.1
        return Picture(position, self._image)

    def rewind(self) -> None:
        self._next = 0

    def close(self) -> None:
        self.closed += 1

    def _image(self):
        self.shown += 1
        return flat(0, 4, 4)


def opened(reel: PlainReel, clock: FakeClock, **settings) -> PacedSource:
    source = PacedSource(reel, clock=clock, **settings)
    source.open()
    return source


def tenths(count: int) -> list[float]:
    return [i / 10 for i in range(count)]


def test_each_picture_comes_at_its_time() -> None:
    clock = FakeClock(7.0)
    source = opened(PlainReel([0.0, 0.03, 0.5, 0.52]), clock)
    frames = played(source)
    assert [frame.t for frame in frames] == pytest.approx([7.0, 7.03, 7.5, 7.52])
    assert [frame.position_s for frame in frames] == [0.0, 0.03, 0.5, 0.52]
    assert [frame.seq for frame in frames] == [0, 1, 2, 3]
    assert source.dropped == 0


def test_time_begins_with_the_first_read_not_with_opening() -> None:
    clock = FakeClock()
    source = opened(PlainReel(tenths(5)), clock)
    clock.t += 60.0
    assert len(played(source)) == 5
    assert source.dropped == 0


def test_nothing_due_returns_none_within_the_wait() -> None:
    clock = FakeClock()
    source = opened(PlainReel([0.0, 5.0]), clock)
    assert source.read() is not None
    before = clock.t
    assert source.read() is None
    assert clock.t - before <= WAIT_S + 1e-9


def test_late_pictures_are_skipped_counted_and_never_converted() -> None:
    clock = FakeClock()
    reel = PlainReel(tenths(10))
    source = opened(reel, clock)
    source.read()
    clock.t += 0.62
    frame = source.read()
    assert frame is not None and frame.position_s == 0.6
    assert source.dropped == 5
    assert reel.shown == 2


def test_the_end_is_said_again_and_again() -> None:
    source = opened(PlainReel([0.0]), FakeClock())
    source.read()
    for _ in range(3):
        with pytest.raises(EndOfSource):
            source.read()


def test_the_last_picture_is_shown_even_when_late() -> None:
    clock = FakeClock()
    source = opened(PlainReel(tenths(4)), clock)
    source.read()
    clock.t += 9.0
    frame = source.read()
    assert frame is not None and frame.position_s == pytest.approx(0.3)
    assert source.dropped == 2


@pytest.mark.parametrize("loop", [False, True])
def test_after_a_long_absence_the_recording_goes_on_where_it_was(loop: bool) -> None:
    clock = FakeClock()
    source = opened(PlainReel(tenths(6)), clock, loop=loop)
    source.read()
    clock.t += 8 * 3600.0
    back = source.read()
    after = source.read()
    assert back is not None and after is not None
    assert [back.position_s, after.position_s] == pytest.approx([0.1, 0.2])
    assert after.t - back.t == pytest.approx(0.1)
    assert source.dropped == 0


@settings(max_examples=150, deadline=None)
@given(
    gaps=st.lists(st.floats(0.001, 3.0), min_size=1, max_size=40),
    delays=st.lists(st.floats(0.0, 2.0), max_size=40),
)
def test_never_early_never_backward_and_every_picture_accounted_for(gaps, delays) -> None:
    clock = FakeClock()
    positions = [sum(gaps[:i]) for i in range(len(gaps))]
    source = opened(PlainReel(positions), clock)
    frames = []
    for delay in [*delays, *[0.0] * 2000]:
        clock.t += delay
        try:
            frame = source.read()
        except EndOfSource:
            break
        if frame is not None:
            frames.append(frame)
    start = 100.0 + (delays[0] if delays else 0.0)
    assert len(frames) + source.dropped == len(positions)
    assert all(b.t > a.t for a, b in itertools.pairwise(frames))
    assert all(frame.t >= start + frame.position_s - 1e-5 for frame in frames)
    assert [frame.seq for frame in frames] == list(range(len(frames)))
    assert max(clock.slept, default=0.0) <= WAIT_S


def test_a_loop_goes_on_rising_in_time_and_number() -> None:
    clock = FakeClock()
    source = opened(PlainReel(tenths(3)), clock, loop=True)
    frames = played(source, limit=30)
    assert len(frames) > 9
    assert [frame.seq for frame in frames] == list(range(len(frames)))
    steps = [b.t - a.t for a, b in itertools.pairwise(frames)]
    assert steps == pytest.approx([0.1] * len(steps))
    assert [round(frame.position_s, 3) for frame in frames[:6]] == [0.0, 0.1, 0.2] * 2


def test_a_loop_over_nothing_ends() -> None:
    reel = PlainReel([0.0])
    source = opened(reel, FakeClock(), loop=True)
    reel.positions = []
    with pytest.raises(EndOfSource):
        source.read()


def test_a_hole_in_the_timestamps_is_cut_short() -> None:
    clock = FakeClock(0.0)
    source = opened(PlainReel([0.0, 0.1, 5000.0, 5000.1]), clock)
    frames = played(source)
    assert [frame.position_s for frame in frames] == [0.0, 0.1, 5000.0, 5000.1]
    assert frames[2].t == pytest.approx(0.1 + LONGEST_GAP_S)
    assert frames[3].t == pytest.approx(0.2 + LONGEST_GAP_S)


def test_a_film_too_heavy_to_decode_in_time_is_still_seen() -> None:
    clock = FakeClock()
    positions = [i / 30 for i in range(300)]
    source = opened(PlainReel(positions, clock, cost_s=0.08), clock)
    begun = clock.t
    frames = played(source)
    longest = max(b.t - a.t for a, b in itertools.pairwise(frames))
    assert len(frames) > 50
    assert longest < 0.5
    assert frames[-1].position_s > 9.0
    assert clock.t - begun < 300 * 0.08 + 1.0


def test_unpaced_gives_every_picture_at_once_with_the_times_of_the_recording() -> None:
    clock = FakeClock(50.0)
    source = opened(PlainReel([0.0, 1.0, 1.5]), clock, paced=False)
    frames = played(source)
    assert [frame.t for frame in frames] == pytest.approx([50.0, 51.0, 51.5])
    assert clock.slept == []
    assert source.dropped == 0


def test_closing_twice_and_reading_after_it() -> None:
    source = opened(PlainReel(tenths(5)), FakeClock())
    source.read()
    source.close()
    source.close()
    with pytest.raises(EndOfSource):
        source.read()


def test_reopening_begins_anew_but_counts_on() -> None:
    clock = FakeClock()
    source = opened(PlainReel(tenths(3)), clock)
    first = played(source)
    source.close()
    source.open()
    second = played(source)
    assert [frame.position_s for frame in second] == [frame.position_s for frame in first]
    assert second[0].seq == 3
    assert second[0].t > first[-1].t


def test_closing_while_another_thread_waits_for_a_picture() -> None:
    waiting, go_on = threading.Event(), threading.Event()

    class HeldClock(FakeClock):
        def sleep(self, seconds: float) -> None:
            waiting.set()
            go_on.wait(5)

    reel = PlainReel([0.0, 3.0])
    source = opened(reel, HeldClock())
    source.read()
    ended: list[BaseException] = []

    def read() -> None:
        try:
            source.read()
        except EndOfSource as end:
            ended.append(end)

    reader = threading.Thread(target=read)
    reader.start()
    assert waiting.wait(5)
    source.close()
    assert reel.closed == 1
    go_on.set()
    reader.join(5)
    assert not reader.is_alive()
    assert len(ended) == 1
