"""The review page: list, keys, lanes, jumps."""

from __future__ import annotations

from unittest.mock import create_autospec

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.review import SessionTimeline
from emotune_gui.domain.session import SessionState
from emotune_gui.ui import theme
from emotune_gui.ui.plots.review_timeline import ReviewTimeline
from emotune_gui.ui.presenters.review import ReviewPresenter, ReviewView
from emotune_gui.ui.presenters.review_data import prepare
from emotune_gui.ui.views.review import ReviewPage
from tests.ui.conftest import held
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import NOTHING, client, info, series, timeline


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
    view.when_built.side_effect = lambda go_on: go_on()
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


class TasksInTurn(ImmediateTasks):
    """Answers wait until they are asked for, as events do."""

    def __init__(self) -> None:
        self.waiting = []

    def load(self, slot: str, work, done, failed) -> None:
        self.waiting.append((work, done, failed))

    def answer(self) -> None:
        ImmediateTasks.act(self, *self.waiting.pop(0))


def test_a_session_opened_before_the_view_is_built_waits_for_its_parts(qtbot, store):
    tasks = TasksInTurn()
    made = ReviewPage(lambda: store, tasks)
    qtbot.addWidget(made)
    made.open_session(1)
    tasks.answer()
    assert made.session is None and "Opening" in made._opening.text()
    parts = 0
    while made.session is None or not made.title.text().startswith("Ada, "):
        tasks.answer()
        parts += 1
    assert parts == 3, "no event builds two parts"


def test_marks_of_one_pixel_column_are_drawn_once(page, qtbot):
    overlay = opened(page, qtbot).lanes[0].overlay
    overlay._marks = np.array([10.0, 10.0001, 10.0002, 90.0])
    painter = create_autospec(QPainter, instance=True)
    overlay._paint_marks(painter, overlay.boundingRect())
    assert len(painter.drawLines.call_args.args[0]) == 2


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
    view = axis.lanes[3].view
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
    assert not page.session.transport._next.isEnabled()


def test_what_is_drawn_is_bounded_however_long_the_session(host):
    long = series([FaceState.FACE.value] * 36_000)
    data = prepare(SessionTimeline(info(duration_s=3600.0), long))
    axis = held(host, ReviewTimeline())
    axis.set_data(data)
    axis.draw_all()
    assert 200 <= axis.lanes[1].drawn_points() <= 4 * 1000


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
def test_every_lane_and_the_times_fit_into_the_window(qtbot, host, size):
    host.resize(*size)
    axis = held(host, ReviewTimeline(EMOTIONS))
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
