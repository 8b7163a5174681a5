"""Distress and the affective slider: asked in time, never in the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.scale import SCALE_RANGES, Moment, ScaleKind
from emotune_gui.engine.scales import PROMPT_LASTS_S, ScaleDesk


def test_it_asks_at_the_start_and_each_so_many_minutes() -> None:
    desk = ScaleDesk(ask=True, every_minutes=10)
    asked = []
    for second in range(35 * 60):
        desk.step(float(second))
        if desk.prompt is not None:
            asked.append((desk.prompt.moment, second))
            desk.dismiss()
    timer = Moment.TIMER
    assert asked == [(Moment.START, 0), (timer, 600), (timer, 1200), (timer, 1800)]


def test_without_a_timer_only_the_start_is_asked() -> None:
    desk = ScaleDesk(ask=True, every_minutes=0)
    desk.step(0.0)
    desk.dismiss()
    desk.step(1e5)
    assert desk.prompt is None


def test_where_nothing_is_to_be_asked_the_key_still_asks() -> None:
    desk = ScaleDesk(ask=False, every_minutes=5)
    desk.step(1000.0)
    assert desk.prompt is None
    desk.ask_now(1000.0)
    assert desk.prompt is not None
    assert desk.prompt.moment is Moment.ASKED


def test_an_unanswered_question_leaves_by_itself() -> None:
    desk = ScaleDesk(ask=True, every_minutes=0)
    desk.step(0.0)
    desk.step(PROMPT_LASTS_S)
    assert desk.prompt is not None
    desk.step(PROMPT_LASTS_S + 1)
    assert desk.prompt is None
    assert desk.readings == ()


def test_a_clock_that_leaps_asks_once_not_for_every_missed_time() -> None:
    desk = ScaleDesk(ask=True, every_minutes=1)
    desk.step(0.0)
    desk.dismiss()
    desk.step(3600.0)
    desk.dismiss()
    desk.step(3601.0)
    assert desk.prompt is None


@given(st.dictionaries(st.sampled_from(ScaleKind), st.floats(0.0, 1.0)))
def test_what_is_answered_is_kept_with_its_moment_and_the_rest_left_open(answers) -> None:
    desk = ScaleDesk(ask=True, every_minutes=0)
    desk.step(3.0)
    made = desk.answer(answers, "client", 9.0)
    assert desk.prompt is None
    assert {reading.kind: reading.value for reading in made} == answers
    assert all(r.moment is Moment.START and r.t == 9.0 and r.by == "client" for r in made)
    assert desk.readings == made


@pytest.mark.parametrize("kind", ScaleKind)
def test_a_value_off_the_scale_is_refused_and_the_question_stays(kind: ScaleKind) -> None:
    desk = ScaleDesk(ask=True, every_minutes=0)
    desk.step(0.0)
    with pytest.raises(ValueError, match=str(kind)):
        desk.answer({ScaleKind.SUDS: 3.0, kind: SCALE_RANGES[kind][1] + 1}, "client", 1.0)
    assert desk.prompt is not None
    assert desk.readings == ()


def test_the_end_takes_the_place_of_an_open_question() -> None:
    desk = ScaleDesk(ask=True, every_minutes=0)
    desk.step(0.0)
    desk.ask_now(50.0, Moment.END)
    assert desk.prompt is not None
    assert desk.prompt.moment is Moment.END
