"""Which General MIDI instruments play, by palette and affect, and what they can play."""

from __future__ import annotations

from collections.abc import Collection

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import ANY_INSTRUMENTS, Instrumentation, Palette, Part
from emotune_gui.music.palettes import PALETTES, STAND_INS, Ensemble, Region
from emotune_gui.music.programs import playable

__all__ = ["PALETTE", "Ensemble", "Region", "ensemble", "playable", "region_of"]

PALETTE = PALETTES[Palette.AFFECT]

OCTAVE = 12
NEUTRAL_HALF_WIDTH = 0.25
"""Valence and arousal both nearer zero than this make the neutral region."""


def ensemble(
    affect: Affect,
    excluded: Collection[Part] = (),
    current: Ensemble = (),
    border: float = 0.0,
    instrumentation: Instrumentation = ANY_INSTRUMENTS,
) -> Ensemble:
    """The instruments for an affect without the excluded parts, in `Part` order.

    `current` is kept while the affect is within `border` of a region that plays it. A part whose
    instrument is excluded or cannot play between the lowest and highest note allowed gets
    another, or is left out when every other is excluded too.
    """

    def players(region: Region) -> Ensemble:
        chosen = PALETTES[instrumentation.palette][region]
        return _allowed(_without(chosen, excluded), instrumentation)

    if current:
        near = (region_of(place) for place in _neighbourhood(affect, border))
        if any(players(region) == current for region in near):
            return current
    return players(region_of(affect))


def region_of(affect: Affect) -> Region:
    valence, arousal = affect.valence, affect.arousal
    if max(abs(valence), abs(arousal)) < NEUTRAL_HALF_WIDTH:
        return Region.NEUTRAL
    if arousal >= 0:
        return Region.HAPPY if valence >= 0 else Region.TENSE
    return Region.CALM if valence >= 0 else Region.SAD


def _neighbourhood(affect: Affect, border: float) -> tuple[Affect, ...]:
    return tuple(
        Affect.clamped(affect.valence + dv, affect.arousal + da)
        for dv in (-border, border)
        for da in (-border, border)
    )


def _without(players: Ensemble, excluded: Collection[Part]) -> Ensemble:
    return tuple(player for player in players if player[0] not in excluded)


def _allowed(players: Ensemble, limits: Instrumentation) -> Ensemble:
    found: list[tuple[Part, int]] = []
    for part, program in players:
        options = (program,) if part is Part.DRUMS else (program, *STAND_INS[part])
        fitting = [option for option in options if _may_play(option, part, limits)]
        found += [(part, option) for option in fitting[:1]]
    return tuple(found)


def _may_play(program: int, part: Part, limits: Instrumentation) -> bool:
    if part is Part.DRUMS:
        return True
    low, high = playable(program)
    reach = min(high, limits.highest) - max(low, limits.lowest)
    return program not in limits.excluded_programs and reach >= OCTAVE - 1
