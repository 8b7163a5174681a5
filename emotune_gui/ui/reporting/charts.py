"""A session's series as plots for paper: thinned to what a page can show, gaps kept."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.scale import SCALE_RANGES, Moment, ScaleKind, ScaleReading
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.review_data import MODE_LADDER, ReviewData
from emotune_gui.ui.reporting.figures import (
    SHAPES,
    Axis,
    Curve,
    FloatArray,
    Plot,
    Shape,
    nice_ticks,
    time_ticks,
)
from emotune_gui.ui.reporting.matter import SessionMatter
from emotune_gui.ui.reporting.paper import DASHES, EMOTION_INKS
from emotune_gui.ui.wording import clock_time, emotion_word, mode_word, translate

PIECES = 240
"""Points of a curve across the page."""
DOUBT_HALF_WIDTH = 0.5
"""As in the review: where nothing is known, in affect units."""
WAY_PIECES = 60
"""Points of the way in the affect grid: more of them cover one another."""
LEAST_MEAN = 0.03
"""An emotion that is believed less than this on average gets no curve."""
MOST_CURVES = 5

SHAPE_OF: dict[Emotion, Shape] = dict(zip(EMOTIONS, SHAPES, strict=True))
DASH_OF: dict[Emotion, tuple[float, ...]] = dict(
    zip(
        (
            *(Emotion.HAPPINESS, Emotion.SADNESS, Emotion.ANGER, Emotion.NEUTRAL),
            *(Emotion.FEAR, Emotion.SURPRISE, Emotion.DISGUST, Emotion.CONTEMPT),
        ),
        DASHES,
        strict=True,
    )
)
UP_BLUE, UP_ORANGE = "#0072B2", "#C05000"


def thinned(
    t: FloatArray, values: FloatArray, end: float, pieces: int = PIECES
) -> tuple[FloatArray, FloatArray]:
    """Means over equal stretches of time; a stretch mostly without data is NaN."""
    place = np.clip((t / max(end, 1e-9) * pieces).astype(int), 0, pieces - 1)
    there = np.isfinite(values)
    every = np.bincount(place, minlength=pieces)
    count = np.bincount(place[there], minlength=pieces)
    total = np.bincount(place[there], weights=values[there], minlength=pieces)
    means = np.full(pieces, np.nan)
    enough = (count > 0) & (count * 2 >= every)
    means[enough] = total[enough] / count[enough]
    return (np.arange(pieces) + 0.5) * end / pieces, means


def drawn_emotions(data: ReviewData) -> tuple[Emotion, ...]:
    """The strongest on average, in the order of EMOTIONS; at least one where there is any."""
    probabilities = data.emotions.probabilities
    usable = np.isfinite(probabilities).all(axis=1) if probabilities.size else np.zeros(0, bool)
    if not usable.any():
        return ()
    means = probabilities[usable].mean(axis=0)
    best = [int(k) for k in np.argsort(-means) if means[k] >= LEAST_MEAN][:MOST_CURVES]
    return tuple(EMOTIONS[k] for k in sorted(best))


def emotion_plot(matter: SessionMatter) -> Plot:
    data = matter.data
    curves = []
    for emotion in drawn_emotions(data):
        column = data.emotions.probabilities[:, EMOTIONS.index(emotion)]
        x, y = thinned(data.emotions.t, column, data.duration_s)
        curves.append(
            Curve(
                emotion_word(emotion),
                x,
                y,
                EMOTION_INKS[emotion],
                SHAPE_OF[emotion],
                DASH_OF[emotion],
            )
        )
    percent = Axis(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), lambda v: f"{v:.0%}")
    return _over_time(data, percent, tuple(curves), marked=True)


def affect_plot(matter: SessionMatter) -> Plot:
    """Valence and arousal; the band is as wide as the program was in doubt."""
    data = matter.data
    lanes = data.emotions
    _, doubt = thinned(lanes.t, DOUBT_HALF_WIDTH * (1.0 - lanes.confidence), data.duration_s)
    curves = []
    for name, values, ink, shape, dashes in (
        (translate("Report", "valence"), lanes.valence, UP_BLUE, Shape.CIRCLE, DASHES[0]),
        (translate("Report", "arousal"), lanes.arousal, UP_ORANGE, Shape.SQUARE, DASHES[1]),
    ):
        x, y = thinned(lanes.t, values, data.duration_s)
        curves.append(Curve(name, x, y, ink, shape, dashes, low=y - doubt, high=y + doubt))
    axis = Axis(-1.0, 1.0, (-1.0, -0.5, 0.0, 0.5, 1.0), signed)
    return _over_time(data, axis, tuple(curves), middle=0.0, marked=True)


def tempo_plot(matter: SessionMatter) -> Plot:
    """Tempo as asked of the music, bar by bar."""
    music = matter.data.music
    low, high = _rounded_range(music.tempo, 10.0)
    axis = Axis(low, high, nice_ticks(low, high, 4))
    name = translate("Report", "tempo (beats a minute)")
    curve = Curve(name, music.edges[:-1], music.tempo, UP_BLUE, Shape.CIRCLE)
    return _over_time(matter.data, axis, (curve,), steps=True)


def mode_plot(matter: SessionMatter) -> Plot:
    """The mode on the ladder from dark to bright."""
    music = matter.data.music
    rows = sorted({int(row) for row in music.mode})
    low, high = min(rows) - 0.5, max(rows) + 0.5
    axis = Axis(low, high, tuple(map(float, rows)), lambda v: mode_word(MODE_LADDER[round(v)]))
    name = translate("Report", "mode, brighter upwards")
    curve = Curve(name, music.edges[:-1], music.mode, UP_ORANGE, Shape.SQUARE)
    return _over_time(matter.data, axis, (curve,), steps=True)


def scale_plot(readings: tuple[ScaleReading, ...], kind: ScaleKind, end: float) -> Plot:
    """The answers to one scale in a session."""
    chosen = sorted((r for r in readings if r.kind is kind), key=lambda r: r.t)
    low, high = SCALE_RANGES[kind]
    x, y = np.array([r.t for r in chosen]), np.array([r.value for r in chosen])
    curve = Curve(scale_word(kind), x, y, UP_BLUE, Shape.CIRCLE, every_point=True)
    ticks = nice_ticks(low, high, 5)
    across = Axis(0.0, max(end, 1.0), time_ticks(max(end, 1.0)), clock_time)
    return Plot(across, Axis(low, high, ticks), (curve,))


def scale_word(kind: ScaleKind) -> str:
    words = {
        ScaleKind.SUDS: translate("Report", "Distress (SUDS), 0 none to 10 the worst"),
        ScaleKind.PLEASURE: translate("Report", "Pleasure (Affective Slider), 0 to 1"),
        ScaleKind.AROUSAL: translate("Report", "Arousal (Affective Slider), 0 to 1"),
    }
    return words[kind]


def moment_word(moment: Moment) -> str:
    words = {
        Moment.START: translate("Report", "at the start"),
        Moment.TIMER: translate("Report", "by the timer"),
        Moment.ASKED: translate("Report", "when asked"),
        Moment.END: translate("Report", "at the end"),
    }
    return words[moment]


def signed(value: float) -> str:
    return figure(value, "+g").replace("-", "−") if value else "0"


def _over_time(
    data: ReviewData,
    up: Axis,
    curves: tuple[Curve, ...],
    *,
    middle: float | None = None,
    steps: bool = False,
    marked: bool = False,
) -> Plot:
    end = max(data.duration_s, 1.0)
    markers = sorted(data.timeline.markers, key=lambda m: m.t)
    return Plot(
        across=Axis(0.0, end, time_ticks(end), clock_time),
        up=up,
        curves=curves,
        shaded=tuple((g.start_s, g.end_s) for g in data.gaps) if marked else (),
        shaded_name=translate("Report", "no usable face"),
        marks=tuple((m.t, str(n)) for n, m in enumerate(markers, start=1)) if marked else (),
        middle=middle,
        steps=steps,
    )


def _rounded_range(values: FloatArray, step: float) -> tuple[float, float]:
    low = float(np.floor(np.nanmin(values) / step) * step)
    high = float(np.ceil(np.nanmax(values) / step) * step)
    return (low, high) if high > low else (low - step, high + step)
