"""General MIDI programs that TimGM6mb renders cleanly, and what each can play."""

from __future__ import annotations

PIANO, ELECTRIC_PIANO, CELESTA, VIBRAPHONE, MARIMBA = 0, 4, 8, 11, 12
NYLON_GUITAR, STEEL_GUITAR, CLEAN_GUITAR = 24, 25, 27
OVERDRIVEN_GUITAR, DISTORTED_GUITAR = 29, 30
ACOUSTIC_BASS, FINGERED_BASS, PICKED_BASS, FRETLESS_BASS = 32, 33, 34, 35
VIOLIN, VIOLA, CELLO, CONTRABASS, PIZZICATO, HARP = 40, 41, 42, 43, 45, 46
STRINGS, SLOW_STRINGS, CHOIR = 48, 49, 52
FRENCH_HORN, OBOE, BASSOON, CLARINET, FLUTE = 60, 68, 70, 71, 73
BELL_PAD, WARM_PAD, VOICE_PAD = 88, 89, 91
STANDARD_KIT = 0

_RANGES: dict[int, tuple[int, int]] = {
    CELESTA: (60, 100),
    VIBRAPHONE: (53, 89),
    MARIMBA: (45, 88),
    NYLON_GUITAR: (40, 83),
    STEEL_GUITAR: (40, 83),
    CLEAN_GUITAR: (40, 84),
    OVERDRIVEN_GUITAR: (40, 84),
    DISTORTED_GUITAR: (40, 84),
    ACOUSTIC_BASS: (31, 60),
    FINGERED_BASS: (31, 60),
    PICKED_BASS: (31, 60),
    FRETLESS_BASS: (31, 60),
    VIOLIN: (55, 93),
    VIOLA: (48, 84),
    CELLO: (36, 79),
    CONTRABASS: (33, 60),
    PIZZICATO: (36, 88),
    HARP: (31, 96),
    CHOIR: (48, 84),
    OBOE: (58, 88),
    BASSOON: (34, 70),
    BELL_PAD: (40, 90),
    VOICE_PAD: (40, 88),
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
