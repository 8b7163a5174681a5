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


def squeezed(body: bytes) -> bytes:
    """CRC-32 of the body (4 bytes, little-endian), then the body as raw LZMA2."""
    packed = lzma.compress(body, format=lzma.FORMAT_RAW, filters=_FILTERS)
    return struct.pack("<I", zlib.crc32(body)) + packed


def unsqueezed(data: bytes) -> bytes:
    """The inverse of `squeezed`. Raises ValueError for bytes that were damaged."""
    try:
        body = lzma.decompress(data[4:], format=lzma.FORMAT_RAW, filters=_FILTERS)
    except lzma.LZMAError as error:
        raise ValueError("packed records are damaged") from error
    if data[:4] != struct.pack("<I", zlib.crc32(body)):
        raise ValueError("packed records are damaged")
    return body


def to_planes(table: IntTable) -> bytes:
    """Rows x N numbers: first differences along each row, then byte plane by byte plane
    (all lowest bytes, then the next ...), 32 bits each, little-endian.

    Raises ValueError when a difference does not fit 32 bits.
    """
    differences = np.diff(table, axis=1, prepend=0)
    if np.abs(differences).max(initial=0) > WIDEST:
        raise ValueError("a number is too large to be stored")
    octets = differences.astype("<i4").view(np.uint8).reshape(*table.shape, 4)
    return octets.transpose(0, 2, 1).tobytes()


def from_planes(body: bytes, rows: int, count: int, offset: int = 0) -> IntTable:
    """The inverse of `to_planes`."""
    octets = np.frombuffer(body, np.uint8, rows * count * 4, offset)
    planes = octets.reshape(rows, 4, count).transpose(0, 2, 1)
    differences = np.ascontiguousarray(planes).view("<i4").reshape(rows, count)
    return np.cumsum(differences, axis=1, dtype=np.int64)
