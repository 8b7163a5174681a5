"""The one desk where every thread's faults arrive."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import EmoTuneError, Fault, Severity
from emotune_gui.domain.ports import Clock

_log = logging.getLogger(__name__)

_LEVELS = {Severity.NOTICE: logging.INFO, Severity.FAULT: logging.ERROR}

AGAIN_AFTER_S = 10.0
KEPT = 200
"""Faults remembered; a broken device must not fill the memory."""


class FaultDesk:
    """Collects faults and notices; logs the traceback, keeps the plain sentence. Thread-safe."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._said: dict[tuple[str, str], float] = {}
        self.listener: Callable[[Fault], None] | None = None

    def raised(self, where: str, error: BaseException) -> None:
        """Take an exception: its own sentence when it is written for people."""
        detail = "".join(traceback.format_exception(error))
        _log.error("fault in %s\n%s", where, detail)
        message = str(error) if isinstance(error, EmoTuneError) else _unexpected(where)
        self._add(Fault(self._clock.now(), where, message, detail))

    def notice(self, where: str, message: str) -> None:
        """Say something that is no fault; what was just said there is not said again."""
        now = self._clock.now()
        with self._lock:
            self._said = {key: t for key, t in self._said.items() if now - t <= AGAIN_AFTER_S}
            fresh = (where, message) not in self._said
            self._said[where, message] = now
        if fresh:
            self.post(Fault(now, where, message, severity=Severity.NOTICE))

    def fault(self, where: str, message: str) -> None:
        self.post(Fault(self._clock.now(), where, message))

    def post(self, fault: Fault) -> None:
        """Take a fault that was put into words elsewhere."""
        _log.log(_LEVELS[fault.severity], "%s: %s\n%s", fault.where, fault.message, fault.detail)
        self._add(fault)

    def _add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)
            del self._faults[:-KEPT]
        if self.listener is not None:
            self.listener(fault)

    def all(self) -> tuple[Fault, ...]:
        with self._lock:
            return tuple(self._faults)


def _unexpected(where: str) -> str:
    return f"Something went wrong in {where}; the session goes on. The log file has the details."
