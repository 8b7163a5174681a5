"""Voices that come and go: the pad under quiet music, counter-line and percussion in lively."""

from __future__ import annotations

from collections.abc import Sequence

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.draft import Draft, Ground, weight_of
from emotune_gui.music.composing.scale import DEGREES, nearest_pitch
from emotune_gui.music.composing.voicing import Voicing

KICK, SIDE_STICK, LOW_TOM, CLOSED_HAT, HIGH_TOM = 36, 37, 45, 42, 48
"""General MIDI percussion keys."""

_Beat = tuple[tuple[int, tuple[float, ...]], ...]
_BRIGHT_BEAT: _Beat = ((KICK, (0.0, 2.0)), (SIDE_STICK, (1.0, 3.0)))
_DARK_BEAT: _Beat = ((KICK, (0.0,)), (LOW_TOM, (1.5, 3.0)), (HIGH_TOM, (3.5,)))
_WALTZ_BEAT: _Beat = ((KICK, (0.0,)), (SIDE_STICK, (1.0, 2.0)))


def pad_bar(ground: Ground, voicings: Sequence[Voicing]) -> list[Draft]:
    """The chord held through; the lowest voice is left to the bass."""
    return [
        Draft(span.start, span.length, pitch, Part.PAD, 0.9, ring=span.length)
        for span, voicing in zip(ground.spans, voicings, strict=True)
        for pitch in voicing[-3:]
    ]


def counter_bar(ground: Ground, melody: Sequence[Draft], centre: float) -> list[Draft]:
    """Held guide tones under the melody, and a run of steps where the melody rests or holds."""
    notes = [_guide_tone(ground, index, centre) for index in range(len(ground.spans))]
    gap = _longest_gap(melody, ground.beats)
    if gap is None:
        return notes
    start, end = gap
    notes = [_cut(note, start) for note in notes if note.onset < start - 0.25]
    return notes + _run(ground, start, end, notes[-1].pitch if notes else round(centre))


def drum_bar(ground: Ground, dark: bool) -> list[Draft]:
    """A light beat; its accents follow the metre, its hats the eighths."""
    lively = _DARK_BEAT if dark else _BRIGHT_BEAT
    beat = _WALTZ_BEAT if ground.beats == 3 else lively
    notes = [_hit(onset, key, ground.beats) for key, onsets in beat for onset in onsets]
    if not dark:
        grid = [step / 2 for step in range(2 * ground.beats)]
        notes += [_hit(onset, CLOSED_HAT, ground.beats, -0.3) for onset in grid]
    return [note for note in notes if note.onset < ground.beats]


def _guide_tone(ground: Ground, index: int, centre: float) -> Draft:
    """The third (or the tone that stands for it) of the chord, near `centre`."""
    span = ground.spans[index]
    tone = span.harmony.tones[1] if index % 2 == 0 else span.harmony.tones[-1]
    pitch = nearest_pitch((ground.scale.tonic + tone) % 12, centre)
    return Draft(span.start, span.length, pitch, Part.COUNTER, 0.5, accent=-0.2, ring=span.length)


def _longest_gap(melody: Sequence[Draft], beats: int) -> tuple[float, float] | None:
    """Where the melody strikes nothing for 1.5 beats or more, after its note's first half beat."""
    if not melody:
        return None
    ends = [note.onset for note in melody[1:]] + [float(beats)]
    spans = [(note.onset + 0.5, end) for note, end in zip(melody, ends, strict=True)]
    start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
    return (start, end) if end - start >= 1.5 else None


def _run(ground: Ground, start: float, end: float, origin: int) -> list[Draft]:
    """Eighths by step from the guide tone, turning after a third or fourth."""
    degree = ground.scale.nearest(origin)
    count = min(6, int((end - start) / 0.5))
    steps = (1, 2, 3, 2, 1, 0)[:count]
    notes = []
    for k, step in enumerate(steps):
        onset = start + 0.5 * k
        pitch = ground.scale.sounding(degree + step % DEGREES, ground.harmony_at(onset))
        weight = weight_of(onset, ground.beats)
        notes.append(Draft(onset, 0.5, pitch, Part.COUNTER, 0.3 + 0.2 * weight, accent=-0.1))
    return notes


def _cut(note: Draft, end: float) -> Draft:
    length = min(note.length, end - note.onset)
    return Draft(
        note.onset, length, note.pitch, note.part, note.importance, note.accent, ring=length
    )


def _hit(onset: float, key: int, beats: int, bonus: float = 0.0) -> Draft:
    weight = weight_of(onset, beats)
    return Draft(
        onset, 0.25, key, Part.DRUMS, 0.2 + 0.35 * weight, accent=0.6 * weight - 0.3 + bonus
    )
