"""Chords drawn from a small recurrent network, four bars at a time.

It writes in major and minor, where it has songs to learn from; the other modes have the rules'
progressions. The form says where a unit of four bars begins and how it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode
from emotune_gui.music.composing.form import UNIT
from emotune_gui.music.composing.harmony import Progression, Role
from emotune_gui.music.composing.recurrent_harmony import clarity
from emotune_gui.music.composing.recurrent_network import Nonsense, RecurrentNetwork, drawn
from emotune_gui.music.composing.scale import Chord, chord

FloatArray = npt.NDArray[np.float32]

_BRIGHT = (
    "I ii iii IV V vi vii° V7 ii7 IVmaj7 vi7 Imaj7 II II7 III III7 VI VI7 I7 iv bVI bVII v vii°7"
)
_DARK = (
    "i iv V V7 bVI bIII bVII ii° iiø7 v iv7 i7 bVImaj7 vii°7 vii° IV bII I I7 II7 bVII7 bIIImaj7"
)
NUMERALS: dict[bool, tuple[str, ...]] = {
    False: tuple(_BRIGHT.split()),
    True: tuple(_DARK.split()),
}
"""By darkness of the mode; the place in the list is the class."""
COMMON = {False: 12, True: 13}
"""How many of them the mode has without borrowing."""
CHORD_CLASSES = max(len(numerals) for numerals in NUMERALS.values())
INVERSIONS = 3
"""Root, third or fifth in the bass."""
CHORD_INPUTS = CHORD_CLASSES + INVERSIONS + 1 + 1 + 2 + 1 + 1 + 5

WRITTEN: dict[Mode, bool] = {
    Mode.IONIAN: False,
    Mode.AEOLIAN: True,
    Mode.PHRYGIAN: True,
    Mode.HARMONIC_MINOR: True,
}
"""Modes that the network writes in, and whether they are dark; over a Phrygian scale the chords of
minor clash as tense music should."""

_TEMPERATURE, _NUCLEUS = 0.9, 0.92
_INVERSION_TEMPERATURE = 0.6
_SECOND_INVERSION = -1.2
"""Nats: most fifths in the bass of the corpus are passing notes that were read as chords."""
_NEVER = np.float32(-1e9)
_STAYING = 0.6
"""Nats in favour of one chord through the bar."""
_MOVING = -1.2
"""Nats against the root before across a bar line."""
_PLAIN = 2.0
"""Nats against major sevenths in the liveliest music."""
_BORROWED = 0.9
"""Nats in favour of borrowed chords, which nucleus sampling thins out."""
_TENSION = 1.0
"""Nats in favour of diminished chords, dominants and the flat second where tension is asked."""
_CLOUDS = 0.5
"""Nats against chords borrowed from minor in major."""
_TRIES = 8
_CLEAR = 0.1
"""Clarity of the mode that is enough."""
_ROOTS, _VARIETY = 4, 0.05
"""Roots that four bars should have, and what each is worth in clarity."""
_LEAVING = -2.0
"""Nats against the tonic where the music leads away."""
_Ends = dict[bool, tuple[str, ...]]
_HOME: _Ends = {False: ("I",), True: ("i",)}
_DOMINANT: _Ends = {False: ("V", "V7", "IV", "ii7"), True: ("V", "V7", "v", "iv", "bVII", "ii°")}
_HALF: _Ends = {False: ("V", "V7", "IV"), True: ("V", "V7", "v", "iv")}
_AWAY: _Ends = {False: ("V", "vi", "IV", "ii"), True: ("V", "bVI", "iv", "v", "bVII")}
_ENDS: dict[Role, _Ends] = {
    Role.CLOSED: _HOME,
    Role.OPEN: _HALF,
    Role.AWAY: _AWAY,
}


class Placed(NamedTuple):
    """A chord class and which tone is in the bass."""

    numeral: int
    inversion: int


def chord_inputs(
    before: Placed | None,
    held: int,
    *,
    dark: bool,
    affect: tuple[float, float],
    triple: bool,
    second_half: bool,
    to_closing: int,
) -> FloatArray:
    """What the network is told before a chord; `held` steps of `before` have sounded."""
    row = np.zeros(CHORD_INPUTS, np.float32)
    if before is not None:
        row[before.numeral] = 1.0
        row[CHORD_CLASSES + before.inversion] = 1.0
    at = CHORD_CLASSES + INVERSIONS
    row[at] = min(1.0, held / 8)
    row[at + 1] = dark
    row[at + 2 : at + 4] = affect
    row[at + 4] = triple
    row[at + 5] = second_half
    row[at + 6 + min(4, to_closing)] = 1.0
    return row


@dataclass(frozen=True, slots=True)
class Unit:
    """What is asked of four bars of harmony."""

    mode: Mode
    """One of WRITTEN."""
    role: Role
    beats: int
    affect: Affect
    tense: bool = False
    """Dissonant chords are wanted."""

    @property
    def dark(self) -> bool:
        return WRITTEN[self.mode]


def drawn_unit(network: RecurrentNetwork, unit: Unit, random: Random) -> Progression:
    """Four bars that fill the role, the clearest and most varied of a few tries.

    Raises KeyError for a mode that the network does not write in, Nonsense when it fails.
    """
    tries: list[tuple[float, Progression]] = []
    for _ in range(_TRIES):
        found = _drawn_once(network, unit, random)
        told = min(_CLEAR, clarity(found, unit.mode)) + _VARIETY * min(_ROOTS, _roots(found))
        tries.append((told, found))
        if told >= _CLEAR + _VARIETY * _ROOTS:
            break
    return max(tries, key=lambda one: one[0])[1]


def _roots(progression: Progression) -> int:
    return len({chord.root for bar in progression for chord in bar})


def _drawn_once(network: RecurrentNetwork, unit: Unit, random: Random) -> Progression:
    state = network.beginning()
    halves = 2 if unit.beats == 4 else 1
    before: Placed | None = None
    held = 0
    bars: list[tuple[Chord, ...]] = []
    for bar in range(UNIT):
        placed: list[Placed] = []
        for half in range(halves):
            inputs = chord_inputs(
                before,
                held,
                dark=unit.dark,
                affect=(unit.affect.valence, unit.affect.arousal),
                triple=unit.beats == 3,
                second_half=half == 1,
                to_closing=UNIT - 1 - bar,
            )
            logits, state = network.step(inputs, state)
            if not np.isfinite(logits).all():
                raise Nonsense("logits of chords are not finite")
            _lean(logits, unit, before, bar, half)
            allowed = _allowed(unit.dark, unit.role, bar, half, halves)
            now = _placed(logits, allowed, unit.dark, before if half else None, random)
            held = held + 1 if now == before else 1
            before = now
            placed.append(now)
        bars.append(tuple(_chord(p, unit.dark) for p in dict.fromkeys(placed)))
    return tuple(bars)


def _lean(logits: FloatArray, unit: Unit, before: Placed | None, bar: int, half: int) -> None:
    """Favour what the form and the affect ask for, in place."""
    dark = unit.dark
    if before is not None and half:
        logits[before.numeral] += _STAYING
    elif before is not None:
        logits[_same_root(before.numeral, dark)] += _MOVING
    if unit.role is Role.AWAY and bar < 2:
        logits[_same_root(0, dark)] += _LEAVING
    if unit.tense:
        logits[_tense(dark)] += _TENSION
    if not dark:
        logits[_from_minor()] -= _CLOUDS
    logits[_lush(dark)] -= _PLAIN * max(0.0, unit.affect.arousal)


def _allowed(dark: bool, role: Role, bar: int, half: int, halves: int) -> tuple[str, ...]:
    """The numerals that the form asks for here; empty where it leaves the choice."""
    if bar == 0 and half == 0:
        return () if role is Role.AWAY else _HOME[dark]
    if bar == UNIT - 1:
        return _ENDS[role][dark]
    if role is Role.CLOSED and bar == UNIT - 2 and half == halves - 1:
        return _DOMINANT[dark]
    return ()


def _placed(
    logits: FloatArray,
    allowed: tuple[str, ...],
    dark: bool,
    staying: Placed | None,
    random: Random,
) -> Placed:
    numerals = NUMERALS[dark]
    said = logits[:CHORD_CLASSES].copy()
    said[len(numerals) :] = _NEVER
    said[COMMON[dark] : len(numerals)] += _BORROWED
    if allowed:
        said[[k for k, n in enumerate(numerals) if n not in allowed]] = _NEVER
    numeral = drawn(said, _TEMPERATURE, _NUCLEUS, random)
    if staying is not None and numeral == staying.numeral:
        return staying
    if allowed in (_HOME[False], _HOME[True]):
        return Placed(numeral, 0)
    inversion = logits[CHORD_CLASSES:].copy()
    inversion[2] += _SECOND_INVERSION
    return Placed(numeral, drawn(inversion, _INVERSION_TEMPERATURE, _NUCLEUS, random))


@lru_cache(maxsize=64)
def _same_root(numeral: int, dark: bool) -> list[int]:
    root = chord(NUMERALS[dark][numeral]).root
    return [k for k, other in enumerate(NUMERALS[dark]) if chord(other).root == root]


@lru_cache(maxsize=1)
def _from_minor() -> list[int]:
    return [NUMERALS[False].index(n) for n in ("iv", "bVI", "bVII", "v", "vii°7")]


@lru_cache(maxsize=2)
def _tense(dark: bool) -> list[int]:
    return [k for k, n in enumerate(NUMERALS[dark]) if "°" in n or "ø" in n or n in ("V7", "bII")]


@lru_cache(maxsize=2)
def _lush(dark: bool) -> list[int]:
    return [k for k, numeral in enumerate(NUMERALS[dark]) if "maj7" in numeral]


def _chord(placed: Placed, dark: bool) -> Chord:
    return chord(NUMERALS[dark][placed.numeral] + ("", "/3", "/5")[placed.inversion])
