"""How a bar of music looks to the recurrent network; the training and the composer share it.

Time runs in sixteenths. At each of them the network is told what the form asks of the bar (the
`Sheet`) and what was written so far (the `Progress`), and says what the melody does and what the
accompaniment strikes. Pitches are scale degrees round the wanted register, so that one network
writes in every key and mode; the accompaniment strikes voices of the chord, so that harmony,
bass and figure always agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from emotune_gui.music.composing.scale import DEGREES, Chord, Scale

FloatArray = npt.NDArray[np.float32]

SLOTS = 4
"""Sixteenths in a beat."""
MAX_SLOTS = 16

LOWEST, REACHED = -8, 24
"""Melody degrees run from LOWEST to LOWEST + REACHED - 1, counted from the tonic at or below the
register's centre."""
HOLD, REST, FIRST_NOTE = 0, 1, 2
NATURAL, RAISED, LOWERED = 0, 1, 2
MELODY_CLASSES = FIRST_NOTE + 3 * REACHED

NO_STRIKE, LOW, MIDDLE, HIGH, LOW_PAIR, HIGH_PAIR, FULL = range(7)
"""Which voices of the chord are struck."""
NO_BASS, BASS_TONE, BASS_THIRD, BASS_FIFTH, BASS_OCTAVE, BASS_STEP = range(6)
"""What the bass plays: the chord's bass, its other tones, the octave, a step toward the next."""
STRIKES, BASSES = 7, 6
ACCOMPANIMENT_CLASSES = STRIKES * BASSES
OUTPUTS = MELODY_CLASSES + ACCOMPANIMENT_CLASSES

NO_REFERENCE, SAME_RHYTHM, SAME_SHAPE = 0, 1, 2
FAR_FROM_CLOSING = 4
SOURCES: tuple[str, ...] = ("openscore_lieder", "openewld", "jsb")

STATIC = MAX_SLOTS + 1 + 4 * DEGREES + 1 + 3 + DEGREES + 5 + len(SOURCES) + 4 + REACHED
DYNAMIC = 2 + REACHED + 1 + 2 * (STRIKES + BASSES) + 5
INPUTS = STATIC + DYNAMIC


_LETTERS = ("i", "ii", "iii", "iv", "v", "vi", "vii")
_ROOT_LETTERS = re.compile(r"b?([ivIV]+)")
_OFFSETS = {0: 0, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 4, 9: 5, 10: 6, 11: 6, 14: 1}
"""Scale steps from the root by semitones."""


class ChordView(NamedTuple):
    """A chord as the network sees it: scale degrees, whatever the mode."""

    tones: tuple[bool, ...]
    root: int
    bass: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier bar that this one takes up; arrays have one entry a slot."""

    level: int
    begins: npt.NDArray[np.bool_]
    degrees: npt.NDArray[np.int64]
    """Degree sounding (already transposed, counted as the melody's), or LOWEST - 1 for silence."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the form asks of one bar."""

    beats: int
    chords: tuple[ChordView, ...]
    """One for each beat."""
    following: ChordView
    dark: bool
    valence: float
    arousal: float
    centre: int
    """Degree of the register's centre above its tonic, 0-6."""
    to_closing: int
    """Bars until the phrase closes, 0 for the closing bar, at most FAR_FROM_CLOSING."""
    melody_notes: int
    accompaniment_onsets: int
    reference: Reference | None = None
    source: int = 0

    @property
    def slots(self) -> int:
        return SLOTS * self.beats


class Written(NamedTuple):
    """What was written at one slot."""

    melody: int
    accompaniment: int


SILENCE = Written(HOLD, 0)


@dataclass(slots=True)
class Progress:
    """What a writer remembers from slot to slot besides the network's state."""

    sounding: bool = False
    degree: int = 0
    """The last melody note's, counted like the bar's melody."""
    altered: bool = False
    """Whether that note was altered."""
    since_note: int = MAX_SLOTS
    since_strike: int = MAX_SLOTS
    melody_left: int = 0
    accompaniment_left: int = 0
    last: Written = SILENCE
    bar: list[Written] = field(default_factory=list)
    before: list[Written] = field(default_factory=list)

    def begin(self, sheet: Sheet, degree: int | None = None) -> None:
        """A new bar; `degree` restates the last note where the count of degrees moved."""
        self.bar, self.before = [], self.bar
        self.melody_left = sheet.melody_notes
        self.accompaniment_left = sheet.accompaniment_onsets
        if degree is not None:
            self.degree = degree

    def take(self, written: Written) -> None:
        """Go on to the next slot."""
        self.since_note += 1
        self.since_strike += 1
        if written.melody >= FIRST_NOTE:
            self.sounding, self.since_note = True, 0
            self.degree = degree_of(written.melody)
            self.altered = alteration_of(written.melody) != NATURAL
            self.melody_left -= 1
        elif written.melody == REST:
            self.sounding = False
        if written.accompaniment:
            self.since_strike = 0
            self.accompaniment_left -= 1
        self.last = written
        self.bar.append(written)


def view(harmony: Chord, scale: Scale) -> ChordView:
    """The chord in degrees of the scale, whichever of them it alters."""
    spelled = _spelled_chord(harmony)
    degrees = {degree for degree, _ in spelled}
    bass = next((degree for degree, tone in spelled if tone == harmony.bass), spelled[0][0])
    return ChordView(tuple(degree in degrees for degree in range(DEGREES)), spelled[0][0], bass)


@lru_cache(maxsize=1024)
def _spelled_chord(harmony: Chord) -> tuple[tuple[int, int], ...]:
    """(scale degree, semitones above the tonic, 0-11) of each tone, root first: thirds skip a
    letter, so that the chord of E in A minor has G sharp and never A flat."""
    match = _ROOT_LETTERS.match(harmony.numeral)
    if match is None:
        raise ValueError(f"not a Roman numeral: {harmony.numeral!r}")
    root = _LETTERS.index(match[1].lower())
    offsets = _OFFSETS | ({9: 6} if "°7" in harmony.numeral else {})
    return tuple(
        ((root + offsets[tone - harmony.root]) % DEGREES, tone % 12) for tone in harmony.tones
    )


def note_class(degree: int, alteration: int = NATURAL) -> int:
    """Melody class of a degree, which is folded by octaves into reach."""
    while degree < LOWEST:
        degree += DEGREES
    while degree >= LOWEST + REACHED:
        degree -= DEGREES
    return FIRST_NOTE + REACHED * alteration + degree - LOWEST


def degree_of(melody: int) -> int:
    return (melody - FIRST_NOTE) % REACHED + LOWEST


def alteration_of(melody: int) -> int:
    return (melody - FIRST_NOTE) // REACHED


def sounded(degree: int, alteration: int, scale: Scale, harmony: Chord) -> int:
    """MIDI note of an absolute degree: as the chord has it, or altered against chord or scale."""
    plain = scale.pitch(degree)
    natural = plain
    for step, tone in _spelled_chord(harmony):
        if step == degree % DEGREES:
            natural = plain + (scale.tonic + tone - plain + 6) % 12 - 6
    if alteration == NATURAL:
        return natural
    if natural != plain:
        return plain
    return plain + (1 if alteration == RAISED else -1)


def sheet_inputs(sheet: Sheet) -> FloatArray:
    """Slots x STATIC: what does not depend on what is written in the bar."""
    rows = np.zeros((sheet.slots, STATIC), np.float32)
    rows[np.arange(sheet.slots), np.arange(sheet.slots)] = 1.0
    at = MAX_SLOTS
    rows[:, at] = sheet.beats == 3
    at += 1
    for beat, now in enumerate(sheet.chords):
        later = next((c for c in sheet.chords[beat + 1 :] if c != now), sheet.following)
        part = rows[SLOTS * beat : SLOTS * (beat + 1), at:]
        part[:, :DEGREES] = now.tones
        part[:, DEGREES + now.root] = 1.0
        part[:, 2 * DEGREES + now.bass] = 1.0
        part[:, 3 * DEGREES + later.root] = 1.0
        part[0, 4 * DEGREES] = beat == 0 or sheet.chords[beat - 1] != now
    at += 4 * DEGREES + 1
    rows[:, at : at + 3] = (sheet.dark, sheet.valence, sheet.arousal)
    at += 3
    rows[:, at + sheet.centre] = 1.0
    at += DEGREES
    rows[:, at + min(FAR_FROM_CLOSING, sheet.to_closing)] = 1.0
    at += 5
    rows[:, at + sheet.source] = 1.0
    at += len(SOURCES)
    _put_reference(rows[:, at:], sheet.reference)
    return rows


def _put_reference(rows: FloatArray, reference: Reference | None) -> None:
    """Columns: level one of three, begins, degree sounding."""
    if reference is None:
        rows[:, NO_REFERENCE] = 1.0
        return
    rows[:, reference.level] = 1.0
    slots = min(len(rows), len(reference.begins))
    rows[:slots, 3] = reference.begins[:slots]
    if reference.level == SAME_SHAPE:
        heard = np.flatnonzero(reference.degrees[:slots] >= LOWEST)
        heard = heard[reference.degrees[heard] < LOWEST + REACHED]
        rows[heard, 4 + reference.degrees[heard] - LOWEST] = 1.0


def progress_inputs(progress: Progress, slots: int, out: FloatArray) -> None:
    """Fill `out` (DYNAMIC zeros) with what was written before the slot that comes now."""
    slot = len(progress.bar)
    left = slots - slot
    out[0] = progress.sounding
    out[1] = progress.last.melody >= FIRST_NOTE
    if LOWEST <= progress.degree < LOWEST + REACHED:
        out[2 + progress.degree - LOWEST] = 1.0
    at = 2 + REACHED
    out[at] = min(1.0, progress.since_note / MAX_SLOTS)
    at += 1
    strike, bass = divmod(progress.last.accompaniment, BASSES)
    out[at + strike] = 1.0
    out[at + STRIKES + bass] = 1.0
    at += STRIKES + BASSES
    if slot < len(progress.before):
        strike, bass = divmod(progress.before[slot].accompaniment, BASSES)
        out[at + strike] = 1.0
        out[at + STRIKES + bass] = 1.0
    at += STRIKES + BASSES
    out[at] = progress.melody_left / 8
    out[at + 1] = progress.melody_left / left
    out[at + 2] = progress.accompaniment_left / 8
    out[at + 3] = progress.accompaniment_left / left
    out[at + 4] = min(1.0, progress.since_strike / MAX_SLOTS)
