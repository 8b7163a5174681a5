"""The melody of one bar: a motif set on the chords."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from emotune_gui.domain.music import Mode, Part
from emotune_gui.music.composing.draft import Draft, Ground, weight_of
from emotune_gui.music.composing.harmony import Role
from emotune_gui.music.composing.motif import Motif
from emotune_gui.music.composing.scale import DEGREES, Chord
from emotune_gui.music.composing.setting import REACH, Tone, nearest_tone, set_motif

HIGHEST_DOUBLING = 88

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
        start = centre + line.height
        tones = set_motif(line.motif, line.notes, ground, start=start, centre=centre, last=last)
        tones = _leaning(tones, ground, dissonance, random)
    return [_draft(tones, index, ground) for index in range(len(tones))]


def voiced_by(part: Part, drafts: list[Draft], *, octaves: bool) -> list[Draft]:
    """The line given to a part, doubled an octave up if wanted and not shrill."""
    own = [replace(draft, part=part) for draft in drafts]
    if not octaves:
        return own
    return own + [
        replace(draft, pitch=draft.pitch + 12, accent=draft.accent - 0.5)
        for draft in own
        if draft.pitch + 12 <= HIGHEST_DOUBLING
    ]


def _leaning(tones: list[Tone], ground: Ground, dissonance: float, random: Random) -> list[Tone]:
    """Some strong notes become appoggiaturas from above, resolved by the next note."""
    leaning = list(tones)
    for index in range(len(tones) - 1):
        tone, following = leaning[index], leaning[index + 1]
        strong = weight_of(tone.onset, ground.beats) >= 0.6
        if strong and tone.harmony is following.harmony and random.random() < 2.0 * dissonance:
            goal = nearest_tone(ground, tone.harmony, tone.degree, -1)
            leaning[index] = Tone(tone.onset, tone.length, goal + 1, tone.harmony)
            leaning[index + 1] = Tone(following.onset, following.length, goal, tone.harmony)
    return leaning


def _ending(
    line: Line, ground: Ground, centre: int, last: int | None, random: Random
) -> list[Tone]:
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
        Tone(onset, 0.0, final + side * (len(approach) - k), ground.harmony_at(onset))
        for k, onset in enumerate(approach)
    ]
    tones.append(Tone(landing, 0.0, final, harmony))
    breath = 0.5 if ground.beats - landing < 2.5 else 1.0
    ends = [tone.onset for tone in tones[1:]] + [ground.beats - breath]
    return [
        Tone(t.onset, end - t.onset, t.degree, t.harmony)
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


def _draft(tones: list[Tone], index: int, ground: Ground) -> Draft:
    tone = tones[index]
    neighbours = {tones[k].degree for k in (index - 1, index + 1) if 0 <= k < len(tones)}
    weight = weight_of(tone.onset, ground.beats)
    pitch = _melodic_minor(tone, neighbours, ground)
    importance = 0.62 + 0.33 * weight
    return Draft(tone.onset, tone.length, pitch, Part.MELODY, importance, accent=weight - 0.4)


def _melodic_minor(tone: Tone, neighbours: set[int], ground: Ground) -> int:
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
