"""The songs that are not played again for a client, to be allowed one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.session import Client
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.bans import BanRow, BansPresenter
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.table import Column, RowsView
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import shortened, translate

SIZE = (640, 520)


class BansDialog(QDialog):
    """Enter, a double click or the button allows the song chosen; pressed again takes it back."""

    def __init__(
        self,
        open_store: OpenStore,
        tasks: Tasks,
        client: Client,
        changed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Songs not played again"))
        self.resize(*SIZE)
        self.presenter = BansPresenter(self, open_store, tasks, client, changed)
        self._said = ElidedLabel(muted=True)
        self._table: RowsView[BanRow] = RowsView(_columns())
        self._table.setAccessibleName(self.tr("Songs not played again"))
        self._table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._table.opened.connect(self.presenter.toggle)
        self._table.picked.connect(self._picked)
        self._allow = push_button(self.tr("Allow again"))
        self._allow.setMinimumWidth(136)
        self._allow.clicked.connect(self._toggle)
        self._all = push_button(self.tr("Allow all"))
        self._all.clicked.connect(self.presenter.allow_all)
        close = push_button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        panel = Panel()
        panel.body.addWidget(self._table, 1)
        foot = spread(QHBoxLayout())
        for button in (self._allow, self._all):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        self._said.set_text(
            self.tr("For {0}; from the next session on.").format(shortened(client.name, 40))
        )
        column.addWidget(self._said)
        column.addWidget(panel, 1)
        column.addLayout(foot)
        self._picked(None)
        self.presenter.refresh()

    @property
    def table(self) -> RowsView[BanRow]:
        return self._table

    def show_bans(self, rows: Sequence[BanRow]) -> None:
        chosen = self._table.selected
        self._table.set_rows(rows)
        self._all.setEnabled(any(row.banned for row in rows))
        if chosen is None or not self._table.select_where(lambda r: r.song_id == chosen.song_id):
            self._table.selectRow(0)
        self._table.setFocus()

    def show_problem(self, sentence: str) -> None:
        self._said.set_text(sentence)

    def _toggle(self) -> None:
        if self._table.selected is not None:
            self.presenter.toggle(self._table.selected)

    def _picked(self, row: BanRow | None) -> None:
        self._allow.setEnabled(row is not None)
        back = row is not None and not row.banned
        self._allow.setText(self.tr("Not again") if back else self.tr("Allow again"))


def _columns() -> list[Column[BanRow]]:
    return [
        Column(translate("Clients", "Song"), lambda r: r.title, lambda r: r.title.casefold()),
        Column(
            translate("Clients", "Composer"),
            lambda r: r.composer,
            lambda r: r.composer.casefold(),
            width=170,
        ),
        Column(translate("Clients", "Now"), _now_word, lambda r: r.banned, width=130),
    ]


def _now_word(row: BanRow) -> str:
    if row.banned:
        return translate("Clients", "not played")
    return "✓ " + translate("Clients", "allowed")
