"""Review: the sessions there are, one of them opened, the cursor and the jumps between marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

from emotune_gui.domain.session import Client, SessionInfo, SessionState
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.clients import matches
from emotune_gui.ui.presenters.review_data import ReviewData, prepare
from emotune_gui.ui.presenters.review_readout import Readout, read_at
from emotune_gui.ui.presenters.review_summary import ReviewSummary, headline, summarise
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import newest_first

SAME_MOMENT_S = 0.05
"""A jump leaves a mark the cursor already stands on."""


class ReviewView(Protocol):
    def show_sessions(self, sessions: Sequence[SessionInfo], total: int) -> None: ...

    def show_opening(self, info: SessionInfo | None) -> None: ...

    def show_session(self, data: ReviewData, summary: ReviewSummary, headline: str) -> None: ...

    def show_readout(self, t: float, readout: Readout) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def bring_into_view(self, t: float) -> None: ...


class ReviewPresenter:
    def __init__(self, view: ReviewView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view = view
        self._open = open_store
        self._tasks = tasks
        self._all: tuple[SessionInfo, ...] = ()
        self._search = ""
        self._data: ReviewData | None = None
        self._cursor = 0.0

    @property
    def data(self) -> ReviewData | None:
        return self._data

    @property
    def cursor(self) -> float:
        return self._cursor

    def refresh(self) -> None:
        self._tasks.load(
            "sessions",
            lambda: reviewable(self._open),
            self._listed,
            self._view.show_problem,
        )

    def search(self, text: str) -> None:
        """By client name, at once, on what was read already."""
        self._search = text
        self._show()

    def show_client(self, client: Client) -> None:
        self.search(client.name)

    def open(self, session_id: int) -> None:
        """Read and prepare in the background; a newer `open` makes this one's answer stale."""
        known = next((info for info in self._all if info.id == session_id), None)
        self._view.show_opening(known)
        self._tasks.load(
            "session", lambda: self._read(session_id), self._opened, self._view.show_problem
        )

    def move_cursor(self, t: float) -> None:
        if self._data is None:
            return
        self._cursor = min(max(0.0, t), self._data.duration_s)
        self._view.show_readout(self._cursor, read_at(self._data, self._cursor))

    def next_mark(self) -> bool:
        """Cursor to the next marker or note; False when none follows."""
        times = self._data.jump_times if self._data else ()
        place = bisect_right(times, self._cursor + SAME_MOMENT_S)
        return self._jump(times[place]) if place < len(times) else False

    def previous_mark(self) -> bool:
        times = self._data.jump_times if self._data else ()
        place = bisect_left(times, self._cursor - SAME_MOMENT_S) - 1
        return self._jump(times[place]) if place >= 0 else False

    def _jump(self, t: float) -> bool:
        self.move_cursor(t)
        self._view.bring_into_view(t)
        return True

    def _read(self, session_id: int) -> tuple[ReviewData, ReviewSummary]:
        data = prepare(self._open().sessions.timeline(session_id))
        return data, summarise(data)

    def _opened(self, read: tuple[ReviewData, ReviewSummary]) -> None:
        self._data, summary = read
        self._view.show_session(self._data, summary, headline(self._data, summary))
        self.move_cursor(0.0)

    def _listed(self, sessions: list[SessionInfo]) -> None:
        self._all = tuple(sessions)
        self._show()

    def _show(self) -> None:
        found = [info for info in self._all if matches(info.client_name, self._search)]
        self._view.show_sessions(found, len(self._all))


def reviewable(open_store: OpenStore) -> list[SessionInfo]:
    """Newest first, without one that is running just now: it is not over."""
    sessions = open_store().sessions
    interrupted = {info.id for info in sessions.interrupted()}
    return newest_first(
        [s for s in sessions.list() if s.state is not SessionState.OPEN or s.id in interrupted]
    )
