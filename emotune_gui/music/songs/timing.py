"""Places in a score and seconds, along its tempo map."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.song import SongScore

_NO_TIME = 1e-6


def seconds_of(score: SongScore, quarters: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Seconds from the beginning to places in quarter notes (any shape, not below 0)."""
    starts = np.array([start for start, _ in score.tempi])
    beat_s = 60.0 / np.array([bpm for _, bpm in score.tempi])
    begun = np.concatenate([[0.0], np.cumsum(np.diff(starts) * beat_s[:-1])])
    piece = np.maximum(0, np.searchsorted(starts, quarters, side="right") - 1)
    found: npt.NDArray[np.float64] = begun[piece] + (quarters - starts[piece]) * beat_s[piece]
    return found


def end_of(score: SongScore) -> float:
    """Quarter note at which the last note ends."""
    return max(note.onset + note.duration for note in score.notes)


def duration_s(score: SongScore) -> float:
    """Seconds until the last note ends."""
    return float(seconds_of(score, np.array([end_of(score)]))[0])


def mean_tempo(score: SongScore) -> float:
    """Quarter notes a minute over the whole song."""
    return 60.0 * end_of(score) / max(duration_s(score), _NO_TIME)
