"""The personal part of the emotion-to-music mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from emotune_gui.domain.emotion import Affect

TUNED_PARAMETERS: tuple[str, ...] = (
    "tempo_bpm",
    "density",
    "loudness",
    "register",
    "articulation",
    "modality",
)
"""Parameters a rating may move; `modality` shifts the valence that chooses the mode."""

CONTEXT_FEATURES: tuple[str, ...] = ("constant", "valence", "arousal")
MOMENT_FEATURES: tuple[str, ...] = ("leading", "time")
"""Beside the affect: 1 under LEAD and CONTRAST else 0, and hours into the session (0-1)."""

Row = tuple[float, ...]


class ArmKind(StrEnum):
    """Choices that are no number."""

    COMPOSER = "composer"
    PALETTE = "palette"
    SONG = "song"


@dataclass(frozen=True, slots=True)
class Arm:
    """What ratings say of one composer, palette or song."""

    kind: ArmKind
    name: str
    """A composer's name, a `Palette` value or a song's id."""
    mean: float = 0.0
    """Reward (-1 to 1) beyond this client's usual; 0 is the prior."""
    deviation: float = 0.3
    """How unsure that is, as a standard deviation."""
    weight: float = 0.0
    """How many ratings are behind it, doubtful ones counting less."""


@dataclass(frozen=True, slots=True)
class PersonalPrior:
    """What other consenting clients of this practice wish; empty rows mean the clinical mapping."""

    mean: Row = ()
    deviation: Row = ()
    """By parameter and feature (constant, valence, arousal, leading, time), in reaches."""
    clients: int = 0


CLINICAL_PRIOR = PersonalPrior()


@dataclass(frozen=True, slots=True)
class MappingWeights:
    """One version of a client's offsets to the clinical mapping; frozen, replaced not edited.

    offset of parameter p = sum over f of `offsets[p][f]` * feature f of the target affect,
    in the parameter's own units, already inside the trust region.
    Version 0 with all-zero offsets is the unpersonalised mapping.
    """

    version: int
    offsets: tuple[Row, ...] = ((0.0, 0.0, 0.0),) * len(TUNED_PARAMETERS)
    belief_mean: Row = ()
    """Posterior mean of the reward model, flattened; empty means the prior."""
    belief_precision: tuple[Row, ...] = ()
    """Posterior precision matrix of the reward model; empty means the prior."""
    ratings_used: int = 0
    reason: str = ""
    """One plain sentence on what changed and why, for the therapist."""
    moments: tuple[Row, ...] = ()
    """By parameter what leading and an hour of session add to the offset; empty means nothing."""
    evidence: tuple[Row, ...] = ()
    """What was learned from, one row a judgement (personalisation/evidence.py), oldest first."""
    prior: PersonalPrior = CLINICAL_PRIOR
    """What was believed before the first rating."""
    arms: tuple[Arm, ...] = ()
    listening: float = 1.0
    """How likely it is (0-1) that the ratings follow the music at all."""


CLINICAL_MAPPING = MappingWeights(version=0, reason="The clinical mapping, not yet personal.")


@dataclass(frozen=True, slots=True)
class StoredWeights(MappingWeights):
    """A version as it stands in the client's history."""

    created_at: datetime | None = None
    active: bool = False
    """True on the version in use; on none when the clinical mapping is."""
    undone: bool = False
    by: str = "therapist"
    """Who made it."""
    damaged: bool = False
    """What is stored of it cannot be read: the figures here are the clinical ones."""


@dataclass(frozen=True, slots=True)
class MappingTemplate:
    """A mapping kept under a name. Nothing of a person is in it: figures, and no rating."""

    name: str
    offsets: tuple[Row, ...]
    moments: tuple[Row, ...] = ()

    @property
    def weights(self) -> MappingWeights:
        return MappingWeights(version=0, offsets=self.offsets, moments=self.moments)


@dataclass(frozen=True, slots=True)
class PersonalSettings:
    """What the therapist allows the learning for one client."""

    exploring: bool = False
    """Whether the music may try things of its own accord."""
    width: float = 0.4
    """How far a trial goes at most, as a share (0-1) of the reach."""
    locked: bool = False
    """Ratings are kept but change nothing."""
    affect_signal: bool = False
    """Whether it also counts that the client's affect moved toward the target."""
    affect_weight: float = 0.15
    """What such a movement counts beside an explicit rating; at most 0.3."""
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """By tuned parameter the lowest and highest personal offset, in reaches (-1 to 1): what is
    contraindicated is never tried or learned. (0, 0) pins a parameter to the clinical value."""

    def __post_init__(self) -> None:
        if not (0.0 <= self.width <= 1.0 and 0.0 <= self.affect_weight <= 0.3):
            raise ValueError(f"width {self.width} or weight {self.affect_weight} out of range")
        for name, (low, high) in self.bounds.items():
            if name not in TUNED_PARAMETERS or not -1.0 <= low <= 0.0 <= high <= 1.0:
                raise ValueError(f"no bounds for {name}: {low} to {high}")

    def other_than(self, before: PersonalSettings) -> tuple[str, ...]:
        """Names of the fields in which these differ from those `before`, in their order."""
        names = (field.name for field in fields(self))
        return tuple(name for name in names if getattr(before, name) != getattr(self, name))

    def stricter(self, other: PersonalSettings) -> PersonalSettings:
        """Of both what allows less: nothing that is contraindicated in one is allowed."""
        bounds = dict(self.bounds)
        for name, (low, high) in other.bounds.items():
            mine = bounds.get(name, (-1.0, 1.0))
            bounds[name] = (max(low, mine[0]), min(high, mine[1]))
        return PersonalSettings(
            exploring=self.exploring and other.exploring,
            width=min(self.width, other.width),
            locked=self.locked or other.locked,
            affect_signal=self.affect_signal and other.affect_signal,
            affect_weight=min(self.affect_weight, other.affect_weight),
            bounds=bounds,
        )


USUAL_SETTINGS = PersonalSettings()


class ChangeKind(StrEnum):
    """What was done to a client's mapping."""

    RATED = "rated"
    LEARNED = "learned"
    """From what was no rating: a slider set by hand, a song left, affect that moved."""
    OTHERS = "others"
    """Begun with what other clients have in common."""
    TEMPLATE = "template"
    COPIED = "copied"
    RESTORED = "restored"
    UNDONE = "undone"
    RESET = "reset"
    SETTINGS = "settings"
    """What the learning may do."""


@dataclass(frozen=True, slots=True)
class MappingChange:
    """Who changed what of a client's mapping, and when."""

    at: datetime
    by: str
    kind: ChangeKind
    version_before: int = 0
    version_after: int = 0
    """The version in use then; 0 is the clinical mapping."""
    note: str = ""
    """Of TEMPLATE: its name; of RESTORED: the number of the version it is a copy of; of RATED: the
    number of ratings of a whole rating round."""
    before: PersonalSettings | None = None
    after: PersonalSettings | None = None
    """Of SETTINGS, where what is stored can be read."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the music is to be right for."""

    target: Affect
    leading: bool = False
    """The strategy leads or contrasts instead of matching or holding."""
    minutes: float = 0.0
    """Into the session."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A choice among alternatives and how likely it was, so that it can be judged afterwards."""

    t: float
    """Seconds since the session began."""
    kind: str
    """'parameters' or an `ArmKind` value."""
    chosen: str
    """The arm, or the parameters tried ('tempo_bpm,modality'); empty for the best guess."""
    offsets: Row = ()
    """Of 'parameters': beside the best guess, in reaches."""
    propensity: float = 1.0
    alternatives: int = 1
    weights_version: int = 0
