"""`emotune train face|forest`: make the weights in models/ again."""

from __future__ import annotations

import argparse
import importlib.util
import logging
from pathlib import Path

from emotune_gui.domain.faults import EmoTuneError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["face", "forest"], help="the network or the forest")
    parser.add_argument("--data", type=Path, required=True, help="folder or file of the face set")
    parser.add_argument("--epochs", type=int, default=40, help="of the network")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("models"))
    parser.add_argument(
        "--workspace",
        type=Path,
        default=Path("training_runs/face"),
        help="checkpoints and landmarks; a run found here is resumed",
    )
    parser.add_argument(
        "--precision",
        choices=["float32", "mixed_bfloat16"],
        default="float32",
        help="mixed_bfloat16 is quicker on processors with AVX512-BF16",
    )


def run(args: argparse.Namespace) -> int:
    """Train and measure; raises EmoTuneError when the face set or a needed part is missing."""
    _require(("tensorflow", "tqdm", "matplotlib", "sklearn", "skops"))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    command = f"emotune train {args.what} --data {args.data} --seed {args.seed}"
    if args.what == "forest":
        _forest(args, command)
    else:
        _network(args, f"{command} --epochs {args.epochs} --precision {args.precision}")
    return 0


def _require(modules: tuple[str, ...]) -> None:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        raise EmoTuneError(
            f"Training needs {', '.join(missing)}; install EmoTune with its 'train' extra."
        )


def _network(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.face.loop import TrainingSettings
    from emotune_gui.training.face.making import train_network

    settings = TrainingSettings(args.epochs, args.seed, precision=args.precision)
    train_network(args.data, args.out, args.workspace, settings, command)


def _forest(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.face.forest import ForestSettings
    from emotune_gui.training.face.making import train_forest

    train_forest(args.data, args.out, args.workspace, ForestSettings(seed=args.seed), command)
