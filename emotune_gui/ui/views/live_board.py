"""The left part of the live page: its panels, placed for wide and narrow windows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.buttons import ActionButton

GAP = theme.GRID * 2
NARROW, NARROW_WITH_VOICE = 740, 860
"""Pixels: below, the panels at the side share one place and are shown in turn."""
FOUR_ABREAST = 1240
"""Pixels: from here on the voice stands between belief and affect grid."""
LEAST_UPPER = 240
LEAST_LOWER = 280
NARROW_SIDE = 228
VOICE_WIDTH = 264
BELIEF_SHARE = 0.27
LEAST_BELIEF, MOST_BELIEF = 228, 320


class Side(StrEnum):
    """What the shared place can show."""

    GRID = "grid"
    FACE = "face"
    VOICE = "voice"


class SideSwitch(QWidget):
    """Small buttons, one of them checked: which panel is shown in the shared place."""

    chosen = Signal(object)
    """A `Side`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = {
            Side.GRID: self.tr("Grid"),
            Side.FACE: self.tr("Face"),
            Side.VOICE: self.tr("Voice"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        self.buttons: dict[Side, ActionButton] = {}
        for side, text in self._words.items():
            button = ActionButton(text, small=True)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, asked=side: self.chosen.emit(asked))
            row.addWidget(button, 1)
            self.buttons[side] = button

    def show_side(self, shown: Side, offered: tuple[Side, ...]) -> None:
        """The key stands on the panel that it would bring, where there is room for it."""
        following = offered[(offered.index(shown) + 1) % len(offered)]
        for side, button in self.buttons.items():
            button.setChecked(side is shown)
            button.setVisible(side in offered)
            button.set_label(self._words[side], "V" if side is following else "")
            button.set_key_shown(len(offered) < len(self._words))


class LiveBoard(QWidget):
    """Camera (4:3) and belief above, curves below; grid, face and voice where there is room.

    Wide, all are on screen at once. With a voice to show, grid and face are shown in turn until
    there is room for four in the upper row; narrow, the three share one place beside the curves.
    """

    def __init__(
        self,
        camera: QWidget,
        belief: QWidget,
        curves: QWidget,
        sides: Mapping[Side, QWidget],
    ) -> None:
        super().__init__()
        self._camera, self._belief, self._curves = camera, belief, curves
        self._sides = dict(sides)
        self._with_voice = False
        self._wanted: Side | None = None
        for part in (camera, belief, curves, *self._sides.values()):
            part.setParent(self)
        self.switch = SideSwitch(self)
        self.switch.chosen.connect(self.show_side)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(560, LEAST_UPPER + GAP + LEAST_LOWER)

    @property
    def narrow(self) -> bool:
        return self.width() < (NARROW_WITH_VOICE if self._with_voice else NARROW)

    @property
    def in_turn(self) -> tuple[Side, ...]:
        """Those that share one place now; empty when each has its own."""
        if self.narrow:
            return tuple(Side) if self._with_voice else (Side.GRID, Side.FACE)
        if self._with_voice and self.width() < FOUR_ABREAST:
            return (Side.GRID, Side.FACE)
        return ()

    @property
    def side(self) -> Side | None:
        """What the shared place shows: the therapist's choice, else the voice before the grid."""
        offered = self.in_turn
        if not offered:
            return None
        if self._wanted in offered:
            return self._wanted
        return Side.VOICE if Side.VOICE in offered else Side.GRID

    @property
    def curves_place(self) -> QRect:
        """Where the curves are, in this board's pixels."""
        return self._curves.geometry()

    def shows(self, side: Side) -> bool:
        """Whether this panel is on screen."""
        if side is Side.VOICE and not self._with_voice:
            return False
        return side not in self.in_turn or side is self.side

    def set_voice_shown(self, shown: bool) -> None:
        """Whether this session has a voice to show; without, its panel takes no room."""
        if shown != self._with_voice:
            self._with_voice = shown
            self._place()

    def show_side(self, side: Side | None) -> None:
        """What the shared place is to show, where there is one; None leaves it to the board."""
        self._wanted = side
        self._place()

    def show_next(self) -> None:
        offered, now = self.in_turn, self.side
        if now is not None:
            self.show_side(offered[(offered.index(now) + 1) % len(offered)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        shown = self.side
        self.switch.setVisible(shown is not None)
        if shown is not None:
            self.switch.show_side(shown, self.in_turn)
        if self.narrow:
            self._place_narrow()
        elif shown is not None:
            self._place_with_voice()
        else:
            self._place_wide()
        for side, panel in self._sides.items():
            panel.setVisible(self.shows(side))

    def _belief_width(self) -> int:
        return min(MOST_BELIEF, max(LEAST_BELIEF, round(self.width() * BELIEF_SHARE)))

    def _upper_for(self, height: float) -> int:
        return max(LEAST_UPPER, min(self.height() - LEAST_LOWER - GAP, round(height)))

    def _place_wide(self) -> None:
        """The upper row takes the height at which 4:3 and a square fill what the others leave."""
        wide, tall, belief = self.width(), self.height(), self._belief_width()
        voice = VOICE_WIDTH + GAP if self._with_voice else 0
        upper = self._upper_for((wide - belief - voice - 2 * GAP) / (4 / 3 + 1))
        camera = max(0, wide - belief - voice - upper - 2 * GAP)
        self._camera.setGeometry(0, 0, camera, upper)
        self._belief.setGeometry(camera + GAP, 0, belief, upper)
        if self._with_voice:
            left = camera + belief + 2 * GAP
            self._sides[Side.VOICE].setGeometry(left, 0, VOICE_WIDTH, upper)
        self._sides[Side.GRID].setGeometry(wide - upper, 0, upper, upper)
        below, top = tall - upper - GAP, upper + GAP
        self._curves.setGeometry(0, top, wide - upper - GAP, below)
        self._sides[Side.FACE].setGeometry(wide - upper, top, upper, below)

    def _place_with_voice(self) -> None:
        """Camera, belief and voice above; under the voice, grid and face in turn."""
        wide, belief = self.width(), self._belief_width()
        camera = wide - belief - VOICE_WIDTH - 2 * GAP
        upper = self._upper_for(camera * 0.75)
        self._camera.setGeometry(0, 0, camera, upper)
        self._belief.setGeometry(camera + GAP, 0, belief, upper)
        self._sides[Side.VOICE].setGeometry(wide - VOICE_WIDTH, 0, VOICE_WIDTH, upper)
        self._place_lower(upper, VOICE_WIDTH)

    def _place_narrow(self) -> None:
        wide = self.width()
        upper = self._upper_for((wide - 300 - GAP) * 0.75)
        camera = min(round(upper * 4 / 3), wide - LEAST_BELIEF - GAP)
        self._camera.setGeometry(0, 0, camera, upper)
        self._belief.setGeometry(camera + GAP, 0, wide - camera - GAP, upper)
        self._place_lower(upper, NARROW_SIDE)

    def _place_lower(self, upper: int, width: int) -> None:
        """The curves, and beside them the shared place under its switch."""
        wide, below, top = self.width(), self.height() - upper - GAP, upper + GAP
        self._curves.setGeometry(0, top, wide - width - GAP, below)
        place = QRect(wide - width, top, width, below)
        head = self.switch.sizeHint().height()
        self.switch.setGeometry(place.x(), place.y(), place.width(), head)
        place.setTop(place.top() + head + theme.GRID)
        for side in self.in_turn:
            self._sides[side].setGeometry(place)
