"""What every lane of the review has: a view, a name plate, an overlay, a height."""

from __future__ import annotations

from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_lanes import Gutter, TimeView
from emotune_gui.ui.plots.review_overlay import Overlay
from emotune_gui.ui.presenters.review_data import ReviewData

SPARE, NEAR = 0.6, 0.1
"""Of the view's length: what is drawn at each side of it, and what must be there at least."""
COARSER = 1.5


class Lane:
    """`height` pixels; those with `stretch` share what room is left. `name` never changes: by it
    the choice of lanes is remembered."""

    name = ""

    def __init__(self, low: float, high: float, height: int, *, stretch: int = 0) -> None:
        self.wanted = True
        self._drawn: tuple[float, float] | None = None
        self._per_pixel = 0.0
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

    @property
    def hidden(self) -> bool:
        return self.empty or not self.wanted

    def make_overlay(self) -> Overlay:
        return Overlay(self.view)

    def keep_up(self, start: float, end: float, columns: int) -> bool:
        """Draw somewhat more than [start, end] when what was drawn does not reach or is too coarse
        or too fine for `columns` pixels; False when there was nothing to do."""
        if self.data is None or self.hidden:
            return False
        length, last = end - start, self.data.duration_s
        per_pixel = length / max(1, columns)
        near, far = max(0.0, start - NEAR * length), min(last, end + NEAR * length)
        if (
            self._drawn is not None
            and self._drawn[0] <= near
            and far <= self._drawn[1]
            and 1 / COARSER <= per_pixel / self._per_pixel <= COARSER
        ):
            return False
        begin, stop = max(0.0, start - SPARE * length), min(last, end + SPARE * length)
        self.refresh(begin, stop, max(64, round((stop - begin) / per_pixel)))
        self._drawn, self._per_pixel = (begin, stop), per_pixel
        return True

    def forget_drawn(self) -> None:
        """What is drawn no longer holds, as for another session."""
        self._drawn = None

    def set_data(self, data: ReviewData) -> None:
        self.data = data
        self.forget_drawn()
        self.overlay.set_data(data)

    def refresh(self, start: float, end: float, columns: int) -> None:
        """Draw [start, end] seconds into `columns` pixels."""

    def redress(self) -> None:
        """The theme changed."""
        self.view.setBackgroundColor(theme.tokens().panel)
        self.gutter.update()
        self.overlay.update()
