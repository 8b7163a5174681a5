from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.music import Mode, Part
from emotune_gui.domain.song import SongBar, SongNote
from emotune_gui.music.songs.keys import find_key, fit_of_modes, histogram
from emotune_gui.music.songs.phrases import LONGEST_PHRASE, phrase_ends

ODE_TO_JOY = [
    4,
    4,
    5,
    7,
    7,
    5,
    4,
    2,
    0,
    0,
    2,
    4,
    4,
    2,
    2,
    4,
    4,
    5,
    7,
    7,
    5,
    4,
    2,
    0,
    0,
    2,
    4,
    2,
    0,
    0,
]
GREENSLEEVES = [
    9,
    12,
    14,
    16,
    17,
    16,
    14,
    11,
    7,
    9,
    11,
    12,
    9,
    9,
    8,
    9,
    11,
    8,
    4,
    9,
    12,
    14,
    16,
    17,
    16,
    14,
    11,
    7,
    9,
    11,
    12,
    11,
    9,
    8,
    6,
    8,
    9,
    9,
]
"""Semitones above C: the tunes in C major and A minor."""


@pytest.mark.parametrize("shift", range(12))
def test_known_tunes_in_all_keys(shift: int) -> None:
    joy = find_key(((60 + p + shift, 1.0) for p in ODE_TO_JOY), 60 + shift)
    assert (joy.tonic, joy.mode) == (shift, Mode.IONIAN)
    green = find_key(((60 + p + shift, 1.0) for p in GREENSLEEVES), 69 + shift)
    assert (green.tonic, green.mode) == ((9 + shift) % 12, Mode.AEOLIAN)


@given(
    pitches=st.lists(st.tuples(st.integers(0, 127), st.floats(0.1, 8)), min_size=3, max_size=40),
    shift=st.integers(0, 11),
)
def test_the_key_moves_with_the_music(pitches: list, shift: int) -> None:
    here = find_key(pitches)
    there = find_key([(p + shift, d) for p, d in pitches])
    if here.certainty > 1e-6:
        assert (there.tonic, there.mode) == ((here.tonic + shift) % 12, here.mode)
    assert 0 <= here.certainty <= 1


def test_silence_is_c_major() -> None:
    key = find_key(())
    assert (key.tonic, key.mode, key.certainty) == (0, Mode.IONIAN, pytest.approx(0, abs=1e-6))


def test_fit_of_modes_tells_major_from_minor() -> None:
    major, minor = fit_of_modes(histogram((60 + p, 1) for p in (0, 4, 7, 0, 4, 7, 5, 9, 0)))
    assert major > minor
    major, minor = fit_of_modes(histogram((60 + p, 1) for p in (0, 3, 7, 0, 3, 7, 5, 8, 0)))
    assert minor > major


def _notes(bars: int, long_every: int) -> tuple[list[SongNote], list[SongBar]]:
    notes = []
    for bar in range(bars):
        if (bar + 1) % long_every == 0:
            notes.append(SongNote(4.0 * bar, 2.0, 60, 80, Part.MELODY, 0))
        else:
            notes += [
                SongNote(4.0 * bar + i / 2, 0.5, 60 + i, 80, Part.MELODY, 0) for i in range(8)
            ]
    return notes, [SongBar(4.0 * bar, 4.0) for bar in range(bars)]


@pytest.mark.parametrize("length", [4, 8])
def test_phrases_end_at_long_notes_and_rests(length: int) -> None:
    notes, bars = _notes(32, length)
    ends = phrase_ends(notes, bars, 0)
    assert set(range(length - 1, 32, length)) <= set(ends)


def test_without_any_sign_phrases_have_four_bars() -> None:
    notes, bars = _notes(16, 99)
    assert phrase_ends(notes, bars, 0) == (3, 7, 11, 15)


@given(st.integers(1, 70))
def test_every_bar_is_in_a_phrase_and_none_is_too_long(count: int) -> None:
    notes, bars = _notes(count, 5)
    ends = phrase_ends(notes, bars, 0)
    assert ends[-1] == count - 1
    gaps = [b - a for a, b in zip((-1, *ends), ends, strict=False)]
    assert all(1 <= gap <= LONGEST_PHRASE for gap in gaps)


def test_a_cadence_that_comes_to_rest_closes_a_phrase() -> None:
    notes, bars = _notes(10, 99)
    notes = [n for n in notes if not 20.0 < n.onset < 24.0]
    roots = [48, 53, 48, 53, 55, 48, 53, 48, 53, 48]
    bass = [SongNote(4.0 * i, 4.0, root, 70, Part.BASS, 32) for i, root in enumerate(roots)]
    assert 5 in phrase_ends(notes + bass, bars, 0)


def test_a_pickup_does_not_count_as_a_bar() -> None:
    notes, bars = _notes(16, 99)
    moved = [SongNote(n.onset + 1, n.duration, n.pitch, 80, n.part, 0) for n in notes]
    lines = [SongBar(0.0, 1.0)] + [SongBar(bar.start + 1, bar.beats) for bar in bars]
    assert phrase_ends(moved, lines, 0) == (4, 8, 12, 16)
