from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.music import SCALES, Mode
from emotune_gui.music.composing.harmony import Colour, Role, every_progression, progression
from emotune_gui.music.composing.scale import Scale, chord, fold, nearest_pitch
from emotune_gui.music.composing.voicing import voiced

modes = st.sampled_from(list(Mode))
tonics = st.integers(0, 11)

CLOSING_PAIRS = {
    Mode.LYDIAN: {("V", "I"), ("II", "Iadd9")},
    Mode.IONIAN: {("V7", "I"), ("IV", "I")},
    Mode.MIXOLYDIAN: {("IV", "I"), ("v", "I"), ("IVadd9", "I"), ("IV", "Iadd9")},
    Mode.DORIAN: {("v", "i"), ("IV", "i"), ("v7", "i")},
    Mode.AEOLIAN: {("v", "i"), ("V", "i"), ("iv", "iadd9")},
    Mode.PHRYGIAN: {("bII", "i"), ("bII/3", "i")},
    Mode.HARMONIC_MINOR: {("V7", "i"), ("V", "i")},
}


@pytest.mark.parametrize(
    ("numeral", "tones", "bass"),
    [
        ("I", (0, 4, 7), 0),
        ("bVI", (8, 12, 15), 8),
        ("ii7", (2, 5, 9, 12), 2),
        ("iiø7", (2, 5, 8, 12), 2),
        ("vii°7", (11, 14, 17, 20), 11),
        ("V/3", (7, 11, 14), 11),
        ("IVmaj7", (5, 9, 12, 16), 5),
        ("I6/9", (0, 4, 9, 14), 0),
        ("Vsus4", (7, 12, 14), 7),
        ("iadd9", (0, 3, 7, 14), 0),
        ("bvii", (10, 13, 17), 10),
    ],
)
def test_numerals_are_read(numeral, tones, bass) -> None:
    read = chord(numeral)
    assert read.tones == tones
    assert read.bass == bass


@pytest.mark.parametrize("nonsense", ["", "X", "bb", "I13", "VIII", "V/4", "7"])
def test_other_texts_are_refused(nonsense) -> None:
    with pytest.raises(ValueError, match="not a Roman numeral"):
        chord(nonsense)


def test_every_mode_has_every_role_in_several_versions() -> None:
    for mode in Mode:
        for role in Role:
            found = [p for m, r, p in every_progression() if (m, r) == (mode, role)]
            assert len(found) >= 3
            assert all(len(bars) == 4 and all(1 <= len(bar) <= 2 for bar in bars) for bars in found)


def test_chords_lie_mostly_in_their_mode() -> None:
    for mode in Mode:
        scale = set(SCALES[mode])
        tones = [
            tone % 12
            for m, _, bars in every_progression()
            if m is mode
            for bar in bars
            for harmony in bar
            for tone in harmony.tones
        ]
        assert sum(tone in scale for tone in tones) / len(tones) > 0.9, mode


def test_closed_progressions_end_on_the_tonic_with_the_modes_own_cadence() -> None:
    seen: dict[Mode, set[tuple[str, str]]] = {mode: set() for mode in Mode}
    for mode, role, bars in every_progression():
        chords = [harmony for bar in bars for harmony in bar]
        if role is Role.CLOSED:
            assert chords[-1].root == 0, (mode, [c.numeral for c in chords])
            seen[mode].add((chords[-2].numeral, chords[-1].numeral))
        else:
            assert chords[-1].root != 0, (mode, [c.numeral for c in chords])
    for mode, pairs in CLOSING_PAIRS.items():
        assert pairs & seen[mode] == pairs, mode


def test_no_progression_repeats_a_chord_from_bar_to_bar() -> None:
    for _, _, bars in every_progression():
        chords = [harmony.numeral for bar in bars for harmony in bar]
        assert all(a != b for a, b in pairwise(chords)), chords


@given(modes, st.sampled_from(list(Role)), st.sampled_from(list(Colour)), st.floats(0, 0.999))
def test_every_choice_finds_a_progression(mode, role, colour, choice) -> None:
    assert len(progression(mode, role, colour, choice)) == 4


@given(modes, tonics, st.integers(20, 60))
def test_degrees_rise_and_repeat_at_the_octave(mode, tonic, degree) -> None:
    scale = Scale(tonic, mode)
    assert scale.pitch(degree + 7) == scale.pitch(degree) + 12
    assert 1 <= scale.pitch(degree + 1) - scale.pitch(degree) <= 3
    assert scale.nearest(scale.pitch(degree)) == degree


@given(modes, tonics, st.floats(30, 90))
def test_the_nearest_degree_is_near(mode, tonic, pitch) -> None:
    scale = Scale(tonic, mode)
    assert abs(scale.pitch(scale.nearest(pitch)) - pitch) <= 1.5


def test_borrowed_tones_replace_the_scales_own() -> None:
    minor = Scale(9, Mode.AEOLIAN)
    leading = chord("V")
    seventh = 6 + 5 * 7
    assert minor.sounding(seventh, leading) == minor.pitch(seventh) + 1
    assert minor.sounding(seventh, chord("i")) == minor.pitch(seventh)
    second = 1 + 5 * 7
    assert minor.sounding(second, chord("bII")) == minor.pitch(second) - 1


@given(st.integers(-40, 160), st.integers(0, 50))
def test_folding_keeps_the_pitch_class(pitch, low) -> None:
    folded = fold(pitch, low, low + 24)
    assert low <= folded <= low + 24
    assert (folded - pitch) % 12 == 0


@given(tonics, st.floats(30, 80))
def test_nearest_pitch_is_within_a_tritone(pitch_class, centre) -> None:
    found = nearest_pitch(pitch_class, centre)
    assert found % 12 == pitch_class
    assert abs(found - centre) <= 6.5


@given(modes, tonics, st.sampled_from(list(Role)), st.floats(0, 0.999), st.floats(50, 62))
def test_voices_move_little_and_keep_every_tone(mode, tonic, role, choice, centre) -> None:
    previous: tuple[int, ...] = ()
    for bar in progression(mode, role, Colour.PLAIN, choice):
        for harmony in bar:
            position = voiced(harmony, tonic, previous, centre, centre + 9)
            assert {pitch % 12 for pitch in position} == harmony.pitch_classes(tonic)
            assert list(position) == sorted(set(position))
            assert abs(sum(position) / len(position) - centre) < 8
            if previous:
                moves = [min(abs(pitch - old) for old in previous) for pitch in position]
                assert max(moves) <= 7
                assert sum(moves) / len(moves) <= 4
            previous = position
