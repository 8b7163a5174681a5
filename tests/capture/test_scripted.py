from __future__ import annotations

import itertools

import numpy as np
import pytest

from emotune_gui.capture.scripted import ScriptedSource
from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from tests.capture.making import FakeClock, flat, played, read_shade


def test_the_script_is_played_in_order() -> None:
    clock = FakeClock(0.0)
    source = ScriptedSource([flat(1), None, flat(2)], clock=clock, interval_s=0.04)
    source.open()
    first, nothing, second = source.read(), source.read(), source.read()
    assert nothing is None
    assert [read_shade(first.image), read_shade(second.image)] == [1, 2]
    assert [first.t, second.t] == pytest.approx([0.04, 0.18])
    for _ in range(2):
        with pytest.raises(EndOfSource):
            source.read()


def test_a_pause_passes_in_short_waits() -> None:
    clock = FakeClock(0.0)
    source = ScriptedSource([flat(1), 1.0, flat(2)], clock=clock, interval_s=0.0)
    source.open()
    frames = played(source)
    assert frames[1].t - frames[0].t == pytest.approx(1.0)
    assert max(clock.slept) <= 0.1


def test_lost_at_a_frame_and_back_after_two_attempts() -> None:
    source = ScriptedSource.failing_at(
        2, [flat(i) for i in range(4)], failed_reopenings=2, clock=FakeClock()
    )
    source.open()
    before = [source.read(), source.read()]
    with pytest.raises(SourceLost):
        source.read()
    source.close()
    for _ in range(2):
        with pytest.raises(SourceUnavailable):
            source.open()
    source.open()
    frames = [*before, *played(source)]
    assert [read_shade(frame.image) for frame in frames] == [0, 1, 2, 3]
    assert [frame.seq for frame in frames] == [0, 1, 2, 3]
    assert all(b.t > a.t for a, b in itertools.pairwise(frames))
    assert (source.opened, source.closed) == (2, 1)


def test_reading_a_closed_source_ends() -> None:
    source = ScriptedSource([flat(0)], clock=FakeClock())
    with pytest.raises(EndOfSource):
        source.read()


def test_frames_own_their_pictures() -> None:
    image = flat(3)
    source = ScriptedSource([image], clock=FakeClock())
    source.open()
    frame = source.read()
    image[:] = 0
    assert read_shade(frame.image) == 3
    assert not frame.image.flags.writeable
    assert image.flags.writeable
    assert not np.shares_memory(image, frame.image)
