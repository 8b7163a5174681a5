from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.capture.sound_script import ScriptedSound
from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from tests.capture.making import FakeClock
from tests.capture.sound_making import heard, joined, tone

QUIET = np.zeros(512, dtype=np.float32)


def opened(steps, **settings) -> tuple[ScriptedSound, FakeClock]:
    clock = FakeClock()
    source = ScriptedSound(steps, clock=clock, **settings)
    source.open()
    return source, clock


def test_a_block_takes_its_own_time() -> None:
    source, clock = opened([QUIET, QUIET[:256]])
    first, second = heard(source)
    assert (first.t, second.t, clock.t) == pytest.approx((100.0, 100.032, 100.048))
    assert (first.position_s, second.position_s) == pytest.approx((0.0, 0.032))
    assert (first.seq, second.seq) == (0, 1)
    assert not first.gap and not second.gap


def test_one_long_sound() -> None:
    clock, sound = FakeClock(), tone(seconds=1.0)
    source = ScriptedSound.of(sound, clock=clock)
    source.open()
    blocks = heard(source)
    assert np.array_equal(joined(blocks), sound[: 31 * 512])
    assert clock.t == pytest.approx(100.0 + 31 * 0.032)
    assert not source.reconnects


def test_lost_and_back() -> None:
    clock = FakeClock()
    source = ScriptedSound.failing_at(1, [QUIET, QUIET], failed_reopenings=1, clock=clock)
    source.open()
    assert source.read() is not None
    with pytest.raises(SourceLost):
        source.read()
    source.close()
    with pytest.raises(SourceUnavailable):
        source.open()
    source.open()
    block = source.read()
    assert block is not None and block.gap and block.seq == 1
    assert (source.opened, source.closed) == (2, 1)


def test_seconds_without_sound_are_a_gap() -> None:
    source, clock = opened([QUIET, 0.25, QUIET])
    assert source.read() is not None
    before = clock.t
    reads = 0
    while (block := source.read()) is None:
        reads += 1
    assert reads == 3 and block.gap
    assert block.t - before == pytest.approx(0.25)


def test_none_is_a_read_without_a_block() -> None:
    source, clock = opened([None, QUIET])
    assert source.read() is None
    assert clock.t == pytest.approx(100.1)
    block = source.read()
    assert block is not None and not block.gap


def test_the_end_is_said_again_and_again() -> None:
    source, _ = opened([])
    for _ in range(3):
        with pytest.raises(EndOfSource):
            source.read()


def test_closed_and_not_yet_open() -> None:
    source = ScriptedSound([QUIET], clock=FakeClock())
    with pytest.raises(EndOfSource):
        source.read()


def test_blocks_are_their_own() -> None:
    source, _ = opened([QUIET])
    (block,) = heard(source)
    assert not np.shares_memory(block.samples, QUIET)
    assert not block.samples.flags.writeable and QUIET.flags.writeable
