"""Which General MIDI instruments play, by affect, and what they can play.

The palette holds programs that the soundfont TimGM6mb renders cleanly. Timbre is the weakest
of the cues (Eerola, Friberg & Bresin 2013), so there are few regions and wide ones: soft
attacks and dark colours where arousal or valence is low, plucked and bright ones where high.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Part

Ensemble = tuple[tuple[Part, int], ...]

PIANO, NYLON_GUITAR, STEEL_GUITAR, ACOUSTIC_BASS, FINGERED_BASS = 0, 24, 25, 32, 33
CELLO, CONTRABASS, HARP, STRINGS, SLOW_STRINGS = 42, 43, 46, 48, 49
FRENCH_HORN, CLARINET, FLUTE, WARM_PAD = 60, 71, 73, 89
STANDARD_KIT = 0

NEUTRAL_HALF_WIDTH = 0.25
"""Valence and arousal both nearer zero than this make the neutral region."""


class Region(StrEnum):
    """Regions of the affect plane that share an ensemble."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    TENSE = "tense"
    SAD = "sad"
    CALM = "calm"


PALETTE: dict[Region, Ensemble] = {
    Region.NEUTRAL: (
        (Part.MELODY, CLARINET),
        (Part.CHORDS, PIANO),
        (Part.BASS, ACOUSTIC_BASS),
        (Part.PAD, WARM_PAD),
    ),
    Region.HAPPY: (
        (Part.MELODY, PIANO),
        (Part.CHORDS, STEEL_GUITAR),
        (Part.BASS, FINGERED_BASS),
        (Part.COUNTER, FLUTE),
        (Part.DRUMS, STANDARD_KIT),
    ),
    Region.TENSE: (
        (Part.MELODY, STRINGS),
        (Part.CHORDS, PIANO),
        (Part.BASS, CONTRABASS),
        (Part.COUNTER, FRENCH_HORN),
        (Part.DRUMS, STANDARD_KIT),
    ),
    Region.SAD: (
        (Part.MELODY, CELLO),
        (Part.CHORDS, PIANO),
        (Part.BASS, CONTRABASS),
        (Part.PAD, SLOW_STRINGS),
    ),
    Region.CALM: (
        (Part.MELODY, FLUTE),
        (Part.CHORDS, HARP),
        (Part.BASS, ACOUSTIC_BASS),
        (Part.PAD, SLOW_STRINGS),
    ),
}

_RANGES: dict[int, tuple[int, int]] = {
    NYLON_GUITAR: (40, 83),
    STEEL_GUITAR: (40, 83),
    ACOUSTIC_BASS: (31, 60),
    FINGERED_BASS: (31, 60),
    CELLO: (36, 79),
    CONTRABASS: (33, 60),
    HARP: (31, 96),
    STRINGS: (36, 93),
    SLOW_STRINGS: (36, 91),
    FRENCH_HORN: (41, 77),
    CLARINET: (50, 90),
    FLUTE: (59, 94),
    WARM_PAD: (36, 88),
}
_PIANO_RANGE = (28, 100)


def playable(program: int) -> tuple[int, int]:
    """Lowest and highest MIDI note written for a program; a piano's middle for unlisted ones."""
    return _RANGES.get(program, _PIANO_RANGE)


def ensemble(
    affect: Affect,
    excluded: Collection[Part] = (),
    current: Ensemble = (),
    border: float = 0.0,
) -> Ensemble:
    """The instruments for an affect without the excluded parts, in `Part` order.

    `current` is kept while the affect is within `border` of a region that plays it.
    """
    if current:
        near = (region_of(place) for place in _neighbourhood(affect, border))
        if any(_without(PALETTE[region], excluded) == current for region in near):
            return current
    return _without(PALETTE[region_of(affect)], excluded)


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
