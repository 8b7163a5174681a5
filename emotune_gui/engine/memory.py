"""How much memory the program has taken."""

from __future__ import annotations

import sys


def peak_memory_mb() -> float | None:
    """Largest resident set of this process so far in MB (10^6 bytes); None where unknown."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kibibytes, macOS bytes.
    scale = 1.0 if sys.platform == "darwin" else 1024.0
    return round(peak * scale / 1e6, 1)
