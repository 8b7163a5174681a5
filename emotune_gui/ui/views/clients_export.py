"""Export: everything of one client in one file, to keep or to take to another computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.session import Client
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import FittedDialog, spread
from emotune_gui.ui.presenters.client_archive import (
    ClientArchives,
    ClientExportPresenter,
    suggested_name,
)
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.file_choice import FolderRow, SaidLine
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import shortened, translate

WIDTH = 600


class ClientExportDialog(FittedDialog):
    def __init__(
        self,
        archives: ClientArchives,
        tasks: Tasks,
        client: Client,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Clients", "Export everything"))
        self.setFixedWidth(WIDTH)
        self.presenter = ClientExportPresenter(self, archives, tasks, client)
        self._name = QLineEdit(suggested_name(client))
        self._name.setAccessibleName(self.tr("Name of the file"))
        self._where = FolderRow(self.tr("Folder for the archive"))
        self._private = TickBox(self.tr("With my private notes"))
        self._recordings = TickBox(self.tr("With the recordings of picture and sound"))
        self._said = SaidLine()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Writing"))
        self._lay_out(client)
        self._choosing(True)

    def _lay_out(self, client: Client) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        words = self.tr(
            "All of {name} in one file: sessions, curves, music, notes, ratings, scales, consents "
            "and what was learned. EmoTune on another computer can take it in. The file is not "
            "encrypted: keep it as you keep a client's record."
        )
        column.addWidget(text_label(words.format(name=shortened(client.name)), wrap=True))
        panel = Panel()
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        grid.addWidget(text_label(self.tr("File")), 0, 0)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(text_label(self.tr("Folder")), 1, 0)
        grid.addWidget(self._where, 1, 1)
        panel.body.addLayout(grid)
        panel.body.addWidget(self._private)
        panel.body.addWidget(self._recordings)
        column.addWidget(panel)
        column.addWidget(self._bar)
        column.addWidget(self._said)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._go = push_button(self.tr("Export"), "primary")
        self._go.clicked.connect(self.start)
        self._close = push_button(self.tr("Cancel"))
        self._close.clicked.connect(self.reject)
        foot = spread(QHBoxLayout())
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._go)
        return foot

    @property
    def said(self) -> str:
        return self._said.text()

    def choose_folder(self, folder: Path) -> None:
        self._where.choose(folder)

    def start(self) -> None:
        self.presenter.start(
            self._where.folder,
            self._name.text(),
            private=self._private.isChecked(),
            recordings=self._recordings.isChecked(),
        )

    # What the presenter shows

    def show_running(self) -> None:
        self._choosing(False)
        self._said.say(self.tr("Writing…"))

    def show_done(self, sentence: str) -> None:
        self._choosing(True)
        self._said.say(sentence)
        self._close.setText(self.tr("Close"))
        self._close.setFocus()

    def show_failed(self, sentence: str) -> None:
        self._choosing(True)
        self._said.say(sentence, alert=True)
        self._go.setFocus()

    def _choosing(self, on: bool) -> None:
        boxes = (self._private, self._recordings)
        for widget in (self._name, self._where, *boxes, self._go, self._close):
            widget.setEnabled(on)
        self._bar.setVisible(not on)
