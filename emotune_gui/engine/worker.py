"""A named loop round a testable step; the only place that starts threads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from emotune_gui.engine.faults import FaultDesk

_log = logging.getLogger(__name__)

PAUSE_AFTER_FAULT_S = 0.2
FAULTS_IN_A_ROW = 20
"""A step that fails this often without one success between is given up."""


class Finished(Exception):
    """Raised by a step that has nothing more to do."""


class Ending(StrEnum):
    """How a worker ended."""

    NOT_ENDED = "not ended"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"


class Worker:
    """Calls `step` again and again until stopped, finished or failing without end.

    `step` must return within about 0.2 s so that `stop` is honoured; it sleeps by itself.
    """

    def __init__(self, name: str, step: Callable[[], None], faults: FaultDesk) -> None:
        self.name = name
        self.ending = Ending.NOT_ENDED
        self._step = step
        self._faults = faults
        self._stop = threading.Event()
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name=f"emotune-{name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def join(self, timeout: float) -> bool:
        """True when the thread has ended (or never began)."""
        if self._thread.ident is None:
            return True
        if self._thread is threading.current_thread():
            return False
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        while self.ending is Ending.NOT_ENDED:
            if self._stop.is_set():
                self.ending = Ending.STOPPED
            else:
                self._guarded_step()

    def _guarded_step(self) -> None:
        try:
            self._step()
            self._failures = 0
        except Finished:
            self.ending = Ending.FINISHED
        except Exception as error:  # noqa: BLE001 - the one catch: every fault reaches the desk
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        if self._failures == 1:
            self._faults.raised(self.name, error)
        if self._failures >= FAULTS_IN_A_ROW:
            self.ending = Ending.FAILED
            _log.error("%s gave up after %d faults in a row", self.name, self._failures)
        else:
            self._stop.wait(PAUSE_AFTER_FAULT_S)


def stop_all(workers: list[Worker], timeout: float = 3.0) -> list[str]:
    """Stop in the given order and join each; returns the names that refused to end."""
    refused = []
    for worker in workers:
        worker.stop()
        if not worker.join(timeout):
            refused.append(worker.name)
    return refused
