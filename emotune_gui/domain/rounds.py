"""What becomes of a rating round that a crash cut off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    LEARNED = "learned"
    UNCHANGED = "unchanged"
    """Nothing in it to be learned, or it was learned before."""
    LOCKED = "locked"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True, slots=True)
class Rescued:
    """What became of a round that was cut off; `ratings` are kept whatever came of it."""

    client_name: str
    ratings: int
    outcome: Outcome
    version: int | None = None
