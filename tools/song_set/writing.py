"""Compact MIDI files from notes in quarter notes; the same notes give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import mido

TICKS = 240
DRUM_CHANNEL = 9
CLOSING_SLOWNESS = 0.82
"""Tempo of the last bar, as a share: pieces come to rest."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Times in quarter notes."""

    onset: float
    duration: float
    pitch: int
    velocity: int


@dataclass(slots=True)
class Voice:
    name: str
    program: int
    sounds: list[Sound] = field(default_factory=list)
    drums: bool = False


@dataclass(slots=True)
class Piece:
    title: str
    tempo_bpm: float
    bars: list[float]
    """Quarter notes in each bar."""
    voices: list[Voice]
    fifths: int = 0
    minor: bool = False


_MAJOR = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
_MINOR = ("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m")


def write_piece(piece: Piece, path: Path) -> int:
    """Write a type-1 file; returns its size in bytes."""
    midi = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    midi.tracks.append(_conductor(piece))
    pitched = (channel for channel in range(16) if channel != DRUM_CHANNEL)
    for voice in piece.voices:
        channel = DRUM_CHANNEL if voice.drums else next(pitched)
        midi.tracks.append(_voice(voice, channel))
    path.parent.mkdir(parents=True, exist_ok=True)
    midi.save(path)
    return path.stat().st_size


def _conductor(piece: Piece) -> mido.MidiTrack:
    events: list[tuple[float, mido.MetaMessage]] = [
        (0.0, mido.MetaMessage("track_name", name=piece.title.encode("ascii", "ignore").decode())),
        (0.0, mido.MetaMessage("key_signature", key=_key(piece))),
        (0.0, _tempo(piece.tempo_bpm)),
    ]
    at, before = 0.0, None
    for beats in piece.bars:
        if beats != before:
            events.append((at, _metre(beats)))
        at, before = at + beats, beats
    if len(piece.bars) > 2:
        events.append((at - piece.bars[-1], _tempo(piece.tempo_bpm * CLOSING_SLOWNESS)))
    return _track(events)


def _tempo(bpm: float) -> mido.MetaMessage:
    return mido.MetaMessage("set_tempo", tempo=round(6e7 / bpm))


def _metre(beats: float) -> mido.MetaMessage:
    """Quarters where they come out whole, else eighths, sixteenths, thirty-seconds."""
    exact = Fraction(beats).limit_denominator(8) / 4
    denominator = max(4, exact.denominator)
    return mido.MetaMessage(
        "time_signature", numerator=int(exact * denominator), denominator=denominator
    )


def _key(piece: Piece) -> str:
    names = _MINOR if piece.minor else _MAJOR
    return names[max(0, min(len(names) - 1, piece.fifths + 7))]


def _voice(voice: Voice, channel: int) -> mido.MidiTrack:
    events: list[tuple[float, mido.Message | mido.MetaMessage]] = [
        (0.0, mido.MetaMessage("track_name", name=voice.name)),
    ]
    if not voice.drums:
        events.append((0.0, mido.Message("program_change", channel=channel, program=voice.program)))
    spans = _spans(voice.sounds)
    for begin, end, pitch, velocity in spans:
        events.append(
            (begin, mido.Message("note_on", channel=channel, note=pitch, velocity=velocity))
        )
        events.append((end, mido.Message("note_on", channel=channel, note=pitch, velocity=0)))
    return _track(events)


def _spans(sounds: list[Sound]) -> list[tuple[float, float, int, int]]:
    """Begin, end, pitch and velocity; a repeated pitch ends where it begins again."""
    open_at: dict[int, int] = {}
    spans: list[tuple[float, float, int, int]] = []
    for sound in sorted(sounds, key=lambda s: (s.onset, s.pitch, -s.duration)):
        earlier = open_at.get(sound.pitch)
        if earlier is not None:
            begin, end, pitch, velocity = spans[earlier]
            if abs(begin - sound.onset) < 1 / TICKS:
                continue
            spans[earlier] = (begin, min(end, sound.onset), pitch, velocity)
        open_at[sound.pitch] = len(spans)
        spans.append((sound.onset, sound.onset + sound.duration, sound.pitch, sound.velocity))
    return [span for span in spans if span[1] - span[0] >= 1 / TICKS]


def _track(events: list[tuple[float, mido.Message | mido.MetaMessage]]) -> mido.MidiTrack:
    """Releases before attacks at the same tick."""

    def rank(message: mido.Message | mido.MetaMessage) -> int:
        if message.type != "note_on":
            return 0
        return 2 if message.velocity else 1

    timed = sorted(((round(at * TICKS), m) for at, m in events), key=lambda e: (e[0], rank(e[1])))
    track = mido.MidiTrack()
    before = 0
    for tick, message in timed:
        track.append(message.copy(time=tick - before))
        before = tick
    track.append(mido.MetaMessage("end_of_track"))
    return track
