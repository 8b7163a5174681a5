"""Thompson sampling among a few small departures from the best guess, with known propensities.

The alternatives are the best guess itself and every combination of a little more and a little less
of the free parameters. Draws from the belief say how often each would be the best for this client
(Thompson 1933); with that probability it is tried. The probabilities are those the choice is really
made with, so that logged choices can be judged afterwards (replay.py).
"""

from __future__ import annotations

from itertools import product

import numpy as np

from emotune_gui.domain.learning import (
    TUNED_PARAMETERS,
    MappingWeights,
    PersonalSettings,
    Situation,
    Trial,
)
from emotune_gui.personalisation.belief import CURVES, FIRST, LEAST_CURVE
from emotune_gui.personalisation.bounds import ROUSING, limits
from emotune_gui.personalisation.evidence import PARAMETERS, Array, features
from emotune_gui.personalisation.learning import belief_of, free_parameters, shares_of

DRAWS = 256
LEAST = 0.01
"""Every allowed alternative is chosen at least this often: none is impossible afterwards."""
DOUBTS = 1.0
"""A trial goes as far as the doubt (standard deviation) about a parameter, times this."""
DISTRESSED = (-0.15, 0.15)
"""Valence below and arousal above this: here nothing is tried that rouses or darkens."""


def choose(
    weights: MappingWeights,
    situation: Situation,
    settings: PersonalSettings,
    rng: np.random.Generator,
    t: float = 0.0,
) -> Trial:
    """What to try beside the best guess until the next choice; the best guess alone where
    exploration is off or the mapping is locked. About 1 ms."""
    best = Trial(t, "parameters", "", (0.0,) * PARAMETERS, weights_version=weights.version)
    if not settings.exploring or settings.locked or settings.width == 0.0:
        return best
    x = features(situation)
    present = shares_of(weights) @ x
    believed = belief_of(weights)
    mean, doubt = _here(believed, x)
    free = free_parameters(believed[1][FIRST:, FIRST:], settings.bounds, x)
    steps = alternatives(weights, situation, settings, free, believed)
    chances = propensities(steps, present, mean, doubt, rng)
    place = int(rng.choice(len(steps), p=chances))
    tried = [TUNED_PARAMETERS[p] for p in np.flatnonzero(steps[place])]
    return Trial(
        t,
        "parameters",
        ",".join(tried),
        tuple(steps[place].tolist()),
        float(chances[place]),
        len(steps),
        weights.version,
    )


def alternatives(
    weights: MappingWeights,
    situation: Situation,
    settings: PersonalSettings,
    free: tuple[int, ...],
    believed: tuple[Array, Array] | None = None,
) -> Array:
    """Allowed departures (n x parameters, in reaches).

    None leaves the trust region or the bounds; where the target is tense none rouses."""
    x = features(situation)
    mean, doubt = _here(believed or belief_of(weights), x)
    present = shares_of(weights) @ x
    low, high = limits(settings.bounds)
    low, high = np.minimum(low, present), np.maximum(high, present)
    doubts = np.sqrt(np.diag(doubt)[PARAMETERS:]) / np.maximum(mean[:PARAMETERS], LEAST_CURVE)
    widths = np.minimum(settings.width, DOUBTS * doubts) * weights.listening
    valence, arousal = DISTRESSED
    tense = situation.target.valence < valence and situation.target.arousal > arousal
    steps = [np.zeros(PARAMETERS)]
    for signs in product((-1.0, 1.0), repeat=len(free)):
        step = np.zeros(PARAMETERS)
        step[list(free)] = np.array(signs) * widths[list(free)]
        step = np.clip(present + step, low, high) - present
        if tense:
            step[ROUSING * step > 0.0] = 0.0
        steps.append(step)
    return np.unique(np.round(np.array(steps), 9), axis=0)


def propensities(
    steps: Array, present: Array, mean: Array, doubt: Array, rng: np.random.Generator
) -> Array:
    """How likely each alternative is the best: `mean` and `doubt` (covariance) of c and g here,
    `present` the best guess, in reaches."""
    root = np.linalg.cholesky(doubt + 1e-9 * np.eye(len(doubt)))
    drawn = mean + rng.standard_normal((DRAWS, len(mean))) @ root.T
    curves, gains = np.maximum(drawn[:, :PARAMETERS], 0.0), drawn[:, PARAMETERS:]
    played = present + steps
    liked = gains @ played.T - 0.5 * curves @ (played**2).T
    counts = np.bincount(liked.argmax(axis=1), minlength=len(steps)) / DRAWS
    chances: Array = (1 - LEAST * len(steps)) * counts + LEAST
    return np.asarray(chances / chances.sum(), np.float64)


def _here(believed: tuple[Array, Array], x: Array) -> tuple[Array, Array]:
    """Mean and covariance of (c, g) at context x, by parameter."""
    mean, covariance = believed
    project = np.zeros((2 * PARAMETERS, len(mean)))
    project[:PARAMETERS, CURVES] = np.eye(PARAMETERS)
    project[PARAMETERS:, FIRST:] = np.kron(np.eye(PARAMETERS), x[None, :])
    return project @ mean, project @ covariance @ project.T
