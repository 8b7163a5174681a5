"""What every dialog that writes files shows of it: how far it is, how it went, and its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from emotune_gui.ui.page import spread
from emotune_gui.ui.widgets.file_choice import SaidLine
from emotune_gui.ui.wording import translate

LOOK_MS = 100
STEPS = 1000


class WritingProgress(QWidget):
    """A bar and a line; `foot` holds the buttons of the dialog.

    While something is written, what was named by `lock` cannot be changed, "Stop" stands in the
    place of "Cancel", and the share (0-1) is asked for ten times a second; None: none is known.
    """

    stop_asked = Signal()
    close_asked = Signal()
    turned = Signal(bool)
    """True: it has begun; False: everything can be chosen again."""

    def __init__(
        self,
        go: QPushButton,
        share: Callable[[], float | None],
        words: Callable[[float], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`go` begins; `words` says how far it is, by the share."""
        super().__init__(parent)
        self._go, self._share, self._words = go, share, words or writing_words
        self._locked: tuple[QWidget, ...] = (go,)
        self._said = SaidLine()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS)
        self.bar.setAccessibleName(self.tr("Done so far"))
        column = spread(QVBoxLayout(self))
        column.addWidget(self.bar)
        column.addWidget(self._said)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_share)
        self.foot = self._buttons()
        self._turn(running=False)

    def _buttons(self) -> QHBoxLayout:
        self.stop, self.close_button = (
            QPushButton(words) for words in (self.tr("Stop"), self.tr("Cancel"))
        )
        self.stop.clicked.connect(self._stop_pressed)
        self.close_button.clicked.connect(self.close_asked)
        for button in (self.stop, self.close_button):
            button.setAutoDefault(False)
        foot = spread(QHBoxLayout())
        foot.addStretch(1)
        for button in (self.close_button, self.stop, self._go):
            foot.addWidget(button)
        return foot

    def add_button(self, button: QPushButton) -> None:
        """Another that begins something, beside the first."""
        self.foot.insertWidget(self.foot.count() - 1, button)
        self.lock(button)

    def lock(self, *widgets: QWidget) -> None:
        """These choose what is written."""
        self._locked = (*self._locked, *widgets)

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def running(self) -> bool:
        return self._look.isActive()

    def say(self, sentence: str) -> None:
        self._said.say(sentence)

    def begin(self) -> None:
        self._turn(running=True)
        self._said.say(self.tr("Writing…"))
        self.stop.setFocus()
        self._show_share()

    def done(self, sentence: str) -> None:
        self._turn(running=False)
        self._said.say(sentence)
        self.close_button.setText(self.tr("Close"))
        self.close_button.setFocus()

    def failed(self, sentence: str) -> None:
        """The choice can be mended and tried again."""
        self._turn(running=False)
        self._said.say(sentence, alert=True)
        self._go.setFocus()

    def end(self) -> None:
        """Nothing is to be said."""
        self._turn(running=False)
        self._said.say("")

    def _turn(self, *, running: bool) -> None:
        (self._look.start if running else self._look.stop)()
        for widget in self._locked:
            widget.setEnabled(not running)
        self.stop.setEnabled(running)
        self.stop.setVisible(running)
        self.close_button.setVisible(not running)
        self.bar.setVisible(running)
        self.bar.setValue(0)
        self.turned.emit(running)

    def _show_share(self) -> None:
        share = self._share()
        if share is not None and self.stop.isEnabled():
            self.bar.setValue(round(share * STEPS))
            self._said.say(self._words(share))

    def _stop_pressed(self) -> None:
        self.stop.setEnabled(False)
        self._said.say(self.tr("Stopping…"))
        self.stop_asked.emit()


def writing_words(share: float) -> str:
    """'Writing, 42 %…'."""
    return translate("Writing", "Writing, {0}…").format(percent(share))


def percent(share: float) -> str:
    return f"{int(100.0 * share)} %"
