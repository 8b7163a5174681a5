"""What goes into a blob comes out again."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Part
from emotune_gui.domain.voice import VoiceReading, VoiceState
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
    VOICE_STATE_CODES,
    Sample,
    SampleColumns,
    pack,
    unpack,
)
from tests.storage import anything, records

samples = st.builds(
    Sample,
    t=st.floats(-10, 9e4),
    estimate=anything.estimates,
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
        assert back.neutral_version[k] == (original.neutral_version or -1)
        assert_heard(back, k, original)
        for row, given_ in (
            (back.probabilities[k], original.probabilities),
            (back.raw_face[k], original.raw_face),
            (back.raw_voice[k], None if original.voice is None else original.voice.probabilities),
        ):
            if given_ is None:
                assert np.isnan(row).all()
            else:
                assert np.abs(row - np.array(given_.values)).max() <= 2e-3 + 1e-9
                assert abs(row.sum() - 1.0) < 1e-9
                assert (row >= 0).all()


def assert_heard(back: SampleColumns, k: int, original: EmotionEstimate) -> None:
    voice = original.voice
    if voice is None:
        assert (back.voice_state[k], back.voice_version[k]) == (-1, -1)
        assert (back.voice_confidence[k], back.voice_weight[k]) == (0, 0)
        assert np.isnan(back.level_dbfs[k])
        assert back.voice_notes[k] == ()
        return
    assert VOICE_STATE_CODES[back.voice_state[k]] == voice.state.value
    assert abs(back.level_dbfs[k] - voice.level_dbfs) <= 0.5 + 1e-9
    assert abs(back.voice_confidence[k] - voice.confidence) <= 2.5e-3 + 1e-9
    assert abs(back.voice_weight[k] - original.voice_weight) <= 2.5e-3 + 1e-9
    assert back.voice_version[k] == (voice.profile_version or -1)
    assert back.voice_notes[k] == voice.notes
    if voice.probabilities is None:
        assert np.isnan(back.heard_at_s[k])
    elif voice.heard_at is not None:
        age = original.t - voice.heard_at
        assert abs(back.t[k] - back.heard_at_s[k] - age) <= 0.05 + 0.5e-3 + 1e-9


FIRST_FORMAT = (
    "XNOSjeAClQDrAAA9iM7P+z0QkEuEWeJAdYHGXm/x3kFDFvZvM8I8j6XjRecZdLswJpqQbbVxwTH1rntfG3DyJ1dbxOZm"
    "zv0sTu8+DmlBxL3C3FDCH4vs3I24C+BPxAp8EUUxIKUm4ggu9jEWQ/M6TpwDD6ITRC8lcTvBBQRV5Qmn4fkyUmfynX34"
    "HtiXPB/QTok70R69cnSV6NwUIa6d9B7VzoPEg78YVRknG/FEiqV/z5YYiBNlT6K37dSHx6p1nqqhbcOrhbBxjzXOtvX2"
    "tbKuY6gTz5fZk6W2Tugj8Z4PgtnszO2/MYH+gT9DcgSvuasT7T+gAA=="
)
"""Six samples as the last program before format 2 wrote them."""


def test_the_first_format_is_still_read() -> None:
    given_ = [
        records.estimate(
            k,
            FaceState.NO_FACE if k == 3 else FaceState.FACE,
            notes=("dark",) if k % 2 else (),
        )
        for k in range(6)
    ]
    back = unpack([b64decode(FIRST_FORMAT), pack([Sample(0.6, records.estimate(6))])])
    assert np.allclose(back.t, np.arange(7) / 10)
    assert back.notes == (*(e.notes for e in given_), ())
    assert [STATE_CODES[k] for k in back.state[:6]] == [e.state.value for e in given_]
    shown = np.array([e.probabilities.values for e in given_])
    assert np.allclose(back.probabilities[:6], shown, atol=2e-3)
    assert np.isnan(back.raw_face[3]).all() and not np.isnan(back.raw_face[[0, 1, 2, 4, 5]]).any()
    assert np.isnan(back.raw_voice).all()
    assert (back.voice_state == -1).all() and (back.neutral_version == -1).all()
    assert back.voice_notes == ((),) * 7


def test_the_room_the_first_format_had_for_a_voice_is_passed_over() -> None:
    """Nothing wrote it, but its header allowed for it."""
    line, _, body = unsqueezed(b64decode(FIRST_FORMAT)).partition(b"\n")
    claimed = line.replace(b'"voice":false', b'"voice":true')
    assert claimed != line
    filled = squeezed(claimed + b"\n" + body + bytes(7 * 6 * 4))
    back, before = unpack([filled]), unpack([b64decode(FIRST_FORMAT)])
    assert np.array_equal(back.raw_face, before.raw_face, equal_nan=True)
    assert np.isnan(back.raw_voice).all()


def test_a_format_from_later_is_refused() -> None:
    with pytest.raises(ValueError, match="format 4"):
        unpack([squeezed(b'{"v":4,"n":1,"notes":[[]]}\n')])


def test_a_face_alone_takes_no_more_than_before() -> None:
    """The first format spent 358 bytes on these hundred samples (measured when it was left)."""
    alone = [Sample(k / 10, records.estimate(k)) for k in range(100)]
    spoken = [
        Sample(s.t, replace(s.estimate, voice=records.heard(k), voice_weight=0.25))
        for k, s in enumerate(alone)
    ]
    assert len(pack(alone)) <= 358
    assert len(pack(spoken)) > len(pack(alone))


def test_no_chunks_are_no_samples() -> None:
    back = unpack([])
    assert back.t.shape == (0,)
    assert back.probabilities.shape == (0, 8)


@pytest.mark.parametrize(
    "wrong",
    [
        {"confidence": float("inf")},
        {"captured_at": -1e9},
        {"seq": 2**40},
        {"id": -1},
        {"voice_weight": float("nan")},
        {"voice": VoiceReading(0.0, VoiceState.SILENT, level_dbfs=float("-inf"))},
        {"voice": VoiceReading(0.0, VoiceState.SILENT, heard_at=-1e9)},
    ],
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
    assert set(VOICE_STATE_CODES) == {state.value for state in VoiceState}


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
