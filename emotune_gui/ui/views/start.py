"""Before a session: who, how the music answers, where pictures come from, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.session import Client, Plan, Strategy
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.start import StartPresenter
from emotune_gui.ui.presenters.start_choices import (
    Camera,
    Check,
    Choices,
    SourceKind,
    StartRequest,
    Surroundings,
)
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.views.start_checks import CheckList
from emotune_gui.ui.views.start_plan import LimitsPanel, StrategyPanel
from emotune_gui.ui.views.start_source import SourcePanel
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import shortened

SIZE = (1080, 722)


class StartPage(QWidget):
    """Emits `start_requested` with a StartRequest, once nothing needed is missing."""

    start_requested = Signal(object)
    cancelled = Signal()
    new_client_wanted = Signal()

    def __init__(
        self,
        open_store: OpenStore,
        surroundings: Surroundings,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = StartPresenter(self, open_store, surroundings, tasks or PoolTasks(self))
        self._wanted: int | None = None
        self._clients = QComboBox()
        self._clients.setAccessibleName(self.tr("Client"))
        self._clients.setMaxVisibleItems(14)
        self._strategy = StrategyPanel()
        self._source = SourcePanel()
        self._limits = LimitsPanel()
        self._checks = CheckList()
        self._lay_out()
        self._clients.currentIndexChanged.connect(self._presenter.changed)
        self._strategy.changed.connect(self._presenter.changed)
        self._source.changed.connect(self._presenter.changed)
        self._source.look_again.connect(self._presenter.refresh)
        self._limits.changed.connect(self._presenter.changed)

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addLayout(self._head())
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        row.addWidget(self._strategy, 1)
        right = spread(QVBoxLayout(), spacing=theme.GRID * 2)
        right.addWidget(self._source)
        right.addWidget(self._limits)
        right.addStretch(1)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = spread(QHBoxLayout(), spacing=theme.GRID)
        row.addWidget(text_label(self.tr("Session with"), "display"))
        row.addSpacing(theme.GRID)
        row.addWidget(self._clients, 1)
        new = push_button(self.tr("New client…"))
        new.clicked.connect(self.new_client_wanted)
        row.addWidget(new)
        return row

    def _foot(self) -> QHBoxLayout:
        panel = Panel()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._checks)
        scroll.setFixedHeight(126)
        panel.body.addWidget(scroll)
        self._start = push_button(self.tr("Start"), "primary")
        self._start.setMinimumWidth(144)
        self._start.clicked.connect(self._request)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        buttons = spread(QVBoxLayout())
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._start)
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        row.addWidget(panel, 1)
        row.addLayout(buttons)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def refresh(self) -> None:
        self._presenter.refresh()

    def choose_client(self, client_id: int) -> None:
        """Now, or as soon as the list is there."""
        self._wanted = client_id
        for place in range(self._clients.count()):
            client = self._clients.itemData(place)
            if isinstance(client, Client) and client.id == client_id:
                self._clients.setCurrentIndex(place)

    def choose_strategy(self, strategy: str) -> None:
        self._strategy.choose(Strategy(strategy))

    def choose_source(self, kind: str, path: str = "") -> None:
        """A SourceKind value; `path` for a recording or a folder."""
        self._source.choose(SourceKind(kind), path)

    def set_sound(self, on: bool) -> None:
        self._limits.set_sound(on)

    def set_microphone(self, microphone: str) -> None:
        """What sessions listen to unless something else is chosen here."""
        self._presenter.set_microphone(microphone)

    def choices(self) -> Choices:
        client = self._clients.currentData()
        plan = Plan(
            strategy=self._strategy.strategy,
            target=self._strategy.target,
            lead_minutes=min(self._strategy.lead_minutes, self._limits.planned_minutes),
            planned_minutes=self._limits.planned_minutes,
            loudness_limit=self._limits.loudest,
            excluded_parts=self._limits.excluded,
        )
        return Choices(
            client=client if isinstance(client, Client) else None,
            plan=plan,
            kind=self._source.kind,
            camera=self._source.camera,
            path=self._source.path,
            sound=self._limits.sound,
            microphone=self._limits.microphone,
        )

    def show_clients(self, clients: Sequence[Client]) -> None:
        before = self._wanted
        if before is None and isinstance(self._clients.currentData(), Client):
            before = self._clients.currentData().id
        self._clients.blockSignals(True)
        self._clients.clear()
        self._clients.addItem(self.tr("Choose a client"), None)
        for client in clients:
            self._clients.addItem(shortened(client.name), client)
        self._clients.blockSignals(False)
        if before is not None:
            self.choose_client(before)
        self._presenter.changed()

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        self._source.show_cameras(cameras)

    def show_microphones(self, choices: Sequence[tuple[str, str]], usual: str) -> None:
        self._limits.show_microphones(choices, usual)

    def show_checks(self, checks: Sequence[Check], *, ready: bool) -> None:
        self._checks.show_checks(checks)
        self._start.setEnabled(ready)

    def show_problem(self, sentence: str) -> None:
        self._checks.show_problem(sentence)
        self._start.setEnabled(False)

    def _request(self) -> None:
        request = self._presenter.request()
        if request is not None:
            self._start.setEnabled(False)  # a double click must not start two sessions
            self.start_requested.emit(request)


class StartDialog(QDialog):
    """The page in a dialog; accepted when a session was asked for. `request` is that."""

    start_requested = Signal(object)
    new_client_wanted = Signal()

    def __init__(
        self,
        open_store: OpenStore,
        surroundings: Surroundings,
        tasks: Tasks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.request: StartRequest | None = None
        self.setWindowTitle(self.tr("Start a session"))
        self.resize(*SIZE)
        self.page = StartPage(open_store, surroundings, tasks)
        spread(QVBoxLayout(self)).addWidget(self.page)
        self.page.cancelled.connect(self.reject)
        self.page.new_client_wanted.connect(self.new_client_wanted)
        self.page.start_requested.connect(self._asked)

    def _asked(self, request: StartRequest) -> None:
        self.request = request
        self.accept()
        self.start_requested.emit(request)
