"""Chord progressions by mode and by place in the form.

The choice follows the row `harmony` of MUSIC_EMOTION.md, section 2: plain triads and added
tones for cheerful music, sevenths and suspensions for calm, i-bVI-bIII-bVII and i-iv for sad,
flat seconds, diminished sevenths and pedals for tense. Each mode closes with its own cadence.
"""

from __future__ import annotations

from enum import StrEnum

from emotune_gui.domain.music import Mode
from emotune_gui.music.composing.scale import Chord, chord


class Role(StrEnum):
    """What four bars do: end open (half cadence), end closed, or lead away from home."""

    OPEN = "open"
    CLOSED = "closed"
    AWAY = "away"


class Colour(StrEnum):
    PLAIN = "plain"
    SOFT = "soft"
    TENSE = "tense"


Progression = tuple[tuple[Chord, ...], ...]
"""Four bars of one or two chords each."""

_TABLE: dict[Mode, dict[Role, dict[Colour, tuple[str, ...]]]] = {
    Mode.LYDIAN: {
        Role.OPEN: {
            Colour.PLAIN: (
                "I | II/3 | vi | II",
                "I | V/3 | vi | II",
                "Iadd9 | II | iii | V",
                "I | iii | II | V",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "vi | II | V | I",
                "I | II | V | I",
                "iii | vi | II V | I",
                "vi | iii | II | Iadd9",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: ("iii | vi | II | V", "vi | II | iii | II", "V | II/3 | vi | II"),
        },
    },
    Mode.IONIAN: {
        Role.OPEN: {
            Colour.PLAIN: (
                "I | vi | IV | V",
                "I | V/3 | vi | V",
                "I | IV | I/3 | V",
                "I | iii | IV | V",
                "I | ii | V/3 | V",
                "I | IV/3 | ii | Vsus4 V",
            ),
            Colour.SOFT: (
                "Imaj7 | vi7 | IVmaj7 | Vsus4 V",
                "Iadd9 | IVmaj7 | Iadd9 | Vsus4",
                "Iadd9 | V/3 | vi7 | IVadd9",
                "Imaj7 | iii7 | IVmaj7 | V",
                "Isus2 | IV/5 | ii7 | Vsus4 V",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "I | vi | ii V7 | I",
                "vi | IV | V7 | I",
                "I/3 | IV | V7 | I",
                "IV | I/3 | ii7 V7 | I",
                "I | IV | I/5 V7 | I",
            ),
            Colour.SOFT: (
                "IVmaj7 | I/3 | ii7 V7 | I6/9",
                "vi7 | ii7 | Vsus4 V7 | Iadd9",
                "Iadd9 | IVadd9 | ii7 Vsus4 | I",
                "IVmaj7 | iii7 | IVadd9 | Iadd9",
                "Imaj7 | vi7 | IV | I",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: (
                "vi | iii | IV | V",
                "IV | V | iii | vi",
                "ii | V | vi | V",
                "IV | I/3 | ii | V",
            ),
            Colour.SOFT: (
                "vi7 | iii7 | IVmaj7 | V",
                "IVmaj7 | iii7 | ii7 | Vsus4 V",
                "ii7 | V | Imaj7 | vi7",
            ),
        },
    },
    Mode.MIXOLYDIAN: {
        Role.OPEN: {
            Colour.PLAIN: (
                "I | bVII | IV | bVII",
                "I | v | IV | bVII",
                "I | ii | IV | v",
                "Iadd9 | IV/5 | ii7 | v7",
                "I | vi | IVadd9 | bVII",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "I | bVII | IV | I",
                "vi | IV | bVII IV | I",
                "IV | bVII | IVadd9 | I",
                "ii7 | v | IV | Iadd9",
                "I | IV/5 | v | I",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: (
                "IV | I/3 | ii | bVII",
                "vi | v | IV | bVII",
                "bVII | IV | ii | v",
            ),
        },
    },
    Mode.DORIAN: {
        Role.OPEN: {
            Colour.PLAIN: (
                "i | IV | i | v",
                "i | bVII | IV | v",
                "i7 | IV/3 | bIII | IV",
                "i | ii | bIII | v7",
                "iadd9 | bVII | ii7 | v",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "i | IV | v | i",
                "bIII | bVII | IV | i",
                "ii7 | IV | v7 | i",
                "i/3 | IV | bVII v | i",
                "bIII | IV | v | iadd9",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: (
                "bIII | bVII | IV | v",
                "IV | i/3 | bIII | IV",
                "bVII | v | bIII | IV",
            ),
        },
    },
    Mode.AEOLIAN: {
        Role.OPEN: {
            Colour.PLAIN: (
                "i | bVI | bIII | bVII",
                "i | v/3 | bVI | v",
                "i | iv | bVI | v",
                "iadd9 | bVI | iv7 | v",
                "i | bVII/3 | bVI | bVII",
                "i | bIII | iv | V",
            ),
            Colour.SOFT: (
                "iadd9 | bVImaj7 | iv7 | v",
                "i | v/3 | bVImaj7 | iv7",
                "i7 | iv7 | bVImaj7 | bVII",
                "iadd9 | bIIImaj7 | bVI | v7",
                "i | bVII/3 | bVImaj7 | Vsus4 V",
                "i | iv7 | bIIImaj7 | bVI",
            ),
            Colour.TENSE: (
                "i | bVI | iv | V",
                "i | iv/3 | ii° | V",
                "i | v | bVI | V7",
                "i | bVI | bII | V",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "i | iv | v | i",
                "bVI | bIII | iv V | i",
                "iv | i/3 | bVI v | i",
                "bVI | bVII | v | i",
                "bIII | bVII | iv | iadd9",
            ),
            Colour.SOFT: (
                "bVImaj7 | iv7 | v | i",
                "iv7 | bVImaj7 | iv V | i",
                "bIIImaj7 | bVI | iv7 v | iadd9",
                "iadd9 | iv7 | Vsus4 V | i",
                "bVImaj7 | bVII | iv7 | iadd9",
            ),
            Colour.TENSE: (
                "bVI | iv | V7 | i",
                "iv | ii° | V | i",
                "i | bVI | bII V | i",
                "iv | bVI | bVII V | i",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: (
                "bIII | bVII | iv | v",
                "bVI | bIII | iv | v",
                "iv | bVII | bIII | bVI",
                "bVImaj7 | iv7 | bIII | bVII",
            ),
            Colour.TENSE: ("iv | bVI | ii° | V", "bVI | bVII | iv | V", "bIII | iv | bII | V"),
        },
    },
    Mode.PHRYGIAN: {
        Role.OPEN: {
            Colour.PLAIN: (
                "i | bII | i | bvii",
                "i | bvii | bVI | bII",
                "i | bII/3 | bIII | bII",
                "i | iv | bvii | bII",
                "i | bVI | iv | bvii",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "bVI | bvii | bII | i",
                "i | iv | bII | i",
                "bIII | bvii | bII | i",
                "iv | bVI | bvii bII | i",
                "bVI | iv | bII/3 | i",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: (
                "bVI | iv | bvii | bII",
                "bIII | bII | bVI | bvii",
                "iv | bIII | bII | bvii",
            ),
        },
    },
    Mode.HARMONIC_MINOR: {
        Role.OPEN: {
            Colour.PLAIN: (
                "i | iv | vii°7 | V",
                "i | bVI | ii° | V",
                "i | V/3 | i | V7",
                "i | iv/3 | V/3 | V",
            ),
            Colour.TENSE: (
                "i | vii°7 | i/3 | V",
                "i | bII | vii°7 | V",
                "i | bVI | vii°7 | V7",
                "i | iiø7 | vii°7 | V",
            ),
        },
        Role.CLOSED: {
            Colour.PLAIN: (
                "i | iv | V7 | i",
                "bVI | ii° | V7 | i",
                "iv | i/3 | iv V | i",
                "bVI | iv | V | i",
            ),
            Colour.TENSE: (
                "iv | vii°7 | V7 | i",
                "bVI | bII/3 | V7 | i",
                "i | vii°7 | V7 | i",
                "bVI | iiø7 | vii°7 V | i",
            ),
        },
        Role.AWAY: {
            Colour.PLAIN: ("bVI | iv | vii°7 | V", "iv | i/3 | ii° | V", "iv | V | bVI | V"),
            Colour.TENSE: ("iv | vii°7 | i/3 | V", "bVI | bII | vii°7 | V", "bII | iv | ii° | V7"),
        },
    },
}


def progression(mode: Mode, role: Role, colour: Colour, choice: float) -> Progression:
    """One of the mode's progressions for that role; `choice` in [0, 1) picks it.

    A mode without that colour answers with its plain one.
    """
    colours = _TABLE[mode][role]
    options = colours.get(colour, colours[Colour.PLAIN])
    return _read(options[int(choice * len(options))])


def every_progression() -> tuple[tuple[Mode, Role, Progression], ...]:
    """All of them, for tests and for the documentation."""
    return tuple(
        (mode, role, _read(text))
        for mode, roles in _TABLE.items()
        for role, colours in roles.items()
        for options in colours.values()
        for text in options
    )


def _read(text: str) -> Progression:
    return tuple(tuple(chord(numeral) for numeral in bar.split()) for bar in text.split("|"))
