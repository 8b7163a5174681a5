"""How much of the misfit of simulated clients the ratings take off, as ratios to none.

    python -m benchmarks.learning [--clients 200] [--json]

Each client wishes one to three parameters 0.4-0.9 of their reach away from the clinical mapping
and rates with noise; "careless" ones rate at random. 1.00 is the clinical mapping, 0 perfect.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.music import mapping
from emotune_gui.personalisation import learning
from emotune_gui.personalisation.simulated import consistent_client, learn_from

AFTER = (5, 10, 20, 40)


def answer(target: Affect, weights: MappingWeights) -> MusicParameters:
    return mapping.apply(target, weights, plan=Plan())


def remaining(clients: int, *, careless: bool, trials: bool) -> dict[str, float]:
    """Mean misfit after so many ratings, as a share of that before, with a 95 % interval."""
    usual = learning._TRIAL
    learning._TRIAL = usual if trials else 0.0
    rows = []
    for seed in range(clients):
        rng = np.random.default_rng(seed)
        client = replace(consistent_client(rng), random=careless)
        versions = learn_from(client, answer, max(AFTER), rng)
        rows.append([client.misfit(versions[k]) for k in (0, *AFTER)])
    learning._TRIAL = usual
    table = np.array(rows)
    start = table[:, 0].mean()
    spread = 1.96 * (table[:, 3] - table[:, 0]).std() / len(table) ** 0.5 / start
    shares = {f"after_{k}": float(table[:, n + 1].mean() / start) for n, k in enumerate(AFTER)}
    return {
        **shares,
        "interval_20": float(spread),
        "better_20": float((table[:, 3] < table[:, 0]).mean()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = {
        "consistent": remaining(arguments.clients, careless=False, trials=True),
        "consistent, without trials": remaining(arguments.clients, careless=False, trials=False),
        "careless": remaining(arguments.clients, careless=True, trials=True),
    }
    if arguments.json:
        print(json.dumps(result))
        return
    for name, row in result.items():
        print(f"{name:<28}" + "  ".join(f"{key} {value:.2f}" for key, value in row.items()))


if __name__ == "__main__":
    main()
