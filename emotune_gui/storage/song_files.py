"""Files of the therapist's songs, copied beside the database."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.song import SongInfo

FOLDER = "songs"
BUNDLED = ("resources", "songs")


class SongFiles:
    """`database` None (one in memory): songs stay where they are."""

    def __init__(self, database: Path | None) -> None:
        self.folder = None if database is None else database.parent / FOLDER

    def keep(self, song: SongInfo) -> str:
        """Copy the song's file; returns the name by which `path` finds it again.

        Raises StorageError with nothing left behind when it cannot be copied.
        """
        if song.bundled:
            return song.path.name
        if self.folder is None:
            return str(song.path)
        target = self.folder / f"{song.id}{song.path.suffix.lower()}"
        if not target.exists():
            self._copy(song, target)
        return target.name

    def path(self, name: str, *, of_bundled: bool) -> Path:
        if of_bundled:
            return bundled(*BUNDLED) / name
        return Path(name) if self.folder is None else self.folder / name

    def delete(self, name: str, *, of_bundled: bool) -> None:
        """Raises StorageError when the file is there and cannot be removed."""
        if of_bundled or self.folder is None:
            return
        try:
            (self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"The song file {self.folder / name} cannot be removed; close what uses it."
            ) from error

    def _copy(self, song: SongInfo, target: Path) -> None:
        partial = target.with_name(target.name + ".partial")
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(song.path, partial)
            partial.chmod(0o600)
            partial.replace(target)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise StorageError(
                f"The file of {song.title} could not be copied to {target.parent}; check that it "
                "is still there and that the disk has room."
            ) from error
