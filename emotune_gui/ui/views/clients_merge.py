"""Merge: two records of one person become one; what moves is said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from emotune_gui.domain.session import Client
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.clients import matches
from emotune_gui.ui.table import Column, RowsView
from emotune_gui.ui.ticks import ChoiceDot
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import day_words, shortened, translate

SIZE = (640, 700)


class MergeDialog(QDialog):
    """Chooses the other record of `client`, and which of the two stays."""

    wanted = Signal(object, object)
    """The Client that stays and the one that goes into it."""
    export_wanted = Signal(object)
    """The Client whose record would go."""

    def __init__(
        self, client: Client, others: Sequence[Client], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._others = tuple(other for other in others if other.id != client.id)
        self.setWindowTitle(translate("Clients", "Merge two records"))
        self.resize(*SIZE)
        self._search = QLineEdit()
        self._search.setAccessibleName(self.tr("Find the other record"))
        self._search.setPlaceholderText(self.tr("Find the other record"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._table: RowsView[Client] = RowsView(_columns())
        self._table.setAccessibleName(self.tr("The other record"))
        self._table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._table.picked.connect(self._changed)
        self._keep_this = ChoiceDot("")
        self._keep_other = ChoiceDot("")
        self._preview = text_label("", wrap=True)
        self._lay_out()
        self._keep_this.setChecked(True)
        self._keep_this.toggled.connect(self._changed)
        self._show("")

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3)
        column.addWidget(text_label(self.windowTitle(), "display"))
        line = self.tr("“{name}” and another record are the same person:")
        column.addWidget(text_label(line.format(name=shortened(self._client.name)), wrap=True))
        panel = Panel()
        panel.body.addWidget(self._search)
        panel.body.addWidget(self._table, 1)
        column.addWidget(panel, 1)
        stays = Panel(self.tr("Which stays"))
        stays.body.addWidget(self._keep_this)
        stays.body.addWidget(self._keep_other)
        stays.body.addWidget(self._preview)
        column.addWidget(stays)
        self._go = push_button(self.tr("Merge for good"), "primary")
        self._go.clicked.connect(self._want)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.export = push_button(self.tr("Export first…"))
        self.export.setToolTip(self.tr("Keep the record that goes as a file"))
        self.export.clicked.connect(self._want_export)
        row = spread(QHBoxLayout())
        row.addWidget(self.export)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._go)
        column.addLayout(row)

    @property
    def preview(self) -> str:
        return self._preview.text()

    @property
    def pair(self) -> tuple[Client, Client] | None:
        """Who stays and who goes; None until the other one is chosen."""
        other = self._table.selected
        if other is None:
            return None
        return (self._client, other) if self._keep_this.isChecked() else (other, self._client)

    def choose(self, client_id: int) -> None:
        self._table.select_where(lambda client: client.id == client_id)

    def keep_other(self) -> None:
        self._keep_other.setChecked(True)

    def _show(self, search: str) -> None:
        self._table.set_rows([c for c in self._others if matches(c.name, search)])
        self._changed()

    def _changed(self, *_: object) -> None:
        other, pair = self._table.selected, self.pair
        self._keep_this.setText(shortened(self._client.name))
        self._keep_other.setText(shortened(other.name) if other else self.tr("The other record"))
        self._keep_other.setEnabled(other is not None)
        self._go.setEnabled(pair is not None)
        self.export.setEnabled(pair is not None)
        if pair is None:
            self._preview.setText(self.tr("Choose the other record in the list."))
        else:
            self._preview.setText(what_moves(*pair))
        for dot in (self._keep_this, self._keep_other):
            dot.updateGeometry()

    def _want_export(self) -> None:
        if self.pair is not None:
            self.export_wanted.emit(self.pair[1])

    def _want(self) -> None:
        if self.pair is not None:
            self.wanted.emit(*self.pair)
            self.accept()


def what_moves(kept: Client, merged: Client) -> str:
    """The consequence of merging, in plain words."""
    one = translate("Clients", "1 session")
    many = translate("Clients", "{n} sessions")
    moving = one if merged.sessions == 1 else many.format(n=merged.sessions)
    after = kept.sessions + merged.sessions
    lines = (
        translate("Clients", "{moving} of “{gone}” move to “{kept}”, which then has {n}."),
        translate("Clients", "Notes, ratings, profiles and what the music learned move along."),
        translate(
            "Clients",
            "If the music learned something for both, what “{kept}” has stays in use; the Tuning "
            "page can restore the other.",
        ),
        translate("Clients", "Of each consent the last word counts, given or withdrawn."),
        translate("Clients", "The record “{gone}” is then gone. This cannot be undone."),
    )
    return "\n".join(lines).format(
        moving=moving, gone=shortened(merged.name, 40), kept=shortened(kept.name, 40), n=after
    )


def _columns() -> list[Column[Client]]:
    return [
        Column(translate("Clients", "Name"), lambda c: c.name, lambda c: c.name.casefold()),
        Column(
            translate("Clients", "Last seen"),
            lambda c: day_words(c.last_seen, datetime.now(UTC)) if c.last_seen else "—",
            lambda c: c.last_seen.timestamp() if c.last_seen else 0.0,
            width=130,
        ),
        Column(
            translate("Clients", "Sessions"),
            lambda c: str(c.sessions),
            lambda c: c.sessions,
            width=96,
            figure=True,
        ),
    ]
