"""What every page but the live one has: a title, buttons, and a body that may be missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.empty import EmptyState
from emotune_gui.ui.widgets.text import text_label

MARGIN = theme.GRID * 3

Layout = TypeVar("Layout", bound=QLayout)


class Page(QWidget):
    """Title and `buttons` on top; `content`, an empty state or a problem below.

    `notice` carries one sentence for the window's line. `refresh` is called at every showing.
    """

    notice = Signal(str)
    offer = Signal(str, str, object)
    """A sentence for the window's line, what can still be done about it ("Undo"), and how."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.title = text_label(title, "display")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.GRID)
        header = QHBoxLayout()
        header.setSpacing(theme.GRID * 2)
        header.addWidget(self.title, 1)
        header.addLayout(self.buttons)
        self.content = QWidget()
        self.empty = EmptyState("", "", icon)
        self._problem = EmptyState(self.tr("That did not work"), "", "warning")
        again = self._problem.add_action(self.tr("Try again"))
        again.clicked.connect(self.refresh)
        self._body = QStackedWidget()
        self._waiting = QWidget()
        for widget in (self._waiting, self.content, self.empty, self._problem):
            self._body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 8)
        column.setSpacing(theme.GRID * 2)
        column.addLayout(header)
        column.addWidget(self._body, 1)

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_body(self) -> None:
        self._body.setCurrentWidget(self.content)

    def show_empty(self) -> None:
        self._body.setCurrentWidget(self.empty)

    def show_problem(self, sentence: str) -> None:
        """Nothing could be read: said on the page, in place of what it would show."""
        self._problem.set_texts(self.tr("That did not work"), sentence)
        self._body.setCurrentWidget(self._problem)

    def show_notice(self, sentence: str) -> None:
        self.notice.emit(sentence)

    def show_offer(self, sentence: str, label: str, action: Callable[[], object]) -> None:
        self.offer.emit(sentence, label, action)

    @property
    def shown(self) -> str:
        """'waiting', 'content', 'empty' or 'problem'."""
        return ("waiting", "content", "empty", "problem")[self._body.currentIndex()]

    def bind(self, key: str, action: Callable[[], object]) -> QShortcut:
        """A shortcut that works while this page or something in it has the focus."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)
        return shortcut

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()


class FittedDialog(QDialog):
    """As wide as told and always as high as its wrapped texts need, also after they change."""

    def fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wrapped = layout.totalHeightForWidth(self.width())
            self.setFixedHeight(wrapped if wrapped > 0 else layout.totalSizeHint().height())

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self.fit()
        return answer


def spread(layout: Layout, *, margin: int = 0, spacing: int = theme.GRID) -> Layout:
    """A layout with the house's distances."""
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
