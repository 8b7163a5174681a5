"""A whole session on one time axis that zooms and pans."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Emotion
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_all import ALWAYS, HIDDEN_AT_FIRST, all_lanes
from emotune_gui.ui.plots.review_curves import EmotionLane
from emotune_gui.ui.plots.review_lane import Lane
from emotune_gui.ui.plots.review_lanes import SHORTEST_VIEW_S, TimeAxis
from emotune_gui.ui.plots.review_voice import VoiceLane
from emotune_gui.ui.presenters.review_data import ReviewData

PAN_SHARE = 0.2
FOLLOW_MARGIN = 0.05
ZOOM_STEP = 1.6
REDRAW_MS = 8
LANES_A_FRAME = 2
LANE_GAP = 4
MARGINS = (8, 4, 16, 0)
UNBOUNDED = 16_777_215.0
"""Qt's largest size."""


class ReviewTimeline(pg.GraphicsLayoutWidget):
    """Lanes under one another, linked in time.

    Wheel zooms at the pointer, drag pans, a click moves the cursor; the page binds the keys.
    """

    cursor_chosen = Signal(float)
    span_chosen = Signal(float, float)
    _lanes: tuple[Lane, ...] = ()  # the base class sends change events while it is built

    def __init__(
        self, shown: Sequence[Emotion] = SHOWN_BY_DEFAULT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._data: ReviewData | None = None
        self._axis = TimeAxis()
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Session timeline"))
        self.ci.layout.setSpacing(LANE_GAP)
        self.ci.layout.setContentsMargins(*MARGINS)
        self._lanes = all_lanes(shown)
        for row, lane in enumerate(self._lanes):
            lane.wanted = lane.name not in HIDDEN_AT_FIRST
            self._add_lane(row, lane)
        self._axis.pressed.connect(self.cursor_chosen)
        self.addItem(self._axis, len(self._lanes), 1)
        self._axis.linkToView(self._lanes[0].view)
        self._lanes[0].view.sigXRangeChanged.connect(self._redraw_soon)
        self._lanes[0].view.sigResized.connect(self._redraw_soon)
        self._share_height()
        self._redress()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """From top to bottom."""
        return self._lanes

    def set_shown(self, shown: Sequence[Emotion]) -> None:
        """Emotions drawn, the first on top."""
        for lane in self._lanes:
            if isinstance(lane, EmotionLane | VoiceLane):
                lane.set_shown(shown)
                lane.forget_drawn()
        self._share_height()
        self._redraw.start()

    def _redraw_soon(self, *_: object) -> None:
        """Once a frame while the view moves, not only when it rests."""
        if not self._redraw.isActive():
            self._redraw.start()

    def _add_lane(self, row: int, lane: Lane) -> None:
        self.addItem(lane.gutter, row, 0)
        self.addItem(lane.view, row, 1)
        if row:
            lane.view.setXLink(self._lanes[0].view)
        lane.view.clicked.connect(self.cursor_chosen)
        lane.view.spanned.connect(self.span_chosen)

    def show_lanes(self, names: Collection[str]) -> None:
        """Of these names, and the marks; a session without, say, a voice has no lane for it."""
        for lane in self._lanes:
            lane.wanted = lane.name in names or lane.name == ALWAYS
        self._share_height()
        self._redraw.start()

    @property
    def wanted_lanes(self) -> tuple[str, ...]:
        return tuple(lane.name for lane in self._lanes if lane.wanted)

    def _share_height(self) -> None:
        """Lanes keep their heights, or shrink alike where the window is too low for them; those
        with nothing in them take none."""
        layout = self.ci.layout
        filled = [lane for lane in self._lanes if not lane.hidden]
        rigid = sum(lane.height for lane in filled if not lane.stretch)
        wanted = sum(lane.height for lane in filled if lane.stretch)
        gaps = LANE_GAP * len(filled) + MARGINS[1] + MARGINS[3]
        room = self.viewport().height() - rigid - gaps - self._axis.height()
        share = min(1.0, max(0.0, room / max(1, wanted)))
        for row, lane in enumerate(self._lanes):
            self._show_lane(row, lane)
            height = lane.height * share if lane.stretch else lane.height
            height = 0 if lane.hidden else height
            layout.setRowMinimumHeight(row, height)
            layout.setRowStretchFactor(row, 0 if lane.hidden else lane.stretch)
            free = lane.stretch and not lane.hidden
            layout.setRowMaximumHeight(row, UNBOUNDED if free else height)
            layout.setRowSpacing(row, 0 if lane.hidden else LANE_GAP)
        # The layout took the room its old rows needed; it does not shrink back by itself.
        self.ci.setGeometry(QRectF(self.viewport().rect()))

    @staticmethod
    def _show_lane(row: int, lane: Lane) -> None:
        """Hidden, never taken out: see EmotionLane. The first lane carries the time range."""
        if row:
            lane.gutter.setVisible(not lane.hidden)
            lane.view.setVisible(not lane.hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # It also comes before the lanes are built, and on closing when they are gone already.
        if self._lanes and not self.closed:
            self._share_height()

    def set_data(self, data: ReviewData) -> None:
        """Show another session, all of it."""
        self._data = data
        end = max(data.duration_s, SHORTEST_VIEW_S)
        for lane in self._lanes:
            lane.view.setLimits(
                xMin=0.0, xMax=end, minXRange=SHORTEST_VIEW_S, maxXRange=end, yMin=None
            )
            lane.set_data(data)
        self._share_height()
        self.fit()
        self._redraw.start()

    def set_marks(self, data: ReviewData) -> None:
        """The same session with other markers or notes: nothing else is drawn again."""
        self._data = data
        for lane in self._lanes:
            lane.data = data
            lane.overlay.set_data(data)

    @property
    def time_range(self) -> tuple[float, float]:
        start, end = self._lanes[0].view.viewRange()[0]
        return float(start), float(end)

    def fit(self) -> None:
        if self._data is not None:
            self._set_range(0.0, self._data.duration_s)

    def zoom(self, steps: int, around: float | None = None) -> None:
        """Nearer for positive steps; `around` stays where it is, if it is in view."""
        start, end = self.time_range
        inside = around is not None and start <= around <= end
        fixed = around if around is not None and inside else (start + end) / 2
        factor = ZOOM_STEP**-steps
        self._set_range(fixed - (fixed - start) * factor, fixed + (end - fixed) * factor)

    def pan(self, steps: int) -> None:
        start, end = self.time_range
        shift = steps * PAN_SHARE * (end - start)
        if self._data is not None:
            shift = max(-start, min(shift, max(0.0, self._data.duration_s - end)))
        self._set_range(start + shift, end + shift)

    def bring_into_view(self, t: float) -> None:
        start, end = self.time_range
        if not start <= t <= end:
            half = (end - start) / 2
            self._set_range(max(0.0, t - half), max(0.0, t - half) + 2 * half)

    def set_cursor_time(self, t: float) -> None:
        for lane in self._lanes:
            lane.overlay.set_cursor_time(t)

    def set_span(self, span: tuple[float, float] | None) -> None:
        """Mark these seconds as selected."""
        for lane in self._lanes:
            lane.overlay.set_span(span)

    def follow(self, t: float) -> None:
        """A cursor that runs out of the view takes it along, a view at a time."""
        start, end = self.time_range
        if not start <= t <= end - FOLLOW_MARGIN * (end - start):
            self.move_to(t - FOLLOW_MARGIN * (end - start), t + (1 - FOLLOW_MARGIN) * (end - start))

    def move_to(self, start: float, end: float) -> None:
        """Show these seconds, as far as the session has them; the length is kept at the ends."""
        top = max(self._data.duration_s if self._data else 1.0, SHORTEST_VIEW_S)
        shift = max(0.0, -start) - max(0.0, end - top)
        self._set_range(start + shift, end + shift)

    def _set_range(self, start: float, end: float) -> None:
        top = max(self._data.duration_s if self._data else 1.0, SHORTEST_VIEW_S)
        start, end = max(0.0, start), min(top, end)
        self._lanes[0].view.setXRange(start, max(end, start + SHORTEST_VIEW_S), padding=0)

    def draw_all(self) -> None:
        """Every lane at once, for a picture."""
        while self._draw():
            pass

    def _draw(self) -> bool:
        """A few lanes a frame, so that no frame is late; the rest in the next ones (True)."""
        if self.closed:  # the timer may still run out
            return False
        start, end = self.time_range
        columns = max(64, int(self._lanes[0].view.rect().width()))
        drawn = 0
        for lane in self._lanes:
            if drawn == LANES_A_FRAME:
                self._redraw.start()
                return True
            drawn += lane.keep_up(start, end, columns)
        return False

    def _redress(self) -> None:
        self.setBackground(theme.tokens().surface)
        self._axis.redress()
        for lane in self._lanes:
            lane.redress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._lanes:
            self._redress()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw.start()
