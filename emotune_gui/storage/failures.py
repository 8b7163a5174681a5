"""SQLite's troubles in words: one plain sentence each, saying what to do next."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from emotune_gui.domain.faults import StorageError

DAMAGED = "{where} is damaged: restore a backup or choose another file; it was left as it is."
READ_ONLY = "{where} is read-only: allow writing to it, or choose another file."
_SENTENCES: dict[str, str] = {
    "SQLITE_FULL": "{where} cannot grow, the disk is full: free some space and saving goes on.",
    "SQLITE_IOERR": "{where} cannot be read or written: check the disk, its free space and cable.",
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_BUSY": "{where} is in use by another program: close that program and try again.",
    "SQLITE_LOCKED": "{where} is in use by another program: close that program and try again.",
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": "{where} is no database of this program: choose another file.",
    "SQLITE_CANTOPEN": "{where} cannot be opened: check that the folder exists and allows writing.",
}
_OTHERWISE = "{where} could not be used: close the program and try again, or restore a backup."


def sentence(template: str, path: Path | None) -> str:
    return template.format(where="The database" if path is None else f"The database {path}")


def error_name(error: BaseException) -> str:
    """The primary SQLite result name, such as SQLITE_FULL; empty when there is none."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    return "_".join(name.split("_")[:2])


def storage_error(error: BaseException, path: Path | None) -> StorageError:
    """The error a person sees for what the driver (or SQLAlchemy around it) raised."""
    original = getattr(error, "orig", None) or error
    template = _SENTENCES.get(error_name(original), _OTHERWISE)
    if isinstance(original, sqlite3.DatabaseError) and "malformed" in str(original):
        template = DAMAGED
    return StorageError(sentence(template, path))
