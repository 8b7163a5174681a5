from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.music.strategy import (
    DOUBT_HOLD_S,
    LEAD_SPEED_LIMIT,
    LEASH,
    MATCH_SPEED,
    MATCHING_S,
    STALE_AFTER_S,
    Decision,
    Phase,
    Strategist,
    contrast,
)

TICK_S = 0.1
SAD = Affect(-0.7, -0.4)
CALM = Affect(0.5, -0.4)
unit = st.floats(-1.0, 1.0, allow_nan=False)
affects = st.builds(Affect, unit, unit)


def estimate(
    number: int, affect: Affect, *, confidence: float = 0.9, state: FaceState = FaceState.FACE
) -> EmotionEstimate:
    return EmotionEstimate(
        id=number,
        t=0.0,
        captured_at=0.0,
        seq=number,
        state=state,
        probabilities=EmotionProbabilities.normalised([1.0] * 8),
        affect=affect,
        confidence=confidence,
        label=Emotion.NEUTRAL if state is FaceState.FACE else None,
    )


class Session:
    """Calls a strategist at 10 Hz with a new estimate each time."""

    def __init__(self, plan: Plan) -> None:
        self.strategist = Strategist(plan)
        self.tick = 0
        self.decisions = [self.strategist.decide(None, 0.0)]

    def run(self, seconds: float, affect: Affect | None, **how) -> Decision:
        for _ in range(round(seconds / TICK_S)):
            self.tick += 1
            seen = None if affect is None else estimate(self.tick, affect, **how)
            self.decisions.append(self.strategist.decide(seen, self.tick * TICK_S))
        return self.decisions[-1]

    def fastest(self, since: int = 0) -> float:
        """Largest step of the target, units a second."""
        targets = [decision.target for decision in self.decisions[since:]]
        steps = [a.distance(b) for a, b in pairwise(targets)]
        return max(steps) / TICK_S


def test_match_moves_audibly_within_a_tenth_of_a_second_and_arrives() -> None:
    session = Session(Plan(strategy=Strategy.MATCH))
    angry = Affect(-0.7, 0.8)
    session.run(1.0, Affect(0.0, -0.4))
    before = session.decisions[-1].target
    first = session.run(TICK_S, angry)
    # 38 bpm and 20 velocity steps a unit of arousal: 3 % of the tempo needs 0.08 units.
    assert first.target.arousal - before.arousal >= 0.08
    assert session.run(4.0, angry).target.distance(angry) < 0.02
    assert session.decisions[-1].phase == Phase.MATCHING


@given(st.lists(st.tuples(affects, st.floats(0.0, 1.0)), min_size=2, max_size=60))
def test_match_never_jumps(seen) -> None:
    session = Session(Plan(strategy=Strategy.MATCH))
    for affect, confidence in seen:
        session.run(TICK_S, affect, confidence=confidence)
    assert session.fastest() <= MATCH_SPEED + 1e-6


def test_less_confidence_moves_slower() -> None:
    def moved(confidence: float) -> float:
        session = Session(Plan(strategy=Strategy.MATCH))
        return session.run(0.3, SAD, confidence=confidence).target.distance(NEUTRAL_AFFECT)

    assert 0.0 < moved(0.35) < moved(0.5) < moved(0.8)


@pytest.mark.parametrize(
    "doubt",
    [
        {"state": FaceState.NO_FACE},
        {"state": FaceState.SEVERAL_FACES},
        {"state": FaceState.TOO_DARK},
        {"state": FaceState.UNCLEAR},
        {"confidence": 0.1},
    ],
)
@pytest.mark.parametrize("strategy", [Strategy.MATCH, Strategy.CONTRAST, Strategy.LEAD])
def test_doubt_holds_then_eases_to_neutral(doubt, strategy) -> None:
    session = Session(Plan(strategy=strategy))
    there = session.run(30.0, SAD).target
    assert there.distance(NEUTRAL_AFFECT) > 0.2
    held = session.run(DOUBT_HOLD_S - 0.2, SAD, **doubt)
    assert held.target == there and held.easing and held.phase == Phase.DOUBT
    since = len(session.decisions)
    eased = session.run(60.0, SAD, **doubt)
    assert eased.target.distance(NEUTRAL_AFFECT) < 0.02
    assert eased.easing and eased.phase == Phase.EASING
    assert session.fastest(since) <= 0.1 + 1e-6


def test_an_estimate_that_is_not_renewed_becomes_doubt() -> None:
    strategist = Strategist(Plan(strategy=Strategy.MATCH))
    frozen = estimate(1, SAD)
    strategist.decide(frozen, 0.0)
    early = strategist.decide(frozen, STALE_AFTER_S - 0.1)
    late = strategist.decide(frozen, STALE_AFTER_S + 0.1)
    assert not early.easing and late.easing


def test_a_stall_of_the_caller_makes_no_jump() -> None:
    strategist = Strategist(Plan(strategy=Strategy.MATCH))
    strategist.decide(estimate(1, Affect(-1.0, -1.0)), 0.0)
    after = strategist.decide(estimate(2, Affect(-1.0, -1.0)), 600.0)
    assert after.target.distance(NEUTRAL_AFFECT) <= 0.5 * MATCH_SPEED + 1e-9


def test_hold_stays_on_the_plan_whatever_the_face_does() -> None:
    session = Session(Plan(strategy=Strategy.HOLD, target=CALM))
    session.run(20.0, SAD)
    session.run(20.0, None)
    assert {decision.target for decision in session.decisions} == {CALM}
    assert not any(decision.easing for decision in session.decisions)


def test_holding_by_hand_freezes_and_releasing_goes_on_smoothly() -> None:
    session = Session(Plan(strategy=Strategy.MATCH))
    there = session.run(5.0, SAD).target
    session.strategist.set_held(True)
    held = session.run(30.0, Affect(0.9, 0.9))
    assert held.target == there and held.phase == Phase.HELD
    session.strategist.set_held(False)
    session.run(2.0, Affect(0.9, 0.9))
    assert session.decisions[-1].target != there
    assert session.fastest() <= MATCH_SPEED + 1e-6


def follow(session: Session, seconds: float, lag: float = 0.15) -> None:
    """A client who follows the music at a small distance."""
    for _ in range(round(seconds)):
        here = session.decisions[-1].target
        session.run(1.0, here.blended(SAD, lag))


def test_lead_meets_then_walks_straight_and_arrives_in_time() -> None:
    plan = Plan(strategy=Strategy.LEAD, target=CALM, lead_minutes=10.0)
    session = Session(plan)
    met = session.run(MATCHING_S - 1.0, SAD)
    assert met.phase == Phase.MATCHING
    assert met.target.distance(SAD) < 0.02
    follow(session, 10.0)
    leading = session.decisions[-1]
    assert leading.phase == Phase.LEADING
    assert leading.path[0] == leading.target
    assert leading.path[-1].distance(CALM) < 1e-9
    since = len(session.decisions)
    follow(session, 8.0 * 60.0)
    on_the_way = session.decisions[since:]
    assert all(off_the_line(d.target, met.target, CALM) < 0.02 for d in on_the_way)
    assert session.fastest(since) <= LEAD_SPEED_LIMIT + 1e-6
    follow(session, 60.0)
    assert session.decisions[-1].target.distance(CALM) < 0.02
    assert session.decisions[-1].phase == Phase.ARRIVED


def off_the_line(place: Affect, start: Affect, end: Affect) -> float:
    length = start.distance(end)
    cross = (end.valence - start.valence) * (place.arousal - start.arousal) - (
        end.arousal - start.arousal
    ) * (place.valence - start.valence)
    return abs(cross) / length


def test_lead_waits_for_a_client_who_does_not_follow_but_not_for_ever() -> None:
    plan = Plan(strategy=Strategy.LEAD, target=CALM, lead_minutes=6.0)
    session = Session(plan)
    session.run(150.0, SAD)
    ahead = session.run(30.0, SAD)
    assert ahead.phase == Phase.WAITING
    assert LEASH - 0.05 < ahead.target.distance(SAD) < LEASH + 0.1
    later = session.run(300.0, SAD)
    assert later.target.distance(SAD) > ahead.target.distance(SAD)
    assert session.fastest(since=len(session.decisions) - 3000) <= LEAD_SPEED_LIMIT + 1e-6


def test_a_short_lead_has_a_short_meeting() -> None:
    session = Session(Plan(strategy=Strategy.LEAD, target=CALM, lead_minutes=1.0))
    session.run(11.5, SAD)
    assert session.decisions[-1].phase == Phase.MATCHING
    session.run(2.0, SAD)
    assert session.decisions[-1].phase in (Phase.LEADING, Phase.WAITING)


def test_lead_takes_up_a_new_path_after_doubt() -> None:
    session = Session(Plan(strategy=Strategy.LEAD, target=CALM, lead_minutes=8.0))
    session.run(120.0, SAD)
    session.run(20.0, None)
    since = len(session.decisions)
    back = session.run(5.0, SAD)
    assert not back.easing
    assert session.fastest(since) <= LEAD_SPEED_LIMIT + 1e-6


@settings(max_examples=40)
@given(affects, st.floats(0.5, 40.0))
def test_lead_never_hurries(target, minutes) -> None:
    session = Session(Plan(strategy=Strategy.LEAD, target=target, lead_minutes=minutes))
    session.run(min(MATCHING_S, 0.2 * minutes * 60.0) + 0.5, SAD)
    since = len(session.decisions)
    follow(session, 20.0)
    assert session.fastest(since) <= LEAD_SPEED_LIMIT + 1e-6


@given(affects)
def test_contrast_is_opposite_and_never_distressing(client) -> None:
    answer = contrast(client)
    assert 0.1 <= answer.valence <= 0.5
    assert -0.45 <= answer.arousal <= 0.4
    assert answer.arousal * client.arousal <= 0
    if client.valence < -0.2:
        assert answer.valence > 0.1


def test_contrast_answers_sadness_with_moderate_cheer() -> None:
    session = Session(Plan(strategy=Strategy.CONTRAST))
    reached = session.run(60.0, SAD).target
    assert reached.valence > 0.4 and 0.2 < reached.arousal < 0.45


def test_only_leading_has_a_path() -> None:
    for strategy in (Strategy.MATCH, Strategy.CONTRAST, Strategy.HOLD):
        session = Session(Plan(strategy=strategy))
        assert session.run(1.0, SAD).path == ()


def test_decisions_are_frozen() -> None:
    decision = Strategist(Plan()).decide(None, 0.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        decision.target = SAD  # type: ignore[misc]
