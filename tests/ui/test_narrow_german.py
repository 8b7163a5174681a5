"""In German, in a window of 1024x700: no button is cut off or covered."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.live_transport import TransportView
from emotune_gui.ui.views.review import ReviewPage
from emotune_gui.ui.widgets.buttons import ActionButton
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import client, info, timeline
from tests.ui.test_language import german

__all__ = ["german"]

ROOM = 912
"""Pixels that the live page has in a window of 1024."""
MARKERS = ("Einsicht", "Anspannung", "Lösung", "Gespräch")


@pytest.fixture
def review(german, qtbot, tmp_path):
    sessions = FakeSessions(info(1, "Ada", days=2))
    sessions.timelines = {1: timeline()}
    store = FakeStore(FakeClients(client(1, "Ada")), sessions)
    page = ReviewPage(lambda: store, ImmediateTasks())
    window = MainWindow({"review": lambda: page, "today": QWidget}, first_page="review")
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    qtbot.waitExposed(window)
    page.open_session(1)
    qtbot.waitUntil(lambda: page.session is not None and page.session.isVisible())
    page.session.film.show_film(RecordingInfo(1, tmp_path, True, True, 0.0, 83.0, 5_000_000, 0))
    qtbot.waitUntil(lambda: page.session.tools.on_two_rows)
    return page.session


def places(session) -> list[QRect]:
    buttons = [b for b in session.tools.findChildren(ActionButton) if b.isVisible()]
    return [QRect(b.mapTo(session, QPoint(0, 0)), b.size()) for b in buttons]


def whole(session) -> bool:
    """Every button of the row has its room, none lies on another or under the film."""
    buttons = [b for b in session.tools.findChildren(ActionButton) if b.isVisible()]
    shown = places(session)
    apart = all(not a.intersects(b) for a in shown for b in shown if a is not b)
    film = session.film.geometry() if session.film.isVisible() else QRect()
    beside = all(not place.intersects(film) for place in shown)
    wide = all(b.width() >= b.sizeHint().width() for b in buttons)
    return apart and beside and wide and len(shown) == 8


def test_the_row_below_the_curves_is_whole_beside_a_film(review, qtbot) -> None:
    assert review.window().width() == 1024
    qtbot.waitUntil(lambda: whole(review))
    assert review.transport.play.text() == "Abspielen"
    before = places(review)
    review.transport.show_playing(True)
    review.layout().activate()
    assert places(review) == before, "the longer word had its room before"


def test_it_is_one_row_again_where_there_is_room(review, qtbot) -> None:
    review.film.hide()
    qtbot.waitUntil(lambda: not review.tools.on_two_rows)
    qtbot.waitUntil(lambda: whole(review))
    assert review.transport.play.key == ""
    tops = {place.top() for place in places(review)}
    assert len(tops) == 1
    review.window().resize(1500, 800)
    qtbot.waitUntil(lambda: review.transport.play.key != "" and whole(review))


def test_what_went_below_keeps_its_order(review, qtbot) -> None:
    def in_order() -> list[str]:
        buttons = [b for b in review.tools.findChildren(ActionButton) if b.isVisible()]
        buttons.sort(
            key=lambda b: (b.mapTo(review, QPoint(0, 0)).y(), b.mapTo(review, QPoint()).x())
        )
        return [b.accessibleName() for b in buttons]

    on_two = in_order()
    review.film.hide()
    qtbot.waitUntil(lambda: not review.tools.on_two_rows)
    assert in_order() == on_two
    review.film.show()
    qtbot.waitUntil(lambda: review.tools.on_two_rows)
    assert in_order() == on_two


def test_the_markers_of_the_live_page_are_whole(german, qtbot) -> None:
    row = TransportView(MARKERS)
    qtbot.addWidget(row)
    row.set_keys_shown(False)
    row.resize(ROOM, 40)
    row.show()
    qtbot.waitExposed(row)
    buttons = [b for b in row.findChildren(ActionButton) if b.isVisible()]
    assert all(b.width() >= b.sizeHint().width() for b in buttons)
    lefts = sorted((b.x(), b.x() + b.width()) for b in buttons)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(lefts))
    assert (row.softer.text(), row.softer.accessibleName()) == ("−", "Leiser")
    assert row.louder.toolTip() == "Lauter (+)"
    row.set_keys_shown(True)
    assert row.softer.text() == "Leiser"


def test_a_label_of_ones_own_that_is_too_long_is_shortened_not_cut(qtbot) -> None:
    word = "Ein sehr langer Name einer Marke"
    button = ActionButton(word)
    qtbot.addWidget(button)
    button.resize(70, 36)
    short = button.grab().toImage()
    button.setText("Ein s…")
    same = button.grab().toImage()
    ends = [QPoint(x, y) for x in (0, 1, 2, 67, 68, 69) for y in range(8, 28)]
    assert all(short.pixel(at) == same.pixel(at) for at in ends), "no letter runs into the edge"
    assert button.focusPolicy() is Qt.FocusPolicy.StrongFocus
