"""Boxes to tick, dots to choose by and a scale to slide on, plain in both themes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSlider, QWidget

from emotune_gui.ui import theme

MARK = 18
GAP = 10
HEIGHT = 28
HANDLE = 16


class TickBox(QCheckBox):
    """A check box; ticked it shows a tick on the accent, so colour is not all that tells."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(theme.font())

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: object) -> bool:
        return self.rect().contains(pos)  # type: ignore[call-overload]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = _begin(painter, self)
        now = theme.tokens()
        on = self.isChecked()
        painter.setPen(QPen(theme.colour(now.accent if on else now.muted), 1.4))
        painter.setBrush(theme.colour(now.accent) if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.setPen(QPen(theme.colour(now.on_accent), 2))
            tick = [QPointF(4, 8.5), QPointF(7, 11.5), QPointF(12.5, 5)]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([box.topLeft() + point for point in tick]))


class ChoiceDot(QRadioButton):
    """A radio button; the chosen one is filled."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(theme.font())

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: object) -> bool:
        return self.rect().contains(pos)  # type: ignore[call-overload]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = _begin(painter, self)
        now = theme.tokens()
        on = self.isChecked()
        painter.setPen(QPen(theme.colour(now.accent if on else now.muted), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(now.accent))
            painter.drawEllipse(box.center(), 4.5, 4.5)


def _size(button: QAbstractButton) -> QSize:
    text = QFontMetrics(button.font()).horizontalAdvance(button.text())
    return QSize(MARK + GAP + text + 6, HEIGHT)


def _begin(painter: QPainter, button: QAbstractButton) -> QRectF:
    """Text and focus ring; gives where the mark goes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if button.isEnabled() else 0.45)
    now = theme.tokens()
    if button.hasFocus():
        painter.setPen(QPen(theme.colour(now.accent), 1))
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
    painter.setPen(theme.colour(now.text))
    painter.setFont(button.font())
    words = QRectF(MARK + GAP, 0, button.width() - MARK - GAP, button.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, button.text())
    return QRectF(3, (button.height() - MARK) / 2 + 1, MARK - 2, MARK - 2)


class LevelSlider(QSlider):
    """A horizontal slider painted as a thin scale with a round handle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        now = theme.tokens()
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        middle, room = self.height() / 2, self.width() - HANDLE
        at = HANDLE / 2 + share * room
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.line))
        painter.drawRoundedRect(QRectF(HANDLE / 2, middle - 2, room, 4), 2, 2)
        painter.setBrush(theme.colour(now.accent))
        painter.drawRoundedRect(QRectF(HANDLE / 2, middle - 2, at - HANDLE / 2, 4), 2, 2)
        painter.setBrush(theme.colour(now.text))
        painter.drawEllipse(QPointF(at, middle), HANDLE / 2 - 1, HANDLE / 2 - 1)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(now.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(at, middle), HANDLE / 2 - 1, HANDLE / 2 - 1)
