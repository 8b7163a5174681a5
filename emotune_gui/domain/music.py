"""Musical parameters, notes and bars."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """Modes from brightest to darkest (the valence ladder), then harmonic minor."""

    LYDIAN = "lydian"
    IONIAN = "ionian"
    MIXOLYDIAN = "mixolydian"
    DORIAN = "dorian"
    AEOLIAN = "aeolian"
    PHRYGIAN = "phrygian"
    HARMONIC_MINOR = "harmonic_minor"


SCALES: dict[Mode, tuple[int, ...]] = {
    Mode.LYDIAN: (0, 2, 4, 6, 7, 9, 11),
    Mode.IONIAN: (0, 2, 4, 5, 7, 9, 11),
    Mode.MIXOLYDIAN: (0, 2, 4, 5, 7, 9, 10),
    Mode.DORIAN: (0, 2, 3, 5, 7, 9, 10),
    Mode.AEOLIAN: (0, 2, 3, 5, 7, 8, 10),
    Mode.PHRYGIAN: (0, 1, 3, 5, 7, 8, 10),
    Mode.HARMONIC_MINOR: (0, 2, 3, 5, 7, 8, 11),
}
"""Semitones above the tonic."""


class Part(StrEnum):
    """A voice of the texture. Each part has one MIDI channel and one instrument at a time."""

    MELODY = "melody"
    CHORDS = "chords"
    BASS = "bass"
    PAD = "pad"
    COUNTER = "counter"
    DRUMS = "drums"


class Palette(StrEnum):
    """Families of instruments a therapist chooses from."""

    AFFECT = "affect"
    """Whatever fits the affect."""
    PIANO = "piano"
    STRINGS = "strings"
    PLUCKED = "plucked"
    WINDS = "winds"
    AMBIENT = "ambient"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Instrumentation:
    """What may sound, whoever composes."""

    palette: Palette = Palette.AFFECT
    excluded_programs: frozenset[int] = frozenset()
    """General MIDI programs (0-127) that are never used; drums are a `Part` of their own."""
    lowest: int = 0
    highest: int = 127
    """MIDI notes outside are moved by octaves; at least an octave apart."""

    def __post_init__(self) -> None:
        if not 0 <= self.lowest <= self.highest - 12 <= 115:
            raise ValueError(f"no octave from {self.lowest} to {self.highest}")


ANY_INSTRUMENTS = Instrumentation()


@dataclass(frozen=True, slots=True)
class MusicParameters:
    """What the mapping asks of the music for one affect (MUSIC_EMOTION.md, section 2)."""

    tempo_bpm: float
    """Quarter notes a minute, 54-168."""
    density: float
    """Note onsets a second in the whole texture, 1-7."""
    loudness: float
    """Mean MIDI velocity, 40-100."""
    velocity_spread: float
    """Standard deviation of the velocity."""
    mode: Mode
    register: float
    """Centre of the melody, MIDI note number."""
    bass_register: float
    """Centre of the bass, MIDI note number."""
    articulation: float
    """Sounding share of the inter-onset interval, 0.4 (staccato) to 1.1 (legato)."""
    dissonance: float
    """Share of non-chord and clashing notes, 0-0.2."""
    brightness: float
    """Timbre: 0 soft and dark, 1 bright."""
    instruments: tuple[tuple[Part, int], ...] = ()
    """General MIDI programs (0-127) by part."""
    estimate_id: int | None = None
    weights_version: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a bar; times in beats from the bar line."""

    onset: float
    duration: float
    pitch: int
    velocity: int
    part: Part
    rank: float = 0.0
    """0-1: the player leaves the note out while the live density is below this rank."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of music, with the ids of what made it, so that a rating finds its cause."""

    id: int
    index: int
    """Bars since the start of the session, from 0."""
    beats: int
    """Quarter notes in the bar."""
    tonic: int
    """Pitch class of the tonic, 0 = C."""
    chord: str
    """Roman numeral of the main chord."""
    phrase_position: int
    """0-based place in the phrase."""
    cadence: bool
    """True on the bar that closes a phrase."""
    parameters: MusicParameters
    notes: tuple[Note, ...]
    seed: int
    composer: str = "rules"


@dataclass(frozen=True, slots=True)
class MusicControls:
    """Continuous values the player follows between bar lines."""

    tempo_bpm: float
    loudness: float
    density: float
    estimate_id: int | None = None
    decided_at: float = 0.0
    """Monotonic seconds at which the estimate behind them was made."""


@dataclass(frozen=True, slots=True)
class PlayedNote:
    """A note as realised; times in seconds since the session's music began."""

    bar_id: int
    part: Part
    program: int
    pitch: int
    velocity: int
    start_s: float
    end_s: float
