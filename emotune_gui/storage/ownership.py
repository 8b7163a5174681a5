"""Which process records a session, so that another running program is not taken for a crash."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

SILENT_AFTER = timedelta(seconds=30)
"""A session of another computer with no commit for this long counts as interrupted."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A process on a computer; `process` tells it from a later one with the same pid."""

    host: str
    pid: int
    process: str

    def alive(self, heartbeat_at: datetime, now: datetime) -> bool:
        """Whether that process still runs; elsewhere, whether it committed lately.

        A commit that lies in the future was made before a clock was set back: it is not lately.
        """
        if self.host != platform.node():
            return abs(now - heartbeat_at) < SILENT_AFTER
        return bool(self.process) and self.process == process_mark(self.pid)


def this_process() -> Owner:
    return Owner(platform.node(), os.getpid(), process_mark(os.getpid()))


def process_mark(pid: int) -> str:
    """When the process started, in the system's own terms; empty when it does not run."""
    marks = {"Linux": _linux_mark, "Windows": _windows_mark}
    return marks.get(platform.system(), _posix_mark)(pid)


def _linux_mark(pid: int) -> str:
    """Boot id and start tick (field 22 of /proc/PID/stat, proc(5)); a zombie no longer runs."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else f"{boot}:{fields[19]}"


def _posix_mark(pid: int) -> str:
    answer = subprocess.run(
        ["/bin/ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def _windows_mark(pid: int) -> str:
    """The creation time by GetProcessTimes; `os.kill` would end the process there."""
    import ctypes

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009  (only there on Windows)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(0x1000, False, pid))
    if not handle:
        return ""
    times = [ctypes.c_ulonglong() for _ in range(4)]
    try:
        kernel.GetProcessTimes(handle, *(ctypes.byref(t) for t in times))
    finally:
        kernel.CloseHandle(handle)
    running = times[1].value == 0
    return str(times[0].value) if running else ""
