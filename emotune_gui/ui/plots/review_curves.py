"""The lanes of the review: what is drawn in each, at the detail its width can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsPathItem

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_detail import curve, envelope, merged_notes, visible_slice
from emotune_gui.ui.plots.review_lane import Lane
from emotune_gui.ui.plots.review_lanes import RowLabel
from emotune_gui.ui.plots.review_overlay import MarksOverlay, Overlay
from emotune_gui.ui.plots.review_voice import VoiceLane
from emotune_gui.ui.presenters.review_data import MODE_LADDER, MusicLanes, ReviewData
from emotune_gui.ui.wording import emotion_word, mode_word, translate

FloatArray = npt.NDArray[np.float64]

DOUBT_HALF_WIDTH = 0.5
"""Half width of the doubt band, in affect units, where nothing is known (confidence 0)."""
EMOTION_ROW = 24
"""Least height of an emotion's row, in pixels."""
ROW_FILL = 0.9
"""Share of an emotion's row that a probability of one fills."""


class MarksLane(Lane):
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

    def __init__(self, shown: Sequence[Emotion] = SHOWN_BY_DEFAULT) -> None:
        super().__init__(0, len(shown), EMOTION_ROW * len(shown))
        self._items = {emotion: pg.PlotCurveItem(pen=None, fillLevel=0) for emotion in EMOTIONS}
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
            item.setFillLevel(self._bases.get(emotion, 0))
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
        return max(len(self._items[emotion].getData()[0]) for emotion in self._bases)

    def make_overlay(self) -> Overlay:
        return Overlay(self.view, gaps=True)

    def refresh(self, start: float, end: float, columns: int) -> None:
        if self.data is None:
            return
        lanes = self.data.emotions
        for emotion, base in self._bases.items():
            values = lanes.probabilities[:, EMOTIONS.index(emotion)]
            times, heights = curve(lanes.t, values, start, end, columns)
            filled = base + ROW_FILL * np.nan_to_num(heights, nan=0.0)
            self._items[emotion].setData(times, filled)

    def redress(self) -> None:
        super().redress()
        for emotion, item in self._items.items():
            item.setBrush(theme.emotion_colour(emotion, 0.9))


class AffectLane(Lane):
    """Valence or arousal in [-1, 1], with doubt as a band: the wider, the less sure."""

    def __init__(self, title: str, pick: Callable[[ReviewData], FloatArray]) -> None:
        super().__init__(-1.05, 1.05, 48, stretch=2)
        self._pick = pick
        self._band = QGraphicsPathItem()
        self._zero = pg.InfiniteLine(0, angle=0)
        self._line = pg.PlotCurveItem(connect="finite")
        for item in (self._band, self._zero, self._line):
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
        values, lanes = self._pick(self.data), self.data.emotions
        self._line.setData(*curve(lanes.t, values, start, end, columns))
        doubt = DOUBT_HALF_WIDTH * (1.0 - lanes.confidence)
        low, high = np.maximum(values - doubt, -1), np.minimum(values + doubt, 1)
        self._draw_band(*envelope(lanes.t, low, high, start, end, columns // 2))

    def _draw_band(self, times: FloatArray, low: FloatArray, high: FloatArray) -> None:
        around_x = np.concatenate((times, times[::-1]))
        around_y = np.nan_to_num(np.concatenate((high, low[::-1])), nan=0.0)
        self._band.setPath(pg.arrayToQPath(around_x, around_y))

    def redress(self) -> None:
        super().redress()
        now = theme.tokens()
        self._band.setPen(pg.mkPen(None))
        self._band.setBrush(pg.mkBrush(theme.colour(now.muted, 0.28)))
        self._line.setPen(pg.mkPen(now.text, width=1))
        self._zero.setPen(pg.mkPen(now.line, width=1))


class StepLane(Lane):
    """One musical parameter, held from bar to bar; the range is that of domain/music.py."""

    def __init__(
        self, title: str, low: float, high: float, pick: Callable[[MusicLanes], FloatArray]
    ) -> None:
        pad = (high - low) * 0.08
        super().__init__(low - pad, high + pad, 34, stretch=1)
        self._pick = pick
        self._line = pg.PlotCurveItem()
        self.view.addItem(self._line, ignoreBounds=True)
        self.gutter.set_labels(
            (
                RowLabel((low + high) / 2, title, strong=True),
                RowLabel(high, f"{high:g}"),
                RowLabel(low, f"{low:g}"),
            )
        )

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        edges, values = data.music.edges, self._pick(data.music)
        self._line.setData(np.repeat(edges, 2)[1:-1], np.repeat(values, 2))

    def redress(self) -> None:
        super().redress()
        self._line.setPen(pg.mkPen(theme.tokens().accent, width=1))


class ModeLane(Lane):
    """The mode ladder: one rung a mode, the brightest on top."""

    def __init__(self) -> None:
        rungs = len(MODE_LADDER)
        super().__init__(-0.7, rungs - 0.3, 76, stretch=2)
        self._line = pg.PlotCurveItem(connect="pairs")
        self.view.addItem(self._line, ignoreBounds=True)
        labels = [RowLabel(i, mode_word(mode)) for i, mode in enumerate(MODE_LADDER) if i % 2 == 0]
        title = RowLabel((rungs - 1) / 2, translate("Review", "Mode"), strong=True)
        self.gutter.set_labels((title, *labels))

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        edges, rows = data.music.edges, data.music.mode
        spans = np.column_stack((edges[:-1], edges[1:])).ravel()
        self._line.setData(spans, np.repeat(rows, 2))

    def redress(self) -> None:
        super().redress()
        self._line.setPen(pg.mkPen(theme.tokens().accent, width=4, cap=Qt.PenCapStyle.FlatCap))


class NotesLane(Lane):
    """Every note as a stroke at its pitch; the melody bright, the rest muted."""

    LOW, HIGH = 30.0, 96.0

    def __init__(self) -> None:
        super().__init__(self.LOW, self.HIGH, 72, stretch=4)
        self._others = pg.PlotCurveItem(connect="pairs")
        self._melody = pg.PlotCurveItem(connect="pairs")
        for item in (self._others, self._melody):
            self.view.addItem(item, ignoreBounds=True)
        octaves = [RowLabel(pitch, name) for pitch, name in ((36, "C2"), (60, "C4"), (84, "C6"))]
        title = RowLabel(60, translate("Review", "Notes"), strong=True)
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
            item.setData(np.column_stack((begin, finish)).ravel(), np.repeat(pitch, 2))

    def redress(self) -> None:
        super().redress()
        now = theme.tokens()
        self._melody.setPen(pg.mkPen(now.accent, width=2, cap=Qt.PenCapStyle.FlatCap))
        self._others.setPen(pg.mkPen(theme.colour(now.muted, 0.7), width=1))


def all_lanes(shown: Sequence[Emotion]) -> tuple[Lane, ...]:
    """From the top: marks, emotions, voice, affect, music parameters, modes, notes."""
    return (
        MarksLane(),
        EmotionLane(shown),
        VoiceLane(shown),
        AffectLane(translate("Review", "Valence"), lambda data: data.emotions.valence),
        AffectLane(translate("Review", "Arousal"), lambda data: data.emotions.arousal),
        StepLane(translate("Review", "Tempo"), 50, 170, lambda music: music.tempo),
        StepLane(translate("Review", "Loudness"), 40, 100, lambda music: music.loudness),
        StepLane(translate("Review", "Density"), 1, 7, lambda music: music.density),
        ModeLane(),
        NotesLane(),
    )
