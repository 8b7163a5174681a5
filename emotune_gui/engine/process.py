"""What the operating system says of this process: its memory and its age."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def peak_memory_mb() -> float | None:
    """Largest resident set of this process so far in MB (10^6 bytes); None where unknown."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kibibytes, macOS bytes.
    scale = 1.0 if sys.platform == "darwin" else 1024.0
    return round(peak * scale / 1e6, 1)


def seconds_since_start() -> float | None:
    """Age of this process in seconds, from the system's own record; None where unknown."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    # Field 22 of proc(5), counted from after the command's name.
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return round(time.clock_gettime(time.CLOCK_BOOTTIME) - started, 3)
