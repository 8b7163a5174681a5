"""The song cut into bars of whole quarter notes, as the player wants them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.song import SongBar, SongScore

MOST_GROUPED = 4
"""Bars of 3/8, 7/8 or 5/16 that are joined at most to reach whole quarter notes."""
LONGEST_BEATS = 8
_WHOLE = 1e-3
_EARLY = 0.1
"""Beats by which a played note may come before the bar line that it belongs to."""
_TIED_BEATS = 0.9
"""What is left of a note past its bar line is struck again when it is at least so long."""
_MOST_TIES = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A note, or what is left of one, in one stretch; times in beats from the stretch's line."""

    index: int
    """Of the note in the score."""
    onset: float
    duration: float
    tied: bool = False
    """Struck again because the note came over the bar line."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One bar as it is played: one bar of the song, some short ones, or part of a long one."""

    first_bar: int
    """Index in the score."""
    start: float
    """Quarter note of the song at which it begins."""
    length: float
    """Quarter notes of the song in it; at most `beats`."""
    beats: int
    lead: float
    """Rest before the song's notes: an upbeat that is no whole number of quarter notes."""
    closes: bool
    """True when a phrase ends with it."""
    pieces: tuple[Piece, ...] = ()


def stretches_of(score: SongScore) -> tuple[Stretch, ...]:
    """Every bar of the song in whole quarter notes.

    Bars of 3/8 or 7/8 are joined until the sum is whole; an upbeat gets a rest before it, any
    other odd bar one after it; a bar longer than `LONGEST_BEATS` is parted. Raises InvalidInput
    for a song without bars or notes.
    """
    if not score.bars or not score.notes:
        raise InvalidInput("The song has no notes; choose another file.")
    return _filled(score, [part for group in _groups(score) for part in _parted(group)])


def _groups(score: SongScore) -> list[Stretch]:
    ends = {*score.phrase_ends, len(score.bars) - 1}
    groups: list[Stretch] = []
    at = 0
    while at < len(score.bars):
        count = _joined(score.bars[at : at + MOST_GROUPED])
        bars = score.bars[at : at + count]
        length = sum(bar.beats for bar in bars)
        beats = max(1, ceil(length - _WHOLE))
        upbeat = at == 0 and count == 1 and len(score.bars) > 1
        groups.append(
            Stretch(
                at,
                bars[0].start,
                length,
                beats,
                beats - length if upbeat else 0.0,
                any(index in ends for index in range(at, at + count)),
            )
        )
        at += count
    return groups


def _joined(bars: tuple[SongBar, ...]) -> int:
    """How many bars from the first on make whole quarter notes; 1 when none do."""
    for count, length in enumerate(accumulate(bar.beats for bar in bars), start=1):
        if length >= 1.0 - _WHOLE and abs(length - round(length)) <= _WHOLE * count:
            return count
        if bars[count - 1].beats != bars[0].beats:
            break
    return 1


def _parted(group: Stretch) -> list[Stretch]:
    parts: list[Stretch] = []
    done = 0
    while group.beats - done > LONGEST_BEATS:
        size = LONGEST_BEATS // 2
        parts.append(
            Stretch(group.first_bar, group.start + done, float(size), size, 0.0, closes=False)
        )
        done += size
    if not parts:
        return [group]
    rest = Stretch(
        group.first_bar,
        group.start + done,
        group.length - done,
        group.beats - done,
        0.0,
        group.closes,
    )
    return [*parts, rest]


def _filled(score: SongScore, empty: list[Stretch]) -> tuple[Stretch, ...]:
    starts = [stretch.start for stretch in empty]
    pieces: list[list[Piece]] = [[] for _ in empty]
    for index, note in enumerate(score.notes):
        at = max(0, bisect_right(starts, note.onset + 1e-6) - 1)
        end = note.onset + note.duration
        if at + 1 < len(empty) and starts[at + 1] - note.onset < min(_EARLY, note.duration / 2):
            at += 1
        for place in range(at, min(len(empty), at + 1 + _MOST_TIES)):
            stretch = empty[place]
            begin = max(note.onset, stretch.start)
            sounding = min(end, stretch.start + stretch.length) - begin
            tied = place > at
            if sounding <= 0 or (tied and sounding < _TIED_BEATS):
                break
            onset = stretch.lead + begin - stretch.start
            pieces[place].append(Piece(index, onset, sounding, tied))
    return tuple(
        Stretch(s.first_bar, s.start, s.length, s.beats, s.lead, s.closes, tuple(held))
        for s, held in zip(empty, pieces, strict=True)
    )
