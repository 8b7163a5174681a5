"""One recording in the queue, and what all of them come to."""

from __future__ import annotations

import time
from collections.abc import Sequence

from emotune_gui.engine.analysing.values import (
    FileProgress,
    FileResult,
    FileState,
    Job,
    QueueSnapshot,
)

KNOWN_AFTER_S = 0.5
"""A speed is told from so many seconds of work on."""


class Entry:
    """Used under the queue's lock only. Times are monotonic seconds."""

    def __init__(self, number: int, job: Job) -> None:
        self.id, self.job = number, job
        self.begin_again()
        self.tries = 0

    def begin_again(self) -> None:
        self.state = FileState.WAITING
        self.message = ""
        self.cancelled = self.resumed = False
        self.result: FileResult | None = None
        self._position_s = self._duration_s = 0.0
        self._began = self._now = 0.0
        self._paused_at: float | None = None

    def begin(self, now: float) -> None:
        self.state = FileState.RUNNING
        self._began = self._now = now

    def pause(self, now: float) -> None:
        if self._paused_at is None:
            self._paused_at = now

    def go_on(self, now: float) -> None:
        if self._paused_at is not None:
            self._began += now - self._paused_at
            self._now += now - self._paused_at
            self._paused_at = None

    def at(self, position_s: float, duration_s: float, now: float) -> None:
        self._position_s, self._duration_s, self._now = position_s, duration_s, now

    def done(self, result: FileResult, *, resumed: bool) -> None:
        self.end(FileState.DONE)
        self.result, self.resumed = result, resumed
        self._position_s = self._duration_s = float(result.summary["duration_s"])

    def end(self, state: FileState, message: str = "") -> None:
        if self.state is FileState.RUNNING:
            self._now = time.monotonic()
        self.state, self.message = state, message

    @property
    def share(self) -> float:
        if self.state not in {FileState.WAITING, FileState.RUNNING}:
            return 1.0
        return min(1.0, self._position_s / self._duration_s) if self._duration_s > 0.0 else 0.0

    @property
    def speed(self) -> float:
        worked = self._now - self._began
        if self.state is not FileState.RUNNING or worked < KNOWN_AFTER_S:
            return 0.0
        return self._position_s / worked

    def progress(self) -> FileProgress:
        left = None
        if self.speed > 0.0 and self._duration_s > 0.0:
            left = max(0.0, self._duration_s - self._position_s) / self.speed
        return FileProgress(
            self.id,
            self.job.path,
            self.job.name,
            self.state,
            self.share,
            self._position_s,
            self._duration_s,
            self.speed,
            left,
            self.message,
            self.resumed,
            self.result,
        )

    @property
    def seconds_worked(self) -> float:
        return self._now - self._began if self._began else 0.0


def snapshot_of(
    entries: Sequence[Entry],
    *,
    searching: bool,
    paused: bool,
    finished: bool,
    notices: tuple[str, ...],
) -> QueueSnapshot:
    files = tuple(entry.progress() for entry in entries)
    counts = {state: sum(f.state is state for f in files) for state in FileState}
    share = sum(f.share for f in files) / len(files) if files else 0.0
    speed = sum(f.speed for f in files)
    left = _left(entries, counts[FileState.RUNNING])
    return QueueSnapshot(files, searching, paused, finished, counts, share, speed, left, notices)


def _left(entries: Sequence[Entry], running: int) -> float | None:
    """By the time that files have taken until now; those that were done before do not count."""
    worked = [e for e in entries if e.seconds_worked > 0.0 and not e.resumed]
    done, seconds = sum(e.share for e in worked), sum(e.seconds_worked for e in worked)
    open_files = (FileState.WAITING, FileState.RUNNING)
    todo = sum(1.0 - e.share for e in entries if e.state in open_files)
    if not running or done <= 0.05 or seconds <= 0.0:
        return None
    return todo * seconds / done / running
