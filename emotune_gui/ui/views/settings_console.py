"""Settings of the live console: the lock, the markers' names, questions and the pacer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.locking import MOST_DIGITS, pin_problem
from emotune_gui.ui.presenters.settings import (
    BREATHS_RANGE,
    LOCK_RANGE,
    MOST_MARKERS,
    Preferences,
)
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import translate


class LockPanel(Panel):
    minutes_chosen = Signal(int)
    pin_chosen = Signal(str)
    """Empty takes the PIN away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Settings", "Lock (Ctrl+L)"), parent)
        self._minutes = QSpinBox()
        self._minutes.setRange(*LOCK_RANGE)
        self._minutes.setSuffix(self.tr(" min without input"))
        self._minutes.setSpecialValueText(self.tr("never by itself"))
        self._minutes.setAccessibleName(self.tr("Lock after minutes without input"))
        self._minutes.valueChanged.connect(self.minutes_chosen)
        self._pin = QLineEdit()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setMaxLength(MOST_DIGITS)
        self._pin.setAccessibleName(self.tr("New PIN"))
        self._pin.returnPressed.connect(self._set)
        self._keep, self._clear = ActionButton(self.tr("Set PIN")), ActionButton(self.tr("No PIN"))
        self._keep.clicked.connect(self._set)
        self._clear.clicked.connect(lambda: self.pin_chosen.emit(""))
        row = spread(QHBoxLayout())
        for widget, stretch in ((self._pin, 1), (self._keep, 0), (self._clear, 0)):
            row.addWidget(widget, stretch)
        self._words = text_label("", "small", wrap=True)
        self.body.addWidget(self._minutes)
        self.body.addLayout(row)
        self.body.addWidget(self._words)

    def show_preferences(self, preferences: Preferences) -> None:
        self._minutes.blockSignals(True)
        self._minutes.setValue(preferences.lock_minutes)
        self._minutes.blockSignals(False)
        has = bool(preferences.lock_pin)
        self._clear.setEnabled(has)
        self._pin.setPlaceholderText(self.tr("a PIN is set") if has else self.tr("no PIN is set"))
        opens = self.tr(
            "The PIN opens the lock. Forgotten, it can only be taken out of the settings."
        )
        key = self.tr("Without a PIN the same key opens the lock.")
        self._words.setText(opens if has else key)

    def _set(self) -> None:
        pin = self._pin.text()
        problem = pin_problem(pin)
        if problem or not pin:
            self._words.setText(problem or self.tr("Type the new PIN first."))
            return
        self._pin.clear()
        self.pin_chosen.emit(pin)


class ConsolePanel(Panel):
    markers_chosen = Signal(object)
    """Labels of the keys 1 to 4."""
    asking_chosen = Signal(bool)
    breaths_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Settings", "During a session"), parent)
        self._fields = [self._field(place) for place in range(MOST_MARKERS)]
        grid = spread(QGridLayout())
        for place, field in enumerate(self._fields):
            grid.addWidget(field, place // 2, place % 2)
        self.body.addWidget(text_label(self.tr("Markers of the keys 1 to 4"), "small"))
        self.body.addLayout(grid)
        self._asks = TickBox(self.tr("Ask for distress and how one feels at start and end"))
        self._asks.clicked.connect(self.asking_chosen)
        self.body.addWidget(self._asks)
        self._breaths = QDoubleSpinBox()
        self._breaths.setRange(*BREATHS_RANGE)
        self._breaths.setSingleStep(0.5)
        self._breaths.setDecimals(1)
        self._breaths.setSuffix(self.tr(" breaths a minute"))
        self._breaths.setAccessibleName(self.tr("Breaths a minute of the pacer"))
        self._breaths.valueChanged.connect(self.breaths_chosen)
        row = spread(QHBoxLayout(), spacing=theme.GRID)
        row.addWidget(text_label(self.tr("Breathing pacer")))
        row.addWidget(self._breaths, 1)
        self.body.addLayout(row)

    def _field(self, place: int) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(24)
        field.setAccessibleName(self.tr("Marker {0}").format(place + 1))
        field.setPlaceholderText(self.tr("Marker {0}, as usual").format(place + 1))
        field.editingFinished.connect(self._named)
        return field

    def _named(self) -> None:
        self.markers_chosen.emit([field.text() for field in self._fields])

    def show_preferences(self, preferences: Preferences) -> None:
        for place, field in enumerate(self._fields):
            labels = preferences.markers
            field.setText(labels[place] if place < len(labels) else "")
        self._asks.setChecked(preferences.ask_scales)
        self._breaths.blockSignals(True)
        self._breaths.setValue(preferences.breaths)
        self._breaths.blockSignals(False)
