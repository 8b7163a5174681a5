"""What trends need of a session, reckoned once from its samples."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.storage.packing_samples import (
    LABEL_CODES,
    STATE_CODES,
    VOICE_STATE_CODES,
    SampleColumns,
)
from emotune_gui.storage.tables import SessionSummaryRow

LONGEST_STEP_S = 1.0
"""Samples further apart have a hole between them, which counts for nothing."""
ENDS_S = 120.0
"""How much of the beginning and of the end makes the first and the last affect."""
STRIDE_S = 10.0
"""The way through the grid joins means of so many seconds: the jitter of single estimates
would add up to a way that nobody went."""
_SPEAKING = VOICE_STATE_CODES.index("speaking")
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Summary:
    """Seconds by emotion and by the reason why none was believed, and affects as pairs of valence
    and arousal."""

    seconds: dict[str, float]
    without: dict[str, float]
    believed_s: float
    speech_s: float
    travelled: float
    mean: tuple[float, float] | None = None
    spread: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None


def summary_of(samples: SampleColumns) -> Summary:
    order = np.argsort(samples.t, kind="stable")
    t, label, state = samples.t[order], samples.label[order], samples.state[order]
    step = np.diff(t, prepend=t[:1])
    step[step > LONGEST_STEP_S] = 0.0
    known = np.array([code is not None for code in LABEL_CODES])[label]
    affect = np.stack([samples.valence[order], samples.arousal[order]], axis=1)
    seconds = {
        str(name): _rounded(step[label == code].sum())
        for code, name in enumerate(LABEL_CODES)
        if name is not None and (label == code).any()
    }
    without = {
        name: _rounded(step[~known & (state == code)].sum())
        for code, name in enumerate(STATE_CODES)
        if (~known & (state == code)).any()
    }
    speech = _rounded(step[samples.voice_state[order] == _SPEAKING].sum())
    believed = _rounded(step[known].sum())
    return Summary(
        seconds, without, believed, speech, **_course(t[known], affect[known], step[known])
    )


def _course(t: FloatArray, affect: FloatArray, step: FloatArray) -> dict[str, Any]:
    if not len(t):
        return {"travelled": 0.0}
    # A first sample has no step before it; alone it still has a mean.
    weights = np.maximum(step, 1e-6)
    mean = np.average(affect, axis=0, weights=weights)
    spread = np.sqrt(np.average((affect - mean) ** 2, axis=0, weights=weights))
    spent = np.cumsum(weights)
    first, last = spent <= max(ENDS_S, spent[0]), spent >= spent[-1] - ENDS_S
    return {
        "mean": _pair(mean),
        "spread": _pair(spread),
        "first": _pair(np.average(affect[first], axis=0, weights=weights[first])),
        "last": _pair(np.average(affect[last], axis=0, weights=weights[last])),
        "travelled": _travelled(t, affect),
    }


def _travelled(t: FloatArray, affect: FloatArray) -> float:
    stride = np.floor(t / STRIDE_S).astype(np.int64)
    _, place, count = np.unique(stride, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(place, affect[:, k]) / count for k in (0, 1)], axis=1)
    return round(float(np.hypot(*np.diff(means, axis=0).T).sum()), 4)


def summary_row(session_id: int, summary: Summary) -> SessionSummaryRow:
    affects = [summary.mean, summary.spread, summary.first, summary.last]
    return SessionSummaryRow(
        session_id=session_id,
        seconds=json.dumps(summary.seconds),
        without=json.dumps(summary.without),
        believed_s=summary.believed_s,
        speech_s=summary.speech_s,
        travelled=summary.travelled,
        affects=json.dumps(affects),
    )


def summary_from(row: SessionSummaryRow) -> Summary:
    affects = [None if pair is None else (pair[0], pair[1]) for pair in json.loads(row.affects)]
    return Summary(
        json.loads(row.seconds),
        json.loads(row.without),
        row.believed_s,
        row.speech_s,
        row.travelled,
        *affects,
    )


def _pair(values: FloatArray) -> tuple[float, float]:
    return round(float(values[0]), 4), round(float(values[1]), 4)


def _rounded(seconds: float) -> float:
    return round(float(seconds), 2)
