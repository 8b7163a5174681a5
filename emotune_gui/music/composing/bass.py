"""Bass patterns."""

from __future__ import annotations

from enum import StrEnum

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.draft import Draft, Ground, Span, weight_of
from emotune_gui.music.composing.scale import Chord, nearest_pitch

_LOWEST_CENTRE = 38
"""Fifths fold upward round this note, so that small loudspeakers still render them."""


class BassPattern(StrEnum):
    ROOTS = "roots"
    ROOT_FIFTH = "root_fifth"
    WALKING = "walking"
    PEDAL = "pedal"
    DRIVING = "driving"
    APPROACH = "approach"


QUIET: tuple[BassPattern, ...] = (BassPattern.ROOTS, BassPattern.ROOTS, BassPattern.ROOT_FIFTH)
MIDDLE: tuple[BassPattern, ...] = (
    BassPattern.ROOT_FIFTH,
    BassPattern.APPROACH,
    BassPattern.ROOTS,
    BassPattern.WALKING,
)
LIVELY_BRIGHT: tuple[BassPattern, ...] = (
    BassPattern.ROOT_FIFTH,
    BassPattern.WALKING,
    BassPattern.APPROACH,
)
LIVELY_DARK: tuple[BassPattern, ...] = (
    BassPattern.DRIVING,
    BassPattern.PEDAL,
    BassPattern.APPROACH,
)


def bass_line(pattern: BassPattern, ground: Ground, centre: float, previous: int) -> list[Draft]:
    """The bass of one bar around `centre` (MIDI note), near the previous bar's last note."""
    notes: list[Draft] = []
    around = centre + 0.35 * max(-7.0, min(7.0, previous - centre)) if previous else centre
    for index, span in enumerate(ground.spans):
        last = index + 1 == len(ground.spans)
        following = ground.following if last else ground.spans[index + 1].harmony
        notes += _span_line(pattern, ground, span, following, around)
    return notes


def _span_line(
    pattern: BassPattern, ground: Ground, span: Span, following: Chord, around: float
) -> list[Draft]:
    tonic = ground.scale.tonic
    low = nearest_pitch((tonic + span.harmony.bass) % 12, around)
    fifth = _fifth_of(span.harmony, tonic, low)
    target = nearest_pitch((tonic + following.bass) % 12, low)
    if pattern is BassPattern.ROOTS or ground.closing:
        return [_note(span.start, span.length, low, ground.beats)]
    if pattern is BassPattern.PEDAL:
        return _repeated(span, nearest_pitch(tonic, around), 1.0, ground.beats)
    if pattern is BassPattern.DRIVING:
        return _repeated(span, low, 0.5, ground.beats)
    if pattern is BassPattern.WALKING:
        return _walked(ground, span, (low, fifth, target))
    turn = span.start + (span.length / 2 if ground.beats == 4 else span.length - 1)
    if span.length < 2:
        return [_note(span.start, span.length, low, ground.beats)]
    notes = [
        _note(span.start, turn - span.start, low, ground.beats),
        _note(turn, span.end - turn, fifth, ground.beats),
    ]
    if pattern is BassPattern.APPROACH and span.end - turn >= 1:
        notes[1] = _note(turn, span.end - turn - 0.5, fifth, ground.beats)
        lead = _approach(ground, target, low)
        notes.append(_note(span.end - 0.5, 0.5, lead, ground.beats))
    return notes


def _walked(ground: Ground, span: Span, line: tuple[int, int, int]) -> list[Draft]:
    """Quarter notes: root, a chord tone on the way, the fifth, a step to what follows."""
    low, fifth, target = line
    harmony = span.harmony
    tones = [nearest_pitch((ground.scale.tonic + t) % 12, low + 3) for t in harmony.tones]
    third = min((t for t in tones if t not in (low, fifth)), default=fifth)
    count = max(1, int(span.length))
    middle = [third, fifth, third][: max(0, count - 2)]
    pitches = [low, *middle, _approach(ground, target, fifth)][:count]
    return [_note(span.start + k, 1.0, pitch, ground.beats) for k, pitch in enumerate(pitches)]


def _approach(ground: Ground, target: int, origin: int) -> int:
    """A scale step beside the target, from the side where the line comes from."""
    degree = ground.scale.nearest(target)
    side = 1 if origin > target else -1
    return ground.scale.pitch(degree + side)


def _fifth_of(harmony: Chord, tonic: int, low: int) -> int:
    fifth = harmony.tones[2] if len(harmony.tones) > 2 else harmony.root
    if fifth % 12 == harmony.bass:
        fifth = harmony.root
    return nearest_pitch((tonic + fifth) % 12, max(low + 1, _LOWEST_CENTRE))


def _repeated(span: Span, pitch: int, step: float, beats: int) -> list[Draft]:
    count = max(1, int(span.length / step))
    return [_note(span.start + k * step, step, pitch, beats) for k in range(count)]


def _note(onset: float, length: float, pitch: int, beats: int) -> Draft:
    weight = weight_of(onset, beats)
    importance = 0.98 if weight == 1.0 else 0.25 + 0.55 * weight
    return Draft(onset, length, pitch, Part.BASS, importance, accent=weight - 0.5, ring=length)
