"""What every lane of the review has: a view, a name plate, an overlay, a height."""

from __future__ import annotations

from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_lanes import Gutter, TimeView
from emotune_gui.ui.plots.review_overlay import Overlay
from emotune_gui.ui.presenters.review_data import ReviewData


class Lane:
    """`height` pixels; those with `stretch` share what room is left."""

    def __init__(self, low: float, high: float, height: int, *, stretch: int = 0) -> None:
        self.view = TimeView(low, high)
        self.gutter = Gutter(self.view, ())
        self.overlay = self.make_overlay()
        self.height = height
        self.stretch = stretch
        self.data: ReviewData | None = None

    @property
    def empty(self) -> bool:
        """Whether this session has nothing for this lane, so that it takes no room."""
        return False

    def make_overlay(self) -> Overlay:
        return Overlay(self.view)

    def set_data(self, data: ReviewData) -> None:
        self.data = data
        self.overlay.set_data(data)

    def refresh(self, start: float, end: float, columns: int) -> None:
        """Draw [start, end] seconds into `columns` pixels."""

    def redress(self) -> None:
        """The theme changed."""
        self.view.setBackgroundColor(theme.tokens().panel)
        self.gutter.update()
        self.overlay.update()
