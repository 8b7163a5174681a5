"""`emotune evaluate …`: how right the recognisers are, and how good the music is."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from emotune_gui.bundled import bundled
from emotune_gui.commands.evaluate_personalisation import (
    add_personal_arguments,
    run_personalisation,
)
from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.faults import InvalidInput

_FACE_SPLITS = ("train", "public", "private", "all")
_USUAL_DATA = {
    "music": Path("../shared/data/music"),
    "fusion": Path("../shared/data/faces"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["face", "images", "music", "voice", "fusion", "personalisation"],
        help="an .npz face set, a folder of photographs, the program's own music, "
        "a folder of labelled voices, face and voice together, or what ratings teach",
    )
    parser.add_argument(
        "--data",
        type=Path,
        help="the .npz file, or the folder (of music ../shared/data/music, of the fusion the "
        "face set in ../shared/data/faces)",
    )
    parser.add_argument("--labels", type=Path, help="of photographs: CSV with file and emotion")
    parser.add_argument(
        "--split",
        default=None,
        help="of a face set: train, public (unless told), private or all; of voices: a name in "
        "the column split, or all (unless told)",
    )
    parser.add_argument("--models", type=Path, default=None, help="folder of the weights")
    parser.add_argument(
        "--workspace",
        type=Path,
        default=None,
        help="what is kept so that a second run is quick (training_runs/face or .../music)",
    )
    parser.add_argument(
        "--slices", action="store_true", help="also by light, size, sharpness, pose, skin luminance"
    )
    parser.add_argument(
        "--cards",
        action="store_true",
        help="of a face set and of music: also bring the models' cards up to date",
    )
    parser.add_argument("--clips", type=int, default=25, help="of music: clips an emotion")
    add_personal_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object, alone")


def run(args: argparse.Namespace) -> int:
    """Print the figures; raises EmoTuneError when a file cannot be read."""
    if args.what == "personalisation":
        return run_personalisation(args)
    if args.data is None:
        if args.what not in _USUAL_DATA:
            raise InvalidInput("Give --data with the .npz file or the folder.")
        args.data = _USUAL_DATA[args.what]
    if args.workspace is None:
        own = args.what if args.what in ("music", "voice") else "face"
        args.workspace = Path("training_runs") / own
    with only_json() as write:
        result = _MEASURED[args.what](args, args.models or bundled("models"))
        if args.json:
            write(result)
    if not args.json:
        plain = args.what in ("music", "voice", "fusion")
        print(json.dumps(result, indent=2) if plain else _tables(result))
    return 0


def _voice(args: argparse.Namespace, models: Path) -> dict[str, Any]:
    from emotune_gui.training.voice.measuring import VoiceSetOptions, measure_voice_set

    options = VoiceSetOptions(args.split or "all", models, args.workspace)
    return measure_voice_set(args.data, options, complain)


def _fusion(args: argparse.Namespace, models: Path) -> dict[str, Any]:
    from emotune_gui.perception.fusion import load_fusion
    from emotune_gui.training.fusion.fitting import FusionSettings
    from emotune_gui.training.fusion.making import fusion_json, measure_fusion

    told = measure_fusion(args.data, models, args.workspace, complain, FusionSettings())
    return fusion_json(told, load_fusion(models).name)


def _face(args: argparse.Namespace, models: Path) -> dict[str, Any]:
    from emotune_gui.training.face.measuring import FaceSetOptions, measure_face_set

    split = args.split or "public"
    if split not in _FACE_SPLITS:
        raise InvalidInput(f"A face set has the splits {', '.join(_FACE_SPLITS)}, not {split}.")
    options = FaceSetOptions(split, models, args.workspace, args.slices, args.cards)
    return measure_face_set(args.data, options, complain)


def _images(args: argparse.Namespace, models: Path) -> dict[str, Any]:
    from emotune_gui.training.face.photographs import (
        photograph_figures,
        photograph_slices,
        see_photographs,
    )

    if args.labels is None:
        raise InvalidInput("Give --labels with the CSV file that says what each picture shows.")
    seen = see_photographs(args.data, args.labels, models, complain)
    return photograph_figures(seen) | (photograph_slices(seen) if args.slices else {})


def _music(args: argparse.Namespace, models: Path) -> dict[str, Any]:
    from emotune_gui.training.music.card import write_measured
    from emotune_gui.training.music.evaluation import EvaluationOptions, evaluate_music

    options = EvaluationOptions(args.data, models, args.workspace, args.clips)
    result = evaluate_music(options)
    if args.cards:
        write_measured(result, models / "music_rnn.md")
    return result


def _tables(result: dict[str, Any]) -> str:
    """One row a recogniser; whatever belongs to none of them in lines below."""
    rows = result.get("recognisers", {k: v for k, v in result.items() if isinstance(v, dict)})
    columns = [key for key, value in next(iter(rows.values())).items() if _plain(value)]
    lines = [f"{'':10}" + "".join(f"{name:>16}" for name in columns)]
    lines += [
        f"{name:10}" + "".join(f"{found[column]:>16}" for column in columns)
        for name, found in rows.items()
    ]
    if "recognisers" in result:
        apart = {"recognisers", "slices", "shortfalls", *columns}
        said = {k: v for k, v in result.items() if k not in apart}
        lines += [f"{key}: {v if _plain(v) else json.dumps(v)}" for key, v in said.items()]
        rows = {"combined": result}
    for name, found in rows.items():
        lines += _slice_lines(name, found) if "slices" in found else []
    return "\n".join(lines)


def _slice_lines(name: str, found: dict[str, Any]) -> list[str]:
    lines = ["", f"{name}, by slices (95 % intervals)"]
    for one in found["slices"]:
        eight, four = (f"{lo:.3f}-{hi:.3f}" for lo, hi in (one["interval_8"], one["interval_4"]))
        lines.append(
            f"  {one['measure']:<22}{one['name']:<16}{one['low']:>8.1f} to {one['high']:>8.1f}"
            f"  n {one['n']:>5}  8: {one['accuracy_8']:.3f} ({eight})"
            f"  4: {one['accuracy_4']:.3f} ({four})"
        )
    return [*lines, *(f"  Shortfall: {sentence}" for sentence in found["shortfalls"])]


def _plain(value: object) -> bool:
    return isinstance(value, int | float)


_MEASURED: dict[str, Callable[[argparse.Namespace, Path], dict[str, Any]]] = {
    "face": _face,
    "images": _images,
    "music": _music,
    "voice": _voice,
    "fusion": _fusion,
}
