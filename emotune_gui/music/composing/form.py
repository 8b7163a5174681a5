"""Sections and phrases: what is decided for several bars at once, from the seed alone."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from emotune_gui.music.composing.harmony import Role
from emotune_gui.music.composing.motif import Change, Motif, invented

UNIT = 4
"""Bars of a phrase; a long phrase has two units."""

_THEMES = 4
_FIFTHS = (7, 5)
_A, _B = 0, 1


@dataclass(frozen=True, slots=True)
class PhrasePlan:
    """One phrase of a section's scheme."""

    roles: tuple[Role, ...]
    """One role for each unit of four bars."""
    idea: int
    """0 opens with the section's first motif, 1 with its second."""
    sung: bool = True
    """False for an interlude without melody."""


_OPEN = PhrasePlan((Role.OPEN,), _A)
_CLOSED = PhrasePlan((Role.CLOSED,), _A)
_AWAY = PhrasePlan((Role.AWAY,), _B)
_ANSWER = PhrasePlan((Role.CLOSED,), _B)
_LONG = PhrasePlan((Role.OPEN, Role.CLOSED), _A)
_LONG_AWAY = PhrasePlan((Role.AWAY, Role.CLOSED), _B)
_INTERLUDE = PhrasePlan((Role.AWAY,), _B, sung=False)

_SLOW_SCHEMES: tuple[tuple[PhrasePlan, ...], ...] = (
    (_OPEN, _CLOSED, _AWAY, _CLOSED),
    (_OPEN, _ANSWER, _OPEN, _ANSWER),
    (_OPEN, _CLOSED, _INTERLUDE, _ANSWER),
    (_OPEN, _AWAY, _CLOSED),
)
_FAST_SCHEMES: tuple[tuple[PhrasePlan, ...], ...] = (
    (_LONG, _LONG_AWAY),
    (_OPEN, _CLOSED, _AWAY, _CLOSED),
    (_LONG, _AWAY, _CLOSED),
    (_OPEN, _ANSWER, _INTERLUDE, _LONG),
    (_LONG, _LONG_AWAY, _CLOSED),
)

_STORIES: tuple[tuple[tuple[int, Change], ...], ...] = (
    ((_A, Change.SAME), (_A, Change.SAME), (_B, Change.SAME)),
    ((_A, Change.SAME), (_A, Change.NEW_TAIL), (_B, Change.SAME)),
    ((_A, Change.SAME), (_B, Change.SAME), (_A, Change.SAME)),
    ((_A, Change.SAME), (_B, Change.SAME), (_A, Change.INVERTED)),
    ((_A, Change.SAME), (_A, Change.INVERTED), (_A, Change.NEW_TAIL)),
    ((_A, Change.SAME), (_A, Change.WIDER), (_B, Change.NEW_TAIL)),
)
"""Which motif the three bars before a unit's ending use, and what is done to it."""

_BRIGHT_CONTOURS = ((-2, 0, 2, 0), (-1, 2, 3, 0), (0, 1, 3, 0), (-2, 1, 0, 2))
_DARK_CONTOURS = ((3, 2, 0, -1), (1, 2, 0, -2), (2, 0, 1, -1), (0, 2, 1, -2))
"""Scale steps above the register's centre, bar by bar: rising and arched for cheerful music,
falling and waved for sad (MUSIC_EMOTION.md, 1e)."""


@dataclass(frozen=True, slots=True)
class Section:
    """Three or four phrases that share metre, key, motifs and texture."""

    start: int
    """Index of its first bar; what the section repeats is drawn from this and the seed."""
    beats: int
    tonic: int
    motifs: tuple[Motif, Motif]
    story: int
    scheme: tuple[PhrasePlan, ...]
    harmony: float
    """Choice of the home progression, in [0, 1)."""
    figure: float
    bass: float
    contour: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase under way; lists have one entry a bar."""

    plan: PhrasePlan
    motifs: tuple[Motif, ...]
    heights: tuple[int, ...]
    harmony: tuple[float, ...]
    """Choice of progression for each unit, in [0, 1)."""
    figure: float
    bass: float
    number: int
    """Place in its section, from 0."""

    @property
    def bars(self) -> int:
        return UNIT * len(self.plan.roles)


def new_section(
    seed: int, index: int, *, number: int, tonic: int, tempo_bpm: float, energy: float
) -> Section:
    """The section that begins at bar `index`; `tonic` is the key before it.

    Themes belong to the session's seed and return, changed, in later sections. Keys move by
    fifths, every other section on average; triple time only in music that is not lively.
    """
    random = Random(f"{seed}:{index}:section")
    key = (tonic + random.choice(_FIFTHS)) % 12 if number and random.random() < 0.5 else tonic
    first, second = (_theme(seed, random.randrange(_THEMES), k) for k in (_A, _B))
    if number:
        first = first.changed(random.choice(tuple(Change)), random)
        second = second.changed(random.choice(tuple(Change)), random)
    schemes = _FAST_SCHEMES if tempo_bpm >= 100 else _SLOW_SCHEMES
    return Section(
        start=index,
        beats=3 if energy < 0.55 and random.random() < 0.3 else 4,
        tonic=key,
        motifs=(first, second),
        story=random.randrange(len(_STORIES)),
        scheme=random.choice(schemes),
        harmony=random.random(),
        figure=random.random(),
        bass=random.random(),
        contour=random.random(),
    )


def new_phrase(seed: int, index: int, section: Section, number: int, *, dark: bool) -> Phrase:
    """The phrase that begins at bar `index`, the `number`-th of its section."""
    random = Random(f"{seed}:{index}:phrase")
    plan = section.scheme[number]
    away = plan.idea == _B
    heights: list[int] = []
    motifs: list[Motif] = []
    for unit in range(len(plan.roles)):
        contour = _contour(section.contour, dark, shifted=away or unit > 0)
        own = Random(f"{seed}:{section.start}:{plan.idea}:{unit}:heights")
        heights += [step + own.choice((0, 0, 0, 1, -1)) for step in contour]
        motifs += _told(section, unit if not away else unit + 1, random, again=number > 0)
    return Phrase(
        plan=plan,
        motifs=tuple(motifs),
        heights=tuple(heights),
        harmony=tuple(
            section.harmony if random.random() < 0.5 and not away else random.random()
            for _ in plan.roles
        ),
        figure=(section.figure + (0.37 if away else 0.0)) % 1.0,
        bass=(section.bass + (0.41 if number % 2 else 0.0)) % 1.0,
        number=number,
    )


def _theme(seed: int, number: int, idea: int) -> Motif:
    return invented(Random(f"{seed}:theme:{number}:{idea}"))


def _told(section: Section, turn: int, random: Random, *, again: bool) -> list[Motif]:
    """Four motifs (the last for the bars that need one at the ending); varied when told again."""
    story = _STORIES[section.story]
    told = []
    for which, change in story:
        motif = section.motifs[(which + turn) % 2].changed(change, Random(f"{change}:{which}"))
        if again and random.random() < 0.3:
            motif = motif.changed(random.choice((Change.NEW_TAIL, Change.NEW_RHYTHM)), random)
        told.append(motif)
    return [*told, told[0]]


def _contour(choice: float, dark: bool, *, shifted: bool) -> tuple[int, ...]:
    contours = _DARK_CONTOURS if dark else _BRIGHT_CONTOURS
    place = int(choice * len(contours)) + (1 if shifted else 0)
    return contours[place % len(contours)]
