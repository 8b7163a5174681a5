"""The live curves: emotions above, valence and arousal with their doubt below, one time axis.

What the voice adds: a ribbon under the emotions where somebody speaks, and dashed curves of the
valence and arousal heard.

Cost is bounded: samples live in rings of fixed size, the axes never move (time is counted back
from now), bands are thinned, and the page asks for a redraw at most ten times a second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPen, QPolygonF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGraphicsPathItem, QSizePolicy, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.voice import VoiceReading, VoiceState
from emotune_gui.ui import theme, wording
from emotune_gui.ui.plots.live_events import (
    EndLabel,
    LaneEvent,
    LaneOverlay,
    OverlayItem,
    Ribbon,
)
from emotune_gui.ui.plots.ring import SampleRing

WINDOW_S = 90.0
SAMPLES_KEPT = 1200
"""Ninety seconds at a little over ten estimates a second."""
LINE_WIDTH = 1.6
"""Pixels, antialiased: dearer than single pixels (8 ms against 3), but read from two metres."""
LABEL_WIDTH = 84
"""Pixels right of now for the names of the curves."""
AXIS_WIDTH = 48
TIGHT = 520
"""Pixels of width below which every other time is written."""
STALE_S = 2.0
"""A curve that has not moved for longer carries no name: its end is not now."""
WIDEST_DOUBT = 0.4
"""Half width of the band at confidence 0, in affect units."""
VALENCE, AROUSAL, CONFIDENCE, CLAIMED = range(len(EMOTIONS), len(EMOTIONS) + 4)
HEARD_VALENCE, HEARD_AROUSAL, HEARING = range(len(EMOTIONS) + 4, len(EMOTIONS) + 7)
COLUMNS = len(EMOTIONS) + 7
DEAF, SILENT, SPEAKING = 0.0, 1.0, 2.0
"""What the ring keeps of the voice's state."""
UPPER_TICKS = [(0, "0"), (0.5, "50"), (1, "100 %")]
UPPER_LIMITS, UPPER_LIMITS_WITH_VOICE = (-0.02, 1.08), (-0.16, 1.08)
RIBBON_AT = -0.11
"""Middle of the voice's ribbon on the upper lane's axis."""
DASH_S, DASH_PERIOD_S = 1.1, 1.8
"""Dashes are cut out of the samples by the session's clock: a dashed pen would begin anew with
every segment, look solid and cost more; and so the dashes travel with the curve."""

FloatArray = npt.NDArray[np.float64]


class LivePlots(QWidget):
    """Feed with `add_estimate` and `add_event` (times in seconds of the session), then `redraw`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = SampleRing(SAMPLES_KEPT, COLUMNS)
        self._events: deque[LaneEvent] = deque(maxlen=400)
        self._shown: tuple[Emotion, ...] = SHOWN_BY_DEFAULT
        self._canvas = pg.GraphicsLayoutWidget()
        self._canvas.ci.setContentsMargins(0, 0, 0, 0)
        self._canvas.ci.setSpacing(12)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._upper = self._lane(0, UPPER_LIMITS, UPPER_TICKS)
        self._lower = self._lane(1, (-1.1, 1.1), [(-1, "−1"), (0, "0"), (1, "+1")])
        self._lower.setXLink(self._upper)
        self._upper.getAxis("bottom").setStyle(showValues=False)
        self._bands = [self._band() for _ in range(2)]
        self._curves = {emotion: self._curve(self._upper) for emotion in EMOTIONS}
        self._heard = [self._curve(self._lower) for _ in range(2)]
        self._affect = [self._curve(self._lower) for _ in range(2)]
        self._voice_shown = False
        self._overlays = [self._overlay(lane) for lane in (self._upper, self._lower)]
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Curves of the last ninety seconds"))

    def sizeHint(self) -> QSize:
        return QSize(800, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(400, 150)

    def _lane(
        self, row: int, limits: tuple[float, float], ticks: list[tuple[float, str]]
    ) -> pg.PlotItem:
        lane = self._canvas.addPlot(row=row, col=0, enableMenu=False)
        lane.hideButtons()
        lane.setMouseEnabled(False, False)
        lane.disableAutoRange()
        lane.setRange(xRange=(-WINDOW_S, 0.2 * WINDOW_S), yRange=limits, padding=0)
        lane.getAxis("left").setTicks([ticks])
        lane.getAxis("left").setWidth(AXIS_WIDTH)
        for side in ("left", "bottom"):
            lane.getAxis(side).setStyle(tickLength=0, tickFont=theme.font(theme.SMALL_PX))
        return lane

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names keep their room in pixels; times never stand closer than they can be read."""
        room = max(1, self.width() - AXIS_WIDTH - LABEL_WIDTH)
        right = WINDOW_S * LABEL_WIDTH / room
        step = 30 if self.width() < TIGHT else 15
        seconds = range(-int(WINDOW_S), 1, step)
        self._lower.getAxis("bottom").setTicks([[(s, self._seconds_word(s)) for s in seconds]])
        for lane in (self._upper, self._lower):
            lane.setXRange(-WINDOW_S, right, padding=0)

    def _seconds_word(self, seconds: int) -> str:
        return self.tr("now") if seconds == 0 else self.tr("−{0} s").format(-seconds)

    def _curve(self, lane: pg.PlotItem) -> pg.PlotCurveItem:
        curve = pg.PlotCurveItem(connect="finite", antialias=True)
        # Stroked as one path, ninety seconds of real curves cost 20 ms a redraw; as lines, 8.
        curve.setSegmentedLineMode("on")
        curve.setClickable(False)
        lane.addItem(curve)
        return curve

    def _band(self) -> QGraphicsPathItem:
        band = QGraphicsPathItem()
        band.setPen(QPen(Qt.PenStyle.NoPen))
        self._lower.addItem(band, ignoreBounds=True)
        return band

    def _overlay(self, lane: pg.PlotItem) -> OverlayItem:
        overlay = OverlayItem(lane.getViewBox())
        lane.addItem(overlay, ignoreBounds=True)
        return overlay

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_overlays"):
            self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        self._dress()

    def _dress(self) -> None:
        """Colours of the theme now in force; the curves' pens count in the screen's own pixels."""
        now, width = theme.tokens(), LINE_WIDTH * self.devicePixelRatioF()
        self._canvas.setBackground(now.panel)
        for lane in (self._upper, self._lower):
            for side in ("left", "bottom"):
                axis = lane.getAxis(side)
                axis.setPen(pg.mkPen(now.line))
                axis.setTextPen(pg.mkPen(now.muted))
        for emotion, curve in self._curves.items():
            curve.setPen(pg.mkPen(theme.EMOTION_COLOURS[emotion], width=width))
        for curve, band, ink in zip(self._affect, self._bands, self._affect_inks(), strict=True):
            curve.setPen(pg.mkPen(ink, width=width))
            band.setBrush(theme.colour(ink, 0.16))
        for curve, ink in zip(self._heard, self._affect_inks(), strict=True):
            curve.setPen(pg.mkPen(theme.colour(ink, 0.75), width=width))

    def _affect_inks(self) -> tuple[str, str]:
        now = theme.tokens()
        return now.accent, now.text

    @property
    def shown(self) -> tuple[Emotion, ...]:
        return self._shown

    def set_shown(self, emotions: Sequence[Emotion]) -> None:
        self._shown = tuple(emotions)

    def set_voice_shown(self, shown: bool) -> None:
        """Make room for the voice's ribbon under the emotions, or take it back."""
        if shown == self._voice_shown:
            return
        self._voice_shown = shown
        limits = UPPER_LIMITS_WITH_VOICE if shown else UPPER_LIMITS
        self._upper.setYRange(*limits, padding=0)
        voice = [(RIBBON_AT, self.tr("voice"))] if shown else []
        self._upper.getAxis("left").setTicks([[*voice, *UPPER_TICKS]])
        for curve in self._heard:
            curve.setVisible(shown)

    def clear(self) -> None:
        self._ring.clear()
        self._events.clear()
        self.redraw(0.0)

    def add_estimate(
        self, t: float, estimate: EmotionEstimate, voice: VoiceReading | None = None
    ) -> None:
        """Without a label there is no emotion: the curves of emotion then have a gap.

        `voice` is what was heard last, None when nothing listens.
        """
        seen = estimate.state is FaceState.FACE or estimate.voice_weight > 0.0
        claimed = estimate.label is not None and seen
        values = estimate.probabilities.values if claimed else (np.nan,) * len(EMOTIONS)
        affect = (estimate.affect.valence, estimate.affect.arousal, estimate.confidence)
        self._ring.append(t, (*values, *affect, float(claimed), *heard_row(voice)))

    def add_event(self, event: LaneEvent) -> None:
        self._events.append(event)

    def redraw(self, now_s: float) -> None:
        """Move every curve so that `now_s` stands at the right."""
        t = self._ring.times - now_s
        first = int(np.searchsorted(t, -WINDOW_S))
        t = t[first:]
        for emotion, curve in self._curves.items():
            curve.setVisible(emotion in self._shown)
            if emotion in self._shown:
                curve.setData(t, self._ring.column(EMOTIONS.index(emotion))[first:])
        doubt = (1 - self._ring.column(CONFIDENCE)[first:]) * WIDEST_DOUBT
        for column, curve, band in zip((VALENCE, AROUSAL), self._affect, self._bands, strict=True):
            value = self._ring.column(column)[first:]
            curve.setData(t, value)
            band.setPath(band_path(t, value - doubt, value + doubt))
        if self._voice_shown:
            self._redraw_heard(t, now_s, first)
        self._redraw_overlays(now_s, gaps_in(t, self._ring.column(CLAIMED)[first:]), t)

    def _redraw_heard(self, t: FloatArray, now_s: float, first: int) -> None:
        drawn = (t + now_s) % DASH_PERIOD_S < DASH_S
        for column, curve in zip((HEARD_VALENCE, HEARD_AROUSAL), self._heard, strict=True):
            curve.setData(t, np.where(drawn, self._ring.column(column)[first:], np.nan))

    def _ribbon(self, t: FloatArray) -> Ribbon | None:
        if not self._voice_shown or not len(t):
            return None
        state = self._ring.column(HEARING)[-len(t) :]
        return Ribbon(
            RIBBON_AT,
            gaps_in(t, np.where(state == SPEAKING, 0.0, 1.0)),
            gaps_in(t, np.where(state > DEAF, 0.0, 1.0)),
        )

    def _redraw_overlays(
        self, now_s: float, gaps: tuple[tuple[float, float], ...], t: FloatArray
    ) -> None:
        recent = tuple(
            replace(event, t=event.t - now_s)
            for event in self._events
            if now_s - event.t < WINDOW_S
        )
        current = len(self._ring) > 0 and now_s - float(self._ring.times[-1]) < STALE_S
        marks = tuple(event for event in recent if event.kind == "marker")
        unlabelled = tuple(replace(e, label="") if e.kind == "marker" else e for e in recent)
        word = self.tr("neither read") if self._voice_shown else self.tr("no face read")
        labels = self._emotion_labels() if current else ()
        upper = LaneOverlay(gaps, word, marks, labels, self._ribbon(t))
        legend = self.tr("┄ voice") if self._voice_shown else ""
        labels = self._affect_labels() if current else ()
        lower = LaneOverlay(gaps, "", unlabelled, labels, legend=legend)
        self._overlays[0].show_overlay(upper)
        self._overlays[1].show_overlay(lower)

    def _emotion_labels(self) -> tuple[EndLabel, ...]:
        if self._ring.column(CLAIMED)[-1] < 0.5:
            return ()
        values = {e: float(self._ring.column(EMOTIONS.index(e))[-1]) for e in self._shown}
        top = max(values, key=values.__getitem__)
        return tuple(
            EndLabel(wording.emotion_word(e), theme.EMOTION_COLOURS[e], value, e is top)
            for e, value in values.items()
        )

    def _affect_labels(self) -> tuple[EndLabel, ...]:
        words = (self.tr("valence"), self.tr("arousal"))
        columns = (VALENCE, AROUSAL)
        return tuple(
            EndLabel(word, ink, float(self._ring.column(column)[-1]))
            for word, ink, column in zip(words, self._affect_inks(), columns, strict=True)
        )


def heard_row(voice: VoiceReading | None) -> tuple[float, float, float]:
    """Valence, arousal (NaN without an opinion) and state, as the ring keeps them."""
    if voice is None or voice.state in (VoiceState.OFF, VoiceState.MUTED):
        return np.nan, np.nan, DEAF
    state = SPEAKING if voice.state is VoiceState.SPEAKING else SILENT
    if voice.affect is None:
        return np.nan, np.nan, state
    return voice.affect.valence, voice.affect.arousal, state


def band_path(t: FloatArray, low: FloatArray, high: FloatArray) -> QPainterPath:
    """The closed area between two curves, thinned to 200 corners a side."""
    path = QPainterPath()
    if len(t) < 2:
        return path
    step = max(1, len(t) // 200)
    picked = np.append(np.arange(0, len(t) - 1, step), len(t) - 1)
    forth = zip(t[picked], np.clip(high[picked], -1, 1), strict=True)
    back = zip(t[picked][::-1], np.clip(low[picked], -1, 1)[::-1], strict=True)
    corners = [QPointF(float(x), float(y)) for x, y in (*forth, *back)]
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def gaps_in(t: FloatArray, face: FloatArray) -> tuple[tuple[float, float], ...]:
    """Spans (start, end) in which `face` is 0; the last one reaches to now (0)."""
    if not len(t):
        return ()
    missing = np.concatenate(([False], face < 0.5, [False]))
    edges = np.flatnonzero(missing[1:] != missing[:-1])
    spans = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        stop = float(t[end]) if end < len(t) else 0.0
        spans.append((float(t[start]), stop))
    return tuple(spans)
