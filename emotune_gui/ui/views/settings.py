"""Settings: look, shown emotions, what a session starts with, where things lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import Recogniser
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.microphones import Ears
from emotune_gui.ui.presenters.recognisers import recogniser_words
from emotune_gui.ui.presenters.settings import (
    DRAWN_ORDER,
    SOURCES,
    THEMES,
    CheckFile,
    Preferences,
    SettingsPresenter,
)
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.ticks import ChoiceDot, TickBox
from emotune_gui.ui.views.settings_console import ConsolePanel, LockPanel
from emotune_gui.ui.views.settings_language import LanguagePanel
from emotune_gui.ui.views.settings_microphone import MicrophonePanel
from emotune_gui.ui.views.settings_practice import PracticePanel
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import emotion_word, translate

Choice = TypeVar("Choice")
DOT_INDENT = 28
"""Pixels from a dot's left edge to its words."""


class SettingsPage(Page):
    preferences_changed = Signal(object)
    """The Preferences now in force, after every change."""

    def __init__(
        self,
        stored: QSettings,
        data_folder: str = "",
        *,
        check: CheckFile = lambda _path: "",
        ears: Ears | None = None,
        missing: Callable[[], Mapping[Recogniser, str]] = dict,
        tasks: Tasks | None = None,
        open_store: OpenStore | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`missing` says of each recogniser that cannot be chosen why, in one sentence; without
        `ears` nothing is offered to listen with, without `open_store` no practice is asked for."""
        super().__init__(translate("Settings", "Settings"), "settings", parent)
        tasks = tasks or PoolTasks(self)
        self._tasks, self._ears, self._missing = tasks, ears, missing
        self._presenter = SettingsPresenter(self, stored, tasks, check)
        self._practice = None if open_store is None else PracticePanel(open_store, tasks)
        self._dots: dict[str, ChoiceDot] = {}
        self._boxes: dict[Emotion, TickBox] = {}
        panels = QWidget()
        row = spread(QHBoxLayout(panels), spacing=theme.GRID * 2)
        for column_panels in (
            (
                self._look_panel(),
                LanguagePanel(stored),
                self._emotion_panel(),
                self._session_panel(),
                self._console_panel(),
                *(() if self._practice is None else (self._practice,)),
                self._data_panel(data_folder),
            ),
            (
                self._recogniser_panel(),
                *self._microphone_panels(),
                self._lock_panel(),
                self._landmark_panel(),
            ),
        ):
            column = spread(QVBoxLayout(), spacing=theme.GRID * 2)
            for panel in column_panels:
                column.addWidget(panel)
            column.addStretch(1)
            row.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(panels)
        spread(QVBoxLayout(self.content)).addWidget(scroll)
        self.show_body()

    @property
    def preferences(self) -> Preferences:
        return self._presenter.preferences

    def _look_panel(self) -> Panel:
        panel = Panel(self.tr("Look"))
        words = {
            "dark": self.tr("Dark"),
            "light": self.tr("Light"),
            "system": self.tr("As the system"),
        }
        choices = [(key, words[key]) for key in THEMES]
        self._add_choices(panel, choices, self._presenter.set_theme, columns=3)
        self._mirrored = TickBox(self.tr("Show the camera's picture as a mirror"))
        self._mirrored.clicked.connect(self._presenter.set_mirrored)
        panel.body.addWidget(self._mirrored)
        return panel

    def _add_choices(
        self,
        panel: Panel,
        choices: list[tuple[str, str]],
        chosen: Callable[[str], None],
        *,
        columns: int,
    ) -> None:
        group = QButtonGroup(panel)
        grid = spread(QGridLayout(), spacing=theme.GRID // 2)
        for place, (key, words) in enumerate(choices):
            dot = ChoiceDot(words)
            dot.clicked.connect(partial(_chosen, chosen, key))
            group.addButton(dot)
            grid.addWidget(dot, place // columns, place % columns)
            self._dots[key] = dot
        panel.body.addLayout(grid)

    def _microphone_panels(self) -> tuple[Panel, ...]:
        self._microphone: MicrophonePanel | None = None
        if self._ears is None:
            return ()
        panel = MicrophonePanel(self._ears, self._tasks, lambda: self.preferences.microphone)
        panel.chosen.connect(self._presenter.set_microphone)
        self._microphone = panel
        return (panel,)

    @property
    def microphone(self) -> MicrophonePanel | None:
        return self._microphone

    def _console_panel(self) -> Panel:
        panel = self._console = ConsolePanel()
        panel.markers_chosen.connect(self._presenter.set_markers)
        panel.asking_chosen.connect(self._presenter.set_ask_scales)
        panel.breaths_chosen.connect(self._presenter.set_breaths)
        return panel

    def _lock_panel(self) -> Panel:
        panel = self._lock = LockPanel()
        panel.minutes_chosen.connect(self._presenter.set_lock_minutes)
        panel.pin_chosen.connect(self._presenter.set_lock_pin)
        return panel

    def _recogniser_panel(self) -> Panel:
        panel = Panel(self.tr("Recogniser"))
        missing = self._missing()
        group = QButtonGroup(panel)
        for recogniser in Recogniser:
            words = recogniser_words(recogniser)
            dot = ChoiceDot(words.choice)
            why = sentence(missing.get(recogniser, ""))
            dot.setAccessibleDescription(why or words.line)
            dot.setEnabled(not why)
            dot.clicked.connect(partial(_chosen, self._presenter.set_recogniser, recogniser))
            group.addButton(dot)
            line = text_label(why or words.line, "small", wrap=True)
            line.setContentsMargins(DOT_INDENT, 0, 0, 4)
            entry = spread(QVBoxLayout(), spacing=0)
            entry.addWidget(dot)
            entry.addWidget(line)
            panel.body.addLayout(entry)
            self._dots[recogniser.value] = dot
        note = self.tr("Another recogniser is used from the next session on.")
        panel.body.addWidget(text_label(note, "small", wrap=True))
        return panel

    def _emotion_panel(self) -> Panel:
        panel = Panel(self.tr("Emotions shown"))
        grid = spread(QGridLayout())
        for place, emotion in enumerate(DRAWN_ORDER):
            box = TickBox(emotion_word(emotion))
            box.clicked.connect(lambda _=False: self._emotions_ticked())
            grid.addWidget(box, place // 2, place % 2)
            self._boxes[emotion] = box
        panel.body.addLayout(grid)
        panel.body.addWidget(
            text_label(
                self.tr("All eight are always estimated and stored; this is what is drawn."),
                "small",
                wrap=True,
            )
        )
        return panel

    def _session_panel(self) -> Panel:
        panel = Panel(self.tr("A session starts with"))
        words = {
            "camera": self.tr("Camera"),
            "recording": self.tr("Recording"),
            "images": self.tr("Folder of pictures"),
            "demonstration": self.tr("Demonstration"),
        }
        choices = [(key, words[key]) for key in SOURCES]
        self._add_choices(panel, choices, self._presenter.set_source, columns=2)
        self._sound = TickBox(self.tr("Sound on"))
        self._sound.clicked.connect(self._presenter.set_sound)
        panel.body.addWidget(self._sound)
        return panel

    def _data_panel(self, data_folder: str) -> Panel:
        panel = Panel(self.tr("Data folder"))
        folder = QLineEdit(data_folder)
        folder.setReadOnly(True)
        folder.setAccessibleName(self.tr("Data folder"))
        panel.body.addWidget(folder)
        return panel

    def _landmark_panel(self) -> Panel:
        heading = self.tr("Landmark file (68 points, dlib)")
        panel = Panel(heading)
        self._predictor = QLineEdit()
        self._predictor.setPlaceholderText(self.tr("The one that came along"))
        self._predictor.setAccessibleName(heading)
        self._predictor.editingFinished.connect(
            lambda: self._presenter.set_predictor(self._predictor.text())
        )
        choose, self._reset = ActionButton(self.tr("Choose…")), ActionButton(self.tr("Reset"))
        choose.setAccessibleName(self.tr("Choose a landmark file"))
        choose.clicked.connect(self._choose_predictor)
        self._reset.setAccessibleName(self.tr("Use the landmark file that came along"))
        self._reset.clicked.connect(lambda: self._predictor_chosen(""))
        row = spread(QHBoxLayout())
        row.addWidget(self._predictor, 1)
        row.addWidget(choose)
        row.addWidget(self._reset)
        panel.body.addLayout(row)
        self._predictor_problem = text_label("", "alert", wrap=True)
        self._predictor_problem.hide()
        panel.body.addWidget(self._predictor_problem)
        self._predictor_note = text_label(self._terms(), "small", wrap=True)
        panel.body.addWidget(self._predictor_note)
        return panel

    def _terms(self) -> str:
        return self.tr(
            "The file that came along was trained on 300-W, whose terms exclude commercial use. "
            "Another file is used from the next session on."
        )

    def _emotions_ticked(self) -> None:
        wanted = [emotion for emotion, box in self._boxes.items() if box.isChecked()]
        if not self._presenter.set_shown(wanted):
            self.show_notice(self.tr("At least one emotion stays shown."))
            self.refresh()

    def _choose_predictor(self) -> None:
        dialog = QFileDialog(self, self.tr("Landmarks file"), self._predictor.text())
        dialog.setNameFilters([self.tr("dlib predictor (*.dat)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._predictor_chosen)
        dialog.open()

    def _predictor_chosen(self, path: str) -> None:
        self._predictor.setText(path)
        self._presenter.set_predictor(path)

    def refresh(self) -> None:
        self._presenter.refresh()
        if self._microphone is not None:
            self._microphone.refresh()
        if self._practice is not None:
            self._practice.refresh()

    def show_preferences(self, preferences: Preferences) -> None:
        self._dots[preferences.theme].setChecked(True)
        self._dots[preferences.source].setChecked(True)
        for emotion, box in self._boxes.items():
            box.setChecked(emotion in preferences.shown)
        self._dots[preferences.recogniser.value].setChecked(True)
        self._sound.setChecked(preferences.sound)
        self._console.show_preferences(preferences)
        self._lock.show_preferences(preferences)
        self._mirrored.setChecked(preferences.mirrored)
        self._show_predictor(preferences.predictor)
        self.show_predictor_problem("")

    def _show_predictor(self, path: str) -> None:
        self._predictor.setText(path)
        self._predictor.setToolTip(path)
        self._reset.setEnabled(bool(path))

    def show_predictor_being_read(self, path: str) -> None:
        self._predictor_problem.hide()
        self._predictor_note.setText(self.tr("Reading the file…"))

    def show_predictor_problem(self, sentence: str) -> None:
        """The bad path stays written, so that it can be mended; what is in force stays too."""
        self._predictor_note.setText(self._terms())
        self._reset.setEnabled(bool(self._predictor.text().strip()))
        self._predictor_problem.setText(sentence)
        self._predictor_problem.setVisible(bool(sentence))

    def announce(self, preferences: Preferences) -> None:
        self.preferences_changed.emit(preferences)


def _chosen(tell: Callable[[Choice], None], key: Choice, _checked: bool = False) -> None:
    tell(key)
