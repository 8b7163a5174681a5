"""What clients of a practice wish in common: empirical Bayes over those who consented.

Every client's belief is a Gaussian on the wish; taking the prior out of it leaves what their own
judgements say. A few rounds of expectation and maximisation (Dempster, Laird & Rubin 1977) find the
mean and spread from which such clients would come, held near the clinical mapping as long as they
are few. Nobody's own wish can be read off it below `LEAST_CLIENTS`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emotune_gui.domain.learning import CLINICAL_PRIOR, MappingWeights, PersonalPrior
from emotune_gui.personalisation.belief import CURVE, FIRST, SIZE, prior_of
from emotune_gui.personalisation.evidence import Array

LEAST_CLIENTS = 3
LEAST_RATINGS = 5
"""A client with fewer says nothing yet."""
LEAST_LISTENING = 0.5
"""Who rates at random teaches nobody else."""
AS_MANY = 3.0
"""The clinical prior counts as so many clients."""
ROUNDS = 8
WIDEST_MEAN = 0.6
NARROWEST = 0.5
"""The spread between clients never falls below this share of the clinical prior's: the next one
may be unlike all others."""


def pooled(clients: Sequence[MappingWeights]) -> PersonalPrior:
    """The prior for a further client; the clinical one where too few have rated enough.

    `clients` are the mappings in use of *other* clients whose consent to personalise is in force.
    """
    told = [_own(w) for w in clients if _counts(w)]
    if len(told) < LEAST_CLIENTS:
        return CLINICAL_PRIOR
    centre, spread = (part[FIRST:] for part in prior_of())
    mean, variance, widest = centre.copy(), spread**2, WIDEST_MEAN * CURVE[0]
    for _ in range(ROUNDS):
        means, variances = [], []
        for pull, precision in told:
            covariance = np.linalg.inv(precision + np.diag(1.0 / variance))
            place = covariance @ (pull + mean / variance)
            means.append(place)
            variances.append(np.diag(covariance))
        places = np.array(means)
        # The clinical prior as AS_MANY clients who wish nothing.
        total = len(told) + AS_MANY
        mean = np.clip(places.sum(axis=0) / total, -widest, widest)
        scatter = (np.array(variances) + (places - mean) ** 2).sum(axis=0)
        variance = (scatter + AS_MANY * spread**2) / total
        variance = np.clip(variance, (NARROWEST * spread) ** 2, spread**2)
    wish, doubt = mean / CURVE[0], np.sqrt(variance) / CURVE[0]
    return PersonalPrior(tuple(wish.tolist()), tuple(doubt.tolist()), len(told))


def _counts(weights: MappingWeights) -> bool:
    return (
        weights.ratings_used >= LEAST_RATINGS
        and weights.listening >= LEAST_LISTENING
        and len(weights.belief_mean) == SIZE
    )


def _own(weights: MappingWeights) -> tuple[Array, Array]:
    """Pull (precision times mean) and precision that a client's own judgements add, on the wish."""
    covariance = np.linalg.inv(np.array(weights.belief_precision))[FIRST:, FIRST:]
    after = np.linalg.inv(covariance)
    centre, spread = (part[FIRST:] for part in prior_of(weights.prior))
    mean = np.array(weights.belief_mean)[FIRST:]
    before = np.diag(spread**-2.0)
    values, vectors = np.linalg.eigh(after - before)
    # A mixture can be wider than the prior in some direction: it says nothing there.
    own = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return after @ mean - before @ centre, own
