"""Arrays that the network learns from, kept in the workspace."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.music.composing.recurrent_encoding import (
    DYNAMIC,
    INPUTS,
    MAX_SLOTS,
    SOURCES,
    STATIC,
    Progress,
    progress_inputs,
    sheet_inputs,
)
from emotune_gui.training.face.progress import with_progress
from emotune_gui.training.music.bars import CHUNK, BarTask, chunks_of
from emotune_gui.training.music.corpus import Piece, load_corpus

STEPS = CHUNK * MAX_SLOTS
_DEV_SHARE = 8
"""Every eighth composer is kept for development."""
_ACCOMPANIED = SOURCES.index("openscore_lieder")


@dataclass(frozen=True, slots=True)
class Examples:
    """N chunks of as many steps, zeros after the end of a short one."""

    inputs: npt.NDArray[np.float16]
    """N x steps x width."""
    first: npt.NDArray[np.int16]
    """Classes of the first head (melody, or chord), N x steps."""
    second: npt.NDArray[np.int16]
    """Classes of the second head (accompaniment, or inversion)."""
    weights: npt.NDArray[np.float16]
    """N x steps x 2: 0 past the end, and for the accompaniment of lead sheets."""
    affects: npt.NDArray[np.float32]
    """N x 2: valence and arousal of the piece by its weak label."""
    dev: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.first)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Examples:
        return Examples(
            self.inputs[chosen],
            self.first[chosen],
            self.second[chosen],
            self.weights[chosen],
            self.affects[chosen],
            self.dev[chosen],
        )


def load_examples(folder: Path, workspace: Path) -> Examples:
    """What the writing network learns from; read from the scores once (minutes) and kept."""
    kept = workspace / "examples.npz"
    if not kept.exists():
        keep(examples_of(load_corpus(folder, workspace)), kept)
    found = kept_examples(kept)
    if found.inputs.shape[1:] != (STEPS, INPUTS):
        kept.unlink()
        return load_examples(folder, workspace)
    return found


def keep(examples: Examples, path: Path) -> None:
    part = path.with_suffix(".part.npz")
    np.savez(part, **{name: getattr(examples, name) for name in Examples.__dataclass_fields__})
    part.replace(path)


def kept_examples(path: Path) -> Examples:
    with np.load(path, allow_pickle=False) as stored:
        return Examples(*(stored[name] for name in Examples.__dataclass_fields__))


def examples_of(pieces: Sequence[Piece]) -> Examples:
    rows: list[tuple[list[BarTask], Piece]] = []
    for index in with_progress(range(len(pieces)), "writing examples", len(pieces)):
        rows += [(chunk, pieces[index]) for chunk in chunks_of(pieces[index])]
    inputs = np.zeros((len(rows), STEPS, INPUTS), np.float16)
    melody = np.zeros((len(rows), STEPS), np.int16)
    accompaniment = np.zeros((len(rows), STEPS), np.int16)
    weights = np.zeros((len(rows), STEPS, 2), np.float16)
    for row, (chunk, _) in enumerate(rows):
        end = _fill(chunk, inputs[row], melody[row], accompaniment[row])
        weights[row, :end, 0] = 1.0
        weights[row, :end, 1] = chunk[0].sheet.source == _ACCOMPANIED
    affects = [(piece.affect.valence, piece.affect.arousal) for _, piece in rows]
    dev = [is_dev(piece.composer) for _, piece in rows]
    return Examples(
        inputs, melody, accompaniment, weights, np.array(affects, np.float32), np.array(dev)
    )


def is_dev(composer: str) -> bool:
    """True for the composers whose works only measure, never teach."""
    return zlib.crc32(composer.encode()) % _DEV_SHARE == 0


def _fill(
    chunk: list[BarTask],
    inputs: npt.NDArray[np.float16],
    melody: npt.NDArray[np.int16],
    accompaniment: npt.NDArray[np.int16],
) -> int:
    """Put a chunk's bars into one row; returns the number of slots filled."""
    progress = Progress()
    at = 0
    dynamic = np.zeros(DYNAMIC, np.float32)
    for task in chunk:
        inputs[at : at + task.sheet.slots, :STATIC] = sheet_inputs(task.sheet)
        progress.begin(task.sheet)
        for written in task.written:
            dynamic[:] = 0.0
            progress_inputs(progress, task.sheet.slots, dynamic)
            inputs[at, STATIC:] = dynamic
            melody[at], accompaniment[at] = written
            progress.take(written)
            at += 1
    return at
