from __future__ import annotations

from dataclasses import replace
from unittest.mock import create_autospec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.review import EstimateSeries, SessionTimeline
from emotune_gui.domain.session import Rating, SessionState
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_detail import curve, envelope, merged_notes
from emotune_gui.ui.plots.review_timeline import ReviewTimeline
from emotune_gui.ui.presenters.review import ReviewPresenter, ReviewView
from emotune_gui.ui.presenters.review_data import MODE_LADDER, face_gaps, prepare
from emotune_gui.ui.presenters.review_readout import rating_sentence, read_at
from emotune_gui.ui.presenters.review_summary import headline, signed, summarise
from emotune_gui.ui.views.review import ReviewPage
from tests.ui.fake_store import (
    FakeClients,
    FakeSessions,
    FakeStore,
    ImmediateTasks,
    client,
    info,
    series,
    timeline,
)

NOTHING = EstimateSeries(
    t=np.zeros(0),
    probabilities=np.zeros((0, 8)),
    valence=np.zeros(0),
    arousal=np.zeros(0),
    confidence=np.zeros(0),
    state=(),
    label=(),
)


def test_no_emotion_without_a_face():
    data = prepare(timeline())
    hidden = (data.emotions.t >= 50.0) & (data.emotions.t < 55.0)
    assert np.isnan(data.emotions.probabilities[hidden]).all()
    assert np.isnan(data.emotions.valence[hidden]).all()
    assert not np.isnan(data.emotions.probabilities[~hidden]).any()


def test_gaps_are_found_merged_and_named():
    face, none, dark = (s.value for s in (FaceState.FACE, FaceState.NO_FACE, FaceState.TOO_DARK))
    states = [face] * 20 + [none] * 10 + [face] * 5 + [none] * 10 + [dark] * 10 + [face] * 5
    gaps = face_gaps(series([*states, none, none, face]))
    assert [(g.state, round(g.start_s, 3), round(g.end_s, 3)) for g in gaps] == [
        (none, 2.0, 4.5),
        (dark, 4.5, 5.5),
    ]


def test_gap_at_the_very_end_and_everywhere():
    none = FaceState.NO_FACE.value
    (gap,) = face_gaps(series([none] * 50))
    assert (gap.start_s, round(gap.end_s, 3)) == (0.0, 5.0)
    assert face_gaps(NOTHING) == ()


def test_music_lanes_are_steps_from_bar_to_bar():
    data = prepare(timeline())
    assert data.music.edges.size == data.music.tempo.size + 1 == 51
    assert data.music.edges[-1] == 100.0
    assert MODE_LADDER[int(data.music.mode[0])].value == "ionian"
    assert MODE_LADDER[0].value == "harmonic_minor"
    assert (np.diff(data.music.edges) >= 0).all()


@pytest.mark.parametrize("played", [True, False])
def test_notes_are_in_order_played_or_written(played):
    notes = prepare(timeline(played=played)).notes
    assert notes.start.size == 100
    assert (np.diff(notes.start) >= 0).all()
    assert notes.melody.sum() == 50
    melody_end = notes.end[notes.melody][0] - notes.start[notes.melody][0]
    assert melody_end == pytest.approx(0.5)  # one beat at 120 a minute, or as played


def test_a_rating_finds_its_bar_or_says_nothing_of_it():
    data = prepare(timeline())
    assert [m.bar_index for m in data.ratings] == [10, None]
    assert rating_sentence(Rating(1.0, 1, score=4, fits=True), 10) == "bar 11 rated 4 of 5, fits"
    assert rating_sentence(Rating(1.0, 1, fits=False), None) == "rated does not fit"


def test_summary_weighs_time():
    data = prepare(timeline())
    summary = summarise(data)
    assert summary.seconds_by_emotion == ((Emotion.HAPPINESS, pytest.approx(95.0)),)
    assert summary.face_share == pytest.approx(0.95)
    assert summary.mean_affect.valence == pytest.approx(0.5)
    assert (summary.ratings, summary.mean_score, summary.does_not_fit) == (2, 4.0, 1)
    words = headline(data, summary)
    assert "face seen 95 %" in words
    assert "2 ratings, 4.0 of 5" in words
    assert "clinical mapping" in words


def test_a_hole_in_the_recording_counts_as_nothing():
    whole = series([FaceState.FACE.value] * 20)
    torn = replace(whole, t=np.concatenate((whole.t[:10], whole.t[10:] + 600.0)))
    data = prepare(SessionTimeline(info(duration_s=602.0), torn))
    ((_emotion, seconds),) = summarise(data).seconds_by_emotion
    assert seconds == pytest.approx(2.9)


def test_an_empty_session():
    data = prepare(SessionTimeline(info(duration_s=0.0), NOTHING))
    summary = summarise(data)
    assert summary.face_share is None
    assert summary.mean_affect is None
    assert "no emotion curves stored" in headline(data, summary)
    assert read_at(data, 0.5).belief == "no estimate here"
    assert data.jump_times == ()


def test_readout_tells_what_stood_there():
    data = prepare(timeline())
    there = read_at(data, 21.0)
    assert there.time == "00:21"
    assert there.belief == "happiness, sure"
    assert dict(there.affect)["valence"] == "+0.50"
    assert dict(there.music)["bar"] == "11"
    assert dict(there.music)["key"] == "A major"
    assert dict(there.music)["tempo"] == "120 bpm"
    assert any("insight" in event for event in there.events)
    assert any("bar 11 rated 4 of 5" in event for event in there.events)
    gone = read_at(data, 52.0)
    assert (gone.belief, gone.probabilities, gone.affect) == ("no face", (), ())


def test_signed_has_a_true_minus_and_no_signed_zero():
    assert [signed(v) for v in (0.25, -0.4, 0.0, -0.001)] == ["+0.25", "−0.40", "0.00", "0.00"]


@given(
    st.lists(st.floats(-1, 1) | st.just(float("nan")), min_size=2, max_size=400),
    st.integers(4, 64),
)
def test_the_curve_keeps_every_extreme_and_stays_small(values, columns):
    y = np.array(values)
    t = np.arange(y.size, dtype=float)
    times, low, high = envelope(t, y, y, 0.0, float(y.size), columns)
    assert times.size <= 2 * columns + 2
    assert (np.diff(times) > 0).all()
    if np.isnan(y).all():
        assert np.isnan(low).all()
        assert np.isnan(high).all()
    else:
        assert np.nanmin(low) == np.nanmin(y)
        assert np.nanmax(high) == np.nanmax(y)
    drawn_t, drawn_y = curve(t, y, 0.0, float(y.size), columns)
    assert drawn_t.size == drawn_y.size


def test_a_view_sees_only_its_part_and_one_sample_beyond():
    t = np.arange(1000.0)
    times, _values = curve(t, t, 500.2, 509.8, 100)
    assert times[0] == 500.0
    assert times[-1] == 510.0


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 5), st.integers(40, 44)), min_size=0, max_size=60
    ),
    st.floats(0, 3),
)
def test_merged_notes_cover_the_same_time_with_no_more_strokes(rows, pixel):
    table = np.array(rows, dtype=float).reshape(-1, 3)
    start, end, pitch = table[:, 0], table[:, 0] + table[:, 1], table[:, 2]
    s, e, p = merged_notes(start, end, pitch, pixel)
    assert s.size <= start.size
    assert set(p) == set(pitch)
    for first, last, height in zip(start, end, pitch, strict=True):
        covering = (s <= first + 1e-6) & (e >= last - 1e-6) & (p == height)
        assert covering.any()


@pytest.fixture
def store():
    cut = info(3, "Cut", state=SessionState.OPEN, ended_at=None)
    running = info(4, "Running", state=SessionState.OPEN, ended_at=None)
    sessions = FakeSessions(
        info(1, "Ada", days=2), info(2, "Bülent", days=1), cut, running, interrupted=(cut,)
    )
    sessions.timelines = {
        1: timeline(),
        2: timeline(face=False),
        3: SessionTimeline(info(3, duration_s=0.0), NOTHING),
    }
    return FakeStore(FakeClients(client(1, "Ada")), sessions)


def presenter(store):
    view = create_autospec(ReviewView, instance=True)
    made = ReviewPresenter(view, lambda: store, ImmediateTasks())
    made.refresh()
    return made, view


def test_a_running_session_is_not_offered(store):
    _made, view = presenter(store)
    assert [s.id for s in view.show_sessions.call_args.args[0]] == [3, 2, 1]


def test_the_list_is_filtered_by_client(store):
    made, view = presenter(store)
    made.search("bulent")
    assert [s.id for s in view.show_sessions.call_args.args[0]] == [2]
    assert view.show_sessions.call_args.args[1] == 3


def test_jumps_go_through_markers_and_notes_and_stop_at_the_ends(store):
    made, view = presenter(store)
    made.open(1)
    went = []
    while made.next_mark():
        went.append(made.cursor)
    assert went == [20.0, 40.0, 60.0]
    assert made.previous_mark()
    assert made.cursor == 40.0
    assert view.bring_into_view.call_args.args == (40.0,)
    made.previous_mark()
    assert not made.previous_mark()
    assert made.cursor == 20.0


def test_the_cursor_stays_inside(store):
    made, _view = presenter(store)
    made.move_cursor(5.0)
    assert made.cursor == 0.0, "nothing is open yet"
    made.open(1)
    made.move_cursor(1e9)
    assert made.cursor == 100.0
    made.move_cursor(-3)
    assert made.cursor == 0.0


@pytest.fixture
def page(qtbot, store):
    made = ReviewPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(made)
    made.resize(1286, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def opened(page, qtbot, number: int = 1):
    page.open_session(number)
    qtbot.waitUntil(lambda: page.session is not None and page.session.isVisible())
    page.session.timeline.setFocus()
    qtbot.wait(30)
    return page.session.timeline


def test_the_list_opens_with_enter(page, qtbot):
    page._table.select_where(lambda s: s.id == 1)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert page.session.isVisible()
    assert page.title.text().startswith("Ada, ")
    page.show_list()
    assert page._table.isVisible()
    assert page.title.text() == "Review"


def test_keys_zoom_pan_and_fit(page, qtbot):
    axis = opened(page, qtbot)
    assert axis.time_range == pytest.approx((0.0, 100.0))
    page._presenter.move_cursor(50.0)
    qtbot.keyClick(axis, Qt.Key.Key_Plus)
    start, end = axis.time_range
    assert end - start == pytest.approx(100.0 / 1.6)
    assert (start + end) / 2 == pytest.approx(50.0)
    qtbot.keyClick(axis, Qt.Key.Key_Right)
    assert axis.time_range[0] > start
    qtbot.keyClick(axis, Qt.Key.Key_Left)
    assert axis.time_range[0] == pytest.approx(start)
    qtbot.keyClick(axis, Qt.Key.Key_Minus)
    qtbot.keyClick(axis, Qt.Key.Key_Minus)
    assert axis.time_range == pytest.approx((0.0, 100.0))
    qtbot.keyClick(axis, Qt.Key.Key_Plus)
    qtbot.keyClick(axis, Qt.Key.Key_0)
    assert axis.time_range == pytest.approx((0.0, 100.0))


def test_panning_stops_at_the_ends_without_zooming(page, qtbot):
    axis = opened(page, qtbot)
    axis.zoom(2, 50.0)
    width = np.diff(axis.time_range)[0]
    for _ in range(20):
        axis.pan(1)
    assert axis.time_range[1] == pytest.approx(100.0)
    assert np.diff(axis.time_range)[0] == pytest.approx(width)
    for _ in range(40):
        axis.pan(-1)
    assert axis.time_range[0] == pytest.approx(0.0)


def test_m_goes_to_the_next_marker_and_brings_it_into_view(page, qtbot):
    axis = opened(page, qtbot)
    axis.zoom(5, 1.0)
    assert axis.time_range[1] < 20.0
    qtbot.keyClick(axis, Qt.Key.Key_M)
    assert page._presenter.cursor == 20.0
    assert axis.time_range[0] <= 20.0 <= axis.time_range[1]
    qtbot.keyClick(axis, Qt.Key.Key_M)
    qtbot.keyClick(axis, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert page._presenter.cursor == 20.0


def test_a_click_moves_the_cursor_there(page, qtbot):
    axis = opened(page, qtbot)
    view = axis.lanes[2].view
    middle = axis.mapFromScene(view.mapToScene(view.rect().center()))
    QTest.mouseClick(axis.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: page._presenter.cursor > 0)
    assert page._presenter.cursor == pytest.approx(50.0, abs=0.5)
    assert page.session._readout._belief.text() == "no face"


def test_all_lanes_move_together(page, qtbot):
    axis = opened(page, qtbot)
    axis.zoom(3, 30.0)
    ranges = {tuple(np.round(lane.view.viewRange()[0], 6)) for lane in axis.lanes}
    assert len(ranges) == 1


def test_sessions_without_face_or_anything_open_and_paint(page, qtbot):
    for number in (2, 3):
        axis = opened(page, qtbot, number)
        assert not page.grab().isNull()
        axis.zoom(3)
        assert not page.grab().isNull()
    assert not page.session._next.isEnabled()


def test_what_is_drawn_is_bounded_however_long_the_session(qtbot):
    long = series([FaceState.FACE.value] * 36_000)
    data = prepare(SessionTimeline(info(duration_s=3600.0), long))
    axis = ReviewTimeline()
    qtbot.addWidget(axis)
    axis.resize(1000, 560)
    axis.show()
    axis.set_data(data)
    axis._draw()
    assert 500 <= axis.lanes[1].drawn_points() <= 4 * 1000


def test_the_shown_emotions_can_change_while_open(page, qtbot):
    axis = opened(page, qtbot)
    page.set_shown(EMOTIONS)
    qtbot.wait(30)
    assert axis.lanes[1].view.viewRange()[1] == pytest.approx([0.0, len(EMOTIONS)])
    page.set_shown(EMOTIONS[:1])
    qtbot.wait(30)
    assert axis.lanes[1].view.viewRange()[1] == pytest.approx([0.0, 1.0])
    assert axis.time_range == pytest.approx((0.0, 100.0))
    assert not page.grab().isNull()


@pytest.mark.parametrize("size", [(700, 380), (1000, 560), (1500, 900)])
def test_every_lane_and_the_times_fit_into_the_window(qtbot, size):
    axis = ReviewTimeline(EMOTIONS)
    qtbot.addWidget(axis)
    axis.resize(*size)
    axis.show()
    axis.set_data(prepare(timeline()))
    qtbot.wait(30)
    bottoms = [lane.view.sceneBoundingRect().bottom() for lane in axis.lanes]
    assert bottoms == sorted(bottoms)
    assert axis._axis.sceneBoundingRect().bottom() <= axis.viewport().height() + 1


def test_a_change_of_theme_repaints_an_open_session(page, qtbot, qapp):
    opened(page, qtbot)
    dark = page.session.timeline.grab().toImage().pixelColor(2, 2)
    try:
        theme.apply(qapp, theme.ThemeName.LIGHT)
        qtbot.wait(30)
        light = page.session.timeline.grab().toImage().pixelColor(2, 2)
    finally:
        theme.apply(qapp, theme.ThemeName.DARK)
    assert light.lightness() > 128 > dark.lightness()


def test_no_sessions_yet(qtbot):
    page = ReviewPage(FakeStore, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    assert page.shown == "empty"
