"""Import: what to read, how far it is, and what could not be read and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.song import SongInfo
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.song_import import SONG_FILES, ImportPresenter, ImportRequest
from emotune_gui.ui.presenters.songs import OpenLibrary
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import shortened

SIZE = (640, 408)
PROGRESS_MS = 100
CHOOSING, RUNNING, DONE = range(3)


class ImportDialog(QDialog):
    """Three steps in one place. Closing it while files are read stops after the present one."""

    def __init__(
        self,
        open_library: OpenLibrary,
        tasks: Tasks,
        imported: Callable[[Sequence[SongInfo], Sequence[SongInfo]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import songs"))
        self.resize(*SIZE)
        self.presenter = ImportPresenter(self, open_library, tasks, imported)
        self._request = ImportRequest()
        self._steps = QStackedWidget()
        for step in (self._choosing(), self._running(), self._done()):
            self._steps.addWidget(step)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(self._steps, 1)
        self._follow = QTimer(self)
        self._follow.setInterval(PROGRESS_MS)
        self._follow.timeout.connect(self.show_progress)
        self.finished.connect(self.presenter.cancel)
        self.choose(ImportRequest())

    @property
    def step(self) -> str:
        return ("choosing", "running", "done")[self._steps.currentIndex()]

    @property
    def problems(self) -> str:
        return self._problems.toPlainText()

    def _choosing(self) -> QWidget:
        panel = Panel()
        panel.body.addWidget(text_label(self.tr("Songs from"), "heading"))
        files, folder = push_button(self.tr("Files…")), push_button(self.tr("A folder…"))
        files.clicked.connect(self._ask_files)
        folder.clicked.connect(self._ask_folder)
        self._what = ElidedLabel()
        panel.body.addLayout(_row(files, folder, self._what))
        panel.body.addWidget(
            text_label(self.tr("MIDI, WAV, FLAC, OGG and MP3; folders with all below."), "muted")
        )
        panel.body.addSpacing(theme.GRID * 2)
        panel.body.addWidget(text_label(self.tr("Table of labels (not needed)"), "heading"))
        table = push_button(self.tr("A table…"))
        table.clicked.connect(self._ask_table)
        self._table = ElidedLabel()
        panel.body.addLayout(_row(table, self._table))
        words = self.tr(
            "A CSV with the column file and any of title, composer, genre, licence, emotion, "
            "valence, arousal. Songs without a label get one from the program, marked as automatic."
        )
        panel.body.addWidget(text_label(words, "muted", wrap=True))
        panel.body.addStretch(1)
        self._go = push_button(self.tr("Import"), "primary")
        self._go.clicked.connect(lambda: self.presenter.start(self._request))
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        return _step(panel, cancel, self._go)

    def _running(self) -> QWidget:
        panel = Panel()
        self._count = text_label("", "title")
        self._file = ElidedLabel(muted=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Files read"))
        self._failed = text_label("", "muted")
        for widget in (self._count, self._bar, self._file, self._failed):
            panel.body.addWidget(widget)
        panel.body.addStretch(1)
        self._stop = push_button(self.tr("Stop"))
        self._stop.clicked.connect(self._cancel)
        return _step(panel, self._stop)

    def _done(self) -> QWidget:
        panel = Panel()
        self._result = text_label("", "title", wrap=True)
        self._why = text_label("", "heading")
        self._problems = QPlainTextEdit()
        self._problems.setReadOnly(True)
        self._problems.setTabChangesFocus(True)
        self._problems.setAccessibleName(self.tr("What could not be imported, and why"))
        panel.body.addWidget(self._result)
        panel.body.addWidget(self._why)
        panel.body.addWidget(self._problems, 1)
        panel.body.addStretch(0)
        again = push_button(self.tr("Import more"))
        again.clicked.connect(lambda: self.choose(ImportRequest()))
        self._close = push_button(self.tr("Close"), "primary")
        self._close.clicked.connect(self.accept)
        return _step(panel, again, self._close)

    # What the presenter shows

    def show_running(self) -> None:
        self._stop.setEnabled(True)
        self._steps.setCurrentIndex(RUNNING)
        self._follow.start()
        self.show_progress()

    def show_progress(self) -> None:
        run = self.presenter.run
        if run is None:
            return
        self._bar.setRange(0, run.total)
        self._bar.setValue(run.done)
        words = self.tr("{0} of {1} files").format(run.done, run.total)
        self._count.setText(words if run.total else self.tr("Looking for songs…"))
        self._file.set_text(run.now)
        failed = len(run.problems)
        self._failed.setText(self.tr("{0} with a remark").format(failed) if failed else "")

    def show_result(self, sentence: str, problems: Sequence[str]) -> None:
        self._follow.stop()
        self._steps.setCurrentIndex(DONE)
        self._result.setText(sentence)
        self._why.setText(self.tr("{0} with a remark").format(len(problems)))
        self._problems.setPlainText("\n".join(problems))
        for widget in (self._why, self._problems):
            widget.setVisible(bool(problems))
        self._close.setFocus()

    # What the therapist does

    def choose(self, request: ImportRequest) -> None:
        self._request = request
        self._steps.setCurrentIndex(CHOOSING)
        self._what.set_text(_what_words(request, self.tr("{0} files"), self.tr("nothing yet")))
        self._table.set_text(request.labels.name if request.labels else self.tr("none"))
        self._go.setEnabled(bool(request.files or request.folder))

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self.presenter.cancel()

    def _ask_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Songs to import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Songs") + f" ({SONG_FILES})", self.tr("All files (*)")])
        dialog.filesSelected.connect(
            lambda paths: self.choose(
                ImportRequest(tuple(Path(p) for p in paths), None, self._request.labels)
            )
        )
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder with songs"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(
            lambda path: self.choose(ImportRequest((), Path(path), self._request.labels))
        )
        dialog.open()

    def _ask_table(self) -> None:
        dialog = QFileDialog(self, self.tr("Table of labels"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.txt)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(
            lambda path: self.choose(
                ImportRequest(self._request.files, self._request.folder, Path(path))
            )
        )
        dialog.open()


def _what_words(request: ImportRequest, files: str, nothing: str) -> str:
    if request.folder is not None:
        return request.folder.name or str(request.folder)
    if not request.files:
        return nothing
    if len(request.files) == 1:
        return shortened(request.files[0].name)
    return files.format(len(request.files))


def _row(*widgets: QWidget) -> QHBoxLayout:
    """The last one takes the room that is left."""
    row = spread(QHBoxLayout())
    for widget in widgets[:-1]:
        row.addWidget(widget)
    row.addWidget(widgets[-1], 1)
    return row


def _step(panel: Panel, *buttons: QPushButton) -> QWidget:
    step = QWidget()
    column = spread(QVBoxLayout(step), spacing=theme.GRID * 2)
    column.addWidget(panel, 1)
    foot = spread(QHBoxLayout())
    foot.addStretch(1)
    for button in buttons:
        foot.addWidget(button)
    column.addLayout(foot)
    return step
