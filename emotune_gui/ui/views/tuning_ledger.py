"""Who changed what of the mapping: a line a change, newest first, with *Undo* where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.tuning_ledger import MOST, LedgerLine
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import moment_words

WHEN_WIDTH, WHO_WIDTH = 116, 104


class LedgerRow(QWidget):
    """One change. `back_wanted` carries its WayBack."""

    back_wanted = Signal(object)

    def __init__(self, line: LedgerLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        when = moment_words(line.when, datetime.now(UTC))
        row = spread(QHBoxLayout(self), spacing=theme.GRID)
        for words, width in ((when, WHEN_WIDTH), (line.by, WHO_WIDTH)):
            label = text_label(words, "small", wrap=True)
            label.setFixedWidth(width)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(line.what, wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(", ".join((when, line.by, line.what)))
        self.undo: ActionButton | None = None
        if line.back is not None:
            self.undo = ActionButton(self.tr("Undo"), small=True)
            self.undo.setAccessibleName(self.tr("Undo: {what}").format(what=line.what))
            self.undo.clicked.connect(lambda: self.back_wanted.emit(line.back))
            row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)


class LedgerView(QWidget):
    """`back_wanted` carries the WayBack of the change that is to be undone."""

    back_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = text_label(
            self.tr("Nothing has been changed yet. What anybody changes is listed here."),
            "muted",
            wrap=True,
        )
        self._more = text_label(
            self.tr("Only the last {n} changes are listed.").format(n=MOST), "small", wrap=True
        )
        inner = QWidget()
        self._lines = spread(QVBoxLayout(inner), spacing=theme.GRID)
        self._lines.addWidget(self._none)
        self._lines.addWidget(self._more)
        self._lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("Who changed what"))
        scroll.setWidget(inner)
        spread(QVBoxLayout(self)).addWidget(scroll)
        self.rows: list[LedgerRow] = []
        self.show_lines(())

    def show_lines(self, lines: Sequence[LedgerLine]) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LedgerRow(line) for line in lines]
        for place, row in enumerate(self.rows):
            self._lines.insertWidget(place, row)
            row.back_wanted.connect(self.back_wanted)
        self._none.setVisible(not lines)
        self._more.setVisible(len(lines) >= MOST)
