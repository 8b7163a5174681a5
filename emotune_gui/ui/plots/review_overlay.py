"""What lies over the curves of a lane: gaps in words, lines of marks, the cursor; and the marks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from emotune_gui.domain.session import Rating
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_lanes import TimeView
from emotune_gui.ui.presenters.review_data import Gap, ReviewData
from emotune_gui.ui.wording import face_state_word

NARROWEST_GAP_PX = 1.0
SYMBOL_PX = 18.0


class Overlay(QGraphicsObject):
    """Paints in pixels of its view, above the curves; repaints when the time range moves."""

    def __init__(self, view: TimeView, *, gaps: bool = False) -> None:
        super().__init__(view)
        self._view = view
        self._with_gaps = gaps
        self._data: ReviewData | None = None
        self._cursor = 0.0
        self.setZValue(100)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        view.sigXRangeChanged.connect(self._moved)
        view.sigResized.connect(self._resized)

    def set_data(self, data: ReviewData | None) -> None:
        self._data = data
        self.update()

    def set_cursor_time(self, t: float) -> None:
        self._cursor = t
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self._view.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._data is None:
            return
        painter.setClipRect(self.boundingRect())
        if self._with_gaps:
            self._paint_gaps(painter, self._data.gaps)
        self._paint_marks(painter, self._data)
        painter.setPen(QPen(theme.colour(theme.tokens().text), 1))
        x = self.x_at(self._cursor)
        painter.drawLine(QLineF(x, 0, x, self.boundingRect().height()))

    def x_at(self, t: float) -> float:
        start, end = self._view.viewRange()[0]
        return float((t - start) / max(end - start, 1e-9) * self._view.rect().width())

    def _moved(self) -> None:
        self.update()

    def _resized(self) -> None:
        self.prepareGeometryChange()
        self.update()

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

    def _paint_marks(self, painter: QPainter, data: ReviewData) -> None:
        pen = QPen(theme.colour(theme.tokens().accent, 0.55), 1)
        painter.setPen(pen)
        height, width = self.boundingRect().height(), self.boundingRect().width()
        for t in data.jump_times:
            x = self.x_at(t)
            if 0 <= x <= width:
                painter.drawLine(QLineF(x, 0, x, height))


class MarksOverlay(Overlay):
    """The lane of markers, notes (upper row) and ratings (lower row), each with its words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        super().paint(painter, option, widget)
        if self._data is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_labels(painter, self._labels(self._data))
        self._paint_ratings(painter, self._data)

    @staticmethod
    def _labels(data: ReviewData) -> list[tuple[float, str]]:
        marks = [(m.t, m.label) for m in data.timeline.markers]
        marks += [(n.t, f"“{n.text}”") for n in data.timeline.notes]
        return sorted(marks)

    def _paint_labels(self, painter: QPainter, labels: list[tuple[float, str]]) -> None:
        now = theme.tokens()
        painter.setFont(theme.font(theme.SMALL_PX))
        metrics = QFontMetricsF(painter.font())
        taken, width = -1.0, self.boundingRect().width()
        spots = [(self.x_at(t), text) for t, text in labels]
        for place, (x, text) in enumerate(spots):
            if not -200 <= x <= width:
                continue
            self._paint_flag(painter, x)
            room = (spots[place + 1][0] if place + 1 < len(spots) else width) - x - 16
            if x < taken or room < 24:
                continue
            shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room)
            painter.setPen(theme.colour(now.text))
            painter.drawText(QPointF(x + 10, 14), shown)
            taken = x + 10 + metrics.horizontalAdvance(shown)

    def _paint_flag(self, painter: QPainter, x: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.tokens().accent))
        painter.drawPolygon(QPolygonF([QPointF(x, 4), QPointF(x + 7, 9), QPointF(x, 14)]))

    def _paint_ratings(self, painter: QPainter, data: ReviewData) -> None:
        taken, width = -SYMBOL_PX, self.boundingRect().width()
        for moment in data.ratings:
            x = self.x_at(moment.t)
            if not -SYMBOL_PX <= x <= width + SYMBOL_PX:
                continue
            if x - taken < SYMBOL_PX:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(theme.tokens().muted))
                painter.drawEllipse(QPointF(x, 42), 1.5, 1.5)
                continue
            taken = x
            self._paint_rating(painter, x, moment.rating)

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
