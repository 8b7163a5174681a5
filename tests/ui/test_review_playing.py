"""Playing in the review, the selected stretch, and the choice of lanes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from unittest.mock import create_autospec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.music import Mode
from emotune_gui.domain.review import SessionTimeline, SongPlayed
from emotune_gui.domain.scale import ScaleKind, ScaleReading
from emotune_gui.ui.presenters.review import ReviewPresenter, ReviewView
from emotune_gui.ui.presenters.review_data import prepare
from emotune_gui.ui.presenters.review_playing import unheard
from emotune_gui.ui.presenters.review_span import span_rows, span_statistics, span_title
from emotune_gui.ui.views.review import ReviewPage
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import NOTHING, client, info, timeline


class FakePlayer:
    """Plays nothing; `second` is moved by hand."""

    def __init__(self) -> None:
        self.playing, self.second, self.problem = False, 0.0, ""
        self.calls: list[tuple] = []

    def load(self, notes, levels, end_s):
        self.calls.append(("load", len(notes), levels, end_s))
        self.playing, self.second = False, 0.0

    def play(self, second):
        self.playing, self.second = True, second

    def pause(self):
        self.playing = False

    def seek(self, second):
        self.calls.append(("seek", second))
        self.second = second

    def close(self, timeout=0.0):
        self.calls.append(("close",))
        return True


@pytest.fixture
def store():
    sessions = FakeSessions(info(1, "Ada", days=2), info(3, "Cut"))
    scaled = replace(
        timeline(),
        scales=(
            ScaleReading(0.0, ScaleKind.SUDS, 7.0),
            ScaleReading(99.0, ScaleKind.SUDS, 3.0),
            ScaleReading(99.0, ScaleKind.PLEASURE, 0.7),
        ),
    )
    sessions.timelines = {1: scaled, 3: SessionTimeline(info(3, duration_s=0.0), NOTHING)}
    return FakeStore(FakeClients(client(1, "Ada")), sessions)


@pytest.fixture
def player():
    return FakePlayer()


def opened_presenter(store, player):
    view = create_autospec(ReviewView, instance=True)
    view.when_built.side_effect = lambda go_on: go_on()
    made = ReviewPresenter(view, lambda: store, ImmediateTasks(), player)
    made.refresh()
    made.open(1)
    return made, view


def test_the_session_is_given_to_the_player_with_what_was_asked(store, player):
    opened_presenter(store, player)
    name, notes, levels, end_s = player.calls[-1]
    assert (name, notes, end_s) == ("load", 100, 100.0)
    assert levels[1] == 70.0


def test_the_cursor_goes_with_what_is_heard_and_stays_where_it_is_paused(store, player):
    made, view = opened_presenter(store, player)
    made.move_cursor(20.0)
    made.toggle_playing()
    assert (player.playing, player.second) == (True, 20.0)
    player.second = 20.3
    made.playing.tick()
    view.follow_cursor.assert_called_with(20.3)
    assert made.cursor == pytest.approx(20.3)
    made.toggle_playing()
    assert not player.playing
    assert made.cursor == pytest.approx(20.3)
    view.show_playing.assert_called_with(False)


def test_a_click_while_it_plays_seeks_and_a_jump_too(store, player):
    made, _view = opened_presenter(store, player)
    made.toggle_playing()
    made.move_cursor(50.0)
    made.next_mark()
    assert [call for call in player.calls if call[0] == "seek"] == [("seek", 50.0), ("seek", 60.0)]


def test_following_does_not_seek(store, player):
    made, _view = opened_presenter(store, player)
    made.toggle_playing()
    player.second = 7.0
    made.playing.tick()
    assert ("seek", 7.0) not in player.calls


def test_it_says_once_why_nothing_is_heard_and_stops_when_the_player_does(store, player):
    made, view = opened_presenter(store, player)
    made.toggle_playing()
    player.problem = "A session is running; listen when it has ended."
    made.playing.tick()
    made.playing.tick()
    assert view.show_notice.call_count == 1
    player.playing = False
    made.playing.tick()
    view.show_playing.assert_called_with(False)


def test_a_session_without_music_cannot_be_played_and_says_why(store, player):
    made, view = opened_presenter(store, player)
    made.open(3)
    playable, reason = view.show_playable.call_args.args
    assert playable is False
    assert "nothing to play" in reason
    made.toggle_playing()
    assert not player.playing


def test_a_recording_is_said_not_to_be_heard_once(store, player):
    songs = (
        SongPlayed(0, "a", "Sea", 0.0, 40.0),
        SongPlayed(1, "b", "Rain tape", 99.1, 99.9),
    )
    store.sessions.timelines[1] = replace(timeline(), songs=songs)
    made, view = opened_presenter(store, player)
    assert unheard(made.data) == ("Rain tape",)
    for _ in range(3):
        made.toggle_playing()
    said = [call.args[0] for call in view.show_notice.call_args_list]
    assert said == ["“Rain tape” was played from a sound file, which is not heard again here."]


def test_statistics_of_a_stretch():
    data = prepare(timeline())
    span = span_statistics(data, 45.0, 65.0)
    assert span.seconds_by_emotion == ((Emotion.HAPPINESS, pytest.approx(15.0)),)
    assert span.believed_share == pytest.approx(0.75)
    assert span.valence == (pytest.approx(0.5), pytest.approx(0.0))
    assert span.tempo == (pytest.approx(120.0), pytest.approx(0.0))
    assert (span.ratings, span.marks) == (0, 1)
    assert span.mode in (Mode.IONIAN, Mode.DORIAN)
    assert span_title(span) == "00:45 to 01:05, 20 s"
    assert dict(span_rows(span))["valence"] == "+0.50 ± 0.00"


@given(st.floats(0, 100), st.floats(0, 100))
def test_parts_of_a_session_add_up_to_it(first, second):
    data = prepare(timeline())
    cuts = [0.0, *sorted((first, second)), 100.0]
    parts = [span_statistics(data, a, b) for a, b in pairwise(cuts)]
    total = sum(seconds for part in parts for _, seconds in part.seconds_by_emotion)
    assert total == pytest.approx(95.0, abs=1e-6)
    assert sum(part.notes for part in parts) == 100


def test_a_stretch_of_nothing():
    span = span_statistics(prepare(SessionTimeline(info(duration_s=0.0), NOTHING)), 0.0, 1.0)
    assert span.valence is None
    assert span.believed_share is None
    assert dict(span_rows(span)) == {"notes played": "0", "ratings": "0", "marks": "0"}


@pytest.fixture
def page(qtbot, store, player, settings):
    made = ReviewPage(lambda: store, ImmediateTasks(), player=player, settings=settings)
    qtbot.addWidget(made)
    made.resize(1286, 768)
    made.show()
    qtbot.waitExposed(made)
    made.open_session(1)
    qtbot.waitUntil(lambda: made.session is not None and made.session.isVisible())
    made.session.timeline.setFocus()
    qtbot.wait(30)
    return made


def test_space_plays_and_leaving_silences(page, player, qtbot):
    axis = page.session.timeline
    qtbot.keyClick(axis, Qt.Key.Key_Space)
    assert player.playing
    assert page.session.transport.play.text() == "Pause"
    player.second = 42.0
    qtbot.waitUntil(lambda: page._presenter.cursor == 42.0)
    page.show_list()
    assert not player.playing
    assert ("close",) in player.calls


def test_the_view_goes_along_with_the_cursor(page, player, qtbot):
    axis = page.session.timeline
    axis.move_to(0.0, 10.0)
    axis.follow(5.0)
    assert axis.time_range == pytest.approx((0.0, 10.0))
    axis.follow(9.8)
    start, end = axis.time_range
    assert start < 9.8 < end
    assert end - start == pytest.approx(10.0)
    axis.move_to(95.0, 105.0)
    assert axis.time_range == pytest.approx((90.0, 100.0))


def at(axis, t: float, lane: int = 1) -> QPoint:
    view = axis.lanes[lane].view
    scene = view.mapViewToScene(QPointF(t, view.low))
    return axis.mapFromScene(scene) - QPoint(0, 8)


def drag(axis, start: QPoint, end: QPoint, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    port = axis.viewport()
    QTest.mouseMove(port, start)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, modifier, start)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    for share in np.linspace(0.2, 1.0, 5):
        place = QPointF(start) + (QPointF(end) - QPointF(start)) * float(share)
        everywhere = QPointF(port.mapToGlobal(place.toPoint()))
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, everywhere,
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifier,
        )  # fmt: skip
        QApplication.sendEvent(port, event)
        QTest.qWait(15)  # pyqtgraph takes a hundred moves a second
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, end)


def test_a_drag_with_shift_selects_and_escape_lets_go(page, qtbot):
    axis = page.session.timeline
    drag(axis, at(axis, 30.0), at(axis, 50.0), Qt.KeyboardModifier.ShiftModifier)
    assert page._presenter._span == pytest.approx((30.0, 50.0), abs=0.5)
    assert "00:30 to" in page.session._readout._span_title.text() or "00:29" in (
        page.session._readout._span_title.text()
    )
    assert axis.time_range == pytest.approx((0.0, 100.0))
    qtbot.keyClick(axis, Qt.Key.Key_Escape)
    assert page._presenter._span is None


def test_the_cursor_is_dragged_where_it_is_taken_hold_of(page):
    axis = page.session.timeline
    page._presenter.move_cursor(40.0)
    drag(axis, at(axis, 40.0), at(axis, 70.0))
    assert page._presenter.cursor == pytest.approx(70.0, abs=0.5)
    assert axis.time_range == pytest.approx((0.0, 100.0))


def test_the_keyboard_selects_from_and_to_the_cursor(page, qtbot):
    axis = page.session.timeline
    page._presenter.move_cursor(10.0)
    qtbot.keyClick(axis, Qt.Key.Key_BracketLeft)
    page._presenter.move_cursor(25.0)
    qtbot.keyClick(axis, Qt.Key.Key_BracketRight)
    assert page._presenter._span == (10.0, 25.0)


def test_lanes_are_chosen_and_remembered(page, store, player, settings, qtbot):
    lanes = page.session.lanes
    assert "confidence" not in lanes.wanted
    lanes.set_wanted(["emotions", "confidence", "scales"])
    shown = [lane.name for lane in page.session.timeline.lanes if not lane.hidden]
    assert shown == ["marks", "emotions", "confidence", "scales"]
    again = ReviewPage(lambda: store, ImmediateTasks(), player=player, settings=settings)
    qtbot.addWidget(again)
    again.show()
    again.open_session(1)
    qtbot.waitUntil(lambda: again.session is not None)
    assert again.session.lanes.wanted == ["emotions", "confidence", "scales"]
    assert not again.grab().isNull()
