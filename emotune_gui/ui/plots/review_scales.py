"""Lanes of how sure the program was and of what the client put on a scale."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from emotune_gui.domain.scale import SCALE_RANGES, ScaleKind, ScaleReading
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_detail import envelope
from emotune_gui.ui.plots.review_lane import Lane
from emotune_gui.ui.plots.review_lanes import RowLabel
from emotune_gui.ui.plots.review_overlay import Overlay
from emotune_gui.ui.plots.review_strokes import Strokes
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.presenters.review_scales import scale_word
from emotune_gui.ui.wording import translate

RADIUS = 4.5


class ConfidenceLane(Lane):
    """How sure, 0 to 1, as a shade; where no face could be read, why."""

    name = "confidence"

    def __init__(self) -> None:
        super().__init__(0.0, 1.05, 36, stretch=1)
        self._line = Strokes()
        self.view.addItem(self._line, ignoreBounds=True)
        self.gutter.set_labels(
            (
                RowLabel(0.5, translate("Review", "Confidence"), strong=True),
                RowLabel(1.0, "1"),
                RowLabel(0.0, "0"),
            )
        )

    @property
    def empty(self) -> bool:
        return self.data is None or self.data.emotions.t.size == 0

    def make_overlay(self) -> Overlay:
        return Overlay(self.view, gaps=True)

    def refresh(self, start: float, end: float, columns: int) -> None:
        if self.data is None:
            return
        lanes = self.data.emotions
        values = lanes.confidence
        times, _, highest = envelope(lanes.t, values, values, start, end, columns // 3)
        self._line.set_area(times, highest, 0.0)

    def redress(self) -> None:
        super().redress()
        self._line.set_shade(theme.colour(theme.tokens().muted, 0.5))


class ScalesOverlay(Overlay):
    """Distress as steps between discs, pleasure as squares, arousal as triangles."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        super().paint(painter, option, widget)
        if self._data is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kind in ScaleKind:
            readings = [r for r in self._data.timeline.scales if r.kind is kind]
            spots = [self._spot(reading) for reading in readings]
            if kind is ScaleKind.SUDS:
                self._paint_steps(painter, spots)
            now = theme.tokens()
            filled = kind is ScaleKind.SUDS
            painter.setPen(QPen(theme.colour(now.text), 1.4))
            painter.setBrush(theme.colour(now.text if filled else now.panel))
            for spot in spots:
                paint_symbol(painter, kind, spot)

    def _spot(self, reading: ScaleReading) -> QPointF:
        lowest, highest = SCALE_RANGES[reading.kind]
        share = (reading.value - lowest) / (highest - lowest)
        x, width = self.x_at(reading.t), self.boundingRect().width()
        if -1.0 <= x <= width + 1.0:  # the answers at start and end are seen whole
            x = min(max(x, RADIUS + 1), width - RADIUS - 1)
        return QPointF(x, self._view.row_at(share))

    def _paint_steps(self, painter: QPainter, spots: list[QPointF]) -> None:
        painter.setPen(QPen(theme.colour(theme.tokens().text, 0.6), 1))
        for before, after in pairwise(spots):
            painter.drawLine(QLineF(before.x(), before.y(), after.x(), before.y()))
            painter.drawLine(QLineF(after.x(), before.y(), after.x(), after.y()))


def paint_symbol(painter: QPainter, kind: ScaleKind, at: QPointF) -> None:
    if kind is ScaleKind.SUDS:
        painter.drawEllipse(at, RADIUS - 0.5, RADIUS - 0.5)
    elif kind is ScaleKind.PLEASURE:
        painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
    else:
        corners = [QPointF(-RADIUS, RADIUS - 1), QPointF(RADIUS, RADIUS - 1), QPointF(0, -RADIUS)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


class ScalesLane(Lane):
    """Every answer on its scale's whole height: the lowest at the bottom."""

    name = "scales"

    def __init__(self) -> None:
        super().__init__(-0.14, 1.14, 56, stretch=1)
        title = RowLabel(0.5, translate("Review", "Scales"), strong=True)
        self._title = title

    @property
    def empty(self) -> bool:
        return self.data is None or not self.data.timeline.scales

    def make_overlay(self) -> Overlay:
        return ScalesOverlay(self.view)

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        marks = {ScaleKind.SUDS: "●", ScaleKind.PLEASURE: "□", ScaleKind.AROUSAL: "△"}
        used = [kind for kind in ScaleKind if any(r.kind is kind for r in data.timeline.scales)]
        rows = [
            RowLabel(1.0 - place * 0.5, f"{scale_word(kind)} {marks[kind]}")
            for place, kind in enumerate(used)
        ]
        self.gutter.set_labels((self._title, *rows))
