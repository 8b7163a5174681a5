"""The notes of a bar, and realised notes, as compact blobs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np

from emotune_gui.domain.music import Note, Part, PlayedNote
from emotune_gui.storage.packing import from_planes, to_planes

PART_CODES = ("melody", "chords", "bass", "pad", "counter", "drums")
"""Places in this tuple are in the files: only ever append."""
TICKS_PER_S = 10_000

_BEAT_GRID = 960
_GRID, _EXACT = 0, 1

LONGEST_S = 100_000.0
"""More than a day; times beyond it would not fit 32 bits."""


def check_notes(notes: Sequence[Note | PlayedNote]) -> None:
    """Raises ValueError for notes outside MIDI's ranges: they could never be written."""
    for note in notes:
        if not (0 <= note.pitch <= 127 and 0 <= note.velocity <= 127):
            raise ValueError(f"a note outside MIDI's range: {note}")


def check_played(note: PlayedNote) -> None:
    """Raises ValueError for a realised note that could never be written."""
    check_notes((note,))
    fits = -LONGEST_S < note.start_s < LONGEST_S and -LONGEST_S < note.end_s < LONGEST_S
    if not (fits and 0 <= note.program <= 255):
        raise ValueError(f"a realised note that cannot be stored: {note}")


def pack_bar(notes: Sequence[Note]) -> bytes:
    """All of a bar's notes, exactly: replaying them gives the same music note for note.

    Times on a grid of 1/960 beat take two bytes, others the eight of a double.
    """
    columns = [
        np.array([n.pitch for n in notes], np.uint8).tobytes(),
        np.array([n.velocity for n in notes], np.uint8).tobytes(),
        np.array([PART_CODES.index(n.part.value) for n in notes], np.uint8).tobytes(),
        _pack_numbers([n.onset for n in notes]),
        _pack_numbers([n.duration for n in notes]),
        _pack_numbers([n.rank for n in notes]),
    ]
    return zlib.compress(struct.pack("<H", len(notes)) + b"".join(columns), 9)


def unpack_bar(data: bytes) -> tuple[Note, ...]:
    body = zlib.decompress(data)
    (count,) = struct.unpack_from("<H", body)
    at = 2
    bytes_ = np.frombuffer(body, np.uint8, 3 * count, at).reshape(3, count).tolist()
    at += 3 * count
    onsets, at = _unpack_numbers(body, at, count)
    durations, at = _unpack_numbers(body, at, count)
    ranks, at = _unpack_numbers(body, at, count)
    pitches, velocities, codes = bytes_
    return tuple(
        Note(onset, duration, pitch, velocity, _PARTS[code], rank)
        for onset, duration, pitch, velocity, code, rank in zip(
            onsets, durations, pitches, velocities, codes, ranks, strict=True
        )
    )


_PARTS = tuple(Part(code) for code in PART_CODES)


def _pack_numbers(values: Sequence[float]) -> bytes:
    exact = np.array(values, np.float64)
    ticks = np.rint(exact * _BEAT_GRID)
    fits = np.all((ticks >= 0) & (ticks < 2**16)) and np.array_equal(ticks / _BEAT_GRID, exact)
    if fits:
        return bytes([_GRID]) + ticks.astype("<u2").tobytes()
    return bytes([_EXACT]) + exact.astype("<f8").tobytes()


def _unpack_numbers(body: bytes, at: int, count: int) -> tuple[list[float], int]:
    if body[at] == _GRID:
        ticks = np.frombuffer(body, "<u2", count, at + 1)
        return (ticks / _BEAT_GRID).tolist(), at + 1 + 2 * count
    return np.frombuffer(body, "<f8", count, at + 1).tolist(), at + 1 + 8 * count


def pack_played(notes: Sequence[PlayedNote]) -> bytes:
    """Realised notes in the order they ended; times to 0.1 ms, everything else exact."""
    table = np.array(
        [
            [n.bar_id for n in notes],
            [round(n.start_s * TICKS_PER_S) for n in notes],
            [round(n.end_s * TICKS_PER_S) for n in notes],
        ],
        np.int64,
    )
    table[2] -= table[1]  # a length is a smaller number than a time
    small = np.array(
        [
            [PART_CODES.index(n.part.value) for n in notes],
            [n.program for n in notes],
            [n.pitch for n in notes],
            [n.velocity for n in notes],
        ],
        np.uint8,
    )
    body = struct.pack("<H", len(notes)) + to_planes(table) + small.tobytes()
    return zlib.compress(body, 9)


def unpack_played(data: bytes) -> list[PlayedNote]:
    body = zlib.decompress(data)
    (count,) = struct.unpack_from("<H", body)
    table = from_planes(body, 3, count, 2)
    small = np.frombuffer(body, np.uint8, 4 * count, 2 + 12 * count).reshape(4, count).tolist()
    starts = (table[1] / TICKS_PER_S).tolist()
    ends = ((table[1] + table[2]) / TICKS_PER_S).tolist()
    return [
        PlayedNote(bar_id, _PARTS[part], program, pitch, velocity, start, end)
        for bar_id, part, program, pitch, velocity, start, end in zip(
            table[0].tolist(), *small, starts, ends, strict=True
        )
    ]
