"""Settings: look, shown emotions, what a session starts with, where things lie."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.emotion import Emotion
from emotune_gui.ui import theme
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.settings import (
    DRAWN_ORDER,
    SOURCES,
    THEMES,
    Preferences,
    SettingsPresenter,
)
from emotune_gui.ui.ticks import ChoiceDot, TickBox
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import emotion_word, translate


class SettingsPage(Page):
    preferences_changed = Signal(object)
    """The Preferences now in force, after every change."""

    def __init__(
        self, stored: QSettings, data_folder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(translate("Settings", "Settings"), "settings", parent)
        self._presenter = SettingsPresenter(self, stored)
        self._dots: dict[str, ChoiceDot] = {}
        self._boxes: dict[Emotion, TickBox] = {}
        row = spread(QHBoxLayout(self.content), spacing=theme.GRID * 2)
        for panels in (
            (self._look_panel(), self._emotion_panel()),
            (self._session_panel(), self._places_panel(data_folder)),
        ):
            column = spread(QVBoxLayout(), spacing=theme.GRID * 2)
            for panel in panels:
                column.addWidget(panel)
            column.addStretch(1)
            row.addLayout(column, 1)
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
        self._add_choices(panel, [(key, words[key]) for key in THEMES], self._presenter.set_theme)
        return panel

    def _add_choices(
        self, panel: Panel, choices: list[tuple[str, str]], chosen: Callable[[str], None]
    ) -> None:
        group = QButtonGroup(panel)
        for key, words in choices:
            dot = ChoiceDot(words)
            dot.clicked.connect(partial(_chosen, chosen, key))
            group.addButton(dot)
            panel.body.addWidget(dot)
            self._dots[key] = dot

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
        self._add_choices(panel, choices, self._presenter.set_source)
        self._sound = TickBox(self.tr("Sound on"))
        self._sound.clicked.connect(self._presenter.set_sound)
        panel.body.addWidget(self._sound)
        return panel

    def _places_panel(self, data_folder: str) -> Panel:
        panel = Panel(self.tr("Places"))
        panel.body.addWidget(text_label(self.tr("Data folder"), "small"))
        folder = QLineEdit(data_folder)
        folder.setReadOnly(True)
        folder.setAccessibleName(self.tr("Data folder"))
        panel.body.addWidget(folder)
        label = text_label(self.tr("68-point landmarks file of dlib"), "small")
        panel.body.addWidget(label)
        self._predictor = QLineEdit()
        self._predictor.setPlaceholderText(self.tr("The one that came along"))
        self._predictor.setAccessibleName(label.text())
        self._predictor.editingFinished.connect(
            lambda: self._presenter.set_predictor(self._predictor.text())
        )
        choose = ActionButton(self.tr("Choose…"))
        choose.clicked.connect(self._choose_predictor)
        row = spread(QHBoxLayout())
        row.addWidget(self._predictor, 1)
        row.addWidget(choose)
        panel.body.addLayout(row)
        self._predictor_problem = text_label("", "alert", wrap=True)
        self._predictor_problem.hide()
        panel.body.addWidget(self._predictor_problem)
        note = self.tr("Another file is used from the next session on.")
        panel.body.addWidget(text_label(note, "small", wrap=True))
        return panel

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

    def show_preferences(self, preferences: Preferences) -> None:
        self._dots[preferences.theme].setChecked(True)
        self._dots[preferences.source].setChecked(True)
        for emotion, box in self._boxes.items():
            box.setChecked(emotion in preferences.shown)
        self._sound.setChecked(preferences.sound)
        self._predictor.setText(preferences.predictor)

    def show_predictor_problem(self, sentence: str) -> None:
        self._predictor_problem.setText(sentence)
        self._predictor_problem.setVisible(bool(sentence))

    def announce(self, preferences: Preferences) -> None:
        self.preferences_changed.emit(preferences)


def _chosen(tell: Callable[[str], None], key: str, _checked: bool = False) -> None:
    tell(key)
