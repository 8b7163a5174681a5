"""Lines and shades of a lane, in its own units, painted with as little as possible a frame."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

FloatArray = npt.NDArray[np.float64]
EVERYWHERE = QRectF(-1e6, -1e6, 2e6, 2e6)
"""pyqtgraph's curves measure themselves anew whenever the view moves; these need not."""


class Strokes(QGraphicsItem):
    """One path, with a pen as wide as its pixels say or with a shade."""

    def __init__(self) -> None:
        super().__init__()
        self._path = QPainterPath()
        self._pen: QPen | None = None
        self._brush: QBrush | None = None
        self._lines: list[QLineF] = []
        self.points = 0
        """Corners of what is drawn now."""

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def set_pen(self, pen: QPen) -> None:
        self._pen = QPen(pen)
        self._pen.setCosmetic(True)
        self.update()

    def set_shade(self, colour: QColor) -> None:
        self._brush = QBrush(colour)
        self.update()

    def set_line(self, x: FloatArray, y: FloatArray, connect: str = "all") -> None:
        """`connect` as of pyqtgraph: 'all' or 'finite' (a hole at every NaN)."""
        self._set(pg.arrayToQPath(x, y, connect), x.size)

    def set_pairs(self, x: FloatArray, y: FloatArray) -> None:
        """Level strokes, each from one point to the next; paths of them would be slower."""
        ends = zip(x[::2].tolist(), x[1::2].tolist(), y[::2].tolist(), strict=True)
        self._lines = [QLineF(begin, height, end, height) for begin, end, height in ends]
        self._set(QPainterPath(), x.size)

    def set_area(self, x: FloatArray, high: FloatArray, low: FloatArray | float) -> None:
        """Shade from `low` up to `high`; NaN is nothing."""
        base = np.broadcast_to(np.asarray(low, dtype=float), high.shape)
        base = np.where(np.isfinite(base), base, 0.0)
        top = np.where(np.isfinite(high), high, base)
        around = np.concatenate((x, x[::-1])), np.concatenate((top, base[::-1]))
        self._set(pg.arrayToQPath(*around), x.size)

    def _set(self, path: QPainterPath, points: int) -> None:
        self._path, self.points = path, points
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._brush is not None:
            painter.fillPath(self._path, self._brush)
        if self._pen is not None:
            painter.setPen(self._pen)
            if self._lines:
                painter.drawLines(self._lines)
            else:
                painter.drawPath(self._path)
