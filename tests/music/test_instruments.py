"""Palettes, and the therapist's limits on whatever composes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Instrumentation, Palette, Part
from emotune_gui.domain.session import Plan
from emotune_gui.music.instruments import Region, ensemble, playable
from emotune_gui.music.limits import within
from emotune_gui.music.mapping import apply
from emotune_gui.music.palettes import PALETTES, STAND_INS
from tests.music.walking import composed, wandering

affects = st.builds(Affect, st.floats(-1, 1), st.floats(-1, 1))
BASICS = {Part.MELODY, Part.CHORDS, Part.BASS}


def test_every_palette_has_the_basics_everywhere() -> None:
    assert set(PALETTES) == set(Palette)
    for regions in PALETTES.values():
        assert set(regions) == set(Region)
        for players in regions.values():
            assert {part for part, _ in players} >= BASICS


def test_the_solo_piano_is_alone() -> None:
    piano = Instrumentation(Palette.PIANO)
    assert {
        program
        for valence in (-0.8, 0.8)
        for arousal in (-0.8, 0.8)
        for _, program in ensemble(Affect(valence, arousal), instrumentation=piano)
    } == {0}


@given(affects, st.sampled_from(Palette), st.frozensets(st.integers(0, 127), max_size=60))
@settings(max_examples=80)
def test_excluded_programs_never_play(affect, palette, excluded) -> None:
    limits = Instrumentation(palette, excluded)
    players = apply(affect, CLINICAL_MAPPING, plan=Plan(), instrumentation=limits).instruments
    assert not {program for part, program in players if part is not Part.DRUMS} & excluded
    parts = {part for part, _ in players}
    for part in BASICS - parts:
        assert set(STAND_INS[part]) <= excluded


@given(affects, st.integers(0, 100), st.integers(12, 60))
@settings(max_examples=60)
def test_instruments_reach_the_register_allowed(affect, lowest, span) -> None:
    limits = Instrumentation(lowest=lowest, highest=min(127, lowest + span))
    for part, program in ensemble(affect, instrumentation=limits):
        low, high = playable(program)
        if part is not Part.DRUMS:
            assert min(high, limits.highest) - max(low, limits.lowest) >= 11


@given(st.integers(0, 2**16), st.integers(30, 60), st.integers(14, 40), st.floats(30, 127))
@settings(max_examples=30, deadline=None)
def test_limits_hold_for_any_bars(seed, lowest, span, loudest) -> None:
    limits = Instrumentation(
        excluded_programs=frozenset({0, 48}), lowest=lowest, highest=lowest + span
    )
    for bar in composed(seed, wandering(seed, 6)):
        limited = within(bar, limits, (Part.PAD,), loudest)
        assert limited.parameters.loudness <= loudest + 1e-9
        assert not {0, 48} & {
            program for part, program in limited.parameters.instruments if part is not Part.DRUMS
        }
        until: dict[tuple[Part, int], float] = {}
        for note in limited.notes:
            assert note.part is not Part.PAD
            assert note.part in dict(limited.parameters.instruments)
            if note.part is not Part.DRUMS:
                assert lowest <= note.pitch <= lowest + span
            assert note.onset >= until.get((note.part, note.pitch), 0.0)
            until[note.part, note.pitch] = note.onset + note.duration


def test_a_bar_within_the_limits_comes_back_itself() -> None:
    bar = composed(1, wandering(2, 1))[0]
    assert within(bar) is bar
    softer = within(bar, loudness_limit=bar.parameters.loudness / 2)
    assert sum(n.velocity for n in softer.notes) == pytest.approx(
        sum(n.velocity for n in bar.notes) / 2, rel=0.02
    )
    assert replace(softer, notes=(), parameters=bar.parameters) == replace(bar, notes=())


def test_a_register_needs_an_octave() -> None:
    with pytest.raises(ValueError, match="octave"):
        Instrumentation(lowest=60, highest=70)
