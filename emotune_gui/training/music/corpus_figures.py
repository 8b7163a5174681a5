"""The three common measures of the corpus: what composed music is compared with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from emotune_gui.training.music.corpus import Piece, load_corpus
from emotune_gui.training.music.metrics import (
    groove_consistency,
    pitch_class_entropy,
    scale_consistency,
)

EXCERPT_BARS = 16
"""Pitch-class entropy grows with length: composed music is measured on as many bars."""
MEASURES = ("pitch_class_entropy", "scale_consistency", "groove_consistency")
Notes = Sequence[tuple[float, int]]
"""(onset in beats from a bar line, MIDI pitch)."""


def measures_of(notes: Notes, beats: int) -> tuple[float, float, float]:
    """The MEASURES of an excerpt of at least two bars in one metre."""
    onsets, pitches = zip(*notes, strict=True)
    return (
        pitch_class_entropy(pitches),
        scale_consistency(pitches),
        groove_consistency(onsets, beats),
    )


def corpus_figures(folder: Path, workspace: Path) -> dict[str, tuple[float, float]]:
    """Mean and standard deviation over excerpts, by measure; kept in `workspace`."""
    kept = workspace / "corpus_figures.json"
    if not kept.exists():
        rows = np.array(
            [row for piece in load_corpus(folder, workspace) for row in _of_piece(piece)]
        )
        found = {
            name: (float(column.mean()), float(column.std()))
            for name, column in zip(MEASURES, rows.T, strict=True)
        }
        workspace.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(found), encoding="utf-8")
    stored = json.loads(kept.read_text(encoding="utf-8"))
    return {name: (stored[name][0], stored[name][1]) for name in MEASURES}


def _of_piece(piece: Piece) -> Iterable[tuple[float, float, float]]:
    notes = np.concatenate([piece.melody, piece.accompaniment])
    length = EXCERPT_BARS * piece.beats
    for first in range(0, piece.bars - EXCERPT_BARS + 1, EXCERPT_BARS):
        start = first * piece.beats
        inside = notes[(notes[:, 0] >= start) & (notes[:, 0] < start + length)]
        if len(inside) >= 2 * EXCERPT_BARS:
            excerpt = [(float(onset) - start, int(pitch)) for onset, _, pitch in inside]
            yield measures_of(excerpt, piece.beats)
