"""The notes of a bar, and realised notes, as compact blobs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from emotune_gui.domain.music import Note, Part, PlayedNote
from emotune_gui.storage.packing import (
    LONGEST_S,
    MOST,
    from_planes,
    squeezed,
    to_planes,
    unsqueezed,
)

PART_CODES = ("melody", "chords", "bass", "pad", "counter", "drums")
"""Places in this tuple are in the files: only ever append."""
TICKS_PER_S = 1_000

_GRIDS = (960, 1000)
_EXACT = 255


def check_notes(notes: Sequence[Note | PlayedNote]) -> None:
    """Raises ValueError for notes outside MIDI's ranges: they could never be written."""
    for note in notes:
        if not (0 <= note.pitch <= 127 and 0 <= note.velocity <= 127):
            raise ValueError(f"a note outside MIDI's range: {note}")


def check_played(note: PlayedNote) -> None:
    """Raises ValueError for a realised note that could never be written."""
    check_notes((note,))
    times = -LONGEST_S < note.start_s < LONGEST_S and -LONGEST_S < note.end_s < LONGEST_S
    if not (times and 0 <= note.program <= 255 and 0 <= note.bar_id <= MOST):
        raise ValueError(f"a realised note that cannot be stored: {note}")


def pack_bar(notes: Sequence[Note]) -> bytes:
    """All of a bar's notes, exactly: replaying them gives the same music note for note.

    Numbers that are whole multiples of 1/960 or 1/1000 take two bytes, others a double's eight.
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
    """The inverse of `pack_bar`. Raises ValueError when damaged."""
    return bar_notes(bar_body(data))


def bar_body(data: bytes) -> bytes:
    """What `pack_bar` compressed. Raises ValueError when damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError("the notes of a bar are damaged") from error


def bar_notes(body: bytes) -> tuple[Note, ...]:
    """The notes in a `bar_body`."""
    # Plain bytes and struct: for the few dozen notes of a bar numpy's overhead is the larger.
    (count,) = struct.unpack_from("<H", body)
    at = 2 + 3 * count
    pitches, velocities, codes = (body[2 + k * count : 2 + (k + 1) * count] for k in range(3))
    onsets, at = _unpack_numbers(body, at, count)
    durations, at = _unpack_numbers(body, at, count)
    ranks, at = _unpack_numbers(body, at, count)
    parts = [_PARTS[code] for code in codes]
    return tuple(map(Note, onsets, durations, pitches, velocities, parts, ranks))


def pack_bars(bodies: Mapping[int, bytes]) -> bytes:
    """Bodies (`bar_body`) of many bars by bar id: half the size of each alone."""
    ids, parts = list(bodies), list(bodies.values())
    lengths = [len(part) for part in parts]
    head = struct.pack(f"<I{len(ids)}I{len(ids)}I", len(ids), *ids, *lengths)
    return squeezed(head + b"".join(parts), notes=True)


def unpack_bars(data: bytes) -> dict[int, bytes]:
    """The inverse of `pack_bars`. Raises ValueError when damaged."""
    body = unsqueezed(data, notes=True)
    (count,) = struct.unpack_from("<I", body)
    ids = struct.unpack_from(f"<{count}I", body, 4)
    lengths = struct.unpack_from(f"<{count}I", body, 4 + 4 * count)
    starts = accumulate(lengths, initial=4 + 8 * count)
    return {
        bar_id: body[at : at + length]
        for bar_id, length, at in zip(ids, lengths, starts, strict=False)
    }


_PARTS = tuple(Part(code) for code in PART_CODES)


def _pack_numbers(values: Sequence[float]) -> bytes:
    exact = np.array(values, np.float64)
    for code, grid in enumerate(_GRIDS):
        ticks = np.rint(exact * grid)
        if np.all((ticks >= 0) & (ticks < 2**16)) and np.array_equal(ticks / grid, exact):
            return bytes([code]) + ticks.astype("<u2").tobytes()
    return bytes([_EXACT]) + exact.astype("<f8").tobytes()


def _unpack_numbers(body: bytes, at: int, count: int) -> tuple[list[float], int]:
    code = body[at]
    if code == _EXACT:
        return list(struct.unpack_from(f"<{count}d", body, at + 1)), at + 1 + 8 * count
    grid = _GRIDS[code]
    ticks = struct.unpack_from(f"<{count}H", body, at + 1)
    return [tick / grid for tick in ticks], at + 1 + 2 * count


def pack_played(notes: Sequence[PlayedNote]) -> bytes:
    """Realised notes in the order they ended; times to 1 ms, everything else exact."""
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
    return squeezed(struct.pack("<HI", _FOLDED, len(notes)) + to_planes(table) + small.tobytes())


_FOLDED = 0xFFFF
"""In place of the number of notes (at most 256 then) of the form before signs were folded."""


def unpack_played(data: bytes) -> list[PlayedNote]:
    """The inverse of `pack_played`. Raises ValueError when damaged."""
    body = unsqueezed(data)
    (count,) = struct.unpack_from("<H", body)
    folded, at = count == _FOLDED, 2
    if folded:
        (count,), at = struct.unpack_from("<I", body, 2), 6
    table = from_planes(body, 3, count, at, folded=folded)
    small = np.frombuffer(body, np.uint8, 4 * count, at + 12 * count).reshape(4, count).tolist()
    starts = (table[1] / TICKS_PER_S).tolist()
    ends = ((table[1] + table[2]) / TICKS_PER_S).tolist()
    parts = [_PARTS[code] for code in small[0]]
    return list(map(PlayedNote, table[0].tolist(), parts, *small[1:], starts, ends))
