"""Songs that were not composed here: what the library knows of one, and its notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode, Part


class SongEmotion(StrEnum):
    """The four quadrants of valence and arousal, as songs are labelled."""

    HAPPY = "happy"
    ANGRY = "angry"
    SAD = "sad"
    CALM = "calm"

    @classmethod
    def of(cls, affect: Affect) -> SongEmotion:
        """The quadrant in which a point lies; the axes count as positive."""
        if affect.arousal >= 0.0:
            return cls.HAPPY if affect.valence >= 0.0 else cls.ANGRY
        return cls.CALM if affect.valence >= 0.0 else cls.SAD


class SongKind(StrEnum):
    SCORE = "score"
    """Notes (MIDI): everything about it can be shaped."""
    AUDIO = "audio"
    """A recording: tempo, pitch, loudness and brightness can be shaped."""


@dataclass(frozen=True, slots=True)
class SongInfo:
    """One row of the library."""

    id: str
    """First 16 hexadecimal digits of the SHA-256 of its file: the same song is one song."""
    title: str
    composer: str
    genre: str
    licence: str
    source: str
    """Where the file came from, in words."""
    path: Path
    kind: SongKind
    affect: Affect
    """What the music expresses."""
    automatic: bool
    """True when the label is the program's own guess, False when a person gave or confirmed it."""
    tempo_bpm: float
    tonic: int
    """Pitch class, 0 = C."""
    mode: Mode
    """IONIAN or AEOLIAN: what was made out is major or minor."""
    duration_s: float
    bundled: bool = False

    @property
    def emotion(self) -> SongEmotion:
        return SongEmotion.of(self.affect)


@dataclass(frozen=True, slots=True)
class SongMemory:
    """What earlier sessions say of songs for one client; songs by id."""

    skipped: Mapping[str, int] = field(default_factory=dict)
    """How often each was left by hand."""
    recent: frozenset[str] = frozenset()
    """Those of the last session in which songs were played."""
    liked: Mapping[str, float] = field(default_factory=dict)
    """How much better (to 1) or worse (to -1) than usual ratings found each."""


NO_MEMORY = SongMemory()


@dataclass(frozen=True, slots=True)
class SongNote:
    """Times in quarter notes from the beginning of the song."""

    onset: float
    duration: float
    pitch: int
    velocity: int
    part: Part
    program: int
    """General MIDI program, 0-127; of drums 0."""


@dataclass(frozen=True, slots=True)
class SongBar:
    """A bar line: where it stands and how many quarter notes follow."""

    start: float
    beats: float


@dataclass(frozen=True, slots=True)
class SongScore:
    """A song as notes. `notes` are in the order of their onsets, `bars` cover all of them."""

    notes: tuple[SongNote, ...]
    bars: tuple[SongBar, ...]
    tempi: tuple[tuple[float, float], ...]
    """(quarter note, beats a minute) from which each tempo holds; the first at 0."""
    tempo_trusted: bool
    """False when the file gives no tempo or an empty default."""
    tonic: int
    mode: Mode
    phrase_ends: tuple[int, ...] = ()
    """Indices of bars that close a phrase; the last bar always does."""
