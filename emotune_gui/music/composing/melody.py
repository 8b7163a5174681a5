"""The melody of one bar: a motif set on the chords."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from emotune_gui.domain.music import Mode, Part
from emotune_gui.music.composing.draft import Draft, Ground, weight_of
from emotune_gui.music.composing.harmony import Role
from emotune_gui.music.composing.motif import Motif
from emotune_gui.music.composing.scale import DEGREES, Chord

REACH = 6
"""Scale steps above and below the register's centre that a melody may use."""
LARGEST_LEAP = 4
"""Scale steps (a fifth) from the last note of one bar to the first of the next."""

_PREFERENCE = {Role.CLOSED: (0.0, 1.2, 2.2, 9.0, 9.0), Role.OPEN: (1.0, 0.0, 0.3, 1.0, 9.0)}
"""Cost in scale steps of ending on the root, third, fifth, seventh or added tone."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the form asks of one bar's melody."""

    motif: Motif
    height: int
    """Scale steps of the bar's beginning above the register's centre."""
    notes: int
    ending: Role | None
    """How the bar ends a phrase; None inside one."""


@dataclass(frozen=True, slots=True)
class _Tone:
    onset: float
    length: float
    degree: int
    harmony: Chord


def melody_bar(
    line: Line,
    ground: Ground,
    *,
    register: float,
    previous: int,
    dissonance: float,
    random: Random,
) -> list[Draft]:
    """The notes of the bar; `previous` is the last melody pitch before it, 0 for none.

    Strong beats carry chord tones (or, as often as `dissonance` allows, an appoggiatura that
    resolves down), weak ones passing and neighbouring tones; a leap is followed by a step back.
    """
    centre = ground.scale.nearest(register)
    last = ground.scale.nearest(previous) if previous else None
    if line.ending is not None:
        tones = _ending(line, ground, centre, last, random)
    else:
        tones = _set(line, ground, centre, last)
        tones = _leaning(_settled(tones, ground), ground, dissonance, random)
    return [_draft(tones, index, ground) for index in range(len(tones))]


def _set(line: Line, ground: Ground, centre: int, last: int | None) -> list[_Tone]:
    """The motif at its height, strong notes moved to chord tones."""
    points = line.motif.points(ground.beats, line.notes)
    start = centre + line.height
    if last is not None:
        start = min(last + LARGEST_LEAP, max(last - LARGEST_LEAP, start))
    squeeze = 0.75 + 0.45 * ground.energy
    ends = [onset for onset, _ in points[1:]] + [float(ground.beats)]
    tones: list[_Tone] = []
    for (onset, step), end in zip(points, ends, strict=True):
        degree = _within(start + round(squeeze * step), centre)
        harmony = ground.harmony_at(onset)
        if weight_of(onset, ground.beats) >= 0.8 or end - onset >= 1.5:
            heading = degree - tones[-1].degree if tones else step
            degree = nearest_tone(ground, harmony, degree, heading)
            if heading and tones and degree == tones[-1].degree:
                degree = next_tone(ground, harmony, degree, heading)
        tones.append(_Tone(onset, end - onset, degree, harmony))
    return tones


def _settled(tones: list[_Tone], ground: Ground) -> list[_Tone]:
    """Leaps answered by steps, stranded dissonances and stuck repetitions moved."""
    settled: list[_Tone] = []
    for index, tone in enumerate(tones):
        degree = tone.degree
        before = settled[-1].degree if settled else None
        leap = degree_leap(settled)
        strong = weight_of(tone.onset, ground.beats) >= 0.8
        if before is not None and abs(leap) >= LARGEST_LEAP and not strong:
            degree = before - (1 if leap > 0 else -1)
        following = tones[index + 1].degree if index + 1 < len(tones) else None
        stepwise = (before is not None and abs(degree - before) <= 1) or (
            following is not None and abs(following - degree) == 1
        )
        if not stepwise:
            degree = nearest_tone(ground, tone.harmony, degree, leap)
        if len(settled) > 1 and degree == settled[-1].degree == settled[-2].degree:
            degree = next_tone(ground, tone.harmony, degree, 1)
        settled.append(_Tone(tone.onset, tone.length, degree, tone.harmony))
    return settled


def degree_leap(tones: list[_Tone]) -> int:
    return tones[-1].degree - tones[-2].degree if len(tones) > 1 else 0


def _leaning(tones: list[_Tone], ground: Ground, dissonance: float, random: Random) -> list[_Tone]:
    """Some strong notes become appoggiaturas from above, resolved by the next note."""
    leaning = list(tones)
    for index in range(len(tones) - 1):
        tone, following = leaning[index], leaning[index + 1]
        strong = weight_of(tone.onset, ground.beats) >= 0.6
        if strong and tone.harmony is following.harmony and random.random() < 2.0 * dissonance:
            goal = nearest_tone(ground, tone.harmony, tone.degree, -1)
            leaning[index] = _Tone(tone.onset, tone.length, goal + 1, tone.harmony)
            leaning[index + 1] = _Tone(following.onset, following.length, goal, tone.harmony)
    return leaning


def _ending(
    line: Line, ground: Ground, centre: int, last: int | None, random: Random
) -> list[_Tone]:
    """A long last note on a tone of the last chord, stepped into, and a rest to breathe."""
    harmony = ground.spans[-1].harmony
    origin = last if last is not None else centre
    final = _final_degree(line.ending or Role.OPEN, ground, harmony, (origin, centre))
    landing = ground.spans[-1].start if len(ground.spans) > 1 else 0.0
    if landing == 0.0 and line.notes >= 3:
        landing = float(random.choice((0, 1, ground.beats - 2)))
    onsets = [0.0, 1.0, 0.5, 1.5][: max(0, min(4, line.notes - 1))]
    approach = sorted(onset for onset in onsets if onset < landing)
    side = 1 if origin >= final else -1
    tones = [
        _Tone(onset, 0.0, final + side * (len(approach) - k), ground.harmony_at(onset))
        for k, onset in enumerate(approach)
    ]
    tones.append(_Tone(landing, 0.0, final, harmony))
    breath = 0.5 if ground.beats - landing < 2.5 else 1.0
    ends = [tone.onset for tone in tones[1:]] + [ground.beats - breath]
    return [
        _Tone(t.onset, end - t.onset, t.degree, t.harmony)
        for t, end in zip(tones, ends, strict=True)
    ]


def _final_degree(role: Role, ground: Ground, harmony: Chord, places: tuple[int, int]) -> int:
    origin, centre = places
    costs = _PREFERENCE[Role.CLOSED if role is Role.CLOSED else Role.OPEN]
    rank = {(ground.scale.tonic + tone) % 12: costs[k] for k, tone in enumerate(harmony.tones)}

    def cost(degree: int) -> float:
        tone = rank.get(ground.scale.sounding(degree, harmony) % 12, 99.0)
        return tone + abs(degree - origin) + 0.5 * abs(degree - centre)

    return min(range(centre - REACH, centre + REACH + 1), key=cost)


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


def _within(degree: int, centre: int) -> int:
    """Reflected at the edges of the melody's reach."""
    if degree > centre + REACH:
        degree = 2 * (centre + REACH) - degree
    if degree < centre - REACH:
        degree = 2 * (centre - REACH) - degree
    return min(centre + REACH, degree)


def _draft(tones: list[_Tone], index: int, ground: Ground) -> Draft:
    tone = tones[index]
    neighbours = {tones[k].degree for k in (index - 1, index + 1) if 0 <= k < len(tones)}
    weight = weight_of(tone.onset, ground.beats)
    pitch = _melodic_minor(tone, neighbours, ground)
    importance = 0.62 + 0.33 * weight
    return Draft(tone.onset, tone.length, pitch, Part.MELODY, importance, accent=weight - 0.4)


def _melodic_minor(tone: _Tone, neighbours: set[int], ground: Ground) -> int:
    """The pitch, avoiding the augmented second of the harmonic minor where the chord lets it."""
    pitch = ground.scale.sounding(tone.degree, tone.harmony)
    if ground.scale.mode is not Mode.HARMONIC_MINOR:
        return pitch
    tones = tone.harmony.pitch_classes(ground.scale.tonic)
    step = tone.degree % DEGREES
    if step == 6 and tone.degree - 1 in neighbours and pitch % 12 not in tones:
        return pitch - 1
    if step == 5 and tone.degree + 1 in neighbours and pitch % 12 not in tones:
        return pitch + 1
    return pitch
