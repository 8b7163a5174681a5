from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import mean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import SCALES, Bar, Mode, Note, Part
from emotune_gui.domain.session import Plan
from emotune_gui.music.composing import RuleComposer
from emotune_gui.music.composing.scale import chord
from emotune_gui.music.instruments import playable
from tests.music.golden_bars import GOLDEN, cases, readable
from tests.music.walking import PLACES, composed, music_for, steady, wandering

seeds = st.integers(0, 10_000)


def notes_of(bars: list[Bar], part: Part) -> list[list[Note]]:
    return [[note for note in bar.notes if note.part is part] for bar in bars]


def melody_line(bar: Bar) -> list[Note]:
    """The lowest melody note of each onset (octave doublings left out)."""
    lowest: dict[float, Note] = {}
    for note in bar.notes:
        if note.part is Part.MELODY:
            known = lowest.get(note.onset)
            lowest[note.onset] = note if known is None or note.pitch < known.pitch else known
    return [lowest[onset] for onset in sorted(lowest)]


@pytest.mark.parametrize("name", sorted(cases()))
def test_golden_bars(name: str) -> None:
    assert readable(cases()[name]()) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@given(seeds, seeds)
@settings(max_examples=12, deadline=None)
def test_same_seed_and_parameters_give_the_same_bars(seed, walk_seed) -> None:
    walk = wandering(walk_seed, 20)
    assert composed(seed, walk) == composed(seed, walk)


@given(seeds, st.integers(0, 30))
@settings(max_examples=12, deadline=None)
def test_a_twin_goes_on_alike_and_apart(seed, past) -> None:
    walk = wandering(seed, past + 6)
    composer = RuleComposer(seed)
    for parameters in walk[:past]:
        composer.next_bar(parameters)
    twin = composer.twin()
    ahead = [twin.next_bar(parameters) for parameters in walk[past:]]
    assert [composer.next_bar(parameters) for parameters in walk[past:]] == ahead


def test_bars_do_not_depend_on_the_hash_seed_or_on_global_randomness() -> None:
    program = (
        "import random; from tests.music.golden_bars import readable;"
        "from tests.music.walking import composed, wandering;"
        "random.seed({0}); print(readable(composed(5, wandering(6, 24))))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program.format(salt)],
            env={"PYTHONHASHSEED": salt, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    ]
    assert said[0] == said[1] and "melody" in said[0]


def test_another_seed_gives_other_music() -> None:
    walk = steady("calm", 16)
    assert len({readable(composed(seed, walk)) for seed in range(12)}) == 12


def test_the_past_does_not_reach_into_a_new_section() -> None:
    """A start at a later bar begins a section there and numbers its bars from there."""
    bars = composed(3, steady("calm", 8), start_bar=40)
    assert [bar.index for bar in bars] == list(range(40, 48))
    assert [bar.id for bar in bars] == list(range(40, 48))
    assert bars[0].phrase_position == 0


@given(seeds, seeds, st.floats(0.05, 2.0))
@settings(max_examples=30, deadline=None)
def test_every_note_is_playable_and_none_overlaps_its_repetition(seed, walk_seed, step) -> None:
    for bar in composed(seed, wandering(walk_seed, 20, step)):
        programs = dict(bar.parameters.instruments)
        until: dict[tuple[Part, int], float] = {}
        assert list(bar.notes) == sorted(bar.notes, key=lambda n: n.onset)
        for note in bar.notes:
            assert 0 <= note.onset < bar.beats
            assert note.duration > 0
            assert note.onset + note.duration <= bar.beats
            assert 1 <= note.velocity <= 127
            assert 0.0 <= note.rank <= 1.0
            if note.part is Part.DRUMS:
                assert 35 <= note.pitch <= 81
            else:
                low, high = playable(programs[note.part])
                assert low <= note.pitch <= high
            key = (note.part, note.pitch)
            assert note.onset >= until.get(key, 0.0), f"overlap at {note}"
            until[key] = note.onset + note.duration


@given(seeds, seeds)
@settings(max_examples=15, deadline=None)
def test_phrases_have_four_or_eight_bars_and_end_with_a_cadence(seed, walk_seed) -> None:
    bars = composed(seed, wandering(walk_seed, 40))
    expected = 0
    for bar in bars:
        assert bar.phrase_position == expected
        assert bar.cadence == (bar.phrase_position in (3, 7) and bar.cadence)
        expected = 0 if bar.cadence else expected + 1
        assert expected < 8
    lengths = {bar.phrase_position + 1 for bar in bars if bar.cadence}
    assert lengths and lengths <= {4, 8}


@given(seeds, seeds)
@settings(max_examples=15, deadline=None)
def test_mode_at_once_instruments_at_phrase_ends_key_at_sections(seed, walk_seed) -> None:
    walk = wandering(walk_seed, 40, step=0.8)
    bars = composed(seed, walk)
    for asked, bar in zip(walk, bars, strict=True):
        assert bar.parameters.mode is asked.mode
        if bar.phrase_position % 4 == 0:
            assert bar.parameters.instruments == asked.instruments
        assert replace(bar.parameters, instruments=()) == replace(asked, instruments=())
    for before, after in pairwise(bars):
        if after.phrase_position % 4 > 0:
            assert after.parameters.instruments == before.parameters.instruments
        if after.phrase_position > 0:
            assert (after.tonic, after.beats) == (before.tonic, before.beats)
        assert (after.tonic - before.tonic) % 12 in (0, 5, 7)


@pytest.mark.parametrize("place", ["happy", "calm"])
def test_bright_music_stays_in_its_scale(place) -> None:
    for seed in range(6):
        for bar in composed(seed, steady(place, 24)):
            scale = {(bar.tonic + step) % 12 for step in SCALES[bar.parameters.mode]}
            pitches = {note.pitch % 12 for note in bar.notes if note.part is not Part.DRUMS}
            assert pitches <= scale


def diatonic_share(place: str) -> float:
    inside = total = 0
    for seed in range(8):
        for bar in composed(seed, steady(place, 32)):
            scale = {(bar.tonic + step) % 12 for step in SCALES[bar.parameters.mode]}
            pitches = [note.pitch % 12 for note in bar.notes if note.part is not Part.DRUMS]
            inside += sum(pitch in scale for pitch in pitches)
            total += len(pitches)
    return inside / total


def test_tense_music_borrows_but_stays_in_its_key() -> None:
    assert 0.85 <= diatonic_share("tense") <= 1.0
    assert 0.9 <= diatonic_share("sad") < 1.0


@pytest.mark.parametrize("place", sorted(PLACES))
def test_strong_melody_notes_are_chord_tones(place) -> None:
    strong = fitting = 0
    for seed in range(8):
        for bar in composed(seed, steady(place, 32)):
            tones = {(bar.tonic + tone) % 12 for tone in chord(bar.chord).tones}
            first = [note for note in melody_line(bar) if note.onset == 0]
            strong += len(first)
            fitting += sum(note.pitch % 12 in tones for note in first)
    assert strong > 100
    assert fitting / strong > 0.7


@pytest.mark.parametrize("place", sorted(PLACES))
def test_melodies_move_mostly_by_step_and_stay_near_the_register(place) -> None:
    moves: Counter[int] = Counter()
    pitches: list[int] = []
    for seed in range(8):
        line = [
            note.pitch for bar in composed(seed, steady(place, 40)) for note in melody_line(bar)
        ]
        moves.update(abs(b - a) for a, b in pairwise(line))
        pitches += line
    total = moves.total()
    assert sum(moves[k] for k in (0, 1, 2)) / total > 0.5
    assert sum(count for leap, count in moves.items() if leap > 12) / total < 0.01
    assert abs(mean(pitches) - music_for(PLACES[place]).register) < 3.5


def test_phrases_end_on_long_notes_and_then_breathe() -> None:
    for seed in range(8):
        for bar in composed(seed, steady("calm", 32)):
            line = melody_line(bar)
            if bar.cadence and line:
                assert line[-1].duration >= 0.9
                assert line[-1].onset + line[-1].duration < bar.beats - 0.3


def test_closed_phrases_end_on_the_tonic_chord() -> None:
    last = [
        bar.chord for seed in range(6) for bar in composed(seed, steady("happy", 64)) if bar.cadence
    ]
    home = sum(numeral.startswith("I") and not numeral.startswith(("IV", "II")) for numeral in last)
    assert 0.3 < home / len(last) < 0.9


@pytest.mark.parametrize("place", sorted(PLACES))
def test_written_density_has_headroom_and_ranks_thin_it(place) -> None:
    """At rank (d - 1) / 6 about d onsets a second remain, for every d up to the one asked."""
    asked = music_for(PLACES[place])
    for share in (0.6, 1.0):
        density = share * asked.density
        heard = seconds = 0.0
        for bar in (b for s in range(4) for b in composed(s, steady(place, 32)) if not b.cadence):
            seconds += bar.beats * 60 / asked.tempo_bpm
            heard += len({n.onset for n in bar.notes if n.rank < (density - 1) / 6})
        assert heard / seconds == pytest.approx(density, rel=0.2)


def test_thinning_takes_the_accompaniment_before_the_tune() -> None:
    bars = composed(2, steady("calm", 32))
    half = (0.6 * music_for(PLACES["calm"]).density - 1) / 6

    def kept(part: Part) -> float:
        notes = [note for bar in notes_of(bars, part) for note in bar]
        return mean(note.rank <= half for note in notes)

    assert kept(Part.MELODY) > kept(Part.CHORDS)
    assert kept(Part.BASS) > kept(Part.CHORDS)


@pytest.mark.parametrize("place", sorted(PLACES))
def test_velocities_have_the_asked_mean_and_spread(place) -> None:
    asked = music_for(PLACES[place])
    velocities = [n.velocity for b in composed(4, steady(place, 64)) for n in b.notes]
    assert asked.loudness - 5 < mean(velocities) <= asked.loudness + 1
    assert pstdev(velocities) == pytest.approx(asked.velocity_spread, abs=2.5)


def test_metre_is_heard_in_the_accents() -> None:
    on_bar: list[int] = []
    between: list[int] = []
    for bar in composed(1, steady("happy", 48)):
        for note in bar.notes:
            if note.part is Part.DRUMS:
                (on_bar if note.onset == 0 else between).append(note.velocity)
    assert mean(on_bar) > mean(between) + 3


def test_articulation_sets_the_sounding_share() -> None:
    def share(articulation: float) -> float:
        walk = [
            replace(parameters, articulation=articulation) for parameters in steady("happy", 16)
        ]
        sounding = []
        for bar in composed(1, walk):
            line = melody_line(bar)
            sounding += [a.duration / (b.onset - a.onset) for a, b in pairwise(line)]
        return mean(sounding)

    assert share(0.5) == pytest.approx(0.5, abs=0.05)
    assert share(1.0) > 0.93


def test_only_the_parts_that_have_an_instrument_play() -> None:
    plan = Plan(excluded_parts=(Part.MELODY, Part.DRUMS))
    parameters = music_for(PLACES["happy"], plan)
    played = {note.part for bar in composed(1, [parameters] * 24) for note in bar.notes}
    assert played == {Part.CHORDS, Part.BASS, Part.COUNTER}


def test_without_any_instrument_the_bars_are_silent() -> None:
    parameters = music_for(PLACES["happy"], Plan(excluded_parts=tuple(Part)))
    bars = composed(1, [parameters] * 6)
    assert all(bar.notes == () for bar in bars)
    assert [bar.index for bar in bars] == list(range(6))


@pytest.mark.parametrize(
    ("place", "expected"),
    [("happy", {Part.DRUMS, Part.COUNTER}), ("calm", {Part.PAD}), ("sad", {Part.PAD})],
)
def test_the_texture_fits_the_arousal(place, expected) -> None:
    played = {note.part for bar in composed(1, steady(place, 32)) for note in bar.notes}
    assert played == {Part.MELODY, Part.CHORDS, Part.BASS} | expected


@pytest.mark.parametrize("place", sorted(PLACES))
def test_ten_minutes_repeat_little_but_motifs_return(place) -> None:
    asked = music_for(PLACES[place])
    bars = composed(9, steady(place, round(600 * asked.tempo_bpm / 60 / 3.7)))
    whole = [tuple((n.onset, n.pitch, n.part) for n in bar.notes) for bar in bars]
    windows = [tuple(whole[i : i + 4]) for i in range(len(whole) - 3)]
    assert 1 - len(set(windows)) / len(windows) < 0.1
    rhythms = [tuple(n.onset for n in melody_line(bar)) for bar in bars]
    recent = [r in rhythms[max(0, i - 16) : i] for i, r in enumerate(rhythms) if len(r) > 2]
    assert mean(recent) > 0.5


def test_extreme_parameters_still_make_music() -> None:
    base = music_for(Affect(1.0, 1.0))
    dense = replace(base, density=7.0, tempo_bpm=54.0, register=77.0, bass_register=30.0)
    thin = replace(base, density=1.0, tempo_bpm=168.0, register=57.0, articulation=0.4)
    for parameters in (dense, thin):
        for mode in Mode:
            bars = composed(8, [replace(parameters, mode=mode)] * 12)
            assert all(note.duration > 0 for bar in bars for note in bar.notes)
            assert all(bar.notes for bar in bars)


def test_a_bar_tells_what_made_it() -> None:
    asked = replace(music_for(Affect(0.1, 0.1)), estimate_id=17, weights_version=4)
    composer = RuleComposer(77)
    bar = composer.next_bar(asked)
    assert (bar.parameters.estimate_id, bar.parameters.weights_version) == (17, 4)
    assert (bar.seed, bar.composer, bar.id, bar.index) == (77, composer.name, 0, 0)
    assert bar.parameters == asked


def test_music_goes_on_through_sudden_changes_of_affect() -> None:
    """Every four bars another quadrant: the tune is carried on from where it was."""
    walk = [
        music_for(PLACES[place]) for place in ("sad", "happy", "tense", "calm") * 4 for _ in "1234"
    ]
    for seed in range(6):
        bars = composed(seed, walk)
        sung = [line for bar in bars if (line := melody_line(bar))]
        assert len(sung) > 0.7 * len(bars)
        for before, after in pairwise(sung):
            assert abs(after[0].pitch - before[-1].pitch) <= 12
        assert all(any(note.onset == 0 for note in bar.notes) for bar in bars)
