from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.capture.sound_blocks import BLOCK, BlockCounter, Cutter, Stretch
from emotune_gui.domain.voice import SAMPLE_RATE


def ramp(begin: int, count: int) -> np.ndarray:
    return np.arange(begin, begin + count, dtype=np.float32)


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=20))
def test_a_recording_is_cut_without_loss(lengths: list[int]) -> None:
    cutter = Cutter(reserve=True)
    pieces, begin = [], 0
    for length in lengths:
        pieces += cutter.push(Stretch(begin / SAMPLE_RATE, ramp(begin, length)))
        begin += length
    pieces += cutter.finish()
    told = np.concatenate([piece.samples for piece in pieces]) if pieces else ramp(0, 0)
    assert np.array_equal(told, ramp(0, sum(lengths)))
    assert all(len(piece.samples) == BLOCK for piece in pieces[:-1])
    assert all(piece.at == pytest.approx(piece.samples[0] / SAMPLE_RATE) for piece in pieces)
    if sum(lengths) >= BLOCK:
        assert 160 <= len(pieces[-1].samples) < 2 * BLOCK


def test_a_gap_is_marked_once_and_nothing_is_joined_over_it() -> None:
    cutter = Cutter(reserve=True)
    pieces = cutter.push(Stretch(0.0, ramp(0, 700)))
    pieces += cutter.push(Stretch(5.0, ramp(9000, 1300), gap=True))
    pieces += cutter.finish()
    assert [len(piece.samples) for piece in pieces] == [512, 188, 512, 512, 276]
    assert [piece.gap for piece in pieces] == [False, False, True, False, False]
    assert pieces[2].at == 5.0 and pieces[2].samples[0] == 9000


def test_a_microphone_gives_whole_blocks_at_once() -> None:
    cutter = Cutter()
    assert cutter.push(Stretch(0.0, ramp(0, 511))) == []
    (piece,) = cutter.push(Stretch(0.1, ramp(511, 1)))
    assert np.array_equal(piece.samples, ramp(0, 512))
    cutter.push(Stretch(0.2, ramp(512, 100)))
    (piece,) = cutter.push(Stretch(9.0, ramp(0, 512), gap=True))
    assert piece.gap and piece.at == 9.0 and piece.samples[0] == 0
    assert cutter.finish() == []


def test_blocks_are_numbered_dated_and_frozen() -> None:
    counter = BlockCounter()
    first = counter.block(ramp(0, 4), 7.0)
    counter.interrupted()
    second, third = (counter.block(ramp(0, 4), 7.0, 1.0) for _ in range(2))
    assert [block.seq for block in (first, second, third)] == [0, 1, 2]
    assert first.t < second.t < third.t < 7.001
    assert [block.gap for block in (first, second, third)] == [False, True, False]
    assert not first.samples.flags.writeable


def test_before_the_first_block_nothing_can_be_missing() -> None:
    counter = BlockCounter()
    counter.interrupted()
    assert not counter.block(ramp(0, 4), 0.0).gap
