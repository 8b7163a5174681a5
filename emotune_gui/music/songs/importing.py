"""From a MIDI file to a score whose every element can be shaped."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Part
from emotune_gui.domain.song import SongBar, SongNote, SongScore
from emotune_gui.music.songs.keys import Key, find_key
from emotune_gui.music.songs.midi_file import read_midi
from emotune_gui.music.songs.parts import RawNote, RawTrack, assign_parts
from emotune_gui.music.songs.phrases import phrase_ends

if TYPE_CHECKING:
    import pretty_midi

_ID_DIGITS = 16
_HASHED_AT_ONCE = 1 << 20
_PLAIN_BEATS = 4.0
_SHORTEST_BAR = 0.25
_NO_TIME = 1e-6


def song_id(path: Path) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_HASHED_AT_ONCE):
                digest.update(piece)
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read; check that the file is there.") from error
    return digest.hexdigest()[:_ID_DIGITS]


def read_song(path: Path) -> SongScore:
    """Read a MIDI file of any type; raises InvalidInput with one sentence when it cannot be.

    Bars follow the time signatures, with incomplete bars where a new one begins early (a pickup
    written as a short first bar stays one). Without a time signature bars have four quarters.
    """
    regular = read_midi(path)
    score = regular.score
    tracks = _raw_tracks(score)
    notes = _song_notes(tracks, assign_parts(tracks))
    bars = _bars(score, max(note.onset + note.duration for note in notes))
    key = key_of(notes)
    return SongScore(
        notes,
        bars,
        _tempi(score),
        regular.tempo_trusted,
        key.tonic,
        key.mode,
        phrase_ends(notes, bars, key.tonic),
    )


def key_of(notes: Sequence[SongNote]) -> Key:
    """Drums aside; nothing but drums is C major."""
    pitched = [n for n in notes if n.part is not Part.DRUMS]
    if not pitched:
        return find_key(())
    end = max(n.onset + n.duration for n in pitched)
    last = [n for n in pitched if n.onset + n.duration > end - 0.25]
    closing = min(last, key=lambda n: n.pitch).pitch
    return find_key(((n.pitch, n.duration) for n in pitched), closing)


def _raw_tracks(score: pretty_midi.PrettyMIDI) -> list[RawTrack]:
    return [
        RawTrack(
            tuple(sorted(_raw_notes(score, part), key=lambda n: (n.onset, n.pitch))),
            0 if part.is_drum else int(part.program),
            part.is_drum,
            part.name,
        )
        for part in score.instruments
    ]


def _raw_notes(score: pretty_midi.PrettyMIDI, part: pretty_midi.Instrument) -> list[RawNote]:
    notes = []
    for note in part.notes:
        onset = _quarter(score, note.start)
        duration = _quarter(score, note.end) - onset
        notes.append(RawNote(onset, duration, int(note.pitch), max(1, int(note.velocity))))
    return notes


def _quarter(score: pretty_midi.PrettyMIDI, seconds: float) -> float:
    return float(score.time_to_tick(seconds)) / float(score.resolution)


def _song_notes(
    tracks: Sequence[RawTrack], parts: Sequence[Sequence[Part]]
) -> tuple[SongNote, ...]:
    """All notes in the order of their onsets; a repeated note ends where it begins again."""
    by_key: dict[tuple[Part, int], list[SongNote]] = defaultdict(list)
    for track, assigned in zip(tracks, parts, strict=True):
        for n, part in zip(track.notes, assigned, strict=True):
            note = SongNote(n.onset, n.duration, n.pitch, n.velocity, part, track.program)
            by_key[part, n.pitch].append(note)
    kept = [note for same in by_key.values() for note in _untangled(same)]
    return tuple(sorted(kept, key=lambda n: (n.onset, n.pitch, n.part)))


def _untangled(same: list[SongNote]) -> list[SongNote]:
    """Notes of one part and pitch without doubles and overlaps."""
    same.sort(key=lambda n: (n.onset, -n.duration))
    kept: list[SongNote] = []
    for note in same:
        if kept and note.onset - kept[-1].onset < _NO_TIME:
            continue
        if kept and kept[-1].onset + kept[-1].duration > note.onset:
            before = kept[-1]
            kept[-1] = SongNote(
                before.onset,
                note.onset - before.onset,
                before.pitch,
                before.velocity,
                before.part,
                before.program,
            )
        kept.append(note)
    return kept


def _tempi(score: pretty_midi.PrettyMIDI) -> tuple[tuple[float, float], ...]:
    times, tempi = score.get_tempo_changes()
    changes = [(_quarter(score, t), float(bpm)) for t, bpm in zip(times, tempi, strict=True)]
    return tuple(dict(changes or [(0.0, 120.0)]).items())


def _bars(score: pretty_midi.PrettyMIDI, end: float) -> tuple[SongBar, ...]:
    """Bars from 0 until all notes are covered."""
    metres: dict[float, float] = {0.0: _PLAIN_BEATS}
    for change in score.time_signature_changes:
        metres[_quarter(score, change.time)] = 4.0 * change.numerator / change.denominator
    starts = sorted(metres)
    bars: list[SongBar] = []
    at = 0.0
    while at < end - _NO_TIME or not bars:
        metre = bisect_right(starts, at + _NO_TIME)
        length = metres[starts[metre - 1]]
        if metre < len(starts) and starts[metre] < at + length - _SHORTEST_BAR / 2:
            length = starts[metre] - at
        bars.append(SongBar(at, length))
        at += length
    return tuple(bars)
