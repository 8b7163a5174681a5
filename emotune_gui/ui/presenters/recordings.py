"""The list of recordings: pulled as it stands, filtered, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from emotune_gui.engine.analysing.values import FileResult, FileState, Kind
from emotune_gui.engine.bulk.batches import Row, Standing
from emotune_gui.engine.bulk.order import BatchOrder
from emotune_gui.engine.bulk.preview import Preview
from emotune_gui.engine.bulk.series import picture_of
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.sentences import sentence

Key = tuple[int, Path]
AGAIN = frozenset({FileState.FAILED, FileState.CANCELLED})
UNDONE = frozenset({FileState.WAITING, FileState.RUNNING})


class Which(StrEnum):
    """Which recordings are shown."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"
    FAILED = "failed"


_STATES = {
    Which.ALL: frozenset(FileState),
    Which.OPEN: UNDONE,
    Which.DONE: frozenset({FileState.DONE}),
    Which.FAILED: AGAIN,
}


class Newest(Protocol):
    def get(self) -> Standing | None: ...

    @property
    def count(self) -> int: ...


class Batches(Protocol):
    """`engine.bulk.batches.Batches`."""

    @property
    def standings(self) -> Newest: ...

    def add(self, order: BatchOrder, /) -> None: ...

    def pause(self, paused: bool, /) -> None: ...

    def cancel(self, keys: Iterable[Key] | None = None) -> None: ...

    def retry(self, keys: Iterable[Key], /) -> None: ...

    def clear(self) -> None: ...

    def keep(self, key: Key, made: FileResult | None = None) -> int: ...

    def film_refusal(self, key: Key, /) -> str: ...


LookInto = Callable[[FileResult], Preview]


class RecordingsView(Protocol):
    def show_rows(self, rows: Sequence[Row], standing: Standing) -> None: ...

    def show_preview(self, key: Key, seen: Preview) -> None: ...

    def show_notice(self, sentence: str) -> None: ...

    def open_session(self, session_id: int) -> None: ...

    def open_file(self, path: Path) -> None:
        """With the program that the desktop has for it."""


class RecordingsPresenter:
    """GUI thread. `tick` is called a few times a second while the page is shown."""

    def __init__(
        self, view: RecordingsView, batches: Batches, tasks: Tasks, look_into: LookInto
    ) -> None:
        self._view, self._batches, self._tasks = view, batches, tasks
        self._look_into = look_into
        self._seen = -1
        self._told = 0
        self._words, self._which = "", Which.ALL
        self._opening = False
        self.standing = Standing()

    def tick(self) -> None:
        newest = self._batches.standings
        count = newest.count
        if count == self._seen:
            return
        self._seen = count
        self.standing = newest.get() or Standing()
        self._show()
        self._tell(self.standing.notices)

    def _tell(self, notices: Sequence[str]) -> None:
        """Each is said once."""
        for notice in notices[min(self._told, len(notices)) :]:
            self._view.show_notice(sentence(notice))
        self._told = len(notices)

    def search(self, words: str) -> None:
        self._words = words.strip().casefold()
        self._show()

    def show_which(self, which: Which) -> None:
        self._which = which
        self._show()

    def _show(self) -> None:
        rows = self.standing.rows
        if self._words or self._which is not Which.ALL:
            states = _STATES[self._which]
            rows = tuple(r for r in rows if r.file.state in states and self._fits(r))
        self._view.show_rows(rows, self.standing)

    def _fits(self, row: Row) -> bool:
        return self._words in f"{row.file.path} {row.client}".casefold()

    # What the therapist does

    def toggle_pause(self) -> None:
        if self.standing.unfinished:
            self._batches.pause(not self.standing.paused)

    def cancel(self, rows: Iterable[Row]) -> None:
        keys = [row.key for row in rows if row.file.state in UNDONE]
        if keys:
            self._batches.cancel(keys)

    def cancel_all(self) -> None:
        self._batches.cancel(None)

    def retry(self, rows: Iterable[Row]) -> None:
        keys = [row.key for row in rows if row.file.state in AGAIN]
        if keys:
            self._batches.retry(keys)

    def clear(self) -> None:
        self._batches.clear()

    def picture(self, row: Row) -> None:
        """Look for the picture of a recording that is done."""
        result = row.file.result
        if result is None or result.kind is Kind.SOUND:
            self._view.show_preview(row.key, Preview())
            return
        self._tasks.load(
            "preview",
            lambda: self._look_into(result),
            lambda seen: self._view.show_preview(row.key, seen),
            self._view.show_notice,
        )

    def open_picture(self, row: Row) -> None:
        """A photograph, with what was seen drawn on it where that was made."""
        result = row.file.result
        if result is not None and result.kind is Kind.PHOTO:
            self._view.open_file(picture_of(result))

    def open(self, row: Row) -> None:
        """In Review, stored as a session first; photographs with those of their folder."""
        if row.file.result is None or self._opening:
            return
        self._opening = True
        self._tasks.act(lambda: self._batches.keep(row.key), self._opened, self._not_opened)

    def _opened(self, session_id: int) -> None:
        self._opening = False
        self._view.open_session(session_id)

    def _not_opened(self, sentence: str) -> None:
        self._opening = False
        self._view.show_notice(sentence)
