"""The database of the program, opened once, on first use, by whichever thread asks first."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.engine.mapping_templates import take_over_quietly

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database


class Archive:
    """`open` may take half a second the first time; call it off the GUI thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._database: Database | None = None

    def open(self) -> Database:
        """Raises StorageError; a later call tries again."""
        with self._lock:
            if self._database is None:
                # Imported here: SQLAlchemy takes longer to load than the window to appear.
                from emotune_gui.storage.opening import open_database

                self._database = open_database(self.path)
                take_over_quietly(self._database, self.path.parent)
            return self._database

    def close(self) -> None:
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None
