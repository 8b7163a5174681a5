"""Review: the sessions there are, one of them opened, the cursor and the jumps between marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from emotune_gui.domain.review import NoteText
from emotune_gui.domain.session import Client, Marker, SessionInfo, SessionState
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.clients import matches
from emotune_gui.ui.presenters.review_data import ReviewData, prepare
from emotune_gui.ui.presenters.review_playing import Player, ReviewPlaying
from emotune_gui.ui.presenters.review_readout import Readout, read_at
from emotune_gui.ui.presenters.review_span import (
    SHORTEST_SPAN_S,
    SpanStatistics,
    span_statistics,
)
from emotune_gui.ui.presenters.review_summary import ReviewSummary, headline, summarise
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import newest_first

SAME_MOMENT_S = 0.05
"""A jump leaves a mark the cursor already stands on."""


class ReviewView(Protocol):
    def show_sessions(self, sessions: Sequence[SessionInfo], total: int) -> None: ...

    def show_opening(self, info: SessionInfo | None) -> None: ...

    def when_built(self, go_on: Callable[[], None]) -> None:
        """Call it once a session can be shown; of several the last alone."""

    def show_session(self, data: ReviewData, summary: ReviewSummary, headline: str) -> None: ...

    def show_readout(self, t: float, readout: Readout) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def bring_into_view(self, t: float) -> None: ...

    def show_span(self, span: SpanStatistics | None) -> None: ...

    def show_marks(self, data: ReviewData) -> None: ...

    def show_playing(self, playing: bool) -> None: ...

    def show_playable(self, playable: bool, reason: str) -> None: ...

    def follow_cursor(self, t: float) -> None: ...

    def show_notice(self, sentence: str) -> None: ...


class ReviewPresenter:
    def __init__(
        self,
        view: ReviewView,
        open_store: OpenStore,
        tasks: Tasks,
        player: Player | None = None,
    ) -> None:
        self._view = view
        self._open = open_store
        self._tasks = tasks
        self._all: tuple[SessionInfo, ...] = ()
        self._search = ""
        self._rounds = False
        self._data: ReviewData | None = None
        self._cursor = 0.0
        self._span: tuple[float, float] | None = None
        self.playing = ReviewPlaying(view, player, self._show_cursor)

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

    def show_rounds(self, shown: bool) -> None:
        """Whether rating rounds stand among the sessions, which they are not."""
        self._rounds = shown
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
        """By hand: what plays goes on from there."""
        self._show_cursor(t)
        self.playing.sought(self._cursor)

    def show_marks(self, markers: Sequence[Marker], notes: Sequence[NoteText]) -> None:
        """They were changed by hand; the curves stay."""
        if self._data is None:
            return
        timeline = replace(self._data.timeline, markers=tuple(markers), notes=tuple(notes))
        self._data = replace(self._data, timeline=timeline)
        self._view.show_marks(self._data)
        self._show_cursor(self._cursor)

    def toggle_playing(self) -> None:
        self.playing.toggle(self._cursor)

    def select_span(self, start: float, end: float) -> None:
        """Seconds in any order; too short a stretch selects nothing."""
        if self._data is None:
            return
        first, last = (min(max(0.0, t), self._data.duration_s) for t in sorted((start, end)))
        if last - first < SHORTEST_SPAN_S:
            self.clear_span()
            return
        self._span = first, last
        self._view.show_span(span_statistics(self._data, first, last))

    def span_from_cursor(self) -> None:
        """It begins at the cursor; to the old end or the session's."""
        if self._data is not None:
            end = self._span[1] if self._span else self._data.duration_s
            self.select_span(self._cursor, end if end > self._cursor else self._data.duration_s)

    def span_to_cursor(self) -> None:
        """It ends at the cursor."""
        start = self._span[0] if self._span else 0.0
        self.select_span(start if start < self._cursor else 0.0, self._cursor)

    def clear_span(self) -> None:
        self._span = None
        self._view.show_span(None)

    def _show_cursor(self, t: float) -> None:
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
        data = prepare(self._open().sessions.timeline(session_id, written=False))
        return data, summarise(data)

    def _opened(self, read: tuple[ReviewData, ReviewSummary]) -> None:
        self._view.when_built(lambda: self._show_opened(*read))

    def _show_opened(self, data: ReviewData, summary: ReviewSummary) -> None:
        self._data = data
        self._span = None
        self._view.show_session(self._data, summary, headline(self._data, summary))
        self._view.show_span(None)
        self.playing.open(self._data)
        self.move_cursor(0.0)

    def _listed(self, sessions: list[SessionInfo]) -> None:
        self._all = tuple(sessions)
        self._show()

    def _show(self) -> None:
        found = [info for info in self._all if matches(info.client_name, self._search)]
        shown = [info for info in found if self._rounds or not info.is_round]
        self._view.show_sessions(shown, len(self._all))


def reviewable(open_store: OpenStore) -> list[SessionInfo]:
    """Newest first, without one that is running just now: it is not over."""
    sessions = open_store().sessions
    interrupted = {info.id for info in sessions.interrupted()}
    return newest_first(
        [s for s in sessions.list() if s.state is not SessionState.OPEN or s.id in interrupted]
    )
