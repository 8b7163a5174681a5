"""The personal part of the emotion-to-music mapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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

Row = tuple[float, ...]


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


CLINICAL_MAPPING = MappingWeights(version=0, reason="The clinical mapping, not yet personal.")


@dataclass(frozen=True, slots=True)
class StoredWeights(MappingWeights):
    """A version as it stands in the client's history."""

    created_at: datetime | None = None
    active: bool = False
    """True on the version in use; on none when the clinical mapping is."""
    undone: bool = False
