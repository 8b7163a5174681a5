"""The live page's music: who makes it, which song, why, and away with it."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.live import MusicState
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui.presenters.live_music import LONGEST_WAIT_S, ComposerView, MusicPresenter
from emotune_gui.ui.views.live import LivePage
from tests.ui.fake_live import FakeControl

FIRST, SECOND = bundled_songs()[:2]
PLAYING = MusicState(
    composer="songs", song=FIRST, song_reasons=("It fits the client.", "It is new today.")
)


class Clock:
    def __init__(self) -> None:
        self.t = 1000.0

    def __call__(self) -> float:
        return self.t


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def control(clock) -> FakeControl:
    return FakeControl(clock)


@pytest.fixture
def view():
    return create_autospec(ComposerView, instance=True)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def made(view, control, clock, said) -> MusicPresenter:
    presenter = MusicPresenter(view, said.append, clock)
    presenter.attach(control)
    return presenter


def test_composers_are_offered_once(view, made):
    names = [choice.name for choice in view.show_composers.call_args.args[0]]
    assert names[0] == "rules"
    assert names[-1] == "songs"


def test_the_song_is_shown_with_its_reasons(view, made):
    made.show(PLAYING)
    view.show_composer.assert_called_with("songs")
    title, why = view.show_song.call_args.args
    assert FIRST.title in title
    assert FIRST.composer in title
    assert why == "It fits the client. It is new today."


def test_without_a_song_nothing_can_be_left(view, made, control, said):
    made.show(MusicState())
    view.show_song.assert_called_with("", "", leaving=False)
    made.skip()
    assert control.calls == []
    assert "No song" in said[0]


def test_a_choice_stands_until_it_is_heard(view, made, control, said):
    made.show(MusicState())
    made.choose("rnn")
    made.choose("rnn")
    assert control.calls == [("composer", "rnn")]
    assert "end of this phrase" in said[0]
    made.show(MusicState())
    view.show_composer.assert_called_with("rnn")
    made.show(MusicState(composer="rnn"))
    made.show(MusicState(composer="rules"))
    view.show_composer.assert_called_with("rules")


def test_a_choice_that_never_comes_about_is_given_up(view, made, clock):
    made.show(MusicState())
    made.choose("rnn-sad")
    clock.t += LONGEST_WAIT_S + 1
    made.show(MusicState())
    view.show_composer.assert_called_with("rules")


def test_what_the_engine_refuses_is_said(view, made, control, said, monkeypatch):
    def refuse(_name: str) -> None:
        raise InvalidInput("There is no composer nobody.")

    monkeypatch.setattr(control, "set_composer", refuse)
    made.show(MusicState())
    made.choose("nobody")
    assert said == ["There is no composer nobody."]
    made.show(MusicState())
    view.show_composer.assert_called_with("rules")


@pytest.mark.parametrize("ban", [False, True])
def test_a_song_that_is_left_says_so_until_the_next_one(view, made, control, said, ban):
    made.show(PLAYING)
    (made.ban if ban else made.skip)()
    assert control.calls == [("skip_song", ban)]
    assert FIRST.title[:20] in said[0]
    made.show(PLAYING)
    assert view.show_song.call_args.kwargs == {"leaving": True}
    assert "phrase ends" in view.show_song.call_args.args[1]
    made.show(replace(PLAYING, song=SECOND))
    assert view.show_song.call_args.kwargs == {"leaving": False}


@pytest.fixture
def page(qtbot, clock, control):
    made = LivePage(now=clock)
    qtbot.addWidget(made)
    made.resize(1286, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    control.advance(0.1)
    made.attach(control)
    made._timer.stop()
    yield made
    made.detach()


def turn(page, clock, control) -> None:
    for _ in range(4):
        clock.t += 0.06
        control.advance(0.06)
        page.presenter.tick()
    QApplication.processEvents()


def play_song(page, clock, control) -> None:
    control.music_state = replace(
        control.music_state, composer="songs", song=FIRST, song_reasons=PLAYING.song_reasons
    )
    turn(page, clock, control)


def test_keys_skip_and_ban(page, qtbot, clock, control):
    play_song(page, clock, control)
    qtbot.keyClick(page, Qt.Key.Key_S)
    qtbot.keyClick(page, Qt.Key.Key_B)
    assert [call for call in control.calls if call[0] == "skip_song"] == [
        ("skip_song", False),
        ("skip_song", True),
    ]


def test_buttons_rest_while_a_song_is_being_left(page, clock, control):
    play_song(page, clock, control)
    skip, ban = page.views.music.song.buttons
    ban.click()
    turn(page, clock, control)
    assert not skip.isEnabled()
    assert ("skip_song", True) in control.calls


def test_the_list_changes_the_composer_and_what_is_shown_does_not(page, clock, control):
    chooser = page.views.music.composer
    turn(page, clock, control)
    assert chooser.currentData() == "rules"
    control.music_state = replace(control.music_state, composer="rnn")
    turn(page, clock, control)
    assert chooser.currentData() == "rnn"
    assert not any(call[0] == "composer" for call in control.calls)
    place = chooser.findData("songs")
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)
    assert ("composer", "songs") in control.calls


def test_escape_fades_also_with_the_list_open(page, qtbot, clock, control):
    qtbot.keyClick(page, Qt.Key.Key_P)
    chooser = page.views.music.composer
    qtbot.waitUntil(chooser.view().isVisible)
    turn(page, clock, control)
    assert chooser.view().isVisible(), "what is shown must not close the list"
    qtbot.keyClick(QApplication.focusWindow(), Qt.Key.Key_Escape)
    assert ("fade",) in control.calls
    chooser.hidePopup()


@pytest.mark.parametrize("size", [(1286, 768), (944, 700)])
def test_a_song_and_the_rating_do_not_overlap(page, clock, control, size):
    page.resize(*size)
    play_song(page, clock, control)
    turn(page, clock, control)
    song, rating = page.views.music.song, page.views.rating
    _skip, ban = song.buttons
    assert ban.height() >= 26
    corner = song.mapTo(page, song.rect().bottomLeft())
    assert corner.y() < rating.mapTo(page, rating.rect().topLeft()).y()
    views = page.views.music
    shown = [w for w in (views._key, views._place, song._title, song._why, ban) if w.isVisible()]
    places = [QRect(w.mapTo(page, w.rect().topLeft()), w.size()) for w in shown]
    for place, one in enumerate(places):
        assert not any(one.intersects(other) for other in places[place + 1 :]), places
    assert song.why == "It fits the client. It is new today."
