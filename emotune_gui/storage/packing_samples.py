"""Emotion samples as compact blobs: a chunk of some seconds, column by column.

36,000 samples an hour as rows would take several megabytes. A chunk is one zlib stream over

* a JSON line: format, number of samples, the distinct `notes`, which raw columns are there;
* per column its first differences in time, 32-bit little-endian, stored byte plane by byte
  plane (all lowest bytes, then the next ...), which zlib turns into little.

Resolutions: times 0.1 ms; probabilities, valence, arousal, confidence and quality 0.001.
Ids, states, labels and notes are exact. Probabilities are scaled to sum to one when read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.storage.packing import from_planes, to_planes

FORMAT = 1
TICKS_PER_S = 10_000
STEPS = 1_000
LONGEST_S = 100_000.0
"""More than a day; times beyond it would not fit 32 bits."""

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

    Raises ValueError for a time or share that is not finite: it could never be written.
    """

    t: float
    estimate: EmotionEstimate
    raw_voice: EmotionProbabilities | None = None

    def __post_init__(self) -> None:
        estimate = self.estimate
        numbers = (self.t, estimate.t, estimate.captured_at, estimate.confidence, estimate.quality)
        if not all(isfinite(n) for n in numbers) or abs(self.t) > LONGEST_S:
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
    ("valence", STEPS, lambda s: s.estimate.affect.valence),
    ("arousal", STEPS, lambda s: s.estimate.affect.arousal),
    ("confidence", STEPS, lambda s: s.estimate.confidence),
    ("quality", STEPS, lambda s: s.estimate.quality),
)
_MISSING = -1


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
    return zlib.compress(line + to_planes(np.stack(columns)), 9)


def unpack(data: bytes) -> SampleColumns:
    """The inverse of `pack`. Raises ValueError for a format this version does not know."""
    line, _, body = zlib.decompress(data).partition(b"\n")
    header: dict[str, Any] = json.loads(line)
    if header["v"] != FORMAT:
        raise ValueError(f"emotion samples in format {header['v']}")
    rows = len(_SCALARS) + 1 + 8 * (1 + header["face"] + header["voice"])
    table = from_planes(body, rows, header["n"])
    scalar = {
        name: table[k] / scale if scale > 1 else table[k]
        for k, (name, scale, _) in enumerate(_SCALARS)
    }
    at = len(_SCALARS) + 1
    words = [tuple(entry) for entry in header["notes"]]
    face_at, voice_at = at + 8, at + 8 + 8 * header["face"]
    return SampleColumns(
        t=scalar["t"],
        id=scalar["id"],
        seq=scalar["seq"],
        lag_s=scalar["lag"],
        state=scalar["state"],
        label=scalar["label"],
        probabilities=_probabilities(table[at : at + 8]),
        valence=scalar["valence"],
        arousal=scalar["arousal"],
        confidence=scalar["confidence"],
        quality=scalar["quality"],
        raw_face=_probabilities(table[face_at : face_at + 8 * header["face"]]),
        raw_voice=_probabilities(table[voice_at : voice_at + 8 * header["voice"]]),
        notes=tuple(words[k] for k in table[at - 1]),
    )


def _column(values: Sequence[float], scale: int) -> IntArray:
    if scale == 1:
        return np.array(values, np.int64)
    return np.rint(np.array(values, np.float64) * scale).astype(np.int64)


def _eight(readings: Sequence[EmotionProbabilities | None]) -> IntArray:
    absent = (float(_MISSING),) * len(EMOTIONS)
    rows = [absent if r is None else tuple(p * STEPS for p in r.values) for r in readings]
    return np.rint(np.array(rows, np.float64)).astype(np.int64).T


def _probabilities(columns: IntArray) -> FloatArray:
    """N x 8; rows of NaN where the reading is missing, and no rows when the column is."""
    steps = columns.T.astype(np.float64)
    steps[steps.sum(axis=1) <= 0] = np.nan
    shares: FloatArray = steps / steps.sum(axis=1, keepdims=True)
    return shares
