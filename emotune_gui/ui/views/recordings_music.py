"""The music that would have been played: by which strategy, as which files, how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.values import FileResult
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.recordings_music import Keep, MusicPresenter, MusicRequest
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.file_choice import FolderRow, SaidLine
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import strategy_word

SIZE = (640, 408)
PROGRESS_MS = 100


class MusicDialog(QDialog):
    """Closing it while music is made stops that. `session_ready` carries a session's id."""

    session_ready = Signal(int)

    def __init__(
        self,
        tasks: Tasks,
        result: FileResult,
        keep: Keep,
        busy: Callable[[], bool] = lambda: False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Music to this recording"))
        self.resize(*SIZE)
        self.presenter = MusicPresenter(self, tasks, result, keep, busy)
        self._strategy = ElidedCombo()
        self._strategy.setAccessibleName(self.tr("Strategy of the music"))
        for strategy in Strategy:
            self._strategy.addItem(strategy_word(strategy), strategy)
        made = result.summary["options"]["music"]
        if made is not None:
            self._strategy.setCurrentIndex(self._strategy.findData(Strategy(made)))
        self._midi = TickBox(self.tr("Notes (MIDI)"))
        self._wav = TickBox(self.tr("Sound (WAV)"))
        self._film = TickBox(self.tr("Film with overlay, curves and the music"))
        self._name = QLineEdit(result.name)
        self._name.setAccessibleName(self.tr("Name of the files"))
        self._where = FolderRow(
            self.tr("Folder for the files"), QStandardPaths.StandardLocation.MusicLocation
        )
        self._said = SaidLine()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(self.tr("Done so far"))
        self._follow = QTimer(self)
        self._follow.setInterval(PROGRESS_MS)
        self._follow.timeout.connect(self._show_progress)
        self._lay_out()
        for box in (self._midi, self._wav, self._film):
            box.setChecked(box is not self._film)
        self.finished.connect(self.presenter.cancel)
        self._choosing(True)

    def _lay_out(self) -> None:
        panel = Panel()
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        kinds = spread(QHBoxLayout())
        kinds.addWidget(self._midi)
        kinds.addWidget(self._wav)
        kinds.addStretch(1)
        for place, title in enumerate(
            (self.tr("Strategy"), self.tr("As"), "", self.tr("Name"), self.tr("Folder"))
        ):
            grid.addWidget(text_label(title), place, 0)
        grid.addWidget(self._strategy, 0, 1)
        grid.addLayout(kinds, 1, 1)
        grid.addWidget(self._film, 2, 1)
        grid.addWidget(self._name, 3, 1)
        grid.addWidget(self._where, 4, 1)
        panel.body.addLayout(grid)
        panel.body.addWidget(self._bar)
        panel.body.addWidget(self._said)
        panel.body.addStretch(1)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(panel, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._go = push_button(self.tr("Export"), "primary")
        self._go.clicked.connect(lambda: self.presenter.export(self.request))
        self._review = push_button(self.tr("Open with it in Review"))
        self._review.clicked.connect(lambda: self.presenter.review(self.strategy))
        self._stop = push_button(self.tr("Stop"))
        self._stop.clicked.connect(self._stop_asked)
        self._close = push_button(self.tr("Cancel"))
        self._close.clicked.connect(self.reject)
        foot = spread(QHBoxLayout())
        foot.addStretch(1)
        for button in (self._close, self._stop, self._review, self._go):
            foot.addWidget(button)
        return foot

    @property
    def strategy(self) -> Strategy:
        return Strategy(self._strategy.currentData())

    @property
    def request(self) -> MusicRequest:
        return MusicRequest(
            self.strategy,
            self._where.folder,
            self._name.text(),
            self._midi.isChecked(),
            self._wav.isChecked(),
            self._film.isChecked(),
        )

    @property
    def said(self) -> str:
        return self._said.text()

    def choose_folder(self, folder: Path) -> None:
        self._where.choose(folder)

    # What the presenter shows

    def show_running(self) -> None:
        self._choosing(False)
        self._stop.setFocus()
        self._follow.start()
        self._show_progress()

    def show_done(self, sentence: str) -> None:
        self._choosing(True)
        self._said.say(self.tr("Written: {0}").format(sentence))
        self._close.setText(self.tr("Close"))
        self._close.setFocus()

    def show_failed(self, sentence: str) -> None:
        self._choosing(True)
        self._said.say(sentence, alert=True)

    def open_session(self, session_id: int) -> None:
        self._choosing(True)
        self.accept()
        self.session_ready.emit(session_id)

    def _choosing(self, on: bool) -> None:
        if on:
            self._follow.stop()
        for widget in (self._strategy, self._midi, self._wav, self._name, self._where):
            widget.setEnabled(on)
        self._film.setEnabled(on and self.presenter.has_film)
        if on and not self.presenter.has_film:
            self._said.say(self.tr("For a film, analyse the recording again with “Film” ticked."))
        for button in (self._go, self._review):
            button.setEnabled(on)
        self._stop.setEnabled(not on)
        self._stop.setVisible(not on)
        self._close.setVisible(on)
        self._bar.setVisible(not on)

    def _show_progress(self) -> None:
        run = self.presenter.run
        if run is not None:
            self._bar.setValue(round(run.share * 1000))
            share = f"{run.share:.0%}".replace("%", " %")
            words = self.tr("Making it, {0}…").format(share)
            held = self.tr("It goes on when the session that runs has ended.")
            self._said.say(held if self.presenter.held else words)

    def _stop_asked(self) -> None:
        self._stop.setEnabled(False)
        self.presenter.cancel()
