"""A client's course at a glance: distress or mood, session by session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.wording import translate

HEIGHT = 56
MOST_POINTS = 24
EDGE = 6.0


@dataclass(frozen=True, slots=True)
class Trend:
    """Values oldest first, None where a session has none; `low` and `high` are the axis."""

    name: str
    values: tuple[float | None, ...]
    low: float
    high: float

    @property
    def there(self) -> tuple[float, ...]:
        return tuple(v for v in self.values if v is not None)


class TrendCard(QWidget):
    """A line with a dot for every session; the newest is filled. Told in words as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def set_trend(self, trend: Trend | None) -> None:
        self._trend = trend
        words = "" if trend is None else trend_words(trend)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._trend is None or not self._trend.there:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        box = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.setPen(QPen(theme.colour(now.line), 1))
        for share in (0.0, 0.5, 1.0):
            y = box.bottom() - share * box.height()
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        points = self._points(box)
        painter.setPen(QPen(theme.colour(now.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for point in points[:-1]:
            painter.setBrush(theme.colour(now.panel))
            painter.drawEllipse(point, 3.0, 3.0)
        painter.setBrush(theme.colour(now.accent))
        painter.drawEllipse(points[-1], 4.5, 4.5)

    def _points(self, box: QRectF) -> list[QPointF]:
        assert self._trend is not None
        values, low, high = self._trend.values, self._trend.low, self._trend.high
        step = box.width() / max(1, len(values) - 1)
        start = box.left() if len(values) > 1 else box.center().x()
        return [
            QPointF(
                start + place * step, box.bottom() - (value - low) / (high - low) * box.height()
            )
            for place, value in enumerate(values)
            if value is not None
        ]


def trend_words(trend: Trend) -> str:
    """'Distress at the end: 6, 5, 3 of the last 3 sessions, oldest first'."""
    shown: Sequence[float] = trend.there
    if not shown:
        return translate("Clients", "{name}: nothing yet").format(name=trend.name)
    figures = ", ".join(f"{value:.2g}" for value in shown)
    line = translate("Clients", "{name}: {figures} ({n} sessions, oldest first)")
    return line.format(name=trend.name, figures=figures, n=len(shown))
