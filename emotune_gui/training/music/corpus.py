"""The public-domain corpora as melody and accompaniment in beats.

Songs for voice and piano (OpenScore Lieder, CC0) and lead sheets (OpenEWLD). The Bach chorales
carry no bar lines that could be trusted and teach no accompaniment, so that only the figures
compare with them.
"""

from __future__ import annotations

import csv
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.progress import with_progress

FloatArray = npt.NDArray[np.float64]

TAUGHT: tuple[str, ...] = ("openscore_lieder", "openewld")
_METRES = {(4, 4): 4, (2, 2): 4, (2, 4): 4, (3, 4): 3}
"""Beats of the bar as which a time signature is read; two bars of 2/4 make one of four."""
_LEAST_BARS = 8
_OFF_GRID = 0.08
"""Share of a sixteenth that an onset may lie beside the grid."""
_MOST_OFF_GRID = 0.06
"""Share of notes beside the grid from which a piece (of triplets, mostly) is left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Notes are rows of (onset, duration, MIDI pitch), in beats from a bar line."""

    file: str
    source: str
    composer: str
    beats: int
    bars: int
    melody: FloatArray
    accompaniment: FloatArray
    affect: Affect


def read_corpus(folder: Path) -> list[Piece]:
    """Every piece in 4/4, 2/2, 2/4 or 3/4 that keeps to sixteenths.

    Raises EmoTuneError when the folder or its table of weak labels is missing.
    """
    table = folder / "song_library_weak.csv"
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["file"].startswith(TAUGHT)]
    except OSError as problem:
        raise EmoTuneError(
            f"{table} cannot be read ({problem}); give the folder of the music sets."
        ) from problem
    order = with_progress(range(len(rows)), "reading scores", len(rows))
    return [piece for index in order if (piece := _piece(folder, rows[index])) is not None]


def load_corpus(folder: Path, workspace: Path) -> list[Piece]:
    """The corpus as kept in `workspace`, or read (some minutes) and kept there."""
    kept = workspace / "corpus.npz"
    if not kept.exists():
        pieces = read_corpus(folder)
        workspace.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part.npz")
        arrays: dict[str, Any] = {f"melody_{i}": piece.melody for i, piece in enumerate(pieces)}
        arrays |= {f"accompaniment_{i}": piece.accompaniment for i, piece in enumerate(pieces)}
        np.savez_compressed(part, told=np.array(json.dumps([_told(p) for p in pieces])), **arrays)
        part.replace(kept)
        return pieces
    with np.load(kept, allow_pickle=False) as stored:
        return [
            Piece(
                file=told["file"],
                source=told["source"],
                composer=told["composer"],
                beats=told["beats"],
                bars=told["bars"],
                melody=stored[f"melody_{i}"],
                accompaniment=stored[f"accompaniment_{i}"],
                affect=Affect(*told["affect"]),
            )
            for i, told in enumerate(json.loads(str(stored["told"])))
        ]


def _told(piece: Piece) -> dict[str, Any]:
    return {
        "file": piece.file,
        "source": piece.source,
        "composer": piece.composer,
        "beats": piece.beats,
        "bars": piece.bars,
        "affect": [piece.affect.valence, piece.affect.arousal],
    }


def read_midi(path: Path) -> Any:
    """A `pretty_midi.PrettyMIDI`, without its remarks about odd files."""
    import pretty_midi

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pretty_midi.PrettyMIDI(str(path))


def _piece(folder: Path, row: dict[str, str]) -> Piece | None:
    score = read_midi(folder / row["file"])
    stretch = _longest_stretch(score)
    if stretch is None or len(score.instruments) < 2:
        return None
    start, end, beats = stretch
    voice, *rest = score.instruments
    melody = _in_beats(score, voice.notes, start, end)
    others = _in_beats(score, [note for part in rest for note in part.notes], start, end)
    if len(melody) < 16 or len(others) < 16:
        return None
    if max(_off_grid(melody), _off_grid(others)) > _MOST_OFF_GRID:
        return None
    return Piece(
        file=row["file"],
        source=row["file"].split("/")[0],
        composer=row["composer"],
        beats=beats,
        bars=int((end - start) // beats),
        melody=_monophonic(melody),
        accompaniment=others,
        affect=Affect.clamped(
            2 * float(row["p_valence_pos"]) - 1, 2 * float(row["p_arousal_high"]) - 1
        ),
    )


def _longest_stretch(score: Any) -> tuple[float, float, int] | None:
    """(first beat, last beat, beats of the bar) of the longest part in one metre we can read."""
    stretches = [s for s in _stretches(score) if s[1] - s[0] >= _LEAST_BARS * s[2]]
    return max(stretches, key=lambda s: s[1] - s[0], default=None)


def _stretches(score: Any) -> Iterator[tuple[float, float, int]]:
    changes = score.time_signature_changes
    ends = [_beat(score, change.time) for change in changes[1:]] + [
        _beat(score, score.get_end_time())
    ]
    for change, end in zip(changes, ends, strict=True):
        beats = _METRES.get((change.numerator, change.denominator))
        if beats is not None:
            yield _beat(score, change.time), end, beats


def _beat(score: Any, seconds: float) -> float:
    return float(score.time_to_tick(seconds)) / float(score.resolution)


def _in_beats(score: Any, notes: list[Any], start: float, end: float) -> FloatArray:
    rows = [
        (_beat(score, n.start) - start, _beat(score, n.end) - _beat(score, n.start), n.pitch)
        for n in notes
    ]
    inside = sorted(row for row in rows if 0 <= row[0] < end - start)
    return np.array(inside, np.float64).reshape(-1, 3)


def _off_grid(notes: FloatArray) -> float:
    beside = np.abs(4 * notes[:, 0] - np.round(4 * notes[:, 0]))
    return float((beside > _OFF_GRID).mean())


def _monophonic(notes: FloatArray) -> FloatArray:
    """The highest note of each sixteenth."""
    highest: dict[int, FloatArray] = {}
    for note in notes:
        slot = round(4 * note[0])
        if slot not in highest or note[2] > highest[slot][2]:
            highest[slot] = note
    return np.array([highest[slot] for slot in sorted(highest)])
