"""Before a session: who, how the music answers, where pictures come from, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.session import Client, Plan, Strategy
from emotune_gui.domain.song import SongInfo
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.jukebox import Jukebox
from emotune_gui.ui.presenters.music_memory import MusicChoice
from emotune_gui.ui.presenters.start import StartPresenter
from emotune_gui.ui.presenters.start_choices import (
    Camera,
    Check,
    Choices,
    Preflight,
    SourceKind,
    StartRequest,
    Surroundings,
)
from emotune_gui.ui.presenters.start_music import HearBoth
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.views.start_checks import CheckList
from emotune_gui.ui.views.start_music import MusicPanel
from emotune_gui.ui.views.start_plan import LimitsPanel, StrategyPanel
from emotune_gui.ui.views.start_recording import RecordingTicks
from emotune_gui.ui.views.start_source import SourcePanel
from emotune_gui.ui.views.start_templates import TemplateBar, Templates
from emotune_gui.ui.widgets.buttons import ActionButton
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
        *,
        jukebox: Jukebox | None = None,
        preflight: Preflight | None = None,
    ) -> None:
        """Without a `jukebox` nothing can be heard beforehand, without `preflight` no device is
        tried."""
        super().__init__(parent)
        tasks = tasks or PoolTasks(self, QThreadPool(self))
        self._presenter = StartPresenter(self, open_store, surroundings, tasks, preflight)
        self._can_try = preflight is not None
        self._trying = False
        self._wanted: int | None = None
        self._clients = QComboBox()
        self._clients.setAccessibleName(self.tr("Client"))
        self._clients.setMaxVisibleItems(14)
        self._strategy = StrategyPanel()
        self._source = SourcePanel()
        self._limits = LimitsPanel()
        self._record = RecordingTicks()
        self._limits.body.addWidget(self._record)
        self._music = MusicPanel()
        self._music.set_hearable(jukebox is not None)
        if jukebox is not None:
            self._hear(HearBoth(self._music, jukebox, tasks))
        self._checks = CheckList()
        self._template_bar = TemplateBar()
        self._templates = Templates(
            self._template_bar,
            open_store,
            tasks,
            lambda: self.choices().plan,
            self._checks.show_problem,
        )
        self._template_bar.chosen.connect(self.show_plan)
        self._lay_out()
        self._clients.currentIndexChanged.connect(self._client_changed)
        self._record.changed.connect(self._presenter.changed)
        self._strategy.changed.connect(self._presenter.changed)
        self._source.changed.connect(self._presenter.changed)
        self._source.look_again.connect(self._presenter.refresh)
        self._limits.changed.connect(self._presenter.changed)
        self._music.changed.connect(self._presenter.changed)

    def _hear(self, hearing: HearBoth) -> None:
        self._music.hear_asked.connect(lambda: hearing.toggle(self.choices().plan))
        self._music.stop_asked.connect(hearing.stop)
        self._music.tell_asked.connect(hearing.tell)

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addLayout(self._head())
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        row.addWidget(self._strategy, 1)
        row.addLayout(self._right_part(), 1)
        column.addLayout(row, 1)
        column.addLayout(self._foot())

    def _right_part(self) -> QVBoxLayout:
        """Pictures and sound, or the music: each under its button."""
        first = QWidget()
        both = spread(QVBoxLayout(first), spacing=theme.GRID * 2)
        both.addWidget(self._source)
        both.addWidget(self._limits)
        both.addStretch(1)
        self._sides = QStackedWidget()
        self._sides.addWidget(first)
        self._sides.addWidget(self._music)
        self._tabs: list[ActionButton] = []
        tabs = spread(QHBoxLayout())
        for place, words in enumerate((self.tr("Pictures and sound"), self.tr("Music"))):
            tab = ActionButton(words, f"Alt+{place + 1}", small=True)
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, wanted=place: self.show_side(wanted))
            key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            key.activated.connect(lambda wanted=place: self.show_side(wanted))
            tabs.addWidget(tab, 1)
            self._tabs.append(tab)
        self.show_side(0)
        right = spread(QVBoxLayout())
        right.addLayout(tabs)
        right.addWidget(self._sides, 1)
        return right

    def show_side(self, place: int) -> None:
        """0: pictures and sound, 1: music."""
        self._sides.setCurrentIndex(place)
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == place)

    def _head(self) -> QHBoxLayout:
        row = spread(QHBoxLayout(), spacing=theme.GRID)
        row.addWidget(text_label(self.tr("Session with"), "display"))
        row.addSpacing(theme.GRID)
        row.addWidget(self._clients, 1)
        new = push_button(self.tr("New client…"))
        new.clicked.connect(self.new_client_wanted)
        row.addWidget(new)
        row.addSpacing(theme.GRID)
        row.addWidget(self._template_bar)
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
        self._try = ActionButton(self.tr("Test devices"), "Alt+T", small=True)
        self._try.setToolTip(self.tr("A look at the picture, the microphone's level and a tone"))
        self._try.clicked.connect(self._presenter.try_devices)
        key = QShortcut(QKeySequence("Alt+T"), self)
        key.activated.connect(self._presenter.try_devices)
        self._try.setVisible(self._can_try)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        buttons = spread(QVBoxLayout())
        buttons.addWidget(self._try)
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
        self._templates.refresh()

    def show_plan(self, plan: Plan) -> None:
        """Choose all that a plan says, except the client and the pictures."""
        self._strategy.show_plan(plan)
        self._limits.show_plan(plan)
        self._music.choose(
            MusicChoice(plan.composer, plan.preset, plan.instrumentation, plan.excluded_parts)
        )

    def choose_client(self, client_id: int) -> None:
        """Now, or as soon as the list is there."""
        self._wanted = client_id
        for place in range(self._clients.count()):
            client = self._clients.itemData(place)
            if isinstance(client, Client) and client.id == client_id:
                self._clients.setCurrentIndex(place)

    def _client_changed(self) -> None:
        client = self._clients.currentData()
        self._record.show_client(client if isinstance(client, Client) else None)
        self._presenter.changed()

    def choose_strategy(self, strategy: str) -> None:
        self._strategy.choose(Strategy(strategy))

    def choose_source(self, kind: str, path: str = "") -> None:
        """A SourceKind value; `path` for a recording or a folder."""
        self._source.choose(SourceKind(kind), path)

    def choose_composer(self, name: str) -> None:
        self._music.choose_composer(name)

    def set_music(self, choice: MusicChoice) -> None:
        """What is chosen unless something else is chosen here."""
        self._music.choose(choice)
        self._limits.set_loudest(choice.loudness_limit)

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
            lead_minutes=self._lead_minutes(),
            planned_minutes=self._limits.planned_minutes,
            loudness_limit=self._limits.loudest,
            excluded_parts=self._music.excluded,
            composer=self._music.composer,
            song_id=self._music.song_id,
            preset=self._music.preset,
            instrumentation=self._music.instrumentation,
            path=self._strategy.path,
            prompt_minutes=self._limits.prompt_minutes,
        )
        return Choices(
            client=client if isinstance(client, Client) else None,
            plan=plan,
            kind=self._source.kind,
            camera=self._source.camera,
            path=self._source.path,
            sound=self._limits.sound,
            microphone=self._limits.microphone,
            midi=self._limits.midi,
            record=self._record.chosen,
        )

    def _lead_minutes(self) -> float:
        """A drawn path has its own times; the straight way ends with the session at the latest."""
        minutes = self._strategy.lead_minutes
        return minutes if self._strategy.path else min(minutes, self._limits.planned_minutes)

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

    def show_songs(self, songs: Sequence[SongInfo]) -> None:
        self._music.show_songs(songs)

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        self._source.show_cameras(cameras)

    def show_microphones(self, choices: Sequence[tuple[str, str]], usual: str) -> None:
        self._limits.show_microphones(choices, usual)

    def show_instruments(self, names: Sequence[str]) -> None:
        self._limits.show_instruments(names)

    def show_checks(self, checks: Sequence[Check], *, ready: bool) -> None:
        self._checks.show_checks(checks)
        self._start.setEnabled(ready and not self._trying)

    def show_trying(self, *, on: bool) -> None:
        """A session would find the camera taken: it waits these three seconds."""
        self._trying = on
        self._try.setEnabled(not on)
        self._start.setEnabled(self._start.isEnabled() and not on)
        self._try.set_label(self.tr("Testing…") if on else self.tr("Test devices"))

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
        *,
        jukebox: Jukebox | None = None,
        preflight: Preflight | None = None,
    ) -> None:
        super().__init__(parent)
        self.request: StartRequest | None = None
        self.setWindowTitle(self.tr("Start a session"))
        self.resize(*SIZE)
        self.page = StartPage(open_store, surroundings, tasks, jukebox=jukebox, preflight=preflight)
        spread(QVBoxLayout(self)).addWidget(self.page)
        self.page.cancelled.connect(self.reject)
        self.page.new_client_wanted.connect(self.new_client_wanted)
        self.page.start_requested.connect(self._asked)

    def _asked(self, request: StartRequest) -> None:
        self.request = request
        self.accept()
        self.start_requested.emit(request)
