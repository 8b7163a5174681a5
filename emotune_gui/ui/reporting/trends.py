"""A client over several sessions: plots from one session to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Affect
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.scale import SCALE_RANGES, Moment, ScaleKind
from emotune_gui.ui.reporting.charts import DASH_OF, SHAPE_OF, UP_BLUE, UP_ORANGE, signed
from emotune_gui.ui.reporting.figures import Axis, Curve, Plot, Shape, nice_ticks
from emotune_gui.ui.reporting.paper import DASHES, EMOTION_INKS
from emotune_gui.ui.wording import emotion_word, translate

MOST_TICKS = 14
MOST_CURVES = 5
LEAST_SHARE = 0.01


def first_and_last(trend: SessionTrend, kind: ScaleKind) -> tuple[float | None, float | None]:
    """The answer at the start and the one at the end; a single answer is the one it was."""
    chosen = sorted((r for r in trend.scales if r.kind is kind), key=lambda r: r.t)
    if not chosen:
        return None, None
    if len(chosen) == 1:
        alone = chosen[0].value
        return (None, alone) if chosen[0].moment is Moment.END else (alone, None)
    return chosen[0].value, chosen[-1].value


def affect_trend(trends: Sequence[SessionTrend]) -> Plot | None:
    """Means of valence and arousal, with one standard deviation within the session either way."""
    if all(trend.mean_affect is None for trend in trends):
        return None
    curves = (
        _means(trends, "valence", UP_BLUE, Shape.CIRCLE, DASHES[0], 0, lambda a: a.valence),
        _means(trends, "arousal", UP_ORANGE, Shape.SQUARE, DASHES[1], 1, lambda a: a.arousal),
    )
    axis = Axis(-1.0, 1.0, (-1.0, -0.5, 0.0, 0.5, 1.0), signed)
    return Plot(_across(trends), axis, curves, middle=0.0)


def _means(
    trends: Sequence[SessionTrend],
    name: str,
    ink: str,
    shape: Shape,
    dashes: tuple[float, ...],
    side: int,
    read: Callable[[Affect], float],
) -> Curve:
    """The two curves stand a little apart, so that their whiskers do not hide one another."""
    means = np.array([np.nan if t.mean_affect is None else read(t.mean_affect) for t in trends])
    spreads = np.array([t.spread[side] for t in trends])
    words = {
        "valence": translate("Report", "valence"),
        "arousal": translate("Report", "arousal"),
    }
    return Curve(
        words[name],
        np.arange(len(trends), dtype=np.float64) + (0.94 if side == 0 else 1.06),
        means,
        ink,
        shape,
        dashes,
        low=np.maximum(means - spreads, -1.0),
        high=np.minimum(means + spreads, 1.0),
        every_point=True,
    )


def scale_trend(trends: Sequence[SessionTrend], kind: ScaleKind) -> Plot | None:
    """First and last answer of every session; None when nobody was asked."""
    answers = [first_and_last(trend, kind) for trend in trends]
    starts = np.array([np.nan if a is None else a for a, _ in answers], dtype=float)
    ends = np.array([np.nan if b is None else b for _, b in answers], dtype=float)
    if not (np.isfinite(starts).any() or np.isfinite(ends).any()):
        return None
    x = np.arange(1, len(trends) + 1, dtype=np.float64)
    first, last = translate("Report", "first answer"), translate("Report", "last answer")
    low, high = SCALE_RANGES[kind]
    curves = (
        Curve(first, x, starts, UP_ORANGE, Shape.CIRCLE, DASHES[1], every_point=True, hollow=True),
        Curve(last, x, ends, UP_BLUE, Shape.SQUARE, every_point=True),
    )
    return Plot(_across(trends), Axis(low, high, nice_ticks(low, high, 5)), curves)


def emotion_trend(trends: Sequence[SessionTrend]) -> Plot | None:
    """Share of the time with a believed emotion that each of them led."""
    shares = np.array([[led_share(t, e.value) for t in trends] for e in EMOTIONS])
    there = np.isfinite(shares[0])
    if not there.any():
        return None
    means = shares[:, there].mean(axis=1)
    order = [int(k) for k in np.argsort(-means) if means[k] > LEAST_SHARE][:MOST_CURVES]
    x = np.arange(1, len(trends) + 1, dtype=np.float64)
    curves = tuple(
        Curve(
            emotion_word(e),
            x,
            shares[k],
            EMOTION_INKS[e],
            SHAPE_OF[e],
            DASH_OF[e],
            every_point=True,
        )
        for k, e in ((k, EMOTIONS[k]) for k in sorted(order))
    )
    percent = Axis(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), lambda v: f"{v:.0%}")
    return Plot(_across(trends), percent, curves) if curves else None


def led_share(trend: SessionTrend, emotion: str) -> float:
    """NaN for a session without any emotion."""
    total = sum(trend.seconds_by_emotion.values())
    return trend.seconds_by_emotion.get(emotion, 0.0) / total if total else float("nan")


def _across(trends: Sequence[SessionTrend]) -> Axis:
    count = len(trends)
    step = max(1, -(-count // MOST_TICKS))
    ticks = tuple(float(n) for n in range(1, count + 1, step))
    title = translate("Report", "session, numbered as in the table")
    return Axis(0.5, count + 0.5, ticks, lambda v: f"{v:.0f}", title)
