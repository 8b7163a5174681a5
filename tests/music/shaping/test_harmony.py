"""Mode, key and chords of a song that is shaped."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.music import SCALES, Mode, Part
from emotune_gui.domain.song import SongScore
from emotune_gui.music.shaping.composer import PATIENCE_BARS
from tests.music.shaping.handmade import (
    C_MAJOR,
    little_song,
    moved,
    music_at,
    plainly,
    scale_song,
    score_of,
    shaped,
    tune,
)


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.HARMONIC_MINOR])
def test_the_scale_becomes_the_parallel_mode(mode) -> None:
    bars = shaped(scale_song(), [plainly(mode)] * 2)
    expected = [60 + step for step in SCALES[mode]] + [72]
    assert tune(bars) == expected
    assert [bar.parameters.mode for bar in bars] == [mode, mode]


def test_harmonic_minor_moves_as_melodic_minor_does() -> None:
    up = (60, 62, 64, 65, 67, 69, 71, 72)
    down = tuple(reversed(up))
    bars = shaped(scale_song(up + down), [plainly(Mode.HARMONIC_MINOR)] * 4)
    assert tune(bars)[:8] == [60, 62, 63, 65, 67, 69, 71, 72]
    assert tune(bars)[8:] == [72, 70, 68, 67, 65, 63, 62, 60]
    alone = shaped(scale_song((67, 71, 72, 69, 67)), [plainly(Mode.HARMONIC_MINOR)] * 2)
    assert tune(alone) == [67, 71, 72, 68, 67]


def test_the_third_keeps_the_seventh_natural_in_its_chord() -> None:
    third = {Part.CHORDS: [(0.0, 2.0, p) for p in (64, 67, 71)], Part.BASS: [(0.0, 2.0, 40)]}
    fifth = {Part.CHORDS: [(0.0, 2.0, p) for p in (62, 67, 71)], Part.BASS: [(0.0, 2.0, 43)]}
    for parts, seventh in ((third, 70), (fifth, 71)):
        bars = shaped(score_of(parts), [plainly(Mode.HARMONIC_MINOR)])
        assert seventh in tune(bars, Part.CHORDS)


def test_a_dominant_keeps_its_leading_tone_in_minor() -> None:
    def chords(song: SongScore, mode: Mode) -> set[int]:
        return set(tune(shaped(song, [plainly(mode)]), Part.CHORDS))

    fifth = score_of({Part.CHORDS: [(0.0, 2.0, p) for p in (62, 67, 71)]})
    third = score_of({Part.CHORDS: [(0.0, 2.0, p) for p in (64, 67, 71)]})
    assert chords(fifth, Mode.AEOLIAN) == {62, 67, 71}
    assert chords(third, Mode.AEOLIAN) == {63, 67, 70}
    assert chords(fifth, Mode.PHRYGIAN) == {61, 67, 70}


def test_minor_songs_become_major_and_their_raised_sevenths_stay() -> None:
    minor = (60, 62, 63, 65, 67, 68, 71, 72, 70, 68, 67)
    own = shaped(scale_song(minor, mode=Mode.AEOLIAN), [plainly(Mode.AEOLIAN)] * 3)
    assert tune(own) == list(minor)
    bright = shaped(scale_song(minor, mode=Mode.AEOLIAN), [plainly(Mode.IONIAN)] * 3)
    assert tune(bright) == [60, 62, 64, 65, 67, 69, 71, 72, 71, 69, 67]
    dark = shaped(scale_song(minor, mode=Mode.AEOLIAN), [plainly(Mode.PHRYGIAN)] * 3)
    assert tune(dark) == [60, 61, 63, 65, 67, 68, 71, 72, 70, 68, 67]


def test_chromatic_notes_still_lead_where_they_led() -> None:
    leading = (62, 63, 64, 66, 67, 68, 69, 60)
    bars = shaped(scale_song(leading), [plainly(Mode.AEOLIAN)] * 2)
    # D# led to E as D now leads to Eb; F# to G; G# to A as G now leads to Ab.
    assert tune(bars) == [62, 62, 63, 66, 67, 67, 68, 60]


@given(st.lists(st.sampled_from(C_MAJOR), min_size=1, max_size=30), st.sampled_from(Mode))
@settings(max_examples=60, deadline=None)
def test_diatonic_songs_stay_in_the_mode(pitches, mode) -> None:
    bars = shaped(scale_song(pitches), [plainly(mode)] * 8)
    allowed = {(60 + step) % 12 for step in SCALES[mode]}
    if mode is Mode.HARMONIC_MINOR:
        allowed |= {9, 10}
    assert {pitch % 12 for pitch in tune(bars)} <= allowed


def test_keys_and_instruments_change_at_phrase_ends() -> None:
    walk = [music_at(0.6, 0.1)] * 2 + [music_at(-0.8, 0.3)] * 8
    bars = shaped(little_song(16), walk)
    assert [moved(bar) for bar in bars] == [3] * 4 + [-3] * 6
    players = [bar.parameters.instruments for bar in bars]
    assert len(set(players[:4])) == 1
    assert players[4] != players[3]


def test_the_mode_leans_from_the_next_bar_on_and_is_there_at_the_phrase_end() -> None:
    walk = [music_at(0.6, 0.1)] * 5 + [music_at(-0.8, 0.3)] * 6
    bars = shaped(little_song(16), walk)
    stayed = shaped(little_song(16), walk[:5] * 3)
    modes = [bar.parameters.mode for bar in bars]
    assert modes[4] is Mode.IONIAN
    assert modes[8:] == [walk[-1].mode] * 3
    assert tune(bars[5:6]) + tune(bars[5:6], Part.CHORDS) != (
        tune(stayed[5:6]) + tune(stayed[5:6], Part.CHORDS)
    )
    order = list(Mode)
    assert all(order.index(a) <= order.index(b) for a, b in pairwise(modes[4:9]))
    assert len(set(modes[5:8])) > 1


def test_a_mode_that_nothing_in_the_bar_tells_apart_is_taken_at_once() -> None:
    fifths = score_of({Part.MELODY: [(float(k), 1.0, (60, 67)[k % 2]) for k in range(16)]})
    bars = shaped(fifths, [music_at(0.6, 0.1), music_at(-0.8, 0.3)])
    assert [bar.parameters.mode for bar in bars] == [Mode.IONIAN, music_at(-0.8, 0.3).mode]


def test_within_a_phrase_the_mode_never_turns_back() -> None:
    walk = [music_at(0.6, 0.1), music_at(-0.8, 0.3), music_at(0.6, 0.1), music_at(0.6, 0.1)]
    bars = shaped(replace(little_song(16), phrase_ends=(3, 15)), [*walk, *walk[:1]])
    modes = [bar.parameters.mode for bar in bars]
    assert modes[1] is modes[2] is modes[3] is not Mode.IONIAN
    assert modes[4] is Mode.IONIAN


def test_bright_modes_take_relative_major_chords_and_leave_the_melody() -> None:
    chord = [(0.0, 2.0, pitch) for pitch in (57, 60, 64)]
    vi = {Part.MELODY: [(0.0, 2.0, 72)], Part.CHORDS: chord, Part.BASS: [(0.0, 2.0, 45)]}
    sung = vi | {Part.MELODY: [(0.0, 2.0, 69)]}
    secondary = {Part.MELODY: [(0.0, 2.0, 69)], Part.CHORDS: [(0.0, 2.0, 66), (0.0, 2.0, 62)]}

    def pitches(parts: dict, mode: Mode) -> list[int]:
        found = shaped(score_of(parts), [plainly(mode)])
        return sorted(tune(found) + tune(found, Part.CHORDS) + tune(found, Part.BASS))

    assert {p % 12 for p in pitches(vi, Mode.IONIAN)} == {0, 4, 7}
    assert 72 in pitches(vi, Mode.IONIAN)
    assert {p % 12 for p in pitches(vi, Mode.MIXOLYDIAN)} == {9, 0, 4}
    assert {p % 12 for p in pitches(sung, Mode.IONIAN)} == {9, 0, 4}
    assert {p % 12 for p in pitches(secondary, Mode.IONIAN)} == {9, 5, 2}


def test_without_phrase_ends_they_wait_only_so_long() -> None:
    score = replace(little_song(32), phrase_ends=(31,))
    bars = shaped(score, [music_at(0.6, 0.1)] * 2 + [music_at(-0.8, 0.3)] * 10)
    changes = [after.tonic != before.tonic for before, after in pairwise(bars)]
    assert changes.index(True) + 1 == 2 + PATIENCE_BARS
