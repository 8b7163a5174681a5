"""The versions of a mapping: a click shows the ratings behind one, and brings it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.tuning_history import RatingLine, VersionLine
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import moment_words

MARGIN = 8


class VersionBlock(QWidget):
    """One version; a click, Enter or Space chooses it."""

    chosen = Signal(int)
    wanted = Signal(int)
    """Bring this version back."""

    def __init__(self, line: VersionLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = spread(QVBoxLayout(self), margin=MARGIN, spacing=2)
        title = self.tr("Version {n}").format(n=line.version)
        if line.version == 0:
            title = self.tr("Clinical mapping")
        state = self.tr("in use") if line.active else self.tr("undone") if line.undone else ""
        head = spread(QHBoxLayout())
        head.addWidget(text_label(title, "title"), 1)
        if state:
            head.addWidget(text_label(state, "body" if line.active else "small"))
        column.addLayout(head)
        column.addWidget(text_label(line.reason, "muted", wrap=True))
        when = "" if line.when is None else moment_words(line.when, datetime.now(UTC))
        when = " · ".join(filter(None, (when, line.by)))
        if when:
            column.addWidget(text_label(when, "small"))
        self._behind = QWidget()
        self._lines = spread(QVBoxLayout(self._behind), spacing=2)
        column.addWidget(self._behind)
        self._behind.hide()
        said = ", ".join(filter(None, (title, state, line.reason, when)))
        self.setAccessibleName(said)

    def show_behind(self, lines: Sequence[RatingLine]) -> None:
        self.fold()
        self._open = True
        words = self.tr("The ratings behind it") if lines else self.tr("No rating stands behind it")
        if self.line.version:
            self._lines.addSpacing(4)
            self._lines.addWidget(text_label(words, "heading"))
        for line in lines:
            self._lines.addWidget(text_label(rating_words(line), "small", wrap=True))
        if not (self.line.active or self.line.damaged):
            again = ActionButton(self.tr("Use this version"), small=True)
            again.clicked.connect(lambda: self.wanted.emit(self.line.version))
            row = spread(QHBoxLayout())
            row.addWidget(again)
            row.addStretch(1)
            self._lines.addLayout(row)
        self._behind.show()
        self.update()

    def fold(self) -> None:
        self._open = False
        self._behind.hide()
        _emptied(self._lines)
        self.update()

    @property
    def is_open(self) -> bool:
        return self._open

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.line.version)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.line.version)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._open:
            painter.setBrush(theme.colour(now.hover, 0.6))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(now.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)


class VersionsPanel(Panel):
    """Newest first. `asked` wants the ratings behind a version, `wanted` the version back."""

    asked = Signal(int)
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.addWidget(text_label(self.tr("Versions"), "heading"))
        self.body.addWidget(
            text_label(self.tr("Choose one to see the ratings behind it."), "small", wrap=True)
        )
        self.setAccessibleName(self.tr("Versions"))
        inner = QWidget()
        self._history = spread(QVBoxLayout(inner), spacing=2)
        self._history.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(self.tr("Versions"))
        self.body.addWidget(scroll, 1)
        self.blocks: list[VersionBlock] = []

    def show_history(self, lines: Sequence[VersionLine]) -> None:
        focused = next((b.line.version for b in self.blocks if b.hasFocus()), None)
        for block in self.blocks:
            self._history.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = [VersionBlock(line) for line in lines]
        for place, block in enumerate(self.blocks):
            self._history.insertWidget(place, block)
            block.chosen.connect(self._choose)
            block.wanted.connect(self.wanted)
            if block.line.version == focused:
                block.setFocus()

    def _choose(self, version: int) -> None:
        block = self._block(version)
        if block is None:
            return
        if block.is_open:
            block.fold()
        elif version == 0:
            self.show_ratings(0, ())
        else:
            self.asked.emit(version)

    def show_ratings(self, version: int, lines: Sequence[RatingLine]) -> None:
        for block in self.blocks:
            if block.line.version == version:
                block.show_behind(lines)
            else:
                block.fold()

    def _block(self, version: int) -> VersionBlock | None:
        return next((b for b in self.blocks if b.line.version == version), None)


def rating_words(line: RatingLine) -> str:
    """'4 of 5 · client · today 14:05'."""
    when = "" if line.when is None else moment_words(line.when, datetime.now(UTC))
    return " · ".join(filter(None, (line.judged, line.by, when)))


def _emptied(layout: QVBoxLayout | QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QHBoxLayout | QVBoxLayout):
            _emptied(inner)
