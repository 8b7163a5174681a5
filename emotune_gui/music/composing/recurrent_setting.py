"""From what the network wrote to notes: melody degrees, chord voices and bass tones."""

from __future__ import annotations

from collections.abc import Sequence

from emotune_gui.domain.music import Part
from emotune_gui.music.composing.draft import Draft, Ground, Span, weight_of
from emotune_gui.music.composing.recurrent_encoding import (
    BASS_FIFTH,
    BASS_OCTAVE,
    BASS_STEP,
    BASS_THIRD,
    BASSES,
    FIRST_NOTE,
    FULL,
    HIGH,
    HIGH_PAIR,
    LOW,
    LOW_PAIR,
    MIDDLE,
    NO_BASS,
    NO_STRIKE,
    REST,
    SLOTS,
    Written,
    alteration_of,
    degree_of,
    sounded,
)
from emotune_gui.music.composing.scale import Chord, nearest_pitch
from emotune_gui.music.composing.voicing import Voicing

_OCTAVE = 12
_HIGHEST_BASS = 57
_LOWEST_FIFTH = 38
"""Tones above the bass fold upward round this note, so that small loudspeakers render them."""
_BREATH = 0.5
"""Beats of silence at the end of a phrase."""
_LONG = 1.5
"""Beats from which a note is heard as a harmony note."""


def melody_drafts(written: Sequence[Written], ground: Ground, base: int) -> list[Draft]:
    """The melody; `base` is the absolute degree of the tonic that its degrees count from."""
    begins = [slot for slot, one in enumerate(written) if one.melody >= FIRST_NOTE]
    ends = [*begins, len(written)][1:]
    notes = []
    for begin, following in zip(begins, ends, strict=True):
        rest = next(
            (s for s in range(begin + 1, following) if written[s].melody == REST), following
        )
        onset, length = begin / SLOTS, (rest - begin) / SLOTS
        if ground.closing and begin == begins[-1]:
            length = max(1.0, min(length, ground.beats - _BREATH - onset))
        harmony = ground.harmony_at(onset)
        sung = written[begin].melody
        pitch = sounded(degree_of(sung) + base, alteration_of(sung), ground.scale, harmony)
        if length >= _LONG and pitch % 12 not in harmony.pitch_classes(ground.scale.tonic):
            pitch = _settled(pitch, harmony, ground)
        weight = weight_of(onset, ground.beats)
        notes.append(
            Draft(onset, length, pitch, Part.MELODY, 0.62 + 0.33 * weight, accent=weight - 0.4)
        )
    return notes


def accompaniment_drafts(
    written: Sequence[Written],
    ground: Ground,
    voicings: Sequence[Voicing],
    *,
    around: float,
    ceiling: float,
) -> list[Draft]:
    """Bass round `around` (MIDI note) and the struck voices of the chords.

    The chords reach up by an octave where that stays below `ceiling`.
    """
    drafts: list[Draft] = []
    for index, (span, voicing) in enumerate(zip(ground.spans, voicings, strict=True)):
        slots = range(round(SLOTS * span.start), round(SLOTS * span.end))
        spoken = [(slot, divmod(written[slot].accompaniment, BASSES)) for slot in slots]
        last = index + 1 == len(ground.spans)
        following = ground.following if last else ground.spans[index + 1].harmony
        drafts += _bass(
            [(slot, bass) for slot, (_, bass) in spoken if bass != NO_BASS],
            ground,
            span,
            following,
            around,
        )
        drafts += _strikes(
            [(slot, strike) for slot, (strike, _) in spoken if strike != NO_STRIKE],
            ground,
            span,
            _open(voicing, ceiling),
        )
    return drafts


def filled(
    drafts: list[Draft], ground: Ground, voicings: Sequence[Voicing], onsets: int, grid: int
) -> list[Draft]:
    """More single chord tones at the strongest empty places, until there are `onsets` instants."""
    taken = {draft.onset for draft in drafts}
    places = [slot / SLOTS for slot in range(0, SLOTS * ground.beats, grid)]
    empty = sorted(
        (place for place in places if place not in taken),
        key=lambda place: (-weight_of(place, ground.beats), place),
    )
    added = []
    for count, onset in enumerate(empty[: max(0, onsets - len(taken))]):
        index = next(i for i, s in enumerate(ground.spans) if s.start <= onset < s.end)
        voicing, span = voicings[index], ground.spans[index]
        pitch = voicing[1 + count % (len(voicing) - 1)]
        added.append(_strike(onset, grid / SLOTS, pitch, ground, ring=span.end - onset))
    return drafts + added


def _settled(pitch: int, harmony: Chord, ground: Ground) -> int:
    """The nearest tone of the chord, the lower of two."""
    tones = harmony.pitch_classes(ground.scale.tonic)
    near = (pitch + side * step for step in range(1, 7) for side in (-1, 1))
    return next(p for p in near if p % 12 in tones)


def _bass(
    notes: list[tuple[int, int]], ground: Ground, span: Span, following: Chord, around: float
) -> list[Draft]:
    tonic, harmony = ground.scale.tonic, span.harmony
    low = nearest_pitch((tonic + harmony.bass) % 12, around)
    target = nearest_pitch((tonic + following.bass) % 12, low)
    ends = [*(slot / SLOTS for slot, _ in notes), span.end][1:]
    drafts = []
    for (slot, kind), end in zip(notes, ends, strict=True):
        onset = slot / SLOTS
        pitch = _bass_pitch(kind, harmony, ground, low, target)
        weight = weight_of(onset, ground.beats)
        importance = 0.98 if weight == 1.0 else 0.25 + 0.55 * weight
        length = end - onset
        drafts.append(
            Draft(onset, length, pitch, Part.BASS, importance, accent=weight - 0.5, ring=length)
        )
    return drafts


def _bass_pitch(kind: int, harmony: Chord, ground: Ground, low: int, target: int) -> int:
    tonic = ground.scale.tonic
    if kind == BASS_OCTAVE:
        return low + 12 if low + 12 <= _HIGHEST_BASS else low
    if kind == BASS_STEP:
        degree = ground.scale.nearest(target)
        return ground.scale.pitch(degree + (1 if low > target else -1))
    tone = {BASS_THIRD: 1, BASS_FIFTH: 2}.get(kind)
    if tone is None:
        return low
    wanted = harmony.tones[min(tone, len(harmony.tones) - 1)]
    if wanted % 12 == harmony.bass:
        wanted = harmony.root
    return nearest_pitch((tonic + wanted) % 12, max(low + 2, _LOWEST_FIFTH))


def _strikes(
    notes: list[tuple[int, int]], ground: Ground, span: Span, opened: tuple[Voicing, int]
) -> list[Draft]:
    ends = [*(slot / SLOTS for slot, _ in notes), span.end][1:]
    drafts = []
    before, last = NO_STRIKE, 0
    for (slot, strike), end in zip(notes, ends, strict=True):
        onset = slot / SLOTS
        struck = _voices(strike, *opened)
        if len(struck) == 1 and strike == before:
            struck = _next_voice(last, *opened)
        before, last = strike, struck[0]
        ring = span.end - onset if len(struck) == 1 else 0.0
        drafts += [_strike(onset, end - onset, pitch, ground, ring=ring) for pitch in struck]
    return drafts


def _open(voicing: Voicing, ceiling: float) -> tuple[Voicing, int]:
    """The voicing and its highest single note: the octave of the lowest, so that a spelled chord
    is wide, where there is room."""
    octave = voicing[0] + _OCTAVE
    return voicing, octave if voicing[-1] < octave <= ceiling else voicing[-1]


def _voices(strike: int, voicing: Voicing, highest: int) -> Voicing:
    return {
        LOW: voicing[:1],
        MIDDLE: voicing[1:2],
        HIGH: (highest,),
        LOW_PAIR: voicing[:2],
        HIGH_PAIR: voicing[-2:],
        FULL: voicing,
    }[strike]


def _next_voice(pitch: int, voicing: Voicing, highest: int) -> Voicing:
    """The voice above, from the top back to the bottom: one note struck again becomes a figure."""
    ladder = sorted({*voicing, highest})
    return (ladder[(ladder.index(pitch) + 1) % len(ladder)],)


def _strike(onset: float, length: float, pitch: int, ground: Ground, *, ring: float) -> Draft:
    weight = weight_of(onset, ground.beats)
    importance = min(0.9, 0.15 + 0.6 * weight)
    return Draft(onset, length, pitch, Part.CHORDS, importance, accent=weight - 0.5, ring=ring)
