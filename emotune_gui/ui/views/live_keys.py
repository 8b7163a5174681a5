"""The keys of the live page, and the one that works everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget


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


class EscapeGuard(QObject):
    """Hears Esc where a shortcut cannot: in a modal dialog, an open list or with the page hidden.

    It listens to the focused window only, and passes the key on, so that a dialog still closes.
    """

    def __init__(
        self, page: QWidget, action: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent or page)
        self._page = page
        self._action = action
        self._window: QWindow | None = None
        self._enabled = False

    def set_enabled(self, enabled: bool) -> None:
        if enabled == self._enabled:
            return
        self._enabled = enabled
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            return
        if enabled:
            app.focusWindowChanged.connect(self._follow)
            self._follow(QGuiApplication.focusWindow())
        else:
            app.focusWindowChanged.disconnect(self._follow)
            self._follow(None)

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._lose)

    def _lose(self) -> None:
        if self.sender() is self._window:
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            escape = event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat()
            if escape and self._shortcut_is_deaf():
                self._action()
        return False

    def _shortcut_is_deaf(self) -> bool:
        above = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        return above is not None or not self._page.isVisible()
