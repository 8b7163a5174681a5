"""Dynamics, articulation and the last check of every note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from emotune_gui.domain.music import Note, Part
from emotune_gui.music.shaping.facts import SongFacts
from emotune_gui.music.shaping.preset import Wish
from emotune_gui.music.shaping.registers import fitted
from emotune_gui.music.shaping.sketch import Sketch, metrical_weight
from emotune_gui.music.shaping.texture import rank_of

_BALANCE = {
    Part.MELODY: 0.5,
    Part.COUNTER: 0.0,
    Part.BASS: 0.1,
    Part.CHORDS: -0.25,
    Part.DRUMS: -0.6,
    Part.PAD: -0.4,
}
"""Standing of each part, in standard deviations of the velocity."""
_METRE, _HUMAN = 0.8, 0.2
_FLAT = 3.0
"""Velocities that vary less than this are notation defaults and say nothing."""
_MOST_DEVIATIONS = 2.5
_SWELL, _MOST_SWELL = 0.5, 6.0
"""Share and most of what a bar of the song is louder or softer than the song."""
_GAP = 0.02
_SHORTEST = 0.08
_TIED_SOFTER = 0.6
_DRUM_KEYS = (27, 87)
_DRY = 0.85
"""Factor on durations up to which nothing rings over what is left out."""
_LONGEST_HELD = 4.0

Ranked = Sequence[tuple[Sketch, float]]


def performed(
    ranked: Ranked,
    wish: Wish,
    song: SongFacts,
    beats: int,
    programs: Mapping[Part, int],
    random: Random,
) -> tuple[Note, ...]:
    """Notes in time order, inside their instruments, none overlapping its own repetition.

    Their mean velocity is the wished loudness, a little above or below where the song itself
    is louder or softer; the song's own accents are kept, on a scale of `velocity_spread`.
    """
    placed = _placed(ranked, programs)
    velocities = _velocities([sketch for sketch, _ in placed], wish, song, beats, random)
    following = _next_in_part(placed, beats, 1.0)
    kept = _next_in_part(placed, beats, rank_of(wish.density))
    repeats = _next_of_pitch([sketch for sketch, _ in placed], beats)
    notes: list[Note] = []
    for index, (sketch, rank) in enumerate(placed):
        room = repeats[index] - _GAP - sketch.onset
        if room <= 0.0:
            continue
        length = _articulated(sketch, wish.articulation, following[index], kept[index])
        duration = min(room, max(_SHORTEST, length))
        notes.append(
            Note(
                round(sketch.onset, 4),
                max(0.001, round(duration - 0.0005, 3)),
                sketch.pitch,
                velocities[index],
                sketch.part,
                round(rank, 3),
            )
        )
    return tuple(notes)


def _placed(ranked: Ranked, programs: Mapping[Part, int]) -> list[tuple[Sketch, float]]:
    """Inside the instruments; of two strokes of one pitch within a sixteenth of a beat one."""
    unique: dict[tuple[int, Part, int], tuple[Sketch, float]] = {}
    for sketch, rank in ranked:
        if sketch.part is Part.DRUMS:
            pitch = min(_DRUM_KEYS[1], max(_DRUM_KEYS[0], sketch.pitch))
        else:
            pitch = fitted(sketch.pitch, programs[sketch.part])
        key = (round(sketch.onset * 16), sketch.part, pitch)
        known = unique.get(key)
        if known is None or (sketch.added, -sketch.duration) < (known[0].added, -known[0].duration):
            unique[key] = (replace(sketch, pitch=pitch), rank)
    return sorted(unique.values(), key=lambda p: (p[0].onset, p[0].part.value, p[0].pitch))


def _next_of_pitch(sketches: list[Sketch], beats: int) -> list[float]:
    """When the same part strikes the same pitch again, or the bar ends."""
    ahead: dict[tuple[Part, int], float] = {}
    found = [float(beats)] * len(sketches)
    for index in range(len(sketches) - 1, -1, -1):
        key = (sketches[index].part, sketches[index].pitch)
        found[index] = ahead.get(key, float(beats))
        ahead[key] = sketches[index].onset
    return found


def _next_in_part(placed: Ranked, beats: int, highest: float) -> list[float]:
    """When the part strikes a note of at most that rank after this one, or the bar ends."""
    coming: dict[Part, tuple[float, float]] = {}
    found = [float(beats)] * len(placed)
    for index in range(len(placed) - 1, -1, -1):
        sketch, rank = placed[index]
        onset, after = coming.get(sketch.part, (float(beats), float(beats)))
        new = sketch.onset < onset - 1e-6
        found[index] = onset if new else after
        if new and rank <= highest:
            coming[sketch.part] = (sketch.onset, onset)
    return found


def _articulated(sketch: Sketch, factor: float, following: float, kept: float) -> float:
    """Shorter in proportion; longer only as far as the part's next note. Pads stay held.

    Where notes are left out at the wished density (the part goes on at `kept`, not at
    `following`), what stays rings on toward the next one, the more so in legato.
    """
    if sketch.part is Part.DRUMS:
        return sketch.duration
    if sketch.part is Part.PAD:
        factor = max(factor, 0.9)
    length = sketch.duration * min(factor, 1.0)
    if factor > 1.0:
        until_next = following - sketch.onset
        length = max(sketch.duration, min(sketch.duration * factor, until_next))
    if kept > following:
        held = min(_LONGEST_HELD, kept - sketch.onset)
        share = min(1.0, max(0.0, (factor - _DRY) / (1.0 - _DRY)))
        length += share * max(0.0, held - length)
    return length


def _velocities(
    sketches: list[Sketch], wish: Wish, song: SongFacts, beats: int, random: Random
) -> list[int]:
    if not sketches:
        return []
    raw = [_standing(sketch, wish, song, beats, random) for sketch in sketches]
    mean = sum(raw) / len(raw)
    own = sum(sketch.velocity for sketch in sketches) / len(sketches)
    swell = min(_MOST_SWELL, max(-_MOST_SWELL, _SWELL * (own - song.velocity_mean)))
    level = wish.loudness + wish.own_dynamics * swell
    deviation = (sum((value - mean) ** 2 for value in raw) / len(raw)) ** 0.5
    scale = wish.velocity_spread / max(deviation, 0.7)
    return [min(127, max(1, round(level + scale * (value - mean)))) for value in raw]


def _standing(sketch: Sketch, wish: Wish, song: SongFacts, beats: int, random: Random) -> float:
    accent = 0.0
    own = 0.0
    if song.velocity_deviation >= _FLAT:
        accent = (sketch.velocity - song.velocity_mean) / song.velocity_deviation
        own = wish.own_dynamics
    accent = min(_MOST_DEVIATIONS, max(-_MOST_DEVIATIONS, accent))
    metre = _METRE * (metrical_weight(sketch.onset, beats) - 0.4)
    human = _HUMAN * random.gauss(0.0, 1.0)
    return own * accent + (1.0 - own) * (metre + _BALANCE[sketch.part] + human) - sketch.softer
