"""The versions of one client's mapping as lines, and the ratings behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from emotune_gui.domain.learning import StoredWeights
from emotune_gui.domain.session import Client
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.tuning_ledger import by_word
from emotune_gui.ui.presenters.tuning_words import judged_words
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate


@dataclass(frozen=True, slots=True)
class VersionLine:
    version: int
    reason: str
    when: datetime | None
    active: bool
    undone: bool
    by: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class RatingLine:
    """A rating behind a version: what was said, by whom, when, and in which session."""

    session_id: int
    when: datetime | None
    judged: str
    by: str


def read_ratings(open_store: OpenStore, client: Client, version: int) -> tuple[RatingLine, ...]:
    """Reads the database; for a background thread."""
    store = open_store()
    began = {info.id: info.started_at for info in store.sessions.list(client.id)}
    return tuple(
        RatingLine(session_id, began.get(session_id), judged_words(rating), by_word(rating.by))
        for session_id, rating in store.weights.ratings_behind(client.id, version)
    )


def version_lines(history: Sequence[StoredWeights]) -> tuple[VersionLine, ...]:
    """Newest first, closed by the clinical mapping everyone starts from."""
    lines = [
        VersionLine(
            version=entry.version,
            reason=sentence(entry.reason),
            when=entry.created_at,
            active=entry.active,
            undone=entry.undone,
            by=by_word(entry.by),
            damaged=entry.damaged,
        )
        for entry in sorted(history, key=lambda entry: -entry.version)
        if entry.version > 0
    ]
    in_use = not any(entry.active for entry in history)
    reason = translate("Tuning", "What every client starts from.")
    first = VersionLine(0, reason, None, in_use, undone=False)
    return (*lines, first)
