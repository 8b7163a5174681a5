"""What goes into a blob comes out again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Part
from emotune_gui.storage.backlog import Chunks
from emotune_gui.storage.packing import MOST, from_planes, squeezed, to_planes, unsqueezed
from emotune_gui.storage.packing_notes import (
    PART_CODES,
    check_notes,
    pack_bar,
    pack_played,
    unpack_bar,
    unpack_played,
)
from emotune_gui.storage.packing_samples import (
    LABEL_CODES,
    STATE_CODES,
    Sample,
    pack,
    unpack,
)
from tests.storage import anything, records

samples = st.builds(
    Sample,
    t=st.floats(-10, 9e4),
    estimate=anything.estimates,
    raw_voice=st.none() | anything.probabilities,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(samples, min_size=1, max_size=12), max_size=3))
def test_samples_come_back_within_the_stated_resolution(chunks: list[list[Sample]]) -> None:
    back = unpack([pack(chunk) for chunk in chunks])
    flat = [sample for chunk in chunks for sample in chunk]
    assert len(back.t) == len(back.notes) == len(flat)
    for k, sample in enumerate(flat):
        original = sample.estimate
        assert abs(back.t[k] - sample.t) <= 0.5e-3 + 1e-9
        assert abs(back.lag_s[k] - (original.t - original.captured_at)) <= 0.5e-3 + 1e-9
        assert back.id[k] == original.id
        assert back.seq[k] == original.seq
        assert STATE_CODES[back.state[k]] == original.state.value
        label = None if original.label is None else original.label.value
        assert LABEL_CODES[back.label[k]] == label
        assert abs(back.valence[k] - original.affect.valence) <= 0.5e-3 + 1e-9
        assert abs(back.arousal[k] - original.affect.arousal) <= 0.5e-3 + 1e-9
        assert abs(back.confidence[k] - original.confidence) <= 2.5e-3 + 1e-9
        assert abs(back.quality[k] - original.quality) <= 2.5e-3 + 1e-9
        assert back.notes[k] == original.notes
        for row, given_ in (
            (back.probabilities[k], original.probabilities),
            (back.raw_face[k], original.raw_face),
            (back.raw_voice[k], sample.raw_voice),
        ):
            if given_ is None:
                assert np.isnan(row).all()
            else:
                assert np.abs(row - np.array(given_.values)).max() <= 2e-3 + 1e-9
                assert abs(row.sum() - 1.0) < 1e-9
                assert (row >= 0).all()


def test_no_chunks_are_no_samples() -> None:
    back = unpack([])
    assert back.t.shape == (0,)
    assert back.probabilities.shape == (0, 8)


@pytest.mark.parametrize(
    "wrong", [{"confidence": float("inf")}, {"captured_at": -1e9}, {"seq": 2**40}, {"id": -1}]
)
def test_a_sample_that_could_not_be_written_is_refused_at_once(wrong: dict) -> None:
    with pytest.raises(ValueError, match="cannot be stored"):
        Sample(float("nan"), records.estimate())
    with pytest.raises(ValueError, match="cannot be stored"):
        Sample(0.0, replace(records.estimate(), **wrong))


@settings(deadline=None)
@given(st.lists(anything.notes, max_size=40))
def test_the_notes_of_a_bar_come_back_exactly(notes: list) -> None:
    assert list(unpack_bar(pack_bar(notes))) == notes


@settings(deadline=None)
@given(st.lists(anything.played_notes, min_size=1, max_size=40))
def test_realised_notes_come_back_to_the_millisecond(notes: list) -> None:
    back = unpack_played(pack_played(notes))
    assert len(back) == len(notes)
    for got, given_ in zip(back, notes, strict=True):
        assert (got.bar_id, got.part, got.program) == (given_.bar_id, given_.part, given_.program)
        assert (got.pitch, got.velocity) == (given_.pitch, given_.velocity)
        assert abs(got.start_s - given_.start_s) <= 0.5e-3 + 1e-9
        assert abs(got.end_s - given_.end_s) <= 0.5e-3 + 1e-9


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-MOST, MOST - 1), min_size=5, max_size=5), min_size=1))
def test_planes_are_undone(rows: list[list[int]]) -> None:
    table = np.array(rows, np.int64)
    assert np.array_equal(from_planes(to_planes(table), *table.shape), table)


def test_planes_refuse_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="too large"):
        to_planes(np.array([[0, 2**33]]))


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_damaged_blob_is_noticed(body: bytes, data: st.DataObject) -> None:
    good = bytearray(squeezed(body))
    assert unsqueezed(bytes(good)) == body
    place = data.draw(st.integers(0, len(good) - 1))
    good[place] ^= data.draw(st.integers(1, 255))
    try:
        assert unsqueezed(bytes(good)) == body  # a bit that the decoder does not look at
    except ValueError as error:
        assert "damaged" in str(error)


def test_every_domain_code_has_its_place_in_the_file_format() -> None:
    assert PART_CODES == ("melody", "chords", "bass", "pad", "counter", "drums")
    assert set(PART_CODES) == {part.value for part in Part}
    assert set(STATE_CODES) == {state.value for state in FaceState}
    assert LABEL_CODES[:8] == tuple(emotion.value for emotion in EMOTIONS)
    assert LABEL_CODES[8] is None


def test_notes_outside_midi_are_refused() -> None:
    with pytest.raises(ValueError, match="outside MIDI"):
        check_notes([replace(records.bar().notes[0], pitch=128)])


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(), max_size=9), max_size=12), st.integers(1, 6))
def test_chunks_hold_the_stream_whatever_its_batches(batches: list[list[int]], size: int) -> None:
    """Also when every second commit fails and its batch comes again with the next."""
    chunks: Chunks[int] = Chunks(size)
    stored: dict[int, list[int]] = {}
    kept: list[int] = []
    for k, batch in enumerate(batches):
        kept = kept + batch
        staged = chunks.staged(kept)
        if k % 2 and k < len(batches) - 1:
            continue
        for chunk in staged:
            assert chunk.new == (chunk.number not in stored)
            assert 0 < len(chunk.items) <= size
            stored[chunk.number] = list(chunk.items)
        chunks.accept(kept)
        kept = []
    everything = [item for batch in batches for item in batch]
    assert [item for number in sorted(stored) for item in stored[number]] == everything
