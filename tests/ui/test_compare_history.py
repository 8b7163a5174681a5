"""Sessions over one another, and a client's course with its counts, bands and alert."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import Affect, Emotion
from emotune_gui.domain.review import SessionTimeline, SessionTrend
from emotune_gui.domain.scale import ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, Strategy
from emotune_gui.ui.plots.review_chart import round_ticks
from emotune_gui.ui.presenters.compare import averaged, shared_marks
from emotune_gui.ui.presenters.history import alert_words, course, history_of, worsening
from emotune_gui.ui.views.history import ClientHistory
from emotune_gui.ui.views.review import ReviewPage
from tests.ui.conftest import held
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import NOTHING, client, info, timeline

FIRST = datetime(2026, 1, 5, 10, tzinfo=UTC)


def trend(week: int, *answers: float, kind: ScaleKind = ScaleKind.SUDS, **more) -> SessionTrend:
    plain = SessionTrend(
        session_id=week,
        started_at=FIRST + timedelta(weeks=week),
        duration_s=600.0,
        strategy=Strategy.MATCH,
        target=Affect(0.5, -0.4),
        seconds_by_emotion={"happiness": 300.0, "sadness": 100.0},
        believed_s=400.0,
        travelled=4.0,
        ratings=3,
        mean_reward=0.5,
        scales=tuple(ScaleReading(60.0 * k, kind, v) for k, v in enumerate(answers)),
    )
    return replace(plain, **more)


def test_a_moving_mean_has_its_count_and_its_interval():
    made = course("x", [1.0, 3.0, None, 2.0, 4.0, 2.0])
    assert made.n == 5
    assert made.mean[0] == pytest.approx(2.0)
    assert np.isnan(made.low[0]), "two sessions give no interval"
    assert made.mean[3] == pytest.approx((3 + 2 + 4 + 2) / 4)
    deviation = np.std([3, 2, 4, 2], ddof=1)
    assert made.high[3] - made.mean[3] == pytest.approx(3.182 * deviation / 2)


@given(st.lists(st.none() | st.floats(0, 10), max_size=30))
def test_a_band_holds_its_mean_and_stays_on_the_scale(values):
    made = course("x", values, 0.0, 10.0)
    there = np.isfinite(made.low)
    assert (made.low[there] <= made.mean[there] + 1e-9).all()
    assert (made.high[there] >= made.mean[there] - 1e-9).all()
    assert ((made.low[there] >= 0) & (made.high[there] <= 10)).all()


def test_worse_than_the_clients_own_course_is_said_with_its_rule():
    calm = [trend(k, 6.0, 3.0 + k % 2) for k in range(6)]
    worse = [*calm, *(trend(6 + k, 6.0, 7.0) for k in range(3))]
    alert = worsening(worse, ScaleKind.SUDS)
    assert alert is not None
    assert (alert.n_recent, alert.n_earlier) == (3, 6)
    words = alert_words(alert)
    assert "distress ended higher" in words
    assert "7.0" in words
    assert "one standard deviation" in words
    assert "diagnos" not in words.casefold()


def test_no_alert_while_it_is_better_usual_or_too_early():
    calm = [trend(k, 6.0, 3.0 + k % 3) for k in range(8)]
    assert worsening(calm, ScaleKind.SUDS) is None
    assert worsening([*calm, *(trend(9 + k, 1.0) for k in range(3))], ScaleKind.SUDS) is None
    assert worsening([trend(0, 1.0), *(trend(k, 9.0) for k in range(1, 6))], ScaleKind.SUDS) is None


def test_pleasure_is_worse_downwards():
    course_of = [trend(k, 0.6 + 0.05 * (k % 2), kind=ScaleKind.PLEASURE) for k in range(6)]
    low = [trend(6 + k, 0.2, kind=ScaleKind.PLEASURE) for k in range(3)]
    alert = worsening([*course_of, *low], ScaleKind.PLEASURE)
    assert alert is not None
    assert "pleasure ended lower" in alert_words(alert)


def test_a_history_in_figures():
    history = history_of([trend(0, 7.0, 4.0), trend(1), trend(2, 6.0, believed_s=5.0)])
    first, last = history.scales[ScaleKind.SUDS]
    assert (first.n, last.n) == (2, 2)
    assert list(last.values[[0, 2]]) == [4.0, 6.0]
    assert [e for e, _ in history.emotions] == [Emotion.HAPPINESS, Emotion.SADNESS]
    assert history.emotions[0][1].values[0] == pytest.approx(0.75)
    assert history.travelled.values[0] == pytest.approx(6.0)
    assert np.isnan(history.travelled.values[2]), "five seconds say nothing"
    assert (history.ratings, history.alerts) == (9, ())


def test_a_client_without_sessions_or_answers(qtbot, host):
    store = FakeStore()
    page = held(host, ClientHistory(lambda: store, ImmediateTasks()))
    page.open(1)
    assert "No session has ended yet" in page._said.text()
    assert page.suds.series == ()
    assert not page.grab().isNull()
    bare = trend(0, seconds_by_emotion={}, believed_s=0.0, mean_reward=None)
    store.trends.of[1] = [bare]
    page.open(1)
    assert not page.grab().isNull()
    assert "not rated yet" in page.response.accessibleDescription()


def test_the_history_shows_counts_shapes_and_the_alert(qtbot, host):
    store = FakeStore()
    calm = [trend(k, 6.0, 3.0 + k % 2) for k in range(6)]
    store.trends.of[1] = [*calm, *(trend(6 + k, 6.0, 8.0) for k in range(3))]
    page = held(host, ClientHistory(lambda: store, ImmediateTasks()))
    page.open(1)
    assert page._alert_panel.isVisible()
    assert [s.name for s in page.suds.series] == [
        "mean of 5", "last answer, n = 9", "first answer, n = 9",
    ]  # fmt: skip
    assert len({s.place for s in page.suds.series}) == 3, "each has a shape of its own"
    assert not page.grab().isNull()


def marked(number: int, *marks: Marker, days: float) -> SessionTimeline:
    return replace(timeline(), info=info(number, days=days, estimates=1000), markers=marks)


@pytest.fixture
def store():
    timelines = {
        1: marked(1, Marker(20.0, "Insight"), days=9),
        2: marked(2, Marker(50.0, " insight"), Marker(70.0, "tears"), days=5),
        3: replace(SessionTimeline(info(3, days=1), NOTHING)),
    }
    sessions = FakeSessions(*(timelines[k].info for k in (3, 2, 1)))
    sessions.timelines = timelines
    return FakeStore(FakeClients(client(1, "Ada")), sessions)


def test_means_of_ten_seconds_and_marks_that_all_share(store):
    both = [averaged(store.sessions.timelines[k]) for k in (1, 2)]
    assert both[0].valence[0] == pytest.approx(0.5)
    assert both[0].t[0] == 5.0
    assert both[0].shares == {Emotion.HAPPINESS: pytest.approx(1.0)}
    assert shared_marks(both) == ("insight",)
    assert (both[0].anchor("insight"), both[1].anchor("insight")) == (20.0, 50.0)
    nothing = averaged(store.sessions.timelines[3])
    assert np.isnan(nothing.valence).all()
    assert nothing.shares == {}


@pytest.fixture
def page(qtbot, store):
    made = ReviewPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(made)
    made.resize(1286, 740)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_compared_from_the_start_and_from_a_mark(page, qtbot):
    page.open_session(2)
    qtbot.waitUntil(lambda: page.session is not None and page.session.isVisible())
    page.session.timeline.setFocus()
    qtbot.keyClick(page.session.timeline, Qt.Key.Key_C)
    compared = page._compared
    assert compared.isVisible()
    assert compared.chosen == [1, 2]
    assert [s.x[0] for s in compared.valence.series] == [5.0, 5.0]
    compared._align.setCurrentIndex(1)
    assert [s.x[0] for s in compared.valence.series] == [-15.0, -45.0]
    assert len({s.place for s in compared.valence.series}) == 2
    compared._boxes[3].setChecked(True)
    assert len(compared.valence.series) == 2, "the third has no curves"
    assert not page.grab().isNull()


def test_the_history_of_the_client_chosen_in_the_list(page, qtbot):
    page._table.select_where(lambda s: s.id == 1)
    qtbot.keyClick(page._table, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert page._history.isVisible()
    assert page.title.text() == "Ada: history"
    page.show_list()
    assert page._table.isVisible()


@given(st.floats(-100, 100), st.floats(0.01, 500))
def test_ticks_are_round_few_and_inside(low, length):
    ticks = round_ticks(low, low + length)
    assert 1 <= len(ticks) <= 12
    assert all(low - 1e-6 <= t <= low + length + 1e-3 * length for t in ticks)
