"""Which pieces make the set (scores.csv, tunes.csv), with what the curator hears in each.

Valence and arousal are the curator's judgement, from knowing the pieces and their arrangements;
the labeller's opinion stands beside them in the index.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.song_set.scores import WHOLE, Cut

RYAN = "Traditional (Ryan's Mammoth Collection, 1883)"
ONEILL = "Traditional (O'Neill's Music of Ireland, 1903)"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ScorePiece:
    file: str
    corpus: str
    """Path in the corpus of music21."""
    title: str
    composer: str
    genre: str
    tempo_bpm: float
    programs: list[int]
    """General MIDI, by part."""
    valence: float
    arousal: float
    cut: Cut
    shift: int
    """Added to every velocity."""
    granted: str
    """What the encoding itself says, where it says something."""


@dataclass(frozen=True, slots=True)
class TunePiece:
    file: str
    corpus: str
    number: str | None
    """In a book of tunes."""
    title: str
    genre: str
    style: str
    tempo_bpm: float
    valence: float
    arousal: float

    @property
    def composer(self) -> str:
        return RYAN if self.corpus.startswith("ryans") else ONEILL


def _score(row: Mapping[str, str]) -> ScorePiece:
    cut = Cut(int(row["first_bar"]), int(row["last_bar"])) if row["first_bar"] else WHOLE
    return ScorePiece(
        row["file"],
        row["corpus"],
        row["title"],
        row["composer"],
        row["genre"],
        float(row["tempo"]),
        [int(program) for program in row["programs"].split()],
        float(row["valence"]),
        float(row["arousal"]),
        cut,
        int(row["louder"]),
        row["granted"],
    )


def _tune(row: Mapping[str, str]) -> TunePiece:
    return TunePiece(
        row["file"],
        row["corpus"],
        row["number"] or None,
        row["title"],
        row["genre"],
        row["style"],
        float(row["tempo"]),
        float(row["valence"]),
        float(row["arousal"]),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SCORES = tuple(_score(row) for row in _rows("scores.csv"))
TUNES = tuple(_tune(row) for row in _rows("tunes.csv"))
