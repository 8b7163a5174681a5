"""Emotion samples as compact blobs, column by column: chunks of some seconds while a session runs,
of a quarter of an hour when it has ended (storage/sealing.py), a third smaller then.

36,000 samples an hour as rows would take several megabytes. A chunk (`packing.squeezed`) holds

* a JSON line: format, number of samples, the distinct `notes`, which further columns are there;
* the columns, each as its differences in time (`packing.to_planes`): those of `_SCALARS`, the
  place in the list of `notes`, seven of the eight probabilities, then, where there are any, seven
  raw ones of the face, what was heard (`_HEARD`, the place in the list of its notes, seven raw
  probabilities of the voice) and the version of the personal neutral.

Resolutions: times 1 ms (of an opinion of the voice 0.1 s), probabilities 0.002, valence and
arousal 0.001, confidences, weight and quality 0.005, level 1 dB, each well below what a classifier
can tell. Ids, states, labels, notes and versions are exact. Probabilities are rounded so that the
eight sum to one exactly; the eighth is what remains. Between two opinions the voice's last one is
carried along, as in the estimate: differences make that nearly free.

Format 1, from before the voice was read, had room for eight raw probabilities of the voice in the
face's classes, which nothing ever filled; the rest of it is format 2 without the last columns.
Format 2 has the differences in two's complement (`packing.from_planes`), 3 with folded signs.
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
from emotune_gui.domain.voice import VoiceProbabilities, VoiceReading, VoiceState
from emotune_gui.storage.packing import (
    LONGEST_S,
    MOST,
    from_planes,
    squeezed,
    to_planes,
    unsqueezed,
)

FORMAT = 3
_FOLDED_SINCE = 3
TICKS_PER_S = 1_000
PROBABILITY_STEPS = 500
AFFECT_STEPS = 1_000
SHARE_STEPS = 200
HEARD_PER_S = 10

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
VOICE_STATE_CODES = ("off", "muted", "silent", "speaking")
"""Places in these tuples are in the files: only ever append (and keep None's place, 8)."""

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """An estimate at `t` seconds of its session.

    Raises ValueError for times, shares or numbers that could never be written.
    """

    t: float
    estimate: EmotionEstimate

    def __post_init__(self) -> None:
        estimate, heard = self.estimate, _heard(self)
        seen = (self.t, estimate.t, estimate.captured_at, estimate.confidence, estimate.quality)
        heard_at = _heard_at_s(self)
        numbers = (*seen, estimate.voice_weight, heard.level_dbfs, heard.confidence, heard_at)
        lag = estimate.t - estimate.captured_at
        fits = max(abs(self.t), abs(lag), abs(heard_at)) <= LONGEST_S
        fits = fits and abs(heard.level_dbfs) <= 1_000
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
    notes: tuple[tuple[str, ...], ...]
    neutral_version: IntArray
    """-1 without a personal neutral."""
    voice_state: IntArray
    """Place in VOICE_STATE_CODES, -1 where nothing listened."""
    raw_voice: FloatArray
    """In VOICE_EMOTIONS order, the last opinion carried along."""
    voice_confidence: FloatArray
    voice_weight: FloatArray
    level_dbfs: FloatArray
    """NaN where nothing listened."""
    heard_at_s: FloatArray
    """When the last opinion was formed, NaN before the first."""
    voice_version: IntArray
    """Version of the client's usual voice, -1 without."""
    voice_notes: tuple[tuple[str, ...], ...]


_NOTHING_HEARD = VoiceReading(0.0, VoiceState.OFF)


def _heard(sample: Sample) -> VoiceReading:
    return sample.estimate.voice or _NOTHING_HEARD


def _voice_state(reading: VoiceReading | None) -> int:
    return -1 if reading is None else VOICE_STATE_CODES.index(reading.state.value)


def _heard_at_s(sample: Sample) -> float:
    """On the session's own axis, where it stays the same until the next opinion."""
    heard_at = _heard(sample).heard_at
    return 0.0 if heard_at is None else sample.t - sample.estimate.t + heard_at


def _or_none(version: int | None) -> int:
    return -1 if version is None else version


_Scalar = tuple[str, int, Callable[[Sample], float]]
"""Name, steps in a unit, and how it is read."""
_SCALARS: tuple[_Scalar, ...] = (
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
_HEARD: tuple[_Scalar, ...] = (
    ("voice_state", 1, lambda s: _voice_state(s.estimate.voice)),
    ("level", 1, lambda s: round(_heard(s).level_dbfs)),
    ("voice_confidence", SHARE_STEPS, lambda s: _heard(s).confidence),
    ("voice_weight", SHARE_STEPS, lambda s: s.estimate.voice_weight),
    ("heard_at", HEARD_PER_S, _heard_at_s),
    ("voice_version", 1, lambda s: _or_none(_heard(s).profile_version)),
)
_STORED = len(EMOTIONS) - 1
_NOTES_ROW = len(_SCALARS)
_SHOWN = slice(_NOTES_ROW + 1, _NOTES_ROW + 1 + _STORED)
_FACE = slice(_SHOWN.stop, _SHOWN.stop + _STORED)
_HEARD_ROWS = slice(_FACE.stop, _FACE.stop + len(_HEARD))
_VOICE_NOTES_ROW = _HEARD_ROWS.stop
_VOICE = slice(_VOICE_NOTES_ROW + 1, _VOICE_NOTES_ROW + 1 + _STORED)
_NEUTRAL_ROW = _VOICE.stop
_VOICE_VERSION_ROW = _HEARD_ROWS.start + [name for name, _, _ in _HEARD].index("voice_version")
_ROWS = _NEUTRAL_ROW + 1
"""Rows of the whole table: scalars, notes, probabilities shown, of the face, what was heard, its
notes, probabilities of the voice, version of the neutral."""


def _label(sample: Sample) -> str | None:
    label = sample.estimate.label
    return None if label is None else label.value


def pack(samples: Sequence[Sample]) -> bytes:
    """One chunk of samples in any order of time; at least one."""
    estimates = [s.estimate for s in samples]
    notes = list(dict.fromkeys(e.notes for e in estimates))
    header: dict[str, Any] = {"v": FORMAT, "n": len(samples), "notes": notes}
    columns = [_column([read(s) for s in samples], scale) for _, scale, read in _SCALARS]
    columns.append(np.array([notes.index(e.notes) for e in estimates], np.int64))
    columns.extend(_eight([e.probabilities for e in estimates]))
    if any(e.raw_face is not None for e in estimates):
        header["face"] = True
        columns.extend(_eight([e.raw_face for e in estimates]))
    if any(e.voice is not None for e in estimates):
        header["voice"] = list(dict.fromkeys(_heard(s).notes for s in samples))
        columns.extend(_heard_columns(samples, header["voice"]))
    if any(e.neutral_version is not None for e in estimates):
        header["neutral"] = True
        columns.append(np.array([_or_none(e.neutral_version) for e in estimates], np.int64))
    return _chunk(header, np.stack(columns))


def _heard_columns(samples: Sequence[Sample], notes: list[tuple[str, ...]]) -> list[IntArray]:
    columns = [_column([read(s) for s in samples], scale) for _, scale, read in _HEARD]
    columns.append(np.array([notes.index(_heard(s).notes) for s in samples], np.int64))
    columns.extend(_eight([_heard(s).probabilities for s in samples]))
    return columns


def unpack(chunks: Sequence[bytes]) -> SampleColumns:
    """The samples of several chunks, one after another: the inverse of `pack`.

    Raises ValueError for bytes that are damaged or in a format not known here.
    """
    tables = [np.zeros((_ROWS, 0), np.int64)]
    notes: list[tuple[str, ...]] = []
    voice_notes: list[tuple[str, ...]] = []
    for chunk in chunks:
        table, words, voice_words = _unpacked(chunk)
        tables.append(table)
        notes += [words[k] for k in table[_NOTES_ROW].tolist()]
        voice_notes += [voice_words[k] if k >= 0 else () for k in table[_VOICE_NOTES_ROW].tolist()]
    joined = np.concatenate(tables, axis=1)
    scalar = _scalars(joined[:_NOTES_ROW], _SCALARS) | _scalars(joined[_HEARD_ROWS], _HEARD)
    listened, raw_voice = scalar["voice_state"] >= 0, _probabilities(joined[_VOICE])
    return SampleColumns(
        t=scalar["t"],
        id=scalar["id"],
        seq=scalar["seq"],
        lag_s=scalar["lag"],
        state=scalar["state"],
        label=scalar["label"],
        probabilities=_probabilities(joined[_SHOWN]),
        valence=scalar["valence"],
        arousal=scalar["arousal"],
        confidence=scalar["confidence"],
        quality=scalar["quality"],
        raw_face=_probabilities(joined[_FACE]),
        notes=tuple(notes),
        neutral_version=joined[_NEUTRAL_ROW],
        voice_state=scalar["voice_state"],
        raw_voice=raw_voice,
        voice_confidence=np.where(listened, scalar["voice_confidence"], 0.0),
        voice_weight=np.where(listened, scalar["voice_weight"], 0.0),
        level_dbfs=np.where(listened, scalar["level"], np.nan),
        heard_at_s=np.where(np.isnan(raw_voice[:, 0]), np.nan, scalar["heard_at"]),
        voice_version=scalar["voice_version"],
        voice_notes=tuple(voice_notes),
    )


def _scalars(rows: IntArray, kinds: Sequence[_Scalar]) -> dict[str, Any]:
    return {
        name: row / scale if scale > 1 else row
        for (name, scale, _), row in zip(kinds, rows, strict=True)
    }


_Part = tuple[IntArray, list[tuple[str, ...]], list[tuple[str, ...]]]
"""A table of all rows, its notes and its notes of the voice."""


def _unpacked(chunk: bytes) -> _Part:
    """All rows of the table, -1 in those that were not stored; the notes and the voice's."""
    line, _, body = unsqueezed(chunk).partition(b"\n")
    header: dict[str, Any] = json.loads(line)
    if not 1 <= header["v"] <= FORMAT:
        raise ValueError(f"emotion samples in format {header['v']}")
    present = _present(header)
    table = np.full((_ROWS, header["n"]), -1, np.int64)
    folded = header["v"] >= _FOLDED_SINCE
    table[present] = from_planes(body, int(present.sum()), header["n"], folded=folded)
    voice_notes = header["voice"] if present[_VOICE_NOTES_ROW] else [()]
    return table, [tuple(n) for n in header["notes"]], [tuple(n) for n in voice_notes]


def _present(header: dict[str, Any]) -> npt.NDArray[np.bool_]:
    """Which rows of the table a chunk holds."""
    present = np.zeros(_ROWS, bool)
    present[: _SHOWN.stop] = True
    present[_FACE] = header.get("face", False)
    present[_HEARD_ROWS.start : _VOICE.stop] = header["v"] > 1 and "voice" in header
    present[_NEUTRAL_ROW] = header.get("neutral", False)
    return present


def joined(chunks: Sequence[bytes]) -> bytes:
    """The samples of several chunks as one, exactly as they were rounded; at least one chunk."""
    return _packed([_unpacked(chunk) for chunk in chunks])


def with_versions_moved(chunk: bytes, neutral: int, voice: int) -> bytes:
    """The same samples with the version numbers of the neutral and the voice raised by so much."""
    table, words, voice_words = _unpacked(chunk)
    for row, by in ((_NEUTRAL_ROW, neutral), (_VOICE_VERSION_ROW, voice)):
        table[row][table[row] >= 0] += by
    return _packed([(table, words, voice_words)])


def _packed(parts: Sequence[_Part]) -> bytes:
    """A chunk from tables; where one lacks what another has, it has -1 there."""
    words = list(dict.fromkeys(w for _, of, _ in parts for w in of))
    voice_words = list(dict.fromkeys(w for _, _, of in parts for w in of))
    for table, own, own_voice in parts:
        table[_NOTES_ROW] = _places(table[_NOTES_ROW], own, words)
        heard = table[_VOICE_NOTES_ROW] >= 0
        moved = _places(table[_VOICE_NOTES_ROW], own_voice, voice_words)
        table[_VOICE_NOTES_ROW] = np.where(heard, moved, -1)
    table = np.concatenate([part[0] for part in parts], axis=1)
    header: dict[str, Any] = {"v": FORMAT, "n": table.shape[1], "notes": words}
    if (table[_FACE] >= 0).any():
        header["face"] = True
    if (table[_HEARD_ROWS.start] >= 0).any() or (table[_VOICE_NOTES_ROW] >= 0).any():
        header["voice"] = voice_words
    if (table[_NEUTRAL_ROW] >= 0).any():
        header["neutral"] = True
    return _chunk(header, table[_present(header)])


def _places(column: IntArray, own: list[tuple[str, ...]], words: list[tuple[str, ...]]) -> IntArray:
    """Places in `own` as places in `words`."""
    moved: IntArray = np.array([words.index(word) for word in own], np.int64)[column]
    return moved


def _chunk(header: dict[str, Any], table: IntArray) -> bytes:
    line = json.dumps(header, separators=(",", ":")).encode() + b"\n"
    return squeezed(line + to_planes(table))


def _column(values: Sequence[float], scale: int) -> IntArray:
    if scale == 1:
        return np.array(values, np.int64)
    return np.rint(np.array(values, np.float64) * scale).astype(np.int64)


def _eight(readings: Sequence[EmotionProbabilities | VoiceProbabilities | None]) -> IntArray:
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
