"""The affect grid on which a path is drawn: where the music is led, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import PathPoint
from emotune_gui.ui import theme
from emotune_gui.ui.language import figure
from emotune_gui.ui.widgets.affect_grid import KEY_STEP, AffectGrid

NEAR = 14
"""Pixels within which the mouse takes a point."""
MOST_POINTS = 8
NEXT_MINUTES = 5.0
LEAST_LEG = 0.5
"""Minutes between two points at least."""


class PathGrid(AffectGrid):
    """Always one point at least, the last of which is the target.

    A click takes the nearest point or, with `drawing`, adds one after the last; dragging moves it.
    Keys: arrows move the chosen point, Page up and Page down choose another, Insert adds one,
    Delete removes it. Without `drawing` there is one point, as on a plain grid.
    """

    path_changed = Signal()

    def __init__(self, first: PathPoint, parent: QWidget | None = None) -> None:
        self._points = [first]
        self._chosen = 0
        self._drawing = False
        super().__init__(interactive=True, parent=parent)
        self._show_points()

    @property
    def points(self) -> tuple[PathPoint, ...]:
        return tuple(self._points)

    @property
    def chosen(self) -> int:
        return self._chosen

    @property
    def drawing(self) -> bool:
        return self._drawing

    def set_drawing(self, on: bool) -> None:
        """Off keeps the last point only."""
        self._drawing = on
        if not on:
            self._points = self._points[-1:]
            self._chosen = 0
        self._changed()

    def set_points(self, points: Sequence[PathPoint]) -> None:
        """Minutes are made to increase; raises ValueError for none."""
        if not points:
            raise ValueError("a path has one point at least")
        self._points = list(points[-MOST_POINTS:])
        self._chosen = len(self._points) - 1
        self._in_time(0)
        self._changed()

    def set_target(self, target: Affect | None, path: Sequence[Affect] = ()) -> None:
        """Moves the chosen point."""
        if target is not None and self._points:
            point = self._points[self._chosen]
            self._points[self._chosen] = replace(point, affect=target)
        super().set_target(target)

    def set_minutes(self, minutes: float) -> None:
        """When the chosen point is reached; later ones are pushed on, none comes too early."""
        before = self._points[self._chosen - 1].minutes if self._chosen else 0.0
        point = self._points[self._chosen]
        held = max(minutes, before + LEAST_LEG)
        self._points[self._chosen] = replace(point, minutes=held)
        self._in_time(self._chosen)
        self._changed()

    def add(self, affect: Affect) -> None:
        """After the last point, five minutes later."""
        if not self._drawing or len(self._points) >= MOST_POINTS:
            return
        self._points.append(PathPoint(self._points[-1].minutes + NEXT_MINUTES, affect))
        self._chosen = len(self._points) - 1
        self._changed()

    def remove(self) -> None:
        """The chosen point, as long as another is left."""
        if len(self._points) > 1:
            del self._points[self._chosen]
            self._chosen = min(self._chosen, len(self._points) - 1)
            self._changed()

    def choose(self, place: int) -> None:
        self._chosen = max(0, min(len(self._points) - 1, place))
        self._changed()

    def _in_time(self, since: int) -> None:
        for place in range(since + 1, len(self._points)):
            earliest = self._points[place - 1].minutes + LEAST_LEG
            if self._points[place].minutes < earliest:
                self._points[place] = replace(self._points[place], minutes=earliest)

    def _changed(self) -> None:
        self._show_points()
        self.path_changed.emit()

    def _show_points(self) -> None:
        super().set_target(self._points[self._chosen].affect)
        self._describe()
        self.update()

    def _describe(self) -> None:
        super()._describe()
        if len(self._points) > 1:
            words = self.tr("point {0} of {1}, reached after {2} minutes").format(
                self._chosen + 1, len(self._points), figure(self._points[self._chosen].minutes, "g")
            )
            self.setAccessibleName(f"{self.accessibleName()}. {words}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        gaps = [self._gap(point.affect, at) for point in self._points]
        nearest = min(range(len(gaps)), key=gaps.__getitem__)
        if event.button() is Qt.MouseButton.RightButton:
            if gaps[nearest] <= NEAR:
                self._chosen = nearest
                self.remove()
            return
        if not self._drawing or gaps[nearest] <= NEAR:
            self.choose(nearest)
        else:
            self.add(self.to_affect(at))
        super().mousePressEvent(event)

    def _gap(self, affect: Affect, at: QPointF) -> float:
        gap = self.to_pixels(affect) - at
        return float((gap.x() ** 2 + gap.y() ** 2) ** 0.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.choose(self._chosen + 1)
        elif key == Qt.Key.Key_PageUp:
            self.choose(self._chosen - 1)
        elif key == Qt.Key.Key_Insert:
            here = self._points[-1].affect
            self.add(Affect.clamped(here.valence + KEY_STEP, here.arousal))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)

    def _choose(self, target: Affect) -> None:
        super()._choose(target)
        self.path_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        places = [self.to_pixels(point.affect) for point in self._points]
        painter.setPen(QPen(theme.colour(now.accent, 0.8), 1.8))
        painter.drawPolyline(places)
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        for place, (at, point) in enumerate(zip(places, self._points, strict=True)):
            painter.setPen(QPen(theme.colour(now.accent), 2))
            chosen = place == self._chosen
            painter.setBrush(theme.colour(now.accent if chosen else now.surface))
            painter.drawEllipse(at, 9, 9)
            painter.setPen(theme.colour(now.on_accent if chosen else now.text))
            box = self.rect().toRectF()
            box.setRect(at.x() - 9, at.y() - 9, 18, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))
            if not chosen:
                words = self.tr("{0} min").format(figure(point.minutes, "g"))
                self._paint_name(painter, at, words, now.muted, below=at.y() < self.height() / 2)
