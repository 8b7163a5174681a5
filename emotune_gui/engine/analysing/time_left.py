"""How long the recordings that are not done will take, told from those that are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

RECENT = 20
"""So many of the last that were done say what one takes."""
LATE_SHARE = 0.25
"""What is later than was to be expected is thought to need this share of its time again."""


@dataclass(frozen=True, slots=True)
class Work:
    """One recording. Seconds are those of work, pauses left out."""

    photo: bool
    running: bool = False
    done: bool = False
    """Neither running nor done: it waits."""
    worked_s: float = 0.0
    left_s: float | None = None
    """Of a running one that says how far it is."""


def late(expected_s: float, since_s: float) -> float:
    """Seconds left of what was expected to take `expected_s`, after `since_s` of them.

    Counts down; what is overdue needs longer the longer it has been at it.
    """
    return max(expected_s - since_s, LATE_SHARE * since_s)


def seconds_left(works: Sequence[Work], hands: int = 1) -> float | None:
    """None while it cannot be told. So many `hands` do the work, or as many as there is work for.

    Never less than the longest of those under way.
    """
    running = [work for work in works if work.running]
    waiting = [work for work in works if not (work.running or work.done)]
    if not running:
        return None
    typical = {photo: _typical(works, photo=photo) for photo in {work.photo for work in works}}
    known = [_left(work, typical[work.photo]) for work in running]
    to_come = [typical[work.photo] for work in waiting]
    all_of_them = [left for left in (*known, *to_come) if left is not None]
    if len(all_of_them) < len(running) + len(waiting):
        return None
    longest = max(left for left in known if left is not None)
    hands = min(max(hands, len(running)), len(all_of_them))
    return max(longest, sum(all_of_them) / hands)


def _left(work: Work, typical_s: float | None) -> float | None:
    if work.left_s is not None:
        return work.left_s
    return None if typical_s is None else late(typical_s, work.worked_s)


def _typical(works: Iterable[Work], *, photo: bool) -> float | None:
    """Seconds that a photograph takes, or one of the others; None where none has been seen."""
    alike = [work for work in works if work.photo is photo]
    done = [work.worked_s for work in alike if work.done and work.worked_s > 0.0][-RECENT:]
    foreseen = [work.worked_s + work.left_s for work in alike if work.left_s is not None]
    return fmean((*done, *foreseen)) if done or foreseen else None
