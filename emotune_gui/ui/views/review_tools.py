"""The controls below the time axis: on one row where there is room, else on two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.views.review_transport import ReviewTransport
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import ElidedLabel

HINT_WIDTH = 96
"""Pixels from which on the hint says something."""


class ReviewTools(QWidget):
    """Nothing is ever cut off: first the keys are left to the tool tips, then `below` goes under
    the others."""

    def __init__(
        self,
        transport: ReviewTransport,
        beside: Sequence[ActionButton],
        below: Sequence[ActionButton],
        hint: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._transport, self._beside, self._below = transport, tuple(beside), tuple(below)
        self._hint = ElidedLabel(hint, size_px=theme.SMALL_PX, muted=True)
        column = spread(QVBoxLayout(self))
        self._first, self._second = spread(QHBoxLayout()), spread(QHBoxLayout())
        column.addLayout(self._first)
        column.addLayout(self._second)
        for widget in (transport, *self._beside, *self._below):
            self._first.addWidget(widget)
        self._first.addStretch(1)
        self._first.addWidget(self._hint)
        self._second.addStretch(1)
        self._arranged: tuple[bool, bool] = (True, False)

    @property
    def on_two_rows(self) -> bool:
        return self._arranged[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Of two rows without keys: so narrow may it become."""
        above = self._width((*self._transport.buttons, *self._beside), keys=False)
        width = max(above, self._width(self._below, keys=False))
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def _fit(self) -> None:
        every = (*self._transport.buttons, *self._beside, *self._below)
        for keys, two_rows in ((True, False), (False, False), (False, True)):
            if two_rows or self._width(every, keys=keys) <= self.width():
                self._arrange(keys, two_rows)
                break
        left = self.width() - self._width(every, keys=self._arranged[0])
        self._hint.setVisible(not self.on_two_rows and left >= HINT_WIDTH)

    def _width(self, buttons: Sequence[ActionButton], *, keys: bool) -> int:
        widths = [self._transport.width_of(button, keys=keys) for button in buttons]
        return sum(widths) + theme.GRID * (len(buttons) - 1)

    def _arrange(self, keys: bool, two_rows: bool) -> None:
        if (keys, two_rows) == self._arranged:
            return
        moved = two_rows != self.on_two_rows
        self._arranged = (keys, two_rows)
        self._transport.set_keys_shown(keys)
        for button in (*self._beside, *self._below):
            button.set_key_shown(keys)
        if moved:
            self._move()
        self.updateGeometry()

    def _move(self) -> None:
        going, coming = (
            (self._first, self._second) if self.on_two_rows else (self._second, self._first)
        )
        place = 0 if self.on_two_rows else 1 + len(self._beside)
        for number, button in enumerate(self._below):
            going.removeWidget(button)
            coming.insertWidget(place + number, button)
