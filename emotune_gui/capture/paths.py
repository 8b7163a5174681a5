"""Saying in one sentence why a file cannot be used."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from emotune_gui.domain.faults import SourceUnavailable

_LONGEST_NAME = 80


def shown_name(path: Path) -> str:
    """The file's name on one line, short enough for a sentence."""
    name = "".join(c if c.isprintable() else " " for c in path.name or str(path))
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def require_file(path: Path) -> None:
    """Raise SourceUnavailable unless `path` is a readable, non-empty regular file."""
    shown = shown_name(path)
    try:
        found = path.stat()
    except PermissionError:
        raise SourceUnavailable(
            f"“{shown}” may not be read; ask for permission to its folder or copy it elsewhere."
        ) from None
    except (OSError, ValueError):
        raise SourceUnavailable(
            f"“{shown}” was not found; check that the file is still there."
        ) from None
    # A pipe or a device would block for ever on opening.
    if not stat.S_ISREG(found.st_mode):
        raise SourceUnavailable(
            f"“{shown}” is not a recording; choose a video, sound or picture file."
        )
    if found.st_size == 0:
        raise SourceUnavailable(f"“{shown}” is empty; choose another recording.")
    if not os.access(path, os.R_OK):
        raise SourceUnavailable(
            f"“{shown}” may not be read; ask for permission to it or copy it elsewhere."
        )
