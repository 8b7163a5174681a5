"""What may sound, whoever composed the bar."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from emotune_gui.domain.music import ANY_INSTRUMENTS, Bar, Instrumentation, Note, Part

OCTAVE = 12
_GAP = 0.02


def within(
    bar: Bar,
    instrumentation: Instrumentation = ANY_INSTRUMENTS,
    excluded: Collection[Part] = (),
    loudness_limit: float = 127.0,
) -> Bar:
    """The bar inside the therapist's limits: applied to every composer's bars.

    Notes of excluded parts and programs are left out, notes outside the register moved into it
    by octaves (of two that meet on a pitch the first is kept), and a bar whose mean velocity is
    asked above `loudness_limit` is brought down in proportion. A bar within the limits comes
    back as it is.
    """
    banned = set(excluded)
    for part, program in bar.parameters.instruments:
        if part is not Part.DRUMS and program in instrumentation.excluded_programs:
            banned.add(part)
    notes = [_folded(note, instrumentation) for note in bar.notes if note.part not in banned]
    scale = min(1.0, loudness_limit / bar.parameters.loudness)
    if tuple(notes) == bar.notes and scale == 1.0 and not banned:
        return bar
    if scale < 1.0:
        notes = [replace(n, velocity=max(1, round(n.velocity * scale))) for n in notes]
    players = tuple(p for p in bar.parameters.instruments if p[0] not in banned)
    loudness = bar.parameters.loudness * scale
    return replace(
        bar,
        parameters=replace(bar.parameters, instruments=players, loudness=loudness),
        notes=_apart(notes),
    )


def _folded(note: Note, limits: Instrumentation) -> Note:
    if note.part is Part.DRUMS or limits.lowest <= note.pitch <= limits.highest:
        return note
    pitch = note.pitch
    if pitch < limits.lowest:
        pitch += OCTAVE * -(-(limits.lowest - pitch) // OCTAVE)
    else:
        pitch -= OCTAVE * -(-(pitch - limits.highest) // OCTAVE)
    return replace(note, pitch=pitch)


def _apart(notes: list[Note]) -> tuple[Note, ...]:
    """No note overlaps its own repetition: the earlier ends before, of two at once one stays."""
    kept: list[Note] = []
    last: dict[tuple[Part, int], int] = {}
    for note in notes:
        key = (note.part, note.pitch)
        if key in last:
            before = kept[last[key]]
            room = note.onset - before.onset - _GAP
            if room <= 0:
                continue
            kept[last[key]] = replace(before, duration=min(before.duration, room))
        last[key] = len(kept)
        kept.append(note)
    return tuple(kept)
