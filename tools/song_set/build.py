"""Makes resources/songs: compact MIDI files and their index. From the repository's root:

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
import csv
import sys
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from tools.song_set.scores import piece_of
from tools.song_set.selection import ONEILL, RYAN, SCORES, TUNES, ScorePiece, TunePiece
from tools.song_set.tunes import abc_of, arrange, read_tune, shifted
from tools.song_set.writing import Piece, write_piece

OUT = Path("resources/songs")
COLUMNS = (
    "file",
    "title",
    "composer",
    "genre",
    "licence",
    "source",
    "valence",
    "arousal",
    "label_by",
    "tempo",
)
LICENCE = "Public domain"


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes resources/songs.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", default="", help="files whose name begins so")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    rows = [_score_row(piece) for piece in SCORES] + [_tune_row(piece) for piece in TUNES]
    total = 0
    for piece in (*SCORES, *TUNES):
        path = args.out / f"{piece.file}.mid"
        if piece.file.startswith(args.only):
            write_piece(_made(piece, args.corpus), path)
            sys.stderr.write(f"{path.name}: {path.stat().st_size} bytes\n")
        total += path.stat().st_size
    with (args.out / "index.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: str(row["file"])))
    sys.stderr.write(f"{len(rows)} songs, {total} bytes\n")
    return 0


def _made(piece: ScorePiece | TunePiece, corpus: Path) -> Piece:
    if isinstance(piece, ScorePiece):
        score = _parsed(corpus / piece.corpus)
        return piece_of(score, piece.title, piece.tempo_bpm, piece.programs, piece.cut, piece.shift)
    from music21 import converter

    tune = read_tune(abc_of(corpus / piece.corpus, piece.number), converter)
    return arrange(piece.title, shifted(tune, piece.shift), piece.style, piece.tempo_bpm)


@cache
def _parsed(path: Path) -> Any:
    from music21 import converter

    return converter.parse(path)


def _score_row(piece: ScorePiece) -> dict[str, object]:
    cut = "" if piece.cut.last >= 10_000 else f", bars {piece.cut.first} to {piece.cut.last}"
    granted = f"; {piece.granted}" if piece.granted else ""
    source = f"music21 10.5.1, corpus/{piece.corpus}{cut}{granted}; notes only, tempo by EmoTune"
    return _row(piece, piece.composer, source)


def _tune_row(piece: TunePiece) -> dict[str, object]:
    number = "" if piece.number is None else f", no. {piece.number}"
    composer = RYAN if piece.corpus.startswith("ryans") else ONEILL
    source = f"music21 10.5.1, corpus/{piece.corpus}{number}; melody only, accompaniment by EmoTune"
    return _row(piece, composer, source)


def _row(piece: ScorePiece | TunePiece, composer: str, source: str) -> dict[str, object]:
    return {
        "file": f"{piece.file}.mid",
        "title": piece.title,
        "composer": composer,
        "genre": piece.genre,
        "licence": LICENCE,
        "source": source,
        "valence": piece.valence,
        "arousal": piece.arousal,
        "label_by": "curator",
        "tempo": piece.tempo_bpm,
    }


if __name__ == "__main__":
    sys.exit(main())
