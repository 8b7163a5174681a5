"""What stands in place of every page while the program is locked."""

from __future__ import annotations

import time

from PySide6.QtCore import QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.everywhere import EverywhereKey, InputWatch
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.locking import MOST_DIGITS, LockPresenter
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.text import text_label

LOCK_KEY = "Ctrl+L"
LOOK_MS = 1000
FIELD_WIDTH = 280


class LockPage(QWidget):
    """No name, no number, no picture: only the way back, and the music's own keys."""

    unlock_asked = Signal(str)
    """The PIN typed, empty where none is asked for."""
    fade_asked = Signal()
    resume_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("EmoTune is locked"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pin = QLineEdit()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setMaxLength(MOST_DIGITS)
        self._pin.setPlaceholderText(self.tr("PIN, then Enter"))
        self._pin.setAccessibleName(self.tr("PIN"))
        self._pin.setFixedWidth(FIELD_WIDTH)
        self._pin.returnPressed.connect(self._typed)
        self._open = ActionButton(self.tr("Unlock"), LOCK_KEY, Kind.PRIMARY)
        self._open.clicked.connect(self._typed)
        self._said = text_label("", "muted")
        self._fade = ActionButton(self.tr("FADE TO SILENCE"), "Esc", Kind.STRONG)
        self._fade.clicked.connect(self.fade_asked)
        self._resume = ActionButton(self.tr("Resume music"), "R")
        self._resume.clicked.connect(self.resume_asked)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._take_again)
        self._lay_out()
        self.show_session(running=False)

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addStretch(2)
        column.addWidget(text_label(self.tr("Locked"), "display"), 0, middle)
        self._words = text_label("", "muted")
        column.addWidget(self._words, 0, middle)
        column.addWidget(self._pin, 0, middle)
        column.addWidget(self._open, 0, middle)
        column.addWidget(self._said, 0, middle)
        column.addStretch(3)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._resume)
        row.addWidget(self._fade)
        column.addLayout(row)

    @property
    def pin_field(self) -> QLineEdit:
        return self._pin

    @property
    def said(self) -> str:
        return self._said.text()

    def prepare(self, *, asks_pin: bool) -> None:
        self._pin.clear()
        self._pin.setVisible(asks_pin)
        self._said.setText("")
        self._take_again()
        self._put_focus()

    def _put_focus(self) -> None:
        (self if self._pin.isHidden() else self._pin).setFocus()

    def show_session(self, *, running: bool) -> None:
        """With a session running, that the music goes on, and its keys."""
        for button in (self._fade, self._resume):
            button.setVisible(running)
        going = self.tr("The session and the music go on; nothing of the client is shown.")
        hidden = self.tr("Nothing of any client is shown.")
        self._words.setText(going if running else hidden)

    def show_refused(self, sentence: str, wait_s: float) -> None:
        self._pin.clear()
        self._said.setText(sentence)
        if wait_s > 0:
            self._pin.setEnabled(False)
            self._again.start(round(wait_s * 1000))

    def _take_again(self) -> None:
        self._again.stop()
        self._pin.setEnabled(True)
        if self.isVisible():
            self._put_focus()

    def _typed(self) -> None:
        if self._pin.isEnabled():
            self.unlock_asked.emit(self._pin.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R and not self._resume.isHidden():
            self.resume_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pin.isHidden():
            # A field that was sent off passes its Enter on.
            self._typed()
        else:
            super().keyPressEvent(event)


class Lock(QObject):
    """Locks the whole window, its dialogs too. Fits `presenters.locking.LockView`.

    The window's pages are taken off the screen rather than painted over, so that neither a
    shortcut nor a screen reader reaches them.
    """

    locked_changed = Signal(bool)

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[tuple[QDialog, bool]] = []
        """With whether each stood in the way of the window."""
        self.page = LockPage()
        self.presenter = LockPresenter(self, tasks, time.monotonic)
        self.page.unlock_asked.connect(self.presenter.unlock)
        combination = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
        self._key = EverywhereKey(combination, self.toggle, self)
        self._watch = InputWatch(self.presenter.touched, self)
        self._look = QTimer(self)
        self._look.timeout.connect(self.presenter.look)
        self._look.start(LOOK_MS)
        for follower in (self._key, self._watch):
            follower.set_enabled(True)
        window.closing.connect(self.stop)

    @property
    def locked(self) -> bool:
        return self.presenter.locked

    def stop(self) -> None:
        """Listen no more: the window closes."""
        self._look.stop()
        for follower in (self._key, self._watch):
            follower.set_enabled(False)

    def set_terms(self, *, pin: str, after_minutes: float) -> None:
        """`pin` as `locking.hashed` made it; 0 minutes never locks by itself."""
        self.presenter.pin = pin
        self.presenter.after_s = after_minutes * 60.0

    def toggle(self) -> None:
        """The key locks, and opens where no PIN is set."""
        if not self.locked:
            self.presenter.lock()
        elif not self.presenter.pin:
            self.presenter.unlock()

    def cover(self, *, asks_pin: bool) -> None:
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        self._hidden = [(dialog, dialog.isModal()) for dialog in dialogs if dialog.isVisible()]
        for dialog, _ in self._hidden:
            dialog.hide()
        self._window.set_cover(self.page)
        self.page.prepare(asks_pin=asks_pin)
        self.locked_changed.emit(True)

    def uncover(self) -> None:
        self._window.set_cover(None)
        hidden, self._hidden = self._hidden, []
        for dialog, modal in hidden:
            if isValid(dialog):
                (dialog.open if modal else dialog.show)()
        self.locked_changed.emit(False)

    def show_refused(self, sentence: str, wait_s: float) -> None:
        self.page.show_refused(sentence, wait_s)
