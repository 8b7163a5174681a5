"""Tables of whole numbers as byte planes, and bytes made small with a checksum."""

from __future__ import annotations

import lzma
import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

IntTable = npt.NDArray[np.int64]

WIDEST = 2**31 - 1
MOST = 2**30
LONGEST_S = 100_000.0
"""Largest number and longest time (more than a day) whose differences surely fit 32 bits."""
_FILTERS: list[dict[str, Any]] = [
    {"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 2**16, "lc": 0, "lp": 0, "pb": 0}
]
"""Part of the file format. Bytes of different columns have no common rhythm, hence lc=lp=pb=0;
a tenth smaller than zlib's best, at 3 ms for a chunk of ten seconds."""


_FILTERS_OF_NOTES: list[dict[str, Any]] = [
    {"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 2**18, "lc": 3, "lp": 0, "pb": 0}
]
"""Likewise, for bars one after another: what was played comes back further on."""


def squeezed(body: bytes, *, notes: bool = False) -> bytes:
    """CRC-32 of the body (4 bytes, little-endian), then the body as raw LZMA2."""
    filters = _FILTERS_OF_NOTES if notes else _FILTERS
    packed = lzma.compress(body, format=lzma.FORMAT_RAW, filters=filters)
    return struct.pack("<I", zlib.crc32(body)) + packed


def unsqueezed(data: bytes, *, notes: bool = False) -> bytes:
    """The inverse of `squeezed`. Raises ValueError for bytes that were damaged."""
    filters = _FILTERS_OF_NOTES if notes else _FILTERS
    try:
        body = lzma.decompress(data[4:], format=lzma.FORMAT_RAW, filters=filters)
    except lzma.LZMAError as error:
        raise ValueError("packed records are damaged") from error
    if data[:4] != struct.pack("<I", zlib.crc32(body)):
        raise ValueError("packed records are damaged")
    return body


def to_planes(table: IntTable) -> bytes:
    """Rows x N numbers: first differences along each row, their signs folded into the lowest bit
    (0, -1, 1, -2 ... become 0, 1, 2, 3 ...), then byte plane by byte plane (all lowest bytes,
    then the next ...), 32 bits each, little-endian.

    Folded, small differences of either sign leave all planes but the lowest empty: a sixth
    smaller than two's complement. Raises ValueError when a difference does not fit 32 bits.
    """
    differences = np.diff(table, axis=1, prepend=0)
    if np.abs(differences).max(initial=0) > WIDEST:
        raise ValueError("a number is too large to be stored")
    folded = np.where(differences >= 0, 2 * differences, -2 * differences - 1)
    octets = folded.astype("<u4").view(np.uint8).reshape(*table.shape, 4)
    return octets.transpose(0, 2, 1).tobytes()


def from_planes(
    body: bytes, rows: int, count: int, offset: int = 0, *, folded: bool = True
) -> IntTable:
    """The inverse of `to_planes`; without `folded` of its form up to schema 0004 (differences in
    two's complement)."""
    octets = np.frombuffer(body, np.uint8, rows * count * 4, offset)
    planes = np.ascontiguousarray(octets.reshape(rows, 4, count).transpose(0, 2, 1))
    if not folded:
        return np.cumsum(planes.view("<i4").reshape(rows, count), axis=1, dtype=np.int64)
    numbers = planes.view("<u4").reshape(rows, count).astype(np.int64)
    return np.cumsum((numbers >> 1) ^ -(numbers & 1), axis=1, dtype=np.int64)
