"""How long each emotion led, as bars with their figures; and the affect grid with the way taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath

from emotune_gui.domain.emotion import Affect
from emotune_gui.ui.reporting import paper
from emotune_gui.ui.reporting.figures import FloatArray, Shape, draw_shape
from emotune_gui.ui.reporting.paper import BODY, INK, MUTED, POINT, RULE, SMALL
from emotune_gui.ui.wording import translate

ROW = 19.0
"""Points from one bar to the next."""


@dataclass(frozen=True, slots=True)
class Share:
    name: str
    seconds: float
    words: str
    ink: str
    shape: Shape


def shares_height(shares: Sequence[Share]) -> float:
    return len(shares) * ROW + 4


def draw_shares(painter: QPainter, box: QRectF, shares: Sequence[Share]) -> None:
    """The longest bar takes the room that the names leave."""
    longest = max((s.seconds for s in shares), default=1.0) or 1.0
    names, figures = 90 * POINT, 110 * POINT
    for place, share in enumerate(shares):
        middle = box.top() + (place * ROW + ROW / 2) * POINT
        draw_shape(painter, share.shape, QPointF(box.left() + 50, middle), share.ink)
        painter.setFont(paper.font(BODY))
        painter.setPen(QColor(INK))
        where = QRectF(box.left() + 14 * POINT, middle - 80, names, 160)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, share.name)
        room = box.width() - names - figures
        bar = QRectF(box.left() + names, middle - 45, room * share.seconds / longest, 90)
        painter.setPen(paper.pen(share.ink, 0.6))
        painter.setBrush(QBrush(QColor(share.ink)))
        painter.drawRect(bar)
        painter.setPen(QColor(INK))
        where = QRectF(bar.right() + 6 * POINT, middle - 80, figures, 160)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, share.words)


def draw_grid(
    painter: QPainter,
    box: QRectF,
    valence: FloatArray,
    arousal: FloatArray,
    target: Affect | None,
) -> None:
    """Valence across, arousal up; the way as a line from a hollow circle to a full square."""
    side = min(box.width(), box.height() - 14 * POINT)
    frame = QRectF(box.center().x() - side / 2, box.top(), side, side)

    def place(v: float, a: float) -> QPointF:
        return QPointF(frame.left() + (v + 1) / 2 * side, frame.bottom() - (a + 1) / 2 * side)

    painter.setPen(paper.pen(RULE, 0.5))
    painter.drawLine(place(-1, 0), place(1, 0))
    painter.drawLine(place(0, -1), place(0, 1))
    painter.setPen(paper.pen(MUTED, 0.7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    _name_corners(painter, frame)
    there = np.isfinite(valence) & np.isfinite(arousal)
    points = [
        place(float(v), float(a)) for v, a in zip(valence[there], arousal[there], strict=True)
    ]
    if points:
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(paper.pen("#0072B2", 0.7))
        painter.drawPath(path)
        draw_shape(painter, Shape.CIRCLE, points[0], INK, hollow=True)
        draw_shape(painter, Shape.SQUARE, points[-1], INK)
    if target is not None:
        draw_shape(painter, Shape.CROSS, place(target.valence, target.arousal), "#C05000")


def _name_corners(painter: QPainter, frame: QRectF) -> None:
    painter.setFont(paper.font(SMALL))
    painter.setPen(QColor(MUTED))
    inside = frame.adjusted(40, 30, -40, -30)
    flag = Qt.AlignmentFlag
    for side, words in (
        (flag.AlignTop | flag.AlignRight, translate("Words", "happy")),
        (flag.AlignTop | flag.AlignLeft, translate("Words", "tense")),
        (flag.AlignBottom | flag.AlignLeft, translate("Words", "sad")),
        (flag.AlignBottom | flag.AlignRight, translate("Words", "calm")),
    ):
        painter.drawText(inside, side, words)
    below = QRectF(frame.left(), frame.bottom() + 20, frame.width(), 120)
    painter.drawText(below, flag.AlignHCenter, translate("Report", "unpleasant  →  pleasant"))
    painter.save()
    painter.translate(frame.left() - 130, frame.center().y())
    painter.rotate(-90)
    across = QRectF(-frame.height() / 2, 0, frame.height(), 120)
    painter.drawText(across, flag.AlignHCenter, translate("Report", "quiet  →  lively"))
    painter.restore()
