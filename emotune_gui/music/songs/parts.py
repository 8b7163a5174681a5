"""Which part of the texture each note of a song belongs to.

By register, polyphony, activity and channel: the track that is on top most of the time carries
the melody, the lowest one the bass; a track of chords gives its upper or lower edge to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emotune_gui.domain.music import Part


@dataclass(frozen=True, slots=True)
class RawNote:
    """Times in quarter notes."""

    onset: float
    duration: float
    pitch: int
    velocity: int

    @property
    def end(self) -> float:
        return self.onset + self.duration


@dataclass(frozen=True, slots=True)
class RawTrack:
    """Notes of one program on one channel of one track, in the order of their onsets."""

    notes: tuple[RawNote, ...]
    program: int
    drums: bool
    name: str = ""


TOGETHER = 0.06
"""Onsets this close (quarter notes) are one chord."""
_LINE_CHORDS = 0.12
_LINE_OVERLAP = 1.5
_HELD = 0.1
_STRETCH = 2.0
_SUDDEN_FALL = 12.0
_LINE_MEMORY = 0.85
_BASS_CEILING = 60.0
_LOW_LINE = 53.0
_SELDOM_TOP = 0.4
_PAD_QUARTERS = 2.5
_BASS_PROGRAMS = {*range(32, 40), 43, 58, 70}
_PAD_PROGRAMS = {*range(16, 21), *range(48, 55), *range(88, 96)}
_TOLD_MELODY = ("melod", "voice", "vocal", "solo", "lead", "sopran", "violin i", "flute")


def assign_parts(tracks: Sequence[RawTrack]) -> list[list[Part]]:
    """One part for every note of every track; drums are only where the channel says so."""
    pitched = [_Voice(i, track) for i, track in enumerate(tracks) if track.notes]
    pitched = [voice for voice in pitched if not voice.track.drums]
    parts = [[Part.DRUMS] * len(track.notes) for track in tracks]
    if not pitched:
        return parts
    _measure_tops(pitched)
    melody = max(pitched, key=lambda voice: (voice.melody_score, -voice.index))
    bass = _bass_of(pitched, melody)
    counter = _counter_of(pitched, melody, bass)
    for voice in pitched:
        parts[voice.index] = _parts_of(voice, melody, bass, counter)
    return parts


@dataclass(slots=True)
class _Voice:
    """A pitched track and what was measured of it."""

    index: int
    track: RawTrack
    is_line: bool = field(init=False)
    lower_edge: float = field(init=False)
    """Mean pitch of the lowest notes; of a line, of all."""
    median_duration: float = field(init=False)
    coverage: float = field(init=False)
    on_top: float = 0.0
    """Share of its onsets above everything else that sounds."""

    def __post_init__(self) -> None:
        notes = self.track.notes
        durations = np.array([n.duration for n in notes])
        sounding = _sounding_length(notes)
        groups = len({round(n.onset / TOGETHER) for n in notes})
        chords = 1.0 - groups / len(notes)
        overlap = float(durations.sum()) / max(sounding, 1e-9)
        self.is_line = chords < _LINE_CHORDS and overlap < _LINE_OVERLAP
        lower = [True] * len(notes) if self.is_line else _line(notes, upward=False)
        edge = [n.pitch for n, low in zip(notes, lower, strict=True) if low]
        self.lower_edge = float(np.mean(edge))
        self.median_duration = float(np.median(durations))
        self.coverage = sounding

    @property
    def melody_score(self) -> float:
        score = (
            float(np.sqrt(self.coverage))
            * (_SELDOM_TOP + self.on_top)
            * (1.0 if self.is_line else 0.25)
        )
        if self.track.program in _BASS_PROGRAMS or self.lower_edge < _LOW_LINE:
            score *= 0.3
        if self.track.program in _PAD_PROGRAMS and self.median_duration >= _PAD_QUARTERS:
            score *= 0.4
        told = any(word in self.track.name.lower() for word in _TOLD_MELODY)
        return score * (1.6 if told else 1.0)


def _sounding_length(notes: Sequence[RawNote]) -> float:
    """Quarter notes during which at least one note sounds."""
    total, end = 0.0, 0.0
    for note in notes:
        total += max(0.0, note.end - max(end, note.onset))
        end = max(end, note.end)
    return total


def _measure_tops(voices: Sequence[_Voice]) -> None:
    """In which share of its stretches of two quarters each voice reaches highest."""
    reached = [_heights(voice.track.notes) for voice in voices]
    for voice, own in zip(voices, reached, strict=True):
        above = sum(
            all(pitch >= other.get(stretch, -1) for other in reached)
            for stretch, pitch in own.items()
        )
        voice.on_top = above / len(own)


def _heights(notes: Sequence[RawNote]) -> dict[int, int]:
    """The highest pitch begun in each stretch."""
    heights: dict[int, int] = {}
    for note in notes:
        stretch = int(note.onset / _STRETCH)
        heights[stretch] = max(heights.get(stretch, -1), note.pitch)
    return heights


def _bass_of(voices: Sequence[_Voice], melody: _Voice) -> _Voice | None:
    """The lowest voice, if its lower edge is low; the melody's own track if that has one."""
    lowest = min(voices, key=lambda voice: voice.lower_edge)
    if lowest is melody and (melody.is_line or len(voices) > 1):
        return None
    told = lowest.track.program in _BASS_PROGRAMS
    return lowest if told or lowest.lower_edge < _BASS_CEILING else None


def _counter_of(voices: Sequence[_Voice], melody: _Voice, bass: _Voice | None) -> _Voice | None:
    """The busiest other line."""
    lines = [v for v in voices if v.is_line and v is not melody and v is not bass]
    lines = [v for v in lines if not _is_pad(v)]
    return max(lines, key=lambda v: (len(v.track.notes), -v.index), default=None)


def _is_pad(voice: _Voice) -> bool:
    return voice.track.program in _PAD_PROGRAMS and voice.median_duration >= _PAD_QUARTERS


def _parts_of(
    voice: _Voice, melody: _Voice, bass: _Voice | None, counter: _Voice | None
) -> list[Part]:
    notes = voice.track.notes
    if voice is melody:
        return (
            _edges(notes, Part.MELODY, bass is melody)
            if not voice.is_line
            else _all(notes, Part.MELODY)
        )
    if voice is bass:
        if voice.is_line:
            return _all(notes, Part.BASS)
        lower = _line(notes, upward=False)
        return [Part.BASS if low else Part.CHORDS for low in lower]
    if voice is counter:
        return _all(notes, Part.COUNTER)
    return _all(notes, Part.PAD if _is_pad(voice) else Part.CHORDS)


def _all(notes: Sequence[RawNote], part: Part) -> list[Part]:
    return [part] * len(notes)


def _edges(notes: Sequence[RawNote], top: Part, with_bass: bool) -> list[Part]:
    """The upper edge of a track of chords, its lower edge if wanted, chords between."""
    upper = _line(notes, upward=True)
    parts = [top if high else Part.CHORDS for high in upper]
    if not with_bass:
        return parts
    middle = np.mean([n.pitch for n, high in zip(notes, upper, strict=True) if high]) - 7.0
    rest = [i for i, high in enumerate(upper) if not high and notes[i].pitch < middle]
    for i, low in zip(rest, _line([notes[i] for i in rest], upward=False), strict=True):
        if low:
            parts[i] = Part.BASS
    return parts


def _line(notes: Sequence[RawNote], *, upward: bool) -> list[bool]:
    """Which notes form the upper (or lower) edge: the outermost of each chord.

    Not a note under a longer one that still sounds, nor one that falls an octave and more from
    the run of the line: that is accompaniment in a rest of the line.
    """
    sign = 1.0 if upward else -1.0
    marked = [False] * len(notes)
    held_pitch, held_end, run = -999.0, -1.0, None
    for group in _groups(notes):
        outer = max(group, key=lambda i: sign * notes[i].pitch)
        pitch, onset = sign * notes[outer].pitch, notes[outer].onset
        if held_end - onset > _HELD and held_pitch > pitch:
            continue
        if run is not None and pitch < run - _SUDDEN_FALL and len(group) < 3:
            # Followed slowly, so that a line that stays low is found again.
            run = _LINE_MEMORY * run + (1 - _LINE_MEMORY) * pitch
            continue
        marked[outer] = True
        held_pitch, held_end = pitch, notes[outer].end
        run = pitch if run is None else _LINE_MEMORY * run + (1 - _LINE_MEMORY) * pitch
    return marked


def _groups(notes: Sequence[RawNote]) -> list[list[int]]:
    """Indices of notes that begin together, in order."""
    groups: list[list[int]] = []
    start = -1.0
    for i, note in enumerate(notes):
        if not groups or note.onset - start > TOGETHER:
            groups.append([])
            start = note.onset
        groups[-1].append(i)
    return groups
