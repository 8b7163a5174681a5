"""Dynamics, articulation and the last check of every note."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from emotune_gui.domain.music import MusicParameters, Note, Part
from emotune_gui.music.composing.draft import Draft
from emotune_gui.music.composing.scale import fold
from emotune_gui.music.instruments import playable

_BALANCE = {
    Part.MELODY: 0.6,
    Part.COUNTER: 0.0,
    Part.BASS: 0.1,
    Part.CHORDS: -0.25,
    Part.DRUMS: -1.0,
    Part.PAD: -0.4,
}
"""Standing of each part, in standard deviations of the bar's velocity: with the soundfont's own
levels the melody is then about 6 dB above chords and bass, the pad about 12 below."""
_HUMAN = 0.35
_METRE = 0.8
_SHORTEST = 0.1
_CHORD_LENGTHENING = 0.1
_GAP = 0.02
"""Beats of silence before the same pitch is struck again."""
_DRUM_KEYS = (35, 81)


def performed(
    ranked: Sequence[tuple[Draft, float]],
    parameters: MusicParameters,
    beats: int,
    swell: float,
    random: Random,
) -> tuple[Note, ...]:
    """Notes in time order, inside their instruments, none overlapping its own repetition.

    Mean velocity is `parameters.loudness` plus `swell` (velocity steps), the standard
    deviation `parameters.velocity_spread`, as far as 1-127 allows.
    """
    programs = dict(parameters.instruments)
    playing = [(draft, rank) for draft, rank in ranked if draft.part in programs]
    placed = _placed(playing, programs)
    velocities = _velocities([draft for draft, _ in placed], parameters, swell, random)
    notes = [
        Note(
            onset=draft.onset,
            duration=_duration(draft, _limit(draft, placed, beats), parameters.articulation),
            pitch=draft.pitch,
            velocity=velocity,
            part=draft.part,
            rank=round(rank, 3),
        )
        for (draft, rank), velocity in zip(placed, velocities, strict=True)
    ]
    return tuple(notes)


def _placed(
    ranked: Sequence[tuple[Draft, float]], programs: dict[Part, int]
) -> list[tuple[Draft, float]]:
    """Inside the instruments, one note a pitch and instant, in time order."""
    unique: dict[tuple[float, Part, int], tuple[Draft, float]] = {}
    for draft, rank in ranked:
        low, high = _DRUM_KEYS if draft.part is Part.DRUMS else playable(programs[draft.part])
        pitch = fold(draft.pitch, low, high)
        key = (draft.onset, draft.part, pitch)
        if key not in unique or rank < unique[key][1]:
            unique[key] = (_moved(draft, pitch), rank)
    return [unique[key] for key in sorted(unique)]


def _moved(draft: Draft, pitch: int) -> Draft:
    return Draft(
        draft.onset,
        draft.length,
        pitch,
        draft.part,
        draft.importance,
        draft.accent,
        draft.ring,
    )


def _limit(draft: Draft, placed: list[tuple[Draft, float]], beats: int) -> float:
    """Longest duration before the same part strikes the same pitch again, or the bar ends."""
    again = [
        other.onset - _GAP
        for other, _ in placed
        if other.part is draft.part and other.pitch == draft.pitch and other.onset > draft.onset
    ]
    return min([*again, beats - _GAP]) - draft.onset


def _duration(draft: Draft, limit: float, articulation: float) -> float:
    """The articulated length; ringing notes fade from their length to their ring in legato."""
    legato = min(1.0, max(0.0, (articulation - 0.6) / 0.4))
    shortening = articulation + (_CHORD_LENGTHENING if draft.part is Part.CHORDS else 0.0)
    length = draft.length * min(shortening, 1.05)
    if draft.part in (Part.PAD, Part.BASS):
        length = max(length, draft.length * (0.8 + 0.2 * legato))
    if draft.ring:
        length = max(length, legato * draft.ring)
    return round(max(min(_SHORTEST, limit), min(limit, length)), 3)


def _velocities(
    drafts: list[Draft], parameters: MusicParameters, swell: float, random: Random
) -> list[int]:
    raw = [
        _BALANCE[draft.part] + _METRE * draft.accent + _HUMAN * random.gauss(0.0, 1.0)
        for draft in drafts
    ]
    if not raw:
        return []
    mean = sum(raw) / len(raw)
    deviation = (sum((value - mean) ** 2 for value in raw) / len(raw)) ** 0.5 or 1.0
    scale = parameters.velocity_spread / max(deviation, 0.5)
    loudness = parameters.loudness + swell
    return [min(127, max(1, round(loudness + scale * (value - mean)))) for value in raw]
