"""One song goes on playing while it is shaped."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import SCALES, Bar, Mode, Part
from emotune_gui.domain.song import SongScore
from emotune_gui.music.instruments import playable
from emotune_gui.music.rendering import as_played
from emotune_gui.music.shaping import ShapingPreset, SongComposer
from tests.music.shaping.handmade import (
    affects,
    little_song,
    moved,
    music_at,
    plainly,
    score_of,
    shaped,
    songs,
    tune,
)
from tests.music.walking import music_for


@given(songs(), st.lists(affects, min_size=1, max_size=30), st.sampled_from(ShapingPreset))
@settings(max_examples=120, deadline=None)
def test_any_walk_gives_playable_notes(score, walk, preset) -> None:
    for bar in shaped(score, [music_for(affect) for affect in walk], preset=preset):
        programs = dict(bar.parameters.instruments)
        assert isinstance(bar.beats, int)
        assert 1 <= bar.beats <= 8
        assert 40.0 <= bar.parameters.tempo_bpm <= 200.0
        assert list(bar.notes) == sorted(bar.notes, key=lambda n: n.onset)
        until: dict[tuple[Part, int], float] = {}
        for note in bar.notes:
            assert 0 <= note.onset < bar.beats
            assert note.duration > 0
            assert note.onset + note.duration <= bar.beats
            assert 1 <= note.velocity <= 127
            assert 0.0 <= note.rank <= 1.0
            if note.part is not Part.DRUMS:
                low, high = playable(programs[note.part])
                assert low <= note.pitch <= high
            key = (note.part, note.pitch)
            assert note.onset >= until.get(key, 0.0), f"overlap at {note}"
            until[key] = note.onset + note.duration


@given(songs(), st.lists(affects, min_size=2, max_size=12), st.integers(0, 10))
@settings(max_examples=40, deadline=None)
def test_a_twin_goes_on_alike_and_apart(score, walk, past) -> None:
    parameters = [music_for(affect) for affect in walk]
    composer = SongComposer(score, 3)
    for asked in parameters[:past]:
        composer.next_bar(asked)
    twin = composer.twin()
    ahead = [twin.next_bar(asked) for asked in parameters]
    assert [composer.next_bar(asked) for asked in parameters] == ahead


def test_same_seed_same_bars_other_seed_others() -> None:
    walk = [music_at(-0.8, 0.8)] * 16
    assert shaped(little_song(), walk) == shaped(little_song(), walk)
    other = SongComposer(little_song(), 6)
    assert [other.next_bar(asked).notes for asked in walk] != [
        bar.notes for bar in shaped(little_song(), walk)
    ]


def test_tempo_lies_between_the_song_and_the_wish() -> None:
    for own in (60.0, 100.0, 160.0):
        for affect in (Affect(0.0, 0.9), Affect(0.0, -0.9)):
            asked = music_for(affect)
            found = shaped(little_song(tempo=own), [asked])[0].parameters.tempo_bpm
            assert found == pytest.approx((own * asked.tempo_bpm) ** 0.5)
    untrusted = {
        shaped(little_song(tempo=t, trusted=False), [music_at(0, 0)])[0].parameters.tempo_bpm
        for t in (40.0, 120.0)
    }
    assert len(untrusted) == 1


def test_the_songs_own_changes_of_tempo_are_kept() -> None:
    score = replace(little_song(), tempi=((0.0, 100.0), (16.0, 80.0)))
    tempi = [bar.parameters.tempo_bpm for bar in shaped(score, [music_at(0, 0)] * 8)]
    assert tempi[0] / tempi[7] == pytest.approx(100 / 80)


@pytest.mark.parametrize("valence", [-0.7, 0.7])
def test_more_arousal_is_louder_faster_denser_shorter(valence) -> None:
    low, high = (
        as_played(shaped(little_song(), [music_at(valence, arousal)] * 8))
        for arousal in (-0.7, 0.7)
    )

    def measured(bars: tuple[Bar, ...]) -> tuple[float, ...]:
        seconds = sum(bar.beats * 60 / bar.parameters.tempo_bpm for bar in bars)
        notes = [note for bar in bars for note in bar.notes]
        onsets = sum(len({note.onset for note in bar.notes}) for bar in bars)
        lengths = [
            note.duration * 60 / bar.parameters.tempo_bpm for bar in bars for note in bar.notes
        ]
        return onsets / seconds, mean(n.velocity for n in notes), -mean(lengths)

    assert all(a < b for a, b in zip(measured(low), measured(high), strict=True))
    assert measured(low)[0] * 1.6 < measured(high)[0]


def test_accents_of_the_song_are_kept_and_the_mean_is_the_wish() -> None:
    score = little_song(velocities=(60, 60, 60, 110))
    asked = music_at(0.2, 0.0)
    for bar in shaped(score, [asked] * 4):
        assert mean(note.velocity for note in bar.notes) == pytest.approx(asked.loudness, abs=4)
    bars = shaped(score, [replace(asked, density=1.0)] * 8)
    own = [n.velocity for n in score.notes if n.part is Part.MELODY]
    new = [n.velocity for bar in bars for n in bar.notes if n.part is Part.MELODY]
    accented = mean(v for v, before in zip(new, own, strict=True) if before == 110)
    plain = mean(v for v, before in zip(new, own, strict=True) if before == 60)
    assert accented > plain + 5


def test_registers_move_by_octaves_and_parts_do_not_cross() -> None:
    places = {}
    for name, asked in (("sad", music_at(-0.9, -0.9)), ("happy", music_at(0.9, 0.9))):
        bars = shaped(little_song(), [replace(asked, instruments=())] * 8)
        places[name] = mean(tune(bars))
        assert mean(tune(bars, Part.BASS)) < mean(tune(bars, Part.CHORDS)) < places[name]
    assert places["happy"] - places["sad"] >= 11


def test_thinned_bars_keep_the_tune_before_the_accompaniment() -> None:
    bars = shaped(little_song(), [replace(music_at(0.3, 0.0), density=5.0)] * 8)
    thin = as_played([replace(b, parameters=replace(b.parameters, density=1.5)) for b in bars])

    def kept(part: Part) -> float:
        left = sum(n.part is part for bar in thin for n in bar.notes)
        return left / sum(n.part is part for bar in bars for n in bar.notes)

    assert kept(Part.MELODY) > kept(Part.CHORDS)
    assert kept(Part.MELODY) > 0.5


def test_denser_breaks_chords_and_stays_in_harmony() -> None:
    asked = replace(music_at(0.5, 0.0), density=12.0)
    for bar in shaped(little_song(), [asked] * 3):
        played = [n for n in bar.notes if n.part is Part.CHORDS]
        assert len({note.onset for note in played}) >= 4
        assert {(n.pitch - bar.tonic) % 12 for n in played} <= {0, 2, 4, 5, 7, 9, 11}


def test_calm_and_tense_add_tones_of_their_scale() -> None:
    for wanted in (music_at(0.6, -0.9), music_at(-0.9, 0.9)):
        asked = replace(wanted, density=1.0)
        bars = shaped(little_song(32), [asked] * 32)
        sizes = [sum(n.part is Part.CHORDS for n in bar.notes) for bar in bars]
        assert max(sizes) > 3
        for bar in bars:
            scale = {(bar.tonic + step) % 12 for step in SCALES[bar.parameters.mode]}
            if bar.parameters.mode is Mode.HARMONIC_MINOR:
                scale |= {(bar.tonic + step) % 12 for step in (9, 10)}
            if bar.parameters.mode is Mode.AEOLIAN:
                scale |= {(bar.tonic + 11) % 12}
            assert {n.pitch % 12 for n in bar.notes} <= scale


def test_excluded_parts_are_silent_and_missing_ones_borrow() -> None:
    lines = {part: [(0.0, 2.0, 60 + 5 * k)] for k, part in enumerate(Part)}
    score = score_of(lines)
    calm = music_at(0.6, -0.6)
    sounding = {note.part for note in shaped(score, [calm])[0].notes}
    assert sounding == set(Part) - {Part.DRUMS}
    less = shaped(score, [calm], excluded=(Part.COUNTER, Part.MELODY))[0]
    assert {note.part for note in less.notes} == {Part.CHORDS, Part.BASS, Part.PAD}


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ((3.0,) * 4, [3, 3, 3, 3]),
        ((1.5,) * 4, [3, 3]),
        ((3.5, 3.5, 3.5, 3.5), [7, 7]),
        ((0.5, 4.0, 4.0), [1, 4, 4]),
        ((4.0, 3.5, 4.0), [4, 4, 4]),
        ((12.0,), [4, 8]),
        ((1.0, 3.0, 2.0), [1, 3, 2]),
    ],
)
def test_every_metre_becomes_whole_quarters(bars, expected) -> None:
    total = sum(bars)
    line = [(0.5 * k, 0.5, 60 + k % 12) for k in range(int(2 * total))]
    score = score_of({Part.MELODY: line}, bars=bars)
    composer = SongComposer(score, loop=False)
    made = []
    while not composer.ended:
        made.append(composer.next_bar(replace(music_at(0, 0), density=0.5)))
    assert [bar.beats for bar in made] == expected
    assert len(tune(made)) == len(line)


def test_an_upbeat_stands_before_its_bar_line() -> None:
    score = score_of({Part.MELODY: [(0.0, 0.5, 67), (0.5, 1.0, 72)]}, bars=(0.5, 4.0))
    first, second = shaped(score, [plainly(Mode.IONIAN)] * 2)
    assert (first.notes[0].onset, second.notes[0].onset) == (0.5, 0.0)


def test_long_notes_go_on_over_the_bar_line_softly() -> None:
    score = score_of({Part.PAD: [(0.0, 8.0, 60), (0.0, 4.3, 67)]})
    first, second = shaped(score, [replace(plainly(Mode.IONIAN), density=0.1)] * 2)
    assert [n.pitch - moved(first) for n in first.notes] == [60, 67]
    assert [n.pitch - moved(second) for n in second.notes if n.onset == 0.0] == [60]


def test_the_song_ends_or_begins_again() -> None:
    asked = music_at(0, 0)
    once = SongComposer(little_song(4), loop=False)
    assert (once.position, once.progress, once.ended) == (0, 0.0, False)
    for _ in range(4):
        assert not once.ended
        assert once.next_bar(asked).notes
    assert once.ended
    assert once.progress == 1.0
    assert once.next_bar(asked).notes == ()
    again = SongComposer(little_song(4))
    bars = [again.next_bar(asked) for _ in range(9)]
    assert not again.ended
    assert again.position == 1
    assert [n.pitch for n in bars[0].notes][:3] == [n.pitch for n in bars[4].notes][:3]
    assert [bar.cadence for bar in bars] == [False, False, False, True] * 2 + [False]
    assert [(bar.id, bar.index) for bar in bars] == [(k, k) for k in range(9)]


def test_shaped_tells_what_the_next_bar_takes() -> None:
    composer = SongComposer(little_song(), 1)
    for asked in (music_at(0.5, 0.8), music_at(-0.5, -0.8)):
        said = composer.shaped(asked)
        made = composer.next_bar(asked).parameters
        assert (said.tempo_bpm, said.density, said.loudness) == (
            made.tempo_bpm,
            made.density,
            made.loudness,
        )


def test_the_thesis_rules() -> None:
    def first(valence: float, arousal: float) -> Bar:
        asked = music_at(valence, arousal)
        return shaped(little_song(), [asked], preset=ShapingPreset.THESIS)[0]

    neutral, happy, sad, angry = first(0, 0), first(0.7, 0.7), first(-0.7, -0.7), first(-0.7, 0.7)
    assert neutral.parameters.tempo_bpm == pytest.approx(100.0)
    tempi = [bar.parameters.tempo_bpm for bar in (happy, sad, angry)]
    assert tempi == pytest.approx([150.0, 90.0, 150.0])
    assert tune([happy]) == tune([neutral])
    assert [moved(bar) for bar in (neutral, happy, sad, angry)] == [0, 0, -4, 5]
    assert dict(angry.parameters.instruments)[Part.MELODY] == 30
    assert dict(sad.parameters.instruments)[Part.MELODY] == 0
    assert angry.parameters.mode is Mode.IONIAN
    assert angry.tonic == 5


def test_an_empty_song_is_refused_in_a_sentence() -> None:
    empty = SongScore((), (), ((0.0, 120.0),), False, 0, Mode.IONIAN)
    with pytest.raises(InvalidInput, match="no notes"):
        SongComposer(empty)


def test_a_bar_tells_what_made_it() -> None:
    asked = replace(music_at(0.1, 0.1), estimate_id=17, weights_version=4)
    bar = SongComposer(little_song(), 77).next_bar(asked)
    assert (bar.parameters.estimate_id, bar.parameters.weights_version) == (17, 4)
    assert (bar.seed, bar.composer, bar.chord) == (77, "song", "I")
