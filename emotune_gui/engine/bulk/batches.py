"""All batches of recordings: one is analysed at a time, and none while a session runs."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from pathlib import Path

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileProgress,
    FileResult,
    FileState,
    Kind,
)
from emotune_gui.engine.bulk.batch import OPEN, Batch, Keeper, Queue, StartQueue
from emotune_gui.engine.bulk.order import BatchOrder, read_ledger
from emotune_gui.engine.bulk.politeness import give_way
from emotune_gui.engine.bulk.series import open_folders, series_of
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.worker import Worker

_log = logging.getLogger(__name__)

LOOK_S, SLOW_LOOK_S = 0.25, 1.0
MANY = 1000
"""With so many recordings their standing is looked at less often."""
MOST_WORKERS = 8
NOT_ALL_DONE = (
    "The photographs of a folder are kept together; wait until all of this folder are done."
)
NOT_DONE = "This recording is not analysed yet; wait until it is done."


@dataclass(frozen=True, slots=True)
class Row:
    """One recording in the list."""

    batch: int
    file: FileProgress
    client_id: int | None = None
    client: str = ""
    session_id: int | None = None
    remark: str = ""

    @property
    def key(self) -> tuple[int, Path]:
        return self.batch, self.file.path


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything at one moment. `held`: a session runs, and nothing is analysed meanwhile."""

    rows: tuple[Row, ...] = ()
    folders: tuple[Path, ...] = ()
    searching: bool = False
    paused: bool = False
    held: bool = False
    counts: dict[FileState, int] = field(default_factory=dict)
    share: float = 0.0
    speed: float = 0.0
    left_s: float | None = None
    notices: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """There was something to do, and nothing is left."""
        return bool(self.rows) and not self.unfinished

    @property
    def unfinished(self) -> bool:
        return self.searching or any(self.counts.get(state, 0) for state in OPEN)


def worker_count() -> int:
    return max(1, min(MOST_WORKERS, os.cpu_count() or 1))


def real_queue(folder: Path, options: AnalysisOptions) -> Queue:
    from emotune_gui.engine.analysing.queue import AnalysisQueue

    return AnalysisQueue(folder, options, worker_count())


class Batches:
    """Every call but `close` returns at once and may come from any thread."""

    def __init__(
        self,
        keeper: Keeper,
        busy: Callable[[], bool] = lambda: False,
        start_queue: StartQueue = real_queue,
    ) -> None:
        """`busy` says whether a session runs; it is asked often and must be quick."""
        self._keeper, self._busy, self._start_queue = keeper, busy, start_queue
        self._lock = threading.RLock()
        self._keeping = threading.Lock()
        """One recording is stored at a time: whoever asks meanwhile gets the same session."""
        self._batches: list[Batch] = []
        self._leaving: list[Batch] = []
        self._shown: dict[int, tuple[Row, ...]] = {}
        self._next = 0
        self._earlier: tuple[Path, ...] = ()
        self._paused = False
        self._lowered: set[int] = set()
        self._wake = threading.Event()
        self.standings: Latest[Standing] = Latest()
        self._worker = Worker("batches", self._run, FaultDesk())

    def start(self, earlier: Iterable[Path] = ()) -> None:
        """Take up `earlier` folders first, on the thread: there may be thousands of results."""
        self._earlier = tuple(earlier)
        self._worker.start()

    # Wishes

    def add(self, order: BatchOrder) -> None:
        with self._lock:
            self._batches.append(Batch(self._next, order, self._start_queue))
            self._next += 1
        self._wake.set()

    def take_up(self, folders: Iterable[Path]) -> int:
        """Batches of an earlier run of the program; how many of them were not finished."""
        unfinished = 0
        for folder in folders:
            ledger = read_ledger(folder)
            if ledger is None:
                continue
            with self._lock:
                batch = Batch.from_ledger(self._next, ledger, self._start_queue)
                self._batches.append(batch)
                self._next += 1
            unfinished += not ledger.finished
        self._wake.set()
        return unfinished

    def pause(self, paused: bool) -> None:
        with self._lock:
            self._paused = paused
            self._steer()
        self._wake.set()

    def cancel(self, keys: Iterable[tuple[int, Path]] | None = None) -> None:
        """These recordings, or with None all that are not done."""
        with self._lock:
            if keys is None:
                for batch in self._batches:
                    batch.cancel(None)
            else:
                for number, path in keys:
                    for batch in self._of(number):
                        batch.cancel(path)
        self._wake.set()

    def retry(self, keys: Iterable[tuple[int, Path]]) -> None:
        with self._lock:
            for number, path in keys:
                for batch in self._of(number):
                    batch.retry(path)
        self._wake.set()

    def clear(self) -> None:
        """Take what is finished out of the list; the results stay where they are."""
        with self._lock:
            gone = [batch for batch in self._batches if batch.finished]
            self._batches = [batch for batch in self._batches if not batch.finished]
            self._leaving += gone
        self._wake.set()

    def keep(self, key: tuple[int, Path], made: FileResult | None = None) -> int:
        """Store a recording that is done as a session and give its id; as often as it is asked
        the same one. `made`: its results with other music. Blocks; raises EmoTuneError."""
        with self._keeping:
            return self._kept_once(key, made)

    def _kept_once(self, key: tuple[int, Path], made: FileResult | None) -> int:
        with self._lock:
            found = [(b, r) for b in self._of(key[0]) for r in b.rows if r.path == key[1]]
            if not found or found[0][1].result is None:
                raise InvalidInput(NOT_DONE)
            batch, row = found[0]
            result = made or row.result
            assert result is not None
            music = None if made is None else Strategy(made.summary["options"]["music"])
            known = batch.session_of(row.name, music)
        if known is not None:
            if self._keeper.has_session(known, result):
                return known
            with self._lock:
                batch.forget_session(known)
        kept = (row,) if result.kind is not Kind.PHOTO else self._series(batch, row)
        return self._keep(batch, kept, result, music)

    def _series(self, batch: Batch, row: FileProgress) -> tuple[FileProgress, ...]:
        """Raises InvalidInput while others of its folder are not done."""
        with self._lock:
            if row.path.parent in open_folders(batch.rows):
                raise InvalidInput(NOT_ALL_DONE)
            return series_of(batch.rows, row, lambda name: batch.session_of(name) is not None)

    def _keep(
        self,
        batch: Batch,
        kept: Sequence[FileProgress],
        result: FileResult,
        music: Strategy | None,
    ) -> int:
        client_id = batch.order.client_id
        if result.kind is Kind.PHOTO:
            results = [row.result for row in kept if row.result is not None]
            session_id = self._keeper.keep_photographs(results, client_id)
        else:
            session_id = self._keeper.keep(result, client_id)
        with self._lock:
            batch.note_kept((row.name for row in kept), session_id, music)
            batch.write()
        self._wake.set()
        return session_id

    def film_refusal(self, key: tuple[int, Path]) -> str:
        """Why no film with what was seen may be made of it; empty where it may. Blocks."""
        with self._lock:
            clients = [batch.order.client_id for batch in self._of(key[0])]
        return self._keeper.film_refusal(clients[0]) if clients else ""

    def close(self) -> None:
        """End all processes; what is not done goes on when the folders are taken up again."""
        self._worker.stop()
        self._wake.set()
        if not self._worker.join(2 * LOOK_S + 5.0):
            _log.error("the thread “%s” did not end", self._worker.name)
        with self._lock:
            batches = [*self._batches, *self._leaving]
        for batch in batches:
            batch.write()
            batch.close()

    # The thread

    def _run(self) -> None:
        earlier, self._earlier = self._earlier, ()
        if earlier:
            self.take_up(earlier)
        self.step()
        many = sum(len(batch.rows) for batch in self._batches) > MANY
        self._wake.wait(SLOW_LOOK_S if many else LOOK_S)
        self._wake.clear()

    def step(self) -> None:
        with self._lock:
            batches, leaving = list(self._batches), self._leaving
            self._leaving = []
        now = time.monotonic()
        for batch in batches:
            self._name(batch)
            if not batch.finished and not batch.opened:
                refusal = self._refusal(batch)
                with self._lock:
                    if refusal:
                        batch.refuse(refusal)
                    else:
                        batch.open()
            with self._lock:
                batch.look(now)
        with self._lock:
            self._steer()
        self._keep_one(batches)
        for batch in batches:
            with self._lock:
                batch.write()
            self._lower(batch.pids)
        with self._lock:
            self.standings.put(self._standing())
        # Last: the ends of processes are waited for, which nobody should see.
        for batch in (*leaving, *(b for b in batches if b.is_idle(now))):
            batch.close()

    def _steer(self) -> None:
        """The first batch that is not finished goes on; the others wait."""
        going = not self._paused and not self._busy()
        for batch in self._batches:
            active = going and not batch.finished and not batch.searching
            batch.go(active)
            going = going and not active

    def _name(self, batch: Batch) -> None:
        if batch.client or batch.order.client_id is None:
            return
        with suppress(EmoTuneError):
            batch.client = self._keeper.name(batch.order.client_id)

    def _refusal(self, batch: Batch) -> str:
        try:
            return self._keeper.refusal(batch.order)
        except EmoTuneError as problem:
            return str(problem)

    def _keep_one(self, batches: list[Batch]) -> None:
        """A client's recordings become sessions as they are done, one at each look."""
        if self._busy():
            return
        for batch in batches:
            if batch.order.client_id is None:
                continue
            unready = open_folders(batch.rows)
            for row in batch.rows:
                if self._to_keep(batch, row, unready):
                    self._try_to_keep(batch, row)
                    return

    def _try_to_keep(self, batch: Batch, row: FileProgress) -> None:
        try:
            self.keep((batch.number, row.path))
        except EmoTuneError as problem:
            photo = row.result is not None and row.result.kind is Kind.PHOTO
            fellows = self._series(batch, row) if photo else (row,)
            batch.remarks |= dict.fromkeys((r.name for r in fellows), str(problem))

    def _to_keep(self, batch: Batch, row: FileProgress, unready: frozenset[Path]) -> bool:
        return (
            row.result is not None
            and row.state is FileState.DONE
            and batch.session_of(row.name) is None
            and row.name not in batch.remarks
            and (row.result.kind is not Kind.PHOTO or row.path.parent not in unready)
        )

    def _lower(self, pids: Iterable[int]) -> None:
        """The window and everything else on the computer goes first."""
        for pid in set(pids) - self._lowered:
            self._lowered.add(pid)
            give_way(pid)

    def _of(self, number: int) -> list[Batch]:
        """The batch of that number; nothing once it has left the list."""
        return [batch for batch in self._batches if batch.number == number]

    def _standing(self) -> Standing:
        self._shown = {b.number: self._rows(b) for b in self._batches}
        rows = tuple(chain.from_iterable(self._shown.values()))
        states = [row.file.state for row in rows]
        counts = {state: states.count(state) for state in FileState}
        working = [b for b in self._batches if not b.finished]
        todo = counts[FileState.WAITING] + counts[FileState.RUNNING]
        return Standing(
            rows,
            tuple(b.order.folder for b in self._batches),
            any(b.searching for b in self._batches),
            self._paused,
            bool(todo) and self._busy(),
            counts,
            sum(row.file.share for row in rows) / len(rows) if rows else 0.0,
            sum(b.snapshot.speed for b in working),
            self._left(working),
            tuple(n for b in self._batches for n in b.snapshot.notices),
        )

    def _left(self, working: list[Batch]) -> float | None:
        """By the batch under way; those that wait take as long for each recording."""
        known = next((b for b in working if b.snapshot.left_s is not None), None)
        if known is None or known.snapshot.left_s is None:
            return None
        mine, all_of_them = _todo([known]), _todo(working)
        return known.snapshot.left_s * all_of_them / mine if mine > 0.0 else None

    def _rows(self, batch: Batch) -> tuple[Row, ...]:
        before = self._shown.get(batch.number, ())[: len(batch.rows)]
        pairs = zip_longest(batch.rows, before)
        return tuple(self._row(batch, file, known) for file, known in pairs)

    def _row(self, batch: Batch, file: FileProgress, known: Row | None) -> Row:
        """The very object of before where nothing changed."""
        session, remark = batch.session_of(file.name), batch.remarks.get(file.name, "")
        if (
            known is not None
            and known.file is file
            and (known.session_id, known.remark, known.client) == (session, remark, batch.client)
        ):
            return known
        return Row(batch.number, file, batch.order.client_id, batch.client, session, remark)


def _todo(batches: Iterable[Batch]) -> float:
    return sum(1.0 - r.share for b in batches for r in b.rows if r.state in OPEN)
