"""The lanes of the review: what is drawn in each, at the detail its width can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.ui import theme
from emotune_gui.ui.language import figure
from emotune_gui.ui.plots.review_detail import curve, envelope, merged_notes, visible_slice
from emotune_gui.ui.plots.review_lane import Lane
from emotune_gui.ui.plots.review_lanes import RowLabel
from emotune_gui.ui.plots.review_overlay import MarksOverlay, Overlay
from emotune_gui.ui.plots.review_strokes import Strokes
from emotune_gui.ui.presenters.review_data import (
    MODE_LADDER,
    EmotionLanes,
    MusicLanes,
    ReviewData,
)
from emotune_gui.ui.wording import emotion_word, mode_word, translate

FloatArray = npt.NDArray[np.float64]

DOUBT_HALF_WIDTH = 0.5
"""Half width of the doubt band, in affect units, where nothing is known (confidence 0)."""
EMOTION_ROW = 24
"""Least height of an emotion's row, in pixels."""
LEAST_SHOWN = 0.02
"""Below, a shade would be a hairline that says more than there is."""
ROW_FILL = 0.9
"""Share of an emotion's row that a probability of one fills."""


class MarksLane(Lane):
    name = "marks"

    def __init__(self) -> None:
        super().__init__(0, 1, 44)
        self.gutter.set_labels(
            (
                RowLabel(0.8, translate("Review", "Marks"), strong=True),
                RowLabel(0.32, translate("Review", "Ratings"), strong=True),
            )
        )

    def make_overlay(self) -> Overlay:
        return MarksOverlay(self.view)


class EmotionLane(Lane):
    """One row an emotion, filled to its probability; the first on top."""

    name = "emotions"

    def __init__(self, shown: Sequence[Emotion] = SHOWN_BY_DEFAULT) -> None:
        super().__init__(0, len(shown), EMOTION_ROW * len(shown))
        self._items = {emotion: Strokes() for emotion in EMOTIONS}
        for item in self._items.values():
            self.view.addItem(item, ignoreBounds=True)
        self._bases: dict[Emotion, int] = {}
        self.set_shown(shown)

    def set_shown(self, shown: Sequence[Emotion]) -> None:
        """Curves are hidden, never taken out: a scene that loses items while it is shown may
        crash (pyqtgraph's GraphicsLayout.clear did)."""
        count = len(shown)
        self._bases = {emotion: count - 1 - place for place, emotion in enumerate(shown)}
        for emotion, item in self._items.items():
            item.setVisible(emotion in self._bases)
        self.view.set_range(0, count)
        self.height, self.stretch = EMOTION_ROW * count, count
        self.gutter.set_labels(
            [
                RowLabel(base + 0.45, emotion_word(emotion), theme.EMOTION_COLOURS[emotion])
                for emotion, base in self._bases.items()
            ]
        )

    def drawn_points(self) -> int:
        """Most points of any curve now drawn."""
        return max(self._items[emotion].points for emotion in self._bases)

    def make_overlay(self) -> Overlay:
        return Overlay(self.view, gaps=True)

    def refresh(self, start: float, end: float, columns: int) -> None:
        if self.data is None:
            return
        lanes = self.data.emotions
        for emotion, base in self._bases.items():
            values = lanes.probabilities[:, EMOTIONS.index(emotion)]
            times, _, highest = envelope(lanes.t, values, values, start, end, columns // 2)
            highest = np.where(highest < LEAST_SHOWN, 0.0, highest)
            self._items[emotion].set_area(times, base + ROW_FILL * highest, float(base))

    def redress(self) -> None:
        super().redress()
        for emotion, item in self._items.items():
            item.set_shade(theme.emotion_colour(emotion, 0.9))


class AffectLane(Lane):
    """Valence or arousal in [-1, 1], with doubt as a band: the wider, the less sure. Dashed:
    where the music was led."""

    def __init__(
        self,
        name: str,
        title: str,
        pick: Callable[[EmotionLanes], FloatArray],
        pick_target: Callable[[MusicLanes], FloatArray],
    ) -> None:
        super().__init__(-1.05, 1.05, 48, stretch=2)
        self.name = name
        self._pick, self._pick_target = pick, pick_target
        self._target = Strokes()
        self._band = Strokes()
        self._zero = pg.InfiniteLine(0, angle=0)
        self._line = Strokes()
        for item in (self._band, self._zero, self._target, self._line):
            self.view.addItem(item, ignoreBounds=True)
        self.gutter.set_labels(
            (
                RowLabel(0.0, title, strong=True),
                RowLabel(1.0, "+1"),
                RowLabel(0.0, "0"),
                RowLabel(-1.0, "−1"),
            )
        )

    def make_overlay(self) -> Overlay:
        return Overlay(self.view, gaps=True)

    def refresh(self, start: float, end: float, columns: int) -> None:
        if self.data is None:
            return
        lanes = self.data.emotions
        values = self._pick(lanes)
        self._line.set_line(*curve(lanes.t, values, start, end, columns // 2), "finite")
        doubt = DOUBT_HALF_WIDTH * (1.0 - lanes.confidence)
        low, high = np.maximum(values - doubt, -1), np.minimum(values + doubt, 1)
        times, low, high = envelope(lanes.t, low, high, start, end, columns // 3)
        self._band.set_area(times, high, low)

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        edges, target = data.music.edges, self._pick_target(data.music)
        self._target.set_line(np.repeat(edges, 2)[1:-1], np.repeat(target, 2))

    def redress(self) -> None:
        super().redress()
        now = theme.tokens()
        self._band.set_shade(theme.colour(now.muted, 0.28))
        self._line.set_pen(pg.mkPen(now.text, width=1))
        self._zero.setPen(pg.mkPen(now.line, width=1))
        self._target.set_pen(pg.mkPen(theme.colour(now.accent, 0.8), style=Qt.PenStyle.DotLine))


class MusicLane(Lane):
    """Of the music; a recording that was analysed without any has no room for it."""

    @property
    def empty(self) -> bool:
        return self.data is not None and not self.data.music.tempo.size


class StepLane(MusicLane):
    """One musical parameter, held from bar to bar; the range is that of domain/music.py."""

    def __init__(
        self,
        name: str,
        title: str,
        low: float,
        high: float,
        pick: Callable[[MusicLanes], FloatArray],
    ) -> None:
        self.name = name
        pad = (high - low) * 0.08
        super().__init__(low - pad, high + pad, 34, stretch=1)
        self._pick = pick
        self._line = Strokes()
        self.view.addItem(self._line, ignoreBounds=True)
        self.gutter.set_labels(
            (
                RowLabel((low + high) / 2, title, strong=True),
                RowLabel(high, figure(high, "g")),
                RowLabel(low, figure(low, "g")),
            )
        )

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        edges, values = data.music.edges, self._pick(data.music)
        self._line.set_line(np.repeat(edges, 2)[1:-1], np.repeat(values, 2))

    def redress(self) -> None:
        super().redress()
        self._line.set_pen(pg.mkPen(theme.tokens().accent, width=1))


class ModeLane(MusicLane):
    """The mode ladder: one rung a mode, the brightest on top."""

    name = "mode"

    def __init__(self) -> None:
        rungs = len(MODE_LADDER)
        super().__init__(-0.7, rungs - 0.3, 76, stretch=2)
        self._line = Strokes()
        self.view.addItem(self._line, ignoreBounds=True)
        labels = [RowLabel(i, mode_word(mode)) for i, mode in enumerate(MODE_LADDER) if i % 2 == 0]
        title = RowLabel((rungs - 1) / 2, translate("Review", "Mode"), strong=True)
        self.gutter.set_labels((title, *labels))

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        edges, rows = data.music.edges, data.music.mode
        spans = np.column_stack((edges[:-1], edges[1:])).ravel()
        self._line.set_pairs(spans, np.repeat(rows, 2))

    def redress(self) -> None:
        super().redress()
        self._line.set_pen(pg.mkPen(theme.tokens().accent, width=4, cap=Qt.PenCapStyle.FlatCap))


class NotesLane(MusicLane):
    """Every note as a stroke at its pitch; the melody bright, the rest muted."""

    name = "notes"
    LOW, HIGH = 30.0, 96.0

    def __init__(self) -> None:
        super().__init__(self.LOW, self.HIGH, 72, stretch=4)
        self._others = Strokes()
        self._melody = Strokes()
        for item in (self._others, self._melody):
            self.view.addItem(item, ignoreBounds=True)
        octaves = [RowLabel(pitch, name) for pitch, name in ((36, "C2"), (60, "C4"), (84, "C6"))]
        title = RowLabel(60, translate("Review", "Notes", "of the music"), strong=True)
        self.gutter.set_labels((title, *octaves))

    def refresh(self, start: float, end: float, columns: int) -> None:
        if self.data is None:
            return
        notes = self.data.notes
        # A note may begin before the view and still sound in it; ten seconds cover the longest.
        first, last = visible_slice(notes.start, start - 10.0, end)
        melody = notes.melody[first:last]
        pixel = (end - start) / max(1, columns)
        for item, wanted in ((self._melody, melody), (self._others, ~melody)):
            begin, finish, pitch = merged_notes(
                notes.start[first:last][wanted],
                notes.end[first:last][wanted],
                notes.pitch[first:last][wanted],
                pixel,
            )
            finish = np.maximum(finish, begin + pixel)
            strokes = np.column_stack((begin, finish)).ravel()
            item.set_pairs(strokes, np.repeat(pitch, 2))

    def redress(self) -> None:
        super().redress()
        now = theme.tokens()
        self._melody.set_pen(pg.mkPen(now.accent, width=2, cap=Qt.PenCapStyle.FlatCap))
        self._others.set_pen(pg.mkPen(theme.colour(now.muted, 0.7), width=1))
