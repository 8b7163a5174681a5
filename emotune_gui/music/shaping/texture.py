"""Denser and thinner: which notes matter most, and notes added where more are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from emotune_gui.domain.music import Part
from emotune_gui.music.shaping.facts import TICKS_PER_BEAT
from emotune_gui.music.shaping.sketch import Sketch, metrical_weight

HEADROOM = 1.2
"""Bars are filled this much above the density asked, so that the live density can rise."""
WORTH_FILLING = 1.1
LEAST_DENSITY, DENSITY_SPAN = 1.0, 6.0
"""Rank r is meant for a density of at least 1 + 6 r onsets a second (docs/composing.md)."""

_DOUBLING = 0.15
"""Rank added to a doubled tone: 0.9 onsets a second more are to be asked before it plays."""

_STANDING: dict[Part, tuple[float, float]] = {
    Part.MELODY: (0.62, 0.33),
    Part.BASS: (0.35, 0.5),
    Part.PAD: (0.3, 0.5),
    Part.COUNTER: (0.25, 0.45),
    Part.CHORDS: (0.2, 0.5),
    Part.DRUMS: (0.15, 0.45),
}
"""Importance of a part's notes: a constant and the share of metrical weight."""
_FIGURED = (Part.CHORDS, Part.PAD, Part.COUNTER, Part.BASS, Part.MELODY)
"""Whose held notes are broken into figures, in this order of preference."""
_RINGING_BEATS = 2.0
_SHORTEST_SHARE = 0.9
_UP_AND_DOWN = (0, 1, 2, 1)


def importance(part: Part, onset: float, beats: int) -> float:
    constant, share = _STANDING[part]
    return constant + share * metrical_weight(onset, beats)


def enriched(sketches: Sequence[Sketch], beats: int, onsets: float) -> list[Sketch]:
    """More onsets, up to about `onsets` in the bar, by breaking and repeating held notes.

    Free eighths (sixteenths when even those are too few) are filled in the order of their
    metrical weight with tones that sound or have just sounded, the accompaniment's first.
    """
    pitched = [sketch for sketch in sketches if sketch.part is not Part.DRUMS]
    taken = {_tick(sketch.onset) for sketch in pitched}
    if not pitched or len(taken) * WORTH_FILLING >= onsets:
        return list(sketches)
    grid = 0.25 if onsets > 2 * beats else 0.5
    places = [step * grid for step in range(round(beats / grid))]
    free = [place for place in places if all(abs(_tick(place) - t) > 3 for t in taken)]
    free.sort(key=lambda place: (-metrical_weight(place, beats), place))
    wanted = max(0, round(onsets) - len(taken))
    added: list[Sketch] = []
    for count, place in enumerate(sorted(free[:wanted])):
        source = _source(pitched, place, count)
        if source is not None:
            added.append(_broken(source, place, grid, beats))
    return [*sketches, *added]


def ranked(sketches: Sequence[Sketch], beats: int, seconds: float) -> list[tuple[Sketch, float]]:
    """Each sketch with its rank: the density at which its instant enters, 1-7 onsets a second
    on 0-1, when instants enter in the order of importance. Added notes enter last, and a chord
    tone that another part or octave has as well is the first of its instant to be left out."""
    weight: dict[int, tuple[bool, float]] = {}
    for sketch in sketches:
        entry = (not sketch.added, sketch.importance)
        tick = _tick(sketch.onset)
        weight[tick] = max(weight.get(tick, entry), entry)
    order = sorted(weight, key=lambda tick: (*(-float(w) for w in weight[tick]), tick))
    rank = {tick: rank_of(place / seconds) for place, tick in enumerate(order)}
    doubled = _doubled(sketches)
    return [
        (sketch, min(1.0, rank[_tick(sketch.onset)] + _DOUBLING * (index in doubled)))
        for index, sketch in enumerate(sketches)
    ]


def _doubled(sketches: Sequence[Sketch]) -> set[int]:
    """Indices of accompanying notes whose pitch class is struck in another octave or part too."""
    by_instant: dict[int, list[int]] = {}
    for index, sketch in enumerate(sketches):
        if sketch.part is not Part.DRUMS:
            by_instant.setdefault(_tick(sketch.onset), []).append(index)
    doubled: set[int] = set()
    for group in by_instant.values():
        lowest = min(group, key=lambda index: sketches[index].pitch)
        order = sorted(group, key=lambda index: -sketches[index].importance)
        struck: set[int] = set()
        for index in [lowest, *(other for other in order if other != lowest)]:
            sketch = sketches[index]
            if sketch.pitch % 12 in struck and sketch.part is not Part.MELODY:
                doubled.add(index)
            struck.add(sketch.pitch % 12)
    return doubled


def rank_of(density: float) -> float:
    """0-1 for 1-7 onsets a second."""
    return min(1.0, max(0.0, (density - LEAST_DENSITY) / DENSITY_SPAN))


def _tick(onset: float) -> int:
    return round(onset * TICKS_PER_BEAT)


def _source(pitched: list[Sketch], place: float, count: int) -> Sketch | None:
    for part in _FIGURED:
        ringing = [s for s in pitched if s.part is part and _rings(s, place)]
        if ringing:
            last = max(sketch.onset for sketch in ringing)
            tones = sorted(
                (s for s in ringing if last - s.onset < _RINGING_BEATS), key=lambda s: s.pitch
            )
            return tones[_UP_AND_DOWN[count % 4] % len(tones)]
    return None


def _rings(sketch: Sketch, place: float) -> bool:
    held = max(sketch.duration, min(_RINGING_BEATS, 2.0 * sketch.duration))
    return sketch.onset < place < sketch.onset + held


def _broken(source: Sketch, place: float, grid: float, beats: int) -> Sketch:
    return replace(
        source,
        onset=place,
        duration=_SHORTEST_SHARE * grid,
        importance=0.1 + 0.2 * metrical_weight(place, beats),
        added=True,
        softer=0.6,
    )
