"""Scale degrees, chords and the pitches they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from emotune_gui.domain.music import SCALES, Mode

DEGREES = 7

_QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "°": (0, 3, 6),
    "°7": (0, 3, 6, 9),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "mø7": (0, 3, 6, 10),
    "maj7": (0, 4, 7, 11),
    "mmaj7": (0, 3, 7, 11),
    "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "6/9": (0, 4, 9, 14),
}
_ROOTS = {"i": 0, "ii": 2, "iii": 4, "iv": 5, "v": 7, "vi": 9, "vii": 11}
_NUMERAL = re.compile(r"(b?)([ivIV]+)(°?)(ø7|maj7|add9|sus2|sus4|6/9|7)?(?:/([35]))?")


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord as semitones above the tonic; `bass` is the tone that lies lowest."""

    numeral: str
    tones: tuple[int, ...]
    bass: int

    @property
    def root(self) -> int:
        return self.tones[0]

    def pitch_classes(self, tonic: int) -> frozenset[int]:
        return frozenset((tonic + tone) % 12 for tone in self.tones)


@lru_cache(maxsize=256)
def chord(numeral: str) -> Chord:
    """Read a Roman numeral: 'I', 'bVI', 'ii7', 'vii°7', 'V/3' (third in the bass).

    Upper case is major, lower case minor; roots count from the major scale, so the sixth of a
    minor key is 'bVI' in every mode. Raises ValueError for anything else.
    """
    match = _NUMERAL.fullmatch(numeral)
    if match is None or match[2].lower() not in _ROOTS:
        raise ValueError(f"not a Roman numeral: {numeral!r}")
    flat, letters, diminished, extension, inversion = match.groups()
    minor = "m" if letters.islower() and not diminished else ""
    if extension in ("sus2", "sus4"):
        minor = ""
    intervals = _QUALITIES[minor + diminished + (extension or "")]
    root = (_ROOTS[letters.lower()] - len(flat)) % 12
    bass = intervals[{"3": 1, "5": 2}.get(inversion or "", 0)]
    tones = tuple(root + interval for interval in intervals)
    return Chord(numeral, tones, (root + bass) % 12)


@dataclass(frozen=True, slots=True)
class Scale:
    """A mode on a tonic (pitch class 0-11). Degree 0 is the tonic of the lowest MIDI octave."""

    tonic: int
    mode: Mode

    def pitch(self, degree: int) -> int:
        octave, step = divmod(degree, DEGREES)
        return 12 * octave + self.tonic + SCALES[self.mode][step]

    def nearest(self, pitch: float) -> int:
        """The degree whose pitch lies nearest; the lower one of two."""
        guess = int((pitch - self.tonic) // 12) * DEGREES
        return min(range(guess - 1, guess + 9), key=lambda d: abs(self.pitch(d) - pitch))

    def sounding(self, degree: int, harmony: Chord) -> int:
        """The degree's pitch, raised or lowered where the chord borrows that degree."""
        pitch = self.pitch(degree)
        tones = harmony.pitch_classes(self.tonic)
        if pitch % 12 in tones:
            return pitch
        scale = {(self.tonic + step) % 12 for step in SCALES[self.mode]}
        for shift in (1, -1):
            if (pitch + shift) % 12 in tones - scale:
                return pitch + shift
        return pitch


def fold(pitch: int, low: int, high: int) -> int:
    """The pitch moved by octaves into low-high (which must span an octave or more)."""
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch


def nearest_pitch(pitch_class: int, centre: float) -> int:
    """The MIDI note of that pitch class nearest to `centre`."""
    base = round(centre) - 6
    return base + (pitch_class - base) % 12
