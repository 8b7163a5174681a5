"""Composers, palettes and songs: a bandit over choices that are no number.

What a rating is better or worse than this client's usual is put down to everything that was chosen
when it was given: one Gaussian an arm, the prior 0 (no preference) as in the mapping. Thompson
sampling chooses; what the plan names has the advantage until ratings say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import erf, exp, pi, sqrt

import numpy as np

from emotune_gui.domain.learning import Arm, ArmKind, PersonalSettings, Trial
from emotune_gui.personalisation.evidence import Array, trusted

SPREAD = Arm(ArmKind.SONG, "").deviation
NOISE = 0.5
"""Of one rating as a word on one of several things chosen at once."""
SKIPPED, BANNED = -0.5, -1.0
"""Reward of a song left by hand and of one that is never to come again."""
HAND_WEIGHT = 0.5
DEFAULT_LEAD = 0.1
"""Reward by which another arm must be better than what the plan names."""
PREFERRED = 0.15
"""A difference worth a sentence."""
SURE = 1.0
"""...when it is as many standard deviations from none."""
DRAWS = 512
LEAST = 0.01


def judged(
    arms: tuple[Arm, ...],
    chosen: Mapping[ArmKind, str],
    surprise: float,
    confidence: float,
) -> tuple[Arm, ...]:
    """After a rating `surprise` above (or below) the usual, of what was `chosen` then."""
    weight = trusted(confidence)
    if weight == 0.0:
        return arms
    for kind, name in chosen.items():
        if name:
            arms = _told(arms, kind, name, surprise, weight)
    return arms


def compared(
    arms: tuple[Arm, ...],
    kind: ArmKind,
    now: str,
    before: str,
    grade: float,
    confidence: float = 1.0,
) -> tuple[Arm, ...]:
    """After "this or the one before" of two that differ in this one choice alone.

    `grade` is -1 (before, by far) to 1 (this, by far), taken as what `now` is better by:

        grade = now - before + e,  e ~ N(0, 2 NOISE^2 / weight)

    the noise of two ratings. With S = s_now^2 + s_before^2 + 2 NOISE^2 / weight and the surprise
    r = grade - (m_now - m_before), each Gaussian's own part of the exact posterior is

        m_now += s_now^2 r / S,  m_before -= s_before^2 r / S,  s^2 *= 1 - s^2 / S

    That the two are correlated from then on is dropped, which leaves more doubt between them than
    there is, never less. Nothing is learned of one and the same, nor below the least confidence.
    """
    weight = trusted(confidence)
    if weight == 0.0 or now == before:
        return arms
    this, other = arm_of(arms, kind, now), arm_of(arms, kind, before)
    noise = 2.0 * NOISE**2 / weight
    total = this.deviation**2 + other.deviation**2 + noise
    surprise = max(-1.0, min(1.0, grade)) - (this.mean - other.mean)
    for arm, way in ((this, 1.0), (other, -1.0)):
        gain = arm.deviation**2 / total
        arms = _with(
            arms,
            replace(
                arm,
                mean=arm.mean + way * gain * surprise,
                deviation=arm.deviation * sqrt(1.0 - gain),
                weight=arm.weight + weight / 2.0,
            ),
        )
    return arms


def most_in_doubt(
    arms: Sequence[Arm],
    kind: ArmKind,
    names: Sequence[str],
    default: str,
    rng: np.random.Generator,
) -> tuple[str, str, float] | None:
    """The two of `names` to compare next, and what that may be worth (reward, 0 and more).

    One is who would be taken by now, the other who may beat them by most, on average:

        s f(gap / s),  f(z) = z Phi(z) + phi(z),  s^2 = s_one^2 + s_other^2

    (the challenger of top-two expected improvement, Qin, Klabjan & Russo 2017). Among equals one
    is drawn. None where there are no two.
    """
    known = {name: arm_of(arms, kind, name) for name in names}
    if len(known) < 2:
        return None
    level = {n: arm.mean + DEFAULT_LEAD * (n == default) for n, arm in known.items()}
    first = max(level, key=lambda name: level[name])
    worth = {
        name: _improvement(
            level[name] - level[first], sqrt(arm.deviation**2 + known[first].deviation ** 2)
        )
        for name, arm in known.items()
        if name != first
    }
    most = max(worth.values())
    equals = [name for name, value in worth.items() if value >= most - 1e-9]
    return first, equals[int(rng.integers(len(equals)))], most


def left(arms: tuple[Arm, ...], song: str, *, banned: bool) -> tuple[Arm, ...]:
    """After a song was skipped or banned by hand; how sure the face was does not matter."""
    return _told(arms, ArmKind.SONG, song, BANNED if banned else SKIPPED, HAND_WEIGHT)


def arm_of(arms: Sequence[Arm], kind: ArmKind, name: str) -> Arm:
    for arm in arms:
        if arm.kind is kind and arm.name == name:
            return arm
    return Arm(kind, name)


def pick(
    arms: Sequence[Arm],
    kind: ArmKind,
    names: Sequence[str],
    default: str,
    settings: PersonalSettings,
    rng: np.random.Generator,
    t: float = 0.0,
) -> Trial:
    """One of `names` (those allowed; what is contraindicated is left out by the caller).

    With exploration off or the mapping locked: the default, unless another is clearly preferred.
    """
    names = [name for name in names if name]
    if default not in names:
        names = [default, *names]
    known = [arm_of(arms, kind, name) for name in names]
    if settings.locked:
        return Trial(t, kind.value, default, alternatives=len(names))
    if not settings.exploring:
        best = max(known, key=lambda arm: arm.mean)
        clear = clearly_better(best, arm_of(arms, kind, default))
        return Trial(t, kind.value, best.name if clear else default, alternatives=len(names))
    chances = _chances(known, default, rng)
    place = int(rng.choice(len(names), p=chances))
    return Trial(
        t, kind.value, names[place], propensity=float(chances[place]), alternatives=len(names)
    )


def clearly_better(one: Arm, other: Arm) -> bool:
    """Whether ratings prefer `one` enough to say so."""
    doubt = sqrt(one.deviation**2 + other.deviation**2)
    gap = one.mean - other.mean
    rated = one.weight > 0 and (other.weight > 0 or one.weight >= 2)
    return rated and gap >= PREFERRED and gap >= SURE * doubt


def _chances(known: Sequence[Arm], default: str, rng: np.random.Generator) -> Array:
    means = [arm.mean + DEFAULT_LEAD * (arm.name == default) for arm in known]
    drawn = np.array(means) + rng.standard_normal((DRAWS, len(known))) * [
        arm.deviation for arm in known
    ]
    counts = np.bincount(drawn.argmax(axis=1), minlength=len(known)) / DRAWS
    chances: Array = (1 - LEAST * len(known)) * counts + LEAST
    return np.asarray(chances / chances.sum(), np.float64)


def _told(
    arms: tuple[Arm, ...], kind: ArmKind, name: str, value: float, weight: float
) -> tuple[Arm, ...]:
    before = arm_of(arms, kind, name)
    gain = before.deviation**2 / (before.deviation**2 + NOISE**2 / weight)
    after = replace(
        before,
        mean=before.mean + gain * (max(-1.0, min(1.0, value)) - before.mean),
        deviation=before.deviation * sqrt(1.0 - gain),
        weight=before.weight + weight,
    )
    return _with(arms, after)


def _with(arms: tuple[Arm, ...], after: Arm) -> tuple[Arm, ...]:
    others = [arm for arm in arms if not (arm.kind is after.kind and arm.name == after.name)]
    return (*others, after)


def _improvement(gap: float, spread: float) -> float:
    """Expected positive part of a Gaussian with this mean and standard deviation."""
    if spread <= 0.0:
        return max(0.0, gap)
    z = gap / spread
    below = 0.5 * (1.0 + erf(z / sqrt(2.0)))
    return spread * (z * below + exp(-z * z / 2.0) / sqrt(2.0 * pi))
