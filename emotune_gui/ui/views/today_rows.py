"""A line to press: a name, what is worth knowing about it, and a figure at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from emotune_gui.ui import theme

HEIGHT = 52
INSET = 9


class EntryRow(QAbstractButton):
    """Two lines of text, shortened to fit, and a short one at the right end."""

    def __init__(
        self, title: str, detail: str, aside: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._detail, self._aside = " ".join(title.split()), detail, aside
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(text for text in (title, detail, aside) if text))

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(now.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setPen(theme.colour(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        self._paint_texts(painter, box.adjusted(INSET - 1, 6, 1 - INSET, -6))

    def _paint_texts(self, painter: QPainter, box: QRectF) -> None:
        now, middle = theme.tokens(), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        aside = painter.fontMetrics().horizontalAdvance(self._aside)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self._aside)
        room = box.adjusted(0, 0, -(aside + 16 if aside else 0), 0)
        half = box.height() / 2
        lower = QRectF(room.left(), room.top() + half, room.width(), half)
        painter.drawText(lower, middle, self._fitted(painter, self._detail, room.width()))
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour(now.text))
        upper = QRectF(room.left(), room.top(), room.width(), half)
        painter.drawText(upper, middle, self._fitted(painter, self._title, room.width()))

    @staticmethod
    def _fitted(painter: QPainter, text: str, width: float) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
