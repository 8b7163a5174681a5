from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, TUNED_PARAMETERS, MappingWeights
from emotune_gui.domain.music import Mode, Part
from emotune_gui.domain.session import Plan
from emotune_gui.music.instruments import PALETTE, playable
from emotune_gui.music.mapping import (
    ARTICULATION_RANGE,
    DENSITY_RANGE,
    LOUDNESS_RANGE,
    REGISTER_RANGE,
    TEMPO_RANGE,
    apply,
    controls,
    personal_offsets,
)

LADDER = list(Mode)
PLAN = Plan()

unit = st.floats(-1.0, 1.0, allow_nan=False)
affects = st.builds(Affect, unit, unit)
rows = st.tuples(*[st.floats(-60.0, 60.0, allow_nan=False)] * 3)
any_weights = st.builds(
    MappingWeights,
    version=st.integers(0, 99),
    offsets=st.tuples(*[rows] * len(TUNED_PARAMETERS)),
)


def weights(**by_name: tuple[float, float, float]) -> MappingWeights:
    return MappingWeights(
        version=3, offsets=tuple(by_name.get(name, (0.0, 0.0, 0.0)) for name in TUNED_PARAMETERS)
    )


def rung(mode: Mode) -> int:
    """0 is the brightest."""
    return LADDER.index(mode)


@given(affects, affects, any_weights)
def test_more_arousal_never_slows_thins_or_softens(one, other, personal) -> None:
    low, high = sorted((one.arousal, other.arousal))
    calm = apply(Affect(one.valence, low), personal, plan=PLAN)
    roused = apply(Affect(one.valence, high), personal, plan=PLAN)
    assert roused.tempo_bpm >= calm.tempo_bpm - 1e-9
    assert roused.density >= calm.density - 1e-9
    assert roused.loudness >= calm.loudness - 1e-9


@given(affects, unit, any_weights)
def test_more_valence_never_darkens_the_mode(affect, other, personal) -> None:
    low, high = sorted((affect.valence, other))
    dark = apply(Affect(low, affect.arousal), personal, plan=PLAN)
    bright = apply(Affect(high, affect.arousal), personal, plan=PLAN)
    assert rung(bright.mode) <= rung(dark.mode)


@given(affects, any_weights, st.floats(40.0, 127.0))
def test_everything_stays_in_its_range(affect, personal, limit) -> None:
    music = apply(affect, personal, plan=Plan(loudness_limit=limit))
    assert TEMPO_RANGE[0] <= music.tempo_bpm <= TEMPO_RANGE[1]
    assert DENSITY_RANGE[0] <= music.density <= DENSITY_RANGE[1]
    assert LOUDNESS_RANGE[0] <= music.loudness <= min(LOUDNESS_RANGE[1], limit)
    assert REGISTER_RANGE[0] <= music.register <= REGISTER_RANGE[1]
    assert ARTICULATION_RANGE[0] <= music.articulation <= ARTICULATION_RANGE[1]
    assert 0.0 <= music.dissonance <= 0.2
    assert 0.0 <= music.brightness <= 1.0
    assert 36 <= music.bass_register < music.register
    assert music.velocity_spread > 0


def test_the_quadrants_are_those_of_the_literature() -> None:
    """MUSIC_EMOTION.md, section 2, the quadrant columns."""
    happy = apply(Affect(0.7, 0.7), CLINICAL_MAPPING, plan=PLAN)
    tense = apply(Affect(-0.7, 0.7), CLINICAL_MAPPING, plan=PLAN)
    sad = apply(Affect(-0.7, -0.7), CLINICAL_MAPPING, plan=PLAN)
    calm = apply(Affect(0.7, -0.7), CLINICAL_MAPPING, plan=PLAN)
    assert 132 <= happy.tempo_bpm <= 150 and 124 <= tense.tempo_bpm <= 142
    assert 58 <= sad.tempo_bpm <= 80 and 66 <= calm.tempo_bpm <= 88
    assert 4.0 <= happy.density <= 5.2 and 2.0 <= calm.density <= 2.8
    assert 76 <= happy.loudness <= 92 and 45 <= sad.loudness <= 56
    assert happy.mode in (Mode.IONIAN, Mode.LYDIAN)
    assert tense.mode in (Mode.PHRYGIAN, Mode.HARMONIC_MINOR)
    assert sad.mode is Mode.AEOLIAN
    assert calm.mode in (Mode.IONIAN, Mode.MIXOLYDIAN)
    assert tense.bass_register < happy.bass_register - 4
    assert happy.articulation < 0.75 < 0.95 < sad.articulation


def test_neutral_is_the_middle_of_every_scale() -> None:
    music = apply(Affect(0.0, 0.0), CLINICAL_MAPPING, plan=PLAN)
    assert (music.tempo_bpm, music.density, music.loudness) == (104.0, 3.2, 65.0)
    assert music.mode is Mode.MIXOLYDIAN


@given(affects)
def test_zero_weights_are_the_clinical_mapping(affect) -> None:
    zero = MappingWeights(version=0)
    assert apply(affect, zero, plan=PLAN) == apply(affect, CLINICAL_MAPPING, plan=PLAN)


def test_personal_offsets_add_in_the_parameters_own_units() -> None:
    personal = weights(tempo_bpm=(-6.0, 0.0, 4.0), loudness=(2.0, 3.0, 0.0))
    place = Affect(0.5, -0.5)
    clinical = apply(place, CLINICAL_MAPPING, plan=PLAN)
    own = apply(place, personal, plan=PLAN)
    assert own.tempo_bpm == pytest.approx(clinical.tempo_bpm - 6.0 - 2.0)
    assert own.loudness == pytest.approx(clinical.loudness + 2.0 + 1.5)
    assert own.weights_version == 3
    assert own.register == clinical.register


def test_modality_shifts_the_mode() -> None:
    place = Affect(0.3, 0.0)
    darker = weights(modality=(-0.4, 0.0, 0.0))
    assert apply(place, CLINICAL_MAPPING, plan=PLAN).mode is Mode.IONIAN
    assert apply(place, darker, plan=PLAN).mode is Mode.MIXOLYDIAN


def test_the_plan_bounds_the_loudness_even_below_the_clinical_floor() -> None:
    loud = weights(loudness=(50.0, 0.0, 0.0))
    assert apply(Affect(1.0, 1.0), loud, plan=Plan(loudness_limit=70.0)).loudness == 70.0
    assert apply(Affect(1.0, 1.0), loud, plan=Plan(loudness_limit=25.0)).loudness == 25.0


@given(affects, st.sets(st.sampled_from(list(Part))))
def test_excluded_parts_get_no_instrument(affect, excluded) -> None:
    music = apply(affect, CLINICAL_MAPPING, plan=Plan(excluded_parts=tuple(excluded)))
    assert not {part for part, _ in music.instruments} & excluded


@given(affects, st.sets(st.sampled_from(list(Part)), max_size=3))
def test_a_choice_made_is_kept_within_the_border(affect, excluded) -> None:
    """Trembling by less than the border's width changes neither mode nor ensemble."""
    plan = Plan(excluded_parts=tuple(excluded))
    first = apply(affect, CLINICAL_MAPPING, plan=plan)
    for shift in (-0.03, 0.03):
        moved = Affect.clamped(affect.valence + shift, affect.arousal - shift)
        after = apply(moved, CLINICAL_MAPPING, plan=plan, previous=first)
        assert (after.mode, after.instruments) == (first.mode, first.instruments)


@given(affects)
def test_far_from_every_border_the_past_does_not_matter(affect) -> None:
    opposite = apply(Affect(-affect.valence, -affect.arousal), CLINICAL_MAPPING, plan=PLAN)
    fresh = apply(affect, CLINICAL_MAPPING, plan=PLAN)
    after = apply(affect, CLINICAL_MAPPING, plan=PLAN, previous=opposite)
    if abs(affect.valence) > 0.3 and abs(affect.arousal) > 0.3:
        assert after.instruments == fresh.instruments
        assert after.mode in (fresh.mode, opposite.mode) or rung(after.mode) - rung(fresh.mode) < 2


def test_weights_that_are_not_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        personal_offsets(Affect(0.0, 0.0), weights(tempo_bpm=(float("nan"), 0.0, 0.0)))


def test_controls_carry_the_estimate_and_its_time() -> None:
    music = apply(Affect(0.2, 0.9), CLINICAL_MAPPING, plan=PLAN, estimate_id=41)
    live = controls(music, estimate_id=41, decided_at=12.5)
    assert (live.tempo_bpm, live.loudness, live.density) == (
        music.tempo_bpm,
        music.loudness,
        music.density,
    )
    assert (live.estimate_id, live.decided_at) == (41, 12.5)
    assert music.estimate_id == 41


def test_every_instrument_can_play_an_octave_and_more() -> None:
    for players in PALETTE.values():
        assert len({part for part, _ in players}) == len(players)
        for part, program in players:
            low, high = playable(program)
            assert 0 <= low < high <= 127
            assert part is Part.DRUMS or high - low >= 24
