"""Setting a motif on chords: the transposition that bends it least, then voice-leading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from emotune_gui.music.composing.draft import Ground, weight_of
from emotune_gui.music.composing.motif import Motif
from emotune_gui.music.composing.scale import DEGREES, Chord

REACH = 6
"""Scale steps above and below the register's centre that a melody may use."""
LARGEST_LEAP = 4
"""Scale steps (a fifth) from the last note of one bar to the first of the next."""
STRONG = 0.8
"""Metrical weight from which a note has to be a chord tone."""

_TRANSPOSITIONS = (0, 1, -1, 2, -2)
_COST_OF_SHIFT = 0.7


@dataclass(frozen=True, slots=True)
class Tone:
    """A melody note as a scale degree; times in beats."""

    onset: float
    length: float
    degree: int
    harmony: Chord


def set_motif(
    motif: Motif, notes: int, ground: Ground, *, start: int, centre: int, last: int | None
) -> list[Tone]:
    """The motif near degree `start`, within reach of `centre` and of the `last` note.

    Of the neighbouring transpositions the one that keeps most of the contour is taken, so that
    a motif that comes back on other chords is still heard as itself (a tonal sequence).
    """
    points = motif.points(ground.beats, notes)
    shape = _stretched(points, 0.7 + 0.5 * ground.energy)

    def bent(start_degree: int) -> tuple[float, list[Tone]]:
        tones = _led(_placed(shape, start_degree, ground, centre), ground)
        wanted = [step - shape[0][1] for _, step in shape]
        lost = sum(
            abs(tone.degree - tones[0].degree - step)
            for tone, step in zip(tones, wanted, strict=True)
        )
        return lost + _COST_OF_SHIFT * abs(start_degree - start), tones

    starts = [start + shift for shift in _TRANSPOSITIONS]
    if last is not None:
        starts = [min(last + LARGEST_LEAP, max(last - LARGEST_LEAP, degree)) for degree in starts]
    return min((bent(degree) for degree in starts), key=lambda option: option[0])[1]


def nearest_tone(ground: Ground, harmony: Chord, degree: int, heading: int) -> int:
    """The chord tone nearest to a degree; of two equally near, the one ahead."""
    tones = harmony.pitch_classes(ground.scale.tonic)
    side = 1 if heading >= 0 else -1
    for distance in range(DEGREES):
        for candidate in (degree + side * distance, degree - side * distance):
            if ground.scale.sounding(candidate, harmony) % 12 in tones:
                return candidate
    return degree


def next_tone(ground: Ground, harmony: Chord, degree: int, heading: int) -> int:
    """The next chord tone above (positive heading) or below a degree."""
    side = 1 if heading > 0 else -1
    return nearest_tone(ground, harmony, degree + side, side)


def _stretched(points: tuple[tuple[float, int], ...], factor: float) -> list[tuple[float, int]]:
    """Leaps narrowed (factor below 1) or widened; a step stays a step, a repetition one."""
    shape = [points[0]]
    for (_, before), (onset, step) in pairwise(points):
        moved = step - before
        size = max(1, round(factor * abs(moved))) if moved else 0
        shape.append((onset, shape[-1][1] + (size if moved > 0 else -size)))
    return shape


def _placed(shape: list[tuple[float, int]], start: int, ground: Ground, centre: int) -> list[Tone]:
    """The contour as it is, but for strong and long notes, which become chord tones."""
    ends = [onset for onset, _ in shape[1:]] + [float(ground.beats)]
    tones: list[Tone] = []
    for (onset, step), end in zip(shape, ends, strict=True):
        degree = _within(start + step, centre)
        harmony = ground.harmony_at(onset)
        if weight_of(onset, ground.beats) >= STRONG or end - onset >= 1.5:
            heading = degree - tones[-1].degree if tones else step
            degree = nearest_tone(ground, harmony, degree, heading)
            if heading and tones and degree == tones[-1].degree:
                degree = next_tone(ground, harmony, degree, heading)
        tones.append(Tone(onset, end - onset, degree, harmony))
    return tones


def _led(tones: list[Tone], ground: Ground) -> list[Tone]:
    """Leaps answered by steps, stranded dissonances and stuck repetitions moved."""
    led: list[Tone] = []
    for index, tone in enumerate(tones):
        following = tones[index + 1].degree if index + 1 < len(tones) else None
        degree = _stepping(tone, led, following, ground)
        before = led[-1].degree if led else None
        joined = (before is not None and abs(degree - before) <= 1) or (
            following is not None and abs(following - degree) == 1
        )
        if not joined:
            degree = nearest_tone(ground, tone.harmony, degree, _leap(led))
        if len(led) > 1 and degree == led[-1].degree == led[-2].degree:
            degree = next_tone(ground, tone.harmony, degree, 1)
        led.append(replace(tone, degree=degree))
    return led


def _stepping(tone: Tone, led: list[Tone], following: int | None, ground: Ground) -> int:
    """A weak note after a leap steps back; one that would leap far becomes a passing tone."""
    if not led or weight_of(tone.onset, ground.beats) >= STRONG:
        return tone.degree
    before, leap = led[-1].degree, _leap(led)
    if abs(leap) >= LARGEST_LEAP:
        return before - (1 if leap > 0 else -1)
    if abs(tone.degree - before) > 1 + round(3 * ground.energy):
        goal = tone.degree if following is None else following
        return before + (1 if goal >= before else -1)
    return tone.degree


def _leap(tones: list[Tone]) -> int:
    return tones[-1].degree - tones[-2].degree if len(tones) > 1 else 0


def _within(degree: int, centre: int) -> int:
    """Reflected at the edges of the melody's reach."""
    if degree > centre + REACH:
        degree = 2 * (centre + REACH) - degree
    if degree < centre - REACH:
        degree = 2 * (centre - REACH) - degree
    return min(centre + REACH, degree)
