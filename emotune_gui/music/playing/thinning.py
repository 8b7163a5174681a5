"""Which notes of a bar are left out at the live density."""

from __future__ import annotations

from emotune_gui.domain.music import Bar

KEEP_ALL = 1.0
_TICKS_PER_BEAT = 24


def rank_threshold(bar: Bar, density: float, tempo_bpm: float) -> float:
    """Highest `Note.rank` to play, so that about `density` onsets a second remain.

    Notes that begin together (within 1/24 beat) are one onset, and an onset is kept while its
    lowest rank is. The bar asks for ``density * seconds`` onsets; ranks are admitted from the
    lowest while that number is not passed. Rank 0 is always played. A bar with fewer onsets
    than asked is played whole: nothing is invented here. Higher density never lowers the result.
    """
    lowest: dict[int, float] = {}
    for note in bar.notes:
        tick = round(note.onset * _TICKS_PER_BEAT)
        lowest[tick] = min(note.rank, lowest.get(tick, note.rank))
    ranks = sorted(lowest.values())
    # Round to the nearest onset: always rounding down would thin every bar by half a note.
    wanted = int(density * bar.beats * 60.0 / tempo_bpm + 0.5)
    if wanted >= len(ranks):
        return KEEP_ALL
    first_out = ranks[wanted]
    return max([0.0, *(rank for rank in ranks[:wanted] if rank < first_out)])
