"""What each note of a song is in its key, and what it becomes in another mode."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from emotune_gui.domain.music import SCALES, Mode, Part
from emotune_gui.domain.song import SongNote, SongScore

DARK = frozenset({Mode.DORIAN, Mode.AEOLIAN, Mode.PHRYGIAN, Mode.HARMONIC_MINOR})
"""Modes with a minor third."""

_DEPTH = {
    Mode.LYDIAN: 0,
    Mode.IONIAN: 1,
    Mode.MIXOLYDIAN: 2,
    Mode.DORIAN: 3,
    Mode.AEOLIAN: 4,
    Mode.PHRYGIAN: 5,
    Mode.HARMONIC_MINOR: 5,
}
"""Place on the ladder of brightness: each mode flattens one degree of the one before it."""

_SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH = 1, 2, 3, 4, 5, 6
_RAISED_SIXTH, _RAISED_SEVENTH = 9, 11
_STEP = 2
"""Semitones: a neighbour further off is no neighbour."""
_TOGETHER = 1.0 / 24.0


@dataclass(frozen=True, slots=True)
class Tone:
    """A pitched note in the key of its song.

    `degree` is 0-6, None for a chromatic note. A chromatic note that moves on by a semitone
    leads (`leads` is 1 upward, -1 downward) to the tone `goal`.
    """

    pitch: int
    degree: int | None
    raised: bool = False
    """The sixth or seventh of a minor key as melodic minor raises it."""
    rising: bool = False
    """A sixth that goes up to the seventh, which goes on up."""
    falling: bool = False
    """A seventh that goes down to the sixth."""
    natural: bool = False
    """A seventh beside the third of the key, or a fourth that its chord stands on: the raised
    form would turn the chord into another."""
    dominant: bool = False
    """The seventh in a dominant chord: as a leading tone it tells where the tonic is."""
    leads: int = 0
    goal: int = 0
    """Pitch of the tone that a leading chromatic note goes to."""


def respelled(tone: Tone, tonic: int, own: Mode, target: Mode) -> int:
    """The MIDI pitch of a tone in the parallel mode `target`.

    Degrees keep their number, so a C major scale becomes C natural minor in aeolian. In harmonic
    minor the sixth is raised before a raised seventh and the seventh lowered before a sixth
    (melodic minor), and the seventh stays natural beside the third of the key; in aeolian a
    dominant chord keeps its leading tone, without which minor sounds like its relative major.
    Sixths and sevenths that a minor song itself raises stay raised in dark modes. Chromatic
    notes that lead somewhere by a semitone still do; others stay where they are.
    """
    if target is own:
        return tone.pitch
    if tone.degree is None:
        if not tone.leads:
            return tone.pitch
        return respelled(_goal_of(tone, tonic, own), tonic, own, target) - tone.leads
    return tone.pitch - (tone.pitch - tonic) % 12 + _step_in(tone, tone.degree, tonic, target)


def _step_in(tone: Tone, degree: int, tonic: int, target: Mode) -> int:
    """Semitones above the tonic."""
    plain = SCALES[target][degree]
    if tone.raised and target in DARK:
        return (tone.pitch - tonic) % 12
    if target is Mode.HARMONIC_MINOR and degree == _SEVENTH and (tone.falling or tone.natural):
        return SCALES[Mode.AEOLIAN][_SEVENTH]
    if target is Mode.HARMONIC_MINOR and degree == _SIXTH and tone.rising:
        return _RAISED_SIXTH
    if target is Mode.AEOLIAN and tone.dominant and not tone.falling:
        return _RAISED_SEVENTH
    if target is Mode.LYDIAN and degree == _FOURTH and tone.natural:
        return SCALES[Mode.IONIAN][_FOURTH]
    return plain


def _goal_of(tone: Tone, tonic: int, own: Mode) -> Tone:
    return plain_tone(tone.goal, tonic, own)


def darkening(present: Mode, target: Mode) -> int:
    """1 when `target` lies darker on the ladder, -1 when brighter, 0 at the same depth."""
    change = _DEPTH[target] - _DEPTH[present]
    return (change > 0) - (change < 0)


def modes_between(present: Mode, target: Mode) -> tuple[Mode, ...]:
    """The modes passed on the way, nearest first, `target` the last."""
    way = darkening(present, target)
    low, high = sorted((_DEPTH[present], _DEPTH[target]))
    passed = [mode for mode, depth in _DEPTH.items() if low < depth < high]
    return (*(passed if way > 0 else reversed(passed)), target)


def plain_tone(pitch: int, tonic: int, own: Mode) -> Tone:
    """A pitch in a key, without its surroundings."""
    step = (pitch - tonic) % 12
    scale = SCALES[own]
    if step in scale:
        return Tone(pitch, scale.index(step))
    if own in DARK and step in (_RAISED_SIXTH, _RAISED_SEVENTH):
        return Tone(pitch, _SIXTH if step == _RAISED_SIXTH else _SEVENTH, raised=True)
    return Tone(pitch, None)


def tones_of(score: SongScore) -> tuple[Tone, ...]:
    """One tone for each note of the song, in its order; of drums the bare pitch."""
    following = _following(score.notes)
    chords = _chords(score)
    plain = [plain_tone(note.pitch, score.tonic, score.mode) for note in score.notes]
    tones: list[Tone] = []
    for index, tone in enumerate(plain):
        after = following[index]
        goal = None if after is None else plain[after]
        further = None if after is None else following[after]
        beyond = None if further is None else plain[further]
        tones.append(_in_context(tone, goal, beyond, chords[index]))
    return tuple(tones)


def _in_context(tone: Tone, goal: Tone | None, beyond: Tone | None, chord: _Chord) -> Tone:
    tone = replace(
        tone, natural=chord.holds(tone.degree), dominant=tone.degree == _SEVENTH and chord.dominant
    )
    if goal is None:
        return tone
    move = goal.pitch - tone.pitch
    if tone.degree is None:
        leads = move if abs(move) == 1 and goal.degree is not None else 0
        return replace(tone, leads=leads, goal=goal.pitch)
    turns = beyond is not None and beyond.degree == _SIXTH and beyond.pitch < goal.pitch
    return replace(
        tone,
        rising=tone.degree == _SIXTH and goal.degree == _SEVENTH and move > 0 and not turns,
        falling=tone.degree == _SEVENTH and goal.degree == _SIXTH and move < 0,
    )


def _following(notes: Sequence[SongNote]) -> list[int | None]:
    """For each note the nearest one, a step away at most, of those its part strikes next."""
    lines: dict[Part, list[int]] = {}
    for index, note in enumerate(notes):
        lines.setdefault(note.part, []).append(index)
    found: list[int | None] = [None] * len(notes)
    for part, line in lines.items():
        if part is not Part.DRUMS:
            _link(notes, line, found)
    return found


def _link(notes: Sequence[SongNote], line: list[int], found: list[int | None]) -> None:
    groups: list[list[int]] = []
    for index in line:
        if groups and notes[index].onset - notes[groups[-1][0]].onset <= _TOGETHER:
            groups[-1].append(index)
        else:
            groups.append([index])
    for group, after in pairwise(groups):
        by_pitch = {notes[index].pitch: index for index in after}
        for index in group:
            near = [
                by_pitch[notes[index].pitch + move]
                for move in (1, -1, _STEP, -_STEP)
                if notes[index].pitch + move in by_pitch
            ]
            found[index] = near[0] if near else None


@dataclass(frozen=True, slots=True)
class _Chord:
    """What sounds with a note: degrees present, the lowest one, how many pitch classes."""

    degrees: frozenset[int]
    bass: int | None
    size: int

    @property
    def dominant(self) -> bool:
        """Fifth, seventh and second of the key without its third: V or V7."""
        return {_FIFTH, _SEVENTH, _SECOND} <= self.degrees and _THIRD not in self.degrees

    def holds(self, degree: int | None) -> bool:
        """Whether the plain form of this degree belongs to the chord (see `Tone.natural`)."""
        if degree == _SEVENTH:
            return _THIRD in self.degrees
        if degree == _FOURTH and self.size > 1:
            dominant = self.bass == _FIFTH and _SEVENTH in self.degrees
            return self.bass == _FOURTH or dominant
        return False


def _chords(score: SongScore) -> list[_Chord]:
    """What sounds at the onset of each note (drums aside), in one sweep through the song."""
    sounding = [0] * 128
    ends: list[tuple[float, int]] = []
    chords: list[_Chord] = []
    notes = score.notes
    first = 0
    while first < len(notes):
        last = first
        while last < len(notes) and notes[last].onset - notes[first].onset <= _TOGETHER:
            last += 1
        while ends and ends[0][0] <= notes[first].onset + _TOGETHER:
            sounding[heapq.heappop(ends)[1]] -= 1
        for note in notes[first:last]:
            if note.part is not Part.DRUMS:
                sounding[note.pitch] += 1
                heapq.heappush(ends, (note.onset + note.duration, note.pitch))
        chords += [_chord_of(sounding, score)] * (last - first)
        first = last
    return chords


def _chord_of(sounding: list[int], score: SongScore) -> _Chord:
    pitches = [pitch for pitch in range(128) if sounding[pitch]]
    classes = {pitch % 12 for pitch in pitches}
    degrees = {plain_tone(pitch, score.tonic, score.mode).degree for pitch in classes}
    bass = plain_tone(pitches[0], score.tonic, score.mode).degree if pitches else None
    return _Chord(frozenset(d for d in degrees if d is not None), bass, len(classes))
