"""A MIDI file, however odd, made regular: one conductor track, quarter notes, closed notes."""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.music.songs.midi_events import Event, MidiTracks, read_tracks

if TYPE_CHECKING:
    import mido
    import pretty_midi

MAX_BYTES = 5_000_000
"""Larger than any song in MIDI; what is larger is refused before it is read."""
MAX_NOTES = 200_000
MAX_TRACKS = 256
"""With notes in them."""
MAX_AT_ONCE = 10_000
"""Notes that begin within one quarter note."""
MAX_QUARTERS = 20_000
"""About three hours."""
SLOWEST_BPM, FASTEST_BPM = 10.0, 400.0
DEFAULT_TEMPO_US = 500_000
"""120 quarter notes a minute: what MIDI means when it says nothing."""

_BROKEN = (OSError, EOFError, ValueError, LookupError, TypeError, ArithmeticError, struct.error)
"""What reading and pretty_midi are known to raise on damaged files."""
_CONDUCTOR = ("set_tempo", "time_signature")
_PLAYED = ("note_on", "note_off", "program_change", "track_name")
_NTSC_FRAMES = 29
_RIFF_HEADER = 20
_SANE_TICKS_PER_BEAT = 10_000


@dataclass(frozen=True, slots=True)
class RegularMidi:
    """`score` holds what pretty_midi made of the file; times are its seconds."""

    score: pretty_midi.PrettyMIDI
    tempo_trusted: bool


def read_midi(path: Path) -> RegularMidi:
    """Read a MIDI file of type 0, 1 or 2, in quarter notes or SMPTE time.

    The sequences of a type-2 file follow one another. Notes never released end with their
    track. Raises InvalidInput, in one sentence, for what is no MIDI file, is damaged, holds no
    notes, or is larger or longer than any song.
    """
    import pretty_midi

    data = _bytes_of(path)
    try:
        regular, trusted = _regular(read_tracks(data), path)
        score = pretty_midi.PrettyMIDI(mido_object=regular)
    except _BROKEN as error:
        raise InvalidInput(f"{path.name} is damaged and cannot be read as MIDI.") from error
    if not any(instrument.notes for instrument in score.instruments):
        raise InvalidInput(f"{path.name} holds no notes; choose another file.")
    return RegularMidi(score, trusted)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            raise InvalidInput(f"{path.name} is larger than {limit} MB, too large for a MIDI song.")
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read; check that the file is there.") from error
    if not data:
        raise InvalidInput(f"{path.name} is empty; choose another file.")
    if data[:4] == b"RIFF" and data[8:12] == b"RMID":
        data = data[_RIFF_HEADER:]
    if data[:4] != b"MThd":
        raise InvalidInput(f"{path.name} is not a MIDI file; choose a file that ends in .mid.")
    return data


def _regular(midi: MidiTracks, path: Path) -> tuple[mido.MidiFile, bool]:
    """The same music with one conductor track, and whether its tempo means anything."""
    import mido

    tracks = list(_absolute(midi))
    conductor = [e for track in tracks for e in track if e[1].type in _CONDUCTOR]
    played = [_closed([e for e in track if e[1].type in _PLAYED]) for track in tracks]
    division, smpte_tempo = _division(midi.division)
    if smpte_tempo is not None:
        conductor = [e for e in conductor if e[1].type != "set_tempo"]
        conductor.insert(0, (0, mido.MetaMessage("set_tempo", tempo=smpte_tempo)))
    _check_size(played, division, path)
    last = max((track[-1][0] for track in played if track), default=0)
    conductor = sorted((e for e in conductor if e[0] <= last and _sane(e[1])), key=lambda e: e[0])
    regular = mido.MidiFile(type=1, ticks_per_beat=division)
    regular.tracks.extend(_track(events) for events in (conductor, *filter(None, played)))
    return regular, smpte_tempo is None and _trusted(conductor)


def _absolute(midi: MidiTracks) -> Iterator[list[Event]]:
    """Events of each track in ticks of the song; the tracks of type 2 one after another."""
    offset = 0
    for track, end in zip(midi.tracks, midi.ends, strict=True):
        yield [(offset + tick, message) for tick, message in track]
        if midi.kind == 2:
            offset += end


def _division(division: int) -> tuple[int, int | None]:
    """Ticks a quarter note, and the tempo in microseconds that makes SMPTE ticks true."""
    word = division & 0xFFFF
    if not word & 0x8000:
        if word == 0:
            raise ValueError("no ticks in a quarter note")
        return word, None
    frames = 256 - (word >> 8)
    per_second = (30000 / 1001 if frames == _NTSC_FRAMES else float(frames)) * (word & 0xFF)
    ticks = max(1, min(_SANE_TICKS_PER_BEAT, round(per_second / 2)))
    return ticks, round(1e6 * ticks / per_second)


def _closed(events: list[Event]) -> list[Event]:
    """Every note-on gets its note-off, at least one tick later, before the track ends."""
    import mido

    opened: dict[tuple[int, int], list[int]] = defaultdict(list)
    closed: list[Event] = []
    for tick, message in events:
        at = tick
        if message.type == "note_on" and message.velocity > 0:
            opened[message.channel, message.note].append(tick)
        elif message.type in {"note_on", "note_off"}:
            started = opened.pop((message.channel, message.note), None)
            if started is None:
                continue
            at = max(tick, started[-1] + 1)
        closed.append((at, message))
    end = max((tick for tick, _ in closed), default=0)
    for (channel, note), started in opened.items():
        off = mido.Message("note_off", channel=channel, note=note)
        closed.append((max(end, started[-1] + 1), off))
    # A release at the tick of the next attack must come first, or it would end that one.
    return sorted(closed, key=lambda e: (e[0], _rank(e[1])))


def _rank(message: Any) -> int:
    """Names and programs, then releases, then attacks."""
    if message.type not in {"note_on", "note_off"}:
        return 0
    return 2 if message.type == "note_on" and message.velocity > 0 else 1


def _check_size(played: Sequence[list[Event]], division: int, path: Path) -> None:
    ons = [tick for track in played for tick, m in track if m.type == "note_on" and m.velocity > 0]
    ends = [track[-1][0] for track in played if track]
    if not ons:
        raise InvalidInput(f"{path.name} holds no notes; choose another file.")
    if len(ons) > MAX_NOTES:
        raise InvalidInput(f"{path.name} holds {len(ons)} notes, more than any song does.")
    tracks = sum(any(m.type == "note_on" for _, m in track) for track in played)
    if tracks > MAX_TRACKS:
        raise InvalidInput(f"{path.name} holds {tracks} tracks, more than any song does.")
    if max(Counter(tick // division for tick in ons).values()) > MAX_AT_ONCE:
        raise InvalidInput(
            f"{path.name} holds more notes at once than any music does; choose another file."
        )
    if max(ends) > min(MAX_QUARTERS * division, 9_000_000):
        raise InvalidInput(f"{path.name} would last for hours; it is probably damaged.")


def _sane(message: Any) -> bool:
    """Tempi and metres outside what music has are left out."""
    if message.type == "set_tempo":
        return SLOWEST_BPM <= 6e7 / max(1, int(message.tempo)) <= FASTEST_BPM
    if message.type == "time_signature":
        return 0.5 <= 4.0 * int(message.numerator) / int(message.denominator) <= 16.0
    return True


def _trusted(conductor: list[Event]) -> bool:
    """A lone 120 is what programs write when nobody said anything."""
    tempi = [m.tempo for _, m in conductor if m.type == "set_tempo"]
    return bool(tempi) and tempi != [DEFAULT_TEMPO_US]


def _track(events: list[Event]) -> mido.MidiTrack:
    import mido

    track = mido.MidiTrack()
    before = 0
    for tick, message in events:
        track.append(message.copy(time=tick - before))
        before = tick
    track.append(mido.MetaMessage("end_of_track"))
    return track
