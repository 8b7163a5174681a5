"""From what the client is believed to feel to what the music should express."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.session import PathPoint, Plan, Strategy

MATCH_SPEED = 5.0
"""Affect units a second: the first estimate after a sudden change moves the level by about half a
decibel, the second by 1 dB: `benchmarks/answer.py` finds it in the sound within some 115 ms."""
CONTRAST_SPEED = 0.1
HOLD_SPEED = 0.3
LEAD_SPEED_LIMIT = 0.03
"""Composed music rarely moves faster (VGMIDI listeners' curves, 95th percentile;
MUSIC_EMOTION.md, section 3)."""
EASING_SPEED = 0.1
HAND_SPEED = 0.5
"""A target dragged by hand: there within a bar or two, and still no jump."""
DOUBT_HOLD_S = 3.0
"""How long the music stays where it was once the client can no longer be read."""

LOW_CONFIDENCE = 0.3
FULL_CONFIDENCE = 0.7
STALE_AFTER_S = 1.5
"""An estimate that has not been renewed for so long says nothing any more."""

MATCHING_S = 75.0
MATCHING_SHARE = 0.2
"""Iso principle: meet the client for 60-90 s first, less in a plan shorter than six minutes."""
LEASH = 0.4
"""How far the music may be ahead of the client on the path before it waits."""
PATIENCE_S = 45.0
CREEP = 0.25
"""After `PATIENCE_S` of waiting the music goes on at this share of its pace, so that a still
face does not keep it for ever; a therapist who wants it to stay presses Hold."""

_THERE = 0.01
_APPROACH_S = 0.5
_MATCH_APPROACH_S = 0.3
_CLIENT_AVERAGE_S = 8.0
_LONGEST_STEP_S = 0.5
_PATH_POINTS = 8
_ON_TIME_S = 10.0
"""A pace is never set for a shorter time than this, so that the last step is no leap."""


class Phase(StrEnum):
    """What the strategy is doing at the moment."""

    MATCHING = "matching"
    LEADING = "leading"
    WAITING = "waiting"
    ARRIVED = "arrived"
    CONTRASTING = "contrasting"
    HOLDING = "holding"
    HELD = "held"
    DOUBT = "doubt"
    EASING = "easing"


@dataclass(frozen=True, slots=True)
class Decision:
    """`target` is what the music expresses now; `easing` is True while doubt holds or eases it.

    `path` is the way still ahead of a LEAD plan, from the target to its end, else empty.
    `phase` is a `Phase` value. With `by_hand` the therapist holds the target, and `automatic` is
    where the strategy would have it; all but `target` and `easing` tell of the strategy then.
    """

    target: Affect
    easing: bool
    path: tuple[Affect, ...]
    phase: str
    automatic: Affect | None = None
    by_hand: bool = False


class Strategist:
    """Moves the target of the music through the affect plane; used from one thread.

    MATCH follows the client at up to `MATCH_SPEED`, slower when less sure. LEAD is the iso
    principle: it matches first, then walks the straight path to `plan.target` in what is left
    of `plan.lead_minutes`, or along `plan.path` from point to point, being nowhere before its
    time; never faster than `LEAD_SPEED_LIMIT`, and waits while it is more than `LEASH` ahead of
    the client. CONTRAST moves to the opposite side of the plane within
    bounds that keep it pleasant. HOLD stays on `plan.target`, whatever the face does.
    Without a face to read the target stays for `DOUBT_HOLD_S`, then eases to neutral.

    `set_target` lets a hand hold the target, whatever the strategy wants, even while held or in
    doubt; the strategy goes on beside it, and takes over from where the hand let go.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._target = plan.target if plan.strategy is Strategy.HOLD else NEUTRAL_AFFECT
        self._held = False
        self._hand: Affect | None = None
        self._at_hand: Affect | None = None
        """Where the target is while, and as far as, the hand has brought it."""
        self._elapsed_s: float | None = None
        self._renewal = _Renewal()
        self._doubt_s = 0.0
        self._client = _RunningAffect(_CLIENT_AVERAGE_S)
        self._lead = _Lead(plan)

    @property
    def target(self) -> Affect:
        return self._at_hand or self._target

    def set_target(self, target: Affect | None) -> None:
        """A hand holds the target there; None hands it back. May come from any thread."""
        self._hand = target

    def set_held(self, held: bool) -> None:
        """Freeze the target (and the clock of a LEAD plan) until released."""
        self._held = held

    def decide(self, estimate: EmotionEstimate | None, elapsed_s: float) -> Decision:
        """The target now. `elapsed_s` is seconds since the session began, never decreasing."""
        dt = self._passed(elapsed_s)
        before = self._target
        return self._in_hand(self._decide(estimate, elapsed_s, dt), before, dt)

    def _in_hand(self, decision: Decision, before: Affect, dt: float) -> Decision:
        """The decision, or the hand's in its place, which begins where the target was before."""
        hand = self._hand
        if hand is None:
            if self._at_hand is None:
                return decision
            self._target, self._at_hand = self._at_hand, None
            self._lead.interrupt()
            return replace(decision, target=self._target)
        here = self._at_hand or before
        speed = min(HAND_SPEED, max(LEAD_SPEED_LIMIT, here.distance(hand) / _APPROACH_S))
        self._at_hand = here.stepped(hand, speed * dt)
        return replace(
            decision,
            target=self._at_hand,
            easing=False,
            automatic=decision.target,
            by_hand=True,
        )

    def _decide(self, estimate: EmotionEstimate | None, elapsed_s: float, dt: float) -> Decision:
        sure = self._sureness(estimate, elapsed_s)
        self._doubt_s = 0.0 if sure > 0 else self._doubt_s + dt
        if self._held:
            return self._decision(Phase.HELD)
        if self._plan.strategy is Strategy.HOLD:
            self._move(self._plan.target, HOLD_SPEED, dt)
            return self._decision(Phase.HOLDING)
        if estimate is None or sure <= 0:
            return self._doubting(dt)
        self._client.update(estimate.affect, dt)
        return self._decision(self._follow(estimate, sure, dt))

    def _follow(self, estimate: EmotionEstimate, sure: float, dt: float) -> Phase:
        strategy = self._plan.strategy
        if strategy is Strategy.LEAD and not self._lead.meeting(dt):
            self._target, phase = self._lead.advance(self._target, self._client.value, dt)
            return phase
        if strategy is Strategy.CONTRAST:
            self._move(contrast(self._client.value), CONTRAST_SPEED, dt)
            return Phase.CONTRASTING
        self._move(estimate.affect, MATCH_SPEED * sure, dt, _MATCH_APPROACH_S / sure)
        return Phase.MATCHING

    def _doubting(self, dt: float) -> Decision:
        self._lead.interrupt()
        if self._doubt_s <= DOUBT_HOLD_S:
            return self._decision(Phase.DOUBT)
        leading = self._plan.strategy is Strategy.LEAD
        self._move(NEUTRAL_AFFECT, LEAD_SPEED_LIMIT if leading else EASING_SPEED, dt)
        return self._decision(Phase.EASING)

    def _decision(self, phase: Phase) -> Decision:
        path: tuple[Affect, ...] = ()
        if self._plan.strategy is Strategy.LEAD:
            path = self._lead.ahead_of(self._target)
        return Decision(self._target, phase in (Phase.DOUBT, Phase.EASING), path, phase.value)

    def _move(self, goal: Affect, speed: float, dt: float, approach_s: float = _APPROACH_S) -> None:
        """At most `speed`, and gently into the goal (time constant `approach_s`)."""
        gap = self._target.distance(goal)
        self._target = self._target.stepped(goal, dt * min(speed, gap / approach_s))

    def _passed(self, elapsed_s: float) -> float:
        """Seconds since the last decision, bounded so that a stall never makes a jump."""
        before, self._elapsed_s = self._elapsed_s, elapsed_s
        return 0.0 if before is None else min(_LONGEST_STEP_S, max(0.0, elapsed_s - before))

    def _sureness(self, estimate: EmotionEstimate | None, elapsed_s: float) -> float:
        """0 for doubt, else 0.3-1: the share of full speed that the confidence allows."""
        stale_s = self._renewal.age(estimate, elapsed_s)
        if estimate is None or estimate.label is None or stale_s > STALE_AFTER_S:
            return 0.0
        if estimate.state is FaceState.SEVERAL_FACES:
            # Whose voice it is, nobody can say either.
            return 0.0
        if estimate.confidence < LOW_CONFIDENCE:
            return 0.0
        return min(1.0, 0.3 + 0.7 * (estimate.confidence - LOW_CONFIDENCE) / _CONFIDENCE_SPAN)


_CONFIDENCE_SPAN = FULL_CONFIDENCE - LOW_CONFIDENCE


def contrast(client: Affect) -> Affect:
    """The opposite of where the client is, never toward distress.

    Valence stays within 0.1-0.5 and arousal within -0.45-0.4: a sad client is answered with
    moderately cheerful music, an angry one with calm, a cheerful one with quiet and pleasant.
    """
    return Affect(
        min(0.5, max(0.1, -0.7 * client.valence)), min(0.4, max(-0.45, -0.7 * client.arousal))
    )


def way(start: Affect, end: Affect) -> tuple[Affect, ...]:
    """Evenly spaced points of the straight path, both ends included."""
    return tuple(start.blended(end, step / _PATH_POINTS) for step in range(_PATH_POINTS + 1))


class _Renewal:
    """How long ago the estimate last changed, on the session's clock."""

    def __init__(self) -> None:
        self._id: int | None = None
        self._since_s = 0.0

    def age(self, estimate: EmotionEstimate | None, elapsed_s: float) -> float:
        if estimate is not None and estimate.id != self._id:
            self._id, self._since_s = estimate.id, elapsed_s
        return elapsed_s - self._since_s


class _RunningAffect:
    """Exponentially weighted mean of the client's affect; the first value counts in full."""

    def __init__(self, time_constant_s: float) -> None:
        self._time_constant_s = time_constant_s
        self._value: Affect | None = None

    @property
    def value(self) -> Affect:
        return self._value or NEUTRAL_AFFECT

    def update(self, affect: Affect, dt: float) -> None:
        share = dt / (dt + self._time_constant_s)
        self._value = affect if self._value is None else self._value.blended(affect, share)


class _Lead:
    """Progress of a LEAD plan: first meet, then walk from point to point and wait if need be.

    A plan without a drawn path has one point, its target.
    """

    def __init__(self, plan: Plan) -> None:
        self._drawn = bool(plan.path)
        self._points = plan.path or (PathPoint(plan.lead_minutes, plan.target),)
        self._next = 0
        total_s = max(1.0, self._points[-1].minutes * 60.0)
        self._meeting_s = min(MATCHING_S, MATCHING_SHARE * total_s)
        self._met_s = 0.0
        self._walked_s = 0.0
        self._waited_s = 0.0
        self._met: Affect | None = None

    @property
    def _goal(self) -> Affect:
        return self._points[self._next].affect

    @property
    def _remaining_s(self) -> float:
        """Until the next point is due; negative when it is late."""
        return self._points[self._next].minutes * 60.0 - self._met_s - self._walked_s

    def meeting(self, dt: float) -> bool:
        """True while the client is still being met; only seconds with a readable face count."""
        if self._met_s >= self._meeting_s:
            return False
        self._met_s += dt
        return True

    def interrupt(self) -> None:
        """Something moved the music off the path: the next step starts a new one from there."""
        self._met = None

    def ahead_of(self, target: Affect) -> tuple[Affect, ...]:
        """The way from `target` through the points still to come."""
        if not self._drawn:
            return way(target, self._goal)
        return (target, *(point.affect for point in self._points[self._next :]))

    def advance(self, target: Affect, client: Affect, dt: float) -> tuple[Affect, Phase]:
        """One step along the path; Phase.WAITING while the client does not follow."""
        if self._met is None:
            self._met = target
        self._walked_s += dt
        left = target.distance(self._goal)
        if left < _THERE and self._turn(target):
            left = target.distance(self._goal)
        if left < _THERE:
            phase = Phase.ARRIVED if self._is_last else Phase.LEADING
            return target.stepped(self._goal, LEAD_SPEED_LIMIT * dt), phase
        pace = self._pace(left)
        if self._ahead(target, client) <= LEASH:
            self._waited_s = 0.0
            return target.stepped(self._goal, pace * dt), Phase.LEADING
        self._waited_s += dt
        creep = CREEP * pace if self._waited_s > PATIENCE_S else 0.0
        return target.stepped(self._goal, creep * dt), Phase.WAITING

    @property
    def _is_last(self) -> bool:
        return self._next == len(self._points) - 1

    def _turn(self, target: Affect) -> bool:
        """To the next point, where there is one and the time of this one has come."""
        if self._is_last or self._remaining_s > _ON_TIME_S:
            return False
        self._next += 1
        self._met, self._waited_s = target, 0.0
        return True

    def _pace(self, left: float) -> float:
        """Units a second that arrive on time, or as soon after it as the limit allows."""
        return min(LEAD_SPEED_LIMIT, left / max(_ON_TIME_S, self._remaining_s))

    def _ahead(self, target: Affect, client: Affect) -> float:
        """Distance by which the music leads the client, measured along the path."""
        met = self._met or target
        length = max(1e-6, met.distance(self._goal))
        east = (self._goal.valence - met.valence) / length
        north = (self._goal.arousal - met.arousal) / length
        return (target.valence - client.valence) * east + (target.arousal - client.arousal) * north
