"""What a report is made of. No Qt objects; frozen, so that a thread of the pool may draw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from emotune_gui.domain.review import SessionNote, SessionTrend
from emotune_gui.domain.scale import ScaleReading
from emotune_gui.domain.session import Client, ConsentRecord, Practice, SessionInfo
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.presenters.review_summary import ReviewSummary


class Section(StrEnum):
    """A part of a report that can be chosen, in the order of the pages."""

    COVER = "cover"
    FACTS = "facts"
    CONSENT = "consent"
    CURVES = "curves"
    EMOTIONS = "emotions"
    MUSIC = "music"
    MARKERS = "markers"
    NOTES = "notes"
    RATINGS = "ratings"
    SCALES = "scales"
    HONESTY = "honesty"


OF_ONE_SESSION = frozenset({Section.CURVES, Section.MUSIC, Section.MARKERS, Section.RATINGS})
"""Not in the report of a client over several sessions, which has trends instead."""


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the therapist ticked."""

    sections: frozenset[Section] = frozenset(Section)
    paper: Paper = Paper.A4
    drafts: bool = False
    """Whether notes that are not locked stand in it, marked as drafts."""
    supervision: bool = False
    """For a supervising colleague: only with that consent, and with a number for the name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report asked for: of one session, or of a client over all of theirs (`session_id` None)."""

    client_id: int
    target: Path
    choices: Choices
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A note with what was amended later; private ones never become one of these."""

    note: SessionNote
    amendments: tuple[SessionNote, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SessionMatter:
    info: SessionInfo
    data: ReviewData
    summary: ReviewSummary
    scales: tuple[ScaleReading, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class HistoryMatter:
    """Of each session its facts and its point in the trends, oldest first."""

    infos: tuple[SessionInfo, ...]
    trends: tuple[SessionTrend, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReportMatter:
    """`body` is one session, or a client over several."""

    client: Client
    practice: Practice
    body: SessionMatter | HistoryMatter
    consents: tuple[ConsentRecord, ...]
    notes: tuple[tuple[SessionInfo, tuple[ReportNote, ...]], ...]
    """By session, oldest first."""
    made_at: datetime
    supervision: bool = False
    """`client` has a number for a name then."""


def arranged(notes: tuple[SessionNote, ...], *, drafts: bool) -> tuple[ReportNote, ...]:
    """Without the private and the empty; amendments under what they amend, drafts if wanted."""
    shown = [
        n for n in notes if not n.private and not n.empty and (drafts or n.locked_at is not None)
    ]
    by_id = {n.id: n for n in notes}
    heads = [n for n in shown if n.amends is None]
    later = sorted((n for n in shown if n.amends is not None), key=lambda n: (n.created_at, n.id))
    return tuple(
        ReportNote(head, tuple(n for n in later if _root(n, by_id) == head.id))
        for head in sorted(heads, key=lambda n: (n.t, n.created_at, n.id))
    )


def _root(note: SessionNote, by_id: dict[int, SessionNote]) -> int:
    """The first note of a chain of amendments."""
    seen = {note.id}
    while note.amends is not None and note.amends in by_id and note.amends not in seen:
        note = by_id[note.amends]
        seen.add(note.id)
    return note.id
