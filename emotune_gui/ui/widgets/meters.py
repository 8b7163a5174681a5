"""Small painted read-outs: a parameter on its scale, the beats of a bar, a status dot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme

NAME_WIDTH = 80
VALUE_WIDTH = 74
WORD_WIDTH = 60
BEAT_STEP = 20


class ParameterRow(QWidget):
    """Name, place on a scale, word and figure of one musical parameter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._value = self._word = ""
        self._share = 0.0
        self.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, name: str, value: str, word: str, share: float) -> None:
        """`share` is 0-1 along the scale."""
        if (name, value, word, share) == (self._name, self._value, self._word, self._share):
            return
        self._name, self._value, self._word, self._share = name, value, word, share
        self.setAccessibleName(f"{name}: {word}, {value}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(288, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, tall, wide = theme.tokens(), self.height(), self.width()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        painter.drawText(QRectF(0, 0, NAME_WIDTH, tall), middle, self._name)
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(wide - VALUE_WIDTH, 0, VALUE_WIDTH, tall), right, self._value)
        painter.setPen(theme.colour(now.text))
        word_left = wide - VALUE_WIDTH - WORD_WIDTH
        painter.drawText(QRectF(word_left, 0, WORD_WIDTH, tall), middle, self._word)
        self._paint_scale(painter, QRectF(NAME_WIDTH, tall / 2 - 1, word_left - NAME_WIDTH - 12, 2))

    def _paint_scale(self, painter: QPainter, scale: QRectF) -> None:
        now = theme.tokens()
        painter.fillRect(scale, theme.colour(now.line))
        at = QPointF(scale.left() + scale.width() * self._share, scale.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent))
        painter.drawEllipse(at, 4.5, 4.5)


class BeatDots(QWidget):
    """The beats of the bar being heard; those reached are filled, the present one is larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beats, self._current, self._quiet = 4, -1, False
        self.setFixedSize(BEAT_STEP * self._beats, 16)

    def show_beat(self, beats: int, beat: float, *, quiet: bool) -> None:
        """`beat` counts from 0 at the bar line; a negative one fills nothing."""
        current = int(beat) if beat >= 0 else -1
        if (beats, current, quiet) == (self._beats, self._current, self._quiet):
            return
        if beats != self._beats:
            self.setFixedSize(BEAT_STEP * beats, 16)
        self._beats, self._current, self._quiet = beats, current, quiet
        self.setAccessibleName(self.tr("Beat {0} of {1}").format(current + 1, beats))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        for beat in range(self._beats):
            here = beat == self._current
            ink = now.muted if self._quiet else now.accent
            painter.setPen(QPen(theme.colour(ink if beat <= self._current else now.line), 1.5))
            filled = beat <= self._current
            painter.setBrush(theme.colour(ink) if filled else Qt.BrushStyle.NoBrush)
            radius = 5.0 if here else 3.5
            painter.drawEllipse(QPointF(BEAT_STEP / 2 + beat * BEAT_STEP, 8), radius, radius)


class PairLabel(QWidget):
    """A muted name and its value on one line, e.g. the part and its instrument."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._value = ""
        self.setFixedHeight(19)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pair(self, name: str, value: str) -> None:
        if (name, value) == (self._name, self._value):
            return
        self._name, self._value = name, value
        self.setAccessibleName(f"{name}: {value}")
        self.setToolTip(f"{name}: {value}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(140, 19)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme.tokens()
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._name)
        metrics = painter.fontMetrics()
        taken = metrics.horizontalAdvance(self._name) + 8
        room = self.width() - taken
        painter.setPen(theme.colour(now.text))
        shown = metrics.elidedText(self._value, Qt.TextElideMode.ElideRight, room)
        place = QRectF(taken, 0, room, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class StatusDot(QWidget):
    """A dot and words: filled for good, hollow otherwise, in the alert colour for an alarm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._good, self._alarm = "", True, False
        self.setFixedHeight(24)
        self.setFont(theme.font(theme.SMALL_PX))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def show_status(self, text: str, *, good: bool, alarm: bool = False) -> None:
        if (text, good, alarm) == (self._text, self._good, self._alarm):
            return
        self._text, self._good, self._alarm = text, good, alarm
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self._text) + 22, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 96), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        ink = now.alert if self._alarm else now.muted
        painter.setPen(QPen(theme.colour(ink), 1.5))
        painter.setBrush(theme.colour(ink) if self._good else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(6, self.height() / 2), 3.5, 3.5)
        painter.setPen(theme.colour(ink))
        shown = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, self.width() - 18
        )
        painter.drawText(
            QRectF(16, 0, self.width() - 16, self.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
