"""A client's history: scales, emotions, the way through the grid and the answer to the music."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from emotune_gui.domain.scale import SCALE_RANGES, ScaleKind
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.language import figure
from emotune_gui.ui.page import spread
from emotune_gui.ui.plots.review_chart import Chart, Scale, Series, round_ticks
from emotune_gui.ui.presenters.history import (
    Course,
    History,
    HistoryPresenter,
    alert_words,
)
from emotune_gui.ui.presenters.review_scales import scale_word
from emotune_gui.ui.presenters.review_summary import percent, signed
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import emotion_word, short_date, translate

MOST_EMOTIONS = 4


class ClientHistory(QWidget):
    """Fits `HistoryView`; `trouble` shows a sentence in place of it."""

    def __init__(self, open_store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = HistoryPresenter(self, open_store, tasks)
        self._alert = text_label("", "body", wrap=True)
        self._alert_panel = Panel(self.tr("Worth a look"))
        self._alert_panel.body.addWidget(self._alert)
        self._alert_panel.hide()
        self._said = text_label("", "muted", wrap=True)
        self.suds = Chart(self.tr("Distress, 0 to 10"))
        self.mood = Chart(self.tr("Pleasure and arousal at the end, 0 to 1"))
        self.emotions = Chart(self.tr("Share of the time by emotion"))
        self.way = Chart(self.tr("Way through the affect grid in 10 minutes"))
        self.response = Chart(self.tr("Ratings of the music, −1 to 1"))
        column = spread(QVBoxLayout(self), spacing=theme.GRID)
        column.addWidget(self._said)
        column.addWidget(self._alert_panel)
        grid = spread(QGridLayout(), spacing=theme.GRID * 2)
        charts = (self.suds, self.emotions, self.mood, self.way, self.response)
        for place, chart in enumerate(charts):
            panel = Panel()
            panel.body.addWidget(chart)
            wide = 2 if place == len(charts) - 1 else 1
            grid.addWidget(panel, place // 2, place % 2, 1, wide)
        column.addLayout(grid, 1)

    def open(self, client_id: int) -> None:
        self._said.setText(self.tr("Reading…"))
        self._alert_panel.hide()
        self.presenter.open(client_id)

    def show_problem(self, sentence: str) -> None:
        self._said.setText(sentence)

    def show_history(self, history: History) -> None:
        count = len(history.trends)
        self._said.setText(_summary(count, history.ratings))
        self._alert.setText("\n\n".join(alert_words(alert) for alert in history.alerts))
        self._alert_panel.setVisible(bool(history.alerts))
        axis = _sessions_axis(history)
        self._show_scales(history, axis)
        self._show_emotions(history, axis)
        way = history.travelled
        top = float(np.nanmax(way.values)) * 1.15 if way.n else 1.0
        height = Scale(
            0.0, max(0.5, top), round_ticks(0.0, max(0.5, top), 4), lambda v: figure(v, "g")
        )
        nothing = self.tr("No session has a minute of believed emotion yet.")
        self.way.set_series(_course(way, 0), axis, height, words=_words((way,)), nothing=nothing)
        reward = Scale(-1.0, 1.0, (-1.0, 0.0, 1.0), lambda v: signed(v, 0))
        nothing = self.tr("The music was not rated yet; rate a bar during a session.")
        rated = history.response
        self.response.set_series(
            _course(rated, 0), axis, reward, words=_words((rated,)), nothing=nothing
        )

    def _show_scales(self, history: History, axis: Scale) -> None:
        nothing = self.tr("Nobody was asked yet; ask for distress during a session.")
        low, high = SCALE_RANGES[ScaleKind.SUDS]
        height = Scale(low, high, round_ticks(low, high, 5), lambda v: figure(v, "g"))
        pair = history.scales.get(ScaleKind.SUDS)
        series = [] if pair is None else [*_course(pair[1], 0), _points(pair[0], 1)]
        words = "" if pair is None else _words(pair)
        self.suds.set_series(series, axis, height, words=words, nothing=nothing)
        kinds = [k for k in (ScaleKind.PLEASURE, ScaleKind.AROUSAL) if k in history.scales]
        ends = [history.scales[kind][1] for kind in kinds]
        named = [
            Series(f"{scale_word(kind)}, n = {c.n}", _x(c), c.values, place)
            for place, (kind, c) in enumerate(zip(kinds, ends, strict=True))
        ]
        unit = Scale(0.0, 1.0, (0.0, 0.5, 1.0), lambda v: figure(v, "g"))
        nothing = self.tr("The Affective Slider was not answered yet.")
        self.mood.set_series(named, axis, unit, words=_words(ends), nothing=nothing)

    def _show_emotions(self, history: History, axis: Scale) -> None:
        series = [
            Series(
                emotion_word(emotion), _x(c), c.values, place, ink=theme.EMOTION_COLOURS[emotion]
            )
            for place, (emotion, c) in enumerate(history.emotions[:MOST_EMOTIONS])
        ]
        words = "; ".join(
            f"{emotion_word(e)} {percent(float(np.nanmean(c.values)))}" for e, c in history.emotions
        )
        height = Scale(0.0, 1.0, (0.0, 0.5, 1.0), percent)
        nothing = self.tr("No emotion curves were stored; the client's consent decides this.")
        self.emotions.set_series(series, axis, height, words=words, nothing=nothing)


def _summary(count: int, ratings: int) -> str:
    if count == 0:
        return translate("History", "No session has ended yet; the history begins with the first.")
    words = translate(
        "History",
        "{n} sessions, {r} ratings. Points are sessions; the line is the mean of five neighbouring "
        "ones, the shade its 95 % interval where at least three have a value.",
    )
    return words.format(n=count, r=ratings)


def _sessions_axis(history: History) -> Scale:
    count, now = len(history.trends), datetime.now(UTC)
    ticks = tuple(float(k) for k in range(count))

    def words(tick: float) -> str:
        return short_date(history.trends[int(tick)].started_at, now)

    return Scale(-0.5, max(0.5, count - 0.5), ticks, words)


def _x(course: Course) -> np.ndarray:
    return np.arange(course.values.size, dtype=float)


def _course(course: Course, place: int) -> list[Series]:
    """The mean with its band, and the sessions themselves as points of another shape."""
    if course.n == 0:
        return []
    name = translate("History", "mean of 5")
    mean = Series(name, _x(course), course.mean, place + 2, course.low, course.high)
    return [mean, _points(course, place)]


def _points(course: Course, place: int) -> Series:
    return Series(f"{course.name}, n = {course.n}", _x(course), course.values, place, joined=False)


def _words(courses: Sequence[Course]) -> str:
    said = []
    for course in courses:
        values = course.values[np.isfinite(course.values)]
        if values.size:
            said.append(
                translate("History", "{name}: n = {n}, first {first}, newest {last}").format(
                    name=course.name,
                    n=values.size,
                    first=f"{values[0]:.2g}",
                    last=f"{values[-1]:.2g}",
                )
            )
    return "; ".join(said)
