"""Which language the window speaks; counts from the next start on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.language import CHOICES, ENGLISH, GERMAN, SYSTEM, choose, chosen
from emotune_gui.ui.page import spread
from emotune_gui.ui.ticks import ChoiceDot
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label

OWN_NAMES = {ENGLISH: "English", GERMAN: "Deutsch"}
"""A language is named in itself, for who cannot read the one that is on."""


class LanguagePanel(Panel):
    def __init__(self, stored: QSettings, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        heading = self.tr("Language")
        self.body.addWidget(text_label(heading, "heading"))
        self.setAccessibleName(heading)
        self._stored = stored
        self.dots: dict[str, ChoiceDot] = {}
        group = QButtonGroup(self)
        row = spread(QHBoxLayout(), spacing=theme.GRID)
        for choice in CHOICES:
            words = self.tr("As the system") if choice == SYSTEM else OWN_NAMES[choice]
            dot = ChoiceDot(words)
            dot.clicked.connect(partial(self._chosen, choice))
            group.addButton(dot)
            row.addWidget(dot, 1)
            self.dots[choice] = dot
        self.body.addLayout(row)
        note = text_label(self.tr("Another language is spoken from the next start on."), "small")
        self.body.addWidget(note)
        self.refresh()

    def refresh(self) -> None:
        self.dots[chosen(self._stored)].setChecked(True)

    def _chosen(self, choice: str, _checked: bool = False) -> None:
        choose(self._stored, choice)
