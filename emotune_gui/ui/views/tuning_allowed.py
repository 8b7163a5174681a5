"""What the learning may do for a client: try things, listen to the affect, move which parameter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotune_gui.domain.learning import TUNED_PARAMETERS, USUAL_SETTINGS, PersonalSettings
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.tuning_words import parameter_words, with_parameter
from emotune_gui.ui.ticks import LevelSlider, TickBox
from emotune_gui.ui.widgets.text import text_label

COLUMNS = 3
PERCENT = 100
WIDEST_AFFECT = 30
"""Percent; more than this the movement of the affect never counts beside a rating."""


class AllowedView(QWidget):
    """`changed` carries the new PersonalSettings; only what a person does sends it."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = USUAL_SETTINGS
        self.exploring = TickBox(self.tr("The music may try small changes of its own"))
        self.width_slider, self._width_words = self._slider(
            self.tr("How far a trial may go"), 10, PERCENT
        )
        self.affect = TickBox(self.tr("What the client's affect does counts as well"))
        self.affect_slider, self._affect_words = self._slider(
            self.tr("How much it counts beside a rating"), 5, WIDEST_AFFECT
        )
        self.free = {name: TickBox(parameter_words(name)[0]) for name in TUNED_PARAMETERS}
        self._lay_out()
        self._connect()
        self._show()

    def _slider(self, name: str, low: int, high: int) -> tuple[LevelSlider, QLabel]:
        slider = LevelSlider()
        slider.setRange(low, high)
        slider.setSingleStep(5)
        slider.setPageStep(10)
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slider.setAccessibleName(name)
        return slider, text_label("", "small", wrap=True)

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), spacing=theme.GRID)
        self._group(column, self.tr("Exploration"), self.exploring)
        self._say(
            column,
            self.tr(
                "Off, only ratings move the music. On, it tries small steps within the limits, "
                "never toward distress, and learns faster from each rating."
            ),
        )
        column.addLayout(self._row(self.width_slider, self._width_words))
        self._group(column, self.tr("The client's affect as a signal"), self.affect)
        self._say(
            column,
            self.tr(
                "Whether the affect moved toward the target tells little about the music; it "
                "never counts alone."
            ),
        )
        column.addLayout(self._row(self.affect_slider, self._affect_words))
        column.addSpacing(theme.GRID)
        column.addWidget(text_label(self.tr("What ratings may move"), "heading"))
        self._say(
            column,
            self.tr("What is not ticked stays clinical: it is never tried and never learned."),
        )
        grid = spread(QGridLayout())
        for place, box in enumerate(self.free.values()):
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
        column.addLayout(grid)
        column.addStretch(1)

    def _group(self, column: QVBoxLayout, heading: str, box: TickBox) -> None:
        column.addSpacing(theme.GRID)
        column.addWidget(text_label(heading, "heading"))
        column.addWidget(box)

    def _say(self, column: QVBoxLayout, words: str) -> None:
        column.addWidget(text_label(words, "muted", wrap=True))

    def _row(self, slider: QWidget, words: QWidget) -> QHBoxLayout:
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        row.addWidget(slider, 1)
        row.addWidget(words, 2)
        return row

    def _connect(self) -> None:
        self.exploring.clicked.connect(lambda on: self._send(replace(self._settings, exploring=on)))
        self.affect.clicked.connect(
            lambda on: self._send(replace(self._settings, affect_signal=on))
        )
        self._slid(self.width_slider, lambda share: replace(self._settings, width=share))
        self._slid(self.affect_slider, lambda share: replace(self._settings, affect_weight=share))
        for name, box in self.free.items():
            box.clicked.connect(
                lambda on, name=name: self._send(with_parameter(self._settings, name, free=on))
            )

    def _slid(self, slider: LevelSlider, made: Callable[[float], PersonalSettings]) -> None:
        """Kept when the mouse lets go or a key has moved it, not at every pixel between."""

        def moved(value: int) -> None:
            self._settings = made(value / PERCENT)
            self._show_words()
            if not slider.isSliderDown():
                self.changed.emit(self._settings)

        slider.valueChanged.connect(moved)
        slider.sliderReleased.connect(lambda: self.changed.emit(self._settings))

    def _send(self, settings: PersonalSettings) -> None:
        self._settings = settings
        self._show()
        self.changed.emit(settings)

    @property
    def settings(self) -> PersonalSettings:
        return self._settings

    def show_settings(self, settings: PersonalSettings) -> None:
        self._settings = settings
        self._show()

    def _show(self) -> None:
        now = self._settings
        self.exploring.setChecked(now.exploring)
        self.affect.setChecked(now.affect_signal)
        for slider, share, on in (
            (self.width_slider, now.width, now.exploring),
            (self.affect_slider, now.affect_weight, now.affect_signal),
        ):
            slider.blockSignals(True)
            slider.setValue(round(share * PERCENT))
            slider.blockSignals(False)
            slider.setEnabled(on)
        for name, box in self.free.items():
            box.setChecked(now.bounds.get(name) != (0.0, 0.0))
        self._show_words()

    def _show_words(self) -> None:
        now = self._settings
        width = self.tr("A trial goes at most {n} % of the way that ratings may move.")
        self._width_words.setText(width.format(n=round(now.width * PERCENT)))
        weight = self.tr("A movement counts {n} % of a rating.")
        self._affect_words.setText(weight.format(n=round(now.affect_weight * PERCENT)))
