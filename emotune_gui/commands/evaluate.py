"""`emotune evaluate face`: how right the recognisers are on a face set."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from emotune_gui.bundled import bundled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["face"], help="which recognisers to measure")
    parser.add_argument("--data", type=Path, required=True, help="an .npz file of faces")
    parser.add_argument("--split", choices=["train", "public", "private", "all"], default="public")
    parser.add_argument("--models", type=Path, default=None, help="folder of the weights")
    parser.add_argument(
        "--workspace",
        type=Path,
        default=Path("training_runs/face"),
        help="where landmarks are kept, so that a second run is quick",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, alone")


def run(args: argparse.Namespace) -> int:
    """Print the figures; raises EmoTuneError when a file cannot be read."""
    from emotune_gui.training.face.evaluation import as_json, evaluate_faces

    models = args.models or bundled("models")
    result = as_json(evaluate_faces(args.data, args.split, models, args.workspace))
    print(json.dumps(result, indent=1) if args.json else _table(result))
    return 0


def _table(result: dict[str, dict[str, float]]) -> str:
    columns = list(next(iter(result.values())))
    head = f"{'':10}" + "".join(f"{name:>16}" for name in columns)
    rows = [
        f"{name:10}" + "".join(f"{found[column]:>16}" for column in columns)
        for name, found in result.items()
    ]
    return "\n".join([head, *rows])
