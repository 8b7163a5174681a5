"""The voice's lane of the review: its emotions, how much they counted, when it spoke."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_detail import curve, envelope
from emotune_gui.ui.plots.review_lane import Lane
from emotune_gui.ui.plots.review_lanes import RowLabel
from emotune_gui.ui.plots.review_strokes import Strokes
from emotune_gui.ui.presenters.live_voice_words import voice_shown
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.wording import emotion_word, translate

FLOOR, RIBBON = -0.25, -0.14
"""Below zero lies the ribbon that says when somebody spoke."""


class VoiceLane(Lane):
    """Lines for the voice's emotions over a shade for its weight; a ribbon while speaking."""

    name = "voice"

    def __init__(self, shown: Sequence[Emotion] = SHOWN_BY_DEFAULT) -> None:
        super().__init__(FLOOR, 1.05, 56, stretch=2)
        self._weight = Strokes()
        self._spoken = Strokes()
        self._lines = {emotion: Strokes() for emotion in VOICE_EMOTIONS}
        for item in (self._weight, self._spoken, *self._lines.values()):
            self.view.addItem(item, ignoreBounds=True)
        self.set_shown(shown)

    @property
    def empty(self) -> bool:
        return self.data is None or self.data.voice is None

    def set_shown(self, shown: Sequence[Emotion]) -> None:
        """The same as of the face, and calm."""
        wanted = voice_shown(shown)
        for emotion, line in self._lines.items():
            line.setVisible(emotion in wanted)
        calm = RowLabel(
            0.5, emotion_word(VoiceEmotion.CALM), theme.EMOTION_COLOURS[VoiceEmotion.CALM]
        )
        self.gutter.set_labels(
            (
                RowLabel(0.5, translate("Review", "Voice"), strong=True),
                RowLabel(1.0, "100 %"),
                calm,
                RowLabel(RIBBON, translate("Review", "speaks")),
            )
        )

    def set_data(self, data: ReviewData) -> None:
        super().set_data(data)
        spans = () if data.voice is None else data.voice.speaking
        edges = np.array(spans, dtype=float).ravel()
        self._spoken.set_pairs(edges, np.full(edges.size, RIBBON))

    def refresh(self, start: float, end: float, columns: int) -> None:
        if self.data is None or self.data.voice is None:
            return
        voice = self.data.voice
        times, _, highest = envelope(voice.t, voice.weight, voice.weight, start, end, columns // 3)
        self._weight.set_area(times, highest, 0.0)
        for place, emotion in enumerate(VOICE_EMOTIONS):
            line = self._lines[emotion]
            if line.isVisible():
                values = voice.probabilities[:, place]
                line.set_line(*curve(voice.t, values, start, end, columns // 2), "finite")

    def drawn_points(self) -> int:
        """Most points of any line now drawn."""
        return max(line.points for line in self._lines.values() if line.isVisible())

    def redress(self) -> None:
        super().redress()
        now = theme.tokens()
        self._weight.set_shade(theme.colour(now.muted, 0.25))
        self._spoken.set_pen(pg.mkPen(now.muted, width=5, cap=Qt.PenCapStyle.FlatCap))
        for emotion, line in self._lines.items():
            line.set_pen(pg.mkPen(theme.EMOTION_COLOURS[emotion], width=1))
