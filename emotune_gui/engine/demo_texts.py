"""Names, notes and markers of the demonstration; all of it is invented."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.review import NOTE_SECTIONS, NoteKind
from emotune_gui.domain.session import Purpose

_GIVEN = (
    *("Ada", "Ben", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hiro", "Inés", "Jonas"),
    *("Kwame", "Lena", "Mateo", "Nour", "Oskar", "Priya", "Quentin", "Rosa", "Sanna", "Tariq"),
)
_FAMILY = ("Example", "Muster", "Ejemplo", "Specimen", "Esempio", "Placeholder")
_UNUSUAL = {6: "ليلى مثال", 9: "Zoë Muster 🎈", 15: "見本 太郎"}
"""Right to left, with an emoji, without an alphabet: what a list has to bear."""

_MARKERS = ("breathes deeply", "smiles", "tears", "memory", "looks up", "tension", "laughs")
_REMARKS = (
    "Taps along with the left hand.",
    "Asks for it to be softer.",
    "Speaks of the week at work.",
    "Eyes closed, shoulders drop.",
    "Hums the last bars of the flute.",
    "Says the strings feel like home.",
)
_PARTS: dict[str, tuple[str, ...]] = {
    "subjective": ("Reports sleeping better.", "Says the week was heavy.", "Feels rested."),
    "objective": (
        "Settled within minutes; rated distress lower at the end.",
        "Restless at first, calmer with the slower music.",
        "Face turned away at times; the reading paused there.",
    ),
    "data": (
        "Chose calm music, stayed with it for the whole session.",
        "Asked twice for a change; distress fell after the second.",
    ),
    "assessment": (
        "The course is steady.",
        "Slow tempi helped more than dark ones.",
        "Little change since last time.",
    ),
    "plan": ("Same plan next week.", "Try a shorter lead.", "Leave out the drums."),
}
_WHOLE = (
    "A quiet session. The music followed closely and was let go toward the end.",
    "Began tense, left with a smile. The path could be shorter.",
    "Talked more than listened today; that was all right.",
)
_AMENDED = ("Correction: it was the left hand.", "Added after supervision: keep the pace.")
_PRIVATE = ("Reminds me of an earlier case; bring to supervision.", "I was tired today.")


def name(number: int) -> str:
    """A name that nobody takes for a real one; each number has its own."""
    if number in _UNUSUAL:
        return _UNUSUAL[number]
    given = _GIVEN[number % len(_GIVEN)]
    family = _FAMILY[(number + number // len(_GIVEN)) % len(_FAMILY)]
    again = number // (len(_GIVEN) * len(_FAMILY))
    return f"{given} {family}" + (f" {again + 1}" if again else "")


def consents(number: int) -> frozenset[Purpose]:
    basic = {Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE}
    if number % 3 == 1:
        basic.add(Purpose.ANALYSE_VOICE)
    if number % 4 == 0:
        basic.add(Purpose.SHARE_SUPERVISION)
    return frozenset(basic)


def marker(rng: np.random.Generator) -> str:
    return _one(_MARKERS, rng)


def remark(rng: np.random.Generator) -> str:
    return _one(_REMARKS, rng)


def note(kind: NoteKind, rng: np.random.Generator) -> tuple[str, dict[str, str]]:
    """The whole text, or the parts of a structured note."""
    names = NOTE_SECTIONS[kind]
    if not names:
        return _one(_WHOLE, rng), {}
    return "", {part: _one(_PARTS[part], rng) for part in names}


def amendment(rng: np.random.Generator) -> str:
    return _one(_AMENDED, rng)


def private(rng: np.random.Generator) -> str:
    return _one(_PRIVATE, rng)


def _one(choices: tuple[str, ...], rng: np.random.Generator) -> str:
    return choices[int(rng.integers(len(choices)))]
