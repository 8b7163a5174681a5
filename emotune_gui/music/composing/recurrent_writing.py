"""Drawing a bar from the network, slot by slot, inside what the form allows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import numpy.typing as npt

from emotune_gui.music.composing.recurrent_encoding import (
    ACCOMPANIMENT_CLASSES,
    BASS_TONE,
    BASSES,
    FIRST_NOTE,
    FULL,
    HOLD,
    INPUTS,
    LOW_PAIR,
    LOWEST,
    MELODY_CLASSES,
    NO_BASS,
    REACHED,
    REST,
    SAME_SHAPE,
    SLOTS,
    STATIC,
    Progress,
    Sheet,
    Written,
    progress_inputs,
    sheet_inputs,
)
from emotune_gui.music.composing.recurrent_network import Nonsense, RecurrentNetwork, drawn
from emotune_gui.music.composing.scale import DEGREES

FloatArray = npt.NDArray[np.float32]

MELODY_TEMPERATURE, MELODY_NUCLEUS = 0.95, 0.92
FIGURE_TEMPERATURE, FIGURE_NUCLEUS = 0.7, 0.88
_NEVER = np.float32(-1e9)
_LARGEST_LEAP = 7
"""Scale steps (an octave)."""
_LEAP_COST = (0.35, 0.0, 0.15, 0.25, 0.3, 0.8, 1.3, 1.2)
"""Nats against a move of that many scale steps, for as many steps and repetitions as are sung."""
_TAKEN_UP, _LEFT_OUT = 2.0, 2.0
"""Nats for a note where the bar taken up has one, and against one where it has none."""
_SAME_DEGREE = 1.0
_LEANING = 2.0
"""Nats in favour of an appoggiatura where dissonance asks for one."""
_STRAYING = 4.0
"""Scale steps from the wanted height at which half a nat is lost."""
_SHORTEST_REST = 2
"""Slots that a note sounds at least before it may end in silence."""
_CLOSING_NOTE = 6
"""Slots before the end of a closing bar from which no melody note begins any more."""

_DEGREES = np.arange(REACHED) + LOWEST
_CLASS_DEGREES = np.tile(_DEGREES, 3)
_BASS = np.arange(ACCOMPANIMENT_CLASSES) % BASSES
_STRIKE = np.arange(ACCOMPANIMENT_CLASSES) // BASSES
_WHOLE = (_STRIKE == FULL).astype(np.float32)
_LOW = (_BASS != NO_BASS).astype(np.float32)
_THICKNESS = np.select([_STRIKE == FULL, _STRIKE >= LOW_PAIR], [1.0, 0.5], 0.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the form and the parameters allow in one bar."""

    melody_grid: int
    """Slots between places where a melody note may begin: 1, 2 or 4."""
    figure_grid: int
    """The same of the accompaniment."""
    persistence: float
    """Nats in favour of what the bar before struck at the same place."""
    strong: frozenset[int]
    """Slots whose melody note has to be a tone of the chord."""
    leaning: frozenset[int]
    """Strong slots where a note beside the chord is wanted, to be resolved."""
    changes: frozenset[int]
    """Slots where a chord begins, which the bass marks."""
    blocks: float
    """Nats added to whole chords (half of it to pairs): quiet music is spelled out."""
    hammering: tuple[float, float]
    """Nats against whole chords and against bass notes between the beats."""
    closing: bool
    final: frozenset[int]
    """Degrees (0-6) on which a closing bar may end."""
    alterations: float
    """Nats added to altered notes on weak places; -inf forbids them."""
    reach: tuple[int, int]
    """Lowest and highest degree of the melody."""
    wanted: int
    """Degree round which the bar lies."""


def write_bar(
    network: RecurrentNetwork,
    state: FloatArray,
    progress: Progress,
    sheet: Sheet,
    limits: Limits,
    random: Random,
) -> FloatArray:
    """Write one bar into `progress.bar`; returns the network's state after it.

    Raises Nonsense when the network's answer is not finite; `progress` is then unusable.
    """
    inputs = np.zeros((sheet.slots, INPUTS), np.float32)
    inputs[:, :STATIC] = sheet_inputs(sheet)
    tune = _melody_bias(sheet, limits)
    for slot in range(sheet.slots):
        progress_inputs(progress, sheet.slots, inputs[slot, STATIC:])
        logits, state = network.step(inputs[slot], state)
        if not np.isfinite(logits).all():
            raise Nonsense("logits are not finite")
        melody = _melody(
            logits[:MELODY_CLASSES] + tune[slot], slot, progress, sheet, limits, random
        )
        figure = _figure(logits[MELODY_CLASSES:], slot, progress, limits, random)
        progress.take(Written(melody, figure))
    return state


def _melody_bias(sheet: Sheet, limits: Limits) -> FloatArray:
    """Slots x MELODY_CLASSES: what is forbidden or disfavoured whatever was written before."""
    low, high = limits.reach
    natural = -0.5 * ((_DEGREES - limits.wanted) / _STRAYING) ** 2
    natural = np.where((low <= _DEGREES) & (high >= _DEGREES), natural, _NEVER)
    bias = np.zeros((sheet.slots, MELODY_CLASSES), np.float32)
    bias[:, FIRST_NOTE : FIRST_NOTE + REACHED] = natural
    altered = np.tile(natural, 2) + limits.alterations
    bias[:, FIRST_NOTE + REACHED :] = np.maximum(altered, _NEVER)
    for beat, chord in enumerate(sheet.chords):
        tones = np.array(chord.tones)[_DEGREES % DEGREES]
        # A chord tone altered would clash with the chord that sounds.
        rows = slice(SLOTS * beat, SLOTS * (beat + 1))
        bias[rows, FIRST_NOTE + REACHED :] += np.where(np.tile(tones, 2), _NEVER, 0.0)
    for slot in limits.strong:
        tones = np.array(sheet.chords[slot // SLOTS].tones)[_DEGREES % DEGREES]
        bias[slot, FIRST_NOTE : FIRST_NOTE + REACHED] += np.where(tones, 0.0, _NEVER)
        bias[slot, FIRST_NOTE + REACHED :] = _NEVER
    for slot in limits.leaning:
        tones = np.array(sheet.chords[slot // SLOTS].tones)[_DEGREES % DEGREES]
        bias[slot, FIRST_NOTE : FIRST_NOTE + REACHED] += np.where(tones, 0.0, _LEANING)
    off = np.arange(sheet.slots) % limits.melody_grid > 0
    bias[off, FIRST_NOTE:] = _NEVER
    _take_up(bias, sheet)
    if limits.closing:
        bias[max(1, sheet.slots - _CLOSING_NOTE) :, FIRST_NOTE:] = _NEVER
    return bias


def _take_up(bias: FloatArray, sheet: Sheet) -> None:
    reference = sheet.reference
    if reference is None:
        return
    bias[reference.begins, FIRST_NOTE:] += _TAKEN_UP
    bias[~reference.begins, FIRST_NOTE:] -= _LEFT_OUT
    if reference.level == SAME_SHAPE:
        for slot in np.flatnonzero(reference.begins):
            place = int(reference.degrees[slot]) - LOWEST
            if 0 <= place < REACHED:
                bias[slot, FIRST_NOTE + place] += _SAME_DEGREE


def _melody(
    logits: FloatArray, slot: int, progress: Progress, sheet: Sheet, limits: Limits, random: Random
) -> int:
    notes = logits[FIRST_NOTE:]
    if progress.melody_left <= 0 or not _fluent(slot, progress):
        notes[:] = _NEVER
    elif progress.degree >= LOWEST:
        notes += _moves(progress.degree, resolving=progress.altered)
    last_chance = limits.closing and slot + limits.melody_grid >= sheet.slots - _CLOSING_NOTE + 1
    if limits.closing and (progress.melody_left == 1 or last_chance):
        home = np.isin(_CLASS_DEGREES % DEGREES, list(limits.final))
        notes[~home] += _NEVER
    held = 4 if limits.closing and progress.melody_left == 0 else _SHORTEST_REST
    if not progress.sounding or progress.since_note < held - 1:
        logits[REST] = _NEVER
    if notes.max() <= _NEVER / 2 and logits[REST] <= _NEVER / 2:
        return HOLD
    return drawn(logits, MELODY_TEMPERATURE, MELODY_NUCLEUS, random)


@lru_cache(maxsize=256)
def _moves(degree: int, *, resolving: bool) -> FloatArray:
    """Nats for each note class after a note on that degree; an altered note goes on by step."""
    leap = np.abs(_CLASS_DEGREES - degree)
    bias = -np.array(_LEAP_COST, np.float32)[np.minimum(leap, _LARGEST_LEAP)]
    bias[leap > (1 if resolving else _LARGEST_LEAP)] = _NEVER
    return bias


def _fluent(slot: int, progress: Progress) -> bool:
    """Sixteenths only where they belong: after a dotted note or in pairs, and leading on."""
    if slot % 2 == 0:
        return True
    return progress.sounding and progress.since_note in (0, 2) and progress.melody_left > 1


def _figure(
    logits: FloatArray, slot: int, progress: Progress, limits: Limits, random: Random
) -> int:
    if slot < len(progress.before):
        logits[progress.before[slot].accompaniment] += limits.persistence
    logits += limits.blocks * _THICKNESS
    if slot % SLOTS:
        logits -= limits.hammering[0] * _WHOLE + limits.hammering[1] * _LOW
    if slot in limits.changes:
        logits[_BASS != BASS_TONE] = _NEVER
    elif slot % limits.figure_grid or progress.accompaniment_left <= 0:
        return 0
    elif limits.closing:
        logits[_BASS != NO_BASS] = _NEVER
    return drawn(logits, FIGURE_TEMPERATURE, FIGURE_NUCLEUS, random)
