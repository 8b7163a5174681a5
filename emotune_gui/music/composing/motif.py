"""Motifs: a rhythm that can be thinned or filled, and a contour that survives both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

Rhythm = tuple[float, ...]
"""Onsets in beats, the most important first: the first n of them are the rhythm for n notes."""

RHYTHMS: dict[int, tuple[Rhythm, ...]] = {
    4: (
        (0, 2, 1.5, 3, 3.5, 1),
        (0, 2, 3, 1, 2.5, 0.5),
        (0, 2, 3, 0.5, 1, 2.5),
        (0, 1.5, 3, 2, 0.5, 3.5),
        (0, 3, 1, 2, 1.5, 3.5),
        (1, 2, 3, 1.5, 3.5, 2.5),
        (0, 2.5, 3, 1, 1.5, 3.5),
        (0, 1, 2, 3, 3.5, 1.5),
        (0, 2, 1, 3.5, 3, 2.5),
        (0.5, 2, 1, 3, 1.5, 3.5),
        (0, 2, 3, 1.75, 1, 3.75),
        (0, 1.5, 2, 3, 3.75, 1.75),
    ),
    3: (
        (0, 2, 1, 2.5, 1.5, 0.5),
        (0, 1.5, 2, 1, 2.5, 0.5),
        (0, 1, 2, 1.5, 2.5, 0.5),
        (0, 2, 2.5, 1, 0.5, 1.5),
        (1, 2, 0.5, 2.5, 1.5, 0),
        (0, 1, 2.5, 2, 1.5, 0.5),
        (0, 1, 2, 1.75, 2.5, 0.5),
    ),
}
_NOTES = 6


class Change(StrEnum):
    """What may be done to a motif when it comes back."""

    SAME = "same"
    INVERTED = "inverted"
    BACKWARDS = "backwards"
    NEW_TAIL = "new_tail"
    WIDER = "wider"
    NEW_RHYTHM = "new_rhythm"


@dataclass(frozen=True, slots=True)
class Motif:
    """`contour` holds scale steps above the first note, in the order the notes are heard."""

    rhythm: int
    """Number of the rhythm within `RHYTHMS` of the metre, modulo their count."""
    contour: tuple[int, ...]

    def points(self, beats: int, notes: int) -> tuple[tuple[float, int], ...]:
        """(onset, scale steps) of the motif with that many notes, in time order.

        Fewer notes keep the important ones at their height; more fill the longest gaps on the
        eighth and then the sixteenth grid with passing and neighbouring steps.
        """
        rhythms = RHYTHMS[beats]
        ranked = rhythms[self.rhythm % len(rhythms)]
        height = dict(zip(sorted(ranked), self.contour, strict=True))
        kept = [(onset, height[onset]) for onset in sorted(ranked[: max(1, notes)])]
        while len(kept) < notes and _filled(kept, beats):
            pass
        return tuple(kept)

    def changed(self, change: Change, random: Random) -> Motif:
        if change is Change.INVERTED:
            return replace(self, contour=tuple(-step for step in self.contour))
        if change is Change.BACKWARDS:
            last = self.contour[-1]
            return replace(self, contour=tuple(step - last for step in reversed(self.contour)))
        if change is Change.NEW_TAIL:
            return replace(self, contour=_walk(random, self.contour[:3]))
        if change is Change.WIDER:
            return replace(self, contour=tuple(step + _sign(step) for step in self.contour))
        if change is Change.NEW_RHYTHM:
            return replace(self, rhythm=self.rhythm + 1 + random.randrange(4))
        return self


def invented(random: Random) -> Motif:
    return Motif(random.randrange(60), _walk(random, (0,)))


def _walk(random: Random, start: tuple[int, ...]) -> tuple[int, ...]:
    """Mostly steps in one direction that turns; a leap is answered by a step back."""
    contour = list(start)
    heading = random.choice((1, -1))
    while len(contour) < _NOTES:
        before = contour[-1] - contour[-2] if len(contour) > 1 else 0
        if abs(before) > 1:
            step = -_sign(before)
        else:
            step = heading * random.choices((1, 0, 2, 3, 4), (12, 2, 4, 2, 1))[0]
        if abs(contour[-1] + step) > 5 or random.random() < 0.3:
            heading = -heading
            step = -step if abs(contour[-1] + step) > 5 else step
        contour.append(contour[-1] + step)
    return tuple(contour)


def _filled(points: list[tuple[float, int]], beats: int) -> bool:
    """Put one note into the longest gap; False when even sixteenths are full."""
    ends = [onset for onset, _ in points[1:]] + [float(beats)]
    gaps = [end - onset for (onset, _), end in zip(points, ends, strict=True)]
    widest = max(range(len(gaps)), key=lambda i: (gaps[i], -i))
    if gaps[widest] < 0.5:
        return False
    onset, height = points[widest]
    middle = onset + (0.5 * round(gaps[widest]) if gaps[widest] >= 1 else 0.25)
    following = points[widest + 1][1] if widest + 1 < len(points) else height
    passing = (height + following) // 2 if abs(following - height) > 1 else height + 1
    points.insert(widest + 1, (middle, passing))
    return True


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
