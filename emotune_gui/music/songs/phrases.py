"""Where the phrases of a song end: rests, long notes, cadences, and the habit of four bars."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from emotune_gui.domain.music import Part
from emotune_gui.domain.song import SongBar, SongNote

LONGEST_PHRASE = 12
"""Bars."""
_USUAL = {0: -2.0, 4: 1.2, 8: 1.0, 2: -0.2, 3: 0.0, 5: 0.0, 6: 0.3, 7: 0.0, 1: -1.6}
"""How welcome a phrase of so many bars is, in the units of `_closure`."""
_UNUSUAL = -0.4
_MOVING, _LATE = 0.3, 0.6
_FOURTH_UP, _FIFTH_DOWN = 5, -7


def phrase_ends(notes: Sequence[SongNote], bars: Sequence[SongBar], tonic: int) -> tuple[int, ...]:
    """Indices of the bars that close a phrase, by dynamic programming over phrase lengths."""
    if not bars:
        return ()
    closure = _closure(notes, bars, tonic)
    whole = _whole_bars(bars)
    best = [0.0]
    came_from = [0]
    for end in range(1, len(bars) + 1):
        gains = [
            (
                best[start] + closure[end - 1] + _USUAL.get(whole[end] - whole[start], _UNUSUAL),
                start,
            )
            for start in range(max(0, end - LONGEST_PHRASE), end)
        ]
        gain, start = max(gains)
        best.append(gain)
        came_from.append(start)
    ends: list[int] = []
    at = len(bars)
    while at > 0:
        ends.append(at - 1)
        at = came_from[at]
    return tuple(reversed(ends))


def _whole_bars(bars: Sequence[SongBar]) -> list[int]:
    """How many whole bars have gone by at each bar line, so that a pickup counts for none."""
    usual = float(np.median([bar.beats for bar in bars]))
    gone = np.concatenate([[0.0], np.cumsum([bar.beats for bar in bars])]) / usual
    return [int(count + 0.3) for count in gone]


def _closure(notes: Sequence[SongNote], bars: Sequence[SongBar], tonic: int) -> list[float]:
    """How much each bar sounds like an ending, about 0 to 3."""
    melody = [n for n in notes if n.part is Part.MELODY] or list(notes)
    bass = [n for n in notes if n.part is Part.BASS]
    by_bar = _by_bar(melody, bars)
    bass_by_bar = _by_bar(bass, bars)
    usual = float(np.median([n.duration for n in melody])) if melody else 1.0
    closure: list[float] = []
    for i, bar in enumerate(bars):
        rest = _rest_or_length(by_bar[i], bar, usual)
        cadence = _cadence(bass_by_bar[i - 1] if i else [], bass_by_bar[i], tonic)
        # A new phrase too begins on the tonic after a dominant; an end comes to rest there.
        closure.append(rest + cadence * (_MOVING + (1 - _MOVING) * min(1.0, rest)))
    return closure


def _by_bar(notes: Sequence[SongNote], bars: Sequence[SongBar]) -> list[list[SongNote]]:
    starts = [bar.start for bar in bars]
    found: list[list[SongNote]] = [[] for _ in bars]
    for note in notes:
        found[max(0, bisect_right(starts, note.onset + 1e-6) - 1)].append(note)
    return found


def _rest_or_length(notes: Sequence[SongNote], bar: SongBar, usual: float) -> float:
    """A late note much longer than usual (a pickup may follow), or silence before the bar line."""
    if not notes:
        return 0.3
    half = bar.start + _LATE * bar.beats
    late = [n for n in notes if n.onset + n.duration > half] or list(notes)
    longest = max(late, key=lambda n: n.duration)
    long = min(1.0, max(0.0, (longest.duration / max(usual, 1e-3) - 1.5) / 2.5))
    silence = bar.start + bar.beats - max(n.onset + n.duration for n in notes)
    rest = min(1.0, max(0.0, silence / max(0.25 * bar.beats, 1e-3)))
    return long + 0.8 * rest


def _cadence(before: Sequence[SongNote], here: Sequence[SongNote], tonic: int) -> float:
    """The bass steps from the fifth degree to the first (authentic), or stays on the fifth."""
    steps = [n.pitch for n in (*before[-1:], *here)]
    if not steps or not here:
        return 0.0
    degree = (here[-1].pitch - tonic) % 12
    arrived = any(b - a in (_FOURTH_UP, _FIFTH_DOWN) for a, b in pairwise(steps))
    if degree == 0 and arrived:
        return 0.9
    if degree == 7 and len(here) <= 2:
        return 0.35
    return 0.0
