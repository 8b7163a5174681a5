"""What leaves the program on request: reports, and whole clients as archives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QDialog, QFileDialog

from emotune_gui.domain.faults import Severity
from emotune_gui.engine.archive import Archive

if TYPE_CHECKING:
    from emotune_gui.app.window import ProgramWindow
    from emotune_gui.domain.session import Client
    from emotune_gui.ui.presenters.client_archive import Exported, Imported
    from emotune_gui.ui.presenters.report_subject import Subject
    from emotune_gui.ui.views.clients import ClientsPage


class StoredArchives:
    """Fits `ui.presenters.client_archive.ClientArchives`."""

    suffix = ".emotune"

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def export(
        self, client_id: int, target: Path, *, private: bool, recordings: bool = False
    ) -> Exported:
        from emotune_gui.storage.archiving import export_client
        from emotune_gui.ui.presenters.client_archive import Exported

        made = export_client(
            self._archive.open(),
            client_id,
            target,
            include_private=private,
            include_recordings=recordings,
        )
        return Exported(made.path, made.sessions, made.bytes, made.private_notes_left_out)

    def take_in(self, source: Path) -> Imported:
        from emotune_gui.storage.archiving import import_client
        from emotune_gui.ui.presenters.client_archive import Imported

        taken = import_client(self._archive.open(), source)
        return Imported(taken.client, taken.sessions, taken.renamed)


class PaperDesk(QObject):
    """Opens the dialogs over whatever page is shown."""

    def __init__(self, program: ProgramWindow, archive: Archive, settings: QSettings) -> None:
        super().__init__(program)
        self._program, self._archive, self._settings = program, archive, settings

    def report(self, subject: Subject) -> None:
        from emotune_gui.ui.views.report import ReportDialog

        program = self._program
        dialog = ReportDialog(
            self._archive.open, program.tasks, subject, self._settings, program.window
        )
        dialog.notice.connect(program.notify)
        program.window.closing.connect(dialog.presenter.cancel)
        _open(dialog)

    def export(self, client: Client) -> None:
        from emotune_gui.ui.views.clients_export import ClientExportDialog

        program = self._program
        archives = StoredArchives(self._archive)
        _open(ClientExportDialog(archives, program.tasks, client, program.window))

    def take_in(self, page: ClientsPage) -> None:
        """Choose an archive; the client is then chosen in the list."""
        from emotune_gui.ui.presenters.client_archive import imported_words, take_in

        window = self._program.window
        kinds = self.tr("Clients of EmoTune") + f" (*{StoredArchives.suffix})"
        path, _ = QFileDialog.getOpenFileName(window, self.tr("Import a client"), "", kinds)
        if not path:
            return

        def taken(made: Imported) -> None:
            window.notify(imported_words(made))
            page.refresh_and_select(made.client.id)

        def failed(sentence: str) -> None:
            window.notify(sentence, Severity.FAULT)

        take_in(StoredArchives(self._archive), self._program.tasks, Path(path), taken, failed)


def _open(dialog: QDialog) -> None:
    """Modal to the window; it dies with its last reference, perhaps an answer under way."""
    dialog.finished.connect(lambda _result: dialog.setParent(None))
    dialog.open()
