"""The check before the start: one line a finding, with a mark and a word for its grade."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from emotune_gui.ui import icons, theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.start_choices import Check, Grade
from emotune_gui.ui.widgets.text import Role, text_label

MARK_WIDTH = 20


class CheckList(QWidget):
    """What is missing first, then what to know, then what is ready."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: tuple[Check, ...] = ()
        self._grid = spread(QGridLayout(self), spacing=theme.GRID // 2)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(self.tr("Before the start"))

    @property
    def checks(self) -> tuple[Check, ...]:
        return self._checks

    def show_checks(self, checks: Sequence[Check]) -> None:
        if tuple(checks) == self._checks:
            return
        order = (Grade.MISSING, Grade.NOTICE, Grade.READY)
        self._checks = tuple(checks)
        self._fill(sorted(checks, key=lambda check: order.index(check.grade)))

    def show_problem(self, sentence: str) -> None:
        self.show_checks([Check(Grade.MISSING, sentence)])

    def _fill(self, checks: Sequence[Check]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, check in enumerate(checks):
            self._grid.addWidget(_mark(check.grade), row, 0)
            role: Role = "body" if check.grade is not Grade.READY else "muted"
            text = text_label(check.text, role, wrap=True)
            text.setAccessibleName(f"{self._grade_word(check.grade)}: {check.text}")
            self._grid.addWidget(text, row, 1)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(checks), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # new words count once they are shown
            self._take_room()
        return done

    def _take_room(self) -> None:
        """A scroll area gives the least height, which of wrapped words is that of one line."""
        self.setMinimumHeight(max(0, self._grid.heightForWidth(self.width())))

    def _grade_word(self, grade: Grade) -> str:
        words = {
            Grade.MISSING: self.tr("missing"),
            Grade.NOTICE: self.tr("note"),
            Grade.READY: self.tr("ready"),
        }
        return words[grade]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._checks:
            checks, self._checks = self._checks, ()
            self.show_checks(checks)


def _mark(grade: Grade) -> QLabel:
    """A triangle, an i in a ring, or a tick: told apart by shape."""
    now = theme.tokens()
    label = QLabel()
    label.setFixedWidth(MARK_WIDTH)
    if grade is Grade.READY:
        label.setText("✓")
        label.setProperty("role", "muted")
    else:
        name, tint = ("warning", now.alert) if grade is Grade.MISSING else ("info", now.accent)
        label.setPixmap(icons.pixmap(name, tint, 18))
    return label
