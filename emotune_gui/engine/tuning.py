"""What the learning knows of one client, as curves, certainties and sentences for a page.

Off the GUI thread: a few milliseconds each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.learning import (
    TUNED_PARAMETERS,
    MappingWeights,
    PersonalPrior,
    Situation,
)
from emotune_gui.personalisation.belief import CURVE, FIRST
from emotune_gui.personalisation.bounds import Bounds, inside
from emotune_gui.personalisation.clinical import TUNED
from emotune_gui.personalisation.evidence import FEATURES, features
from emotune_gui.personalisation.learning import (
    REACH,
    beginning,
    belief_of,
    carried_over,
    shares_of,
    wish_and_doubt,
)
from emotune_gui.personalisation.population import pooled
from emotune_gui.personalisation.wording import tuned_summary

Array = npt.NDArray[np.float64]

POINTS = 41
NORMAL_95 = 1.96
PLACES: dict[str, Affect] = {
    "tense": Affect(-0.6, 0.6),
    "happy": Affect(0.6, 0.6),
    "sad": Affect(-0.6, -0.6),
    "calm": Affect(0.6, -0.6),
    "neutral": NEUTRAL_AFFECT,
}
"""Where it is asked what is known: the middles of the quadrants, and of the plane."""
COPIED_REASON = "Copied from another client's mapping."
TEMPLATE_REASON = "Begun from the template “{name}”."


class Axis(StrEnum):
    VALENCE = "valence"
    AROUSAL = "arousal"


@dataclass(frozen=True, slots=True)
class View:
    """Along which way through the affect plane, and at what moment, the mapping is looked at."""

    axis: Axis = Axis.AROUSAL
    other: float = 0.0
    """Where the axis that is not drawn stands, -1 to 1."""
    leading: bool = False
    minutes: float = 0.0

    def situation(self, x: float) -> Situation:
        along = (x, self.other) if self.axis is Axis.VALENCE else (self.other, x)
        return Situation(Affect(*along), self.leading, self.minutes)


@dataclass(frozen=True, slots=True)
class Curve:
    """One parameter over an axis, in its own units; all tuples as long as `xs`.

    `low` to `high` is where the client's wish lies with 95 % certainty, as far as ratings may
    move the mapping at all (the trust region)."""

    parameter: str
    xs: tuple[float, ...]
    clinical: tuple[float, ...]
    personal: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def curves(weights: MappingWeights, view: View, points: int = POINTS) -> tuple[Curve, ...]:
    """Of every tuned parameter, in their order."""
    xs = np.linspace(-1.0, 1.0, points)
    situations = [view.situation(float(x)) for x in xs]
    seen = np.array([features(s) for s in situations])
    wish, doubt = wish_and_doubt(weights)
    offsets = seen @ shares_of(weights).T
    wished, sure = seen @ wish.T, NORMAL_95 * _deviations(doubt, seen)
    low, high = np.clip(wished - sure, -1.0, 1.0), np.clip(wished + sure, -1.0, 1.0)
    found = []
    for p, name in enumerate(TUNED_PARAMETERS):
        clinical = np.array([TUNED[name].centre(s.target) for s in situations])
        lines = [clinical, *(clinical + REACH[p] * part[:, p] for part in (offsets, low, high))]
        found.append(Curve(name, tuple(xs.tolist()), *(tuple(line.tolist()) for line in lines)))
    return tuple(found)


def _deviations(covariance: Array, seen: Array) -> Array:
    """Standard deviation of each wish (situations x parameters), in reaches."""
    blocks = covariance.reshape(len(TUNED_PARAMETERS), FEATURES, len(TUNED_PARAMETERS), FEATURES)
    variances = [np.einsum("if,fg,ig->i", seen, b, seen) for b in _own(blocks)]
    deviations: Array = np.sqrt(np.maximum(np.array(variances).T, 0.0))
    return deviations


def _own(blocks: Array) -> list[Array]:
    return [blocks[p, :, p, :] for p in range(len(TUNED_PARAMETERS))]


@dataclass(frozen=True, slots=True)
class Certainty:
    """How much of the doubt there was before any rating is gone (0-1)."""

    by_parameter: tuple[float, ...]
    """In the order of TUNED_PARAMETERS."""
    listening: float
    """How likely it is that the ratings follow the music at all."""
    ratings: int

    @property
    def overall(self) -> float:
        return sum(self.by_parameter) / len(self.by_parameter)


def certainty(weights: MappingWeights) -> Certainty:
    gone = np.clip(1.0 - _band_widths(weights) / _band_widths(MappingWeights(version=0)), 0.0, 1.0)
    return Certainty(tuple(gone.tolist()), weights.listening, weights.ratings_used)


def _band_widths(weights: MappingWeights) -> Array:
    """How wide the band of `curves` is by parameter, over all places."""
    seen = _places()
    wish, doubt = wish_and_doubt(weights)
    wished, sure = seen @ wish.T, NORMAL_95 * _deviations(doubt, seen)
    low, high = np.clip(wished - sure, -1.0, 1.0), np.clip(wished + sure, -1.0, 1.0)
    widths: Array = (high - low).mean(axis=0)
    return widths


@dataclass(frozen=True, slots=True)
class NextRating:
    """The rating that would teach most: of music for `place` (a key of PLACES), for what it says
    of `parameter`; `doubt` is the standard deviation of what is believed there, in reaches."""

    place: str
    parameter: str
    doubt: float


def teaches_most(weights: MappingWeights) -> NextRating:
    """A rating is worth 1/2 log(1 + doubt^2 / noise^2): most where the doubt is widest."""
    doubts = _deviations(_pull_doubt(weights), _places())
    place, parameter = np.unravel_index(int(doubts.argmax()), doubts.shape)
    name = list(PLACES)[int(place)]
    return NextRating(name, TUNED_PARAMETERS[int(parameter)], float(doubts.max()))


def _pull_doubt(weights: MappingWeights) -> Array:
    """Covariance of which way, and how strongly, a parameter is wished elsewhere. Not of the wish
    itself: that becomes wider in figures as it is found to lie far out."""
    _, covariance = belief_of(weights)
    return covariance[FIRST:, FIRST:] / CURVE[0] ** 2


def _places() -> Array:
    return np.array([features(Situation(affect)) for affect in PLACES.values()])


def within(weights: MappingWeights, bounds: Bounds) -> MappingWeights:
    """The mapping as it is heard: what the therapist pinned or limited since it was learned is
    brought inside, also before anything is learned again."""
    if not bounds:
        return weights
    features_of_affect = len(weights.offsets[0])
    rows = inside(shares_of(weights), bounds) * np.array(REACH)[:, None]
    moments = _tuples(rows[:, features_of_affect:]) if weights.moments else ()
    return replace(weights, offsets=_tuples(rows[:, :features_of_affect]), moments=moments)


def _tuples(rows: Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in rows.tolist())


def sentences(weights: MappingWeights) -> tuple[str, ...]:
    """How the mapping differs from the clinical one, the widest difference first."""
    return tuned_summary(weights)


def difference(before: MappingWeights, after: MappingWeights) -> tuple[str, ...]:
    """What one mapping does otherwise than another, in the same words."""
    change = np.subtract(after.offsets, before.offsets)
    return tuned_summary(MappingWeights(after.version, tuple(map(tuple, change.tolist()))))


@dataclass(frozen=True, slots=True)
class Common:
    """What other clients of the practice contribute; `clients` 0: nothing."""

    clients: int
    sentences: tuple[str, ...] = ()


def common(prior: PersonalPrior) -> Common:
    if not prior.clients:
        return Common(0)
    return Common(prior.clients, tuned_summary(beginning(prior)))


def prior_from(others: Sequence[MappingWeights]) -> PersonalPrior:
    """Of the mappings in use of other clients who consented."""
    return pooled(others)


def as_beginning(weights: MappingWeights, reason: str = COPIED_REASON) -> MappingWeights:
    """A mapping as another client may begin with it: its offsets as a weak wish, and none of the
    ratings, arms or beliefs of the one it was learned with."""
    plain = replace(weights, version=0, evidence=(), ratings_used=_AS_MANY, arms=())
    rows = carried_over(plain)
    return MappingWeights(
        version=0,
        offsets=weights.offsets,
        moments=weights.moments,
        evidence=rows,
        reason=reason,
    )


_AS_MANY = 9
"""A copied mapping counts as so many ratings of the earlier learner: three quarters of its full
weight."""
