"""Processes that analyse let the window and everything else on the computer go first."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

NICE = 10


def give_way(pid: int) -> None:
    """Where the system has such a thing and allows it."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, NICE)
