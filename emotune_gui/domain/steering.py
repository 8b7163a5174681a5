"""What a therapist's hand may take over of the music, and how far each goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from emotune_gui.domain.music import Mode, Palette


class Steered(StrEnum):
    """Named as in `MusicParameters`; PALETTE is the family of instruments."""

    TEMPO = "tempo_bpm"
    LOUDNESS = "loudness"
    DENSITY = "density"
    REGISTER = "register"
    ARTICULATION = "articulation"
    DISSONANCE = "dissonance"
    BRIGHTNESS = "brightness"
    MODE = "mode"
    PALETTE = "palette"


STEERED_RANGES: dict[Steered, tuple[float, float]] = {
    Steered.TEMPO: (54.0, 168.0),
    Steered.LOUDNESS: (40.0, 100.0),
    Steered.DENSITY: (1.0, 7.0),
    Steered.REGISTER: (57.0, 77.0),
    Steered.ARTICULATION: (0.4, 1.1),
    Steered.DISSONANCE: (0.0, 0.2),
    Steered.BRIGHTNESS: (0.0, 1.0),
}
"""Units and ranges of `MusicParameters`; MODE and PALETTE are chosen from their enums instead."""

SteeredValue = float | Mode | Palette
"""A number for what has a range, a `Mode` for MODE, a `Palette` for PALETTE."""


@dataclass(frozen=True, slots=True)
class SteeringEvent:
    """The hand took something over, moved it or handed it back (`value` None)."""

    t: float
    """Monotonic seconds of the last movement."""
    name: str
    """A `Steered` value, or 'target'."""
    value: str | None
    """For a reader: '84', 'dorian', '0.50, -0.40'."""


@dataclass(frozen=True, slots=True)
class HandOverride:
    """What the therapist's hand held in a session; all times in seconds since it began."""

    t: float
    parameter: str
    """A `Steered` value, or 'target'."""
    value: str
    """For a reader, as in `SteeringEvent`."""
    until_s: float | None = None
    """When it was handed back or moved on; None: it was held to the session's end."""
