"""A one-place mailbox between threads: the writer overwrites, readers take the newest."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Holds the newest value and how many were put. Safe from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._value: T | None = None
        self._count = 0

    def put(self, value: T) -> None:
        with self._changed:
            self._value = value
            self._count += 1
            self._changed.notify_all()

    def clear(self) -> None:
        """Nothing is there any more; nobody who waits for a newer value is woken."""
        with self._changed:
            self._value = None

    def get(self) -> T | None:
        with self._changed:
            return self._value

    @property
    def count(self) -> int:
        with self._changed:
            return self._count

    def newer(self, than: int, timeout: float) -> tuple[T | None, int]:
        """The newest value and its number once that exceeds `than`, else (None, than)."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._count > than, timeout):
                return None, than
            return self._value, self._count
