"""What the face does, read from the landmarks: six cues, each from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import ActionCues, PointArray
from emotune_gui.perception.face.pose import facing_points

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rest:
    """A measure over the FER2013 training faces whose FER+ votes call neutral (seven in ten)."""

    low: float
    median: float
    high: float


POPULATION: dict[str, Rest] = {
    "corner_lift": Rest(-0.044, 0.019, 0.083),
    "mouth_width": Rest(0.643, 0.783, 0.952),
    "mouth_opening": Rest(0.008, 0.041, 0.149),
    "eye_opening": Rest(0.084, 0.130, 0.172),
    "inner_brow_height": Rest(0.217, 0.297, 0.385),
    "brow_height": Rest(0.247, 0.324, 0.417),
}
"""Rest without a personal neutral: the 5th, 50th and 95th percentile."""


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A cue's score is the weighted sum of measures less rest; 0 at `begins`, 1 at `full`."""

    weights: tuple[tuple[str, float], ...]
    begins: float
    full: float

    def __call__(self, beyond: Mapping[str, float]) -> float:
        score = sum(weight * beyond[name] for name, weight in self.weights)
        return min(1.0, max(0.0, (score - self.begins) / (self.full - self.begins)))


_RAMPS: dict[str, _Ramp] = {
    "mouth_corners_up": _Ramp((("corner_lift", 1.0), ("mouth_width", 0.35)), 0.04, 0.18),
    "mouth_corners_down": _Ramp((("corner_lift", -1.0), ("mouth_opening", 0.2)), 0.04, 0.11),
    "brows_lowered": _Ramp((("inner_brow_height", -1.0),), 0.035, 0.11),
    "brows_raised": _Ramp((("brow_height", 1.0),), 0.04, 0.12),
    "eyes_closed": _Ramp((("eye_opening", -1.0),), 0.045, 0.085),
    "mouth_open": _Ramp((("mouth_opening", 1.0),), 0.04, 0.30),
}


def action_cues(
    points: PointArray, neutral_measures: Mapping[str, float] | None = None
) -> ActionCues:
    """The cues of one face; `points` are its 68 landmarks in pixels. About 0.15 ms.

    `neutral_measures` are `cue_measures` of the same face at rest: the cues are then told from
    there. A rest outside the 5th to 95th percentile of neutral faces counts as that percentile,
    so that a rest measured during a smile does not hide the next one.
    """
    return cues_of(cue_measures(points), neutral_measures)


def cues_of(
    measures: Mapping[str, float], neutral_measures: Mapping[str, float] | None = None
) -> ActionCues:
    rest = _rest(neutral_measures or {})
    beyond = {name: measures[name] - rest[name] for name in POPULATION}
    return ActionCues(**{name: ramp(beyond) for name, ramp in _RAMPS.items()})


def cue_measures(points: PointArray) -> dict[str, float]:
    """The measures behind the cues by name, in eye distances, of the face turned to the front."""
    return dict(zip(POPULATION, measured(facing_points(points)).tolist(), strict=True))


def measured(p: Array) -> Array:
    """Values in the order of `POPULATION`; `p` as `pose.facing_points`, (..., 68, 2)."""
    x, y = p[..., 0], p[..., 1]
    corners = (y[..., 48] + y[..., 54] + y[..., 60] + y[..., 64]) / 4
    lips = (y[..., 51] + y[..., 57] + y[..., 62] + y[..., 66]) / 4
    inner_lips = _mean_gap(p, (61, 62, 63), (67, 66, 65))
    lids = _mean_gap(p, (37, 38, 43, 44), (41, 40, 47, 46))
    return np.stack(
        [
            lips - corners,
            x[..., 54] - x[..., 48],
            inner_lips,
            lids,
            -y[..., 20:24].mean(axis=-1),
            -y[..., 18:26].mean(axis=-1),
        ],
        axis=-1,
    )


def _mean_gap(p: Array, upper: tuple[int, ...], lower: tuple[int, ...]) -> Array:
    gaps = np.linalg.norm(p[..., list(upper), :] - p[..., list(lower), :], axis=-1)
    return np.asarray(gaps.mean(axis=-1), dtype=np.float64)


def _rest(personal: Mapping[str, float]) -> dict[str, float]:
    return {
        name: min(usual.high, max(usual.low, personal.get(name, usual.median)))
        for name, usual in POPULATION.items()
    }
