"""Folders that hold what is not complete, and getting rid of those left by who died."""

from __future__ import annotations

import os
import platform
import re
import shutil
from pathlib import Path

from emotune_gui.storage.ownership import process_mark

_HOST = re.sub(r"[^A-Za-z0-9]", "_", platform.node())[:40]
PREFIX = ".part-"
_MINE = re.compile(rf"\.part-{_HOST}-(\d+)-")


def partial_folder(out: Path, name: str) -> Path:
    """Of this process, for the results of one recording."""
    short = name.encode()[:80].decode("utf-8", "ignore")
    return out / f"{PREFIX}{_HOST}-{os.getpid()}-{short}"


def remove_left_behind(out: Path) -> None:
    """Remove the folders of processes of this computer that run no more."""
    for folder in _folders(out):
        found = _MINE.match(folder.name)
        if found and not process_mark(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)


def remove_of(out: Path, pid: int) -> None:
    """Remove what this process, which has ended, left behind."""
    for folder in _folders(out):
        found = _MINE.match(folder.name)
        if found and int(found[1]) == pid:
            shutil.rmtree(folder, ignore_errors=True)


def _folders(out: Path) -> list[Path]:
    try:
        return [entry for entry in out.iterdir() if entry.name.startswith(PREFIX)]
    except OSError:
        return []
