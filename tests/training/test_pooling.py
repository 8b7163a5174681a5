"""The combination's weights on made-up answers."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.training.face.evaluation import calibration_error
from emotune_gui.training.face.pooling import fit_pool, log_loss

MAJORITY = np.random.default_rng(0).integers(0, 8, 2500)


def noisy(right, sure, seed, majority=MAJORITY):
    """N x 8 answers that name the right class in about a share `right` of the rows."""
    rng = np.random.default_rng(seed)
    told = np.where(rng.random(len(majority)) < right, majority, rng.integers(0, 8, len(majority)))
    table = np.full((len(majority), 8), (1 - sure) / 7)
    table[np.arange(len(majority)), told] = sure
    return table


@pytest.fixture(scope="module")
def tables():
    return {"cnn": noisy(0.8, 0.99, 1), "forest": noisy(0.4, 0.9, 2), "ocular": noisy(0.7, 0.9, 3)}


@pytest.fixture(scope="module")
def weights(tables):
    return fit_pool(tables, MAJORITY)


def asked(pool, tables):
    names = tuple(pool.exponents)
    rows = [
        pool.combine({n: EmotionProbabilities(tuple(tables[n][i])) for n in names}).values
        for i in range(len(MAJORITY))
    ]
    return np.array(rows)


def test_every_choice_of_others_has_its_pool(weights):
    assert {frozenset(pool.exponents) for pool in weights.pools} == {
        frozenset(("cnn", *others)) for others in (("forest",), ("ocular",), ("forest", "ocular"))
    }
    assert set(weights.alone) == {"cnn", "forest", "ocular"}


def test_pools_are_right_at_least_as_often_as_the_network_and_calibrated(weights, tables):
    own = (tables["cnn"].argmax(axis=1) == MAJORITY).mean()
    for pool in weights.pools:
        told = asked(pool, tables)
        right = told.argmax(axis=1) == MAJORITY
        assert right.mean() >= own
        assert calibration_error(told.max(axis=1), right) < 0.05


def test_more_opinions_explain_more(weights, tables):
    losses = {
        len(pool.exponents): log_loss(np.log(asked(pool, tables)), MAJORITY)
        for pool in weights.pools
    }
    alone = log_loss(weights.alone["cnn"] * np.log(tables["cnn"]), MAJORITY)
    assert losses[3] < losses[2] < alone


def test_better_recognisers_weigh_more(weights):
    largest = max(weights.pools, key=lambda pool: len(pool.exponents))
    assert largest.exponents["ocular"] > largest.exponents["forest"] >= 0.0
    assert abs(sum(largest.bias)) < 1.0


def test_chance_gets_no_say():
    tables = {"cnn": noisy(0.8, 0.9, 1), "forest": noisy(0.0, 0.99, 7)}
    pool = fit_pool(tables, MAJORITY).pools[0]
    assert pool.exponents["forest"] < 0.1 * pool.exponents["cnn"]
