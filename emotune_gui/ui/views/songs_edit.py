"""Title, composer, genre and licence of a song of the therapist's own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from emotune_gui.domain.song import SongInfo
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label

WIDTH = 520
LONGEST = 200
"""Letters; a title that is longer is a text."""


class SongEditDialog(QDialog):
    wanted = Signal(object)
    """The SongInfo as it is to be."""

    def __init__(self, song: SongInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._song = song
        self.setWindowTitle(self.tr("What the song is"))
        self.setFixedWidth(WIDTH)
        panel = Panel()
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        self._title = _line(grid, self.tr("Title"), song.title)
        self._composer = _line(grid, self.tr("Composer"), song.composer)
        self._genre = _line(grid, self.tr("Genre"), song.genre)
        self._licence = _line(grid, self.tr("Licence"), song.licence)
        panel.body.addLayout(grid)
        self._save = push_button(self.tr("Save"), "primary")
        self._save.clicked.connect(self._want)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = spread(QHBoxLayout())
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._save)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(panel)
        column.addLayout(foot)
        self._title.textChanged.connect(self._changed)
        self._title.selectAll()

    def _changed(self) -> None:
        self._save.setEnabled(bool(self._title.text().strip()))

    def _want(self) -> None:
        said = replace(
            self._song,
            title=self._title.text().strip(),
            composer=self._composer.text().strip(),
            genre=self._genre.text().strip(),
            licence=self._licence.text().strip(),
        )
        if said != self._song:
            self.wanted.emit(said)
        self.accept()


def _line(grid: QGridLayout, name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(LONGEST)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    row = grid.rowCount()
    grid.addWidget(text_label(name), row, 0)
    grid.addWidget(line, row, 1)
    return line
