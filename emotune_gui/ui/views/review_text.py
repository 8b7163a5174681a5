"""A field for a text of any length, of which Qt is given one part at a time."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import text_label

PART = 20_000
"""Letters laid out at once; a megabyte in one line takes Qt more than a second."""


class _Part(QPlainTextEdit):
    pasted = Signal(str)
    """A text too long to be laid out here."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and len(source.text()) > PART // 2:
            self.pasted.emit(source.text())
        else:
            super().insertFromMimeData(source)


class LongText(QWidget):
    """`changed` after every change by hand. Text only: what is pasted loses its looks."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before, self._after = "", ""
        self._part = _Part()
        self._part.setTabChangesFocus(True)
        self._part.setMinimumHeight(44)  # Qt asks for more, and six of them for a taller window
        self._part.setAccessibleName(name)
        self._part.pasted.connect(self._take_pasted)
        self._part.textChanged.connect(self.changed)
        self._where = text_label("", "small")
        self._back = ActionButton("‹", small=True)
        self._back.setAccessibleName(self.tr("Part before"))
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on = ActionButton("›", small=True)
        self._on.setAccessibleName(self.tr("Next part"))
        self._on.clicked.connect(lambda: self._turn(1))
        column = spread(QVBoxLayout(self), spacing=theme.GRID // 2)
        column.addWidget(self._part, 1)
        row = spread(QHBoxLayout())
        row.addWidget(self._where, 1)
        row.addWidget(self._back)
        row.addWidget(self._on)
        column.addLayout(row)
        self.setFocusProxy(self._part)
        self._show_place()

    @property
    def text(self) -> str:
        return self._before + self._part.toPlainText() + self._after

    def set_text(self, text: str) -> None:
        """From outside: `changed` is not emitted."""
        if text != self.text:
            self._show_from(text, 0)

    def set_read_only(self, read_only: bool) -> None:
        self._part.setReadOnly(read_only)

    def set_placeholder(self, words: str) -> None:
        self._part.setPlaceholderText(words)

    @property
    def parts(self) -> int:
        shown = len(self._part.toPlainText()) > 0
        return -(-len(self._before) // PART) + shown + -(-len(self._after) // PART)

    def _show_from(self, text: str, start: int) -> None:
        self._before, self._after = text[:start], text[start + PART :]
        self._part.blockSignals(True)
        self._part.setPlainText(text[start : start + PART])
        self._part.blockSignals(False)
        self._show_place()

    def _turn(self, parts: int) -> None:
        start = len(self._before)
        # Behind a part that was written into, the next begins after its new end.
        step = len(self._part.toPlainText()) if parts > 0 else PART
        self._show_from(self.text, max(0, start + (step if parts > 0 else -step)))

    def _take_pasted(self, pasted: str) -> None:
        cursor = self._part.textCursor()
        shown = self._part.toPlainText()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        whole = self._before + shown[:first] + pasted + shown[last:] + self._after
        self._show_from(whole, len(self._before))
        self.changed.emit()

    def _show_place(self) -> None:
        many = bool(self._before or self._after)
        for widget in (self._where, self._back, self._on):
            widget.setVisible(many)
        self._back.setEnabled(bool(self._before))
        self._on.setEnabled(bool(self._after))
        place = -(-len(self._before) // PART) + 1
        self._where.setText(self.tr("Part {0} of {1}").format(place, max(place, self.parts)))
