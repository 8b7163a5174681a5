"""Tuning: how one client's mapping differs from the clinical one, why, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.learning import MappingTemplate, PersonalSettings
from emotune_gui.domain.session import Client
from emotune_gui.engine.tuning import Curve
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.tuning import (
    TuningContent,
    TuningPresenter,
    others_to_copy_to,
)
from emotune_gui.ui.presenters.tuning_history import RatingLine
from emotune_gui.ui.presenters.tuning_ledger import WayBack
from emotune_gui.ui.views.tuning_allowed import AllowedView
from emotune_gui.ui.views.tuning_copy import CopyDialog
from emotune_gui.ui.views.tuning_curves import CurvesView
from emotune_gui.ui.views.tuning_known import KnownView
from emotune_gui.ui.views.tuning_ledger import LedgerView
from emotune_gui.ui.views.tuning_table import OffsetTable
from emotune_gui.ui.views.tuning_versions import VersionsPanel
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import shortened, translate

HISTORY_WIDTH = 320
CLIENT_WIDTH, LEAST_CLIENT_WIDTH = 216, 120
TITLE_WIDTH = 220
"""Of the page's title and margins, in the longest language."""
NARROW = 1150
"""Below this the keys of the buttons are in their tool tips only."""


class TuningPage(Page):
    changed = Signal(int)
    """A client id whose mapping was undone, reset or brought back."""
    round_wanted = Signal(object)
    """A rating round with this Client."""

    def __init__(
        self,
        open_store: OpenStore,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
        *,
        left_behind: Callable[[], str] = str,
    ) -> None:
        super().__init__(translate("Tuning", "Tuning"), "tuning", parent)
        tasks = tasks or PoolTasks(self)
        self._presenter = TuningPresenter(self, open_store, tasks, left_behind)
        self._content: TuningContent | None = None
        self._wanted: int | None = None
        """Whom to show once the clients are there."""
        self._add_buttons()
        self._lay_out()
        self.empty.set_texts(
            self.tr("Nothing to tune yet"),
            self.tr("Ratings given in a session tune the mapping of the client they belong to."),
        )

    def _add_buttons(self) -> None:
        self._clients = ElidedCombo()
        self._clients.setFixedWidth(CLIENT_WIDTH)
        self._clients.setAccessibleName(self.tr("Client"))
        self._clients.currentIndexChanged.connect(self._chosen)
        self._round = ActionButton(self.tr("Rating round…"), "Ctrl+R", Kind.PRIMARY)
        self._round.clicked.connect(self.begin_round)
        self._lock = ActionButton(self.tr("Lock"), "Ctrl+K")
        self._lock.setCheckable(True)
        self._lock.clicked.connect(self.toggle_lock)
        self._undo = ActionButton(self.tr("Undo"), "Ctrl+Z")
        self._undo.setAccessibleName(self.tr("Undo last change"))
        self._undo.clicked.connect(self.undo)
        self._copy = ActionButton(self.tr("Copy…"))
        self._copy.clicked.connect(self.offer_copies)
        self._reset = ActionButton(self.tr("Reset…"))
        self._reset.clicked.connect(self._ask_reset)
        self._head = (
            self._clients,
            self._round,
            self._lock,
            self._undo,
            self._copy,
            self._reset,
        )
        for widget in self._head:
            self.buttons.addWidget(widget)
        self.bind("Ctrl+Z", self.undo)
        self.bind("Ctrl+R", self.begin_round)
        self.bind("Ctrl+K", self.toggle_lock)

    def _lay_out(self) -> None:
        row = spread(QHBoxLayout(self.content), spacing=theme.GRID * 2)
        row.addWidget(self._learned_panel(), 1)
        self.versions = VersionsPanel()
        self.versions.setFixedWidth(HISTORY_WIDTH)
        self.versions.asked.connect(self._ask_ratings)
        self.versions.wanted.connect(self.restore)
        row.addWidget(self.versions)

    def _learned_panel(self) -> Panel:
        panel = Panel()
        self._headline = text_label("", "title", wrap=True)
        self._change = text_label("", wrap=True)
        self._explanation = text_label("", "muted", wrap=True)
        for label in (self._headline, self._change, self._explanation):
            panel.body.addWidget(label)
        self.curves = CurvesView()
        self.curves.view_chosen.connect(self._presenter.look_along)
        self._table = OffsetTable()
        self.known = KnownView()
        self.allowed = AllowedView()
        self.allowed.changed.connect(self._allow)
        self.ledger = LedgerView()
        self.ledger.back_wanted.connect(self._take_back)
        self._sides = QStackedWidget()
        sides = (
            (self.tr("Curves"), self.curves),
            (self.tr("Figures"), _scrolled(_at_the_top(self._table))),
            (self.tr("Known"), _scrolled(self.known)),
            (self.tr("Allowed"), _scrolled(self.allowed)),
            (self.tr("Changes"), self.ledger),
        )
        tabs = spread(QHBoxLayout())
        self._tabs: list[ActionButton] = []
        for place, (words, widget) in enumerate(sides):
            tabs.addWidget(self._tab(words, place), 1)
            self._sides.addWidget(widget)
        panel.body.addLayout(tabs)
        panel.body.addWidget(self._sides, 1)
        self.show_side(0)
        return panel

    def _tab(self, words: str, place: int) -> ActionButton:
        key = f"Alt+{place + 1}"
        tab = ActionButton(words, key, small=True)
        tab.set_key_shown(False)
        tab.setCheckable(True)
        tab.clicked.connect(lambda _=False: self.show_side(place))
        self.bind(key, lambda: self.show_side(place))
        self._tabs.append(tab)
        return tab

    def show_side(self, place: int) -> None:
        """0 curves, 1 figures, 2 what is known, 3 what is allowed, 4 who changed what."""
        self._sides.setCurrentIndex(place)
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in (self._round, self._lock, self._undo):
            button.set_key_shown(self.width() >= NARROW)
        needed = sum(button.sizeHint().width() + theme.GRID for button in self._head[1:])
        room = self.width() - TITLE_WIDTH - needed
        self._clients.setFixedWidth(min(CLIENT_WIDTH, max(LEAST_CLIENT_WIDTH, room)))

    def refresh(self) -> None:
        self._presenter.refresh()

    # The client

    @property
    def client(self) -> Client | None:
        chosen = self._clients.currentData()
        return chosen if isinstance(chosen, Client) else None

    def show_clients(self, clients: Sequence[Client]) -> None:
        self._set_enabled(bool(clients))
        if not clients:
            self.show_empty()
            return
        before = self.client.id if self._wanted is None and self.client else self._wanted
        self._wanted = None
        self._clients.blockSignals(True)
        self._clients.clear()
        for client in clients:
            self._clients.addItem(shortened(client.name, 60), client)
        ids = [client.id for client in clients]
        self._clients.setCurrentIndex(ids.index(before) if before in ids else 0)
        self._clients.blockSignals(False)
        self._chosen()

    @property
    def shown_client(self) -> int | None:
        """The client whose mapping is on the page."""
        return None if self._content is None else self._content.client.id

    def show_client(self, client_id: int) -> None:
        """At once, or as soon as the clients have been read."""
        self._wanted = client_id
        for place in range(self._clients.count()):
            if self._clients.itemData(place).id == client_id:
                self._wanted = None
                self._clients.setCurrentIndex(place)

    def _others(self) -> tuple[Client, ...]:
        everybody = [self._clients.itemData(place) for place in range(self._clients.count())]
        return () if self.client is None else others_to_copy_to(everybody, self.client)

    def show_problem(self, sentence: str) -> None:
        self._set_enabled(False)
        super().show_problem(sentence)

    def _set_enabled(self, on: bool) -> None:
        for widget in self._head:
            widget.setVisible(on)

    def _chosen(self) -> None:
        if self.client is not None:
            self._presenter.show(self.client)

    # What is shown

    def show_tuning(self, content: TuningContent) -> None:
        self._content = content
        self._headline.setText(self._headline_words(content))
        self._change.setText(content.insight.change)
        self._change.setVisible(content.touched and not content.problem)
        self._explanation.setText(self._explanation_words(content))
        self.curves.show_curves(content.curves)
        self._table.set_rows(content.rows)
        self.known.show_tuning(content)
        self.allowed.show_settings(content.settings)
        self.allowed.setEnabled(content.consented)
        self.ledger.show_lines(content.ledger)
        locked = content.settings.locked
        self._lock.setChecked(locked)
        self._lock.set_label(self.tr("Locked") if locked else self.tr("Lock"))
        self._lock.setEnabled(content.consented)
        self._round.setEnabled(content.consented and not locked)
        self._round.setToolTip(self._round_words(content))
        self._undo.setEnabled(content.can_undo)
        self._reset.setEnabled(content.personal or bool(content.problem))
        self.versions.show_history(content.history)
        self.show_body()

    def show_curves(self, curves: Sequence[Curve]) -> None:
        self.curves.show_curves(curves)

    def show_ratings(self, version: int, lines: Sequence[RatingLine]) -> None:
        self.versions.show_ratings(version, lines)

    def _headline_words(self, content: TuningContent) -> str:
        name = shortened(content.client.name, 48)
        if content.problem:
            return self.tr("The mapping of {name} cannot be read whole").format(name=name)
        if content.personal and not content.insight.audible:
            return self.tr("The music for {name} is hardly other than the clinical mapping").format(
                name=name
            )
        if content.personal:
            return self.tr("How the music for {name} differs from the clinical mapping").format(
                name=name
            )
        return self.tr("The music for {name} follows the clinical mapping").format(name=name)

    def _explanation_words(self, content: TuningContent) -> str:
        if content.problem:
            return content.problem
        if not content.consented:
            return self.tr(
                "There is no consent to learn, so ratings do not change the music; it can be "
                "recorded on the client's page."
            )
        if content.settings.locked:
            return self.tr("The mapping is locked: ratings are kept, but they change nothing.")
        if content.touched:
            return content.insight.teaches
        return self.tr(
            "Nothing was learned yet. Ratings in a session tune the music, or a rating round: "
            "twelve short clips in under four minutes."
        )

    def _round_words(self, content: TuningContent) -> str:
        if not content.consented:
            return self.tr("Not without the consent to learn from ratings")
        if content.settings.locked:
            return self.tr("The mapping is locked")
        return self.tr("Twelve short clips to rate, in under four minutes")

    # What a person does

    def begin_round(self) -> None:
        if self.client is not None and self._round.isEnabled() and self._round.isVisible():
            self.round_wanted.emit(self.client)

    def undo(self) -> None:
        if self._undo.isEnabled():
            self._do(self._presenter.undo)

    def reset(self) -> None:
        self._do(self._presenter.reset)

    def restore(self, version: int) -> None:
        self._do(lambda client: self._presenter.restore(client, version))

    def _do(self, what: Callable[[Client], None]) -> None:
        client = self.client
        if client is not None:
            what(client)
            self.changed.emit(client.id)

    def toggle_lock(self) -> None:
        if self._content is not None and self._lock.isEnabled():
            now = self._content.settings
            self._allow(replace(now, locked=not now.locked))

    def _allow(self, settings: object) -> None:
        if self.client is not None and isinstance(settings, PersonalSettings):
            self._presenter.allow(self.client, settings)

    def _take_back(self, back: object) -> None:
        if isinstance(back, WayBack):
            self._do(lambda client: self._presenter.take_back(client, back))

    def _ask_ratings(self, version: int) -> None:
        if self.client is not None:
            self._presenter.show_ratings(self.client, version)

    def offer_copies(self) -> None:
        self._presenter.offer_copies(self._show_copies)

    def _show_copies(self, templates: Sequence[MappingTemplate]) -> None:
        content = self._content
        if content is None:
            return
        client = content.client
        dialog = CopyDialog(
            client, templates, self._others(), consented=content.consented, parent=self
        )
        dialog.keep_wanted.connect(self._presenter.keep_template)
        dialog.delete_wanted.connect(self._presenter.delete_template)
        dialog.use_wanted.connect(lambda template: self._presenter.use_template(client, template))
        dialog.give_wanted.connect(lambda other: self._presenter.copy_to(client, other))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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


def _at_the_top(widget: QWidget) -> QWidget:
    place = QWidget()
    column = spread(QVBoxLayout(place))
    column.addWidget(widget)
    column.addStretch(1)
    return place


def _scrolled(widget: QWidget) -> QScrollArea:
    """For windows that are too low for all of it."""
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(widget)
    return scroll
