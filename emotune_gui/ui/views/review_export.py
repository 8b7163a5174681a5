"""Export: a session's music as notes and as sound, with progress and what went wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.review import SessionTimeline
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.review_export import (
    ExportPresenter,
    ExportRequest,
    size_words,
    suggested_name,
)
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.file_choice import FolderRow
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.widgets.writing import WritingProgress

SIZE = (600, 344)


class ExportDialog(QDialog):
    """Closing it while sound is made stops that."""

    def __init__(
        self,
        open_store: OpenStore,
        tasks: Tasks,
        timeline: SessionTimeline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export the music"))
        self.resize(*SIZE)
        self.presenter = ExportPresenter(self, open_store, tasks, timeline)
        self._midi = TickBox(self.tr("Notes (MIDI)"))
        self._wav = TickBox(self.tr("Sound (WAV, about {0})").format(size_words(timeline)))
        self._name = QLineEdit(suggested_name(timeline.info))
        self._name.setAccessibleName(self.tr("Name of the files"))
        music = QStandardPaths.StandardLocation.MusicLocation
        self._where = FolderRow(self.tr("Folder for the music"), music)
        self._go = push_button(self.tr("Export"), "primary")
        self._go.clicked.connect(self.start)
        self.writing = WritingProgress(self._go, self._share)
        self.writing.lock(self._midi, self._wav, self._name, self._where)
        self.writing.stop_asked.connect(self.presenter.cancel)
        self.writing.close_asked.connect(self.reject)
        self._lay_out()
        for box in (self._midi, self._wav):
            box.setChecked(True)
            box.toggled.connect(self._choice_changed)
        self._name.textChanged.connect(self._choice_changed)
        self.finished.connect(self.presenter.cancel)
        self.presenter.look()

    def _lay_out(self) -> None:
        panel = Panel()
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        grid.addWidget(text_label(self.tr("As")), 0, 0)
        kinds = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        kinds.addWidget(self._midi)
        kinds.addWidget(self._wav)
        kinds.addStretch(1)
        grid.addLayout(kinds, 0, 1)
        grid.addWidget(text_label(self.tr("Name")), 1, 0)
        grid.addWidget(self._name, 1, 1)
        grid.addWidget(text_label(self.tr("Folder")), 2, 0)
        grid.addWidget(self._where, 2, 1)
        panel.body.addLayout(grid)
        panel.body.addWidget(self.writing)
        panel.body.addStretch(1)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(panel, 1)
        column.addLayout(self.writing.foot)

    @property
    def request(self) -> ExportRequest:
        return ExportRequest(
            self._where.folder, self._name.text(), self._midi.isChecked(), self._wav.isChecked()
        )

    @property
    def said(self) -> str:
        return self.writing.said

    def choose_folder(self, folder: Path) -> None:
        self._where.choose(folder)

    def start(self) -> None:
        self.presenter.start(self.request)

    # What the presenter shows

    def show_running(self) -> None:
        self.writing.begin()

    def show_done(self, sentence: str) -> None:
        self.writing.done(self.tr("Written: {0}").format(sentence))
        self._go.setText(self.tr("Export again"))

    def show_remark(self, sentence: str) -> None:
        if self.presenter.run is None and not self.said:
            self.writing.say(sentence)

    def show_failed(self, sentence: str) -> None:
        self.writing.failed(sentence)

    def _choice_changed(self) -> None:
        self.writing.say("")

    def _share(self) -> float | None:
        return None if self.presenter.run is None else self.presenter.run.share
