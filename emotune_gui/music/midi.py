"""Bars and realised notes as MIDI, for export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from emotune_gui.domain.music import Bar, Part, PlayedNote

if TYPE_CHECKING:
    import pretty_midi

RESOLUTION = 480
"""Ticks a quarter note."""


class _Sounding(NamedTuple):
    part: Part
    program: int
    pitch: int
    velocity: int
    start_s: float
    end_s: float


def bars_to_midi(bars: Sequence[Bar]) -> pretty_midi.PrettyMIDI:
    """The bars one after another, at their own tempi, with a tempo map and time signatures.

    One track for each part and program. Notes are as written: live changes of tempo, loudness
    and density within a bar are in `played_to_midi`. No bars give an empty file at 120 bpm.
    """
    import pretty_midi

    tempo = bars[0].parameters.tempo_bpm if bars else 120.0
    score = pretty_midi.PrettyMIDI(resolution=RESOLUTION, initial_tempo=tempo)
    if bars:
        _set_tempi(score, bars)
        _set_metres(score, bars)
    _add_tracks(score, (note for start, bar in _timed(bars) for note in _notes_of(bar, start)))
    return score


def played_to_midi(notes: Sequence[PlayedNote]) -> pretty_midi.PrettyMIDI:
    """Notes as they were heard; times are exact, so bar lines mean nothing (120 bpm)."""
    import pretty_midi

    score = pretty_midi.PrettyMIDI(resolution=RESOLUTION, initial_tempo=120.0)
    _add_tracks(
        score,
        (_Sounding(n.part, n.program, n.pitch, n.velocity, n.start_s, n.end_s) for n in notes),
    )
    return score


def _timed(bars: Sequence[Bar]) -> Iterable[tuple[float, Bar]]:
    start = 0.0
    for bar in bars:
        yield start, bar
        start += bar.beats * 60.0 / bar.parameters.tempo_bpm


def _notes_of(bar: Bar, start: float) -> Iterable[_Sounding]:
    beat = 60.0 / bar.parameters.tempo_bpm
    programs = dict(bar.parameters.instruments)
    for note in bar.notes:
        onset = start + note.onset * beat
        end = onset + note.duration * beat
        program = programs.get(note.part, 0)
        yield _Sounding(note.part, program, note.pitch, note.velocity, onset, end)


def _add_tracks(score: pretty_midi.PrettyMIDI, notes: Iterable[_Sounding]) -> None:
    import pretty_midi

    tracks: dict[tuple[Part, int], pretty_midi.Instrument] = {}
    for note in notes:
        key = (note.part, note.program)
        if key not in tracks:
            drums = note.part is Part.DRUMS
            tracks[key] = pretty_midi.Instrument(note.program, is_drum=drums, name=note.part.value)
        tracks[key].notes.append(
            pretty_midi.Note(note.velocity, note.pitch, note.start_s, note.end_s)
        )
    score.instruments.extend(tracks.values())


def _set_tempi(score: pretty_midi.PrettyMIDI, bars: Sequence[Bar]) -> None:
    """One tempo a bar. pretty_midi writes a tempo map but offers no public way to make one."""
    scales: list[tuple[int, float]] = []
    tick = 0
    for bar in bars:
        scale = 60.0 / (bar.parameters.tempo_bpm * RESOLUTION)
        if not scales or scales[-1][1] != scale:
            scales.append((tick, scale))
        tick += bar.beats * RESOLUTION
    score._tick_scales = scales
    score._update_tick_to_time(tick)


def _set_metres(score: pretty_midi.PrettyMIDI, bars: Sequence[Bar]) -> None:
    import pretty_midi

    metre = 0
    for start, bar in _timed(bars):
        if bar.beats != metre:
            metre = bar.beats
            score.time_signature_changes.append(pretty_midi.TimeSignature(metre, 4, start))
