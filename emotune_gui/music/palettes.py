"""Ensembles by palette and by region of the affect plane.

Timbre is the weakest of the cues (Eerola, Friberg & Bresin 2013), so there are few regions and
wide ones: soft attacks and dark colours where arousal or valence is low, plucked and bright ones
where high. Within a palette the regions differ only in who takes part.
"""

from __future__ import annotations

from enum import StrEnum

from emotune_gui.domain.music import Palette, Part
from emotune_gui.music.programs import (
    ACOUSTIC_BASS,
    BASSOON,
    BELL_PAD,
    CELESTA,
    CELLO,
    CHOIR,
    CLARINET,
    CLEAN_GUITAR,
    CONTRABASS,
    ELECTRIC_PIANO,
    FINGERED_BASS,
    FLUTE,
    FRENCH_HORN,
    FRETLESS_BASS,
    HARP,
    MARIMBA,
    NYLON_GUITAR,
    OBOE,
    PIANO,
    PICKED_BASS,
    PIZZICATO,
    SLOW_STRINGS,
    STANDARD_KIT,
    STEEL_GUITAR,
    STRINGS,
    VIBRAPHONE,
    VIOLA,
    VIOLIN,
    VOICE_PAD,
    WARM_PAD,
)

Ensemble = tuple[tuple[Part, int], ...]


class Region(StrEnum):
    """Regions of the affect plane that share an ensemble."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    TENSE = "tense"
    SAD = "sad"
    CALM = "calm"


_ByRegion = dict[Region, Ensemble]


def _players(
    melody: int,
    chords: int,
    bass: int,
    pad: int | None = None,
    counter: int | None = None,
    *,
    drums: bool = False,
) -> Ensemble:
    given = {
        Part.MELODY: melody,
        Part.CHORDS: chords,
        Part.BASS: bass,
        Part.PAD: pad,
        Part.COUNTER: counter,
        Part.DRUMS: STANDARD_KIT if drums else None,
    }
    return tuple((part, program) for part, program in given.items() if program is not None)


_BY_AFFECT: _ByRegion = {
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

PALETTES: dict[Palette, _ByRegion] = {
    Palette.AFFECT: _BY_AFFECT,
    Palette.PIANO: dict.fromkeys(Region, _players(PIANO, PIANO, PIANO)),
    Palette.STRINGS: {
        Region.NEUTRAL: _players(VIOLIN, STRINGS, CELLO, SLOW_STRINGS),
        Region.HAPPY: _players(VIOLIN, PIZZICATO, CONTRABASS, counter=VIOLA),
        Region.TENSE: _players(VIOLIN, STRINGS, CONTRABASS, counter=CELLO),
        Region.SAD: _players(CELLO, SLOW_STRINGS, CONTRABASS, SLOW_STRINGS),
        Region.CALM: _players(VIOLA, SLOW_STRINGS, CELLO, SLOW_STRINGS),
    },
    Palette.PLUCKED: {
        Region.NEUTRAL: _players(NYLON_GUITAR, HARP, ACOUSTIC_BASS),
        Region.HAPPY: _players(STEEL_GUITAR, NYLON_GUITAR, ACOUSTIC_BASS, counter=MARIMBA),
        Region.TENSE: _players(STEEL_GUITAR, PIZZICATO, PICKED_BASS, counter=HARP),
        Region.SAD: _players(NYLON_GUITAR, HARP, ACOUSTIC_BASS),
        Region.CALM: _players(HARP, NYLON_GUITAR, ACOUSTIC_BASS),
    },
    Palette.WINDS: {
        Region.NEUTRAL: _players(CLARINET, FRENCH_HORN, BASSOON),
        Region.HAPPY: _players(FLUTE, CLARINET, BASSOON, counter=OBOE),
        Region.TENSE: _players(OBOE, FRENCH_HORN, BASSOON, counter=CLARINET),
        Region.SAD: _players(OBOE, FRENCH_HORN, BASSOON),
        Region.CALM: _players(FLUTE, CLARINET, BASSOON),
    },
    Palette.AMBIENT: {
        Region.NEUTRAL: _players(VIBRAPHONE, ELECTRIC_PIANO, FRETLESS_BASS, WARM_PAD),
        Region.HAPPY: _players(CELESTA, ELECTRIC_PIANO, FRETLESS_BASS, BELL_PAD),
        Region.TENSE: _players(VIBRAPHONE, ELECTRIC_PIANO, FRETLESS_BASS, WARM_PAD),
        Region.SAD: _players(ELECTRIC_PIANO, VOICE_PAD, FRETLESS_BASS, WARM_PAD),
        Region.CALM: _players(VIBRAPHONE, ELECTRIC_PIANO, FRETLESS_BASS, CHOIR),
    },
    Palette.BAND: {
        Region.NEUTRAL: _players(ELECTRIC_PIANO, CLEAN_GUITAR, FINGERED_BASS, WARM_PAD),
        Region.HAPPY: _players(
            PIANO, STEEL_GUITAR, FINGERED_BASS, counter=CLEAN_GUITAR, drums=True
        ),
        Region.TENSE: _players(CLEAN_GUITAR, PIANO, PICKED_BASS, counter=STRINGS, drums=True),
        Region.SAD: _players(NYLON_GUITAR, ELECTRIC_PIANO, FRETLESS_BASS, SLOW_STRINGS),
        Region.CALM: _players(CLEAN_GUITAR, ELECTRIC_PIANO, FINGERED_BASS, WARM_PAD),
    },
}
"""Every region has melody, chords and bass, so that any composer can play."""

STAND_INS: dict[Part, tuple[int, ...]] = {
    Part.MELODY: (PIANO, FLUTE, CLARINET, VIOLIN, NYLON_GUITAR, VIBRAPHONE, HARP, CELLO),
    Part.CHORDS: (PIANO, HARP, NYLON_GUITAR, SLOW_STRINGS, ELECTRIC_PIANO, MARIMBA, CLARINET),
    Part.BASS: (ACOUSTIC_BASS, FINGERED_BASS, CONTRABASS, CELLO, BASSOON, PIANO),
    Part.PAD: (SLOW_STRINGS, WARM_PAD, STRINGS, CHOIR, BELL_PAD),
    Part.COUNTER: (CLARINET, FLUTE, FRENCH_HORN, VIOLA, CELLO, PIANO, VIBRAPHONE),
}
"""Who plays a part instead of an excluded program, best first."""
