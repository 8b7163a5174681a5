"""Composers, palettes and songs: a bandit over choices that are no number.

What a rating is better or worse than this client's usual is put down to everything that was chosen
when it was given: one Gaussian an arm, the prior 0 (no preference) as in the mapping. Thompson
sampling chooses; what the plan names has the advantage until ratings say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

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
    others = [arm for arm in arms if not (arm.kind is kind and arm.name == name)]
    return (*others, after)
