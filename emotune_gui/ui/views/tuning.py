"""Tuning: how one client's mapping differs from the clinical one, why, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.tuning import TuningContent, TuningPresenter, VersionLine
from emotune_gui.ui.views.tuning_table import OffsetTable
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import moment_words, shortened, translate

HISTORY_WIDTH = 336
CLIENT_WIDTH = 264


class TuningPage(Page):
    changed = Signal(int)
    """A client id whose mapping was undone or reset."""

    def __init__(
        self, open_store: OpenStore, tasks: Tasks | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(translate("Tuning", "Tuning"), "tuning", parent)
        self._presenter = TuningPresenter(self, open_store, tasks or PoolTasks(self))
        self._content: TuningContent | None = None
        self._add_buttons()
        self._lay_out()
        self.empty.set_texts(
            self.tr("Nothing to tune yet"),
            self.tr("Ratings given in a session tune the mapping of the client they belong to."),
        )

    def _add_buttons(self) -> None:
        self._clients = QComboBox()
        self._clients.setFixedWidth(CLIENT_WIDTH)
        self._clients.setAccessibleName(self.tr("Client"))
        self._clients.currentIndexChanged.connect(self._chosen)
        self._undo = ActionButton(self.tr("Undo last change"), "Ctrl+Z")
        self._undo.clicked.connect(self.undo)
        self._reset = ActionButton(self.tr("Reset…"))
        self._reset.clicked.connect(self._ask_reset)
        for widget in (self._clients, self._undo, self._reset):
            self.buttons.addWidget(widget)
        self.bind("Ctrl+Z", self.undo)

    def _lay_out(self) -> None:
        row = spread(QHBoxLayout(self.content), spacing=theme.GRID * 2)
        self._difference = Panel()
        self._headline = text_label("", "title", wrap=True)
        self._explanation = text_label("", "muted", wrap=True)
        self._table = OffsetTable()
        for widget in (self._headline, self._explanation, self._table):
            self._difference.body.addWidget(widget)
        self._difference.body.addStretch(1)
        row.addWidget(self._difference, 1)
        row.addWidget(self._history_panel())

    def _history_panel(self) -> Panel:
        panel = Panel(self.tr("Versions"))
        panel.setFixedWidth(HISTORY_WIDTH)
        inner = QWidget()
        self._history = spread(QVBoxLayout(inner), spacing=theme.GRID * 2)
        self._history.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setAccessibleName(self.tr("Versions"))
        panel.body.addWidget(scroll, 1)
        return panel

    def refresh(self) -> None:
        self._presenter.refresh()

    @property
    def client(self) -> Client | None:
        chosen = self._clients.currentData()
        return chosen if isinstance(chosen, Client) else None

    def show_clients(self, clients: Sequence[Client]) -> None:
        self._set_enabled(bool(clients))
        if not clients:
            self.show_empty()
            return
        before = self.client
        self._clients.blockSignals(True)
        self._clients.clear()
        for client in clients:
            self._clients.addItem(shortened(client.name, 40), client)
        ids = [client.id for client in clients]
        self._clients.setCurrentIndex(ids.index(before.id) if before and before.id in ids else 0)
        self._clients.blockSignals(False)
        self._chosen()

    def show_client(self, client_id: int) -> None:
        for place in range(self._clients.count()):
            if self._clients.itemData(place).id == client_id:
                self._clients.setCurrentIndex(place)

    def show_problem(self, sentence: str) -> None:
        self._set_enabled(False)
        super().show_problem(sentence)

    def _set_enabled(self, on: bool) -> None:
        for widget in (self._clients, self._undo, self._reset):
            widget.setVisible(on)

    def _chosen(self) -> None:
        if self.client is not None:
            self._presenter.show(self.client)

    def show_tuning(self, content: TuningContent) -> None:
        self._content = content
        self._headline.setText(self._headline_words(content))
        self._explanation.setText(self._explanation_words(content))
        self._table.set_rows(content.rows)
        self._undo.setEnabled(content.can_undo)
        self._reset.setEnabled(content.personal)
        self._fill_history(content.history)
        self.show_body()

    def _headline_words(self, content: TuningContent) -> str:
        name = shortened(content.client.name, 48)
        if content.personal:
            return self.tr("How the music for {name} differs from the clinical mapping").format(
                name=name
            )
        return self.tr("The music for {name} follows the clinical mapping").format(name=name)

    def _explanation_words(self, content: TuningContent) -> str:
        if Purpose.PERSONALISE not in content.client.consents:
            return self.tr("No consent to learn was given, so ratings do not change the music.")
        if content.personal:
            return self.tr(
                "The bar shows how far from clinical, to the edge of what ratings may move."
            )
        return self.tr("Rate what is heard in a session, and the difference will stand here.")

    def _fill_history(self, lines: Sequence[VersionLine]) -> None:
        while self._history.count() > 1:
            item = self._history.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(lines):
            self._history.insertWidget(place, self._version(line))

    def _version(self, line: VersionLine) -> QWidget:
        block = QWidget()
        column = spread(QVBoxLayout(block), spacing=2)
        title = self.tr("Version {n}").format(n=line.version)
        if line.version == 0:
            title = self.tr("Clinical mapping")
        state = self.tr("in use") if line.active else self.tr("undone") if line.undone else ""
        head = spread(QHBoxLayout())
        head.addWidget(text_label(title, "title"), 1)
        if state:
            head.addWidget(text_label(state, "body" if line.active else "small"))
        column.addLayout(head)
        column.addWidget(text_label(line.reason, "muted", wrap=True))
        if line.when is not None:
            column.addWidget(text_label(moment_words(line.when, datetime.now(UTC)), "small"))
        return block

    def undo(self) -> None:
        if self.client is not None and self._undo.isEnabled():
            self._presenter.undo(self.client)
            self.changed.emit(self.client.id)

    def _ask_reset(self) -> None:
        if self.client is None:
            return
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Reset"))
        box.setText(self.tr("Go back to the clinical mapping?"))
        box.setInformativeText(
            self.tr("The versions stay in the history, and Undo brings it back.")
        )
        yes = box.addButton(self.tr("Reset"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(lambda button: self.reset() if button is yes else None)
        box.open()

    def reset(self) -> None:
        if self.client is not None:
            self._presenter.reset(self.client)
            self.changed.emit(self.client.id)
