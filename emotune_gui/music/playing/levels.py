"""How loud things are: velocity, parts and programs, in decibels.

Velocity follows the SoundFont 2.04 default modulator (section 8.4.2): amplitude is
``(velocity / 127) ** 2``, so a ratio of velocities is ``40 * log10(ratio)`` dB. TinySoundFont
itself is linear in velocity and TimGM6mb has no velocity layers, so the curve, the part's place
in the mix and the program's trim all travel in the one number given to the synthesiser.
"""

from __future__ import annotations

from math import log10

from emotune_gui.domain.music import Part

REFERENCE_LOUDNESS = 60.0
"""Mean velocity at which the live loudness gain is 0 dB."""

PART_GAIN_DB: dict[Part, float] = {
    Part.MELODY: 0.0,
    Part.CHORDS: -5.0,
    Part.BASS: -2.0,
    Part.PAD: -8.0,
    Part.COUNTER: -4.5,
    Part.DRUMS: -5.0,
}
"""The mix: melody in front, the pad behind; none above 0 dB."""

PART_PAN: dict[Part, float] = {
    Part.MELODY: 0.53,
    Part.CHORDS: 0.4,
    Part.BASS: 0.5,
    Part.PAD: 0.56,
    Part.COUNTER: 0.66,
    Part.DRUMS: 0.52,
}
"""0 left, 1 right; narrow, so that one small loudspeaker still carries everything."""


def decibels(ratio: float) -> float:
    """Amplitude ratio (> 0) in dB."""
    return 20.0 * log10(ratio)


def amplitude(db: float) -> float:
    """Amplitude ratio of a level in dB."""
    return float(10.0 ** (db / 20.0))


def velocity_gain_db(velocity: float, reference: float) -> float:
    """Level of `velocity` against `reference` (both > 0) in dB."""
    return 2.0 * decibels(velocity / reference)
