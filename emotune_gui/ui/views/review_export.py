"""Export: a session's music as notes and as sound, with progress and what went wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
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
from emotune_gui.ui.widgets.file_choice import FolderRow, SaidLine
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label

SIZE = (600, 344)
PROGRESS_MS = 100


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
        self._said = SaidLine()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Done so far"))
        self._follow = QTimer(self)
        self._follow.setInterval(PROGRESS_MS)
        self._follow.timeout.connect(self._show_progress)
        self._lay_out()
        for box in (self._midi, self._wav):
            box.setChecked(True)
            box.toggled.connect(self._choice_changed)
        self._name.textChanged.connect(self._choice_changed)
        self.finished.connect(self.presenter.cancel)
        self._choosing(True)
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
        panel.body.addWidget(self._bar)
        panel.body.addWidget(self._said)
        panel.body.addStretch(1)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(panel, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._go = push_button(self.tr("Export"), "primary")
        self._go.clicked.connect(self.start)
        self._stop = push_button(self.tr("Stop"))
        self._stop.clicked.connect(self._stop_asked)
        self._close = push_button(self.tr("Cancel"))
        self._close.clicked.connect(self.reject)
        foot = spread(QHBoxLayout())
        foot.addStretch(1)
        for button in (self._close, self._stop, self._go):
            foot.addWidget(button)
        return foot

    @property
    def request(self) -> ExportRequest:
        return ExportRequest(
            self._where.folder, self._name.text(), self._midi.isChecked(), self._wav.isChecked()
        )

    @property
    def said(self) -> str:
        return self._said.text()

    def choose_folder(self, folder: Path) -> None:
        self._where.choose(folder)

    def start(self) -> None:
        self.presenter.start(self.request)

    # What the presenter shows

    def show_running(self) -> None:
        self._choosing(False)
        self._said.say(self.tr("Writing…"))
        self._stop.setFocus()
        self._follow.start()
        self._show_progress()

    def show_done(self, sentence: str) -> None:
        self._choosing(True)
        self._said.say(self.tr("Written: {0}").format(sentence))
        self._go.setText(self.tr("Export again"))
        self._close.setText(self.tr("Close"))
        self._close.setFocus()

    def show_remark(self, sentence: str) -> None:
        if self.presenter.run is None and not self._said.text():
            self._said.say(sentence)

    def show_failed(self, sentence: str) -> None:
        self._choosing(True)
        self._said.say(sentence, alert=True)
        self._go.setFocus()

    def _choosing(self, on: bool) -> None:
        if on:
            self._follow.stop()
        for widget in (self._midi, self._wav, self._name, self._where, self._go):
            widget.setEnabled(on)
        self._stop.setEnabled(not on)
        self._stop.setVisible(not on)
        self._close.setVisible(on)
        self._bar.setVisible(not on)

    def _choice_changed(self) -> None:
        self._said.say("")

    def _show_progress(self) -> None:
        run = self.presenter.run
        if run is not None:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(run.share * 1000))
            share = f"{run.share:.0%}".replace("%", " %")
            self._said.say(self.tr("Writing, {0}…").format(share))

    def _stop_asked(self) -> None:
        self._stop.setEnabled(False)
        self.presenter.cancel()
