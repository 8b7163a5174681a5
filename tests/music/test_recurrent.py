from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import mean, pstdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part
from emotune_gui.domain.session import Plan
from emotune_gui.music.affect_path import AffectPath, steady_path
from emotune_gui.music.composing import RuleComposer
from emotune_gui.music.composing.opening import (
    COMPOSERS,
    NETWORK_FILES,
    composer_or_rules,
    open_composer,
)
from emotune_gui.music.composing.piece import composed_piece
from emotune_gui.music.composing.recurrent import RecurrentComposer, expressed
from emotune_gui.music.composing.scale import chord
from emotune_gui.music.instruments import playable
from tests.music.walking import PLACES, music_for, steady, wandering

NETWORKS = [n for n, file in NETWORK_FILES.items() if bundled("models", file).exists()]
seeds = st.integers(0, 10_000)


def composed(
    seed: int, walk: list[MusicParameters], name: str = "rnn", start_bar: int = 0
) -> list[Bar]:
    composer = open_composer(name, seed, start_bar=start_bar)
    return [composer.next_bar(parameters) for parameters in walk]


def melody_line(bar: Bar) -> list[Note]:
    """The lowest melody note of each onset (octave doublings left out)."""
    lowest: dict[float, Note] = {}
    for note in bar.notes:
        if note.part is Part.MELODY:
            known = lowest.get(note.onset)
            lowest[note.onset] = note if known is None or note.pitch < known.pitch else known
    return [lowest[onset] for onset in sorted(lowest)]


class Broken:
    """A network whose answers are not numbers."""

    def beginning(self) -> np.ndarray:
        return np.zeros((1, 4), np.float32)

    def step(self, row: np.ndarray, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.full(200, np.nan, np.float32), state


def test_every_composer_is_there() -> None:
    assert set(NETWORKS) == set(NETWORK_FILES)
    assert COMPOSERS == ("rules", "rnn", "rnn-happy", "rnn-angry", "rnn-sad", "rnn-calm")
    for name in COMPOSERS:
        assert open_composer(name, 1).next_bar(steady("calm", 1)[0]).composer == name


@given(seeds, seeds)
@settings(max_examples=8, deadline=None)
def test_same_seed_and_parameters_give_the_same_bars(seed, walk_seed) -> None:
    walk = wandering(walk_seed, 14)
    assert composed(seed, walk) == composed(seed, walk)


@given(seeds, st.integers(0, 20))
@settings(max_examples=8, deadline=None)
def test_a_twin_goes_on_alike_and_apart(seed, past) -> None:
    walk = wandering(seed, past + 6)
    composer = open_composer("rnn", seed)
    for parameters in walk[:past]:
        composer.next_bar(parameters)
    twin = composer.twin()
    ahead = [twin.next_bar(parameters) for parameters in walk[past:]]
    assert [composer.next_bar(parameters) for parameters in walk[past:]] == ahead


def test_another_seed_and_another_model_give_other_music() -> None:
    walk = steady("calm", 8)
    written = {tuple(bar.notes for bar in composed(seed, walk)) for seed in range(8)}
    assert len(written) == 8
    models = {tuple(bar.notes for bar in composed(1, walk, name)) for name in NETWORKS}
    assert len(models) == len(NETWORKS)


def test_a_start_at_a_later_bar_begins_a_section_there() -> None:
    bars = composed(3, steady("calm", 4), start_bar=40)
    assert [(bar.index, bar.id, bar.phrase_position) for bar in bars] == [
        (40 + k, 40 + k, k) for k in range(4)
    ]


@given(seeds, seeds, st.floats(0.05, 2.0), st.sampled_from(NETWORKS))
@settings(max_examples=20, deadline=None)
def test_every_note_is_playable_and_none_overlaps_its_repetition(
    seed, walk_seed, step, name
) -> None:
    for bar in composed(seed, wandering(walk_seed, 12, step), name):
        programs = dict(bar.parameters.instruments)
        until: dict[tuple[Part, int], float] = {}
        assert list(bar.notes) == sorted(bar.notes, key=lambda n: n.onset)
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


@given(seeds, seeds)
@settings(max_examples=8, deadline=None)
def test_form_and_answer_are_those_of_the_rules(seed, walk_seed) -> None:
    """Mode at once, instruments at phrase ends, metre and key at sections, cadences."""
    walk = wandering(walk_seed, 24, step=0.8)
    bars = composed(seed, walk)
    for asked, bar in zip(walk, bars, strict=True):
        assert bar.parameters.mode is asked.mode
        assert replace(bar.parameters, instruments=()) == replace(asked, instruments=())
        chord(bar.chord)
    for before, after in pairwise(bars):
        if after.phrase_position > 0:
            assert (after.tonic, after.beats) == (before.tonic, before.beats)
            assert not before.cadence
        else:
            assert before.cadence and before.phrase_position in (3, 7)


@pytest.mark.parametrize("place", sorted(PLACES))
def test_the_melody_is_singable_and_stands_on_the_chords(place) -> None:
    moves: list[int] = []
    pitches: list[int] = []
    strong = fitting = 0
    for seed in range(6):
        bars = composed(seed, steady(place, 32))
        line = [note.pitch for bar in bars for note in melody_line(bar)]
        moves += [abs(b - a) for a, b in pairwise(line)]
        pitches += line
        for bar in bars:
            tones = {(bar.tonic + tone) % 12 for tone in chord(bar.chord).tones}
            first = [note for note in melody_line(bar) if note.onset == 0]
            strong += len(first)
            fitting += sum(note.pitch % 12 in tones for note in first)
    assert mean(move <= 2 for move in moves) > 0.5
    assert mean(move > 12 for move in moves) < 0.01
    assert abs(mean(pitches) - music_for(PLACES[place]).register) < 3.5
    assert strong > 50 and fitting / strong > 0.7


@pytest.mark.parametrize("place", sorted(PLACES))
def test_density_and_loudness_are_as_asked(place) -> None:
    asked = music_for(PLACES[place])
    heard = seconds = 0.0
    velocities: list[int] = []
    for bar in (b for s in range(4) for b in composed(s, steady(place, 24))):
        velocities += [note.velocity for note in bar.notes]
        if not bar.cadence:
            seconds += bar.beats * 60 / asked.tempo_bpm
            heard += len({n.onset for n in bar.notes if n.rank < (asked.density - 1) / 6})
    assert heard / seconds == pytest.approx(asked.density, rel=0.2)
    assert asked.loudness - 5 < mean(velocities) <= asked.loudness + 1
    assert pstdev(velocities) == pytest.approx(asked.velocity_spread, abs=2.5)


@pytest.mark.parametrize("place", ["happy", "sad"])
def test_ten_minutes_repeat_little_but_motifs_return(place) -> None:
    asked = music_for(PLACES[place])
    bars = composed(9, steady(place, round(600 * asked.tempo_bpm / 60 / 3.7)))
    whole = [tuple((n.onset, n.pitch, n.part) for n in bar.notes) for bar in bars]
    windows = [tuple(whole[i : i + 4]) for i in range(len(whole) - 3)]
    assert 1 - len(set(windows)) / len(windows) < 0.1
    rhythms = [tuple(n.onset for n in melody_line(bar)) for bar in bars]
    recent = [r in rhythms[max(0, i - 16) : i] for i, r in enumerate(rhythms) if len(r) > 2]
    assert mean(recent) > 0.5


def test_phrases_end_on_long_notes_and_then_breathe() -> None:
    for seed in range(6):
        for bar in composed(seed, steady("calm", 24)):
            line = melody_line(bar)
            if bar.cadence and line:
                assert line[-1].duration >= 0.9
                assert line[-1].onset + line[-1].duration < bar.beats - 0.3


def test_the_bass_marks_every_chord() -> None:
    for bar in composed(2, steady("happy", 24)):
        bass = [note for note in bar.notes if note.part is Part.BASS and note.onset == 0]
        assert [note.pitch % 12 for note in bass] == [(bar.tonic + chord(bar.chord).bass) % 12]


def test_extreme_parameters_still_make_music() -> None:
    base = music_for(Affect(1.0, 1.0))
    dense = replace(base, density=7.0, tempo_bpm=54.0, register=77.0, bass_register=30.0)
    thin = replace(base, density=1.0, tempo_bpm=168.0, register=57.0, articulation=0.4)
    for parameters in (dense, thin):
        for mode in Mode:
            bars = composed(8, [replace(parameters, mode=mode)] * 8)
            assert all(note.duration > 0 for bar in bars for note in bar.notes)
            assert all(bar.notes for bar in bars)


def test_music_goes_on_through_sudden_changes_of_affect() -> None:
    walk = [
        music_for(PLACES[place]) for place in ("sad", "happy", "tense", "calm") * 4 for _ in "1234"
    ]
    for seed in range(4):
        bars = composed(seed, walk)
        sung = [line for bar in bars if (line := melody_line(bar))]
        assert len(sung) > 0.7 * len(bars)
        for before, after in pairwise(sung):
            assert abs(after[0].pitch - before[-1].pitch) <= 19
        assert all(any(note.onset == 0 for note in bar.notes) for bar in bars)


def test_only_the_parts_that_have_an_instrument_play() -> None:
    plan = Plan(excluded_parts=(Part.MELODY, Part.DRUMS))
    played = {n.part for b in composed(1, [music_for(PLACES["happy"], plan)] * 16) for n in b.notes}
    assert played == {Part.CHORDS, Part.BASS, Part.COUNTER}
    silent = music_for(PLACES["happy"], Plan(excluded_parts=tuple(Part)))
    assert all(bar.notes == () for bar in composed(1, [silent] * 6))


def test_a_network_that_fails_leaves_the_bar_to_the_rules() -> None:
    walk = [replace(p, mode=Mode.MIXOLYDIAN) for p in wandering(4, 12)]
    broken = RecurrentComposer(5, Broken(), Broken())
    bars = [broken.next_bar(parameters) for parameters in walk]
    assert all(bar.notes and bar.composer == "rnn" for bar in bars)
    rules = RuleComposer(5)
    assert [b.index for b in bars] == [rules.next_bar(p).index for p in walk]


def test_missing_and_damaged_files_are_said_and_the_rules_go_on(tmp_path: Path) -> None:
    with pytest.raises(EmoTuneError, match="music_rnn"):
        open_composer("rnn", 1, models=tmp_path)
    for file in NETWORK_FILES.values():
        (tmp_path / file).write_bytes(b"not a network")
    with pytest.raises(EmoTuneError, match="cannot be used"):
        open_composer("rnn-sad", 1, models=tmp_path)
    composer, why = composer_or_rules("rnn", 1, models=tmp_path)
    assert composer.name == "rules" and "rule composer" in why
    assert composer_or_rules("rnn", 1)[1] == ""
    with pytest.raises(InvalidInput, match="no composer"):
        open_composer("jazz", 1)


def test_parameters_tell_their_affect() -> None:
    for place, affect in PLACES.items():
        told = expressed(music_for(affect))
        assert told.arousal == pytest.approx(affect.arousal, abs=0.2), place
        assert told.valence == pytest.approx(affect.valence, abs=0.35), place


def test_a_piece_follows_its_path_bar_by_bar() -> None:
    path = AffectPath(((0.0, Affect(-0.8, -0.8)), (30.0, Affect(0.8, 0.8))))
    bars = composed_piece(open_composer("rnn", 3), path, 32.0)
    tempi = [bar.parameters.tempo_bpm for bar in bars]
    assert tempi == sorted(tempi) and tempi[-1] > tempi[0] + 40
    seconds = sum(bar.beats * 60 / bar.parameters.tempo_bpm for bar in bars)
    assert 32.0 <= seconds < 37.0
    assert len(composed_piece(open_composer("rules", 3), steady_path(Affect(0, 0)), 0.01)) == 1
