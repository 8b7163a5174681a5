"""One recording in the queue, and what all of them come to."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence

from emotune_gui.capture.images import is_image
from emotune_gui.engine.analysing.time_left import Work, late, seconds_left
from emotune_gui.engine.analysing.values import (
    FileProgress,
    FileResult,
    FileState,
    Job,
    QueueSnapshot,
)

KNOWN_AFTER_S = 0.5
"""A speed is told from so many seconds of work on."""
SPEED_OVER_S = 10.0
"""Of work: what was read before an interruption goes by quickly, what is new does not."""


class Entry:
    """Used under the queue's lock only. Times are monotonic seconds."""

    def __init__(self, number: int, job: Job) -> None:
        self.id, self.job = number, job
        self.photo = is_image(job.path)
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
        self._steps: deque[tuple[float, float]] = deque()
        """Seconds of work and the place then, of late."""
        self._changed()

    def _changed(self) -> None:
        # There may be thousands, and all but those under way stay the same from look to look.
        self._progress: FileProgress | None = None
        self._work: Work | None = None

    def begin(self, now: float) -> None:
        self.state = FileState.RUNNING
        self._began = self._now = now
        self._changed()

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
        worked = self.seconds_worked
        self._steps.append((worked, position_s))
        while worked - self._steps[0][0] > SPEED_OVER_S:
            self._steps.popleft()

    def done(self, result: FileResult, *, resumed: bool) -> None:
        self.end(FileState.DONE)
        self.result, self.resumed = result, resumed
        self._position_s = self._duration_s = float(result.summary["duration_s"])
        self._changed()

    def end(self, state: FileState, message: str = "") -> None:
        if self.state is FileState.RUNNING:
            self._now = time.monotonic()
        self.state, self.message = state, message
        self._changed()

    @property
    def share(self) -> float:
        if self.state not in {FileState.WAITING, FileState.RUNNING}:
            return 1.0
        return min(1.0, self._position_s / self._duration_s) if self._duration_s > 0.0 else 0.0

    @property
    def speed(self) -> float:
        if self.state is not FileState.RUNNING or not self._steps:
            return 0.0
        (began, first), (now, last) = self._steps[0], self._steps[-1]
        return (last - first) / (now - began) if now - began >= KNOWN_AFTER_S else 0.0

    def left_s(self, now: float) -> float | None:
        """Seconds of work until it is done, of a running one that says how far it is."""
        speed = self.speed
        if speed <= 0.0 or self._duration_s <= 0.0:
            return None
        rest = max(0.0, self._duration_s - self._position_s) / speed
        return late(rest, self.worked_until(now) - self.seconds_worked)

    def worked_until(self, now: float) -> float:
        """Seconds of work on it, also since it last told anything."""
        if self.state is not FileState.RUNNING:
            return self.seconds_worked
        return max(0.0, (now if self._paused_at is None else self._paused_at) - self._began)

    def work(self, now: float) -> Work | None:
        """None for what tells nothing: it failed, was cancelled, or was done before."""
        if self.state in {FileState.CANCELLED, FileState.FAILED} or self.resumed:
            return None
        if self._work is None or self.state is FileState.RUNNING:
            running, done = (self.state is state for state in (FileState.RUNNING, FileState.DONE))
            worked = self.worked_until(now)
            self._work = Work(self.photo, running, done, worked, self.left_s(now))
        return self._work

    def progress(self, now: float) -> FileProgress:
        """The very same object while nothing changes."""
        if self._progress is None or self.state is FileState.RUNNING:
            self._progress = self._progress_now(now)
        return self._progress

    def _progress_now(self, now: float) -> FileProgress:
        return FileProgress(
            self.id,
            self.job.path,
            self.job.name,
            self.state,
            self.share,
            self._position_s,
            self._duration_s,
            self.speed,
            self.left_s(now),
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
    now: float | None = None,
    hands: int = 1,
) -> QueueSnapshot:
    """`now` in monotonic seconds; without it as it is. `hands`: how many are worked on at once."""
    now = time.monotonic() if now is None else now
    files = tuple(entry.progress(now) for entry in entries)
    counts = {state: sum(f.state is state for f in files) for state in FileState}
    share = sum(f.share for f in files) / len(files) if files else 0.0
    speed = sum(f.speed for f in files)
    works = [work for work in (entry.work(now) for entry in entries) if work is not None]
    left = seconds_left(works, hands)
    return QueueSnapshot(files, searching, paused, finished, counts, share, speed, left, notices)
