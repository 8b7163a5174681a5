"""Makes the MIDI files of resources/songs (index.py then lists them). From the repository's root:

    python -m tools.song_set.build --corpus FOLDER/music21/corpus

in an environment of its own with music21 (10.5.1 was used) and mido; EmoTune needs neither.
The corpus comes inside the music21 package. Only what the composer or the tradition gave is
taken from a score: pitches, rhythm, dynamic marks. Layout, lyrics and playback data of the
encoders are left out; tempi, instruments and cuts are ours, as are all accompaniments of tunes.
Encodings that state terms of their own (CC BY, CC BY-SA, non-commercial, GPL, "all rights
reserved", a copyright sign) are not used. The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from tools.song_set.scores import piece_of
from tools.song_set.selection import SCORES, TUNES, ScorePiece, TunePiece
from tools.song_set.tunes import abc_of, arrange, read_tune
from tools.song_set.writing import Piece, write_piece

OUT = Path("resources/songs")


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes resources/songs.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--only", default="", help="only files whose names begin so, with commas between"
    )
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    total = 0
    for piece in (*SCORES, *TUNES):
        path = args.out / f"{piece.file}.mid"
        if piece.file.startswith(tuple(args.only.split(","))):
            write_piece(_made(piece, args.corpus), path)
            sys.stderr.write(f"{path.name}: {path.stat().st_size} bytes\n")
        total += path.stat().st_size
    sys.stderr.write(f"{len(SCORES) + len(TUNES)} songs, {total} bytes\n")
    return 0


def _made(piece: ScorePiece | TunePiece, corpus: Path) -> Piece:
    if isinstance(piece, ScorePiece):
        score = _parsed(corpus / piece.corpus)
        return piece_of(score, piece.title, piece.tempo_bpm, piece.programs, piece.cut, piece.shift)
    from music21 import converter

    tune = read_tune(abc_of(corpus / piece.corpus, piece.number), converter)
    return arrange(piece.title, tune, piece.style, piece.tempo_bpm)


@cache
def _parsed(path: Path) -> Any:
    from music21 import converter

    return converter.parse(path)


if __name__ == "__main__":
    sys.exit(main())
