"""Octave moves by part: higher or lower as wanted, without crossing or leaving instruments."""

from __future__ import annotations

from collections.abc import Mapping

from emotune_gui.domain.music import Part
from emotune_gui.music.instruments import playable
from emotune_gui.music.shaping.facts import PartFacts

OCTAVE = 12
TURNING = 6.0
"""Semitones of wanted lift at which the octave is nearer than the song's own place."""
HYSTERESIS = 1.0
BRIGHTEST, DEEPEST_MELODY, DEEPEST_CHORDS = 79.0, 52.0, 48.0
"""Mean pitches beyond which a melody is shrill or buried and a chord is mud."""
_UPPER = (Part.MELODY, Part.COUNTER)
_MIDDLE = (Part.CHORDS, Part.PAD)

Moves = dict[Part, int]
"""Semitones by part, multiples of twelve."""


def moves_for(
    parts: Mapping[Part, PartFacts],
    programs: Mapping[Part, int],
    melody_lift: float,
    bass_lift: float,
    present: Mapping[Part, int],
) -> Moves:
    """Octaves for every pitched part, with the moves that hold at `present` kept in doubt.

    What the melody does its companion does; the middle follows downward when it would otherwise
    lie above the melody, and if that is too deep the melody stays. Then each part is brought
    inside its instrument, where octaves allow.
    """
    upper = _octaves(melody_lift, present.get(Part.MELODY, 0))
    upper, middle = _together(parts, upper)
    low = _octaves(bass_lift, present.get(Part.BASS, 0))
    moves: Moves = {}
    for part, facts in parts.items():
        if part is Part.DRUMS or part not in programs:
            continue
        wanted = upper if part in _UPPER else middle if part in _MIDDLE else low
        moves[part] = _inside(facts, wanted, playable(programs[part]))
    return moves


def fitted(pitch: int, program: int) -> int:
    """A single pitch moved by octaves into its instrument."""
    low, high = playable(program)
    if pitch < low:
        pitch += OCTAVE * -(-(low - pitch) // OCTAVE)
    if pitch > high:
        pitch -= OCTAVE * -(-(pitch - high) // OCTAVE)
    return pitch


def _octaves(lift: float, present: int) -> int:
    stays = present / OCTAVE
    if lift > TURNING + (HYSTERESIS if stays < 1 else -HYSTERESIS):
        return OCTAVE
    if lift < -TURNING - (HYSTERESIS if stays > -1 else -HYSTERESIS):
        return -OCTAVE
    return 0


def _together(parts: Mapping[Part, PartFacts], upper: int) -> tuple[int, int]:
    """Moves of melody and middle that keep them in order and out of the extremes."""
    tops = [parts[part].mean for part in _UPPER if part in parts]
    middles = [parts[part].mean for part in _MIDDLE if part in parts]
    if not tops:
        room = middles and min(middles) + upper >= DEEPEST_CHORDS
        return 0, upper if room and max(middles) + upper <= BRIGHTEST else 0
    if max(tops) + upper > BRIGHTEST or min(tops) + upper < DEEPEST_MELODY:
        return 0, 0
    if upper >= 0 or not middles or max(middles) < min(tops) + upper:
        return upper, 0
    if min(middles) + upper >= DEEPEST_CHORDS:
        return upper, upper
    return 0, 0


def _inside(facts: PartFacts, wanted: int, bounds: tuple[int, int]) -> int:
    """The octave move nearest to the wanted one that leaves fewest pitches outside."""

    def cost(move: int) -> tuple[int, int, int]:
        below = max(0, bounds[0] - facts.low - move)
        above = max(0, facts.high + move - bounds[1])
        return below + above, abs(move - wanted), abs(move)

    return min(range(-3 * OCTAVE, 4 * OCTAVE, OCTAVE), key=cost)
