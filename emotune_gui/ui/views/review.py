"""Review: the list of sessions, and one of them opened on its time axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import cast

from PySide6.QtCore import QSettings, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.session import Client, SessionInfo
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.plots.review_timeline import ReviewTimeline
from emotune_gui.ui.presenters.review import ReviewPresenter
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.presenters.review_drafts import OpenWritten
from emotune_gui.ui.presenters.review_film import Projector, ReviewFilm
from emotune_gui.ui.presenters.review_playing import Player
from emotune_gui.ui.presenters.review_readout import Readout
from emotune_gui.ui.presenters.review_span import SpanStatistics
from emotune_gui.ui.presenters.review_summary import ReviewSummary
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.table import RowsView
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.compare import CompareSessions
from emotune_gui.ui.views.history import ClientHistory
from emotune_gui.ui.views.review_columns import count_words, session_columns
from emotune_gui.ui.views.review_export import ExportDialog
from emotune_gui.ui.views.review_film import join_film
from emotune_gui.ui.views.review_notes import NotesPanel
from emotune_gui.ui.views.review_session import ReviewSession
from emotune_gui.ui.views.review_transport import LaneButton
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import moment_words, session_words, shortened, translate

BUILD_PAUSE_MS = 30
LANES_KEY = "review/lanes"
"""Names of the lanes that were shown last."""


class ReviewPage(Page):
    report_wanted = Signal(object)
    """The SessionInfo of the session that is open."""

    def __init__(
        self,
        open_store: OpenStore,
        tasks: Tasks | None = None,
        shown: Sequence[Emotion] = SHOWN_BY_DEFAULT,
        parent: QWidget | None = None,
        *,
        player: Player | None = None,
        settings: QSettings | None = None,
        projector: Projector | None = None,
    ) -> None:
        super().__init__(translate("Review", "Review"), "review", parent)
        self._tasks = tasks or PoolTasks(self)
        self._presenter = ReviewPresenter(self, open_store, self._tasks, player)
        self._film = ReviewFilm(open_store, PoolTasks(self), projector)
        self._compared: CompareSessions | None = None
        self._history: ClientHistory | None = None
        self._attic = QWidget(self)
        self._attic.hide()
        self._builder = QTimer(self)
        self._builder.setSingleShot(True)
        self._builder.setInterval(BUILD_PAUSE_MS)
        self._builder.timeout.connect(self._build_ahead)
        self._notes: NotesPanel | None = None
        self._axis: ReviewTimeline | None = None
        self._settings = settings
        self._note_tasks = tasks or PoolTasks(self)
        self._open_store = open_store
        # Sound takes minutes to make and keeps no other page waiting.
        self._export_tasks = tasks or PoolTasks(self, QThreadPool(self))
        self.exporting: ExportDialog | None = None
        self._shown = tuple(shown)
        self._session: ReviewSession | None = None
        self._back = ActionButton(self.tr("All sessions"), "Alt+Left")
        self._back.clicked.connect(self.show_list)
        self._back.hide()
        self.buttons.addWidget(self._back)
        self.bind("Alt+Left", self.show_list)
        self.bind("Ctrl+F", self._focus_search)
        self._lay_out()
        self.empty.set_texts(
            self.tr("No sessions yet"),
            self.tr("When a session has ended, its curves, music, marks and ratings stand here."),
        )

    def _lay_out(self) -> None:
        row = spread(QVBoxLayout(self.content))
        self._stack = QStackedWidget()
        row.addWidget(self._stack)
        self._opening = text_label("", "muted")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._list_panel())
        self._stack.addWidget(self._opening)

    def _list_panel(self) -> Panel:
        panel = Panel()
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find a client  (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Find sessions by client"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._presenter.search)
        self._count = text_label("", "muted")
        self._rounds = TickBox(self.tr("Rating rounds"))
        self._rounds.setToolTip(self.tr("List the rating rounds among the sessions"))
        self._rounds.toggled.connect(self._presenter.show_rounds)
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        row.addWidget(self._search, 1)
        row.addWidget(self._count)
        row.addWidget(self._rounds)
        compare = ActionButton(self.tr("Compare"), "Ctrl+Shift+C")
        compare.clicked.connect(self.compare)
        history = ActionButton(self.tr("Client's history"), "Ctrl+H")
        history.clicked.connect(self._chosen_history)
        for button in (compare, history):
            row.addWidget(button)
        self.bind("Ctrl+Shift+C", self.compare)
        self.bind("Ctrl+H", self._chosen_history)
        panel.body.addLayout(row)
        self._table: RowsView[SessionInfo] = RowsView(session_columns())
        self._table.setAccessibleName(self.tr("Sessions"))
        self._table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self._table.opened.connect(lambda info: self.open_session(info.id))
        panel.body.addWidget(self._table, 1)
        return panel

    @property
    def session(self) -> ReviewSession | None:
        """The opened session's view; None until one was opened."""
        return self._session

    def refresh(self) -> None:
        self._presenter.refresh()

    def show_client(self, client: Client) -> None:
        """The list, of this client only."""
        self.show_list()
        if client.rating_rounds and not client.sessions:
            self._rounds.setChecked(True)
        self._search.setText(client.name)

    def open_session(self, session_id: int) -> None:
        self._presenter.open(session_id)

    def set_shown(self, shown: Sequence[Emotion]) -> None:
        """Emotions drawn, from the settings."""
        self._shown = tuple(shown)
        if self._session is not None:
            self._session.set_shown(self._shown)

    def show_sessions(self, sessions: Sequence[SessionInfo], total: int) -> None:
        if total == 0:
            self.show_empty()
            return
        chosen = self._table.selected
        self._table.set_rows(sessions)
        self._count.setText(count_words(sessions))
        if chosen is None or not self._table.select_where(lambda info: info.id == chosen.id):
            self._table.selectRow(0)
        self.show_body()
        if self._session is None:
            self._builder.start()

    def show_list(self) -> None:
        self._presenter.playing.leave()
        self._film.leave()
        self._save_notes()
        self._back.hide()
        self.title.setText(translate("Review", "Review"))
        self._stack.setCurrentIndex(0)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_opening(self, info: SessionInfo | None) -> None:
        words = session_words(info, datetime.now(UTC)) if info else self.tr("the session")
        self._opening.setText(self.tr("Opening {session}…").format(session=words))
        self._stack.setCurrentWidget(self._opening)
        self._back.show()
        self.show_body()

    def show_session(self, data: ReviewData, summary: ReviewSummary, headline: str) -> None:
        session = self._built()
        info = data.timeline.info
        name = shortened(info.client_name, 48)
        self.title.setText(f"{name}, {moment_words(info.started_at, datetime.now(UTC))}")
        session.show_session(data, summary, headline)
        if session.notes is not None:
            session.notes.open(info.id)
        self._film.open(info.id)
        self._stack.setCurrentWidget(session)
        self._back.show()
        self.show_body()
        QTimer.singleShot(0, session.take_focus)

    def _want_report(self) -> None:
        if self._presenter.data is not None:
            self.report_wanted.emit(self._presenter.data.timeline.info)

    def _built(self) -> ReviewSession:
        """The opened session's view, made now where no quiet moment came before."""
        while self._session is None:
            self._build_on()
        return self._session

    def when_built(self, go_on: Callable[[], None]) -> None:
        """What no quiet moment has built yet comes now, with the events between its parts."""
        if self._session is not None:
            go_on()
            return
        self._build_on()
        self._tasks.load("built", _nothing, lambda _: self.when_built(go_on), self.show_problem)

    def _build_ahead(self) -> None:
        """Before the first session is opened, a part at a time, so that no moment is long."""
        if self._session is None:
            self._build_on()
            self._builder.start()

    def _build_on(self) -> None:
        if self._notes is None:
            self._notes = self._notes_panel()
        elif self._axis is None:
            self._axis = ReviewTimeline(self._shown, self._attic)
        else:
            self._session = self._join_session(self._axis, self._notes)

    def _join_session(self, axis: ReviewTimeline, notes: NotesPanel) -> ReviewSession:
        session = ReviewSession(self._presenter, axis, notes)
        session.set_shown(self._shown)
        session.export_asked.connect(self.export_music)
        self._remember_lanes(session.lanes)
        session.compare_asked.connect(self.compare)
        session.report_asked.connect(self._want_report)
        self._stack.addWidget(session)
        join_film(session.film, self._film)
        self._film.found = self._presenter.playing.film_found
        return session

    def export_music(self) -> None:
        """Of the session that is open, as files."""
        if self._presenter.data is None or self.exporting is not None:
            return
        dialog = ExportDialog(
            self._open_store, self._export_tasks, self._presenter.data.timeline, self
        )
        self.exporting = dialog
        dialog.finished.connect(self._export_closed)
        dialog.open()

    def _export_closed(self) -> None:
        if self.exporting is not None:
            self.exporting.setParent(None)
            self.exporting = None

    def stop(self) -> None:
        """Make no more sound: the window closes."""
        self._presenter.playing.leave()
        self._film.leave()
        self._save_notes()
        if self.exporting is not None:
            self.exporting.presenter.cancel()

    def _remember_lanes(self, lanes: LaneButton) -> None:
        if self._settings is None:
            return
        settings, kept = self._settings, self._settings.value(LANES_KEY)
        if isinstance(kept, str):
            lanes.set_wanted(kept.split(","))
        lanes.wanted_changed.connect(lambda names: settings.setValue(LANES_KEY, ",".join(names)))

    def compare(self) -> None:
        """The open session, or the one chosen in the list, with others of the same client."""
        data = self._presenter.data
        opened = data is not None and self._stack.currentWidget() is self._session
        info = data.timeline.info if data is not None and opened else self._table.selected
        if info is None:
            return
        self._presenter.playing.pause()
        if self._compared is None:
            self._compared = CompareSessions(self._open_store, self._tasks)
            self._stack.addWidget(self._compared)
        self._compared.open(info)
        self._show_beside(self._compared, self.tr("{client}: sessions compared"), info.client_name)

    def show_history(self, client_id: int, name: str) -> None:
        """Trends of one client over all sessions."""
        if self._history is None:
            self._history = ClientHistory(self._open_store, self._tasks)
            self._stack.addWidget(self._history)
        self._history.open(client_id)
        self._show_beside(self._history, self.tr("{client}: history"), name)

    def _chosen_history(self) -> None:
        if self._table.selected is not None:
            self.show_history(self._table.selected.client_id, self._table.selected.client_name)

    def _show_beside(self, widget: QWidget, title: str, name: str) -> None:
        self.title.setText(title.format(client=shortened(name, 48)))
        self._stack.setCurrentWidget(widget)
        self._back.show()
        self.show_body()

    def _notes_panel(self) -> NotesPanel:
        # Tasks of their own: a draft must be stored whatever else is read meanwhile.
        panel = NotesPanel(
            cast("OpenWritten", self._open_store),
            self._note_tasks,
            lambda: self._presenter.cursor,
            self._attic,
        )
        panel.marks_changed.connect(self._presenter.show_marks)
        panel.noticed.connect(self.show_notice)
        panel.offered.connect(self.show_offer)
        return panel

    def show_marks(self, data: ReviewData) -> None:
        if self._session is not None:
            self._session.show_marks(data)

    def _save_notes(self) -> None:
        if self._session is not None and self._session.notes is not None:
            self._session.notes.save()

    def show_span(self, span: SpanStatistics | None) -> None:
        if self._session is not None:
            self._session.show_span(span)

    def show_playing(self, playing: bool) -> None:
        if self._session is not None:
            self._session.transport.show_playing(playing)

    def show_playable(self, playable: bool, reason: str) -> None:
        if self._session is not None:
            self._session.transport.show_playable(playable, reason)

    def follow_cursor(self, t: float) -> None:
        self._film.show(t)
        if self._session is not None:
            self._session.transport.follow_cursor(t)

    def show_readout(self, t: float, readout: Readout) -> None:
        self._film.show(t)
        if self._session is not None:
            self._session.show_readout(t, readout)

    def bring_into_view(self, t: float) -> None:
        if self._session is not None:
            self._session.timeline.bring_into_view(t)

    def zoom(self, steps: int) -> None:
        if self._session is not None:
            self._session.zoom(steps)

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()


def _nothing() -> None:
    """Takes its turn in the queue of events."""
