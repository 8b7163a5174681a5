"""Buttons that show the key that does the same."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.language import key_words

KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The focus ring is for the keyboard; a mouse knows where it is."""


class Kind(StrEnum):
    """QUIET has a hairline, PRIMARY the accent, STRONG the ink of the text as its ground."""

    QUIET = "quiet"
    PRIMARY = "primary"
    STRONG = "strong"


class ActionButton(QAbstractButton):
    """A painted push button; `key` is shown as a small hint at its right ("H", "Esc").

    It shows the key only; the page owns the shortcut. Checked buttons are outlined in the accent.
    A `small` one is for places with little room. Enter presses it as Space does.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        kind: Kind = Kind.QUIET,
        parent: QWidget | None = None,
        *,
        small: bool = False,
    ) -> None:
        super().__init__(parent)
        self._key = key_words(key)
        self._key_shown = True
        self._kind = kind
        self._small = small
        self._ring = False
        self._tokens: theme.Tokens | None = None
        self.setText(text)
        size = theme.SMALL_PX if small else theme.BODY_PX
        self.setFont(theme.font(size, bold=kind is not Kind.QUIET))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        if key:
            self.setToolTip(f"{text} ({self._key})")

    def set_label(self, text: str, key: str | None = None) -> None:
        """Change the text (and key hint) in place, for buttons that turn into their opposite."""
        self._key = self._key if key is None else key_words(key)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._key})" if self._key else text)
        self.updateGeometry()
        self.update()

    @property
    def key(self) -> str:
        """The hint now painted; empty when there is none or no room for it."""
        return self._key if self._key_shown else ""

    def set_key_shown(self, shown: bool) -> None:
        """Leave the hint to the tool tip where the row is narrow."""
        if shown != self._key_shown:
            self._key_shown = shown
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        tall = theme.SMALL_CONTROL_HEIGHT if self._small else theme.CONTROL_HEIGHT
        return QSize(self.width_for(self.text(), key=self._key_shown), tall)

    def width_for(self, text: str, *, key: bool) -> int:
        """Pixels that it needs to say this, with or without its key."""
        tall = theme.SMALL_CONTROL_HEIGHT if self._small else theme.CONTROL_HEIGHT
        width = QFontMetrics(self.font()).horizontalAdvance(text)
        width += 2 * (10 if self._small else 14)
        if key and self._key:
            hint = QFontMetrics(theme.font(theme.SMALL_PX)).horizontalAdvance(self._key)
            width += hint + 10
        return max(width, tall)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def set_tokens(self, chosen: theme.Tokens | None) -> None:
        """Colours of its own, whatever the theme: for the client's dim screen."""
        self._tokens = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with theme.painted_in(self._tokens):
            self._paint()

    def _paint(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        ink, ground, edge = self._colours()
        self._paint_ground(painter, ground, edge)
        painter.setPen(theme.colour(ink))
        self._paint_text(painter, ink)

    def _colours(self) -> tuple[str, str, str]:
        """Ink, ground and edge for the kind and state."""
        now = theme.tokens()
        if self._kind is Kind.PRIMARY:
            return now.on_accent, now.accent, now.accent
        if self._kind is Kind.STRONG:
            return now.surface, now.text, now.text
        ground = now.hover if self._lit() else now.panel
        if self.isChecked():
            return now.accent, ground, now.accent
        return now.text, ground, now.line

    def _lit(self) -> bool:
        return self.isEnabled() and (self.underMouse() or self.isDown())

    def _paint_ground(self, painter: QPainter, ground: str, edge: str) -> None:
        now = theme.tokens()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(theme.colour(edge))
        painter.setBrush(
            theme.colour(ground, 0.85 if self._kind is not Kind.QUIET and self._lit() else 1)
        )
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if self.hasFocus() and self._ring:
            pen = painter.pen()
            pen.setColor(theme.colour(now.accent if self._kind is Kind.QUIET else now.text))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)

    def _paint_text(self, painter: QPainter, ink: str) -> None:
        if not self.key:
            painter.setFont(self.font())
            # A label of the therapist's own may be longer than there is room; the tip says all.
            words = QFontMetrics(self.font()).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width() - 8
            )
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        small = theme.font(theme.SMALL_PX)
        key_width = QFontMetrics(small).horizontalAdvance(self.key)
        text_width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        left = (self.width() - text_width - key_width - 10) / 2
        tall = self.height()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.font())
        painter.drawText(QRectF(left, 0, text_width + 2, tall), middle, self.text())
        painter.setFont(small)
        quiet = self._kind is Kind.QUIET
        painter.setPen(theme.colour(theme.tokens().muted if quiet else ink, 1.0 if quiet else 0.7))
        painter.drawText(QRectF(left + text_width + 10, 0, key_width + 4, tall), middle, self.key)
