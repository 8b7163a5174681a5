"""Curves of several sessions over one another, or of one client from session to session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme

FloatArray = npt.NDArray[np.float64]
LEFT, RIGHT, TOP, BOTTOM = 44.0, 12.0, 26.0, 22.0
SYMBOL = 4.5
MOST_SYMBOLS = 14
"""A curve of more points carries its symbol only now and then."""


class Mark(IntEnum):
    """Each curve has a shape of its own, so that none is told by its colour alone."""

    CIRCLE = 0
    SQUARE = 1
    TRIANGLE = 2
    DIAMOND = 3


LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
INKS_DARK = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7")
INKS_LIGHT = ("#0072B2", "#B65400", "#00795A", "#9A4A78")
"""Okabe and Ito's, in the light theme deepened until thin lines have contrast."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """NaN leaves a hole; `low` and `high` are a band of doubt; `place` chooses shape and ink."""

    name: str
    x: FloatArray
    y: FloatArray
    place: int = 0
    low: FloatArray | None = None
    high: FloatArray | None = None
    joined: bool = True
    ink: str = ""
    """Where the colour is told by what it is of, as with emotions; empty takes the place's."""

    @property
    def colour(self) -> str:
        return self.ink or ink_of(self.place)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: its ends, where it is marked, and with which words."""

    low: float
    high: float
    ticks: tuple[float, ...]
    words: Callable[[float], str]


class Chart(QWidget):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._series: tuple[Series, ...] = ()
        self._x = Scale(0.0, 1.0, (), str)
        self._y = Scale(-1.0, 1.0, (), str)
        self._nothing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)

    def sizeHint(self) -> QSize:
        return QSize(480, 160)

    def set_series(
        self, series: Sequence[Series], x: Scale, y: Scale, *, words: str = "", nothing: str = ""
    ) -> None:
        """`words` say the same to those who do not see it; `nothing` stands where no curve is."""
        self._series, self._x, self._y, self._nothing = tuple(series), x, y, nothing
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(words or nothing)
        self.setToolTip(words)
        self.update()

    @property
    def series(self) -> tuple[Series, ...]:
        return self._series

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        painter.setPen(theme.colour(now.text))
        painter.drawText(QRectF(0, 0, self.width(), 20), self._title)
        painter.setFont(theme.font(theme.SMALL_PX - 1))
        if not self._series:
            painter.setPen(theme.colour(now.muted))
            painter.setFont(theme.font(theme.SMALL_PX))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self._box(), int(wrap), self._nothing)
            return
        self._paint_axes(painter)
        painter.save()
        painter.setClipRect(self._box().adjusted(-SYMBOL, -SYMBOL, SYMBOL, SYMBOL))
        for series in self._series:
            self._paint_band(painter, series)
        for series in self._series:
            self._paint_curve(painter, series)
        painter.restore()
        self._paint_legend(painter)

    def _box(self) -> QRectF:
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)

    def _at(self, x: FloatArray, y: FloatArray) -> list[QPointF]:
        box = self._box()
        across = (x - self._x.low) / max(self._x.high - self._x.low, 1e-9)
        up = (y - self._y.low) / max(self._y.high - self._y.low, 1e-9)
        rows = zip(box.left() + across * box.width(), box.bottom() - up * box.height(), strict=True)
        return [QPointF(float(a), float(b)) for a, b in rows]

    def _paint_axes(self, painter: QPainter) -> None:
        now, box = theme.tokens(), self._box()
        line, words = QPen(theme.colour(now.line), 1), theme.colour(now.muted)
        for tick in self._y.ticks:
            (spot,) = self._at(np.array([self._x.low]), np.array([tick]))
            painter.setPen(line)
            painter.drawLine(QPointF(box.left(), spot.y()), QPointF(box.right(), spot.y()))
            painter.setPen(words)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            place = QRectF(0, spot.y() - 8, LEFT - 8, 16)
            painter.drawText(place, int(right), self._y.words(tick))
        metrics, taken = QFontMetricsF(painter.font()), -1e9
        for tick in self._x.ticks:
            (spot,) = self._at(np.array([tick]), np.array([self._y.low]))
            text = self._x.words(tick)
            width = metrics.horizontalAdvance(text) + 8
            left = min(max(spot.x() - width / 2, 0.0), self.width() - width)
            if left < taken:
                continue
            taken = left + width
            place = QRectF(left, box.bottom() + 4, width, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_band(self, painter: QPainter, series: Series) -> None:
        if series.low is None or series.high is None:
            return
        there = np.isfinite(series.low) & np.isfinite(series.high)
        tops = self._at(series.x[there], series.high[there])
        bottoms = self._at(series.x[there], series.low[there])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(series.colour, 0.18))
        painter.drawPolygon(QPolygonF([*tops, *reversed(bottoms)]))

    def _paint_curve(self, painter: QPainter, series: Series) -> None:
        pen = QPen(theme.colour(series.colour), 1.8, LINES[series.place % len(LINES)])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        there = np.isfinite(series.y)
        if series.joined:
            for run in _runs(there):
                spots = self._at(series.x[run], series.y[run])
                painter.drawPolyline(QPolygonF(spots))
        # Points that no line joins are all there is of them.
        step = max(1, -(-series.x.size // MOST_SYMBOLS)) if series.joined else 1
        # Each curve at other moments, so that shapes do not hide one another.
        offset = (series.place * step) // 4 if step > 1 else 0
        chosen = np.flatnonzero(there)[offset::step]
        for spot in self._at(series.x[chosen], series.y[chosen]):
            paint_mark(painter, series.place, spot, series.colour)

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(painter.font())
        x = self.width() - RIGHT
        title = QFontMetricsF(theme.font(theme.SMALL_PX, bold=True)).horizontalAdvance(self._title)
        for series in reversed(self._series):
            room = x - title - 56
            if not series.name or room < 32:
                continue
            shown = metrics.elidedText(series.name, Qt.TextElideMode.ElideRight, min(200.0, room))
            x -= metrics.horizontalAdvance(shown)
            painter.setPen(theme.colour(theme.tokens().text))
            painter.drawText(QPointF(x, 13), shown)
            ink = theme.colour(series.colour)
            painter.setPen(QPen(ink, 1.8, LINES[series.place % len(LINES)]))
            if series.joined:
                painter.drawLine(QPointF(x - 30, 9), QPointF(x - 6, 9))
            paint_mark(painter, series.place, QPointF(x - 18, 9), series.colour)
            x -= 44


def ink_of(place: int) -> str:
    inks = INKS_DARK if theme.tokens().dark else INKS_LIGHT
    return inks[place % len(inks)]


def paint_mark(painter: QPainter, place: int, at: QPointF, ink: str = "") -> None:
    """The shape of a curve, filled with its ink."""
    painter.save()
    painter.setPen(QPen(theme.colour(theme.tokens().panel), 1))
    painter.setBrush(theme.colour(ink or ink_of(place)))
    mark = Mark(place % len(Mark))
    if mark is Mark.CIRCLE:
        painter.drawEllipse(at, SYMBOL, SYMBOL)
    elif mark is Mark.SQUARE:
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
    else:
        low = 4.0 if mark is Mark.TRIANGLE else 0.0
        corners = [QPointF(-5, low), QPointF(0, -5.5), QPointF(5, low)]
        corners += [QPointF(0, 5.5)] if mark is Mark.DIAMOND else []
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.restore()


def _runs(there: npt.NDArray[np.bool_]) -> list[slice]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], there, [False])).astype(int)))
    return [slice(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def round_ticks(low: float, high: float, most: int = 8) -> tuple[float, ...]:
    """Whole steps of 1, 2 or 5 times a power of ten."""
    if high <= low:
        return (low,)
    raw = (high - low) / max(1, most)
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(float(power * f) for f in (1, 2, 5, 10) if power * f >= raw)
    first = np.ceil(low / step) * step
    return tuple(float(t) for t in np.arange(first, high + step * 1e-6, step))
