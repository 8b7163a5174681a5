"""The microphone of sessions: chosen by name, and tried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.levels import PeakHold
from emotune_gui.ui.presenters.microphones import TRIAL_S, Ears, MicrophonePresenter
from emotune_gui.ui.speech import announce
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.level_meter import LevelMeter
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import translate

LOOK_MS = 50


class MicrophonePanel(Panel):
    chosen = Signal(str)
    """What `LiveRequest.microphone` takes."""

    def __init__(
        self,
        ears: Ears,
        tasks: Tasks,
        in_force: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("Settings", "Microphone"), parent)
        self._presenter = MicrophonePresenter(self, ears, tasks, in_force)
        self._list = ElidedCombo()
        self._list.setAccessibleName(self.tr("Microphone"))
        self._list.currentIndexChanged.connect(self._picked)
        again = push_button(self.tr("Look again"))
        again.setAccessibleName(self.tr("Look again for microphones"))
        again.clicked.connect(self._presenter.refresh)
        self._test = push_button("")
        self._test.clicked.connect(self._test_pressed)
        self._meter = LevelMeter()
        self._said = text_label("", "small", wrap=True)
        note = self.tr(
            "Listened to only in sessions of clients who consented to it. The sound itself is "
            "never kept."
        )
        row = spread(QHBoxLayout())
        row.addWidget(self._list, 1)
        row.addWidget(again)
        trial = spread(QHBoxLayout())
        trial.addWidget(self._test)
        trial.addWidget(self._meter, 1)
        self.body.addLayout(row)
        self.body.addLayout(trial)
        self.body.addWidget(self._said)
        self.body.addWidget(text_label(note, "small", wrap=True))
        self._peak = PeakHold()
        self._passed = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.show_testing(False, can_test=False)

    @property
    def presenter(self) -> MicrophonePresenter:
        return self._presenter

    @property
    def said(self) -> str:
        return self._said.text()

    def refresh(self) -> None:
        self._presenter.refresh()

    def _picked(self) -> None:
        self.chosen.emit(str(self._list.currentData()))
        self._presenter.chosen_changed()

    def _test_pressed(self) -> None:
        self._presenter.test()

    def show_microphones(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for spec, words in choices:
            self._list.addItem(words, spec)
        self._list.setCurrentIndex(max(0, self._list.findData(chosen)))
        self._list.blockSignals(False)

    def show_testing(self, testing: bool, *, can_test: bool) -> None:
        self._test.setText(self.tr("Stop") if testing else self.tr("Test the level"))
        self._test.setEnabled(testing or can_test)
        if testing and not self._timer.isActive():
            self._peak, self._passed = PeakHold(), 0.0
            self._timer.start()
        elif not testing:
            self._timer.stop()
            self._meter.show_level("", None)

    def show_said(self, sentence: str, *, alarm: bool) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._said.setProperty("role", "alert" if alarm else "small")
        self._said.style().polish(self._said)
        announce(self, sentence)

    def look(self) -> None:
        """Show the newest level of the test; ends it when its time is over."""
        self._passed += LOOK_MS / 1000
        heard = self._presenter.heard
        if heard is not None:
            peak = self._peak.update(heard.level_dbfs, self._passed)
            self._meter.show_level("", heard.level_dbfs, peak, lit=True)
        if self._passed >= TRIAL_S:
            self._presenter.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing listens on a page that is not seen."""
        super().hideEvent(event)
        self._presenter.stop()
