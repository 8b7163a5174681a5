"""Chords of a bar exchanged for relatives that leave no doubt that the mode is bright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from emotune_gui.domain.music import SCALES, Mode, Part
from emotune_gui.music.shaping.sketch import Sketch

SURE_BRIGHT = frozenset({Mode.LYDIAN, Mode.IONIAN})
SURE_DARK = frozenset({Mode.AEOLIAN, Mode.PHRYGIAN, Mode.HARMONIC_MINOR})

_MINOR_ROOTS = (2, 4, 9)
"""ii, iii and vi of a major key: stand-ins for IV, V and I."""
_THIRD, _FIFTH, _WHOLE_TONE = 3, 7, 2
_ACCOMPANYING = frozenset({Part.CHORDS, Part.PAD, Part.COUNTER, Part.BASS})

Steps = frozenset[int]
"""Semitones above the tonic, 0-11."""


def reharmonised(sketches: Sequence[Sketch], tonic: int, mode: Mode) -> list[Sketch]:
    """The bar with its accompaniment on the chords of a bright mode's own colour.

    Happiness and tenderness are heard in major, diatonic, consonant, simple harmony
    (MUSIC_EMOTION.md, 1e). A minor triad and its relative major one share two tones and stand
    for one another: ii becomes IV, iii V and vi I. Tones outside the scale, those of secondary
    dominants, go to the scale. The melody keeps every tone, and a chord whose changing tone it
    sounds stays. In other modes nothing changes: there III and VI are as much the mode's own
    as i.
    """
    if mode not in SURE_BRIGHT:
        return list(sketches)
    beats = {_beat(sketch) for sketch in sketches}
    heard = {beat: _sounding(sketches, beat, tonic) for beat in beats}
    melody = [sketch for sketch in sketches if sketch.part is Part.MELODY]
    sung = {beat: _sounding(melody, beat, tonic) for beat in beats}
    scale = frozenset(SCALES[mode])
    found: list[Sketch] = []
    for sketch in sketches:
        beat, step, move = _beat(sketch), (sketch.pitch - tonic) % 12, 0
        if sketch.part in _ACCOMPANYING and step not in sung[beat]:
            bass = sketch.part is Part.BASS
            move = _move(step, heard[beat], scale, bass=bass)
        found.append(replace(sketch, pitch=sketch.pitch + move) if move else sketch)
    return found


def _beat(sketch: Sketch) -> int:
    return int(sketch.onset + 1e-6)


def _sounding(sketches: Sequence[Sketch], beat: int, tonic: int) -> Steps:
    return frozenset(
        (sketch.pitch - tonic) % 12
        for sketch in sketches
        if sketch.part is not Part.DRUMS
        and sketch.onset < beat + 1
        and sketch.onset + sketch.duration > beat + 1e-6
    )


def _move(step: int, heard: Steps, scale: Steps, *, bass: bool) -> int:
    """Semitones by which an accompanying tone moves."""
    if step not in scale:
        return -1 if (step - 1) % 12 in scale else 1
    if step in _MINOR_ROOTS and {(step + _THIRD) % 12, (step + _FIFTH) % 12} <= heard:
        return _THIRD if bass else -_WHOLE_TONE
    return 0
