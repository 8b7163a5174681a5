"""Recordings: films, photographs and sounds analysed in bulk, beside the daily work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from emotune_gui.domain.face import Recogniser
from emotune_gui.engine.analysing.values import FileState
from emotune_gui.engine.analysing.values import Kind as RecordingKind
from emotune_gui.engine.bulk.batches import Row, Standing
from emotune_gui.engine.bulk.preview import Preview
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.recordings import (
    Batches,
    Key,
    LookInto,
    RecordingsPresenter,
    Which,
)
from emotune_gui.ui.presenters.recordings_words import halted_words, overall_words
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.views.recordings_add import AddDialog
from emotune_gui.ui.views.recordings_detail import NARROW_WIDTH, WIDTH, RecordingDetail
from emotune_gui.ui.views.recordings_music import MusicDialog
from emotune_gui.ui.views.recordings_table import RecordingsTable
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.empty import EmptyState
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import translate

NARROW_PAGE = 1090
LOOK_MS = 200


class RecordingsPage(Page):
    """`results` gives the folder in which batches make theirs; `busy` says whether a session
    runs, in which no music is made. `tasks` None: a pool of the
    page's own, so that music that is made keeps no other page waiting."""

    session_wanted = Signal(int)
    results_chosen = Signal(str)

    def __init__(
        self,
        open_store: OpenStore,
        batches: Batches,
        look_into: LookInto,
        results: Callable[[], Path],
        recogniser: Callable[[], Recogniser] = lambda: Recogniser.COMBINED,
        busy: Callable[[], bool] = lambda: False,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("Recordings", "Recordings"), "recordings", parent)
        self._tasks = tasks or PoolTasks(self, QThreadPool(self))
        self._open_store, self._batches = open_store, batches
        self._results, self._recogniser, self._busy = results, recogniser, busy
        self.presenter = RecordingsPresenter(self, batches, self._tasks, look_into)
        self.adding: AddDialog | None = None
        self.making: MusicDialog | None = None
        self.setAcceptDrops(True)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.presenter.tick)
        self._add_buttons()
        self._lay_out()
        self._say_empty()
        self.show_empty()

    def _add_buttons(self) -> None:
        self._clear = ActionButton(self.tr("Clear the list"), "Ctrl+K")
        self._clear.setAccessibleName(self.tr("Take what is finished out of the list"))
        self._clear.clicked.connect(self.presenter.clear)
        self._cancel_all = ActionButton(self.tr("Cancel all"), "Ctrl+Del")
        self._cancel_all.clicked.connect(self.presenter.cancel_all)
        self._pause = ActionButton(self.tr("Pause"), "Ctrl+P")
        self._pause.clicked.connect(self.presenter.toggle_pause)
        self._add = ActionButton(self.tr("Add recordings…"), "Ctrl+O", Kind.PRIMARY)
        self._add.clicked.connect(self.ask)
        for button in (self._clear, self._cancel_all, self._pause, self._add):
            self.buttons.addWidget(button)
        for key, action in (
            ("Ctrl+K", self._clear.click),
            ("Ctrl+Del", self._cancel_all.click),
            ("Ctrl+P", self._pause.click),
            ("Ctrl+O", self.ask),
            ("Ctrl+F", self._focus_search),
            ("Ctrl+E", self._music_of_current),
            ("Ctrl+D", self._folder_of_current),
            ("Ctrl+R", self._retry),
        ):
            self.bind(key, action)

    def _say_empty(self) -> None:
        self.empty.set_texts(
            self.tr("Nothing is being analysed"),
            self.tr(
                "Drop films, photographs, sounds or whole folders here, or choose them. They are "
                "analysed one after another while you go on working."
            ),
        )
        add = self.empty.add_action(self.tr("Add recordings…"), "Ctrl+O")
        add.clicked.connect(self.ask)

    def _lay_out(self) -> None:
        row = spread(QHBoxLayout(self.content), spacing=theme.GRID * 2)
        panel = Panel()
        panel.body.addLayout(self._overall())
        panel.body.addLayout(self._filter_row())
        self._table = RecordingsTable()
        self._table.picked.connect(self._picked)
        self._table.opened.connect(self.presenter.open)
        self._table.cancel_asked.connect(lambda: self.presenter.cancel(self._table.selected))
        self._none_found = EmptyState(
            self.tr("No recording fits"), self.tr("Take a word or the filter away."), "search"
        )
        self._none_found.add_action(self.tr("Show all")).clicked.connect(self._show_all)
        self._none_found.hide()
        panel.body.addWidget(self._none_found, 1)
        panel.body.addWidget(self._table, 1)
        self.detail = RecordingDetail()
        self.detail.open_asked.connect(self.presenter.open)
        self.detail.music_asked.connect(self.make_music)
        self.detail.picture_asked.connect(self.presenter.open_picture)
        self.detail.folder_asked.connect(self._show_folder)
        self.detail.cancel_asked.connect(lambda: self.presenter.cancel(self._table.selected))
        self.detail.retry_asked.connect(self._retry)
        row.addWidget(panel, 1)
        row.addWidget(self.detail)

    def _overall(self) -> QVBoxLayout:
        self._said = text_label("")
        self._said.setAccessibleName(self.tr("How far the analysis is"))
        self._halted = text_label("", "alert", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Done so far"))
        column = spread(QVBoxLayout(), spacing=theme.GRID // 2)
        for widget in (self._said, self._bar, self._halted):
            column.addWidget(widget)
        return column

    def _filter_row(self) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find a recording or client  (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Find recordings"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self.presenter.search)
        self._which = ElidedCombo()
        self._which.setAccessibleName(self.tr("Which recordings"))
        self._which.setFixedWidth(168)
        for words, which in (
            (self.tr("All recordings"), Which.ALL),
            (self.tr("Not done yet"), Which.OPEN),
            (self.tr("Done"), Which.DONE),
            (self.tr("Failed, cancelled"), Which.FAILED),
        ):
            self._which.addItem(words, which)
        self._which.currentIndexChanged.connect(
            lambda _: self.presenter.show_which(Which(self._which.currentData()))
        )
        self._retry_all = ActionButton(self.tr("Try failed again"))
        self._retry_all.clicked.connect(
            lambda: self.presenter.retry(
                r for r in self.presenter.standing.rows if r.file.state is FileState.FAILED
            )
        )
        row = spread(QHBoxLayout())
        row.addWidget(self._search, 1)
        row.addWidget(self._which)
        row.addWidget(self._retry_all)
        return row

    @property
    def table(self) -> RecordingsTable:
        return self._table

    @property
    def halted(self) -> str:
        """Why nothing goes on; empty while it does."""
        return self._halted.text()

    # What the presenter shows

    def show_rows(self, rows: Sequence[Row], standing: Standing) -> None:
        self._table.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._none_found.setVisible(not rows and bool(standing.rows))
        self.detail.setVisible(bool(rows))
        self._show_overall(standing)
        if standing.rows or standing.searching:
            self.show_body()
        else:
            self.show_empty()

    def _show_overall(self, standing: Standing) -> None:
        self._said.setText(overall_words(standing))
        self._bar.setValue(round(1000 * standing.share))
        halted = halted_words(standing)
        self._halted.setText(halted)
        self._halted.setVisible(bool(halted))
        running = standing.unfinished
        self._pause.setEnabled(running)
        label = self.tr("Go on") if standing.paused else self.tr("Pause")
        if self._pause.text() != label:
            self._pause.set_label(label)
        self._cancel_all.setEnabled(running)
        done = len(standing.rows) > sum(
            standing.counts.get(state, 0) for state in (FileState.WAITING, FileState.RUNNING)
        )
        self._clear.setEnabled(done)
        self._retry_all.setVisible(bool(standing.counts.get(FileState.FAILED)))

    def show_preview(self, key: Key, seen: Preview) -> None:
        if self.detail.row is not None and self.detail.row.key == key:
            self.detail.show_preview(seen)

    def open_session(self, session_id: int) -> None:
        self.session_wanted.emit(session_id)

    def open_file(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # What the therapist does

    def refresh(self) -> None:
        self.presenter.tick()

    def ask(self) -> None:
        """Let recordings be chosen."""
        self.add(())

    def add(self, paths: Iterable[Path]) -> None:
        """Ask what is to be done with them, or with others."""
        if self.adding is not None:
            self.adding.choose(paths)
            return
        dialog = AddDialog(self._open_store, self._tasks, self._results(), self._recogniser, self)
        dialog.choose(paths)
        dialog.wanted.connect(self._batches.add)
        dialog.parent_chosen.connect(self.results_chosen)
        dialog.finished.connect(self._add_closed)
        self.adding = dialog
        dialog.open()

    def _add_closed(self) -> None:
        if self.adding is not None:
            self.adding.setParent(None)
            self.adding = None

    def make_music(self, row: Row) -> None:
        result = row.file.result
        if result is None or self.making is not None:
            return
        dialog = MusicDialog(
            self._tasks,
            result,
            lambda made: self._batches.keep(row.key, made),
            self._busy,
            lambda: self._batches.film_refusal(row.key),
            self,
        )
        dialog.session_ready.connect(self.open_session)
        dialog.finished.connect(self._music_closed)
        self.making = dialog
        dialog.open()

    def _music_closed(self) -> None:
        if self.making is not None:
            self.making.setParent(None)
            self.making = None

    def stop(self) -> None:
        """Make no more music: the window closes."""
        if self.making is not None:
            self.making.presenter.cancel()

    def _picked(self, row: Row | None) -> None:
        before = self.detail.row
        self.detail.show_row(row)
        if row is None:
            return
        same = before is not None and before.key == row.key
        if not same or (before is not None and before.file.result is not row.file.result):
            self.detail.show_preview(Preview())
            self.presenter.picture(row)

    def _retry(self) -> None:
        self.presenter.retry(self._table.selected)

    def _music_of_current(self) -> None:
        """Of a photograph, to which there is none, the picture."""
        current = self._table.current
        if current is None or current.file.result is None:
            return
        if current.file.result.kind is RecordingKind.PHOTO:
            self.presenter.open_picture(current)
        else:
            self.make_music(current)

    def _folder_of_current(self) -> None:
        if self._table.current is not None:
            self._show_folder(self._table.current)

    def _show_folder(self, row: Row) -> None:
        if row.file.result is not None:
            self.open_file(row.file.result.folder)

    def _show_all(self) -> None:
        self._which.setCurrentIndex(0)
        self._search.clear()

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_PAGE
        self.detail.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        for button in (self._clear, self._cancel_all, self._pause, self._add):
            button.set_key_shown(not narrow)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add(paths)
