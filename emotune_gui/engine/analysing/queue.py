"""The queue of recordings: worker processes, progress, pause, cancel, retry, resume."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from emotune_gui.capture.paths import shown_name
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.entry import Entry, snapshot_of
from emotune_gui.engine.analysing.gathering import Gathered, Names, gather
from emotune_gui.engine.analysing.hand import Hand
from emotune_gui.engine.analysing.making import refused
from emotune_gui.engine.analysing.partial import partial_folder, remove_left_behind, remove_of
from emotune_gui.engine.analysing.report import write_report
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileResult,
    FileState,
    Job,
    QueueSnapshot,
)
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.worker import Worker

_log = logging.getLogger(__name__)

LOOK_S = 0.1
"""Between looks at the processes while none has told anything."""
TRIES = 2
"""A worker that dies on a file may have been killed; twice, the file is to blame."""
NO_REPORT = "The report over all files cannot be written; the tables are complete."

StartHand = Callable[[AnalysisOptions, Path, Callable[[], None]], Hand]


def prepare_folder(out: Path) -> None:
    """Make the folder and see that it can be written. Raises InvalidInput in one sentence."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        tried = partial_folder(out, "try")
        tried.mkdir(exist_ok=True)
        tried.rmdir()
    except OSError as problem:
        raise InvalidInput(refused(problem, out)) from problem


class AnalysisQueue:
    """Analyses recordings into the folder `out` with so many processes.

    Every call but `wait` and `close` returns at once and may come from any thread. What is done
    stays done: a new queue over the same folder goes on where this one ended.
    """

    def __init__(
        self,
        out: Path,
        options: AnalysisOptions,
        workers: int = 1,
        start_hand: StartHand = Hand,
    ) -> None:
        """Raises InvalidInput for a folder that cannot be written."""
        self.out, self.options = out.absolute(), options
        self._workers, self._start_hand = max(1, workers), start_hand
        prepare_folder(self.out)
        remove_left_behind(self.out)
        self._lock = threading.RLock()
        self._entries: list[Entry] = []
        self._waiting: deque[Entry] = deque()
        self._wanted: deque[tuple[Path, ...]] = deque()
        self._searching = False
        self._known: set[Path] = set()
        self._names = Names(self.out, options.endings)
        self._hands: dict[Hand, Entry | None] = {}
        self._notices: list[str] = []
        self._paused = self._closed = self._unreported = False
        self._idle = threading.Event()
        self._idle.set()
        self._wake = threading.Event()
        self._worker = Worker("analysis", self._step, FaultDesk())
        self._worker.start()

    # Wishes

    def add(self, paths: Iterable[Path]) -> None:
        """Files and folders; those already in the queue are not added again."""
        with self._lock:
            self._idle.clear()
            self._wanted.append(tuple(paths))
        self._wake.set()

    def pause(self) -> None:
        """Files under way stop between two pictures; nothing else is begun."""
        with self._lock:
            self._paused = True
            for hand, entry in self._hands.items():
                hand.pause()
                if entry is not None:
                    entry.pause(time.monotonic())

    def resume(self) -> None:
        with self._lock:
            self._paused = False
            for hand, entry in self._hands.items():
                hand.resume()
                if entry is not None:
                    entry.go_on(time.monotonic())
        self._wake.set()

    def cancel(self, file_id: int | None = None) -> None:
        """One file, or with None all that are not done."""
        with self._lock:
            if file_id is None:
                # At once: there may be thousands, and the window waits for it.
                self._waiting.clear()
            for entry in self._entries if file_id is None else (self._entries[file_id],):
                self._cancel(entry)
        self._wake.set()

    def _cancel(self, entry: Entry) -> None:
        if entry.state is FileState.WAITING:
            if entry in self._waiting:
                self._waiting.remove(entry)
            entry.end(FileState.CANCELLED)
        elif entry.state is FileState.RUNNING:
            entry.cancelled = True
            for hand, busy_with in self._hands.items():
                if busy_with is entry:
                    hand.cancel()

    def retry(self, file_id: int) -> None:
        """Put a file that failed or was cancelled at the end of the queue."""
        with self._lock:
            entry = self._entries[file_id]
            if entry.state in {FileState.FAILED, FileState.CANCELLED}:
                entry.begin_again()
                entry.tries = 0
                self._waiting.append(entry)
                self._idle.clear()
        self._wake.set()

    # Looking

    def snapshot(self) -> QueueSnapshot:
        with self._lock:
            return snapshot_of(
                self._entries,
                searching=self._searching or bool(self._wanted),
                paused=self._paused,
                finished=self._idle.is_set(),
                notices=tuple(self._notices),
                hands=self._workers,
            )

    def wait(self, timeout: float | None = None) -> bool:
        """True when nothing is left to do and the report is written."""
        return self._idle.wait(timeout)

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the worker processes."""
        with self._lock:
            return tuple(hand.pid for hand in self._hands)

    def close(self, timeout: float = 5.0) -> bool:
        """End all processes; how far they came is kept. False when one was killed, or when the
        queue's own thread did not end."""
        self._worker.stop()
        self._wake.set()
        stopped = self._worker.join(timeout)
        if not stopped:
            _log.error("the thread “%s” did not end", self._worker.name)
        with self._lock:
            self._closed = True
            hands = list(self._hands)
        for hand in hands:
            hand.leave()
        deadline = time.monotonic() + timeout
        ended = [hand.ended(deadline - time.monotonic()) for hand in hands]
        for hand in hands:
            remove_of(self.out, hand.pid)
        return stopped and all(ended)

    # The queue's thread

    def _step(self) -> None:
        self._wake.wait(LOOK_S)
        self._wake.clear()
        self._search()
        for hand in list(self._hands):
            for answer in hand.answers():
                self._take(hand, answer)
        self._begin_more()
        self._settle()

    def _search(self) -> None:
        with self._lock:
            if not self._wanted:
                return
            paths = self._wanted.popleft()
            self._searching = True
        try:
            gathered = gather(paths, self.out)
            fresh = [path for path in gathered.files if path not in self._known]
            # Until they are in the list it is still searched: nobody takes it for complete.
            self._take_in([Job(path, self._names.name(path)) for path in fresh], gathered)
        finally:
            self._searching = False

    def _take_in(self, jobs: Iterable[Job], gathered: Gathered) -> None:
        with self._lock:
            for job in jobs:
                self._known.add(job.path)
                entry = Entry(len(self._entries), job)
                self._entries.append(entry)
                self._waiting.append(entry)
            if gathered.passed_over:
                files = "file is" if gathered.passed_over == 1 else "files are"
                self._notices.append(
                    f"{gathered.passed_over} other {files} no recording and left out."
                )
            if not gathered.files:
                self._notices.append("There is no recording in what was named.")

    def _begin_more(self) -> None:
        with self._lock:
            while self._waiting and not (self._paused or self._closed):
                hand = next((h for h, entry in self._hands.items() if entry is None), None)
                if hand is None:
                    if len(self._hands) >= self._workers:
                        return
                    hand = self._start_hand(self.options, self.out, self._wake.set)
                entry = self._waiting.popleft()
                self._hands[hand] = entry
                entry.begin(time.monotonic())
                hand.begin(entry.job)

    def _take(self, hand: Hand, answer: dict[str, Any]) -> None:
        with self._lock:
            entry = self._hands.get(hand)
            if "dead" in answer:
                self._died(hand, answer["dead"])
            elif "broken" in answer:
                self._give_up(answer["broken"])
            elif entry is None or "ready" in answer:
                return
            elif "at" in answer:
                entry.at(answer["at"], answer["of"], time.monotonic())
            else:
                self._hands[hand] = None
                self._ended(entry, answer)

    def _ended(self, entry: Entry, answer: dict[str, Any]) -> None:
        self._unreported = True
        if "done" in answer:
            result = FileResult(entry.job.path, self.out, entry.job.name, answer["done"])
            entry.done(result, resumed=answer["before"])
        elif "failed" in answer:
            entry.end(FileState.FAILED, answer["failed"])
        else:
            entry.end(FileState.CANCELLED)

    def _died(self, hand: Hand, log: str) -> None:
        entry = self._hands.pop(hand)
        hand.ended(1.0)
        # What was kept in the film that ends processes may be what ends them.
        gives_up = entry is not None and (entry.cancelled or entry.tries + 1 >= TRIES)
        remove_of(self.out, hand.pid, kept=gives_up)
        if entry is None:
            return
        _log.error("the analysis of %s ended early\n%s", entry.job.path, log)
        entry.tries += 1
        if entry.cancelled:
            entry.end(FileState.CANCELLED)
        elif entry.tries < TRIES:
            entry.begin_again()
            self._waiting.appendleft(entry)
        else:
            self._unreported = True
            shown = shown_name(entry.job.path)
            entry.end(
                FileState.FAILED,
                f"“{shown}” ended the analysis twice ({_reason(log)}); it may be damaged.",
            )

    def _give_up(self, sentence: str) -> None:
        """Nothing can be analysed here."""
        self._unreported = True
        for entry in (*self._waiting, *(e for e in self._hands.values() if e is not None)):
            entry.tries = TRIES
            entry.end(FileState.FAILED, sentence)
        self._waiting.clear()
        for hand in self._hands:
            self._hands[hand] = None
            hand.leave()

    def _settle(self) -> None:
        """Write the report once nothing is left, and say so."""
        with self._lock:
            busy = self._wanted or self._waiting or any(self._hands.values())
            if busy or self._idle.is_set():
                return
            entries = list(self._entries)
        if self._unreported:
            self._unreported = False
            self._report(entries)
        with self._lock:
            if not (self._wanted or self._waiting):
                self._idle.set()

    def _report(self, entries: list[Entry]) -> None:
        results = [e.result for e in entries if e.result is not None]
        failures = [(e.job, e.message) for e in entries if e.state is FileState.FAILED]
        try:
            write_report(self.out, results, failures)
        except OSError as problem:
            _log.error("no report: %s", problem)
            with self._lock:
                self._notices.append(NO_REPORT)


def _reason(log: str) -> str:
    last = log.strip().splitlines()[-1] if log.strip() else "it was killed or crashed"
    return last[:120]
