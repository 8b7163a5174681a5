"""Which earlier bar a bar takes up: what the network learns repetition and variation from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emotune_gui.music.composing.recurrent_encoding import (
    LOWEST,
    SAME_RHYTHM,
    SAME_SHAPE,
    Reference,
)

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_LEAST_NOTES = 2
_ALIKE = 0.6
"""Share of common onsets among all onsets from which two rhythms are one."""
_ALIKE_SHAPE = 0.75
_BENT = 1.0
"""Mean scale steps by which a contour may be bent and still be the same."""
SILENT = LOWEST - 1


def reference_for(
    begins: BoolArray, degrees: IntArray, earlier: Sequence[tuple[BoolArray, IntArray]]
) -> Reference | None:
    """The earlier bar (its onsets and sounding degrees by slot) most like this one, transposed.

    None when nothing earlier is alike or the bar has fewer than two notes.
    """
    if begins.sum() < _LEAST_NOTES:
        return None
    best: tuple[float, Reference] | None = None
    for age, (others, sounding) in enumerate(reversed(earlier)):
        both = begins & others
        rhythm = both.sum() / max(1, (begins | others).sum())
        if rhythm < _ALIKE or others.sum() < _LEAST_NOTES:
            continue
        shift = int(np.median(degrees[both] - sounding[both]))
        bent = float(np.abs(degrees[both] - sounding[both] - shift).mean())
        same = rhythm >= _ALIKE_SHAPE and bent <= _BENT
        score = rhythm + (1.0 - 0.5 * bent if same else 0.0) - 0.01 * age
        if best is None or score > best[0]:
            best = score, transposed(others, sounding, shift, SAME_SHAPE if same else SAME_RHYTHM)
    return None if best is None else best[1]


def transposed(begins: BoolArray, sounding: IntArray, shift: int, level: int) -> Reference:
    return Reference(level, begins, np.where(sounding > SILENT, sounding + shift, SILENT))
