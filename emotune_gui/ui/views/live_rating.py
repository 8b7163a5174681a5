"""Rating the music being heard, with one key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import ElidedLabel, text_label

SCORES = (1, 2, 3, 4, 5)


class RatingView(QWidget):
    """`fit_rated(bool)` and `score_rated(int)`; the answer is shown by `confirm`."""

    fit_rated = Signal(bool)
    score_rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ElidedLabel(size_px=theme.SMALL_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(text_label(self.tr("Does this music fit?"), "heading"))
        column.addLayout(self._fit_row())
        column.addLayout(self._score_row())
        column.addWidget(self._said)
        self.reset()

    def _fit_row(self) -> QHBoxLayout:
        fits = ActionButton(self.tr("Fits"), "F")
        misfits = ActionButton(self.tr("Does not fit"), "G")
        fits.clicked.connect(lambda: self.fit_rated.emit(True))
        misfits.clicked.connect(lambda: self.fit_rated.emit(False))
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(fits, 2)
        row.addWidget(misfits, 3)
        return row

    def _score_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for score in SCORES:
            button = ActionButton(str(score))
            name = self.tr("Rate {0} of 5").format(score)
            button.setAccessibleName(name)
            button.setToolTip(f"{name} (Alt+{score})")
            button.clicked.connect(lambda _=False, chosen=score: self.score_rated.emit(chosen))
            row.addWidget(button, 1)
        return row

    def confirm(self, words: str) -> None:
        self._said.set_text(words)

    @property
    def said(self) -> str:
        return self._said.text

    def reset(self) -> None:
        """Back to the hint, for a session in which nothing has been rated yet."""
        self._said.set_text(self.tr("1 not at all, 5 perfectly (Alt+1 to Alt+5)"))
