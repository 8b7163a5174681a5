"""One bar per emotion of a face or a voice: colour, name and percent, fading with doubt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Emotion, EmotionProbabilities
from emotune_gui.domain.voice import VoiceEmotion, VoiceProbabilities
from emotune_gui.ui import theme, wording

Felt = Emotion | VoiceEmotion
Values = EmotionProbabilities | VoiceProbabilities

LABEL_WIDTH = 84
VALUE_WIDTH = 48
BAR_HEIGHT = 8


class EmotionBars(QWidget):
    """Horizontal bars in a fixed order; hollow when nothing carries the values.

    Emotions shown, values and top are all of the face or all of the voice.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Felt, ...] = SHOWN_BY_DEFAULT
        self._values: Values | None = None
        self._strength = 0.0
        self._top: Felt | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Emotions"))

    @property
    def shown(self) -> tuple[Felt, ...]:
        return self._shown

    def set_shown(self, emotions: Sequence[Felt]) -> None:
        self._shown = tuple(emotions)
        self.updateGeometry()
        self.update()

    def set_values(self, values: Values | None, strength: float, top: Felt | None) -> None:
        """`strength` 0-1 is the confidence; `top` is None when no emotion is claimed."""
        self._values, self._strength, self._top = values, strength, top
        self.setAccessibleDescription(self._spoken())
        self.update()

    def _spoken(self) -> str:
        if self._values is None or self._top is None:
            return self.tr("No emotion is claimed")
        return ", ".join(
            f"{wording.emotion_word(emotion)} {self._value(emotion):.0%}" for emotion in self._shown
        )

    def _value(self, emotion: Felt) -> float:
        return 0.0 if self._values is None else self._values[emotion]  # type: ignore[index]

    def sizeHint(self) -> QSize:
        return QSize(220, 28 * len(self._shown))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 19 * len(self._shown))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = min(36.0, self.height() / max(1, len(self._shown)))
        for place, emotion in enumerate(self._shown):
            self._paint_row(painter, emotion, QRectF(0, place * row, self.width(), row))

    def _paint_row(self, painter: QPainter, emotion: Felt, row: QRectF) -> None:
        now = theme.tokens()
        here = emotion is self._top
        value = self._value(emotion)
        painter.setFont(theme.font(theme.SMALL_PX, bold=here))
        painter.setPen(theme.colour(now.text if here else now.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, middle, wording.emotion_word(emotion))
        if self._top is not None:
            painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, f"{value * 100:.0f} %")
        tall = min(BAR_HEIGHT, row.height() / 2)
        wide = row.width() - LABEL_WIDTH - VALUE_WIDTH
        track = QRectF(LABEL_WIDTH, row.center().y() - tall / 2, wide, tall)
        self._paint_bar(painter, emotion, track, value)

    def _paint_bar(self, painter: QPainter, emotion: Felt, track: QRectF, value: float) -> None:
        now = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.line, 0.6))
        painter.drawRoundedRect(track, 2, 2)
        filled = QRectF(track)
        filled.setWidth(track.width() * min(1.0, value))
        if filled.width() < 1:
            return
        if self._top is None:
            painter.setPen(QPen(theme.emotion_colour(emotion, 0.5), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(theme.emotion_colour(emotion, 0.35 + 0.65 * self._strength))
        painter.drawRoundedRect(filled, 2, 2)
