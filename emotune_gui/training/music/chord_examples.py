"""Chords of the corpus as the chord network learns them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from emotune_gui.domain.music import Mode
from emotune_gui.music.composing.recurrent_chords import (
    CHORD_INPUTS,
    NUMERALS,
    Placed,
    chord_inputs,
)
from emotune_gui.music.composing.scale import Chord, Scale
from emotune_gui.training.face.progress import with_progress
from emotune_gui.training.music.bars import CHUNK, closings_of, harmony_of
from emotune_gui.training.music.corpus import Piece, load_corpus
from emotune_gui.training.music.examples import Examples, is_dev, keep, kept_examples

_STEPS = 2 * CHUNK
_HALF = 2
"""Beats of a step in a bar of four; a bar of three is one step."""


def load_chord_examples(folder: Path, workspace: Path) -> Examples:
    """Read from the scores once and kept in `workspace`."""
    kept = workspace / "chord_examples.npz"
    if not kept.exists():
        keep(_examples(load_corpus(folder, workspace)), kept)
    found = kept_examples(kept)
    if found.inputs.shape[1:] != (_STEPS, CHORD_INPUTS):
        kept.unlink()
        return load_chord_examples(folder, workspace)
    return found


def _examples(pieces: list[Piece]) -> Examples:
    rows = []
    for index in with_progress(range(len(pieces)), "reading chords", len(pieces)):
        piece = pieces[index]
        scales, chords = harmony_of(piece)
        closing = closings_of(piece)
        for first in range(0, piece.bars, CHUNK):
            bars = range(first, min(first + CHUNK, piece.bars))
            rows.append((piece, bars, scales, chords, closing))
    examples = Examples(
        inputs=np.zeros((len(rows), _STEPS, CHORD_INPUTS), np.float16),
        first=np.zeros((len(rows), _STEPS), np.int16),
        second=np.zeros((len(rows), _STEPS), np.int16),
        weights=np.zeros((len(rows), _STEPS, 2), np.float16),
        affects=np.array([(p.affect.valence, p.affect.arousal) for p, *_ in rows], np.float32),
        dev=np.array([is_dev(p.composer) for p, *_ in rows]),
    )
    for row, (piece, bars, scales, chords, closing) in enumerate(rows):
        _fill(examples, row, piece, bars, scales, chords, closing)
    return examples


def _fill(
    examples: Examples,
    row: int,
    piece: Piece,
    bars: range,
    scales: list[Scale],
    chords: list[list[Chord]],
    closing: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> None:
    before: Placed | None = None
    held = step = 0
    for bar in bars:
        dark = scales[bar].mode is Mode.AEOLIAN
        starts = (0, _HALF) if piece.beats == 4 else (0,)
        for beat in starts:
            examples.inputs[row, step] = chord_inputs(
                before, held, dark=dark, affect=(piece.affect.valence, piece.affect.arousal),
                triple=piece.beats == 3, second_half=beat > 0, to_closing=int(closing[bar]),
            )  # fmt: skip
            now = placed(chords[bar][beat], dark)
            examples.first[row, step], examples.second[row, step] = now
            examples.weights[row, step] = 1.0
            held = held + 1 if now == before else 1
            before, step = now, step + 1


def placed(harmony: Chord, dark: bool) -> Placed:
    """The classes of a chord; a seventh in the bass counts as the root."""
    tones = [tone % 12 for tone in harmony.tones[:3]]
    inversion = tones.index(harmony.bass) if harmony.bass in tones else 0
    numerals = NUMERALS[dark]
    return Placed(numerals.index(harmony.numeral) if harmony.numeral in numerals else 0, inversion)
