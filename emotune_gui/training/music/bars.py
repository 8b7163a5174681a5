"""A piece of the corpus as the bars that the network is asked to write."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.music import Mode
from emotune_gui.music.composing.recurrent_encoding import (
    BASS_FIFTH,
    BASS_OCTAVE,
    BASS_STEP,
    BASS_THIRD,
    BASS_TONE,
    BASSES,
    FAR_FROM_CLOSING,
    FIRST_NOTE,
    FULL,
    HIGH,
    HIGH_PAIR,
    HOLD,
    LOW,
    LOW_PAIR,
    LOWERED,
    LOWEST,
    MIDDLE,
    NATURAL,
    NO_BASS,
    NO_STRIKE,
    RAISED,
    REST,
    SLOTS,
    SOURCES,
    Sheet,
    Written,
    note_class,
    sounded,
    view,
)
from emotune_gui.music.composing.scale import DEGREES, Chord, Scale
from emotune_gui.training.music.corpus import Piece
from emotune_gui.training.music.likeness import reference_for
from emotune_gui.training.music.tonality import chord_of, keys_of

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

CHUNK = 16
"""Bars that the network learns from at a time; the composer's sections are as long."""
_BASS_RANGE, _LONG_BASS_RANGE = 4, 12
"""Semitones above the bar's lowest note within which a short or a long note is the bass."""


@dataclass(frozen=True, slots=True)
class BarTask:
    """A bar as asked and as the corpus answers it."""

    sheet: Sheet
    written: tuple[Written, ...]


@dataclass(slots=True)
class _Voice:
    """The melody by slots: pitch struck (0 for none) and pitch sounding (0 for silence)."""

    struck: IntArray
    sounding: IntArray


def chunks_of(piece: Piece) -> list[list[BarTask]]:
    """Stretches of at most CHUNK bars; those with hardly any melody are left out."""
    slots = SLOTS * piece.beats
    voice = _voice(piece.melody, piece.bars * slots)
    scales, chords = harmony_of(piece)
    accompaniment = _accompaniment(piece, voice, chords, scales)
    closing = _distance_to_closing(voice, piece.bars, slots)
    chunks = []
    for first in range(0, piece.bars, CHUNK):
        bars = range(first, min(first + CHUNK, piece.bars))
        struck = voice.struck[bars.start * slots : bars.stop * slots]
        if (struck > 0).sum() >= len(bars):
            chunks.append(_chunk(piece, bars, voice, scales, chords, accompaniment, closing))
    return chunks


def _chunk(
    piece: Piece,
    bars: range,
    voice: _Voice,
    scales: list[Scale],
    chords: list[list[Chord]],
    accompaniment: IntArray,
    closing: IntArray,
) -> list[BarTask]:
    slots = SLOTS * piece.beats
    degrees = [_degrees(voice, bar, slots, scales[bar], chords[bar]) for bar in bars]
    middle = int(np.median(np.concatenate([d[d > -99] for d, _ in degrees])))
    base = DEGREES * (middle // DEGREES)
    tasks: list[BarTask] = []
    begun: list[tuple[npt.NDArray[np.bool_], IntArray]] = []
    for index, bar in enumerate(bars):
        plain, alterations = degrees[index]
        own = np.where(plain > -99, plain - base, LOWEST - 1)
        begins = voice.struck[bar * slots : (bar + 1) * slots] > 0
        written = _written(voice, bar, slots, own, alterations, accompaniment)
        following = min(bar + 1, piece.bars - 1)
        sheet = Sheet(
            beats=piece.beats,
            chords=tuple(view(c, scales[bar]) for c in chords[bar]),
            following=view(chords[following][0], scales[bar]),
            dark=scales[bar].mode is Mode.AEOLIAN,
            valence=piece.affect.valence,
            arousal=piece.affect.arousal,
            centre=middle - base,
            to_closing=int(closing[bar]),
            melody_notes=sum(w.melody >= FIRST_NOTE for w in written),
            accompaniment_onsets=sum(w.accompaniment > 0 for w in written),
            source=SOURCES.index(piece.source),
        )
        sheet = replace(sheet, reference=reference_for(begins, own, begun))
        begun.append((begins, own))
        tasks.append(BarTask(sheet, written))
    return tasks


def _voice(melody: FloatArray, slots: int) -> _Voice:
    struck = np.zeros(slots, np.int64)
    sounding = np.zeros(slots, np.int64)
    begins = np.round(SLOTS * melody[:, 0]).astype(int)
    ends = np.maximum(begins + 1, np.round(SLOTS * (melody[:, 0] + melody[:, 1])).astype(int))
    for k, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if begin >= slots:
            continue
        struck[begin] = melody[k, 2]
        sounding[begin:end] = melody[k, 2]
    return _Voice(struck, sounding)


def harmony_of(piece: Piece) -> tuple[list[Scale], list[list[Chord]]]:
    """A key for each bar and a chord for each of its beats."""
    step = 2 if piece.beats == 4 else 3
    notes = np.concatenate([piece.accompaniment, piece.melody])
    spans = piece.bars * piece.beats // step
    weights, bass = _heard(notes, spans, step)
    per_bar = weights.reshape(piece.bars, -1, 12).sum(1)
    scales = keys_of(per_bar)
    chords: list[list[Chord]] = []
    before: Chord | None = None
    for bar, scale in enumerate(scales):
        found: list[Chord] = []
        for part in range(piece.beats // step):
            index = bar * (piece.beats // step) + part
            before = chord_of(weights[index], bass[index], scale, before)
            found += [before] * step
        chords.append(found)
    return scales, chords


def _heard(notes: FloatArray, spans: int, step: int) -> tuple[FloatArray, list[int | None]]:
    """Durations of the 12 pitch classes in each span of `step` beats, and its lowest one."""
    weights = np.zeros((spans, 12))
    lowest: list[int | None] = [None] * spans
    height = np.full(spans, 999.0)
    for onset, duration, pitch in notes:
        end = onset + max(duration, 0.25)
        for index in range(int(onset // step), min(spans, int(np.ceil(end / step)))):
            overlap = min(end, (index + 1) * step) - max(onset, index * step)
            if overlap <= 0.01:
                continue
            weights[index, int(pitch) % 12] += overlap
            if pitch < height[index]:
                height[index], lowest[index] = pitch, int(pitch) % 12
    return weights, lowest


def _degrees(
    voice: _Voice, bar: int, slots: int, scale: Scale, chords: list[Chord]
) -> tuple[IntArray, IntArray]:
    """Degree sounding at each slot (-100 for silence) and its alteration."""
    degrees = np.full(slots, -100)
    alterations = np.zeros(slots, np.int64)
    for slot in range(slots):
        pitch = int(voice.sounding[bar * slots + slot])
        if pitch:
            degrees[slot], alterations[slot] = spelled(pitch, scale, chords[slot // SLOTS])
    return degrees, alterations


def spelled(pitch: int, scale: Scale, harmony: Chord) -> tuple[int, int]:
    """The scale degree of a pitch and whether it is NATURAL (as the chord has it) or altered."""
    near = scale.nearest(pitch)
    below = near if scale.pitch(near) <= pitch else near - 1
    flat = scale.mode is Mode.IONIAN and below % DEGREES == 5
    altered = [(below, RAISED), (below + 1, LOWERED), (near, RAISED), (near, LOWERED)]
    tries = [(degree, NATURAL) for degree in (near, near - 1, near + 1)]
    tries += altered[1::-1] + altered[2:] if flat else altered
    return next((t for t in tries if sounded(*t, scale, harmony) == pitch), (near, NATURAL))


def _written(
    voice: _Voice,
    bar: int,
    slots: int,
    own: IntArray,
    alterations: IntArray,
    accompaniment: IntArray,
) -> tuple[Written, ...]:
    written = []
    for slot in range(slots):
        at = bar * slots + slot
        melody = HOLD
        if voice.struck[at]:
            melody = note_class(int(own[slot]), int(alterations[slot]))
        elif at and not voice.sounding[at] and voice.sounding[at - 1]:
            melody = REST
        written.append(Written(melody, int(accompaniment[at])))
    return tuple(written)


def closings_of(piece: Piece) -> IntArray:
    """For each bar how many follow until the voice next ends a phrase, 0 to FAR_FROM_CLOSING."""
    slots = SLOTS * piece.beats
    return _distance_to_closing(_voice(piece.melody, piece.bars * slots), piece.bars, slots)


def _distance_to_closing(voice: _Voice, bars: int, slots: int) -> IntArray:
    """Bars until the voice next ends a phrase: with a rest of a beat or a note of three."""
    closing = np.zeros(bars, bool)
    begins = np.flatnonzero(voice.struck)
    for begin, following in zip(begins, [*begins[1:], bars * slots], strict=True):
        length = int((voice.sounding[begin:following] > 0).sum())
        if following - begin - length >= SLOTS or length >= 3 * SLOTS:
            bar = int(begin) // slots
            closing[bar] = not closing[max(0, bar - 1) : bar].any()
    distance = np.full(bars, FAR_FROM_CLOSING)
    for bar in reversed(range(bars)):
        far = distance[bar + 1] + 1 if bar + 1 < bars else FAR_FROM_CLOSING
        distance[bar] = 0 if closing[bar] else min(FAR_FROM_CLOSING, far)
    return distance


def _accompaniment(
    piece: Piece, voice: _Voice, chords: list[list[Chord]], scales: list[Scale]
) -> IntArray:
    """The accompaniment class at each slot; a hand that doubles the voice does not accompany."""
    slots = SLOTS * piece.beats
    classes = np.zeros(piece.bars * slots, np.int64)
    at = np.round(SLOTS * piece.accompaniment[:, 0]).astype(int)
    for bar in range(piece.bars):
        inside = (at >= bar * slots) & (at < (bar + 1) * slots)
        notes = [
            (slot, pitch, duration)
            for slot, (_, duration, pitch) in zip(
                at[inside], piece.accompaniment[inside], strict=True
            )
            if pitch not in (voice.struck[slot], voice.struck[slot] + 12)
        ]
        if notes:
            _bar_of(notes, bar, slots, chords[bar], scales[bar].tonic, classes)
    return classes


def _bar_of(
    notes: list[tuple[int, float, float]],
    bar: int,
    slots: int,
    chords: list[Chord],
    tonic: int,
    classes: IntArray,
) -> None:
    lowest = min(pitch for _, pitch, _ in notes)
    by_slot: dict[int, list[tuple[float, float]]] = {}
    for slot, pitch, duration in notes:
        by_slot.setdefault(slot, []).append((pitch, duration))
    basses: dict[int, float] = {}
    upper: dict[int, list[float]] = {}
    for slot, struck in by_slot.items():
        struck.sort()
        pitch, duration = struck[0]
        reach = _LONG_BASS_RANGE if duration >= 0.9 else _BASS_RANGE
        if pitch <= lowest + reach and pitch < 60:
            basses[slot] = pitch
        upper[slot] = [pitch for pitch, _ in struck[int(slot in basses) :]]
    heights = [pitch for struck in upper.values() for pitch in struck]
    span = (min(heights), max(heights)) if heights else (0.0, 0.0)
    last = 999.0
    for slot in by_slot:
        bass = NO_BASS
        if slot in basses:
            harmony = chords[(slot - bar * slots) // SLOTS]
            bass = _bass_class(basses[slot], last, harmony, tonic)
            last = basses[slot] if bass == BASS_TONE else last
        classes[slot] = _strike(upper[slot], span) * BASSES + bass


def _bass_class(pitch: float, last: float, harmony: Chord, tonic: int) -> int:
    tone = int(pitch - tonic) % 12
    tones = [t % 12 for t in harmony.tones]
    if tone == harmony.bass:
        return BASS_OCTAVE if pitch >= last + 12 else BASS_TONE
    if tone == tones[0]:
        return BASS_THIRD if harmony.bass == tones[1] else BASS_FIFTH
    if tone == tones[1]:
        return BASS_THIRD
    return BASS_FIFTH if len(tones) > 2 and tone == tones[2] else BASS_STEP


def _strike(pitches: list[float], span: tuple[float, float]) -> int:
    if not pitches:
        return NO_STRIKE
    if len({int(p) % 12 for p in pitches}) >= 3 or len(pitches) >= 4:
        return FULL
    place = (sum(pitches) / len(pitches) - span[0]) / max(1.0, span[1] - span[0])
    if len(pitches) == 2:
        return HIGH_PAIR if place >= 0.5 else LOW_PAIR
    if place < 0.34:
        return LOW
    return MIDDLE if place < 0.67 else HIGH
