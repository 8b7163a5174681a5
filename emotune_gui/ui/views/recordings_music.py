"""The music that would have been played: by which strategy, as which files, how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
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
from emotune_gui.ui.widgets.file_choice import FolderRow
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.widgets.writing import WritingProgress, percent
from emotune_gui.ui.wording import strategy_word

SIZE = (640, 408)


class MusicDialog(QDialog):
    """Closing it while music is made stops that. `session_ready` carries a session's id."""

    session_ready = Signal(int)

    def __init__(
        self,
        tasks: Tasks,
        result: FileResult,
        keep: Keep,
        busy: Callable[[], bool] = lambda: False,
        film_refusal: Callable[[], str] = lambda: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Music to this recording"))
        self.resize(*SIZE)
        self.presenter = MusicPresenter(self, tasks, result, keep, busy, film_refusal)
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
        self._go = push_button(self.tr("Export"), "primary")
        self._go.clicked.connect(lambda: self.presenter.export(self.request))
        self._review = push_button(self.tr("Open with it in Review"))
        self._review.clicked.connect(lambda: self.presenter.review(self.strategy))
        self.writing = WritingProgress(self._go, self._share, self._words)
        self.writing.add_button(self._review)
        self.writing.lock(self._strategy, self._midi, self._wav, self._name, self._where)
        self.writing.stop_asked.connect(self.presenter.cancel)
        self.writing.close_asked.connect(self.reject)
        self.writing.turned.connect(self._turned)
        self._lay_out()
        for box in (self._midi, self._wav, self._film):
            box.setChecked(box is not self._film)
            box.toggled.connect(self._choice_changed)
        self.finished.connect(self.presenter.cancel)
        self._turned(False)

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
        panel.body.addWidget(self.writing)
        panel.body.addStretch(1)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(panel, 1)
        column.addLayout(self.writing.foot)

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
        return self.writing.said

    def choose_folder(self, folder: Path) -> None:
        self._where.choose(folder)

    # What the presenter shows

    def show_running(self) -> None:
        self.writing.begin()

    def show_done(self, sentence: str) -> None:
        self.writing.done(self.tr("Written: {0}").format(sentence))

    def show_failed(self, sentence: str) -> None:
        self.writing.failed(sentence)

    def open_session(self, session_id: int) -> None:
        self.writing.end()
        self.accept()
        self.session_ready.emit(session_id)

    def _turned(self, running: bool) -> None:
        self._film.setEnabled(not running and self.presenter.can_film)

    def _choice_changed(self) -> None:
        slow = self._film.isChecked() and not self.presenter.has_film
        words = self.tr(
            "The recording is looked at once more for the film, which takes about as long as its "
            "analysis did."
        )
        self.writing.say(words if slow else "")

    def _share(self) -> float | None:
        return None if self.presenter.run is None else self.presenter.run.share

    def _words(self, share: float) -> str:
        if self.presenter.held:
            return self.tr("It goes on when the session that runs has ended.")
        return self.tr("Making it, {0}…").format(percent(share))
