"""Notes while a bar is being written, before density, dynamics and articulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.scale import Chord, Scale


class Span(NamedTuple):
    """A stretch of the bar under one chord; times in beats from the bar line."""

    start: float
    length: float
    harmony: Chord

    @property
    def end(self) -> float:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Draft:
    """`length` is the time until the part moves on; articulation shortens it later.

    `importance` 0-1 decides what goes first when the texture is thinned; `ring` lets the note
    sound up to that many beats in legato.
    """

    onset: float
    length: float
    pitch: int
    part: Part
    importance: float
    accent: float = 0.0
    ring: float = 0.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What every voice of one bar stands on."""

    beats: int
    scale: Scale
    spans: tuple[Span, ...]
    following: Chord
    """First chord of the next bar, or the tonic chord where that is not known."""
    energy: float
    """0 (slow, thin, soft) to 1 (fast, dense, loud)."""
    closing: bool
    """True on the bar that ends a phrase."""

    def harmony_at(self, onset: float) -> Chord:
        return next(span.harmony for span in reversed(self.spans) if onset >= span.start)


def weight_of(onset: float, beats: int) -> float:
    """Metrical weight: 1 on the bar line, 0.8 on the half bar, 0.6 beats, 0.4 and 0.2 between."""
    if onset == 0:
        return 1.0
    if beats % 2 == 0 and onset == beats / 2:
        return 0.8
    if onset == int(onset):
        return 0.6
    return 0.4 if (2 * onset) == int(2 * onset) else 0.2
