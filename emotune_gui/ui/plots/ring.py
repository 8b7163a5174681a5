"""The last minutes of a few numbers, kept in arrays that never grow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class SampleRing:
    """Keeps the newest `capacity` rows of `columns` numbers with their times (seconds).

    Rows are written into arrays of twice the capacity and moved back when these are full, so
    that `times` and `column` are plain slices, valid until the next `append`.
    """

    def __init__(self, capacity: int, columns: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity below 1: {capacity}")
        self._capacity = capacity
        self._t: FloatArray = np.zeros(2 * capacity)
        self._rows: FloatArray = np.zeros((columns, 2 * capacity))
        self._end = 0

    def __len__(self) -> int:
        return min(self._end, self._capacity)

    def append(self, t: float, row: FloatArray | tuple[float, ...]) -> None:
        """Times must rise; a time not later than the last is left out."""
        if self._end and t <= self._t[self._end - 1]:
            return
        if self._end == 2 * self._capacity:
            self._move_back()
        self._t[self._end] = t
        self._rows[:, self._end] = row
        self._end += 1

    def clear(self) -> None:
        self._end = 0

    @property
    def times(self) -> FloatArray:
        return self._t[self._begin : self._end]

    def column(self, index: int) -> FloatArray:
        return self._rows[index, self._begin : self._end]

    @property
    def _begin(self) -> int:
        return max(0, self._end - self._capacity)

    def _move_back(self) -> None:
        keep = self._capacity - 1
        self._t[:keep] = self._t[self._end - keep : self._end]
        self._rows[:, :keep] = self._rows[:, self._end - keep : self._end]
        self._end = keep
