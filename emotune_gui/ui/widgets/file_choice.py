"""What every dialog that writes files has: where to, and a line that says how it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.text import ElidedLabel


class FolderRow(QWidget):
    """A folder and the button that chooses another; at first the user's own of that kind."""

    def __init__(
        self,
        title: str,
        kind: QStandardPaths.StandardLocation = QStandardPaths.StandardLocation.DocumentsLocation,
        parent: QWidget | None = None,
    ) -> None:
        """`title` stands over the dialog that chooses."""
        super().__init__(parent)
        self._title = title
        self._where = ElidedLabel()
        self._other = QPushButton(self.tr("Choose…"))
        self._other.setAutoDefault(False)
        self._other.setAccessibleName(self.tr("Choose another folder"))
        self._other.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._where, 1)
        row.addWidget(self._other)
        self.choose(Path(QStandardPaths.writableLocation(kind) or Path.home()))

    @property
    def folder(self) -> Path:
        return self._folder

    def choose(self, folder: Path) -> None:
        self._folder = folder
        self._where.set_text(str(folder))

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._title, str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.choose(Path(path)))
        dialog.open()


class SaidLine(QLabel):
    """One sentence, quiet or as an alert."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "muted")

    def say(self, sentence: str, *, alert: bool = False) -> None:
        self.setProperty("role", "alert" if alert else "muted")
        self.style().polish(self)
        self.setText(sentence)
