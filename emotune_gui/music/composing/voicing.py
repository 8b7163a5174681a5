"""Chords in close or open position that move as little as possible."""

from __future__ import annotations

from itertools import pairwise

from emotune_gui.music.composing.scale import Chord

Voicing = tuple[int, ...]
"""MIDI notes, lowest first."""

_SPAN = 12


def voiced(harmony: Chord, tonic: int, previous: Voicing, centre: float, ceiling: float) -> Voicing:
    """The position of the chord nearest to the previous one and to `centre` (MIDI note).

    Notes above `ceiling` would cover the melody and are avoided where the chord allows it.

    Ties go to the lower position, so the choice is the same on every machine.
    """
    candidates = _positions(harmony, tonic, centre)
    return min(candidates, key=lambda v: (_motion(v, previous) + _misfit(v, centre, ceiling), v))


def _positions(harmony: Chord, tonic: int, centre: float) -> list[Voicing]:
    classes = sorted(harmony.pitch_classes(tonic))
    low, high = round(centre) - _SPAN, round(centre) + _SPAN
    found = []
    for bottom in range(low, high - 6):
        if bottom % 12 not in classes:
            continue
        start = classes.index(bottom % 12)
        stack = [bottom]
        for step in range(1, len(classes)):
            wanted = classes[(start + step) % len(classes)]
            stack.append(stack[-1] + 1 + (wanted - stack[-1] - 1) % 12)
        found.append(tuple(stack))
        found.append(tuple(sorted((stack[0], stack[1] + 12, *stack[2:]))))
    return [v for v in found if v[-1] <= high + 2]


def _motion(new: Voicing, old: Voicing) -> float:
    """Semitones that the voices travel; 0 without a previous chord."""
    if not old:
        return 0.0
    travelled = sum(min(abs(n - o) for o in old) for n in new)
    return travelled + 0.5 * abs(new[-1] - old[-1])


def _misfit(voicing: Voicing, centre: float, ceiling: float) -> float:
    """Distance from the wanted height, mud (low notes close together) and covering."""
    mean = sum(voicing) / len(voicing)
    mud = sum(3.0 for a, b in pairwise(voicing) if b - a < 5 and (a + b) / 2 < 50)
    cluster = sum(2.0 for a, b in pairwise(voicing) if b - a == 1)
    low = 0.7 * max(0, 50 - voicing[0])
    covering = 1.5 * max(0.0, voicing[-1] - ceiling)
    return 0.6 * abs(mean - centre) + mud + cluster + low + covering
