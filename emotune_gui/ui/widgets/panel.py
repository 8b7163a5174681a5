"""The one kind of box: a panel on the surface. Panels are never put inside panels."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.text import text_label


class Panel(QFrame):
    """A raised surface with an optional small heading; add to `body`, a vertical layout."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.body = QVBoxLayout(self)
        margin = theme.GRID * 2
        self.body.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.body.setSpacing(theme.GRID)
        if heading:
            self.body.addWidget(text_label(heading, "heading"))
            self.setAccessibleName(heading)


def rule() -> QFrame:
    """A hairline between two groups inside a panel."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line
