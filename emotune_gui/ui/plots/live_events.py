"""What stands beside the curves of a live lane: gaps, bars, markers, ratings and end labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform

from emotune_gui.ui import theme

LABEL_HEIGHT = 15
RIBBON_HEIGHT = 7.0


class EventKind(StrEnum):
    BAR = "bar"
    PHRASE = "phrase"
    MARKER = "marker"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class LaneEvent:
    """Something that happened at `t` seconds of the session. `good` is a rating's direction."""

    t: float
    kind: EventKind
    label: str = ""
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A curve's name, placed at the curve's newest value."""

    text: str
    colour: str
    value: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """When somebody spoke, at `value` on the lane's axis: a block while speaking, a hairline while
    listening to silence, nothing while deaf. Spans in seconds before now."""

    value: float
    speaking: tuple[tuple[float, float], ...] = ()
    listening: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LaneOverlay:
    """All that is painted over one lane; times in seconds before now (negative)."""

    gaps: tuple[tuple[float, float], ...] = ()
    gap_word: str = ""
    events: tuple[LaneEvent, ...] = ()
    labels: tuple[EndLabel, ...] = field(default=())
    ribbon: Ribbon | None = None
    legend: str = ""
    """Stands above the names of the curves."""


def spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Move label centres apart so that none overlap, keeping their order and the lane's limits.

    Pixels, growing downward. When they cannot all fit they are spaced evenly.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    step = min(height, (high - low) / max(1, len(wanted) - 1))
    places = [0.0] * len(wanted)
    floor = low
    for i in order:
        places[i] = max(floor, wanted[i])
        floor = places[i] + step
    ceiling = high
    for i in reversed(order):
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - step
    return places


class OverlayItem(pg.GraphicsObject):
    """Paints a `LaneOverlay` in one pass, in pixels, so that its text is never stretched."""

    def __init__(self, view: pg.ViewBox) -> None:
        super().__init__()
        self._view = view
        self._overlay = LaneOverlay()
        self.setZValue(10)

    def show_overlay(self, overlay: LaneOverlay) -> None:
        self._overlay = overlay
        self.update()

    def boundingRect(self) -> QRectF:
        return self._view.viewRect()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, option: object, widget: object = None) -> None:
        to_pixels = painter.transform()
        area = to_pixels.mapRect(self._view.viewRect())
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL_PX))
        self._paint_gaps(painter, to_pixels, area)
        self._paint_ribbon(painter, to_pixels)
        for event in self._overlay.events:
            self._paint_event(painter, to_pixels, area, event)
        self._paint_labels(painter, to_pixels, area)
        painter.restore()

    def _paint_gaps(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        now = theme.tokens()
        for start, end in self._overlay.gaps:
            left, right = to_pixels.map(QPointF(start, 0)).x(), to_pixels.map(QPointF(end, 0)).x()
            span = QRectF(left, area.top(), right - left, area.height())
            painter.fillRect(span, theme.colour(now.line, 0.45))
            word = painter.fontMetrics().horizontalAdvance(self._overlay.gap_word)
            if word + 8 < span.width():
                painter.setPen(theme.colour(now.muted))
                painter.drawText(span, Qt.AlignmentFlag.AlignCenter, self._overlay.gap_word)

    def _paint_ribbon(self, painter: QPainter, to_pixels: QTransform) -> None:
        ribbon = self._overlay.ribbon
        if ribbon is None:
            return
        ink = theme.colour(theme.tokens().muted)
        for spans, tall in ((ribbon.listening, 1.0), (ribbon.speaking, RIBBON_HEIGHT)):
            for start, end in spans:
                left = to_pixels.map(QPointF(start, ribbon.value))
                right = to_pixels.map(QPointF(end, ribbon.value))
                wide = max(1.0, right.x() - left.x())
                painter.fillRect(QRectF(left.x(), left.y() - tall / 2, wide, tall), ink)

    def _paint_event(
        self, painter: QPainter, to_pixels: QTransform, area: QRectF, event: LaneEvent
    ) -> None:
        x = to_pixels.map(QPointF(event.t, 0)).x()
        if event.kind is EventKind.MARKER:
            self._paint_marker(painter, x, area, event.label)
        elif event.kind is EventKind.RATING:
            self._paint_rating(painter, x, area, event)
        else:
            tall = 9 if event.kind is EventKind.PHRASE else 4
            painter.setPen(QPen(theme.colour(theme.tokens().muted, 0.8), 1))
            painter.drawLine(QPointF(x, area.bottom() - tall), QPointF(x, area.bottom()))

    def _paint_marker(self, painter: QPainter, x: float, area: QRectF, label: str) -> None:
        now = theme.tokens()
        painter.setPen(QPen(theme.colour(now.text, 0.7), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if not label:
            return
        shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, 110)
        width = painter.fontMetrics().horizontalAdvance(shown)
        plate = QRectF(x + 1, area.top(), width + 10, LABEL_HEIGHT + 1)
        painter.fillRect(plate, theme.colour(now.panel, 0.85))
        painter.setPen(theme.colour(now.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_rating(self, painter: QPainter, x: float, area: QRectF, event: LaneEvent) -> None:
        """A triangle up for fits, down for does not, a disc between; the score stands beside."""
        now = theme.tokens()
        y = area.bottom() - 20
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent))
        if event.good is None:
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        else:
            tip = -5.5 if event.good else 5.5
            corners = [
                QPointF(x, y + tip),
                QPointF(x - 5, y - tip * 0.7),
                QPointF(x + 5, y - tip * 0.7),
            ]
            painter.drawPolygon(QPolygonF(corners))
        painter.setPen(theme.colour(now.text))
        painter.drawText(QPointF(x + 8, y + 4), event.label)

    def _paint_labels(self, painter: QPainter, to_pixels: QTransform, area: QRectF) -> None:
        labels = self._overlay.labels
        ends = [to_pixels.map(QPointF(0, label.value)) for label in labels]
        margin = LABEL_HEIGHT / 2 + 1
        ceiling = area.top()
        if self._overlay.legend:
            ceiling += LABEL_HEIGHT
            painter.setPen(theme.colour(theme.tokens().muted))
            x = to_pixels.map(QPointF(0, 0)).x()
            painter.drawText(QPointF(x + 16, ceiling - 4), self._overlay.legend)
        floor = area.bottom()
        if self._overlay.ribbon is not None:
            floor = to_pixels.map(QPointF(0, self._overlay.ribbon.value)).y() - RIBBON_HEIGHT / 2
        places = spread([end.y() for end in ends], LABEL_HEIGHT, ceiling + margin, floor - margin)
        for label, end, y in zip(labels, ends, places, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(label.colour))
            painter.drawEllipse(end, 3, 3)
            painter.setPen(QPen(theme.colour(label.colour, 0.7), 1))
            painter.drawLine(end + QPointF(4, 0), QPointF(end.x() + 12, y))
            painter.setFont(theme.font(theme.SMALL_PX, bold=label.bold))
            painter.setPen(
                theme.colour(theme.tokens().text if label.bold else theme.tokens().muted)
            )
            painter.drawText(QPointF(end.x() + 16, y + 4), label.text)
