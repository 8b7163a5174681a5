"""Clients: find one, see what they consented to, and begin, change, archive or delete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.session import Client
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.clients import ClientsPresenter
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.table import Column, RowsView
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_bans import BansDialog
from emotune_gui.ui.views.clients_consent import ConsentDialog
from emotune_gui.ui.views.clients_detail import ClientDetail
from emotune_gui.ui.views.clients_dialogs import ClientDialog, DeleteDialog
from emotune_gui.ui.views.clients_merge import MergeDialog
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import day_words, translate


class ClientsPage(Page):
    start_wanted = Signal(int)
    """A client id."""
    sessions_wanted = Signal(object)
    """The Client whose sessions are to be reviewed."""
    history_wanted = Signal(object)
    """The Client whose trends are to be shown."""
    report_wanted = Signal(object)
    """The Client whose course is to stand in a report."""
    export_wanted = Signal(object)
    """The Client of whom everything is to be written into an archive."""
    import_wanted = Signal()

    def __init__(
        self, open_store: OpenStore, tasks: Tasks | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(translate("Clients", "Clients"), "clients", parent)
        self._open_store, self._tasks = open_store, tasks or PoolTasks(self)
        self._presenter = ClientsPresenter(self, open_store, self._tasks)
        self._new = ActionButton(self.tr("New client"), "Ctrl+N", Kind.PRIMARY)
        self._new.clicked.connect(self.new_client)
        self._import = ActionButton(self.tr("Import a client…"))
        self._import.clicked.connect(self.import_wanted)
        self.buttons.addWidget(self._import)
        self.buttons.addWidget(self._new)
        self.bind("Ctrl+N", self.new_client)
        self.bind("Ctrl+F", self._focus_search)
        self._lay_out()
        self._fill_empty()

    def _lay_out(self) -> None:
        row = spread(QHBoxLayout(self.content), spacing=theme.GRID * 2)
        panel = Panel()
        panel.body.addLayout(self._search_row())
        self._table: RowsView[Client] = RowsView(_columns())
        self._table.setAccessibleName(self.tr("Clients"))
        self._table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._table.opened.connect(lambda client: self.start_wanted.emit(client.id))
        self._table.picked.connect(self._picked)
        self._none_found = text_label("", "muted", wrap=True)
        self._none_found.hide()
        panel.body.addWidget(self._none_found)
        panel.body.addWidget(self._table, 1)
        self._detail = ClientDetail()
        self._detail.start.connect(lambda client: self.start_wanted.emit(client.id))
        self._detail.sessions.connect(self.sessions_wanted)
        self._detail.edit.connect(self.edit_client)
        self._detail.archive.connect(self._presenter.archive)
        self._detail.delete.connect(self.delete_client)
        self._detail.history.connect(self.history_wanted)
        self._detail.consent.connect(self.show_consent)
        self._detail.merge.connect(self.merge_client)
        self._detail.report.connect(self.report_wanted)
        self._detail.export.connect(self.export_wanted)
        self._detail.forget_voice.connect(self._presenter.forget_voice)
        self._detail.show_songs.connect(self.show_banned_songs)
        row.addWidget(panel, 1)
        row.addWidget(self._detail)

    def _search_row(self) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find a name  (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Find a client by name"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._presenter.search)
        self._archived = TickBox(self.tr("With the archived"))
        self._archived.toggled.connect(self._presenter.show_archived)
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        row.addWidget(self._search, 1)
        row.addWidget(self._archived)
        return row

    def _fill_empty(self) -> None:
        self.empty.set_texts(
            self.tr("No clients yet"),
            self.tr("A client is a name and what they consent to, purpose by purpose."),
        )
        self.empty.add_action(self.tr("New client"), "Ctrl+N").clicked.connect(self.new_client)

    def refresh(self) -> None:
        chosen = self._table.selected
        self._presenter.refresh(select=chosen.id if chosen else None)

    def refresh_and_select(self, client_id: int) -> None:
        """Read again, with this one chosen."""
        self._presenter.refresh(select=client_id)

    def show_clients(self, clients: Sequence[Client], total: int) -> None:
        if total == 0 and not self._archived.isChecked():
            self._new.hide()
            self.show_empty()
            return
        self._new.show()
        chosen = self._table.selected
        self._table.set_rows(clients)
        self._none_found.setText(self.tr("No name like that; Ctrl+N adds a client."))
        self._none_found.setVisible(not clients)
        self.show_body()
        if chosen is None or not self._table.select_where(lambda client: client.id == chosen.id):
            self._table.selectRow(0)

    def select(self, client_id: int) -> None:
        self._table.select_where(lambda client: client.id == client_id)

    def _picked(self, client: Client | None) -> None:
        self._detail.show_client(client)
        if client is not None:
            self._presenter.look_up_neutral(client)
            self._presenter.look_up_voice(client)
            self._presenter.look_up_bans(client)
            self._presenter.look_up_trend(client)

    def show_trend(self, client_id: int, trends: Sequence[SessionTrend]) -> None:
        self._detail.show_trend(client_id, trends)

    def show_neutral(self, client_id: int, words: str) -> None:
        self._detail.show_neutral(client_id, words)

    def show_voice(self, client_id: int, words: str, *, known: bool) -> None:
        self._detail.show_voice(client_id, words, known=known)

    def show_bans(self, client_id: int, count: int) -> None:
        self._detail.show_bans(client_id, count)

    def _focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def new_client(self) -> None:
        dialog = ClientDialog(None, self)
        dialog.wanted.connect(lambda name, consents: self._presenter.create(dialog, name, consents))
        _open(dialog)

    def edit_client(self, client: Client) -> None:
        dialog = ClientDialog(client, self)
        dialog.wanted.connect(lambda name, _consents: self._presenter.rename(dialog, client, name))
        _open(dialog)

    def show_consent(self, client: Client) -> None:
        dialog = ConsentDialog(self._open_store, self._tasks, client, self)
        dialog.changed.connect(lambda: self._presenter.refresh(select=client.id))
        _open(dialog)

    def merge_client(self, client: Client) -> None:
        dialog = MergeDialog(client, self._presenter.clients, self)
        dialog.wanted.connect(self._presenter.merge)
        dialog.export_wanted.connect(self.export_wanted)
        _open(dialog)

    def show_banned_songs(self, client: Client) -> None:
        """Which they are, to be allowed one by one."""
        _open(
            BansDialog(
                self._open_store,
                self._tasks,
                client,
                lambda: self._presenter.look_up_bans(client),
                self,
            )
        )

    def delete_client(self, client: Client) -> None:
        dialog = DeleteDialog(client, self)
        dialog.export_wanted.connect(lambda: self.export_wanted.emit(client))
        dialog.accepted.connect(lambda: self._presenter.delete(client))
        _open(dialog)


def _open(dialog: QDialog) -> None:
    """Modal to the window without a nested event loop.

    A closed dialog leaves its parent and dies with its last reference, which may be an answer
    still under way: deleting it at once would break that answer.
    """
    dialog.finished.connect(lambda _result: dialog.setParent(None))
    dialog.open()


def _columns() -> list[Column[Client]]:
    return [
        Column(
            translate("Clients", "Name"),
            _name,
            lambda c: c.name.casefold(),
        ),
        Column(
            translate("Clients", "Last seen"),
            lambda c: day_words(c.last_seen, datetime.now(UTC)) if c.last_seen else "—",
            lambda c: c.last_seen.timestamp() if c.last_seen else 0.0,
            width=140,
        ),
        Column(
            translate("Clients", "Sessions"),
            lambda c: str(c.sessions),
            lambda c: c.sessions,
            width=104,
            figure=True,
        ),
    ]


def _name(client: Client) -> str:
    if not client.archived:
        return client.name
    return translate("Clients", "{name} (archived)").format(name=client.name)
