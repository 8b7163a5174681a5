"""The one clock of a session."""

from __future__ import annotations

import time


class SystemClock:
    """Monotonic seconds; never steps back when the wall clock is set."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)
