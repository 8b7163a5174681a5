"""A client's course from session to session, with counts, bands of doubt and a quiet alert."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.scale import SCALE_RANGES, ScaleKind
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.review_scales import scale_word
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import translate

FloatArray = npt.NDArray[np.float64]
NEIGHBOURS = 5
"""Sessions whose mean is one point of a course."""
T_975 = {3: 4.303, 4: 3.182, 5: 2.776}
"""Student's t, 97.5 %, for n answers (n - 1 degrees of freedom); fewer than three give no band."""
RECENT = 3
EARLIER = 4
"""So many sessions are compared with at least so many before them."""
WORSE: dict[ScaleKind, int] = {ScaleKind.SUDS: 1, ScaleKind.PLEASURE: -1}
"""Direction that is worse; more or less arousal is neither."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One value a session, oldest first, NaN without one; the moving mean and its 95 % band."""

    name: str
    values: FloatArray
    mean: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def n(self) -> int:
        return int(np.isfinite(self.values).sum())


@dataclass(frozen=True, slots=True)
class Alert:
    kind: ScaleKind
    recent: float
    earlier: float
    deviation: float
    n_recent: int
    n_earlier: int


@dataclass(frozen=True, slots=True, eq=False)
class History:
    trends: tuple[SessionTrend, ...]
    scales: dict[ScaleKind, tuple[Course, Course]]
    """First and last answer of the sessions."""
    emotions: tuple[tuple[Emotion, Course], ...]
    """Shares of the time, the most frequent first."""
    travelled: Course
    """Length of the way through the affect grid in ten minutes."""
    response: Course
    """Mean of a session's ratings of the music, -1 to 1."""
    ratings: int
    alerts: tuple[Alert, ...]


class HistoryView(Protocol):
    def show_history(self, history: History) -> None: ...

    def show_problem(self, sentence: str) -> None: ...


class HistoryPresenter:
    def __init__(self, view: HistoryView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks

    def open(self, client_id: int) -> None:
        self._tasks.load(
            "history",
            lambda: history_of(self._open().trends.of_client(client_id)),
            self._view.show_history,
            self._view.show_problem,
        )


def history_of(trends: Sequence[SessionTrend]) -> History:
    """Any thread. `trends` oldest first."""
    return History(
        trends=tuple(trends),
        scales={kind: _answers(trends, kind) for kind in ScaleKind if _asked(trends, kind)},
        emotions=_emotions(trends),
        travelled=course(
            translate("History", "way in 10 minutes"),
            [_per_ten_minutes(t) for t in trends],
        ),
        response=course(translate("History", "ratings"), [t.mean_reward for t in trends], -1, 1),
        ratings=sum(t.ratings for t in trends),
        alerts=tuple(a for a in (worsening(trends, kind) for kind in WORSE) if a is not None),
    )


def course(
    name: str, values: Sequence[float | None], least: float = -np.inf, most: float = np.inf
) -> Course:
    """Moving mean over NEIGHBOURS sessions (fewer at the ends) with Student's 95 % interval."""
    there = np.array([np.nan if v is None else v for v in values], dtype=float)
    mean, low, high = (np.full(there.size, np.nan) for _ in range(3))
    half = NEIGHBOURS // 2
    for place in range(there.size):
        near = there[max(0, place - half) : place + half + 1]
        near = near[np.isfinite(near)]
        if near.size == 0:
            continue
        mean[place] = near.mean()
        if near.size in T_975:
            error = T_975[near.size] * near.std(ddof=1) / np.sqrt(near.size)
            low[place] = max(least, mean[place] - error)
            high[place] = min(most, mean[place] + error)
    return Course(name, there, mean, low, high)


def worsening(trends: Sequence[SessionTrend], kind: ScaleKind) -> Alert | None:
    """Last answers of the newest RECENT sessions against the client's own earlier ones: their mean
    more than one standard deviation on the worse side. None otherwise, or with too few."""
    last = [answer for t in trends if (answer := _last(t, kind)) is not None]
    if len(last) < RECENT + EARLIER:
        return None
    recent, earlier = np.array(last[-RECENT:]), np.array(last[:-RECENT])
    deviation = float(earlier.std(ddof=1))
    beyond = WORSE[kind] * float(recent.mean() - earlier.mean())
    if beyond <= deviation:
        return None
    return Alert(
        kind, float(recent.mean()), float(earlier.mean()), deviation, recent.size, earlier.size
    )


def alert_words(alert: Alert) -> str:
    """What was seen and by which rule; never what it means."""
    digits = 1 if alert.kind is ScaleKind.SUDS else 2
    higher = translate("History", "higher") if alert.recent > alert.earlier else None
    said = translate(
        "History",
        "In the last {n} sessions {scale} ended {direction} than before: mean {recent}, against "
        "{earlier} ± {deviation} in the {m} sessions before. Shown when the mean of {n} sessions "
        "lies more than one standard deviation beyond this client's own earlier course.",
    )
    return said.format(
        n=alert.n_recent,
        m=alert.n_earlier,
        scale=scale_word(alert.kind),
        direction=higher or translate("History", "lower"),
        recent=f"{alert.recent:.{digits}f}",
        earlier=f"{alert.earlier:.{digits}f}",
        deviation=f"{alert.deviation:.{digits}f}",
    )


def _asked(trends: Sequence[SessionTrend], kind: ScaleKind) -> bool:
    return any(r.kind is kind for t in trends for r in t.scales)


def _answers(trends: Sequence[SessionTrend], kind: ScaleKind) -> tuple[Course, Course]:
    least, most = SCALE_RANGES[kind]
    firsts = [_first(t, kind) for t in trends]
    lasts = [_last(t, kind) for t in trends]
    return (
        course(translate("History", "first answer"), firsts, least, most),
        course(translate("History", "last answer"), lasts, least, most),
    )


def _first(trend: SessionTrend, kind: ScaleKind) -> float | None:
    answers = sorted((r.t, r.value) for r in trend.scales if r.kind is kind)
    return answers[0][1] if answers else None


def _last(trend: SessionTrend, kind: ScaleKind) -> float | None:
    answers = sorted((r.t, r.value) for r in trend.scales if r.kind is kind)
    return answers[-1][1] if answers else None


def _emotions(trends: Sequence[SessionTrend]) -> tuple[tuple[Emotion, Course], ...]:
    rows = [(e, course(e.value, [_share(t, e) for t in trends], 0.0, 1.0)) for e in EMOTIONS]
    led = [(e, c) for e, c in rows if np.isfinite(c.values).any() and np.nanmax(c.values) > 0]
    return tuple(sorted(led, key=lambda row: -float(np.nanmean(row[1].values))))


def _share(trend: SessionTrend, emotion: Emotion) -> float | None:
    total = sum(trend.seconds_by_emotion.values())
    return trend.seconds_by_emotion.get(emotion.value, 0.0) / total if total > 0 else None


def _per_ten_minutes(trend: SessionTrend) -> float | None:
    return trend.travelled * 600.0 / trend.believed_s if trend.believed_s >= 60.0 else None
