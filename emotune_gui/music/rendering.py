"""Bars and realised notes to files: the same notes in MIDI and in sound.

Sound is made by the synthesiser, mixer, room and limiter of a live session, faster than real
time. What is written is what a player plays at the bars' own parameters: ranks above the density
are left out, exactly as live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.music.midi import bars_to_midi, played_to_midi
from emotune_gui.music.playing.replay import render_played as _render
from emotune_gui.music.playing.sequencer import DEFAULT_PROGRAMS
from emotune_gui.music.playing.thinning import rank_threshold


def as_played(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The bars with only the notes that are played at their own density, and every program."""
    return tuple(_thinned(bar) for bar in bars)


def played_notes(bars: Sequence[Bar]) -> tuple[PlayedNote, ...]:
    """The notes of bars that follow one another at their own tempi; seconds from the start."""
    notes: list[PlayedNote] = []
    start = 0.0
    for bar in as_played(bars):
        beat = 60.0 / bar.parameters.tempo_bpm
        programs = dict(bar.parameters.instruments)
        for note in bar.notes:
            onset = start + note.onset * beat
            end = onset + note.duration * beat
            program = programs[note.part]
            notes.append(
                PlayedNote(bar.id, note.part, program, note.pitch, note.velocity, onset, end)
            )
        start += bar.beats * beat
    return tuple(notes)


def seconds_of(bars: Sequence[Bar]) -> float:
    """How long the bars last."""
    return sum(bar.beats * 60.0 / bar.parameters.tempo_bpm for bar in bars)


def render_bars(bars: Sequence[Bar], path: Path) -> tuple[PlayedNote, ...]:
    """Play bars into a WAV file (16-bit stereo); returns the notes, as `played_notes`.

    Raises InvalidInput when the file cannot be written.
    """
    notes = played_notes(bars)
    levels = {bar.id: bar.parameters.loudness for bar in bars}
    try:
        _render(notes, path, levels)
    except OSError as error:
        raise _unwritable(path) from error
    return notes


def render_played(notes: Sequence[PlayedNote], path: Path) -> float:
    """Sound the realised notes of a session into a WAV file; returns its length in seconds.

    Raises InvalidInput when the file cannot be written.
    """
    try:
        return _render(notes, path)
    except OSError as error:
        raise _unwritable(path) from error


def write_bars(bars: Sequence[Bar], path: Path) -> None:
    """Bars as they are played into a MIDI file with tempi, time signatures and a track a part.

    Raises InvalidInput when the file cannot be written.
    """
    _write(bars_to_midi(as_played(bars)), path)


def write_played(notes: Sequence[PlayedNote], path: Path) -> None:
    """Realised notes into a MIDI file, at their exact times. Raises InvalidInput as above."""
    _write(played_to_midi(notes), path)


def _write(score: object, path: Path) -> None:
    try:
        score.write(str(path))  # type: ignore[attr-defined]
    except OSError as error:
        raise _unwritable(path) from error


def _unwritable(path: Path) -> InvalidInput:
    return InvalidInput(f"{path.name} cannot be written; choose another folder.")


def _thinned(bar: Bar) -> Bar:
    asked = bar.parameters
    highest = rank_threshold(bar, asked.density, asked.tempo_bpm)
    programs = {**DEFAULT_PROGRAMS, **dict(asked.instruments)}
    used = {note.part for note in bar.notes} | {part for part, _ in asked.instruments}
    players = tuple((part, program) for part, program in programs.items() if part in used)
    return replace(
        bar,
        parameters=replace(asked, instruments=players),
        notes=tuple(note for note in bar.notes if note.rank <= highest),
    )
