"""One-sentence notices that never stand in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from emotune_gui.domain.faults import Severity
from emotune_gui.ui import icons, theme
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import ElidedLabel

NOTICE_MS = 8000
"""A notice leaves by itself after this; a fault stays until it is dismissed."""
OFFER_MS = 20_000
"""With something to take back there is more time."""
HEIGHT, OFFER_HEIGHT = 28, 36


class NoticeLine(QWidget):
    """The newest notice or fault, with a word and an icon for its kind; hidden when empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = Severity.NOTICE
        self._icon = QLabel()
        self._text = ElidedLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._action: Callable[[], object] | None = None
        self._offer = ActionButton("", "Ctrl+Z", small=True)
        self._offer.clicked.connect(self._take)
        self._offer.hide()
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Dismiss this message"))
        self._close.setToolTip(self.tr("Dismiss this message"))
        self._close.clicked.connect(self.clear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID * 2, 0, theme.GRID, 0)
        row.setSpacing(theme.GRID)
        for widget in (self._icon, self._text, self._offer, self._close):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setStretch(1, 1)
        self.setFixedHeight(HEIGHT)
        self.hide()

    @property
    def message(self) -> str:
        return self._text.text if not self.isHidden() else ""

    def show_message(self, message: str, severity: Severity = Severity.NOTICE) -> None:
        """Replace what is shown; a notice never replaces a fault that was not yet dismissed."""
        pending_fault = not self.isHidden() and self._severity is Severity.FAULT
        if pending_fault and severity is Severity.NOTICE:
            return
        self._severity = severity
        self._text.set_text(message)
        self._withdraw_offer()
        self._dress()
        self.show()
        if severity is Severity.NOTICE:
            self._timer.start(NOTICE_MS)
        else:
            self._timer.stop()

    def show_offer(self, message: str, label: str, action: Callable[[], object]) -> None:
        """A notice with something that can still be done, such as to undo what it tells."""
        self.show_message(message)
        if self.message != message:
            return
        self._action = action
        self._offer.set_label(label)
        self._offer.setAccessibleDescription(message)
        self._offer.show()
        self.setFixedHeight(OFFER_HEIGHT)
        self._timer.start(OFFER_MS)

    @property
    def offering(self) -> bool:
        return self._action is not None and not self.isHidden()

    def take_offer(self) -> bool:
        """Do what is offered, as its button does; False when nothing is."""
        if not self.offering:
            return False
        self._take()
        return True

    def _take(self) -> None:
        action = self._action
        self.clear()
        if action is not None:
            action()

    def _withdraw_offer(self) -> None:
        self._action = None
        self._offer.hide()
        self.setFixedHeight(HEIGHT)

    def clear(self) -> None:
        self._timer.stop()
        self._withdraw_offer()
        self._severity = Severity.NOTICE
        self.hide()

    def changeEvent(self, event: object) -> None:
        self._dress()

    def _dress(self) -> None:
        now = theme.tokens()
        fault = self._severity is Severity.FAULT
        name, tint = ("warning", now.alert) if fault else ("info", now.muted)
        self._icon.setPixmap(icons.pixmap(name, tint, 20))
        self._close.setIcon(icons.icon("close", now.muted, 16))
