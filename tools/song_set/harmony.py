"""Chords under a folk tune: the best path through the chords of its scale, by Viterbi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.song_set.writing import Sound

MAJOR, MINOR, DORIAN, MIXOLYDIAN = (
    (0, 2, 4, 5, 7, 9, 11),
    (0, 2, 3, 5, 7, 8, 10),
    (0, 2, 3, 5, 7, 9, 10),
    (0, 2, 4, 5, 7, 9, 10),
)
MODES = {"major": MAJOR, "minor": MINOR, "dorian": DORIAN, "mixolydian": MIXOLYDIAN}

_USED = {
    "major": {0: 0.4, 3: 0.3, 4: 0.35, 5: 0.15, 1: 0.1},
    "mixolydian": {0: 0.4, 6: 0.4, 3: 0.3, 4: 0.1},
    "dorian": {0: 0.6, 6: 0.35, 3: 0.1, 2: 0.1, 4: 0.15},
    "minor": {0: 0.5, 6: 0.3, 5: 0.25, 3: 0.25, 4: 0.25, 2: 0.15},
}
"""Liking for each degree's triad, in the units of a chord tone held for a quarter."""
_STAY, _RESOLVE, _CLOSE = 0.05, 0.35, 3.0
_TONE, _SEVENTH, _OUTSIDE = 1.0, 0.1, -0.9


@dataclass(frozen=True, slots=True)
class Chord:
    start: float
    beats: float
    root: int
    """Pitch class."""
    tones: tuple[int, int, int]


def harmonise(
    melody: Sequence[Sound], spans: Sequence[tuple[float, float]], tonic: int, mode: str
) -> list[Chord]:
    """One triad for each (start, beats); the last is the tonic's."""
    degrees = list(_USED[mode])
    scores: list[dict[int, float]] = []
    came: list[dict[int, int]] = []
    for i, (start, beats) in enumerate(spans):
        heard = [
            _fit(melody, start, beats, _triad(d, tonic, mode)) + _USED[mode][d] for d in degrees
        ]
        here: dict[int, float] = {}
        links: dict[int, int] = {}
        for degree, fit in zip(degrees, heard, strict=True):
            before = (
                max(((scores[-1][d] + _step(d, degree), d) for d in degrees), default=(0.0, degree))
                if scores
                else (0.0, degree)
            )
            closing = _CLOSE if i == len(spans) - 1 and degree == 0 else 0.0
            here[degree], links[degree] = before[0] + fit + closing, before[1]
        scores.append(here)
        came.append(links)
    path = [max(scores[-1], key=scores[-1].__getitem__)]
    for links in reversed(came[1:]):
        path.append(links[path[-1]])
    path.reverse()
    return [
        Chord(start, beats, (tones := _triad(d, tonic, mode))[0], tones)
        for (start, beats), d in zip(spans, path, strict=True)
    ]


def _step(before: int, after: int) -> float:
    if before == after:
        return _STAY
    return _RESOLVE if (before, after) in {(4, 0), (6, 0), (3, 4), (1, 4), (3, 0)} else 0.0


def _triad(degree: int, tonic: int, mode: str) -> tuple[int, int, int]:
    scale = MODES[mode]
    first, third, fifth = (scale[(degree + step) % 7] for step in (0, 2, 4))
    if mode == "minor" and degree == 4:
        third = 11
    return (tonic + first) % 12, (tonic + third) % 12, (tonic + fifth) % 12


def _fit(melody: Sequence[Sound], start: float, beats: float, tones: tuple[int, ...]) -> float:
    total = 0.0
    for sound in melody:
        shared = min(sound.onset + sound.duration, start + beats) - max(sound.onset, start)
        if shared <= 0.02:
            continue
        strong = 1.4 if abs(sound.onset - start) < 0.01 else 1.0
        seventh = (tones[0] + 10) % 12
        value = _TONE if sound.pitch % 12 in tones else _OUTSIDE
        if value < 0 and sound.pitch % 12 == seventh:
            value = _SEVENTH
        total += value * shared * strong
    return total


def voiced(chords: Sequence[Chord], low: int, high: int) -> list[tuple[int, ...]]:
    """Close triads between two pitches, each with the least movement from the one before."""
    found: list[tuple[int, ...]] = []
    for chord in chords:
        options = [_upward(chord.tones, turn, low) for turn in range(3)]
        options += [tuple(p + 12 for p in option) for option in options]
        options = [o for o in options if o[-1] <= high] or options[:1]
        middle = (low + high) / 2
        if not found:
            found.append(min(options, key=lambda o: abs(sum(o) / 3 - middle)))
        else:
            last = found[-1]
            found.append(
                min(options, key=lambda o: sum(abs(a - b) for a, b in zip(o, last, strict=True)))
            )
    return found


def _upward(tones: tuple[int, ...], turn: int, low: int) -> tuple[int, ...]:
    order = tones[turn:] + tones[:turn]
    pitches: list[int] = []
    for tone in order:
        floor = pitches[-1] + 1 if pitches else low
        pitches.append(floor + (tone - floor) % 12)
    return tuple(pitches)


def bass_line(chords: Sequence[Chord], low: int, high: int) -> list[int]:
    """A root for each chord, moving by the shorter way inside the range."""
    line: list[int] = []
    for chord in chords:
        options = [p for p in range(low, high + 1) if p % 12 == chord.root]
        before = line[-1] if line else (low + high) // 2
        line.append(min(options, key=lambda p: abs(p - before)))
    return line


def changes(chords: Sequence[Chord]) -> list[Chord]:
    """Equal neighbours joined, two at most: a longer chord is struck again."""
    joined: list[Chord] = []
    for chord in chords:
        last = joined[-1] if joined else None
        if last is not None and last.tones == chord.tones and last.beats <= chord.beats:
            joined[-1] = Chord(last.start, last.beats + chord.beats, last.root, last.tones)
        else:
            joined.append(chord)
    return joined
