"""Keys and input that are heard wherever the focus is: dialogs, menus, text fields, windows.

A filter on the whole application would run Python at every event of every widget, some ten
thousand a second while a session is drawn. What a person does arrives first at the window that has
the focus, and a key is offered to the focused object before any shortcut takes it: only these two
are listened to, and they are followed as the focus moves. An open menu or list has a window of its
own, of whose coming nothing tells; it is looked for.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

POPUP_EVERY_MS = 50

INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class FocusFollower(QObject):
    """Filters the window and the object that have the focus; subclasses look at the events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: dict[str, QObject] = {}
        self._enabled = False
        self._look = QTimer(self)
        self._look.setInterval(POPUP_EVERY_MS)
        self._look.timeout.connect(self._follow_popup)

    @property
    def enabled(self) -> bool:
        return self._enabled

    def set_enabled(self, enabled: bool) -> None:
        app = QGuiApplication.instance()
        if enabled == self._enabled or not isinstance(app, QGuiApplication):
            return
        self._enabled = enabled
        if enabled:
            app.focusWindowChanged.connect(self._follow_window)
            app.focusObjectChanged.connect(self._follow_object)
            self._follow_window(QGuiApplication.focusWindow())
            self._follow_object(QGuiApplication.focusObject())
            self._look.start()
        else:
            self._look.stop()
            app.focusWindowChanged.disconnect(self._follow_window)
            app.focusObjectChanged.disconnect(self._follow_object)
            self._follow_window(None)
            self._follow_object(None)
            self._follow("popup", None)

    def _follow_popup(self) -> None:
        popup = QApplication.activePopupWidget()
        self._follow("popup", None if popup is None else popup.windowHandle())

    def _follow_window(self, window: QObject | None) -> None:
        self._follow("window", window)

    def _follow_object(self, thing: QObject | None) -> None:
        self._follow("object", thing)

    def _follow(self, role: str, thing: QObject | None) -> None:
        before = self._watched.get(role)
        if before is thing:
            return
        if before is not None:
            del self._watched[role]
            if isValid(before) and before not in self._watched.values():
                before.removeEventFilter(self)
        if thing is None:
            return
        if thing not in self._watched.values():
            thing.installEventFilter(self)
        self._watched[role] = thing


class EverywhereKey(FocusFollower):
    """One key that always acts, and is passed on, so that a dialog still closes at Esc."""

    def __init__(
        self, key: QKeyCombination, action: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._action = action
        self._done = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or event.isAutoRepeat():
            return False
        if event.keyCombination() == self._key and not self._done:
            # Offered, then pressed, at window and object: one stroke acts once.
            self._done = True
            QTimer.singleShot(0, self._again)
            self._action()
        return False

    def _again(self) -> None:
        self._done = False


class InputWatch(FocusFollower):
    """Tells of each sign that somebody uses the keyboard or the mouse in the program."""

    def __init__(self, touched: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._touched = touched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._touched()
        return False
