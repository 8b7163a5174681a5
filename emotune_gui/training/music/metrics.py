"""Measures of music in common use, by the definitions of MusPy (Dong et al. 2020, ISMIR).

Pitch-class entropy in bits and groove consistency after Wu & Yang 2020 (ISMIR), scale
consistency after Mogren 2016 (C-RNN-GAN).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

RESOLUTION = 24
"""Time steps a quarter note, as in MusPy."""
_MAJOR, _MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)


def pitch_class_entropy(pitches: npt.ArrayLike) -> float:
    """Entropy (0-3.585 bits) of the pitch classes of the notes, each note counting once."""
    counts = np.bincount(np.asarray(pitches, np.int64) % 12, minlength=12)
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log2(share)).sum())


def scale_consistency(pitches: npt.ArrayLike) -> float:
    """Largest share of notes inside one of the 12 major and 12 natural minor scales."""
    counts = np.bincount(np.asarray(pitches, np.int64) % 12, minlength=12)
    inside = (
        counts[(np.array(scale) + tonic) % 12].sum()
        for scale in (_MAJOR, _MINOR)
        for tonic in range(12)
    )
    return float(max(inside) / counts.sum())


def groove_consistency(onsets: npt.ArrayLike, beats: int) -> float:
    """1 minus the mean Hamming distance of neighbouring bars' onset patterns, over the bar.

    `onsets` in beats from a bar line of a metre that stays. Raises ValueError for one bar only.
    """
    steps = np.round(RESOLUTION * np.asarray(onsets, np.float64)).astype(np.int64)
    bar, place = np.divmod(steps, RESOLUTION * beats)
    if not len(bar) or bar.max() < 1:
        raise ValueError("groove consistency needs at least two bars")
    pattern = np.zeros((int(bar.max()) + 1, RESOLUTION * beats), bool)
    pattern[bar, place] = True
    return float(1.0 - (pattern[:-1] != pattern[1:]).mean())


def repeated_share(bars: Sequence[Hashable], window: int = 4) -> float:
    """Share of windows of that many bars that were heard before."""
    windows = [tuple(bars[i : i + window]) for i in range(len(bars) - window + 1)]
    return 1.0 - len(set(windows)) / len(windows) if windows else 0.0
