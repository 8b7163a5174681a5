"""What lies over the curves of a lane: gaps in words, lines of marks, the cursor; and the marks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from emotune_gui.domain.session import Rating
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_lanes import TimeView
from emotune_gui.ui.presenters.review_data import Gap, ReviewData
from emotune_gui.ui.wording import face_state_word

NARROWEST_GAP_PX = 1.0
SYMBOL_PX = 18.0
CURSOR_PX = 2.0
LABEL_REACH_PX = 200.0
LONGEST_LABEL = 200
"""Letters of a mark that are laid out; a note may have a million."""
FloatArray = npt.NDArray[np.float64]


class Overlay(QGraphicsObject):
    """Paints in pixels of its view, above the curves; repaints when the time range moves."""

    def __init__(self, view: TimeView, *, gaps: bool = False) -> None:
        super().__init__(view)
        self._view = view
        self._with_gaps = gaps
        self._data: ReviewData | None = None
        self._marks: FloatArray = np.zeros(0)
        self._span: tuple[float, float] | None = None
        self._cursor = 0.0
        self.setZValue(100)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        view.sigXRangeChanged.connect(self._moved)
        view.sigResized.connect(self._resized)

    def set_data(self, data: ReviewData | None) -> None:
        self._data = data
        self._marks = np.array(data.jump_times if data else (), dtype=float)
        self.update()

    def set_cursor_time(self, t: float) -> None:
        """Only the two strips where the line was and is are painted again."""
        before, after = self.x_at(self._cursor), self.x_at(t)
        self._cursor = self._view.cursor_t = t
        height = self.boundingRect().height()
        for x in (before, after):
            self.update(QRectF(x - CURSOR_PX, 0, 2 * CURSOR_PX, height))

    def set_span(self, span: tuple[float, float] | None) -> None:
        """Seconds that are selected."""
        self._span = span
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self._view.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._data is None:
            return
        shown = option.exposedRect.intersected(self.boundingRect())
        painter.setClipRect(shown)
        if self._with_gaps:
            self._paint_gaps(painter, self._data.gaps)
        self._paint_span(painter)
        self._paint_marks(painter, shown)
        painter.setPen(QPen(theme.colour(theme.tokens().text), 1))
        x = self.x_at(self._cursor)
        painter.drawLine(QLineF(x, 0, x, self.boundingRect().height()))

    def x_at(self, t: float) -> float:
        start, end = self._view.viewRange()[0]
        return float((t - start) / max(end - start, 1e-9) * self._view.rect().width())

    def xs_at(self, times: FloatArray) -> FloatArray:
        """Pixel columns of many moments."""
        start, end = self._view.viewRange()[0]
        return np.asarray((times - start) / max(end - start, 1e-9) * self._view.rect().width())

    def _moved(self) -> None:
        self.update()

    def _resized(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def _paint_span(self, painter: QPainter) -> None:
        if self._span is None:
            return
        left, right = (self.x_at(t) for t in self._span)
        height = self.boundingRect().height()
        accent = theme.tokens().accent
        painter.fillRect(QRectF(left, 0, right - left, height), theme.colour(accent, 0.14))
        painter.setPen(QPen(theme.colour(accent), 1, Qt.PenStyle.DashLine))
        painter.drawLines([QLineF(x, 0, x, height) for x in (left, right)])

    def _paint_gaps(self, painter: QPainter, gaps: Iterable[Gap]) -> None:
        now = theme.tokens()
        height, width = self.boundingRect().height(), self.boundingRect().width()
        painter.setFont(theme.font(theme.SMALL_PX - 1))
        metrics = QFontMetricsF(painter.font())
        for gap in gaps:
            left, right = self.x_at(gap.start_s), self.x_at(gap.end_s)
            if right < 0 or left > width:
                continue
            box = QRectF(left, 0, max(NARROWEST_GAP_PX, right - left), height)
            painter.fillRect(box, theme.colour(now.surface, 0.85))
            painter.fillRect(box, QBrush(theme.colour(now.line), Qt.BrushStyle.BDiagPattern))
            shown = box.intersected(QRectF(0, 0, width, height))
            words = face_state_word(gap.state)
            length = metrics.horizontalAdvance(words) + 16
            if length < shown.width():
                self._paint_words(painter, shown.center(), words, length - 8)
            elif shown.width() >= 16 and length < shown.height():
                self._paint_words(painter, shown.center(), words, length - 8, turn=-90)

    def _paint_words(
        self, painter: QPainter, centre: QPointF, words: str, length: float, turn: float = 0
    ) -> None:
        now = theme.tokens()
        plate = QRectF(-length / 2, -8, length, 16)
        painter.save()
        painter.translate(centre)
        painter.rotate(turn)
        painter.fillRect(plate, theme.colour(now.surface))
        painter.setPen(theme.colour(now.muted))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _paint_marks(self, painter: QPainter, shown: QRectF) -> None:
        """One line a pixel column at most, and only where something is painted."""
        columns = np.rint(self.xs_at(self._marks))  # in time order, hence ascending
        columns = columns[np.diff(columns, prepend=-np.inf) > 0]
        columns = columns[(columns >= shown.left() - 1) & (columns <= shown.right() + 1)]
        if columns.size == 0:
            return
        painter.setPen(QPen(theme.colour(theme.tokens().accent, 0.55), 1))
        height = self.boundingRect().height()
        painter.drawLines([QLineF(x, 0.0, x, height) for x in columns.tolist()])


class MarksOverlay(Overlay):
    """The lane of markers, notes (upper row) and ratings (lower row), each with its words."""

    def __init__(self, view: TimeView, *, gaps: bool = False) -> None:
        super().__init__(view, gaps=gaps)
        self._texts: tuple[str, ...] = ()
        self._text_times: FloatArray = np.zeros(0)
        self._rating_times: FloatArray = np.zeros(0)

    def set_data(self, data: ReviewData | None) -> None:
        marks = [] if data is None else _labels(data)
        self._texts = tuple(text for _, text in marks)
        self._text_times = np.array([t for t, _ in marks], dtype=float)
        ratings = () if data is None else data.ratings
        self._rating_times = np.array([moment.t for moment in ratings], dtype=float)
        super().set_data(data)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        super().paint(painter, option, widget)
        if self._data is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_labels(painter)
        self._paint_ratings(painter, self._data)

    def _paint_labels(self, painter: QPainter) -> None:
        now = theme.tokens()
        painter.setFont(theme.font(theme.SMALL_PX))
        metrics = QFontMetricsF(painter.font())
        width = self.boundingRect().width()
        spots = self.xs_at(self._text_times)
        first, past = np.searchsorted(spots, (-LABEL_REACH_PX, width))
        taken = flagged = -LABEL_REACH_PX
        flags = QPainterPath()
        words: list[tuple[QPointF, str]] = []
        for place in range(int(first), int(past)):
            x = float(spots[place])
            if x - flagged >= 1.0:
                flagged = x
                flags.addPolygon(QPolygonF([QPointF(x, 4), QPointF(x + 7, 9), QPointF(x, 14)]))
            following = float(spots[place + 1]) if place + 1 < spots.size else width
            room = following - x - 16
            if x < taken or room < 24:
                continue
            shown = metrics.elidedText(self._texts[place], Qt.TextElideMode.ElideRight, room)
            words.append((QPointF(x + 10, 14), shown))
            taken = x + 10 + metrics.horizontalAdvance(shown)
        painter.fillPath(flags, theme.colour(now.accent))
        painter.setPen(theme.colour(now.text))
        for where, text in words:
            painter.drawText(where, text)

    def _paint_ratings(self, painter: QPainter, data: ReviewData) -> None:
        width = self.boundingRect().width()
        spots = self.xs_at(self._rating_times)
        first, past = np.searchsorted(spots, (-SYMBOL_PX, width + SYMBOL_PX))
        taken, dots = -2 * SYMBOL_PX, QPainterPath()
        for place in range(int(first), int(past)):
            x = float(spots[place])
            if x - taken < SYMBOL_PX:
                dots.addEllipse(QPointF(x, 42), 1.5, 1.5)
                continue
            taken = x
            self._paint_rating(painter, x, data.ratings[place].rating)
        painter.fillPath(dots, theme.colour(theme.tokens().muted))

    def _paint_rating(self, painter: QPainter, x: float, rating: Rating) -> None:
        """A digit in a ring; filled when the music fitted, a tick or a cross without a digit."""
        now = theme.tokens()
        good = rating.reward >= 0
        box = QRectF(x - SYMBOL_PX / 2 + 1, 22, SYMBOL_PX - 2, SYMBOL_PX - 2)
        painter.setPen(QPen(theme.colour(now.text if good else now.alert), 1.2))
        painter.setBrush(theme.colour(now.text) if good else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        painter.setPen(QPen(theme.colour(now.panel if good else now.alert), 1.6))
        if rating.score is not None:
            painter.setFont(theme.font(theme.SMALL_PX - 1, bold=True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(rating.score))
            return
        centre = box.center()
        strokes = [(-3, 0, -1, 3), (-1, 3, 4, -3)] if good else [(-3, -3, 3, 3), (-3, 3, 3, -3)]
        for x1, y1, x2, y2 in strokes:
            painter.drawLine(centre + QPointF(x1, y1), centre + QPointF(x2, y2))


def _labels(data: ReviewData) -> list[tuple[float, str]]:
    """Markers and notes in order, each on one line and no longer than a lane is wide."""
    marks = [(m.t, m.label) for m in data.timeline.markers]
    marks += [(n.t, f"“{n.text[:LONGEST_LABEL]}”") for n in data.timeline.notes]
    return [(t, " ".join(text[:LONGEST_LABEL].split())) for t, text in sorted(marks)]
