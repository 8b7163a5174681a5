"""Scores of the music21 corpus as pieces: parts, bars with pickups, dynamics, articulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from tools.song_set.writing import Piece, Sound, Voice

LOUDNESS = {"ppp": 36, "pp": 44, "p": 54, "mp": 62, "mf": 70, "f": 82, "ff": 94, "fff": 102}
PLAIN_LOUDNESS = 68
SLACK = 0.55
"""Quarters by which an encoding of ornaments may make a bar too short or long."""
DOWNBEAT, UPBEAT = 5, -3
ACCENT = 10
STACCATO, TENUTO, PLAIN = 0.5, 1.0, 0.94


@dataclass(frozen=True, slots=True)
class Cut:
    """First and last bar, counted from 1 as they stand in the score; the whole without."""

    first: int = 1
    last: int = 10_000


WHOLE = Cut()


def piece_of(
    score: Any, title: str, tempo_bpm: float, programs: list[int], cut: Cut, shift: int = 0
) -> Piece:
    """`programs` by part, the last for all that follow; `shift` moves dynamics (velocity)."""
    parts = [part.stripTies() for part in score.parts]
    measures = [list(p.getElementsByClass("Measure"))[cut.first - 1 : cut.last] for p in parts]
    bars = [
        _bar_length([column[i] for column in measures if i < len(column)], i)
        for i in range(max(len(column) for column in measures))
    ]
    voices = []
    for i, (part, column) in enumerate(zip(parts, measures, strict=True)):
        program = programs[min(i, len(programs) - 1)]
        sounds = list(_sounds(column, bars, part, shift))
        if sounds:
            voices.append(Voice(_name(part, i), program, sounds))
    fifths, minor = _key_of(parts[0], float(measures[0][0].offset))
    return Piece(title, tempo_bpm, bars, voices, fifths, minor)


def _bar_length(measures: list[Any], index: int) -> float:
    """What the metre says, unless the bar is clearly shorter or longer in all parts."""
    filled = median(float(m.highestTime) for m in measures)
    notated = float(measures[0].barDuration.quarterLength)
    if abs(filled - notated) < SLACK or filled < SLACK:
        return notated
    return max(0.5, round(filled * 2) / 2)


def _name(part: Any, index: int) -> str:
    return str(part.partName or f"Part {index + 1}").encode("ascii", "ignore").decode()


def _key_of(part: Any, begin: float) -> tuple[int, bool]:
    found = (0, False)
    for signature in part.recurse().getElementsByClass("KeySignature"):
        if float(signature.getOffsetInHierarchy(part)) <= begin + 1e-6:
            found = (int(signature.sharps), getattr(signature, "mode", "major") == "minor")
    return found


def _sounds(measures: list[Any], bars: list[float], part: Any, shift: int) -> Iterator[Sound]:
    marks = sorted(
        (float(d.getOffsetInHierarchy(part)), LOUDNESS[d.value])
        for d in part.recurse().getElementsByClass("Dynamic")
        if d.value in LOUDNESS
    )
    start, end = 0.0, sum(bars)
    for measure, beats in zip(measures, bars, strict=False):
        for element in measure.flatten().notes:
            yield from _struck(element, start, end, _loudness(marks, measure, element) + shift)
        start += beats


def _struck(element: Any, start: float, end: float, loudness: int) -> Iterator[Sound]:
    """The pitches of a note or chord; grace notes and chord symbols give none."""
    length = float(element.duration.quarterLength)
    onset = start + float(element.offset)
    if length <= 0 or "ChordSymbol" in element.classes or onset >= end - 1e-6:
        return
    velocity = max(20, min(118, loudness + _weight(element)))
    for pitch in element.pitches:
        lasting = min(length * _share(element), end - onset)
        yield Sound(onset, lasting, int(pitch.midi), velocity)


def _loudness(marks: list[tuple[float, int]], measure: Any, element: Any) -> int:
    at = float(measure.offset) + float(element.offset)
    found = PLAIN_LOUDNESS
    for offset, value in marks:
        if offset > at + 1e-6:
            break
        found = value
    return found


def _weight(element: Any) -> int:
    """Metrical weight and accents."""
    try:
        strength = float(element.beatStrength)
    except Exception:  # noqa: BLE001 music21 raises many kinds outside measures
        strength = 0.5
    weight = DOWNBEAT if strength >= 0.9 else UPBEAT if strength < 0.25 else 0
    if any("Accent" in a.classes for a in element.articulations):
        weight += ACCENT
    return weight


def _share(element: Any) -> float:
    names = {name for a in element.articulations for name in a.classes}
    if "Staccato" in names or "Staccatissimo" in names:
        return STACCATO
    return TENUTO if "Tenuto" in names else PLAIN
