"""Blocks of any length become chunks of one length, dated, and nothing is lost or doubled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.voice import SAMPLE_RATE, SoundBlock
from emotune_gui.perception.voice.rechunking import Rechunker


@given(st.lists(st.integers(0, 3000), max_size=20))
def test_every_sample_once_in_order_at_its_time(lengths):
    rechunker, at, out = Rechunker(), 0, []
    for seq, length in enumerate(lengths):
        samples = (np.arange(at, at + length) / 1e6).astype(np.float32)
        block = SoundBlock(seq, 7.0 + at / SAMPLE_RATE, samples)
        for begin, chunk in rechunker.cut(block):
            assert len(chunk) == 512
            assert begin == pytest.approx(7.0 + 512 * len(out) / SAMPLE_RATE, abs=1e-6)
            out.append(chunk)
        at += length
    assert len(out) == at // 512
    if out:
        assert np.allclose(np.concatenate(out) * 1e6, np.arange(512 * len(out)), atol=1e-2)


def test_what_is_no_number_is_silence_and_too_much_is_cut():
    samples = np.full(512, np.nan, np.float32)
    samples[:4] = [np.inf, -np.inf, 3.0, -3.0]
    [(_, chunk)] = Rechunker().cut(SoundBlock(0, 0.0, samples))
    assert chunk[:5].tolist() == [0.0, 0.0, 1.0, -1.0, 0.0]


@pytest.mark.parametrize(("t", "gap"), [(0.0125, True), (2.0, False), (-3.0, False)])
def test_after_a_gap_what_was_left_over_is_dropped(t, gap):
    rechunker = Rechunker()
    assert list(rechunker.cut(SoundBlock(0, 0.0, np.full(200, 0.5, np.float32)))) == []
    block = SoundBlock(1, t, np.zeros(512, np.float32), gap=gap)
    assert rechunker.interrupted(block)
    [(begin, chunk)] = rechunker.cut(block)
    assert begin == t and not chunk.any()


def test_jitter_is_no_gap():
    rechunker = Rechunker()
    list(rechunker.cut(SoundBlock(0, 0.0, np.zeros(512, np.float32))))
    assert not rechunker.interrupted(SoundBlock(1, 0.08, np.zeros(512, np.float32)))
