"""Tables of whole numbers as byte planes, which zlib makes small."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

IntTable = npt.NDArray[np.int64]

WIDEST = 2**31 - 1


def to_planes(table: IntTable) -> bytes:
    """Rows x N numbers: first differences along each row, all lowest bytes first.

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
