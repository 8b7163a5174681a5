"""What a page shows while it has nothing to show: one sentence and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotune_gui.ui import icons, theme
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.text import text_label


class EmptyState(QWidget):
    """Icon, title, one sentence and buttons in the middle of the space given.

    `add_action` returns the button, to be connected by the page; the first one is primary.
    """

    def __init__(
        self, title: str, text: str, icon: str = "live", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon = QLabel()
        self.title = text_label(title, "display", wrap=True)
        self.text = text_label(text, "muted", wrap=True)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.GRID)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID * 2)
        column.addStretch(2)
        for widget in (self._icon, self.title, self.text):
            column.addWidget(widget)
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMinimumWidth(320)
        column.addLayout(self._actions)
        self._actions.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._paint_icon()

    def add_action(self, text: str, key: str = "") -> ActionButton:
        kind = Kind.QUIET if self._actions.count() else Kind.PRIMARY
        button = ActionButton(text, key, kind)
        self._actions.addWidget(button)
        return button

    def set_texts(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)

    def changeEvent(self, event: object) -> None:
        self._paint_icon()

    def _paint_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._icon_name, theme.tokens().muted, 48))
