"""How loud a microphone is: a state in words, a bar with a mark at the peak, and the figure."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme

FLOOR_DBFS = -60.0
"""Left end of the scale; room noise in a quiet room is about there."""
MARKS_DBFS = (-40.0, -20.0)
HEIGHT = 20
BAR_HEIGHT = 8
FIGURE_WIDTH = 66
LEAST_BAR = 40
GAP = 8


def share_of(level_dbfs: float) -> float:
    """Place on the scale, 0 (at or below the floor) to 1 (full scale)."""
    return min(1.0, max(0.0, 1.0 - level_dbfs / FLOOR_DBFS))


def figure_words(level_dbfs: float) -> str:
    """'−23 dBFS', with a true minus sign; below the floor it is only 'quiet' that counts."""
    if level_dbfs <= FLOOR_DBFS:
        return f"< −{-FLOOR_DBFS:.0f} dBFS"
    return f"{min(0.0, level_dbfs):.0f} dBFS".replace("-", "−")


class LevelMeter(QWidget):
    """The words always; bar and figure only while something is heard (`level` is not None)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._level: float | None = None
        self._peak = FLOOR_DBFS
        self._lit = False
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        return self._words

    @property
    def level(self) -> float | None:
        return self._level

    @property
    def peak(self) -> float:
        return self._peak

    def show_level(
        self, words: str, level: float | None, peak: float = FLOOR_DBFS, *, lit: bool = False
    ) -> None:
        """`level` and `peak` in dBFS; `lit` fills the bar with the accent (somebody speaks)."""
        if (words, level, peak, lit) == (self._words, self._level, self._peak, self._lit):
            return
        if words != self._words:
            self.setToolTip(words)
        self._words, self._level, self._peak, self._lit = words, level, peak, lit
        spoken = words if level is None else f"{words}, {figure_words(level)}"
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, wide, tall = theme.tokens(), self.width(), self.height()
        font = theme.font(theme.SMALL_PX, bold=True)
        painter.setFont(font)
        painter.setPen(theme.colour(now.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._level is None:
            shown = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRectF(0, 0, wide, tall), middle, shown)
            return
        taken = QFontMetrics(font).horizontalAdvance(self._words) + GAP if self._words else 0
        painter.drawText(QRectF(0, 0, taken, tall), middle, self._words)
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        figure = QRectF(wide - FIGURE_WIDTH, 0, FIGURE_WIDTH, tall)
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(figure, right, figure_words(self._level))
        bar = QRectF(taken, (tall - BAR_HEIGHT) / 2, wide - taken - FIGURE_WIDTH - GAP, BAR_HEIGHT)
        if bar.width() >= LEAST_BAR:
            self._paint_bar(painter, bar, self._level)

    def _paint_bar(self, painter: QPainter, bar: QRectF, level: float) -> None:
        now = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.line, 0.6))
        painter.drawRoundedRect(bar, 2, 2)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * share_of(level))
        if filled.width() >= 1:
            painter.setBrush(theme.colour(now.accent if self._lit else now.muted))
            painter.drawRoundedRect(filled, 2, 2)
        for mark in MARKS_DBFS:
            x = bar.left() + bar.width() * share_of(mark)
            painter.fillRect(QRectF(x, bar.bottom() + 1, 1, 3), theme.colour(now.muted))
        if self._peak > FLOOR_DBFS:
            x = bar.left() + (bar.width() - 2) * share_of(self._peak)
            painter.fillRect(QRectF(x, bar.top() - 2, 2, bar.height() + 4), theme.colour(now.text))
