"""Emotion samples as compact blobs: a chunk of some seconds, column by column.

36,000 samples an hour as rows would take several megabytes. A chunk (`packing.squeezed`) holds

* a JSON line: format, number of samples, the distinct `notes`, which raw columns are there;
* the columns, each as its differences in time (`packing.to_planes`): those of `_SCALARS`, the
  place in the list of `notes`, seven of the eight probabilities, then, where there are any,
  seven raw ones of the face and of the voice.

Resolutions: times 1 ms, probabilities 0.002, valence and arousal 0.001, confidence and quality
0.005, each well below what a classifier can tell. Ids, states, labels and notes are exact.
Probabilities are rounded so that the eight sum to one exactly; the eighth is what remains.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.storage.packing import (
    LONGEST_S,
    MOST,
    from_planes,
    squeezed,
    to_planes,
    unsqueezed,
)

FORMAT = 1
TICKS_PER_S = 1_000
PROBABILITY_STEPS = 500
AFFECT_STEPS = 1_000
SHARE_STEPS = 200

STATE_CODES = ("face", "no_face", "several_faces", "too_dark", "unclear")
LABEL_CODES = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
    None,
)
"""Places in these tuples are in the files: only ever append (and keep None's place, 8)."""

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """An estimate at `t` seconds of its session. `raw_voice` stays None until a voice is read.

    Raises ValueError for times, shares or numbers that could never be written.
    """

    t: float
    estimate: EmotionEstimate
    raw_voice: EmotionProbabilities | None = None

    def __post_init__(self) -> None:
        estimate = self.estimate
        numbers = (self.t, estimate.t, estimate.captured_at, estimate.confidence, estimate.quality)
        lag = estimate.t - estimate.captured_at
        fits = max(abs(self.t), abs(lag)) <= LONGEST_S
        counted = 0 <= estimate.id <= MOST and 0 <= estimate.seq <= MOST
        if not (all(isfinite(n) for n in numbers) and fits and counted):
            raise ValueError(f"an estimate that cannot be stored: {self.t}, {estimate}")


@dataclass(frozen=True, slots=True, eq=False)
class SampleColumns:
    """N samples read back; probabilities are N x 8, and NaN where a raw reading is missing."""

    t: FloatArray
    id: IntArray
    seq: IntArray
    lag_s: FloatArray
    """From the frame's capture to the estimate."""
    state: IntArray
    """Place in STATE_CODES."""
    label: IntArray
    """Place in LABEL_CODES."""
    probabilities: FloatArray
    valence: FloatArray
    arousal: FloatArray
    confidence: FloatArray
    quality: FloatArray
    raw_face: FloatArray
    raw_voice: FloatArray
    notes: tuple[tuple[str, ...], ...]


_Scalar = Callable[[Sample], float]
_SCALARS: tuple[tuple[str, int, _Scalar], ...] = (
    ("t", TICKS_PER_S, lambda s: s.t),
    ("lag", TICKS_PER_S, lambda s: s.estimate.t - s.estimate.captured_at),
    ("id", 1, lambda s: s.estimate.id),
    ("seq", 1, lambda s: s.estimate.seq),
    ("state", 1, lambda s: STATE_CODES.index(s.estimate.state.value)),
    ("label", 1, lambda s: LABEL_CODES.index(_label(s))),
    ("valence", AFFECT_STEPS, lambda s: s.estimate.affect.valence),
    ("arousal", AFFECT_STEPS, lambda s: s.estimate.affect.arousal),
    ("confidence", SHARE_STEPS, lambda s: s.estimate.confidence),
    ("quality", SHARE_STEPS, lambda s: s.estimate.quality),
)
_STORED = len(EMOTIONS) - 1
_NOTES_ROW = len(_SCALARS)
_EIGHTS = tuple(
    slice(_NOTES_ROW + 1 + k * _STORED, _NOTES_ROW + 1 + (k + 1) * _STORED) for k in range(3)
)
"""Rows of the shown probabilities, the face's and the voice's."""
_ROWS = _EIGHTS[-1].stop


def _label(sample: Sample) -> str | None:
    label = sample.estimate.label
    return None if label is None else label.value


def pack(samples: Sequence[Sample]) -> bytes:
    """One chunk of samples in any order of time; at least one."""
    notes = list(dict.fromkeys(s.estimate.notes for s in samples))
    face = any(s.estimate.raw_face is not None for s in samples)
    voice = any(s.raw_voice is not None for s in samples)
    columns = [_column([read(s) for s in samples], scale) for _, scale, read in _SCALARS]
    columns.append(np.array([notes.index(s.estimate.notes) for s in samples], np.int64))
    columns.extend(_eight([s.estimate.probabilities for s in samples]))
    if face:
        columns.extend(_eight([s.estimate.raw_face for s in samples]))
    if voice:
        columns.extend(_eight([s.raw_voice for s in samples]))
    header = {"v": FORMAT, "n": len(samples), "notes": notes, "face": face, "voice": voice}
    line = json.dumps(header, separators=(",", ":")).encode() + b"\n"
    return squeezed(line + to_planes(np.stack(columns)))


def unpack(chunks: Sequence[bytes]) -> SampleColumns:
    """The samples of several chunks, one after another: the inverse of `pack`.

    Raises ValueError for bytes that are damaged or in a format not known here.
    """
    tables = [np.zeros((_ROWS, 0), np.int64)]
    notes: list[tuple[str, ...]] = []
    for chunk in chunks:
        table, words = _unpacked(chunk)
        tables.append(table)
        notes += [words[k] for k in table[_NOTES_ROW].tolist()]
    joined = np.concatenate(tables, axis=1)
    scalar = {
        name: joined[k] / scale if scale > 1 else joined[k]
        for k, (name, scale, _) in enumerate(_SCALARS)
    }
    shown, face, voice = (_probabilities(joined[rows]) for rows in _EIGHTS)
    return SampleColumns(
        t=scalar["t"],
        id=scalar["id"],
        seq=scalar["seq"],
        lag_s=scalar["lag"],
        state=scalar["state"],
        label=scalar["label"],
        probabilities=shown,
        valence=scalar["valence"],
        arousal=scalar["arousal"],
        confidence=scalar["confidence"],
        quality=scalar["quality"],
        raw_face=face,
        raw_voice=voice,
        notes=tuple(notes),
    )


def _unpacked(chunk: bytes) -> tuple[IntArray, list[tuple[str, ...]]]:
    """All rows of the table, -1 in those of a raw reading that was not stored; and the notes."""
    line, _, body = unsqueezed(chunk).partition(b"\n")
    header: dict[str, Any] = json.loads(line)
    if header["v"] != FORMAT:
        raise ValueError(f"emotion samples in format {header['v']}")
    present = [True] * (_NOTES_ROW + 1 + _STORED)
    present += [header["face"]] * _STORED + [header["voice"]] * _STORED
    table = np.full((_ROWS, header["n"]), -1, np.int64)
    table[present] = from_planes(body, sum(present), header["n"])
    return table, [tuple(entry) for entry in header["notes"]]


def _column(values: Sequence[float], scale: int) -> IntArray:
    if scale == 1:
        return np.array(values, np.int64)
    return np.rint(np.array(values, np.float64) * scale).astype(np.int64)


def _eight(readings: Sequence[EmotionProbabilities | None]) -> IntArray:
    """Seven columns of steps; all of them -1 where a reading is missing."""
    missing = np.array([r is None for r in readings])
    shares = np.array([(0.0,) * len(EMOTIONS) if r is None else r.values for r in readings])
    steps = _rounded(np.maximum(shares, 0.0))
    steps[missing] = -1
    return steps[:, :_STORED].T


def _rounded(shares: FloatArray) -> IntArray:
    """Steps that sum to PROBABILITY_STEPS in each row: the largest remainders are rounded up."""
    exact = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-9) * PROBABILITY_STEPS
    steps = np.floor(exact).astype(np.int64)
    lacking = PROBABILITY_STEPS - steps.sum(axis=1, keepdims=True)
    rank = np.argsort(np.argsort(steps - exact, axis=1, kind="stable"), axis=1, kind="stable")
    rounded: IntArray = steps + (rank < lacking)
    return rounded


def _probabilities(columns: IntArray) -> FloatArray:
    """N x 8 with rows of NaN where the reading is missing."""
    steps = columns.T.astype(np.float64)
    steps[steps.sum(axis=1) < 0] = np.nan
    last = PROBABILITY_STEPS - steps.sum(axis=1, keepdims=True)
    shares: FloatArray = np.hstack([steps, last]) / PROBABILITY_STEPS
    return shares
