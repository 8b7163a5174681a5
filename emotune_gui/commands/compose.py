"""`emotune compose`: music for an affect, or along a path of them, as MIDI and sound."""

from __future__ import annotations

import argparse
from pathlib import Path

from emotune_gui.commands.shape import target_path
from emotune_gui.domain.faults import InvalidInput

_LONGEST_S = 4 * 3600.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from emotune_gui.music.composing.opening import COMPOSERS

    parser.add_argument("--valence", type=float, help="-1 to 1")
    parser.add_argument("--arousal", type=float, help="-1 to 1")
    parser.add_argument(
        "--path", type=Path, metavar="FILE.csv", help="a moving target: time_s,valence,arousal"
    )
    parser.add_argument(
        "--seconds", type=float, help="length; of a path the default is its last point's time"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--composer", choices=COMPOSERS, default="rnn")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.mid")
    parser.add_argument("--wav", type=Path, metavar="FILE.wav", help="the same notes as sound")


def run(args: argparse.Namespace) -> int:
    """Write the music; raises EmoTuneError when something cannot be read or written."""
    from emotune_gui.music.composing.opening import open_composer
    from emotune_gui.music.composing.piece import composed_piece
    from emotune_gui.music.rendering import render_bars, seconds_of, write_bars

    path = target_path(args.valence, args.arousal, args.path)
    seconds = args.seconds if args.seconds is not None else path.duration_s
    if not 0.0 < seconds <= _LONGEST_S:
        raise InvalidInput("Give --seconds with the length, more than 0 and at most four hours.")
    bars = composed_piece(open_composer(args.composer, args.seed), path, seconds)
    write_bars(bars, args.out)
    if args.wav is not None:
        render_bars(bars, args.wav)
    print(f"{args.out}: {len(bars)} bars, {seconds_of(bars):.1f} s")
    return 0
