"""One batch of recordings: its queue while there is something to do, and what became of each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileProgress,
    FileResult,
    FileState,
    QueueSnapshot,
)
from emotune_gui.engine.bulk.order import BatchOrder, Kept, Ledger, write_ledger

_log = logging.getLogger(__name__)

OPEN = frozenset({FileState.WAITING, FileState.RUNNING})
IDLE_CLOSED_S = 60.0
"""Processes with nothing to do are ended after so long."""
CLOSE_S = 5.0


class Queue(Protocol):
    """`engine.analysing.queue.AnalysisQueue`."""

    @property
    def pids(self) -> tuple[int, ...]: ...

    def add(self, paths: tuple[Path, ...], /) -> None: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def cancel(self, file_id: int | None = None) -> None: ...

    def retry(self, file_id: int, /) -> None: ...

    def snapshot(self) -> QueueSnapshot: ...

    def close(self, timeout: float = ...) -> bool: ...


class Keeper(Protocol):
    """The database's side; all calls may block and raise EmoTuneError."""

    def name(self, client_id: int) -> str: ...

    def refusal(self, order: BatchOrder) -> str:
        """Why this must not be analysed, by the client's consents; empty where it may."""

    def keep(self, result: FileResult, client_id: int | None) -> int:
        """As a session; its id."""

    def keep_photographs(self, results: Sequence[FileResult], client_id: int | None) -> int:
        """Those of one folder, as one session; its id."""

    def film_refusal(self, client_id: int | None) -> str:
        """Why no film of a recording may be made; empty where it may."""

    def has_session(self, session_id: int, result: FileResult) -> bool:
        """Whether it is still stored, and was made of this."""


StartQueue = Callable[[Path, AnalysisOptions], Queue]
"""Raises InvalidInput for a folder that cannot be written."""


class Batch:
    """Used under the lock of `Batches`."""

    def __init__(self, number: int, order: BatchOrder, start_queue: StartQueue) -> None:
        self.number, self.order = number, order
        self._start_queue = start_queue
        self._queue: Queue | None = None
        self._idle_since: float | None = None
        self._going = False
        self._sifted = False
        self._cancels_all = False
        self._cancelled: set[Path] = set()
        self.rows: tuple[FileProgress, ...] = ()
        self.finished = False
        self.kept: dict[tuple[str, Strategy | None], int] = {}
        """Sessions by the recording's name and the music."""
        self.remarks: dict[str, str] = {}
        """Why a recording was not stored, by name."""
        self.snapshot = QueueSnapshot()
        self.changed = True
        """Whether the ledger is to be written."""
        self.client = ""
        """The client's name, once it was looked up."""

    @classmethod
    def from_ledger(cls, number: int, ledger: Ledger, start_queue: StartQueue) -> Batch:
        """As it was left; an unfinished one opens its queue again."""
        made = cls(number, ledger.order, start_queue)
        made._cancelled = set(ledger.cancelled)
        made.kept = {(k.name, k.music): k.session_id for k in ledger.kept}
        made.finished, made.changed = ledger.finished, False
        made.rows = ledger.files
        return made

    @property
    def ledger(self) -> Ledger:
        files = self.rows if self.finished else ()
        kept = tuple(Kept(name, session, music) for (name, music), session in self.kept.items())
        return Ledger(self.order, self.finished, frozenset(self._cancelled), files, kept)

    @property
    def opened(self) -> bool:
        return self._queue is not None

    @property
    def searching(self) -> bool:
        return not self.finished and (self._queue is None or not self._sifted)

    @property
    def pids(self) -> tuple[int, ...]:
        return () if self._queue is None else self._queue.pids

    def open(self) -> None:
        """Begin to look for the recordings; nothing is analysed before `go`."""
        try:
            self._queue = self._start_queue(self.order.folder, self.order.options)
        except InvalidInput as problem:
            self.refuse(str(problem))
            return
        self._queue.pause()
        self._going = self._sifted = False
        self._queue.add(self.order.paths)

    def refuse(self, sentence: str) -> None:
        """Nothing of it is analysed, for this reason."""
        self.rows = tuple(
            FileProgress(number, path, path.stem, FileState.FAILED, 1.0, message=sentence)
            for number, path in enumerate(self.order.paths)
        )
        self.finished = self.changed = True

    def go(self, going: bool) -> None:
        """Analyse, or stop between two pictures."""
        if self._queue is None or going == self._going:
            return
        self._going = going
        if going:
            self._queue.resume()
        else:
            self._queue.pause()

    def look(self, now: float) -> None:
        """Take in how far the queue is."""
        if self._queue is None:
            return
        self.snapshot = self._queue.snapshot()
        if self.snapshot.searching and not self.snapshot.files:
            return
        before = self.rows[: len(self.snapshot.files)]
        self.rows = tuple(_same(b, f) for b, f in zip_longest(before, self.snapshot.files))
        if not self._sifted and not self.snapshot.searching:
            self._sift()
        self._settle(now)

    def _sift(self) -> None:
        """What had been cancelled before the program ended stays so."""
        self._sifted = True
        assert self._queue is not None
        for row in self.rows:
            if self._cancels_all or row.path in self._cancelled:
                self._cancelled.add(row.path)
                self._queue.cancel(row.id)
        self._cancels_all = False
        self.snapshot = self._queue.snapshot()
        self.rows = self.snapshot.files

    def _settle(self, now: float) -> None:
        over = self.snapshot.finished and not any(row.state in OPEN for row in self.rows)
        if over and self._sifted:
            if not self.finished:
                self.finished = self.changed = True
            self._idle_since = self._idle_since or now
        else:
            self._idle_since = None

    def is_idle(self, now: float) -> bool:
        """Whether its processes have had nothing to do for long."""
        return self._idle_since is not None and now - self._idle_since > IDLE_CLOSED_S

    def cancel(self, path: Path | None) -> None:
        """One recording, or with None all that are not done."""
        if self.finished:
            return
        self.changed = True
        if path is None and not self._sifted:
            self._cancels_all = True
            return
        rows = [row for row in self.rows if row.state in OPEN and path in {None, row.path}]
        self._cancelled.update(row.path for row in rows)
        if self._queue is not None and path is None:
            self._queue.cancel()
        elif self._queue is not None:
            for row in rows:
                self._queue.cancel(row.id)

    def retry(self, path: Path) -> None:
        """One that failed or was cancelled; the others are not done again."""
        row = next((r for r in self.rows if r.path == path), None)
        if row is None or row.state in OPEN or row.state is FileState.DONE:
            return
        self._cancelled.discard(path)
        self.finished, self.changed, self._idle_since = False, True, None
        if self._queue is not None:
            self._queue.retry(row.id)

    def session_of(self, name: str, music: Strategy | None = None) -> int | None:
        return self.kept.get((name, music))

    def note_kept(self, names: Iterable[str], session_id: int, music: Strategy | None) -> None:
        for name in names:
            # At the end: the order is that in which photographs stand in their session.
            self.kept.pop((name, music), None)
            self.kept[name, music] = session_id
            self.remarks.pop(name, None)
        self.changed = True

    def forget_session(self, session_id: int) -> None:
        """It is no longer stored."""
        self.kept = {key: known for key, known in self.kept.items() if known != session_id}

    def write(self) -> None:
        """The ledger, where something changed."""
        if not self.changed:
            return
        self.changed = False
        try:
            write_ledger(self.ledger)
        except OSError as problem:
            # The results themselves say that the folder is full or gone.
            _log.error("%s cannot be written: %s", self.order.folder, problem)

    def close(self) -> None:
        """End its processes; waits for them."""
        queue, self._queue, self._idle_since = self._queue, None, None
        self._going = False
        if queue is not None:
            queue.close(CLOSE_S)


def _same(before: FileProgress | None, now: FileProgress) -> FileProgress:
    """The very object where nothing changed, so that the window need not look."""
    same = before is now or before == now
    return before if before is not None and same else now
