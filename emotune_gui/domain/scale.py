"""What a client (or the therapist for them) puts on a scale: distress, pleasure, arousal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ScaleKind(StrEnum):
    """Subjective Units of Distress (Wolpe 1969), and the two sliders of the Affective Slider
    (Betella and Verschure 2016)."""

    SUDS = "suds"
    PLEASURE = "pleasure"
    AROUSAL = "arousal"


SCALE_RANGES: dict[ScaleKind, tuple[float, float]] = {
    ScaleKind.SUDS: (0.0, 10.0),
    ScaleKind.PLEASURE: (0.0, 1.0),
    ScaleKind.AROUSAL: (0.0, 1.0),
}
"""Lowest and highest answer; 0.5 is the middle of a slider."""


class Moment(StrEnum):
    """Why it was asked then."""

    START = "start"
    TIMER = "timer"
    ASKED = "asked"
    END = "end"


@dataclass(frozen=True, slots=True)
class ScaleReading:
    """One answer. Raises ValueError outside the scale's range."""

    t: float
    """Seconds since the session began."""
    kind: ScaleKind
    value: float
    moment: Moment = Moment.ASKED
    by: str = "client"

    def __post_init__(self) -> None:
        lowest, highest = SCALE_RANGES[self.kind]
        if not lowest <= self.value <= highest:
            raise ValueError(f"{self.kind} outside {lowest:g}-{highest:g}: {self.value}")
