"""Clients whose taste is known: learning must help them, and harm nobody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.music import mapping
from emotune_gui.personalisation.clinical import TUNED
from emotune_gui.personalisation.simulated import (
    SimulatedClient,
    consistent_client,
    learn_from,
)

SEEDS = range(40)


def answer(target: Affect, weights: MappingWeights) -> MusicParameters:
    return mapping.apply(target, weights, plan=Plan())


def misfits(ratings: int, *, random: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Before and after that many ratings, by seed."""
    before, afterwards = [], []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        client = replace(consistent_client(rng), random=random)
        versions = learn_from(client, answer, ratings, rng)
        before.append(client.misfit(versions[0]))
        afterwards.append(client.misfit(versions[-1]))
    return np.array(before), np.array(afterwards)


def test_twenty_ratings_bring_the_mapping_closer() -> None:
    before, afterwards = misfits(20)
    assert afterwards.mean() < 0.92 * before.mean()
    assert (afterwards < before).mean() > 0.5


def test_forty_bring_it_closer_still() -> None:
    _, twenty = misfits(20)
    before, forty = misfits(40)
    assert forty.mean() < twenty.mean()
    assert forty.mean() < 0.85 * before.mean()


def test_who_rates_without_listening_stays_near_the_clinical_mapping() -> None:
    reach = np.array([[tuned.reach] for tuned in TUNED.values()])
    widths = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        client = replace(consistent_client(rng), random=True)
        final = learn_from(client, answer, 20, rng)[-1]
        widths.append(np.abs(np.array(final.offsets) / reach).sum(axis=1).mean())
    assert np.mean(widths) < 0.3


def test_who_is_content_is_left_alone() -> None:
    content = SimulatedClient(CLINICAL_MAPPING, noise=0.1)
    for seed in range(10):
        versions = learn_from(content, answer, 20, np.random.default_rng(seed))
        assert content.misfit(versions[-1]) < 0.15


def test_a_misfit_is_nothing_exactly_at_the_wish() -> None:
    client = consistent_client(np.random.default_rng(0))
    assert client.misfit(client.wished) == 0.0
    assert client.misfit(CLINICAL_MAPPING) > 0.05


def test_a_simulated_client_prefers_what_it_wishes() -> None:
    rng = np.random.default_rng(0)
    client = replace(consistent_client(rng), noise=0.0)
    target = Affect(0.3, 0.3)
    wished = client.rate(answer(target, client.wished), target, rng)
    clinical = client.rate(answer(target, CLINICAL_MAPPING), target, rng)
    assert wished.score is not None
    assert clinical.score is not None
    assert wished.score >= clinical.score
