"""Writes resources/songs/index.csv. From the repository's root, in EmoTune's own environment:

    python -m tools.song_set.index

after build.py made the files. Key, length and the labeller's opinion are measured; valence and
arousal are the curator's (scores.csv and tunes.csv).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from emotune_gui.music.songs.importing import read_song, song_id
from emotune_gui.music.songs.labelling import SongLabeller
from emotune_gui.music.songs.timing import duration_s
from tools.song_set.selection import SCORES, TUNES, ScorePiece, TunePiece

FOLDER = Path("resources/songs")
LICENCE = "Public domain"


def main() -> int:
    labeller = SongLabeller.load()
    rows = [_row(piece, labeller) for piece in (*SCORES, *TUNES)]
    rows.sort(key=lambda row: str(row["file"]))
    with (FOLDER / "index.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


def _row(piece: ScorePiece | TunePiece, labeller: SongLabeller) -> dict[str, object]:
    path = FOLDER / f"{piece.file}.mid"
    score = read_song(path)
    opinion = labeller.label_score(score)
    return {
        "file": path.name,
        "id": song_id(path),
        "title": piece.title,
        "composer": piece.composer,
        "genre": piece.genre,
        "licence": LICENCE,
        "source": _source(piece),
        "valence": piece.valence,
        "arousal": piece.arousal,
        "label_by": "curator",
        "tempo": piece.tempo_bpm,
        "tonic": score.tonic,
        "mode": score.mode.value,
        "duration_s": round(duration_s(score), 1),
        "guessed_valence": round(opinion.affect.valence, 2),
        "guessed_arousal": round(opinion.affect.arousal, 2),
    }


def _source(piece: ScorePiece | TunePiece) -> str:
    where = f"music21 10.5.1, corpus/{piece.corpus}"
    if isinstance(piece, TunePiece):
        number = "" if piece.number is None else f", no. {piece.number}"
        return f"{where}{number}; melody only, accompaniment by EmoTune"
    cut = "" if piece.cut.last >= 10_000 else f", bars {piece.cut.first} to {piece.cut.last}"
    granted = f"; {piece.granted}" if piece.granted else ""
    return f"{where}{cut}{granted}; notes only, tempo and instruments by EmoTune"


if __name__ == "__main__":
    sys.exit(main())
