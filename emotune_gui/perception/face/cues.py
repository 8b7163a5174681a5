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
    "corner_lift": Rest(-0.036, 0.019, 0.077),
    "mouth_width": Rest(0.644, 0.785, 0.946),
    "mouth_opening": Rest(0.011, 0.042, 0.150),
    "eye_opening": Rest(0.083, 0.128, 0.172),
    "inner_brow_height": Rest(0.224, 0.299, 0.388),
    "brow_height": Rest(0.248, 0.325, 0.417),
}
"""Rest without a personal neutral: the 5th, 50th and 95th percentile."""


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A cue's score is the weighted sum of measures less rest; 0 at `begins`, 1 at `full`."""

    weights: tuple[tuple[str, float], ...]
    begins: float
    full: float
    begins_personal: float
    """Where it begins when the rest is the person's own."""

    def __call__(self, beyond: Mapping[str, float], personal: bool) -> float:
        score = sum(weight * beyond[name] for name, weight in self.weights)
        begins = self.begins_personal if personal else self.begins
        return min(1.0, max(0.0, (score - begins) / (self.full - begins)))


_RAMPS: dict[str, _Ramp] = {
    "mouth_corners_up": _Ramp((("corner_lift", 1.0), ("mouth_width", 0.35)), 0.072, 0.25, 0.036),
    "mouth_corners_down": _Ramp(
        (("corner_lift", -1.0), ("mouth_opening", 0.2)), 0.045, 0.113, 0.022
    ),
    "brows_lowered": _Ramp((("inner_brow_height", -1.0),), 0.059, 0.117, 0.033),
    "brows_raised": _Ramp((("brow_height", 1.0),), 0.068, 0.138, 0.035),
    "eyes_closed": _Ramp((("eye_opening", -1.0),), 0.045, 0.081, 0.035),
    "mouth_open": _Ramp((("mouth_opening", 1.0),), 0.071, 0.34, 0.029),
}
"""From the FER2013 training rows on which seven in ten FER+ votes agree (5,732 neutral faces).

A cue begins at the score that 90 % of the neutral faces stay under (of eyes closed 95 %: eyes
differ in shape), with a personal neutral at 75 % (90 %), since people then no longer differ at
rest. It is full at the 90th percentile (of brows, whose landmarks tremble, the 95th) of the
class that shows it most: corners up in happiness, brows lowered in anger, brows raised and mouth
open in surprise. No class shows corners down or closed eyes in most of its faces: full there is
the 99th percentile of all faces. The weights of the smile are those of a linear discriminant of
happiness against neutral, which it tells apart with an area under the curve of .93; corners down
is the weakest (sadness against neutral, mouth closed: .55), because the landmarks hardly follow
a lip that is pressed down."""


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
    """The cues of measures taken before; see `action_cues`."""
    rest = _rest(neutral_measures or {})
    beyond = {name: measures[name] - rest[name] for name in POPULATION}
    personal = neutral_measures is not None
    return ActionCues(**{name: ramp(beyond, personal) for name, ramp in _RAMPS.items()})


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
