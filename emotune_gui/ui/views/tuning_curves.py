"""The mapping as curves, and along which way through the affect plane it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.engine.tuning import Axis, Curve, View
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.plots.tuning_curves import CurveGrid, Legend
from emotune_gui.ui.widgets.combo import ElidedCombo

HIGH = 0.6
LONG_MINUTES = 30.0


class CurvesView(QWidget):
    """`view_chosen` carries a View."""

    view_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = CurveGrid()
        self._axis = self._combo(self.tr("Along which axis"), self._axes())
        self._other = ElidedCombo()
        self._other.setAccessibleName(self.tr("Where the other axis stands"))
        self._moment = self._combo(self.tr("When in a session"), self._moments())
        self._show_others(Axis.AROUSAL)
        row = spread(QHBoxLayout())
        for combo in (self._axis, self._other, self._moment):
            combo.setProperty("role", "small")
            row.addWidget(combo, 1)
        self._axis.activated.connect(self._axis_chosen)
        self._other.activated.connect(self._chosen)
        self._moment.activated.connect(self._chosen)
        column = spread(QVBoxLayout(self), spacing=theme.GRID)
        column.addLayout(row)
        column.addWidget(Legend())
        column.addWidget(self.grid, 1)

    def _combo(self, name: str, items: Sequence[tuple[str, object]]) -> ElidedCombo:
        combo = ElidedCombo()
        combo.setAccessibleName(name)
        for words, value in items:
            combo.addItem(words, value)
        return combo

    def _axes(self) -> list[tuple[str, object]]:
        return [
            (self.tr("Quiet to aroused"), Axis.AROUSAL),
            (self.tr("Unpleasant to pleasant"), Axis.VALENCE),
        ]

    def _moments(self) -> list[tuple[str, object]]:
        return [
            (self.tr("Matching, minute 0"), (False, 0.0)),
            (self.tr("Leading, minute 0"), (True, 0.0)),
            (self.tr("Matching, minute 30"), (False, LONG_MINUTES)),
        ]

    def _show_others(self, axis: Axis) -> None:
        words = (
            (self.tr("Unpleasant"), self.tr("Neutral"), self.tr("Pleasant"))
            if axis is Axis.AROUSAL
            else (self.tr("Quiet"), self.tr("Neutral"), self.tr("Aroused"))
        )
        self._other.clear()
        for name, value in zip(words, (-HIGH, 0.0, HIGH), strict=True):
            self._other.addItem(name, value)
        self._other.setCurrentIndex(1)

    def _axis_chosen(self) -> None:
        self._show_others(self.view.axis)
        self._chosen()

    def _chosen(self) -> None:
        self.view_chosen.emit(self.view)

    @property
    def view(self) -> View:
        leading, minutes = self._moment.currentData()
        other = self._other.currentData()
        return View(Axis(self._axis.currentData()), float(other or 0.0), leading, minutes)

    def choose(self, *, axis: int, other: int, moment: int = 0) -> None:
        """Places in the three lists, as if chosen there."""
        self._axis.setCurrentIndex(axis)
        self._show_others(self.view.axis)
        self._other.setCurrentIndex(other)
        self._moment.setCurrentIndex(moment)
        self._chosen()

    def show_curves(self, curves: Sequence[Curve]) -> None:
        self.grid.set_curves(curves, self.view.axis)
