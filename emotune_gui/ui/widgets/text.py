"""Labels in the three type sizes of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from emotune_gui.ui import theme

Role = Literal["body", "small", "muted", "heading", "title", "display", "alert"]
"""body and muted: 14 px; small and heading: 12 px; title: 14 px bold; display: 26 px bold."""


def text_label(text: str = "", role: Role = "body", *, wrap: bool = False) -> QLabel:
    """A plain-text label; client names and notes are never read as rich text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    return label


def words_that_fit(words: str, room: QSize, metrics: QFontMetrics) -> str:
    """As many of the words as the room shows whole when wrapped, with an ellipsis for the rest."""
    wrap, shown = int(Qt.TextFlag.TextWordWrap), words
    place = QRect(QPoint(0, 0), room)
    while " " in shown and metrics.boundingRect(place, wrap, shown).height() > room.height():
        shown = shown.rstrip("… ").rpartition(" ")[0] + "…"
    return shown


class WrappedLabel(QWidget):
    """Small text on a fixed number of lines; what does not fit is in the tool tip."""

    def __init__(
        self,
        lines: int,
        parent: QWidget | None = None,
        shorter: Callable[[str], Iterable[str]] = lambda text: (),
    ) -> None:
        """Of what is `shorter`, the first that fits is shown instead of a text cut off."""
        super().__init__(parent)
        self._shorter = shorter
        self._text = ""
        self._alert = False
        self.setFont(theme.font(theme.SMALL_PX))
        self.set_lines(lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: int) -> None:
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 2)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str, *, alert: bool = False) -> None:
        if (text, alert) == (self._text, self._alert):
            return
        self._text, self._alert = text, alert
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def fits(self) -> bool:
        """Whether the whole text is on screen."""
        return words_that_fit(self._text, self.size(), self.fontMetrics()) == self._text

    @property
    def shown(self) -> str:
        """What of the text is on screen."""
        room, metrics = self.size(), self.fontMetrics()
        for words in (self._text, *self._shorter(self._text)):
            if words_that_fit(words, room, metrics) == words:
                return words
        return words_that_fit(self._text, room, metrics)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme.tokens()
        painter.setPen(theme.colour(now.alert if self._alert else now.muted))
        painter.drawText(self.rect(), int(Qt.TextFlag.TextWordWrap), self.shown)


class ElidedLabel(QWidget):
    """One line of text that shortens with an ellipsis; the whole text is its tool tip."""

    def __init__(
        self,
        text: str = "",
        *,
        size_px: int = theme.BODY_PX,
        bold: bool = False,
        muted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._muted = muted
        self.setFont(theme.font(size_px, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance(self._text) + 2, 4000), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = QPalette.ColorRole.PlaceholderText if self._muted else QPalette.ColorRole.Text
        painter.setPen(self.palette().color(role))
        shown = painter.fontMetrics().elidedText(
            self._text.replace("\n", " "), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
