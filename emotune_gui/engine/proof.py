"""`emotune evaluate personalisation`: learning against the fixed mapping, chance and an oracle.

Developed on other seeds than `REPORTED_SEED`, which nothing was tuned to.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import CLINICAL_PRIOR, PersonalPrior
from emotune_gui.engine.proving import MARKS, RATINGS, Course, Policy, course
from emotune_gui.engine.raters import Array, Character, Practice, Rater
from emotune_gui.personalisation.population import pooled
from emotune_gui.personalisation.replay import written

REPORTED_SEED = 20261120
A_PRACTICE = 30
"""Clients of one practice: as many came before them, of whom the population prior is learned."""
BEFORE = 20
"""Ratings each of those has given."""
NORMAL_95 = 1.96
RECOVERY = 15
"""Ratings within which a change of mind is to be learned."""
CHANGE_AT = 20
LOGGED = 120
EVERY = tuple(range(0, RATINGS + 1, 5))
_LEARNERS = (Policy.OURS, Policy.POPULATION, Policy.SCORES, Policy.QUIET)


@dataclass(frozen=True, slots=True)
class Options:
    clients: int = 300
    seed: int = REPORTED_SEED
    curves: bool = False
    """Also the regret after every fifth rating, for plots."""
    workers: int = 2
    ratings: int = RATINGS
    before: int = A_PRACTICE
    """Clients of each practice of whom the population prior is learned."""
    recover: bool = True
    """Also those who change their mind."""


@dataclass(frozen=True, slots=True)
class _Job:
    policy: Policy
    rater: Rater
    seed: int
    prior: PersonalPrior
    marks: tuple[int, ...]
    ratings: int = RATINGS


def prove(options: Options) -> dict[str, Any]:
    """Everything as plain numbers; the same options give the same result (but for the cost)."""
    wanted = {*MARKS, *(EVERY if options.curves else ()), options.ratings}
    marks = tuple(sorted(k for k in wanted if k <= options.ratings))
    raters, priors = _clients(options)
    courses: dict[Policy, list[Course]] = {}
    for policy in Policy:
        jobs = [
            _Job(
                policy,
                rater,
                options.seed * 1000 + k,
                priors[k // A_PRACTICE],
                marks,
                options.ratings,
            )
            for k, rater in enumerate(raters)
        ]
        courses[policy] = _done(jobs, options.workers)
    found: dict[str, Any] = {
        "clients": options.clients,
        "seed": options.seed,
        "characters": {c.value: sum(r.character is c for r in raters) for c in Character},
        "policies": {p.value: _told(courses, p, marks, raters) for p in Policy},
        "population": _population(courses),
        "random_raters": _harmless(courses, raters),
        "recovery": _recovery(options, raters) if options.recover else {},
        "cost": _cost(courses),
    }
    return found


def _clients(options: Options) -> tuple[list[Rater], list[PersonalPrior]]:
    """The clients, practice by practice, and what each practice had learned before."""
    raters: list[Rater] = []
    priors = []
    for number in range(-(-options.clients // A_PRACTICE)):
        rng = np.random.default_rng([options.seed, number])
        practice = Practice.drawn(rng)
        count = min(A_PRACTICE, options.clients - len(raters))
        raters += [Rater.drawn(practice, rng) for _ in range(count)]
        earlier = [
            _Job(Policy.OURS, Rater.drawn(practice, rng), int(seed), CLINICAL_PRIOR, (), BEFORE)
            for seed in rng.integers(0, 2**31, options.before)
        ]
        priors.append(pooled([c.weights for c in _done(earlier, options.workers)]))
    return raters, priors


def _done(jobs: Sequence[_Job], workers: int) -> list[Course]:
    if workers < 2 or len(jobs) < 8:
        return [_run(job) for job in jobs]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        return list(pool.map(_run, jobs, chunksize=max(1, len(jobs) // (4 * workers))))


def _run(job: _Job) -> Course:
    return course(
        job.policy, job.rater, job.seed, prior=job.prior, ratings=job.ratings, marks=job.marks
    )


def _told(
    courses: Mapping[Policy, list[Course]],
    policy: Policy,
    marks: tuple[int, ...],
    raters: Sequence[Rater],
) -> dict[str, Any]:
    mine, fixed = courses[policy], courses[Policy.FIXED]
    said: dict[str, Any] = {"simple": {}, "cumulative": {}, "against_fixed": {}}
    for k in marks:
        left, usual = _left(mine, k), _left(fixed, k)
        said["simple"][str(k)] = _mean(left)
        if not k:
            continue
        lost, usually = _lost(mine, k), _lost(fixed, k)
        said["cumulative"][str(k)] = _mean(lost)
        simple, total = _ratio(left, usual), _ratio(lost, usually)
        said["against_fixed"][str(k)] = {
            "simple": simple[0],
            "simple_interval": simple[1],
            "cumulative": total[0],
            "cumulative_interval": total[1],
        }
    said["by_character"] = {
        c.value: {
            str(k): _ratio(_left(_of(mine, raters, c), k), _left(_of(fixed, raters, c), k))[0]
            for k in marks[1:]
            if k in MARKS
        }
        for c in Character
        if any(r.character is c for r in raters)
    }
    return said


def _of(courses: list[Course], raters: Sequence[Rater], character: Character) -> list[Course]:
    return [c for c, r in zip(courses, raters, strict=True) if r.character is character]


def _left(courses: Sequence[Course], k: int) -> Array:
    return np.array([c.left[k] for c in courses])


def _lost(courses: Sequence[Course], k: int) -> Array:
    return np.array([float(np.sum(c.lost[:k])) for c in courses])


def _mean(values: Array) -> dict[str, float]:
    half = NORMAL_95 * float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return {"mean": round(float(values.mean()), 4), "interval": round(half, 4)}


def _ratio(mine: Array, usual: Array) -> tuple[float, list[float]]:
    """Change of the mean against the fixed mapping, with a 95 % interval by the delta method on
    pairs (the same client under both)."""
    ratio = float(mine.mean() / usual.mean())
    spread = mine - ratio * usual
    n = len(mine)
    half = NORMAL_95 * float(spread.std()) / n**0.5 / float(usual.mean()) if n > 1 else 0.0
    return round(ratio - 1.0, 4), [round(ratio - 1.0 - half, 4), round(ratio - 1.0 + half, 4)]


def _population(courses: Mapping[Policy, list[Course]]) -> dict[str, Any]:
    """The first ratings with what others wish against without."""
    found = {}
    for k in (0, 5):
        with_it, without = _left(courses[Policy.POPULATION], k), _left(courses[Policy.OURS], k)
        found[f"simple_{k}"] = _ratio(with_it, without)
    found["cumulative_5"] = _ratio(
        _lost(courses[Policy.POPULATION], 5), _lost(courses[Policy.OURS], 5)
    )
    return found


def _harmless(courses: Mapping[Policy, list[Course]], raters: Sequence[Rater]) -> dict[str, Any]:
    """How far random raters move the mapping: mean over parameters and the plane, in reaches and
    as a share of the parameter's own clinical value (tempo, density, loudness, register,
    articulation)."""
    found = {}
    own = np.array([15.0 / 104, 0.8 / 3.2, 8.0 / 65, 5.0 / 67, 0.15 / 0.85])
    for policy in _LEARNERS[:1] + _LEARNERS[2:]:
        mine = _of(courses[policy], raters, Character.RANDOM)
        if mine:
            away = {k: np.array([c.away[k] for c in mine]) for k in MARKS[1:] if k in mine[0].away}
            found[policy.value] = {
                "raters": len(mine),
                "mean_reaches": {str(k): round(float(a.mean()), 4) for k, a in away.items()},
                "mean_of_value": {
                    str(k): round(float((a[:, :5] * own).mean()), 4) for k, a in away.items()
                },
                "widest_of_value": {
                    str(k): round(float((a[:, :5] * own).max()), 4) for k, a in away.items()
                },
            }
    return found


def _recovery(options: Options, raters: Sequence[Rater]) -> dict[str, Any]:
    """Steady clients who change their mind, or were hostile until then, after `CHANGE_AT`
    ratings: regret just after the change and `RECOVERY` ratings later, against the fixed mapping
    for the same person then."""
    steady = [r for r in raters if r.character is Character.STEADY][: max(10, options.clients // 5)]
    found = {}
    marks = (CHANGE_AT + 1, CHANGE_AT + 5, CHANGE_AT + 10, CHANGE_AT + RECOVERY)
    for character in (Character.JUMPING, Character.TURNING):
        changed = [_changing(r, character) for r in steady]
        both = {
            policy: _done(
                [
                    _Job(policy, r, options.seed * 1000 + 500_000 + k, CLINICAL_PRIOR, marks)
                    for k, r in enumerate(changed)
                ],
                options.workers,
            )
            for policy in (Policy.FIXED, Policy.OURS)
        }
        found[character.value] = {
            f"{k - CHANGE_AT}_after": _ratio(
                _left(both[Policy.OURS], k), _left(both[Policy.FIXED], k)
            )
            for k in marks
        }
    return found


def _changing(rater: Rater, character: Character) -> Rater:
    return replace(rater, character=character, jump_at=CHANGE_AT)


def _cost(courses: Mapping[Policy, list[Course]]) -> dict[str, float]:
    """Milliseconds on this machine: median and 99th percentile of one update and one choice."""
    updates = np.concatenate([c.update_s for c in courses[Policy.OURS]])
    choices = np.concatenate([c.choice_s for c in courses[Policy.OURS]])
    return {
        f"{name}_ms_{word}": round(float(np.percentile(times, share)) * 1e3, 3)
        for name, times in (("update", updates), ("choice", choices))
        for word, share in (("median", 50), ("p99", 99))
    }


def write_log(path: Path, seed: int, ratings: int = LOGGED) -> None:
    """A log of one simulated client's choices, for `--replay`. Raises StorageError."""
    rng = np.random.default_rng([seed, 999])
    rater = replace(Rater.drawn(Practice.drawn(rng), rng), character=Character.STEADY)
    done = course(Policy.OURS, rater, seed, ratings=ratings, marks=(), keep_log=True)
    try:
        path.write_text("".join(written(entry) + "\n" for entry in done.log), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written: check the folder.") from error
