"""The rail: where one is and where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from emotune_gui.ui import icons, theme
from emotune_gui.ui.widgets.buttons import KEYBOARD_REASONS

WIDTH = 80
ENTRY_HEIGHT = 64


@dataclass(frozen=True, slots=True)
class RailEntry:
    name: str
    title: str
    key: str


class RailButton(QAbstractButton):
    """Icon over label; the present one carries the accent and a bar at its left edge."""

    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self.marked = False
        self._ring = False
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({entry.key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, ENTRY_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        here = self.isChecked()
        ink = now.text if here or self.underMouse() else now.muted
        if here:
            painter.fillRect(QRectF(0, 12, 3, ENTRY_HEIGHT - 24), theme.colour(now.accent))
        painter.drawPixmap(
            QPointF((WIDTH - 24) / 2, 10),
            icons.pixmap(self.entry.name, now.accent if here else ink),
        )
        painter.setFont(_fitting(self.entry.title, bold=here))
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(0, 38, WIDTH, 18), Qt.AlignmentFlag.AlignCenter, self.entry.title)
        if self.marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(now.alert))
            painter.drawEllipse(QPointF(WIDTH / 2 + 17, 13), 4, 4)
        if self.hasFocus() and self._ring:
            painter.setPen(theme.colour(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(6, 2, -6, -2), 6, 6)


def _fitting(title: str, *, bold: bool) -> QFont:
    """Smaller where a language says it with a long word, down to three pixels less."""
    for px in range(theme.SMALL_PX, theme.SMALL_PX - 4, -1):
        font = theme.font(px, bold=bold)
        if QFontMetrics(font).horizontalAdvance(title) <= WIDTH - 8:
            break
    return font


class Rail(QWidget):
    """A column of entries, one of them current. `chosen` carries the entry's name."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._buttons: dict[str, RailButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        column.setSpacing(0)
        for entry in entries:
            if entry.name == "settings":
                column.addStretch(1)
            button = RailButton(entry)
            group.addButton(button)
            self._buttons[entry.name] = button
            column.addWidget(button)
            button.clicked.connect(lambda _=False, name=entry.name: self.chosen.emit(name))
        if "settings" not in self._buttons:
            column.addStretch(1)

    @property
    def current(self) -> str:
        return next((name for name, b in self._buttons.items() if b.isChecked()), "")

    def set_current(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def set_marked(self, name: str, on: bool) -> None:
        button = self._buttons[name]
        button.marked = on
        title = button.entry.title
        button.setAccessibleName(self.tr("{0}, running").format(title) if on else title)
        button.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(theme.tokens().panel))
