"""The hand on the music: taken over until handed back, never past the limits of the plan."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Instrumentation, Mode, MusicParameters, Palette, Part
from emotune_gui.domain.session import Plan
from emotune_gui.domain.steering import STEERED_RANGES, Steered
from emotune_gui.engine.steering import SETTLED_S, Steering, event_words
from emotune_gui.music import mapping

SAD = Affect(-0.6, -0.5)


def automatic(affect: Affect = SAD, plan: Plan | None = None) -> MusicParameters:
    plan = plan or Plan()
    return mapping.apply(affect, CLINICAL_MAPPING, plan=plan, instrumentation=plan.instrumentation)


def test_every_steered_number_is_a_parameter_and_the_mapping_stays_in_its_range() -> None:
    known = {field.name for field in fields(MusicParameters)}
    asked = automatic()
    for name, (low, high) in STEERED_RANGES.items():
        assert name.value in known
        assert low <= getattr(asked, name.value) <= high


def test_untouched_the_music_is_the_mapping_s_own() -> None:
    asked = automatic()
    assert Steering().applied(asked, Plan(), SAD) is asked


@given(st.sampled_from(sorted(STEERED_RANGES)), st.floats(-1e6, 1e6))
def test_only_what_was_touched_differs_and_stays_in_range(name: Steered, value: float) -> None:
    steering, asked = Steering(), automatic()
    steering.steer(name.value, value, 0.0)
    made = steering.applied(asked, Plan(), SAD)
    low, high = STEERED_RANGES[name]
    assert getattr(made, name.value) == min(high, max(low, value))
    others = {field.name for field in fields(asked)} - {name.value}
    assert all(getattr(made, other) == getattr(asked, other) for other in others)
    steering.hand_back(name.value, 0.0)
    assert steering.applied(asked, Plan(), SAD) == asked


def test_the_loudest_level_of_the_plan_wins_over_the_hand() -> None:
    steering = Steering()
    steering.steer("loudness", 100, 0.0)
    plan = Plan(loudness_limit=62.0)
    assert steering.applied(automatic(plan=plan), plan, SAD).loudness == 62.0


def test_a_palette_by_hand_keeps_to_what_may_sound() -> None:
    plan = Plan(
        excluded_parts=(Part.PAD,),
        instrumentation=Instrumentation(excluded_programs=frozenset({46})),
    )
    steering = Steering()
    steering.steer("palette", Palette.PLUCKED, 0.0)
    made = steering.applied(automatic(plan=plan), plan, SAD)
    assert made.instruments != automatic(plan=plan).instruments
    assert all(part is not Part.PAD and program != 46 for part, program in made.instruments)


def test_a_mode_is_taken_by_its_name() -> None:
    steering = Steering()
    steering.steer("mode", "lydian", 0.0)
    assert steering.applied(automatic(), Plan(), SAD).mode is Mode.LYDIAN
    assert steering.names == {"mode"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("colour", 1.0), ("mode", "blues"), ("tempo_bpm", float("nan")), ("tempo_bpm", "quick")],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(name: str, value: object) -> None:
    steering = Steering()
    with pytest.raises(InvalidInput):
        steering.steer(name, value, 0.0)  # type: ignore[arg-type]
    assert not steering.names


def test_handing_everything_back_leaves_nothing_by_hand() -> None:
    steering = Steering()
    steering.steer("tempo_bpm", 80, 0.0)
    steering.set_target(Affect(0.5, 0.5), 0.0)
    steering.hand_back("target", 1.0)
    assert steering.target is None
    assert steering.names == {"tempo_bpm"}
    steering.set_target(Affect(0.5, 0.5), 2.0)
    steering.hand_back(None, 3.0)
    assert steering.target is None
    assert not steering.names


def test_a_drag_is_one_event_once_it_rests() -> None:
    steering = Steering()
    for step in range(10):
        steering.steer("tempo_bpm", 80 + step, step * 0.1)
        assert steering.settled(step * 0.1) == []
    told = steering.settled(1.0 + SETTLED_S)
    assert [event_words(event) for event in told] == ["By hand: tempo 89"]
    assert told[0].t == pytest.approx(0.9)
    assert steering.settled(100.0) == []
    steering.hand_back("tempo_bpm", 100.0)
    assert [event_words(event) for event in steering.all_settled()] == ["Handed back: tempo"]


def test_handing_back_what_was_never_taken_is_no_event() -> None:
    steering = Steering()
    steering.hand_back(None, 0.0)
    steering.hand_back("density", 0.0)
    assert steering.all_settled() == []
