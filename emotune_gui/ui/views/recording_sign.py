"""The plain sign that something is being recorded: a ring with a dot in it, and words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.domain.filming import FilmingStatus
from emotune_gui.ui import theme
from emotune_gui.ui.wording import translate

ROOM = 26


def recording_words(status: FilmingStatus | None) -> str:
    """Empty while nothing is recorded."""
    if status is None or not status.running:
        return ""
    words = {
        (True, True): translate("Recording", "Recording picture and sound"),
        (True, False): translate("Recording", "Recording the picture"),
        (False, True): translate("Recording", "Recording the sound"),
    }
    return words[status.picture, status.sound]


class RecordingSign(QWidget):
    """Hidden while nothing is recorded. It does not blink."""

    def __init__(self, ink: str = "", parent: QWidget | None = None) -> None:
        """`ink` in place of the theme's alert colour."""
        super().__init__(parent)
        self._ink, self._words, self._short = ink, "", False
        self.setFont(theme.font(theme.SMALL_PX, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def show_status(self, status: FilmingStatus | None) -> None:
        words = recording_words(status)
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def set_short(self, short: bool) -> None:
        """One word where there is little room; the tool tip says it all."""
        self._short = short
        self.updateGeometry()
        self.update()

    @property
    def shown_words(self) -> str:
        return translate("Recording", "Recording") if self._short else self._words

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.shown_words)
        return QSize(width + ROOM + 2, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(self._ink) if self._ink else theme.colour(theme.tokens().alert)
        middle = QPointF(10, self.height() / 2)
        painter.setPen(QPen(ink, 1.6))
        painter.drawEllipse(middle, 7.5, 7.5)
        painter.setBrush(ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(middle, 4.2, 4.2)
        painter.setPen(ink)
        place = QRectF(ROOM, 0, self.width() - ROOM, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.shown_words)
