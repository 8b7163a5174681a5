"""Accompaniment figures: how the chords part spells a chord out over a stretch of the bar."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.draft import Draft, Span, weight_of
from emotune_gui.music.composing.voicing import Voicing


class Figure(StrEnum):
    BLOCK = "block"
    BROKEN = "broken"
    ARPEGGIO = "arpeggio"
    ROLLING = "rolling"
    ALBERTI = "alberti"
    PULSE = "pulse"
    OFFBEAT = "offbeat"
    SYNCOPATED = "syncopated"
    OSTINATO = "ostinato"


QUIET: tuple[Figure, ...] = (Figure.ARPEGGIO, Figure.ROLLING, Figure.BROKEN, Figure.BLOCK)
MIDDLE: tuple[Figure, ...] = (Figure.ALBERTI, Figure.BROKEN, Figure.ARPEGGIO, Figure.PULSE)
LIVELY_BRIGHT: tuple[Figure, ...] = (
    Figure.OFFBEAT,
    Figure.SYNCOPATED,
    Figure.ALBERTI,
    Figure.PULSE,
)
LIVELY_DARK: tuple[Figure, ...] = (
    Figure.OSTINATO,
    Figure.PULSE,
    Figure.SYNCOPATED,
    Figure.ROLLING,
)

_ORDERS = {
    Figure.ARPEGGIO: (0, 1, 2, 3, 2, 1),
    Figure.ROLLING: (0, 2, 1, 3, 1, 2),
    Figure.ALBERTI: (0, 2, 1, 2),
}


def chord_figure(
    figure: Figure, voicing: Voicing, span: Span, beats: int, grid: float
) -> list[Draft]:
    """The figure over one chord; `grid` (beats) is the finest subdivision it may use."""
    if figure in _ORDERS:
        return _spelled(_ORDERS[figure], voicing, span, beats, min(0.5, grid))
    writer: Callable[[Voicing, Span, int, float], list[Draft]] = {
        Figure.BLOCK: _block,
        Figure.BROKEN: _broken,
        Figure.PULSE: _pulse,
        Figure.OFFBEAT: _offbeat,
        Figure.SYNCOPATED: _syncopated,
        Figure.OSTINATO: _ostinato,
    }[figure]
    return writer(voicing, span, beats, grid)


def _spelled(
    order: tuple[int, ...], voicing: Voicing, span: Span, beats: int, grid: float
) -> list[Draft]:
    """One note at a time, the order counted in eighths; each rings under legato."""
    notes = []
    for onset in _grid(span, grid):
        eighth = 2 * (onset - span.start)
        between = eighth != int(eighth)
        index = order[int(eighth) % len(order)] + (1 if between else 0)
        octave = 12 if index >= len(voicing) else 0
        pitch = voicing[index % len(voicing)] + octave
        notes.append(_note(onset, grid, pitch, beats, ring=span.end - onset))
    return notes


def _block(voicing: Voicing, span: Span, beats: int, grid: float) -> list[Draft]:
    """The whole chord once; a finer grid spells the upper notes again softly between."""
    notes = [_note(span.start, span.length, p, beats, ring=span.length) for p in voicing]
    for count, onset in enumerate(_grid(span, max(0.5, grid))[1:]):
        notes.append(_note(onset, 0.5, voicing[1 + count % (len(voicing) - 1)], beats, -0.2))
    return notes


def _broken(voicing: Voicing, span: Span, beats: int, grid: float) -> list[Draft]:
    """Low note, then the rest on the following beats: waltz and march alike."""
    notes = [_note(span.start, span.length, voicing[0], beats, ring=span.length)]
    for onset in _grid(span, max(0.5, grid))[1:]:
        upper = voicing[-2:] if onset == int(onset) else voicing[1:2]
        notes += [_note(onset, min(1.0, span.end - onset), p, beats) for p in upper]
    return notes


def _pulse(voicing: Voicing, span: Span, beats: int, grid: float) -> list[Draft]:
    notes = []
    for onset in _grid(span, grid):
        strong = weight_of(onset, beats) >= 0.6
        chosen = voicing[-3:] if strong else voicing[-1:]
        notes += [_note(onset, min(grid, span.end - onset), p, beats) for p in chosen]
    return notes


def _offbeat(voicing: Voicing, span: Span, beats: int, grid: float) -> list[Draft]:
    """Chords on the second half of each beat; the bass has the beats."""
    notes = []
    for onset in _grid(span, min(0.5, grid)):
        if (2 * onset) % 2 == 1:
            notes += [_note(onset, 0.5, p, beats, 0.25) for p in voicing[-3:]]
        elif grid < 0.5 and onset != int(onset):
            notes.append(_note(onset, 0.25, voicing[-1], beats))
    return notes or [_note(span.start, span.length, p, beats) for p in voicing]


def _syncopated(voicing: Voicing, span: Span, beats: int, grid: float) -> list[Draft]:
    """Three and three and two: 0, 1.5, 3, then between for a finer grid."""
    strong = {span.start + step for step in (0.0, 1.5, 3.0) if step < span.length}
    notes = []
    for onset in _grid(span, min(0.5, grid)):
        chosen = voicing[-3:] if onset in strong else voicing[1:2]
        bonus = 0.2 if onset in strong else 0.0
        notes += [_note(onset, 1.0 if onset in strong else grid, p, beats, bonus) for p in chosen]
    return [n for n in notes if n.onset < span.end]


def _ostinato(voicing: Voicing, span: Span, beats: int, grid: float) -> list[Draft]:
    """Driving repeated notes: low pair on the beats, the chord's top between."""
    notes = []
    for onset in _grid(span, min(0.5, grid)):
        chosen = voicing[:2] if weight_of(onset, beats) >= 0.8 else voicing[-1:]
        notes += [_note(onset, min(0.5, grid), p, beats, 0.1) for p in chosen]
    return notes


def _note(
    onset: float, length: float, pitch: int, beats: int, bonus: float = 0.0, ring: float = 0.0
) -> Draft:
    weight = weight_of(onset, beats)
    importance = min(0.9, 0.15 + 0.6 * weight + bonus)
    return Draft(onset, length, pitch, Part.CHORDS, importance, accent=weight - 0.5, ring=ring)


def _grid(span: Span, step: float) -> list[float]:
    count = max(1, round(span.length / step))
    return [span.start + k * step for k in range(count) if k * step < span.length]
