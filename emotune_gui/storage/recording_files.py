"""Films of sessions, as files in a folder beside the database.

`opened` is the one door to them: what is to be done to every byte that is written or read
(encryption, one day) is done there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from emotune_gui.domain.faults import StorageError

FOLDER = "recordings"
SUFFIX = ".mkv"
MISSING = (
    "The recording of this session is not where it was kept ({}): put the file back, or delete "
    "the recording."
)


def opened(path: Path, *, write: bool = False) -> BinaryIO:
    """A file for reading, or a new one for writing that only its owner can read. Raises OSError.

    Not buffered: what was written reaches the system at once, whatever becomes of the program.
    """
    if not write:
        return path.open("rb")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)


class RecordingFiles:
    """`database` None (one in memory): there are no recordings."""

    def __init__(self, database: Path | None) -> None:
        self.folder = None if database is None else database.parent / FOLDER

    def path(self, name: str) -> Path:
        """Raises StorageError for a database in memory."""
        if self.folder is None:
            raise StorageError("A database in memory keeps no recordings: choose a file for it.")
        return self.folder / Path(name).name

    def create(self, session_id: int) -> tuple[str, BinaryIO]:
        """A new file and its name; raises StorageError where none can be made."""
        path = self.path(f"{session_id}{SUFFIX}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return path.name, opened(path, write=True)
        except OSError as error:
            raise StorageError(
                f"No recording can be made in {path.parent}; check the folder and its free space. "
                "The session goes on without."
            ) from error

    def open(self, name: str) -> BinaryIO:
        """For reading; raises StorageError when it is not there."""
        path = self.path(name)
        try:
            return opened(path)
        except OSError as error:
            raise StorageError(MISSING.format(path)) from error

    def there(self, session_id: int) -> bool:
        """Whether the film of a running session still has its name in the folder."""
        return self.path(f"{session_id}{SUFFIX}").exists()

    def delete(self, name: str) -> None:
        """Nothing where it is gone already; raises StorageError when it cannot be removed."""
        if self.folder is None:
            return
        path = self.path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"The recording {path} cannot be deleted: close what uses it and allow writing to "
                "the folder, then try again."
            ) from error
