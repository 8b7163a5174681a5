"""Which earlier bar the network takes up, and how it is transposed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from emotune_gui.music.composing.draft import Ground, weight_of
from emotune_gui.music.composing.form import UNIT, Phrase, Section
from emotune_gui.music.composing.recurrent_encoding import (
    FIRST_NOTE,
    LOWEST,
    REST,
    SAME_RHYTHM,
    SAME_SHAPE,
    SLOTS,
    ChordView,
    Reference,
    Written,
    degree_of,
)
from emotune_gui.music.composing.scale import DEGREES
from emotune_gui.music.composing.setting import STRONG

_SILENT = LOWEST - 1
_LEAST_NOTES = 2
_SHIFTS = (0, 1, -1, 2, -2, 3, -3)
_THEMES = 4
"""Opening bars of sections that later sections may take up."""

_STORIES: tuple[tuple[tuple[int, int] | None, ...], ...] = (
    ((0, SAME_SHAPE), (0, SAME_RHYTHM)),
    ((0, SAME_SHAPE), None),
    (None, (0, SAME_SHAPE)),
    ((0, SAME_RHYTHM), (1, SAME_SHAPE)),
    (None, (0, SAME_RHYTHM)),
    ((0, SAME_RHYTHM), (0, SAME_SHAPE)),
)
"""For the second and third bar of a unit: which of its bars is taken up, and how closely."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A melody bar to come back to; one entry a slot."""

    begins: npt.NDArray[np.bool_]
    heights: npt.NDArray[np.int64]
    """Scale steps above the register's centre, or -99 for silence."""


class Memory:
    """The composer's own bars by their place in the form; cheap to copy."""

    def __init__(self) -> None:
        self._section: dict[tuple[int, int], Shape] = {}
        self._themes: tuple[Shape, ...] = ()
        self._figures: dict[int, tuple[Written, ...]] = {}

    def copied(self) -> Memory:
        twin = Memory()
        twin._section, twin._themes = dict(self._section), self._themes
        twin._figures = dict(self._figures)
        return twin

    def begin_section(self) -> None:
        """Themes stay; where in the form they stood does not matter any more."""
        self._section, self._figures = {}, {}

    def keep_figure(self, phrase: Phrase, written: list[Written]) -> None:
        """How the second bar of a unit is accompanied: later phrases of its idea begin so."""
        self._figures.setdefault(phrase.plan.idea, tuple(written))

    def figure(self, phrase: Phrase) -> list[Written]:
        """The accompaniment to begin a unit with; empty where a new one is wanted."""
        return list(self._figures.get(phrase.plan.idea, ()))

    def keep(self, phrase: Phrase, position: int, shape: Shape | None) -> None:
        if shape is None:
            return
        place = (phrase.plan.idea, position)
        self._section.setdefault(place, shape)
        if position == 0 and len(self._themes) < _THEMES:
            self._themes = (*self._themes, shape)

    def taken_up(
        self, section: Section, phrase: Phrase, position: int, random: Random
    ) -> tuple[Shape, int] | None:
        """The bar to take up at this place, and whether its rhythm or its whole shape."""
        place = position % UNIT
        if place + 1 == UNIT:
            return None
        known = self._section.get((phrase.plan.idea, position))
        if known is not None:
            return known, SAME_SHAPE if place == 0 or random.random() < 0.5 else SAME_RHYTHM
        if place == 0:
            return self._opening(position, random)
        told = _STORIES[section.story % len(_STORIES)][place - 1]
        if told is None:
            return None
        bar, level = told
        earlier = self._section.get((phrase.plan.idea, position - place + bar))
        return None if earlier is None else (earlier, level)

    def _opening(self, position: int, random: Random) -> tuple[Shape, int] | None:
        """A later unit takes up the first; a new section an old theme, every other time."""
        if position:
            first = next((self._section[k] for k in self._section if k[1] == 0), None)
            return None if first is None else (first, SAME_SHAPE)
        if self._themes and random.random() < 0.5:
            return random.choice(self._themes), random.choice((SAME_SHAPE, SAME_RHYTHM))
        return None


def shape_of(written: list[Written], centre: int) -> Shape | None:
    """What may come back of a bar; None for hardly any melody. `centre` as in the bar's sheet."""
    begins = np.array([w.melody >= FIRST_NOTE for w in written])
    if begins.sum() < _LEAST_NOTES:
        return None
    heights = np.full(len(written), -99)
    sounding = -99
    for slot, one in enumerate(written):
        if one.melody >= FIRST_NOTE:
            sounding = degree_of(one.melody) - centre
        elif one.melody == REST:
            sounding = -99
        heights[slot] = sounding
    return Shape(begins, heights)


def reference(
    shape: Shape,
    level: int,
    ground: Ground,
    chords: tuple[ChordView, ...],
    *,
    centre: int,
    wanted: int,
    last: int | None,
) -> Reference:
    """The shape set on this bar's chords, transposed by the step that bends it least.

    `wanted` is the degree near which the bar should begin, `last` the one before it. The shape
    of another metre is cut or left open at its end.
    """
    slots = SLOTS * ground.beats
    begins = np.zeros(slots, bool)
    degrees = np.full(slots, _SILENT)
    count = min(slots, len(shape.begins))
    begins[:count] = shape.begins[:count]
    degrees[:count] = np.where(shape.heights[:count] > -99, shape.heights[:count] + centre, _SILENT)
    if level == SAME_RHYTHM:
        return Reference(level, begins, degrees)

    def cost(shift: int) -> float:
        notes = [(slot, int(degrees[slot]) + shift) for slot in np.flatnonzero(begins)]
        clashes = sum(
            not chords[slot // SLOTS].tones[degree % DEGREES]
            for slot, degree in notes
            if weight_of(slot / SLOTS, ground.beats) >= STRONG
        )
        first = notes[0][1]
        leap = max(0, abs(first - last) - 3) if last is not None else 0
        return 2.0 * clashes + 0.6 * abs(first - wanted) + leap + 0.1 * abs(shift)

    shift = min(_SHIFTS, key=cost)
    return Reference(level, begins, np.where(degrees > _SILENT, degrees + shift, _SILENT))
