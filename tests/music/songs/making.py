"""Small MIDI and audio files for tests."""

from __future__ import annotations

import math
import wave
from collections.abc import Iterable, Sequence
from pathlib import Path

import mido
import numpy as np

TICKS = 480

Row = tuple[float, float, int, int]
"""Onset and duration in quarters, pitch, velocity."""


def track(
    rows: Iterable[Row],
    *,
    channel: int = 0,
    program: int = 0,
    name: str = "",
    ticks: int = TICKS,
    before: Sequence[tuple[float, mido.MetaMessage]] = (),
) -> mido.MidiTrack:
    events = [(round(at * ticks), 0, message) for at, message in before]
    if name:
        events.append((0, 0, mido.MetaMessage("track_name", name=name)))
    events.append((0, 0, mido.Message("program_change", channel=channel, program=program)))
    for onset, duration, pitch, velocity in rows:
        begin, end = round(onset * ticks), round((onset + duration) * ticks)
        on = mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)
        off = mido.Message("note_off", channel=channel, note=pitch)
        events += [(begin, 2, on), (end, 1, off)]
    made = mido.MidiTrack()
    last = 0
    for tick, _, message in sorted(events, key=lambda e: e[:2]):
        made.append(message.copy(time=tick - last))
        last = tick
    return made


def tempo(bpm: float) -> mido.MetaMessage:
    return mido.MetaMessage("set_tempo", tempo=round(6e7 / bpm))


def metre(numerator: int, denominator: int) -> mido.MetaMessage:
    return mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator)


def midi(path: Path, *tracks: mido.MidiTrack, kind: int = 1, ticks: int = TICKS) -> Path:
    made = mido.MidiFile(type=kind, ticks_per_beat=ticks)
    made.tracks.extend(tracks)
    made.save(path)
    return path


def scale(start: int = 60, count: int = 16, velocity: int = 80) -> list[Row]:
    steps = (0, 2, 4, 5, 7, 9, 11, 12)
    return [(float(i), 0.9, start + steps[i % 8], velocity) for i in range(count)]


def tone(path: Path, seconds: float, hertz: float = 440.0, rate: int = 22_050) -> Path:
    times = np.arange(int(seconds * rate)) / rate
    return sound(path, 0.3 * np.sin(2 * math.pi * hertz * times), rate)


def sound(path: Path, samples: np.ndarray, rate: int = 22_050) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path
