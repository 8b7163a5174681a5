"""The keys of the live page; the one that works everywhere is in `ui.everywhere`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class KeyMap(QObject):
    """Shortcuts of one page, switched on and off together.

    Keys that write a character stay with a text field while it has the focus: Qt asks the
    field first.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._shortcuts: list[QShortcut] = []

    def bind(
        self,
        keys: Iterable[str],
        action: Callable[[], object],
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self._page, context=context)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)
            shortcut.setEnabled(False)
            self._shortcuts.append(shortcut)

    def set_enabled(self, enabled: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)
