"""Folders that hold what is not complete, and getting rid of those left by who died.

`.part-HOST-PID-NAME` holds results under way and goes with its process. In `.part-kept` lies, by
owner, recording and options, what is needed to go on inside a film: it outlives its process, and
another of the same computer takes it over.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from emotune_gui.storage.ownership import process_mark

_HOST = re.sub(r"[^A-Za-z0-9]", "_", platform.node())[:40]
PREFIX = ".part-"
KEPT = ".part-kept"
KEPT_FOR_S = 7 * 86_400.0
"""What nobody went on with for a week is removed."""
_MINE = re.compile(rf"\.part-{_HOST}-(\d+)-")
_KEPT_MINE = re.compile(rf"{_HOST}-(\d+)-([0-9a-f]+)-([0-9a-f]+)")
_DIGITS = 16
_TRIES = 5


def partial_folder(out: Path, name: str) -> Path:
    """Of this process, for the results of one recording."""
    short = name.encode()[:80].decode("utf-8", "ignore")
    return out / f"{PREFIX}{_HOST}-{os.getpid()}-{short}"


def remove_left_behind(out: Path) -> None:
    """Remove the folders of processes of this computer that run no more, and what was kept too
    long."""
    for folder in _folders(out):
        found = _MINE.match(folder.name)
        if found and not process_mark(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)
    for folder in _kept(out):
        if _is_stale(folder):
            shutil.rmtree(folder, ignore_errors=True)
    _tidy(out)


def remove_of(out: Path, pid: int, *, kept: bool = False) -> None:
    """Remove what this process, which has ended, left behind; with `kept` also what another
    could go on with."""
    for folder in _folders(out):
        found = _MINE.match(folder.name)
        if found and int(found[1]) == pid:
            shutil.rmtree(folder, ignore_errors=True)
    for folder in _kept(out) if kept else ():
        found = _KEPT_MINE.fullmatch(folder.name)
        if found and int(found[1]) == pid:
            shutil.rmtree(folder, ignore_errors=True)
    _tidy(out)


def claimed(out: Path, sha256: str, work: str) -> Path:
    """A folder of this process for going on inside this recording, with what an ended one kept.

    `work` is a digest of all that the results depend on beside the recording; what was kept of
    the recording for other work is removed. The folder may not be there yet: see `make`.
    """
    mine = out / KEPT / f"{_HOST}-{os.getpid()}-{sha256[:_DIGITS]}-{work[:_DIGITS]}"
    for folder in _left_of(out, sha256):
        if not folder.name.endswith(f"-{work[:_DIGITS]}"):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder != mine and not mine.exists():
            # Another process may be quicker: then there is nothing to take over.
            with suppress(OSError):
                folder.rename(mine)
    return mine


def make(folder: Path) -> None:
    """A folder that `claimed` gave; the one for the results is not made again. Raises OSError."""
    for attempt in range(_TRIES):
        try:
            folder.parent.mkdir(exist_ok=True)
            folder.mkdir(exist_ok=True)
        except FileNotFoundError:
            # Another process has just tidied up the folder above.
            if attempt == _TRIES - 1:
                raise
        else:
            return


def let_go(out: Path, sha256: str) -> None:
    """Remove what ended processes, or this one, kept of this recording."""
    for folder in _left_of(out, sha256):
        shutil.rmtree(folder, ignore_errors=True)
    _tidy(out)


def _left_of(out: Path, sha256: str) -> list[Path]:
    """What this process or an ended one of this computer kept of a recording, newest first."""
    left = []
    for folder in _kept(out):
        found = _KEPT_MINE.fullmatch(folder.name)
        if found and found[2] == sha256[:_DIGITS]:
            pid = int(found[1])
            if pid == os.getpid() or not process_mark(pid):
                left.append(folder)
    return sorted(left, key=_changed_at, reverse=True)


def _is_stale(folder: Path) -> bool:
    """A running process of this computer is never too slow."""
    found = _KEPT_MINE.fullmatch(folder.name)
    if found and process_mark(int(found[1])):
        return False
    return time.time() - _changed_at(folder) > KEPT_FOR_S


def _changed_at(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _tidy(out: Path) -> None:
    # It stays while anything is in it.
    with suppress(OSError):
        (out / KEPT).rmdir()


def _kept(out: Path) -> list[Path]:
    try:
        return list((out / KEPT).iterdir())
    except OSError:
        return []


def _folders(out: Path) -> list[Path]:
    try:
        return [entry for entry in out.iterdir() if entry.name.startswith(PREFIX)]
    except OSError:
        return []
