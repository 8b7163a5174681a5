"""The parts a review lane is made of: its view, its name plate and the time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.wording import clock_time

GUTTER_WIDTH = 112
SHORTEST_VIEW_S = 2.0
TICK_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
WIDEST_TICK_PX = 88
LABEL_PX = 11.0
GRAB_PX = 6.0
"""So near, the cursor is taken hold of."""


class TimeView(pg.ViewBox):
    """Wheel zooms and drag pans along time only; a click says where.

    A drag that begins at the cursor moves it; with Shift it selects a span.
    """

    clicked = Signal(float)
    spanned = Signal(float, float)

    def __init__(self, low: float, high: float) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.cursor_t = 0.0
        self._scrubbing = self._selecting = False
        self.setMouseEnabled(x=True, y=False)
        self.set_range(low, high)

    def set_range(self, low: float, high: float) -> None:
        """What the bottom and the top of the lane stand for."""
        self.low, self.high = low, high
        self.setYRange(low, high, padding=0)

    def mouseClickEvent(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(self._time_at(event.scenePos()))

    def mouseDragEvent(
        self, event: pg.GraphicsScene.mouseEvents.MouseDragEvent, axis: int | None = None
    ) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        began, now = event.buttonDownScenePos(), event.scenePos()
        if event.isStart():
            start, end = self.viewRange()[0]
            reach = GRAB_PX * (end - start) / max(1.0, self.rect().width())
            self._selecting = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._scrubbing = abs(self._time_at(began) - self.cursor_t) <= reach
        if self._selecting:
            event.accept()
            self.spanned.emit(*sorted((self._time_at(began), self._time_at(now))))
        elif self._scrubbing:
            event.accept()
            self.clicked.emit(self._time_at(now))
        else:
            super().mouseDragEvent(event, axis)

    def _time_at(self, scene: QPointF) -> float:
        return float(self.mapSceneToView(scene).x())

    def row_at(self, value: float) -> float:
        """Pixel row, from the top of the view, of a value on the vertical axis."""
        share = (value - self.low) / (self.high - self.low)
        return float(self.rect().height() * (1.0 - share))


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A word beside a value of the lane; `swatch` is the colour of its curve or empty."""

    value: float
    text: str
    swatch: str = ""
    strong: bool = False


class Gutter(pg.GraphicsWidget):
    """The lane's name plate at its left: what each row is, in words."""

    def __init__(self, view: TimeView, labels: Sequence[RowLabel]) -> None:
        super().__init__()
        self._view = view
        self._labels = tuple(labels)
        self.setFixedWidth(GUTTER_WIDTH)

    def set_labels(self, labels: Sequence[RowLabel]) -> None:
        self._labels = tuple(labels)
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        last = -LABEL_PX
        for label in self._labels:
            y = min(max(self._view.row_at(label.value), 7.0), self.rect().height() - 7.0)
            if not label.strong:
                if abs(y - last) < LABEL_PX:
                    continue  # no room for it under the one above
                last = y
            self._paint_label(painter, label, y)

    def _paint_label(self, painter: QPainter, label: RowLabel, y: float) -> None:
        now = theme.tokens()
        width = self.rect().width()
        if label.swatch:
            painter.fillRect(QRectF(width - 14, y - 4, 6, 8), theme.colour(label.swatch))
        painter.setFont(theme.font(theme.SMALL_PX - (0 if label.strong else 1), bold=label.strong))
        painter.setPen(theme.colour(now.text if label.strong else now.muted))
        right = 20 if label.swatch else 8
        align = Qt.AlignmentFlag.AlignVCenter
        align |= Qt.AlignmentFlag.AlignLeft if label.strong else Qt.AlignmentFlag.AlignRight
        box = QRectF(0, y - 8, width - right, 16)
        painter.drawText(box, align, label.text)


class TimeAxis(pg.AxisItem):
    """Minutes and seconds, on round steps; a press or a drag on it moves the cursor."""

    pressed = Signal(float)

    def __init__(self) -> None:
        super().__init__("bottom", maxTickLength=4)
        self.setHeight(28)
        self.redress()

    def redress(self) -> None:
        now = theme.tokens()
        self.setTickFont(theme.font(theme.SMALL_PX))
        self.setPen(pg.mkPen(now.line))
        self.setTextPen(pg.mkPen(now.muted))

    def mouseClickEvent(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        self._press(event)

    def mouseDragEvent(self, event: pg.GraphicsScene.mouseEvents.MouseDragEvent) -> None:
        self._press(event)

    def _press(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        view = self.linkedView()
        if event.button() == Qt.MouseButton.LeftButton and view is not None:
            event.accept()
            self.pressed.emit(float(view.mapSceneToView(event.scenePos()).x()))

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        least = (high - low) * WIDEST_TICK_PX / max(size, 1.0)
        step = next((s for s in TICK_STEPS_S if s >= least), TICK_STEPS_S[-1])
        return [(float(step), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [clock_time(value) for value in values]
