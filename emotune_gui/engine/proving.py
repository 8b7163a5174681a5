"""Does learning from ratings help? Policies against simulated clients, on the real model code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from time import perf_counter

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    CLINICAL_PRIOR,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    Row,
    Situation,
    Trial,
)
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.engine.raters import Array, Rater, heard, sameness
from emotune_gui.music import mapping
from emotune_gui.personalisation.belief import FIRST
from emotune_gui.personalisation.choosing import alternatives, choose
from emotune_gui.personalisation.clinical import deviation
from emotune_gui.personalisation.evidence import (
    Heard,
    features,
    of_comparison,
    of_grid,
    of_rating,
)
from emotune_gui.personalisation.learning import (
    REACH,
    at_moment,
    beginning,
    belief_of,
    free_parameters,
    learn,
    shares_of,
)
from emotune_gui.personalisation.replay import Logged

RATINGS = 40
MARKS = (0, 5, 10, 20, 40)
GRID = tuple(Affect(v, a) for v in (-0.7, -0.25, 0.25, 0.7) for a in (-0.7, -0.25, 0.25, 0.7))
PLAN = Plan()
A_SESSION = 10
"""Ratings in one session of fifty minutes."""


class Policy(StrEnum):
    FIXED = "fixed"
    RANDOM = "random"
    ORACLE = "oracle"
    OURS = "ours"
    POPULATION = "ours, population prior"
    SCORES = "ours, scores alone"
    QUIET = "ours, exploration off"


@dataclass(frozen=True, slots=True)
class Moment:
    """One rating to come, the same for every policy: what is sensed, what is so."""

    sensed: Situation
    felt: Affect
    confidence: float


@dataclass(frozen=True, slots=True)
class Asks:
    """Beside each score: every so many ratings a place on the grid, a comparison; 0 never."""

    grid: int = 1
    compare: int = 1


ASKED = Asks()
"""A rating as the rating round asks for it."""
SCORES_ONLY = Asks(0, 0)


@dataclass(frozen=True, slots=True)
class Said:
    score: int
    felt: Affect | None = None
    better: float | None = None


@dataclass(slots=True)
class Course:
    """What one policy did for one client."""

    lost: list[float] = field(default_factory=list)
    """Regret of each thing played: pleasure of the oracle's choice minus pleasure of this one."""
    left: dict[int, float] = field(default_factory=dict)
    """Regret of the best guess over the plane after so many ratings."""
    away: dict[int, Array] = field(default_factory=dict)
    """Mean absolute offset of each parameter over the plane, in reaches."""
    weights: MappingWeights = CLINICAL_MAPPING
    update_s: list[float] = field(default_factory=list)
    choice_s: list[float] = field(default_factory=list)
    log: list[Logged] = field(default_factory=list)
    """Choices with their propensities, where asked for."""


def course(
    policy: Policy,
    rater: Rater,
    seed: int,
    *,
    prior: PersonalPrior = CLINICAL_PRIOR,
    ratings: int = RATINGS,
    settings: PersonalSettings | None = None,
    marks: Sequence[int] = MARKS,
    asks: Asks | None = None,
    keep_log: bool = False,
) -> Course:
    """Forty ratings of one client. The same seed gives every policy the same moments."""
    asks = asks or (SCORES_ONLY if policy is Policy.SCORES else ASKED)
    player = _Player(policy, prior, np.random.default_rng([seed, 2]), settings)
    player.keeps_log = keep_log
    judging, living = np.random.default_rng([seed, 3]), np.random.default_rng([seed, 4])
    before: list[Array] = []
    last: tuple[MusicParameters, Affect] | None = None
    done = player.course
    for k, moment in enumerate(moments(ratings, np.random.default_rng([seed, 1]))):
        if k in marks:
            _mark(done, k, player, rater)
        bar = player.play(moment, rater)
        ideal = _oracle_bar(rater, moment.sensed.target, moment.felt)
        done.lost.append(rater.pleasure(ideal, moment.felt) - rater.pleasure(bar, moment.felt))
        like = sameness(heard(bar), before)
        before.append(heard(bar))
        said = Said(rater.score(bar, moment.felt, like, judging))
        if asks.grid and k % asks.grid == asks.grid - 1:
            said = replace(said, felt=rater.felt(bar, moment.felt, judging))
        if asks.compare and last is not None and k % asks.compare == asks.compare - 1:
            said = replace(said, better=rater.prefers((bar, moment.felt), last, judging))
        last = (bar, moment.felt)
        player.told(bar, moment, said)
        rater = rater.later(k + 1, living)
    _mark(done, ratings, player, rater)
    done.weights = player.weights
    return done


def moments(ratings: int, rng: np.random.Generator) -> list[Moment]:
    """Moods that wander, jump now and then, and are sensed more or less well."""
    found, mood, leading = [], np.zeros(2), False
    for k in range(ratings):
        place = k % A_SESSION
        if place == 0:
            leading = bool(rng.random() < 0.3)
        mood = rng.uniform(-0.8, 0.8, 2) if k % 5 == 0 else mood + rng.normal(0.0, 0.12, 2)
        confidence = float(rng.beta(6, 2))
        wrong = rng.normal(0.0, 0.3 * (1.0 - confidence), 2)
        sensed = Situation(Affect.clamped(*mood.tolist()), leading, 5.0 * place)
        found.append(Moment(sensed, Affect.clamped(*(mood + wrong).tolist()), confidence))
    return found


class _Player:
    def __init__(
        self,
        policy: Policy,
        prior: PersonalPrior,
        rng: np.random.Generator,
        settings: PersonalSettings | None,
    ) -> None:
        self.policy, self._rng = policy, rng
        self._prior = prior if policy is Policy.POPULATION else CLINICAL_PRIOR
        self._settings = settings or PersonalSettings(exploring=policy is not Policy.QUIET)
        self._away: list[Array] = []
        self._before: list[Heard] = []
        self.weights = beginning(self._prior)
        self._chosen = Trial(0.0, "parameters", "")
        self.keeps_log = False
        self.course = Course()

    def play(self, moment: Moment, rater: Rater) -> MusicParameters:
        target = moment.sensed.target
        if self.policy is Policy.FIXED:
            return _clinical(target)
        if self.policy is Policy.ORACLE:
            return _oracle_bar(rater, target, moment.felt)
        if self.policy is Policy.RANDOM:
            return _away(target, self._rng.uniform(-1.0, 1.0, len(REACH)))
        begun = perf_counter()
        trial = choose(self.weights, moment.sensed, self._settings, self._rng)
        self.course.choice_s.append(perf_counter() - begun)
        self._chosen = trial
        return self.best(moment.sensed, trial.offsets)

    def best(self, situation: Situation, trial: Sequence[float] = ()) -> MusicParameters:
        now = at_moment(
            self.weights, leading=situation.leading, minutes=situation.minutes, trial=trial
        )
        return mapping.apply(situation.target, now, plan=PLAN)

    def told(self, bar: MusicParameters, moment: Moment, said: Said) -> None:
        if self.policy in (Policy.FIXED, Policy.ORACLE, Policy.RANDOM):
            return
        away = np.array(deviation(bar, moment.sensed.target))
        usual = np.mean(self._away[-4:], axis=0) if self._away else away
        self._away.append(away)
        novelty = float(min(1.0, np.abs(away - usual).mean() / 0.5))
        now = [Heard(bar, moment.sensed, 1.0, novelty)]
        if self.keeps_log:
            self._note(moment, (said.score - 3) / 2)
        begun = perf_counter()
        rows = self._rows(now, moment.confidence, said)
        new = learn(self.weights, rows, moment.sensed, settings=self._settings, prior=self._prior)
        self.course.update_s.append(perf_counter() - begun)
        self.weights, self._before = new or self.weights, now

    def _note(self, moment: Moment, reward: float) -> None:
        """Into the log: everything that could have been chosen, as deviations."""
        x = features(moment.sensed)
        free = free_parameters(belief_of(self.weights)[1][FIRST:, FIRST:], {}, x)
        present = shares_of(self.weights) @ x
        steps = alternatives(self.weights, moment.sensed, self._settings, free)
        if len(steps) == self._chosen.alternatives:
            place = int(np.abs(steps - np.array(self._chosen.offsets)).sum(axis=1).argmin())
            self.course.log.append(
                Logged(
                    x, present + steps, place, self._chosen.propensity, reward, moment.confidence
                )
            )

    def _rows(self, now: list[Heard], confidence: float, said: Said) -> tuple[Row, ...]:
        rows = of_rating(now, (said.score - 3) / 2, confidence)
        if said.felt is not None:
            rows += of_grid(now, said.felt, confidence)
        if said.better is not None:
            rows += of_comparison(now, self._before, said.better, confidence)
        return rows


def _mark(done: Course, k: int, player: _Player, rater: Rater) -> None:
    policy = player.policy
    lost, away = [], []
    for affect in GRID:
        ideal = rater.pleasure(_oracle_bar(rater, affect, affect), affect)
        if policy in (Policy.ORACLE, Policy.RANDOM):
            bar = player.play(Moment(Situation(affect), affect, 1.0), rater)
        else:
            bar = player.best(Situation(affect))
        lost.append(ideal - rater.pleasure(bar, affect))
        now = at_moment(player.weights, leading=False, minutes=0.0)
        away.append([abs(v) for v in mapping.personal_offsets(affect, now).values()] / REACH)
    done.left[k] = float(np.mean(lost))
    done.away[k] = np.mean(away, axis=0)


@lru_cache(maxsize=4096)
def _clinical(affect: Affect) -> MusicParameters:
    return mapping.apply(affect, CLINICAL_MAPPING, plan=PLAN)


def _away(target: Affect, shares: Array) -> MusicParameters:
    rows = tuple((float(v), 0.0, 0.0) for v in shares * REACH)
    return mapping.apply(target, replace(CLINICAL_MAPPING, offsets=rows), plan=PLAN)


def _oracle_bar(rater: Rater, target: Affect, felt: Affect) -> MusicParameters:
    """The best music for the true mood that the trust region allows round what is sensed: each
    parameter alone over a fine grid, twice round, since few of them interact."""
    best = np.zeros(len(REACH))
    clinical = _clinical(target)
    # A first guess from the rater's own wish, then improved.
    goal = heard(_clinical(felt)) + rater.wanted(felt) - heard(clinical)
    tempo = clinical.tempo_bpm * 2.0 ** (0.2 * goal[0]) - clinical.tempo_bpm
    density = clinical.density * 2.0 ** (0.36 * goal[1]) - clinical.density
    best[:5] = [tempo, density, 8.0 * goal[2], 5.0 * goal[3], 0.15 * goal[4]] / REACH[:5]
    best = np.clip(best, -1.0, 1.0)
    shifts = np.linspace(-1.0, 1.0, 9)
    tries = []
    for shift in shifts:
        best[5] = shift
        bar = _away(target, best)
        tries.append((rater.pleasure(bar, felt), -abs(shift), bar))
    return max(tries, key=lambda item: item[:2])[2]
