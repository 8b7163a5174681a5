"""Scores to bars: keys, chords, degrees, what is taken up, and back to notes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode
from emotune_gui.music.composing.draft import Ground, Span
from emotune_gui.music.composing.recurrent_encoding import (
    BASS_TONE,
    BASSES,
    FIRST_NOTE,
    FULL,
    HOLD,
    INPUTS,
    LOWEST,
    NATURAL,
    REACHED,
    REST,
    SAME_RHYTHM,
    SAME_SHAPE,
    Progress,
    Written,
    alteration_of,
    degree_of,
    note_class,
    sheet_inputs,
    view,
)
from emotune_gui.music.composing.recurrent_setting import melody_drafts
from emotune_gui.music.composing.scale import Scale, chord
from emotune_gui.training.music.bars import BarTask, chunks_of, spelled
from emotune_gui.training.music.chord_examples import placed
from emotune_gui.training.music.corpus import Piece
from emotune_gui.training.music.examples import STEPS, examples_of
from emotune_gui.training.music.likeness import reference_for
from emotune_gui.training.music.tonality import chord_of, keys_of

MAJOR = {"I": (0, 4, 7), "IV": (5, 9, 12), "V": (7, 11, 14)}


def song(tonic: int, *, minor: bool = False, beats: int = 4, repeats: int = 3) -> Piece:
    """Four bars of I-IV-V-I, a scale over block chords with roots below, several times."""
    third = 3 if minor else 4
    chords = [(0, third, 7), (5, 8 if minor else 9, 12), (7, 11, 14), (0, third, 7)]
    tune = [(0, third, 7), (5, third, 2), (2, 7, 11), (0, 0, 0)]
    melody, accompaniment = [], []
    for bar in range(4 * repeats):
        tones, line = chords[bar % 4], tune[bar % 4]
        start = float(beats * bar)
        for k, degree in enumerate(line):
            length = beats - 2.0 if k == 2 else 1.0
            melody.append((start + k, length, 72 + tonic + degree))
        accompaniment.append((start, float(beats), 48 + tonic + tones[0] - 12 * (tones[0] > 6)))
        accompaniment += [(start + b, 1.0, 60 + tonic + t) for b in range(beats) for t in tones]
    return Piece(
        "song.mid", "openscore_lieder", "Nobody", beats, 4 * repeats,
        np.array(melody), np.array(sorted(accompaniment)), Affect(0.4, -0.2),
    )  # fmt: skip


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize("minor", [False, True])
def test_key_and_chords_of_a_cadence_are_found(tonic, minor) -> None:
    chunks = chunks_of(song(tonic, minor=minor))
    sheets = [task.sheet for task in chunks[0]]
    assert all(sheet.dark == minor for sheet in sheets)
    assert [sheet.chords[0].root for sheet in sheets[:4]] == [0, 3, 4, 0]
    assert all(sheet.chords[0].bass == sheet.chords[0].root for sheet in sheets)
    assert sheets[0].following.root == 3


def test_what_is_written_is_what_the_score_says() -> None:
    task: BarTask = chunks_of(song(0))[0][0]
    melody = [one.melody for one in task.written]
    assert [slot for slot, m in enumerate(melody) if m >= FIRST_NOTE] == [0, 4, 8]
    assert [degree_of(melody[slot]) % 7 for slot in (0, 4, 8)] == [0, 2, 4]
    assert all(alteration_of(melody[slot]) == NATURAL for slot in (0, 4, 8))
    assert melody.count(REST) == 0 and melody[1] == HOLD
    struck = {slot: one.accompaniment for slot, one in enumerate(task.written) if one.accompaniment}
    assert sorted(struck) == [4, 8, 12] or sorted(struck) == [0, 4, 8, 12]
    assert struck[4] // BASSES == FULL
    assert task.written[0].accompaniment % BASSES == BASS_TONE
    assert task.sheet.melody_notes == 3
    assert task.sheet.accompaniment_onsets == len(struck)


def test_a_bar_heard_before_is_taken_up() -> None:
    tasks = chunks_of(song(2))[0]
    assert tasks[0].sheet.reference is None
    again = tasks[4].sheet.reference
    assert again is not None and again.level == SAME_SHAPE
    assert np.flatnonzero(again.begins).tolist() == [0, 4, 8]


def test_a_sequence_is_the_same_shape_transposed_and_a_rhythm_is_less() -> None:
    begins = np.zeros(16, bool)
    begins[[0, 4, 8, 12]] = True
    first = np.repeat([0, 1, 2, 4], 4)
    sequence = reference_for(begins, first + 2, [(begins, first)])
    assert sequence is not None and sequence.level == SAME_SHAPE
    assert sequence.degrees.tolist() == (first + 2).tolist()
    other = reference_for(begins, np.repeat([7, 0, 6, -1], 4), [(begins, first)])
    assert other is not None and other.level == SAME_RHYTHM
    assert reference_for(begins, first, [(~begins, first)]) is None


def test_a_key_that_changes_is_followed() -> None:
    here, there = song(0, repeats=3), song(6, repeats=3)
    weights = np.zeros((24, 12))
    for offset, piece in ((0, here), (12, there)):
        for onset, duration, pitch in np.concatenate([piece.melody, piece.accompaniment]):
            weights[offset + int(onset // 4), int(pitch) % 12] += duration
    found = keys_of(weights)
    assert {key.tonic for key in found[:10]} == {0}
    assert {key.tonic for key in found[-10:]} == {6}


def test_chords_stand_on_their_bass_and_silence_keeps_the_last() -> None:
    scale = Scale(0, Mode.IONIAN)
    weights = np.zeros(12)
    weights[[0, 4, 7]] = 1.0
    inverted = chord_of(weights, 4, scale, None)
    assert (inverted.numeral, inverted.bass) == ("I", 4)
    assert placed(inverted, dark=False).inversion == 1
    assert chord_of(np.zeros(12), None, scale, inverted) is inverted


@given(
    st.integers(40, 88), st.integers(0, 11), st.sampled_from([Mode.IONIAN, Mode.AEOLIAN]),
    st.sampled_from(["I", "V7", "ii", "vi", "IV", "i", "V", "bVI"]),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_a_pitch_survives_spelling_and_setting(pitch, tonic, mode, numeral) -> None:
    scale, harmony = Scale(tonic, mode), chord(numeral)
    degree, alteration = spelled(pitch, scale, harmony)
    base = 7 * (degree // 7)
    ground = Ground(4, scale, (Span(0.0, 4.0, harmony),), harmony, 0.5, False)
    written = [Written(note_class(degree - base, alteration), 0), Written(REST, 0)]
    written += [Written(HOLD, 0)] * 14
    assert [draft.pitch for draft in melody_drafts(written, ground, base)] == [pitch]


@given(st.integers(-40, 60), st.integers(0, 2))
def test_note_classes_fold_by_octaves(degree, alteration) -> None:
    melody = note_class(degree, alteration)
    assert alteration_of(melody) == alteration
    assert LOWEST <= degree_of(melody) < LOWEST + REACHED
    assert (degree_of(melody) - degree) % 7 == 0


def test_borrowed_chords_are_seen_as_altered_degrees() -> None:
    seen = view(chord("V"), Scale(9, Mode.AEOLIAN))
    assert seen.root == 4
    assert [k for k, tone in enumerate(seen.tones) if tone] == [1, 4, 6]


@pytest.mark.parametrize("beats", [3, 4])
def test_examples_have_one_row_a_slot_and_stop_at_the_end(beats) -> None:
    examples = examples_of([song(0, beats=beats)])
    assert examples.inputs.shape == (1, STEPS, INPUTS)
    end = 12 * 4 * beats
    assert examples.weights[0, :end].all() and not examples.weights[0, end:].any()
    assert np.isfinite(examples.inputs).all() and np.abs(examples.inputs).max() <= 4
    sheet = chunks_of(song(0, beats=beats))[0][0].sheet
    assert sheet_inputs(sheet).shape[0] == 4 * beats
    assert (examples.inputs[0, :end, :16].sum(1) == 1).all()


def test_progress_counts_down_and_forgets_nothing() -> None:
    task = chunks_of(song(0))[0][0]
    progress = Progress()
    progress.begin(task.sheet)
    for written in task.written:
        progress.take(written)
    assert progress.melody_left == progress.accompaniment_left == 0
    assert progress.bar == list(task.written)
    progress.begin(task.sheet)
    assert progress.before == list(task.written) and progress.bar == []
