"""Notes of a bar while it is being shaped."""

from __future__ import annotations

from dataclasses import dataclass

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.draft import weight_of


@dataclass(frozen=True, slots=True)
class Sketch:
    """Times in beats from the bar line; `velocity` is the song's own."""

    onset: float
    duration: float
    pitch: int
    part: Part
    velocity: float
    importance: float
    """0-1: what goes first when the texture is thinned."""
    added: bool = False
    """Not in the song: put in for more density or colour."""
    softer: float = 0.0
    """Standard deviations of the velocity by which it stands back."""


def metrical_weight(onset: float, beats: int) -> float:
    """`weight_of` for notes as played: onsets within 1/16 beat of a place count as on it."""
    nearest = round(onset * 4.0) / 4.0
    if abs(onset - nearest) <= 1.0 / 16.0:
        return weight_of(nearest % beats, beats)
    return 0.2
