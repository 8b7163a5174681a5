"""`emotune shape SONG.mid`: one song, shaped by an affect or along a path of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Palette
from emotune_gui.music.affect_path import AffectPath, read_affect_path, steady_path

_PRESETS = ("affect", "thesis")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("song", type=Path, metavar="SONG.mid")
    parser.add_argument("--valence", type=float, help="-1 to 1")
    parser.add_argument("--arousal", type=float, help="-1 to 1")
    parser.add_argument(
        "--path", type=Path, metavar="FILE.csv", help="a moving target: time_s,valence,arousal"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.mid")
    parser.add_argument("--wav", type=Path, metavar="FILE.wav", help="the same notes as sound")
    parser.add_argument("--preset", choices=_PRESETS, default="affect")
    parser.add_argument("--palette", choices=[p.value for p in Palette], default="affect")
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> int:
    """Write the shaped song; raises EmoTuneError when something cannot be read or written."""
    from emotune_gui.domain.music import Instrumentation
    from emotune_gui.music.rendering import render_bars, seconds_of, write_bars
    from emotune_gui.music.shaping import ShapingPreset
    from emotune_gui.music.shaping.walking import shaped_song
    from emotune_gui.music.songs.importing import read_song

    path = target_path(args.valence, args.arousal, args.path)
    bars = shaped_song(
        read_song(args.song),
        path,
        seed=args.seed,
        preset=ShapingPreset(args.preset),
        instrumentation=Instrumentation(Palette(args.palette)),
    )
    write_bars(bars, args.out)
    if args.wav is not None:
        render_bars(bars, args.wav)
    print(f"{args.out}: {len(bars)} bars, {seconds_of(bars):.1f} s")
    return 0


def target_path(valence: float | None, arousal: float | None, path: Path | None) -> AffectPath:
    """The target that was asked for on a command line; InvalidInput when it is none or two."""
    if path is not None:
        if valence is not None or arousal is not None:
            raise InvalidInput("Give either --path or --valence and --arousal, not both.")
        return read_affect_path(path)
    if valence is None or arousal is None:
        raise InvalidInput("Give --valence and --arousal, each from -1 to 1, or --path.")
    try:
        return steady_path(Affect(valence, arousal))
    except ValueError as error:
        raise InvalidInput("Valence and arousal go from -1 to 1.") from error
