"""Slow calls off the GUI thread: run there, answered here, stale answers thrown away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal, Slot

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.ui.sentences import sentence

_log = logging.getLogger(__name__)

T = TypeVar("T")
Failed = Callable[[str], None]


class Tasks(Protocol):
    """What a presenter asks of the thread pool. Call from the GUI thread only."""

    def load(
        self, slot: str, work: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        """Read something; a newer load in the same slot makes this one's answer worthless."""

    def act(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Change something; every answer is delivered."""


def sentence_for_the_unexpected() -> str:
    return QCoreApplication.translate(
        "Background", "That did not work. Please try again; if it stays so, look at the log."
    )


class PoolTasks(QObject):
    """`Tasks` over a QThreadPool; answers arrive on the thread this object lives in.

    `failed` gets an EmoTuneError's sentence, or a general one for anything unforeseen (which
    then also reaches `sys.excepthook`). When this object dies with its page, so do its answers.
    """

    _answered = Signal(int, object)  # ticket, (worked, value)

    def __init__(self, parent: QObject | None = None, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool.globalInstance()
        self._next = 0
        self._waiting: dict[int, tuple[str | None, Callable[[Any], None], Failed]] = {}
        # Work is kept here and let go on the GUI thread: it may hold the last reference to a
        # widget, which must not die on a thread of the pool.
        self._work: dict[int, Callable[[], object]] = {}
        self._newest: dict[str, int] = {}
        self._answered.connect(self._deliver)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def load(
        self, slot: str, work: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        self._newest[slot] = self._next
        self._start(slot, work, done, failed)

    def act(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        self._start(None, work, done, failed)

    def _start(
        self, slot: str | None, work: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        ticket = self._next
        self._next += 1
        self._waiting[ticket] = (slot, done, failed)
        self._work[ticket] = work
        self._pool.start(partial(self._run, ticket))

    def _run(self, ticket: int) -> None:
        result: tuple[bool, object] = (False, sentence_for_the_unexpected())
        try:
            result = (True, self._work[ticket]())
        except EmoTuneError as error:
            result = (False, str(error))
        finally:
            self._answer(ticket, result)

    def _answer(self, ticket: int, result: tuple[bool, object]) -> None:
        try:
            self._answered.emit(ticket, result)
        except RuntimeError:  # the page went away while we worked
            _log.debug("answer %d came after its page was gone", ticket)

    @Slot(int, object)
    def _deliver(self, ticket: int, result: tuple[bool, object]) -> None:
        slot, done, failed = self._waiting.pop(ticket)
        del self._work[ticket]
        if slot is not None and self._newest.get(slot) != ticket:
            return
        worked, value = result
        if worked:
            done(value)
        else:
            failed(sentence(str(value)))
