"""Plots for paper, as vectors: told apart by dashes and shapes, so that a grey printer will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPolygonF

from emotune_gui.ui.language import figure
from emotune_gui.ui.reporting import paper
from emotune_gui.ui.reporting.paper import INK, MUTED, POINT, RULE, SHADE, SMALL

FloatArray = npt.NDArray[np.float64]

SHAPES_ALONG = 9
"""Shapes drawn on one curve."""
SHAPE_SIZE = 2.6 * POINT
TICK_FONT = 7.0


class Shape(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    PLUS = "plus"
    DOWN = "down"
    BAR = "bar"


SHAPES = tuple(Shape)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """N points; NaN breaks the line. `low` and `high` are a band or whiskers about it."""

    name: str
    x: FloatArray
    y: FloatArray
    ink: str
    shape: Shape
    dashes: tuple[float, ...] = ()
    low: FloatArray | None = None
    high: FloatArray | None = None
    joined: bool = True
    every_point: bool = False
    """A shape on each point, for few of them; else a handful along the line."""
    hollow: bool = False


def plain(value: float) -> str:
    return figure(value, "g")


@dataclass(frozen=True, slots=True)
class Axis:
    low: float
    high: float
    ticks: tuple[float, ...]
    label: Callable[[float], str] = plain
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Curves over one pair of axes. `shaded` are stretches of x without data, `marks` numbered
    moments above the frame."""

    across: Axis
    up: Axis
    curves: tuple[Curve, ...]
    shaded: tuple[tuple[float, float], ...] = ()
    shaded_name: str = ""
    marks: tuple[tuple[float, str], ...] = ()
    middle: float | None = None
    """A value with a line of its own."""
    steps: bool = field(default=False)
    """Values hold until the next one."""


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """At most about `most` round values from `low` to `high`."""
    span = max(high - low, 1e-9)
    raw = span / most
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(s * power for s in (1.0, 2.0, 2.5, 5.0, 10.0) if s * power >= raw * (1 - 1e-9))
    first = np.ceil(low / step - 1e-9) * step
    return tuple(float(v) + 0.0 for v in np.arange(first, high + step * 1e-6, step))


def time_ticks(seconds: float, most: int = 10) -> tuple[float, ...]:
    """Round moments of a clock from 0 to `seconds`."""
    steps = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
    step = next((s for s in steps if seconds / s <= most), 14400)
    return tuple(float(v) for v in np.arange(0.0, seconds + 1e-6, step))


class PlotPainter:
    """Draws one Plot into a rectangle of the page."""

    def __init__(self, painter: QPainter, box: QRectF, plot: Plot) -> None:
        self._painter, self._plot = painter, plot
        tick = QFontMetricsF(paper.font(TICK_FONT))
        widest = max((tick.horizontalAdvance(plot.up.label(v)) for v in plot.up.ticks), default=0.0)
        left = widest + 8 * POINT
        above = 13 * POINT if plot.marks else 5 * POINT
        below = (15 if not plot.across.title else 26) * POINT + self._legend_height(box.width())
        self._box = box
        self._frame = box.adjusted(left, above, -6 * POINT, -below)

    def draw(self) -> None:
        self._shade()
        self._axes()
        self._painter.save()
        self._painter.setClipRect(self._frame.adjusted(-30, -30, 30, 30))
        for curve in self._plot.curves:
            self._band(curve)
        for place, curve in enumerate(self._plot.curves):
            self._line(curve)
            self._shapes(curve, place)
        self._painter.restore()
        self._marks()
        self._legend()

    def _x(self, value: float) -> float:
        axis = self._plot.across
        share = (value - axis.low) / max(axis.high - axis.low, 1e-9)
        return self._frame.left() + share * self._frame.width()

    def _y(self, value: float) -> float:
        axis = self._plot.up
        share = (value - axis.low) / max(axis.high - axis.low, 1e-9)
        return self._frame.bottom() - share * self._frame.height()

    def _shade(self) -> None:
        for start, end in self._plot.shaded:
            left, right = self._x(start), self._x(end)
            stretch = QRectF(left, self._frame.top(), right - left, self._frame.height())
            self._painter.fillRect(stretch, QColor(SHADE))

    def _axes(self) -> None:
        painter, frame = self._painter, self._frame
        painter.setFont(paper.font(TICK_FONT))
        for value in self._plot.up.ticks:
            y = self._y(value)
            strong = value == self._plot.middle
            painter.setPen(paper.pen(MUTED if strong else RULE, 0.6 if strong else 0.35))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(MUTED))
            room = QRectF(self._box.left(), y - 60, frame.left() - self._box.left() - 40, 120)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, self._plot.up.label(value))
        for value in self._plot.across.ticks:
            x = self._x(value)
            painter.setPen(paper.pen(MUTED, 0.5))
            painter.drawLine(QPointF(x, frame.bottom()), QPointF(x, frame.bottom() + 25))
            room = QRectF(x - 400, frame.bottom() + 35, 800, 100)
            painter.setPen(QColor(MUTED))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, self._plot.across.label(value))
        painter.setPen(paper.pen(MUTED, 0.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        if self._plot.across.title:
            room = QRectF(frame.left(), frame.bottom() + 140, frame.width(), 110)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, self._plot.across.title)

    def _band(self, curve: Curve) -> None:
        if curve.low is None or curve.high is None:
            return
        self._painter.setPen(paper.pen(curve.ink, 0.8))
        if not curve.joined or curve.every_point:
            for x, low, high in zip(curve.x, curve.low, curve.high, strict=True):
                if np.isfinite(low) and np.isfinite(high):
                    place = self._x(float(x))
                    ends = QPointF(place, self._y(float(low))), QPointF(place, self._y(float(high)))
                    self._painter.drawLine(*ends)
            return
        tint = QColor(curve.ink)
        tint.setAlphaF(0.16)
        self._painter.setPen(Qt.PenStyle.NoPen)
        for first, past in runs(np.isfinite(curve.low) & np.isfinite(curve.high)):
            upper = self._points(curve.x[first:past], curve.high[first:past])
            lower = self._points(curve.x[first:past], curve.low[first:past])
            self._painter.setBrush(tint)
            self._painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))

    def _points(self, x: FloatArray, y: FloatArray) -> list[QPointF]:
        return [
            QPointF(self._x(float(a)), self._y(float(b)))
            for a, b in zip(x, np.clip(y, self._plot.up.low, self._plot.up.high), strict=True)
        ]

    def _line(self, curve: Curve) -> None:
        if not curve.joined:
            return
        self._painter.setPen(paper.pen(curve.ink, 1.1, curve.dashes))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, past in runs(np.isfinite(curve.y)):
            points = self._points(curve.x[first:past], curve.y[first:past])
            path = QPainterPath(points[0])
            for before, point in pairwise(points):
                if self._plot.steps:
                    path.lineTo(QPointF(point.x(), before.y()))
                path.lineTo(point)
            self._painter.drawPath(path)

    def _shapes(self, curve: Curve, place: int) -> None:
        there = np.flatnonzero(np.isfinite(curve.y))
        if there.size == 0:
            return
        if not curve.every_point:
            # Each curve's shapes begin elsewhere, so that they do not lie on one another.
            offset = (place + 0.5) / (len(self._plot.curves) * SHAPES_ALONG)
            wanted = np.arange(SHAPES_ALONG) / SHAPES_ALONG + offset
            there = there[np.unique((wanted * there.size).astype(int).clip(0, there.size - 1))]
        for point in self._points(curve.x[there], curve.y[there]):
            draw_shape(self._painter, curve.shape, point, curve.ink, hollow=curve.hollow)

    def _marks(self) -> None:
        painter = self._painter
        painter.setFont(paper.font(TICK_FONT, bold=True))
        last = -1e9
        for x, name in self._plot.marks:
            place = self._x(x)
            painter.setPen(paper.pen(INK, 0.5, (1.5, 2.5)))
            painter.drawLine(
                QPointF(place, self._frame.top() - 20), QPointF(place, self._frame.bottom())
            )
            if place - last < 9 * POINT:
                continue
            last = place
            painter.setPen(QColor(INK))
            room = QRectF(place - 150, self._frame.top() - 120, 300, 100)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, name)

    def _legend_rows(self, width: float) -> list[list[tuple[str, Curve | None, float]]]:
        metrics = QFontMetricsF(paper.font(SMALL))
        entries: list[tuple[str, Curve | None]] = [(c.name, c) for c in self._plot.curves]
        if self._plot.shaded:
            entries.append((self._plot.shaded_name, None))
        rows: list[list[tuple[str, Curve | None, float]]] = [[]]
        x = 0.0
        for name, curve in entries:
            needed = metrics.horizontalAdvance(name) + 42 * POINT
            if rows[-1] and x + needed > width - 40 * POINT:
                rows.append([])
                x = 0.0
            rows[-1].append((name, curve, x))
            x += needed
        return rows

    def _legend_height(self, width: float) -> float:
        return (len(self._legend_rows(width)) * 12 + 4) * POINT

    def _legend(self) -> None:
        rows = self._legend_rows(self._box.width())
        top = self._box.bottom() - len(rows) * 12 * POINT
        self._painter.setFont(paper.font(SMALL))
        for number, row in enumerate(rows):
            middle = top + (number * 12 + 6) * POINT
            for name, curve, x in row:
                self._legend_entry(name, curve, QPointF(self._frame.left() + x, middle))

    def _legend_entry(self, name: str, curve: Curve | None, at: QPointF) -> None:
        painter, long = self._painter, 24 * POINT
        if curve is None:
            swatch = QRectF(at.x(), at.y() - 35, long, 70)
            painter.fillRect(swatch, QColor(SHADE))
            painter.setPen(paper.pen(RULE, 0.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(swatch)
        else:
            if curve.joined:
                painter.setPen(paper.pen(curve.ink, 1.1, curve.dashes))
                painter.drawLine(at, QPointF(at.x() + long, at.y()))
            middle = QPointF(at.x() + long / 2, at.y())
            draw_shape(painter, curve.shape, middle, curve.ink, hollow=curve.hollow)
        painter.setPen(QColor(INK))
        room = QRectF(at.x() + long + 4 * POINT, at.y() - 60, 4000, 120)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)


def runs(there: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of True as (first, one past the last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], there, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def draw_shape(
    painter: QPainter, shape: Shape, at: QPointF, ink: str, *, hollow: bool = False
) -> None:
    """A small sign; white inside when `hollow`."""
    half = SHAPE_SIZE
    painter.setPen(paper.pen(ink, 0.9))
    painter.setBrush(QBrush(QColor("#ffffff" if hollow else ink)))
    x, y = at.x(), at.y()
    if shape is Shape.CIRCLE:
        painter.drawEllipse(at, half, half)
    elif shape is Shape.SQUARE:
        painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))
    elif shape is Shape.BAR:
        painter.drawRect(QRectF(x - half / 3, y - 1.3 * half, half / 1.5, 2.6 * half))
    elif shape in {Shape.CROSS, Shape.PLUS}:
        painter.setPen(paper.pen(ink, 1.5))
        turned = 1.0 if shape is Shape.CROSS else 0.0
        painter.drawLine(QPointF(x - half, y - turned * half), QPointF(x + half, y + turned * half))
        ends = QPointF(x - turned * half, y + half), QPointF(x + turned * half, y - half)
        painter.drawLine(*ends)
    else:
        corners = {
            Shape.TRIANGLE: ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
            Shape.DOWN: ((0, 1.3), (1.2, -0.9), (-1.2, -0.9)),
            Shape.DIAMOND: ((0, -1.4), (1.2, 0), (0, 1.4), (-1.2, 0)),
        }[shape]
        polygon: Sequence[QPointF] = [QPointF(x + a * half, y + b * half) for a, b in corners]
        painter.drawPolygon(QPolygonF(polygon))
