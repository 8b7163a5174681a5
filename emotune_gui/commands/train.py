"""`emotune train …`: make the weights in models/ again."""

from __future__ import annotations

import argparse
import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path

from emotune_gui.domain.faults import EmoTuneError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=list(_TRAINED),
        help="the expression network, the landmark forest, the ocular network, the one-stage "
        "detector, only the combination of those that are there, the network that knows "
        "the client's face again (taken over from dlib, without --data), or the recurrent "
        "composer (--data with the folder of the music sets), the voice network, or the fusion of "
        "face and voice (--data with the face set)",
    )
    parser.add_argument("--data", type=Path, help="folder or file of the face set")
    parser.add_argument("--epochs", type=int, default=None, help="of a network")
    parser.add_argument(
        "--generations",
        type=int,
        default=1,
        help="of the expression network: each later one learns from the earlier ones' answers too",
    )
    parser.add_argument(
        "--folds",
        type=int,
        default=5,
        help="of the voice: speaker-disjoint folds it is measured on",
    )
    parser.add_argument(
        "--across", action="store_true", help="of the voice: also trained without each corpus"
    )
    parser.add_argument(
        "--random-split",
        action="store_true",
        help="of the voice: also a split that leaks, to stand beside published figures",
    )
    parser.add_argument(
        "--voices",
        type=Path,
        default=Path("training_runs/voice/out_of_fold.npz"),
        help="of the fusion: what the voice's folds answered, written by train voice",
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("models"))
    parser.add_argument(
        "--workspace",
        type=Path,
        default=None,
        help="checkpoints and what was prepared (training_runs/face or training_runs/music); "
        "a run found here is resumed",
    )
    parser.add_argument(
        "--precision",
        choices=["float32", "mixed_bfloat16"],
        default="float32",
        help="mixed_bfloat16 is quicker on processors with AVX512-BF16",
    )


def run(args: argparse.Namespace) -> int:
    """Train and measure; raises EmoTuneError when the face set or a needed part is missing."""
    _require(("tensorflow", "tqdm", "matplotlib", "sklearn"))
    if args.data is None and args.what != "identity":
        raise EmoTuneError("Give --data with the folder or file of the data set.")
    if args.generations < 1 or (args.epochs is not None and args.epochs < 1):
        raise EmoTuneError("Give at least one epoch and one generation.")
    if args.workspace is None:
        own = args.what if args.what in ("music", "voice") else "face"
        args.workspace = Path("training_runs") / own
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    command = f"emotune train {args.what} --data {args.data} --seed {args.seed}"
    _TRAINED[args.what](args, command)
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

    epochs = args.epochs or TrainingSettings().epochs
    settings = TrainingSettings(epochs, args.seed, precision=args.precision)
    command += f" --epochs {settings.epochs} --precision {settings.precision}"
    command += f" --generations {args.generations}"
    train_network(args.data, args.out, args.workspace, settings, command, args.generations)


def _forest(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.face.forest import ForestSettings
    from emotune_gui.training.face.making import train_forest

    train_forest(args.data, args.out, args.workspace, ForestSettings(seed=args.seed), command)


def _ocular(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.face.ocular import OcularSettings, train_ocular

    epochs = args.epochs or OcularSettings().epochs
    settings = OcularSettings(epochs, args.seed, compare=True)
    command += f" --epochs {settings.epochs}"
    train_ocular(args.data, args.out, args.workspace, settings, command)
    _combine(args, {"ocular": command})


def _onestage(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.face.onestage import OneStageSettings, train_onestage

    epochs = args.epochs or OneStageSettings().epochs
    settings = OneStageSettings(epochs, args.seed, precision=args.precision)
    command += f" --epochs {settings.epochs} --precision {settings.precision}"
    train_onestage(args.data, args.out, args.workspace, settings, command)
    _combine(args, {"onestage": command})


def _voice(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.voice.network import VoiceSettings
    from emotune_gui.training.voice.whole import VoicePlan, train_voice

    if args.folds < 2:
        raise EmoTuneError("Give at least two folds.")
    settings = VoiceSettings(args.epochs or VoiceSettings().epochs, args.seed)
    plan = VoicePlan(args.folds, args.across, args.random_split)
    command += f" --epochs {settings.epochs} --folds {plan.folds}"
    command += " --across" * plan.across + " --random-split" * plan.random
    train_voice(args.data, args.out, args.workspace, settings, plan, command)


def _fusion(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.fusion.fitting import FusionSettings
    from emotune_gui.training.fusion.making import train_fusion

    settings = FusionSettings(seed=args.seed)
    train_fusion(args.data, args.voices, args.out, args.workspace, settings, command)


def _combination(args: argparse.Namespace, command: str) -> None:
    _combine(args, {"combined": command})


def _identity(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.perception.face.identity import IDENTITY_FILE
    from emotune_gui.training.face.recognition import export_recognition

    export_recognition(args.out / IDENTITY_FILE)


def _labeller(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.songs.labeller import train_labeller

    train_labeller(args.data, args.out, args.seed, command)


def _combine(args: argparse.Namespace, made_by: dict[str, str]) -> None:
    from emotune_gui.training.face.data import load_faces
    from emotune_gui.training.face.making import combine

    combine(load_faces(args.data), args.out, args.workspace, args.seed, made_by)


def _music(args: argparse.Namespace, command: str) -> None:
    from emotune_gui.training.music.loop import MusicSettings
    from emotune_gui.training.music.making import train_music

    epochs = args.epochs or MusicSettings().epochs
    settings = MusicSettings(epochs, args.seed, precision=args.precision)
    command += f" --epochs {settings.epochs} --precision {settings.precision}"
    train_music(args.data, args.out, args.workspace, settings, command)


_TRAINED: dict[str, Callable[[argparse.Namespace, str], None]] = {
    "face": _network,
    "forest": _forest,
    "ocular": _ocular,
    "onestage": _onestage,
    "combination": _combination,
    "identity": _identity,
    "voice": _voice,
    "fusion": _fusion,
    "music": _music,
    "labeller": _labeller,
}
