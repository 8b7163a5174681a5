"""A target held by hand, and a path drawn on the grid."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import PathPoint, Plan, Strategy
from emotune_gui.music.strategy import HAND_SPEED, LEAD_SPEED_LIMIT, LEASH, MATCHING_S, Phase
from tests.music.test_strategy import CALM, SAD, TICK_S, Session, affects

TENSE = Affect(-0.6, 0.6)
HAPPY = Affect(0.6, 0.5)


def test_the_hand_wins_whatever_the_strategy_wants() -> None:
    for strategy in Strategy:
        session = Session(Plan(strategy=strategy, target=CALM))
        session.run(2.0, SAD)
        session.strategist.set_target(HAPPY)
        last = session.run(6.0, SAD)
        assert last.target.distance(HAPPY) < 0.02
        assert last.by_hand
        assert last.automatic is not None


def test_the_hand_wins_over_hold_and_doubt() -> None:
    session = Session(Plan())
    session.run(2.0, SAD)
    session.strategist.set_held(True)
    session.strategist.set_target(HAPPY)
    assert session.run(6.0, SAD).target.distance(HAPPY) < 0.02
    gone = session.run(20.0, None)
    assert gone.target.distance(HAPPY) < 0.02
    assert not gone.easing


def test_the_ghost_is_where_the_strategy_would_be() -> None:
    alone, led = Session(Plan()), Session(Plan())
    led.strategist.set_target(HAPPY)
    without, beside = alone.run(5.0, SAD), led.run(5.0, SAD)
    assert beside.automatic == without.target


@settings(max_examples=30)
@given(affects, affects, st.sampled_from(Strategy))
def test_taking_and_handing_back_never_jump(hand: Affect, seen: Affect, strategy: Strategy) -> None:
    session = Session(Plan(strategy=strategy, target=CALM, lead_minutes=3.0))
    session.run(2.0, seen)
    since = len(session.decisions) - 1
    session.strategist.set_target(hand)
    session.run(5.0, seen)
    assert session.fastest(since) <= HAND_SPEED + 1e-6
    after = len(session.decisions) - 1
    session.strategist.set_target(None)
    session.run(TICK_S, seen)
    assert session.fastest(after) <= 1e-9


def test_a_lead_goes_on_from_where_the_hand_let_go_at_its_own_pace() -> None:
    session = Session(Plan(strategy=Strategy.LEAD, target=CALM, lead_minutes=6.0))
    session.run(90.0, SAD)
    session.strategist.set_target(HAPPY)
    session.run(5.0, SAD)
    session.strategist.set_target(None)
    since = len(session.decisions) - 1
    last = session.run(20.0, HAPPY)
    assert session.decisions[since].target.distance(HAPPY) < 0.02
    assert session.fastest(since) <= LEAD_SPEED_LIMIT + 1e-6
    assert last.target.distance(CALM) < HAPPY.distance(CALM)


def drawn(*points: tuple[float, Affect]) -> Plan:
    path = tuple(PathPoint(minutes, affect) for minutes, affect in points)
    last = path[-1]
    return Plan(strategy=Strategy.LEAD, target=last.affect, lead_minutes=last.minutes, path=path)


def following(session: Session, seconds: float) -> None:
    """A client who goes along with the music."""
    for _ in range(round(seconds / TICK_S)):
        session.run(TICK_S, session.decisions[-1].target)


def test_the_drawn_path_is_walked_point_by_point_each_not_before_its_time() -> None:
    session = Session(drawn((4.0, TENSE), (8.0, HAPPY), (12.0, CALM)))
    session.run(MATCHING_S, SAD)
    assert session.decisions[-1].path[1:] == (TENSE, HAPPY, CALM)
    reached: dict[Affect, float] = {}
    while len(reached) < 3 and session.tick < 15 * 600:
        following(session, 1.0)
        for point in (TENSE, HAPPY, CALM):
            if point not in reached and session.decisions[-1].target.distance(point) < 0.02:
                reached[point] = session.tick * TICK_S / 60.0
    assert [reached[point] for point in (TENSE, HAPPY, CALM)] == pytest.approx(
        [4.0, 8.0, 12.0], abs=0.35
    )
    assert session.fastest(round(MATCHING_S / TICK_S) + 1) <= LEAD_SPEED_LIMIT + 1e-6


def test_a_point_drawn_twice_is_where_the_music_stays_for_that_time() -> None:
    session = Session(drawn((3.0, TENSE), (6.0, TENSE), (9.0, CALM)))
    session.run(MATCHING_S, SAD)
    following(session, 4.5 * 60 - MATCHING_S)
    assert session.decisions[-1].target.distance(TENSE) < 0.02
    assert session.decisions[-1].phase == Phase.LEADING.value
    following(session, 5.0 * 60)
    assert session.decisions[-1].target.distance(CALM) < 0.02
    assert session.decisions[-1].phase == Phase.ARRIVED.value


def test_the_music_waits_on_a_drawn_path_for_a_client_who_stays_behind() -> None:
    session = Session(drawn((2.0, HAPPY), (4.0, CALM)))
    session.run(MATCHING_S, SAD)
    last = session.run(40.0, SAD)
    assert last.phase == Phase.WAITING.value
    assert last.target.distance(SAD) < LEASH + 0.3


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0.1, 3.0), affects), min_size=1, max_size=6), affects)
def test_no_path_is_walked_faster_than_composed_music_moves(
    legs: list[tuple[float, Affect]], seen: Affect
) -> None:
    minutes, points = 0.0, []
    for length, affect in legs:
        minutes += length
        points.append((minutes, affect))
    session = Session(drawn(*points))
    session.run(MATCHING_S, seen)
    since = len(session.decisions) - 1
    session.run(120.0, seen)
    assert session.fastest(since) <= LEAD_SPEED_LIMIT + 1e-6
    assert all(a.distance(b) <= 2.9 for a, b in pairwise(session.decisions[-1].path))
