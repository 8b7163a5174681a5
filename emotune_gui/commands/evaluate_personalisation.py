"""`emotune evaluate personalisation`: whether ratings make the music better, on simulated clients;
with `--replay`, what logged choices say of other ways of choosing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.faults import InvalidInput

AFTER = ("5", "10", "20", "40")


def add_personal_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--clients", type=int, default=300, help="of personalisation: simulated clients"
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=None,
        help="of personalisation: of the clients (unless told the one that is reported)",
    )
    parser.add_argument(
        "--replay", type=Path, default=None, help="of personalisation: a log of choices instead"
    )
    parser.add_argument(
        "--log", type=Path, default=None, help="of personalisation: write such a log of one client"
    )
    parser.add_argument(
        "--plots", type=Path, default=None, help="of personalisation: folder for plots (SVG)"
    )


def run_personalisation(args: argparse.Namespace) -> int:
    """Raises EmoTuneError for figures or files that cannot be taken."""
    with only_json() as write:
        result = _replayed(args) if args.replay is not None else _proved(args)
        if args.json:
            write(result)
    if not args.json:
        print(_replay_table(result) if args.replay is not None else _proof_table(result))
    return 0


def _replayed(args: argparse.Namespace) -> dict[str, Any]:
    from emotune_gui.personalisation.replay import read_log, replay

    return replay(read_log(args.replay))


def _proved(args: argparse.Namespace) -> dict[str, Any]:
    from emotune_gui.engine.proof import REPORTED_SEED, Options, prove, write_log
    from emotune_gui.engine.proof_plots import draw

    if args.clients < 2:
        raise InvalidInput("Give --clients of at least 2.")
    seed = REPORTED_SEED if args.seed is None else args.seed
    if seed < 0:
        raise InvalidInput("Give a --seed of 0 or more.")
    if args.log is not None:
        write_log(args.log, seed)
    complain(f"{args.clients} simulated clients; 300 take about ten minutes.")
    result = prove(Options(args.clients, seed, curves=args.plots is not None))
    if args.plots is not None:
        draw(result, args.plots)
    return result


def _proof_table(result: dict[str, Any]) -> str:
    lines = [
        f"{result['clients']} clients, seed {result['seed']}: regret against the fixed mapping"
    ]
    for kind in ("simple", "cumulative"):
        lines += ["", f"{kind:<28}" + "".join(f"{'after ' + k:>22}" for k in AFTER)]
        for name, rows in result["policies"].items():
            lines.append(
                f"{name:<28}" + "".join(_cell(rows["against_fixed"][k], kind) for k in AFTER)
            )
    lines += ["", "simple regret, by what the clients are like (ours)"]
    for name, row in result["policies"]["ours"]["by_character"].items():
        lines.append(f"{name:<28}" + "".join(f"{100 * row[k]:>+21.0f}%" for k in AFTER))
    lines += ["", f"population prior against none: {result['population']}"]
    lines += [f"random raters: {result['random_raters']}", f"recovery: {result['recovery']}"]
    return "\n".join([*lines, f"cost: {result['cost']}"])


def _cell(row: dict[str, Any], kind: str) -> str:
    low, high = row[f"{kind}_interval"]
    return f"{100 * row[kind]:>+8.0f}% ({100 * low:+.0f} to {100 * high:+.0f})".rjust(22)


def _replay_table(result: dict[str, Any]) -> str:
    logged = result["logged"]
    lines = [f"{result['choices']} choices, mean reward {_interval(logged)}"]
    for name, found in result.items():
        if isinstance(found, dict) and "ips" in found:
            snips = "none alike" if found["snips"] is None else _interval(found["snips"])
            lines.append(
                f"{name:<16}IPS {_interval(found['ips'])}  SNIPS {snips}  "
                f"doubly robust {_interval(found['doubly_robust'])}  "
                f"(as good as {found['effective_choices']:.0f} choices)"
            )
    return "\n".join(lines)


def _interval(told: dict[str, float]) -> str:
    return f"{told['mean']:+.3f} ± {told['interval']:.3f}"
