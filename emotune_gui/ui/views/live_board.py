"""The left part of the live page: five panels, placed for wide and for narrow windows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.buttons import ActionButton

GAP = theme.GRID * 2
NARROW = 740
"""Pixels: below, affect grid and face share one place and are shown in turn."""
LEAST_UPPER = 240
LEAST_LOWER = 280
NARROW_SIDE = 228
BELIEF_SHARE = 0.27


class SideSwitch(QWidget):
    """Two small buttons, one of them checked: which panel is shown in the shared place."""

    face_chosen = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = ActionButton(self.tr("Affect grid"), small=True)
        self.face = ActionButton(self.tr("Face"), "V", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        for button, face in ((self.grid, False), (self.face, True)):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=face: self.face_chosen.emit(chosen))
            row.addWidget(button, 1)

    def show_face(self, face: bool) -> None:
        self.grid.setChecked(not face)
        self.face.setChecked(face)


class LiveBoard(QWidget):
    """Camera (4:3), belief and affect grid above; curves and what the face does below.

    Narrow, the grid stands below beside the curves, in turn with the face.
    """

    def __init__(
        self, camera: QWidget, belief: QWidget, grid: QWidget, curves: QWidget, face: QWidget
    ) -> None:
        super().__init__()
        self._camera, self._belief, self._grid = camera, belief, grid
        self._curves, self._face = curves, face
        self._face_shown = False
        for part in (camera, belief, grid, curves, face):
            part.setParent(self)
        self.switch = SideSwitch(self)
        self.switch.face_chosen.connect(self.show_face)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(560, LEAST_UPPER + GAP + LEAST_LOWER)

    @property
    def narrow(self) -> bool:
        return self.width() < NARROW

    @property
    def face_shown(self) -> bool:
        """Whether the cues are on screen; always in a wide window."""
        return self._face_shown or not self.narrow

    def show_face(self, face: bool) -> None:
        """Which of the two the shared place shows in a narrow window."""
        self._face_shown = face
        self._place()

    def toggle_face(self) -> None:
        self.show_face(not self._face_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        narrow = self.narrow
        self.switch.setVisible(narrow)
        self.switch.show_face(self._face_shown)
        self._grid.setVisible(not (narrow and self._face_shown))
        self._face.setVisible(not narrow or self._face_shown)
        if narrow:
            self._place_narrow()
        else:
            self._place_wide()

    def _place_wide(self) -> None:
        """The upper row takes the height at which 4:3 and a square fill what the belief leaves."""
        wide, tall = self.width(), self.height()
        belief = min(320, max(228, round(wide * BELIEF_SHARE)))
        most = tall - LEAST_LOWER - GAP
        upper = max(LEAST_UPPER, min(most, round((wide - belief - 2 * GAP) / (4 / 3 + 1))))
        camera = max(0, wide - belief - upper - 2 * GAP)
        self._camera.setGeometry(0, 0, camera, upper)
        self._belief.setGeometry(camera + GAP, 0, belief, upper)
        self._grid.setGeometry(wide - upper, 0, upper, upper)
        below, top = tall - upper - GAP, upper + GAP
        self._curves.setGeometry(0, top, wide - upper - GAP, below)
        self._face.setGeometry(wide - upper, top, upper, below)

    def _place_narrow(self) -> None:
        wide, tall = self.width(), self.height()
        upper = max(LEAST_UPPER, min(tall - LEAST_LOWER - GAP, round((wide - 300 - GAP) * 0.75)))
        camera = min(round(upper * 4 / 3), wide - 228 - GAP)
        self._camera.setGeometry(0, 0, camera, upper)
        self._belief.setGeometry(camera + GAP, 0, wide - camera - GAP, upper)
        below, top = tall - upper - GAP, upper + GAP
        side = QRect(wide - NARROW_SIDE, top, NARROW_SIDE, below)
        self._curves.setGeometry(0, top, wide - NARROW_SIDE - GAP, below)
        head = self.switch.sizeHint().height()
        self.switch.setGeometry(side.x(), side.y(), side.width(), head)
        side.setTop(side.top() + head + theme.GRID)
        self._grid.setGeometry(side)
        self._face.setGeometry(side)
