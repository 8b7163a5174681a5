"""How many onsets a bar gets, and which go first when the texture is thinned."""

from __future__ import annotations

from math import ceil

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.draft import Draft, weight_of

HEADROOM = 1.3
"""Bars are written this much denser than asked, so that the live density can rise in them."""
LOWEST, HIGHEST = 1.0, 7.0
"""Densities (onsets a second) of ranks 0 and 1."""

_DECORATION = {Part.DRUMS: 0.33, Part.COUNTER: 0.25}
"""Lowest rank of parts that only lively music has."""


_BREATH = 0.8
"""Share of the asked density in the bar that closes a phrase."""


def wanted_onsets(density: float, tempo_bpm: float, beats: int, *, closing: bool) -> int:
    """Distinct onsets for a bar at that density (a second), at most 4 a beat.

    Headroom is included, save in a closing bar, which breathes.
    """
    seconds = beats * 60.0 / tempo_bpm
    return max(2, min(4 * beats, ceil((_BREATH if closing else HEADROOM) * density * seconds)))


def ranked(
    drafts: list[Draft], onsets: int, tempo_bpm: float, beats: int
) -> list[tuple[Draft, float]]:
    """The drafts at the `onsets` most important instants, each with its rank.

    An instant's rank is the density (mapped from 1-7 a second to 0-1) at which the bar reaches
    it when instants enter in order of importance: at a live density d, the notes whose rank is
    at most (d - 1) / 6 make about d onsets a second.
    """
    weight: dict[float, float] = {}
    for draft in drafts:
        weight[draft.onset] = max(weight.get(draft.onset, 0.0), draft.importance)
    order = sorted(weight, key=lambda onset: (-weight[onset], -_pull(onset, beats), -onset))
    seconds = beats * 60.0 / tempo_bpm
    rank = {onset: _rank(place / seconds) for place, onset in enumerate(order[:onsets])}
    return [
        (draft, max(rank[draft.onset], _DECORATION.get(draft.part, 0.0)))
        for draft in drafts
        if draft.onset in rank
    ]


def _pull(onset: float, beats: int) -> float:
    """Weight of the instant a sixteenth later: an upbeat is worth more than an afterbeat."""
    return weight_of((onset + 0.25) % beats, beats)


def _rank(density: float) -> float:
    """0 up to the lowest density the program ever asks for, 1 at the highest."""
    return min(1.0, max(0.0, (density - LOWEST) / (HIGHEST - LOWEST)))
