"""One bar per action cue: name, length and figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_cues import CLEAR, Cue

NAME_GAP = 10
VALUE_WIDTH = 34
BAR_HEIGHT = 6
LEAST_ROW, MOST_ROW = 16, 26


class CueBars(QWidget):
    """Bars from 0 to 1 in a fixed order; empty with a dash where nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cues: tuple[Cue, ...] = ()
        self._name_width = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("What the face does"))

    @property
    def cues(self) -> tuple[Cue, ...]:
        return self._cues

    def set_cues(self, cues: Sequence[Cue]) -> None:
        if tuple(cues) == self._cues:
            return
        resized = len(cues) != len(self._cues)
        self._cues = tuple(cues)
        self.setAccessibleDescription("; ".join(cue.spoken for cue in self._cues))
        if resized:
            metrics = QFontMetrics(theme.font(theme.SMALL_PX, bold=True))
            names = [metrics.horizontalAdvance(cue.name) for cue in self._cues]
            self._name_width = max(names, default=0) + NAME_GAP
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 22 * len(self._cues))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, LEAST_ROW * len(self._cues))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = min(float(MOST_ROW), self.height() / max(1, len(self._cues)))
        for place, cue in enumerate(self._cues):
            self._paint_row(painter, cue, QRectF(0, place * row, self.width(), row))

    def _paint_row(self, painter: QPainter, cue: Cue, row: QRectF) -> None:
        now = theme.tokens()
        clear = cue.value is not None and cue.value >= CLEAR
        painter.setFont(theme.font(theme.SMALL_PX, bold=clear))
        painter.setPen(theme.colour(now.text if clear else now.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, middle, cue.name)
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, cue.figure)
        wide = row.width() - self._name_width - VALUE_WIDTH
        top = row.center().y() - BAR_HEIGHT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.line, 0.6))
        painter.drawRoundedRect(QRectF(self._name_width, top, wide, BAR_HEIGHT), 2, 2)
        filled = wide * (cue.value or 0.0)
        if filled >= 1:
            painter.setBrush(theme.cue_colour())
            painter.drawRoundedRect(QRectF(self._name_width, top, filled, BAR_HEIGHT), 2, 2)
