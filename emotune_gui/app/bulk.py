"""The analysis of recordings as the window knows it: made when first needed, remembered, ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QStandardPaths, QTimer, Signal

from emotune_gui.engine.archive import Archive
from emotune_gui.ui.background import Tasks

if TYPE_CHECKING:
    from emotune_gui.engine.bulk.batches import Batches, Standing

FOLDERS, LISTED = "recordings/batches", "recordings/listed"
RESULTS = "recordings/results"
LOOK_MS = 1000
MOST_REMEMBERED = 200
"""Folders of batches: the films of their sessions are found by them."""


class BulkDesk(QObject):
    """GUI thread. `busy` says whether a session runs: no recording is analysed meanwhile."""

    told = Signal(str)
    """One sentence for the window's line."""
    working = Signal(bool)

    def __init__(
        self,
        archive: Archive,
        settings: QSettings,
        busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._archive, self._settings, self._busy = archive, settings, busy
        self._batches: Batches | None = None
        self._worked = self._was_held = False
        self._known: tuple[str, ...] = self._stored(FOLDERS)
        """All that are remembered, also those that have left the list."""
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._looked)

    @property
    def batches(self) -> Batches:
        if self._batches is None:
            # Imported here: the window does not wait for what the analysis brings.
            from emotune_gui.engine.bulk.batches import Batches
            from emotune_gui.engine.bulk.keeper import ArchiveKeeper

            self._batches = Batches(ArchiveKeeper(self._archive), self._busy)
            self._batches.start([Path(folder) for folder in self._stored(LISTED)])
            self._look.start()
        return self._batches

    def go_on(self, tasks: Tasks) -> None:
        """Take up what was not finished when the program ended, if there is any."""
        listed = self._stored(LISTED)
        if not listed or self._batches is not None:
            return

        def look() -> int:
            from emotune_gui.engine.bulk.order import read_ledger

            ledgers = [read_ledger(Path(folder), files=False) for folder in listed]
            return sum(1 for ledger in ledgers if ledger is not None and not ledger.finished)

        tasks.act(look, self._take_up, self.told.emit)

    def _take_up(self, unfinished: int) -> None:
        if unfinished:
            self._worked = bool(self.batches)
            self.working.emit(True)
            self.told.emit(self.tr("The analysis of recordings goes on where it was interrupted."))

    def results(self) -> Path:
        """Where each batch makes a folder of its own."""
        stored = self._settings.value(RESULTS)
        if isinstance(stored, str) and stored:
            return Path(stored)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = QStandardPaths.writableLocation(place)
        return Path(documents or Path.home()) / "EmoTune" / self.tr("Recordings")

    def set_results(self, folder: str) -> None:
        self._settings.setValue(RESULTS, folder)

    def folders(self) -> tuple[Path, ...]:
        """Of all batches that are remembered. Any thread."""
        return tuple(Path(folder) for folder in self._known)

    def close(self) -> None:
        """End all processes; they go on when the program is started again."""
        self._look.stop()
        if self._batches is not None:
            self._batches.close()
            self._looked()

    def _looked(self) -> None:
        standing = None if self._batches is None else self._batches.standings.get()
        if standing is None:
            return
        self._remember(standing)
        if standing.unfinished != self._worked:
            self._worked = standing.unfinished
            self.working.emit(self._worked)
            if not self._worked and standing.rows:
                self.told.emit(_ended_words(self, standing))
        if standing.held and not self._was_held:
            self.told.emit(self.tr("Recordings wait while the session runs."))
        self._was_held = standing.held

    def _remember(self, standing: Standing) -> None:
        listed = tuple(str(folder) for folder in standing.folders)
        if listed == self._stored(LISTED):
            return
        fresh = tuple(folder for folder in listed if folder not in self._known)
        self._known = (*self._known, *fresh)[-MOST_REMEMBERED:]
        self._settings.setValue(FOLDERS, "\n".join(self._known))
        self._settings.setValue(LISTED, "\n".join(listed))

    def _stored(self, key: str) -> tuple[str, ...]:
        stored = self._settings.value(key)
        return tuple(filter(None, stored.split("\n"))) if isinstance(stored, str) else ()


def _ended_words(desk: BulkDesk, standing: Standing) -> str:
    from emotune_gui.engine.analysing.values import FileState

    done = standing.counts.get(FileState.DONE, 0)
    failed = standing.counts.get(FileState.FAILED, 0)
    translate = QCoreApplication.translate
    words = translate("BulkDesk", "The recordings are analysed: {0} done.")
    if failed:
        words = translate("BulkDesk", "The recordings are analysed: {0} done, {1} failed.")
    return words.format(done, failed)
