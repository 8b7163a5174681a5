"""Outlines of faces on the picture, told apart by line, tag and word as well as by tone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from emotune_gui.domain.face import FaceReading
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_faces import FaceMark, Role
from emotune_gui.ui.views.picture_place import PicturePlace

WHITE, BLACK = "#ffffff", "#000000"
TAG_HEIGHT = 20
LINES: dict[Role, tuple[float, Qt.PenStyle]] = {
    Role.READ: (1.5, Qt.PenStyle.SolidLine),
    Role.CLIENT: (3.0, Qt.PenStyle.SolidLine),
    Role.OTHER: (1.0, Qt.PenStyle.DashLine),
    Role.CANDIDATE: (1.5, Qt.PenStyle.DashLine),
    Role.DOUBTED: (3.0, Qt.PenStyle.DashLine),
}
"""Pixels and pattern of each role's outline."""
TAGGED = (Role.CLIENT, Role.DOUBTED)


def paint_marks(
    painter: QPainter, marks: Sequence[FaceMark], place: PicturePlace, lit: FaceMark | None
) -> None:
    """Every face's outline; `lit` is the one that a press would choose now."""
    for mark in marks:
        box = place.box(mark.box)
        _paint_outline(painter, box, mark.role, lit=mark == lit)
        if mark.role in TAGGED:
            _paint_tag(painter, box, mark.name, QRectF(place.rect))


def _paint_outline(painter: QPainter, box: QRectF, role: Role, *, lit: bool) -> None:
    """White over a dark edge, so that it is seen on any picture."""
    width, style = (3.0, Qt.PenStyle.SolidLine) if lit else LINES[role]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(BLACK, 0.5), width + 1.5))
    painter.drawRoundedRect(box, 4, 4)
    faint = role is Role.OTHER and not lit
    painter.setPen(QPen(theme.colour(WHITE, 0.7 if faint else 0.95), width, style))
    painter.drawRoundedRect(box, 4, 4)


def _paint_tag(painter: QPainter, box: QRectF, word: str, picture: QRectF) -> None:
    """The word on a white ground above the box, or inside its top where there is no room."""
    font = theme.font(theme.SMALL_PX, bold=True)
    wide = QFontMetrics(font).horizontalAdvance(word) + 14
    left = min(max(box.left() - 1.5, picture.left()), picture.right() - wide)
    top = box.top() - TAG_HEIGHT
    top = box.top() if top < picture.top() else top
    tag = QRectF(left, max(top, picture.top()), wide, TAG_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(WHITE))
    painter.drawRoundedRect(tag, 3, 3)
    painter.setPen(theme.colour(BLACK))
    painter.setFont(font)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, word)


def paint_points(painter: QPainter, reading: FaceReading, place: PicturePlace) -> None:
    """The 68 landmarks as white dots with a dark edge, as large as the face allows."""
    if reading.landmarks is None:
        return
    wide = max((place.box(box).width() for box in reading.boxes[:1]), default=0.0)
    radius = min(2.6, max(1.3, wide / 65))
    dots = QPainterPath()
    for x, y in reading.landmarks:
        dots.addEllipse(QPointF(place.to_widget(float(x), float(y))), radius, radius)
    painter.setPen(QPen(theme.colour(BLACK, 0.5), 1))
    painter.setBrush(theme.colour(WHITE, 0.95))
    painter.drawPath(dots)
