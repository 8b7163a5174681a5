"""How much regret of simulated clients the ratings take off, as ratios to the fixed mapping, and
what one update and one choice cost.

    python -m benchmarks.learning [--clients 40] [--json]

The same clients and code as `emotune evaluate personalisation`, which says what they are; 1.00 is
the fixed mapping, 0 the best music the trust region allows.
"""

from __future__ import annotations

import argparse
import json

from emotune_gui.engine.proof import Options, prove


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = prove(Options(clients=arguments.clients, seed=arguments.seed))
    ratios = {
        name: {after: 1.0 + row["simple"] for after, row in rows["against_fixed"].items()}
        for name, rows in found["policies"].items()
    }
    result = {"remaining": ratios, "cost": found["cost"]}
    if arguments.json:
        print(json.dumps(result))
        return
    for name, row in ratios.items():
        print(f"{name:<28}" + "  ".join(f"{after} {share:.2f}" for after, share in row.items()))
    print(json.dumps(found["cost"]))


if __name__ == "__main__":
    main()
