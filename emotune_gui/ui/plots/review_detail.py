"""Level of detail: as many points as the screen can show, and no spike lost."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def visible_slice(t: FloatArray, start: float, end: float) -> tuple[int, int]:
    """First and past-last index of the samples in [start, end], with one more at each side."""
    first = int(np.searchsorted(t, start, side="left")) - 1
    last = int(np.searchsorted(t, end, side="right")) + 1
    return max(0, first), min(t.size, last)


def envelope(
    t: FloatArray, low: FloatArray, high: FloatArray, start: float, end: float, columns: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Smallest `low` and largest `high` in each of at most about `columns` bins of the view.

    NaN is skipped within a bin; a bin of nothing else stays NaN. Bins begin at multiples of a
    power of two, so that they do not swim while the view pans.
    """
    first, last = visible_slice(t, start, end)
    step = _power_of_two_above((last - first) / max(1, columns))
    if step == 1:
        return t[first:last], low[first:last], high[first:last]
    starts = np.arange(first - first % step, last, step)
    top = min(t.size, int(starts[-1]) + step) if starts.size else last
    return (
        t[starts],
        np.fmin.reduceat(low[:top], starts),
        np.fmax.reduceat(high[:top], starts),
    )


def curve(
    t: FloatArray, y: FloatArray, start: float, end: float, columns: int
) -> tuple[FloatArray, FloatArray]:
    """One line through the extremes: two points a bin, or the samples themselves when few."""
    times, low, high = envelope(t, y, y, start, end, columns)
    if low is high or np.array_equal(low, high, equal_nan=True):
        return times, low
    return np.repeat(times, 2), np.column_stack((low, high)).ravel()


def _power_of_two_above(ratio: float) -> int:
    return 1 if ratio <= 1 else 1 << int(np.ceil(np.log2(ratio)))


def merged_notes(
    start: FloatArray, end: FloatArray, pitch: FloatArray, second_per_pixel: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Notes of one pitch that meet within a pixel become one stroke; order by pitch and time."""
    order = np.lexsort((start, pitch))
    start, end, pitch = start[order], np.maximum(end[order], start[order]), pitch[order]
    if start.size == 0:
        return start, end, pitch
    reach = _running_end(end, pitch)
    apart = np.ones(start.size, dtype=bool)
    apart[1:] = (pitch[1:] != pitch[:-1]) | (start[1:] - reach[:-1] > second_per_pixel)
    firsts = np.flatnonzero(apart)
    return start[firsts], np.maximum.reduceat(end, firsts), pitch[firsts]


def _running_end(end: FloatArray, pitch: FloatArray) -> FloatArray:
    """Largest end so far within each pitch; rows are in order of pitch."""
    span = float(end.max() - end.min()) + 1.0
    group = np.cumsum(np.concatenate(([0], np.diff(pitch) != 0))) * span
    return np.asarray(np.maximum.accumulate(end + group) - group)
