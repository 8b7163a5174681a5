"""How much face and voice weigh in what is believed: one bar with two sides, and words for both."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme

HEIGHT = 18
BAR_HEIGHT = 6
GAP = 8
LEAST_BAR = 24


@dataclass(frozen=True, slots=True)
class Sides:
    """`share` (0-1) is the face's part of the bar; None leaves only the words of `face`."""

    face: str
    voice: str = ""
    share: float | None = None
    alarm: bool = False
    detail: str = ""
    """More than fits, for the tool tip."""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.face, self.voice) if part)


class SidesBar(QWidget):
    """'face 60 %  ▬▬▬▬▬▬|////  voice 40 %': the face's side is filled, the voice's hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides = Sides("")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def sides(self) -> Sides:
        return self._sides

    def show_sides(self, sides: Sides) -> None:
        if sides == self._sides:
            return
        self._sides = sides
        self.setAccessibleName(sides.spoken)
        self.setToolTip(sides.detail or sides.spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, sides = theme.tokens(), self._sides
        painter.setFont(theme.font(theme.SMALL_PX))
        alarmed = theme.colour(now.alert if sides.alarm else now.muted)
        painter.setPen(alarmed if sides.share is None else theme.colour(now.muted))
        metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        place = QRectF(self.rect())
        if sides.share is None:
            shown = metrics.elidedText(sides.face, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(place, middle, shown)
            return
        painter.drawText(place, middle, sides.face)
        painter.setPen(alarmed)
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, sides.voice)
        self._paint_bar(painter, metrics, sides.share)

    def _paint_bar(self, painter: QPainter, metrics: QFontMetrics, share: float) -> None:
        now = theme.tokens()
        left = metrics.horizontalAdvance(self._sides.face) + GAP
        right = self.width() - metrics.horizontalAdvance(self._sides.voice) - GAP
        if right - left < LEAST_BAR:
            return
        bar = QRectF(left, (self.height() - BAR_HEIGHT) / 2, right - left, BAR_HEIGHT)
        border = bar.left() + bar.width() * share
        face, voice = QRectF(bar), QRectF(bar)
        face.setRight(border - 1)
        voice.setLeft(border + 1)
        if face.width() > 0:
            painter.fillRect(face, theme.cue_colour())
        if voice.width() > 0:
            painter.fillRect(voice, theme.colour(now.line, 0.6))
            painter.fillRect(voice, QBrush(theme.colour(now.text), Qt.BrushStyle.BDiagPattern))
        painter.fillRect(QRectF(border - 1, bar.top() - 3, 2, bar.height() + 6), now.text)
