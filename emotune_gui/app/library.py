"""The songs at hand, for pages and jukebox."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from emotune_gui.domain.song import SongInfo

if TYPE_CHECKING:
    from emotune_gui.music.songs.library import MemorySongStore, SongLibrary


class Library:
    """The library, opened when it is first asked for. Background threads only."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._store: MemorySongStore | None = None

    def open(self) -> SongLibrary:
        """Raises EmoTuneError when the list of songs is missing."""
        from emotune_gui.music.songs.library import MemorySongStore, SongLibrary

        with self._lock:
            self._store = self._store or MemorySongStore()
        return SongLibrary(self._store)

    def songs(self) -> Sequence[SongInfo]:
        return self.open().songs()
