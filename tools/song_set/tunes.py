"""Folk tunes of the music21 corpus with an accompaniment of our own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.song_set.harmony import Chord, bass_line, changes, harmonise, voiced
from tools.song_set.writing import Piece, Sound, Voice

VIOLIN, FLUTE, GUITAR, STEEL, HARP, BASS, FINGERED = 40, 73, 24, 25, 46, 32, 33
CELLO, CONTRABASS, STRINGS, SLOW_STRINGS, HORN, PIANO, CLARINET = 42, 43, 48, 49, 60, 0, 71
KICK, SIDE_STICK, SNARE, HAT, LOW_TOM, MID_TOM, SHAKER = 36, 37, 38, 42, 41, 45, 70
DOWNBEAT, UPBEAT = 6, -5
LONG_ENOUGH_S = 70.0


@dataclass(frozen=True, slots=True)
class Tune:
    """A melody with its bars; `tonic` is a pitch class."""

    sounds: list[Sound]
    bars: list[float]
    tonic: int
    mode: str
    fifths: int
    pickup: bool
    compound: bool


def read_tune(text: str, converter: Any) -> Tune:
    """From ABC; its repeats are played. `converter` is music21's."""
    score = converter.parse(_plain(text), format="abc")
    part = score.parts[0]
    try:
        part = part.expandRepeats()
    except Exception:  # noqa: BLE001 music21 raises many kinds on unbalanced repeats
        part = score.parts[0]
    part = part.stripTies()
    sounds: list[Sound] = []
    bars: list[float] = []
    start = 0.0
    for measure in part.getElementsByClass("Measure"):
        length = round(float(measure.highestTime) * 8) / 8
        if length <= 0:
            continue
        for note in measure.flatten().notes:
            beats = float(note.duration.quarterLength)
            if beats > 0 and "ChordSymbol" not in note.classes:
                sounds.append(
                    Sound(start + float(note.offset), beats, int(note.pitches[-1].midi), 0)
                )
        bars.append(length)
        start += length
    metre = part.recurse().getElementsByClass("TimeSignature")[0]
    fifths = int(part.recurse().getElementsByClass("KeySignature")[0].sharps)
    tonic, mode = _mode(text, fifths)
    usual = float(metre.barDuration.quarterLength)
    sounds.sort(key=lambda s: s.onset)
    return Tune(
        sounds,
        _regular(bars, usual),
        tonic,
        mode,
        fifths,
        bars[0] < usual - 0.1,
        metre.denominator == 8,
    )


def _plain(text: str) -> str:
    """Without fingering, bowing and remarks in quotation marks, grace notes and decorations."""
    head, _, body = text.partition("\nK:")
    key, _, music = body.partition("\n")
    key = key.split("%")[0].strip()
    head = "\n".join(line for line in head.splitlines() if line[:2] in {"X:", "T:", "M:", "L:"})
    music = re.sub(r'"[^"]*"', "", music)
    music = re.sub(r"\{[^}]*\}|![^!]*!|%.*", "", music)
    music = re.sub(r"(?m)^[A-Za-z]:.*$", "", music)
    music = re.sub(r"[uvHTMSLRP~.](?=[\^_=A-Ga-g(\[])", "", music)
    return f"{head}\nK:{key}\n{music}"


def _regular(bars: list[float], usual: float) -> list[float]:
    """A bar split by a repeat becomes whole again where its halves fill it."""
    whole: list[float] = []
    for length in bars:
        if len(whole) > 1 and whole[-1] < usual and abs(whole[-1] + length - usual) < 0.01:
            whole[-1] = usual
        else:
            whole.append(length)
    return whole


def _mode(text: str, fifths: int) -> tuple[int, str]:
    """As the key line says: dance tunes often end away from their tonic."""
    said = re.search(r"\nK:\s*[A-G][#b]?\s*(\w*)", text)
    word = said.group(1).lower() if said else ""
    home = (fifths * 7) % 12
    if word.startswith("mix"):
        return (home + 7) % 12, "mixolydian"
    if word.startswith("dor"):
        return (home + 2) % 12, "dorian"
    return (
        ((home + 9) % 12, "minor")
        if word.startswith("m") and word[:3] != "maj"
        else (home, "major")
    )


def again(tune: Tune, tempo_bpm: float) -> Tune:
    """As often as makes it last about a minute; a pickup fills the bar before it."""
    once = sum(tune.bars)
    times = max(1, round(LONG_ENOUGH_S * tempo_bpm / 60 / once))
    sounds = [
        Sound(s.onset + k * once, s.duration, s.pitch, s.velocity)
        for k in range(times)
        for s in tune.sounds
    ]
    return replace(tune, sounds=sounds, bars=tune.bars * times)


def abc_of(path: Path, number: str | None) -> str:
    """The text of one tune; `number` picks it from a book."""
    text = path.read_text(encoding="latin-1").replace("\r", "")
    if number is None:
        return text[text.index("X:") :].rstrip() + "\n"
    found = re.search(rf"(?ms)^X:\s*0*{number}\s*$.*?(?=^X:|\Z)", text)
    if found is None:
        raise ValueError(f"no tune {number} in {path.name}")
    return found.group(0).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class Setting:
    """One arrangement in the making."""

    tune: Tune
    chords: list[Chord]
    starts: list[float]


def arrange(title: str, tune: Tune, style: str, tempo_bpm: float) -> Piece:
    """`style`: dance, march, driving, lament or air."""
    tune = again(tune, tempo_bpm)
    starts = [sum(tune.bars[:i]) for i in range(len(tune.bars))]
    spans = _spans(tune, starts, halves=style in {"dance", "march", "driving"})
    chords = harmonise(tune.sounds, spans, tune.tonic, tune.mode)
    voices = _STYLES[style](Setting(tune, chords, starts))
    minor = tune.mode in {"minor", "dorian"}
    return Piece(title, tempo_bpm, tune.bars, voices, tune.fifths, minor)


def _spans(tune: Tune, starts: list[float], *, halves: bool) -> list[tuple[float, float]]:
    """Where chords may change: each bar, or each half of a bar that divides well."""
    spans: list[tuple[float, float]] = []
    for start, beats in zip(starts, tune.bars, strict=True):
        if halves and beats in {2.0, 4.0, 3.0} and (beats != 3.0 or tune.compound):
            spans += [(start, beats / 2), (start + beats / 2, beats / 2)]
        else:
            spans.append((start, beats))
    return spans


def _sung(setting: Setting, loudness: int, share: float) -> list[Sound]:
    starts = {round(s, 3) for s in setting.starts}
    return [
        Sound(
            s.onset,
            s.duration * share,
            s.pitch,
            loudness
            + (DOWNBEAT if round(s.onset, 3) in starts else UPBEAT if s.onset % 0.5 > 0.01 else 0),
        )
        for s in setting.tune.sounds
    ]


def _dance(setting: Setting) -> list[Voice]:
    """Fiddle, guitar after the beat, plucked bass, a shaker."""
    chords, low = setting.chords, bass_line(setting.chords, 36, 50)
    strums: list[Sound] = []
    bass: list[Sound] = []
    for chord, pitches, root in zip(chords, voiced(chords, 52, 71), low, strict=True):
        bass.append(Sound(chord.start, min(chord.beats, 0.9), root, 74))
        at = chord.start + (1.0 if setting.tune.compound else 0.5)
        while at < chord.start + chord.beats - 0.2:
            strums += [Sound(at, 0.4, p, 58) for p in pitches]
            at += 1.5 if setting.tune.compound else 1.0
    beats = _pulse(setting)
    drums = [Sound(at, 0.1, SHAKER, 50 if i % 2 else 62) for i, at in enumerate(beats)]
    return [
        Voice("Melody: fiddle", VIOLIN, _sung(setting, 84, 0.85)),
        Voice("Chords: guitar", STEEL, strums),
        Voice("Bass", BASS, bass),
        Voice("Shaker", 0, drums, drums=True),
    ]


def _march(setting: Setting) -> list[Voice]:
    """Flute, piano chords, bass, snare drum."""
    low = bass_line(setting.chords, 34, 50)
    strums: list[Sound] = []
    bass: list[Sound] = []
    for chord, pitches, root in zip(
        setting.chords, voiced(setting.chords, 53, 72), low, strict=True
    ):
        bass.append(Sound(chord.start, chord.beats * 0.7, root, 80))
        off = chord.start + (1.0 if setting.tune.compound else chord.beats / 2)
        if off < chord.start + chord.beats - 0.1:
            strums += [Sound(off, 0.4, p, 62) for p in pitches]
    beats = _pulse(setting)
    drums = [Sound(at, 0.1, SNARE if i % 2 else KICK, 54) for i, at in enumerate(beats)]
    return [
        Voice("Melody: flute", FLUTE, _sung(setting, 88, 0.8)),
        Voice("Chords: piano", PIANO, strums),
        Voice("Bass", FINGERED, bass),
        Voice("Drum", 0, drums, drums=True),
    ]


def _driving(setting: Setting) -> list[Voice]:
    """Low strings that hammer, horns in fifths without thirds, toms: dark and urgent."""
    low = bass_line(setting.chords, 33, 45)
    hammer: list[Sound] = []
    horns: list[Sound] = []
    for chord, root in zip(setting.chords, low, strict=True):
        at = chord.start
        while at < chord.start + chord.beats - 0.2:
            accent = 98 if at == chord.start else 80
            hammer += [Sound(at, 0.3, root, accent)]
            at += 0.5
    for chord in changes(setting.chords):
        fifth = (chord.tones[2] - chord.root) % 12
        ground = 50 + (chord.root - 50) % 12
        horns += [Sound(chord.start, chord.beats * 0.95, p, 82) for p in (ground, ground + fifth)]
    beats = _pulse(setting)
    drums = [
        Sound(at, 0.1, LOW_TOM if i % 2 == 0 else MID_TOM, 92 if i % 4 == 0 else 72)
        for i, at in enumerate(beats)
    ]
    return [
        Voice("Melody: strings", STRINGS, _sung(setting, 100, 0.7)),
        Voice("Bass: contrabass", CONTRABASS, hammer),
        Voice("Chords: horns", HORN, horns),
        Voice("Drums", 0, drums, drums=True),
    ]


def _lament(setting: Setting) -> list[Voice]:
    """Cello an octave lower, slow strings, contrabass; hardly more than the tune."""
    joined = changes(setting.chords)
    pad = [
        Sound(c.start, c.beats, p, 44)
        for c, ps in zip(joined, voiced(joined, 50, 67), strict=True)
        for p in ps
    ]
    bass = [
        Sound(c.start, c.beats * 0.97, r, 48)
        for c, r in zip(joined, bass_line(joined, 36, 48), strict=True)
    ]
    melody = [Sound(s.onset, s.duration, s.pitch - 12, s.velocity) for s in _sung(setting, 60, 1.0)]
    return [
        Voice("Melody: cello", CELLO, melody),
        Voice("Pad: strings", SLOW_STRINGS, pad),
        Voice("Bass: contrabass", CONTRABASS, bass),
    ]


def _air(setting: Setting) -> list[Voice]:
    """Flute over a harp that breaks the chords."""
    chords = setting.chords
    harp: list[Sound] = []
    step = 0.5
    for chord, pitches in zip(chords, voiced(chords, 48, 67), strict=True):
        turn = (pitches[0], pitches[1], pitches[2], pitches[1])
        for i in range(round(chord.beats / step)):
            harp.append(Sound(chord.start + i * step, step * 1.6, turn[i % 4], 50 if i else 56))
    bass = [
        Sound(c.start, c.beats * 0.95, r, 50)
        for c, r in zip(chords, bass_line(chords, 38, 50), strict=True)
    ]
    return [
        Voice("Melody: flute", FLUTE, _sung(setting, 64, 0.98)),
        Voice("Chords: harp", HARP, harp),
        Voice("Bass", BASS, bass),
    ]


def _pulse(setting: Setting) -> list[float]:
    """Eighths (in compound time dotted quarters divided by the first and third eighth)."""
    beats: list[float] = []
    for start, length in zip(setting.starts, setting.tune.bars, strict=True):
        if setting.tune.compound:
            offsets = [o for k in range(int(length / 1.5 + 0.01)) for o in (1.5 * k, 1.5 * k + 1.0)]
        else:
            offsets = [0.5 * k for k in range(int(length / 0.5))]
        beats += [start + o for o in offsets if o < length - 0.1]
    return beats


_STYLES = {"dance": _dance, "march": _march, "driving": _driving, "lament": _lament, "air": _air}
