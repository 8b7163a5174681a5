"""The harmony of a bar: naming it, and tones added to it for calm or for tension."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from emotune_gui.domain.music import SCALES, Mode, Part
from emotune_gui.music.shaping.preset import Wish
from emotune_gui.music.shaping.sketch import Sketch, metrical_weight
from emotune_gui.music.shaping.tones import DARK

CALM_ARTICULATION = 1.05
"""Factor on durations from which bright music is calm enough for added tones."""
TENSE_DISSONANCE = 0.085
STRONG = 0.8
_CALM_CHANCE, _TENSE_SHARE = 0.4, 5.0
_RUB = frozenset({1, 6, 11})
"""Minor second, tritone, major seventh."""
_TRIADS = (((0, 4, 7), ""), ((0, 3, 7), "m"), ((0, 3, 6), "°"))
_ROOTS = ("I", "bII", "II", "bIII", "III", "IV", "bV", "V", "bVI", "VI", "bVII", "VII")
_MIDDLE = (Part.CHORDS, Part.PAD)


def coloured(
    sketches: Sequence[Sketch], tonic: int, mode: Mode, wish: Wish, beats: int, random: Random
) -> list[Sketch]:
    """The bar with a soft tone of the scale added to some of its chords.

    Calm: a sixth, second or seventh that rubs against nothing. Tense: a tone of the scale a minor
    second or tritone from a chord tone. Between the two nothing is added.
    """
    tense = wish.dissonance >= TENSE_DISSONANCE and mode in DARK
    calm = wish.articulation >= CALM_ARTICULATION and mode not in DARK
    chance = min(0.8, _TENSE_SHARE * wish.dissonance) if tense else _CALM_CHANCE
    if not (tense or calm):
        return list(sketches)
    added: list[Sketch] = []
    for onset in sorted({s.onset for s in sketches if s.part in _MIDDLE}):
        chord = [s for s in sketches if s.part in _MIDDLE and s.onset == onset]
        strong = metrical_weight(onset, beats) >= STRONG
        if strong and random.random() < chance:
            tone = _tone(chord, sketches, tonic, mode, rubbing=tense)
            if tone is not None:
                added.append(tone)
    return [*sketches, *added]


def _tone(
    chord: list[Sketch], sketches: Sequence[Sketch], tonic: int, mode: Mode, *, rubbing: bool
) -> Sketch | None:
    """The tone to add; None when there is no chord here or no tone fits."""
    onset = chord[0].onset
    end = onset + max(sketch.duration for sketch in chord)
    beside = {s.pitch % 12 for s in sketches if s.part is not Part.DRUMS and _meets(s, onset, end)}
    present = {s.pitch % 12 for s in sketches if s.part is not Part.DRUMS and s.onset == onset}
    if len(present) < 3:
        return None
    top = max(chord, key=lambda sketch: sketch.pitch)
    candidates = []
    for step in SCALES[mode]:
        new = (tonic + step) % 12
        rubs = any((new - old) % 12 in _RUB for old in beside)
        if new not in beside and rubs == rubbing:
            candidates.append(top.pitch - 1 - (top.pitch - 1 - new) % 12)
    if not candidates:
        return None
    pitch = max(candidates)
    return Sketch(onset, end - onset, pitch, top.part, top.velocity, 0.1, added=True, softer=1.0)


def _meets(sketch: Sketch, start: float, end: float) -> bool:
    return sketch.onset < end and sketch.onset + sketch.duration > start


def numeral_of(sketches: Sequence[Sketch], tonic: int) -> str:
    """Roman numeral of the triad that the bar's notes fit best, longer and lower ones more."""
    weight = [0.0] * 12
    pitched = [sketch for sketch in sketches if sketch.part is not Part.DRUMS]
    for sketch in pitched:
        share = 1.5 if sketch.part is Part.BASS else 1.0
        weight[(sketch.pitch - tonic) % 12] += share * max(sketch.duration, 0.1)
    if not pitched:
        return "I"
    options = [
        (sum(weight[(root + tone) % 12] for tone in triad) + 0.3 * weight[root], -root, kind)
        for root in range(12)
        for triad, kind in _TRIADS
    ]
    _, root, kind = max(options)
    name = _ROOTS[-root]
    if not kind:
        return name
    small = name.replace("I", "i").replace("V", "v")
    return small + ("°" if kind == "°" else "")
