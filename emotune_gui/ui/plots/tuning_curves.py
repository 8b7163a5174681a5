"""A client's mapping as curves: default beside personal, with a band where the wish lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from emotune_gui.domain.learning import TUNED_PARAMETERS
from emotune_gui.engine.tuning import Axis, Curve
from emotune_gui.ui import theme
from emotune_gui.ui.language import figure
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.tuning_words import SCALES, parameter_words
from emotune_gui.ui.wording import translate

Points = Callable[[Sequence[float]], list[QPointF]]

COLUMNS = 3
LEFT, TOP, RIGHT, BOTTOM = 42, 44, 6, 20
LEAST_HEIGHT = 132
MARGIN_SHARE = 0.06
STEP = 1
"""Points the cursor goes with one press of an arrow key."""


class CurveChart(QWidget):
    """One parameter. The cursor is moved by the mouse or the arrow keys; `pointed` tells."""

    pointed = Signal(int)
    """The place among the points, -1 when the mouse left."""

    def __init__(self, parameter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._curve: Curve | None = None
        self._axis = Axis.AROUSAL
        self._cursor = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(264, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, LEAST_HEIGHT)

    def set_curve(self, curve: Curve, axis: Axis) -> None:
        self._curve, self._axis = curve, axis
        self.setAccessibleName(chart_words(curve, axis))
        self.update()

    def set_cursor(self, place: int) -> None:
        if place != self._cursor:
            self._cursor = place
            self.setAccessibleDescription(self.reading)
            self.update()

    @property
    def reading(self) -> str:
        """What the cursor points at, in words: '86 → 78 (70 to 84)'."""
        curve, at = self._curve, self._cursor
        if curve is None or not 0 <= at < len(curve.xs):
            return ""
        digits = SCALES[self.parameter][2]
        clinical, personal, low, high = (
            _figure(line[at], digits)
            for line in (curve.clinical, curve.personal, curve.low, curve.high)
        )
        words = translate("Tuning", "{clinical} → {personal} ({low} to {high})")
        return words.format(clinical=clinical, personal=personal, low=low, high=high)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        curve = self._curve
        if curve is None:
            return
        box = self._box()
        low, high = value_range(curve, SCALES[self.parameter][1])
        self._paint_axes(painter, box, low, high)

        def at(values: Sequence[float]) -> list[QPointF]:
            return [
                QPointF(
                    box.left() + (x + 1) / 2 * box.width(),
                    box.bottom() - (value - low) / (high - low) * box.height(),
                )
                for x, value in zip(curve.xs, values, strict=True)
            ]

        self._paint_curves(painter, curve, at)
        self._paint_cursor(painter, box, at(curve.personal))

    def _box(self) -> QRectF:
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)

    def _paint_head(self, painter: QPainter) -> None:
        now = theme.tokens()
        name, unit, _more, _less = parameter_words(self.parameter)
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        painter.setPen(theme.colour(now.accent if self.hasFocus() else now.text))
        painter.drawText(QRectF(0, 2, self.width(), 18), Qt.AlignmentFlag.AlignLeft, name)
        taken = painter.fontMetrics().horizontalAdvance(name) + 8
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        painter.drawText(QRectF(taken, 2, self.width() - taken, 18), 0, unit)
        if self._cursor >= 0:
            painter.setPen(theme.colour(now.text))
            painter.drawText(QRectF(0, 21, self.width(), 18), 0, self.reading)

    def _paint_axes(self, painter: QPainter, box: QRectF, low: float, high: float) -> None:
        now = theme.tokens()
        flag = Qt.AlignmentFlag
        painter.setFont(theme.font(theme.SMALL_PX))
        digits = SCALES[self.parameter][2]
        for share, value in ((1.0, low), (0.5, (low + high) / 2), (0.0, high)):
            y = box.top() + share * box.height()
            painter.setPen(QPen(theme.colour(now.line), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(theme.colour(now.muted))
            place = QRectF(0, y - 8, LEFT - 6, 16)
            painter.drawText(place, flag.AlignRight | flag.AlignVCenter, _figure(value, digits))
        below = QRectF(box.left(), box.bottom() + 3, box.width(), BOTTOM - 3)
        start, end = axis_ends(self._axis)
        painter.drawText(below, flag.AlignLeft | flag.AlignVCenter, start)
        painter.drawText(below, flag.AlignRight | flag.AlignVCenter, end)

    def _paint_curves(self, painter: QPainter, curve: Curve, at: Points) -> None:
        now = theme.tokens()
        band = [*at(curve.low), *reversed(at(curve.high))]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent, 0.16))
        painter.drawPolygon(band)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashed = QPen(theme.colour(now.muted), 1.5)
        dashed.setDashPattern([3, 3])
        painter.setPen(dashed)
        painter.drawPolyline(at(curve.clinical))
        painter.setPen(QPen(theme.colour(now.accent), 2.4))
        painter.drawPolyline(at(curve.personal))

    def _paint_cursor(self, painter: QPainter, box: QRectF, personal: Sequence[QPointF]) -> None:
        if not 0 <= self._cursor < len(personal):
            return
        now, point = theme.tokens(), personal[self._cursor]
        painter.setPen(QPen(theme.colour(now.text, 0.5), 1))
        painter.drawLine(QPointF(point.x(), box.top()), QPointF(point.x(), box.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent))
        painter.drawEllipse(point, 4, 4)

    # The cursor

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._curve is not None:
            share = (event.position().x() - LEFT) / max(1.0, self._box().width())
            last = len(self._curve.xs) - 1
            self.pointed.emit(min(last, max(0, round(share * last))))

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._curve is None:
            super().keyPressEvent(event)
            return
        last = len(self._curve.xs) - 1
        start = last // 2 if self._cursor < 0 else self._cursor + step
        self.pointed.emit(min(last, max(0, start)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.pointed.emit(-1)
        super().focusOutEvent(event)


class CurveGrid(QWidget):
    """A chart for every tuned parameter, with one cursor through all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charts = [CurveChart(name) for name in TUNED_PARAMETERS]
        grid = spread(QGridLayout(self), spacing=theme.GRID)
        grid.setHorizontalSpacing(theme.GRID * 2)
        for place, chart in enumerate(self._charts):
            grid.addWidget(chart, place // COLUMNS, place % COLUMNS)
            chart.pointed.connect(self._point)
        self.setAccessibleName(translate("Tuning", "The mapping as curves"))

    @property
    def charts(self) -> tuple[CurveChart, ...]:
        return tuple(self._charts)

    def set_curves(self, curves: Sequence[Curve], axis: Axis) -> None:
        by_name = {curve.parameter: curve for curve in curves}
        for chart in self._charts:
            chart.set_curve(by_name[chart.parameter], axis)

    def _point(self, place: int) -> None:
        for chart in self._charts:
            chart.set_cursor(place)


class Legend(QWidget):
    """What the lines mean, drawn as they are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (
            translate("Tuning", "this client"),
            translate("Tuning", "clinical"),
            translate("Tuning", "where the wish lies, 95 % certain"),
        )
        self.setFont(theme.font(theme.SMALL_PX))
        self.setFixedHeight(20)
        self.setAccessibleName(", ".join(self._words))

    def sizeHint(self) -> QSize:
        words = sum(self.fontMetrics().horizontalAdvance(word) for word in self._words)
        return QSize(words + len(self._words) * 48, 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        now, left = theme.tokens(), 0.0
        for place, word in enumerate(self._words):
            self._paint_sample(painter, place, left)
            painter.setPen(theme.colour(now.muted))
            width = self.fontMetrics().horizontalAdvance(word)
            box = QRectF(left + 28, 0, width + 4, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, word)
            left += width + 48

    def _paint_sample(self, painter: QPainter, place: int, left: float) -> None:
        now, middle = theme.tokens(), self.height() / 2
        if place == 2:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(now.accent, 0.3))
            painter.drawRect(QRectF(left, middle - 5, 22, 10))
            return
        pen = QPen(
            theme.colour(now.accent if place == 0 else now.muted), 2.4 if place == 0 else 1.5
        )
        if place == 1:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(left + 22, middle))


def axis_ends(axis: Axis) -> tuple[str, str]:
    if axis is Axis.AROUSAL:
        return translate("Tuning", "quiet"), translate("Tuning", "aroused")
    return translate("Tuning", "unpleasant"), translate("Tuning", "pleasant")


def value_range(curve: Curve, least: float) -> tuple[float, float]:
    """Lowest and highest value drawn, with a margin; never narrower than what can be heard."""
    every = (*curve.clinical, *curve.personal, *curve.low, *curve.high)
    low, high = min(every), max(every)
    margin = max(least, MARGIN_SHARE * (high - low))
    return low - margin, high + margin


def chart_words(curve: Curve, axis: Axis) -> str:
    """The curve at both ends and in the middle, for a screen reader."""
    name, unit, _more, _less = parameter_words(curve.parameter)
    digits = SCALES[curve.parameter][2]
    middle = len(curve.xs) // 2
    start, end = axis_ends(axis)
    line = translate("Tuning", "{where}: {personal}, clinical {clinical}")
    points = (
        (0, start),
        (middle, translate("Tuning", "in the middle")),
        (len(curve.xs) - 1, end),
    )
    said = [
        line.format(
            where=where,
            personal=_figure(curve.personal[at], digits),
            clinical=_figure(curve.clinical[at], digits),
        )
        for at, where in points
    ]
    return f"{name} ({unit}). " + "; ".join(said)


def _figure(value: float, digits: int) -> str:
    return figure(value, f".{digits}f").replace("-", "−")
