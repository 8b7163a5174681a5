"""The client's screen: no emotions, no flashes, and always a way to stop."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.live import MusicState, ScalePrompt
from emotune_gui.domain.music import MusicControls
from emotune_gui.domain.scale import Moment, ScaleKind
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui.presenters.client_screen import LIGHT_RANGE, LIGHT_SLEW, SlowLight, pacer
from emotune_gui.ui.views.client_notice import NoticeDialog
from emotune_gui.ui.views.client_screen import ClientScreen, light_colour
from tests.ui.test_live_page import clock, control, page, run

__all__ = ["clock", "control", "page"]

PROMPT = ScalePrompt(Moment.ASKED, 0.0)


@given(st.floats(0, 7200), st.floats(-10, 50))
def test_the_pacer_breathes_four_to_eight_times_a_minute_without_a_jump(t, breaths) -> None:
    full, _ = pacer(t, breaths)
    assert 0.0 <= full <= 1.0
    following, _ = pacer(t + 0.05, breaths)
    # The steepest breath takes 40 % of 7.5 s from empty to full.
    assert abs(following - full) <= 0.05 * 3.1416 / 2 / (0.4 * 7.5) + 1e-6


def test_a_breath_takes_its_time() -> None:
    turns = sum(
        not before and now
        for before, now in pairwise(pacer(step / 100, 6.0)[1] for step in range(6000 + 1))
    )
    assert turns == 6
    assert pacer(4.0, 6.0)[0] == pytest.approx(1.0)


musics = st.builds(
    lambda loud, dense, v, faded: MusicState(
        controls=MusicControls(100.0, loud, dense), target=Affect(v, 0.0), faded=faded
    ),
    st.floats(0, 127),
    st.floats(0, 20),
    st.floats(-1, 1),
    st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(musics, st.floats(0.0, 2.0)), min_size=2, max_size=60))
def test_the_light_can_never_flash_whatever_the_music_does(script) -> None:
    """Three flashes a second need 0.6 of luminance change a second; this is a tenth of it."""
    light = SlowLight()
    for music, dt in script:
        before = light.now.level
        after = light.step(music, dt).level
        assert abs(after - before) <= LIGHT_SLEW * min(dt, 0.25) + 1e-9
        assert LIGHT_RANGE[0] <= after <= LIGHT_RANGE[1]


@given(musics)
def test_the_colour_painted_has_the_luminance_meant(music) -> None:
    light = SlowLight()
    for _ in range(40):
        light.step(music, 0.25)
    colour = light_colour(light.now)

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    parts = (colour.redF(), colour.greenF(), colour.blueF())
    weights = (0.2126, 0.7152, 0.0722)
    painted = sum(w * linear(p) for w, p in zip(weights, parts, strict=True))
    assert painted == pytest.approx(light.now.level, abs=0.01)


@pytest.fixture
def screen(qtbot):
    made = ClientScreen(looks=True, listens=True)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_before_anything_else_the_notice_is_read(screen, qtbot) -> None:
    assert screen.part == "notice"
    assert "face and your voice" in screen.notice_text.text()
    rated = []
    screen.score_rated.connect(rated.append)
    qtbot.keyClick(screen, Qt.Key.Key_3)
    assert rated == []
    with qtbot.waitSignal(screen.acknowledged):
        qtbot.keyClick(screen, Qt.Key.Key_Return)
    assert screen.part == "calm"
    qtbot.keyClick(screen, Qt.Key.Key_3)
    assert rated == [3]


@pytest.mark.parametrize("width", [700, 960, 1920])
def test_the_whole_notice_is_on_screen(screen, width, qtbot) -> None:
    screen.resize(width, 640)
    qtbot.wait(20)
    words = screen.notice_text
    assert words.fontMetrics().height() >= 20
    assert words.height() >= words.heightForWidth(words.width())
    lines = words.heightForWidth(words.width()) / words.fontMetrics().lineSpacing()
    assert lines > 3.5, "it is wrapped, so that a line could be lost"


def test_the_notice_is_confirmed_by_the_client_or_aloud(qtbot) -> None:
    ada = Client(4, "Ada", datetime.now(UTC), frozenset({Purpose.ANALYSE_VOICE}))
    for press, aloud in (("told", True), ("read", False)):
        dialog = NoticeDialog(ada)
        qtbot.addWidget(dialog)
        dialog.show()
        assert "your voice" in dialog.words.text() and "face" not in dialog.words.text()
        with qtbot.waitSignal(dialog.accepted):
            getattr(dialog, press).click()
        assert dialog.aloud is aloud


def test_who_was_told_before_gets_no_notice_again(page, control, clock, qtbot) -> None:
    control.client = type(control.client)(
        4, "Ada Lindqvist", control.client.created_at, frozenset({Purpose.ANALYSE_FACE})
    )
    run(page, control, clock)
    page.client.told = {4}
    page.client.open()
    assert page.client.screen.part == "calm"
    page.client.close()


def test_reading_it_there_is_told_to_whoever_keeps_it(opened, page, qtbot) -> None:
    with qtbot.waitSignal(page.client.notice_read) as told:
        opened.read_button.click()
    assert told.args[0].client.id == 4 and page.client.told == {4}


def test_a_question_waits_until_the_notice_is_read(screen, qtbot) -> None:
    screen.show_question(PROMPT)
    assert screen.part == "notice"
    screen.read_button.click()
    assert screen.part == "question"
    screen.show_question(None)
    assert screen.part == "calm"


def test_who_is_not_analysed_gets_no_notice(qtbot) -> None:
    made = ClientScreen(looks=False, listens=False)
    qtbot.addWidget(made)
    assert made.part == "calm"


def test_the_question_is_answered_as_far_as_one_likes(screen, qtbot) -> None:
    screen.read_button.click()
    screen.show_question(PROMPT)
    given_answers = []
    screen.answered.connect(given_answers.append)
    screen.card.done_button.click()
    assert given_answers == [{}]
    qtbot.keyClick(screen.card, Qt.Key.Key_1)
    qtbot.keyClick(screen.card, Qt.Key.Key_0)
    line = screen.card.lines[0]
    qtbot.keyClick(line, Qt.Key.Key_Right)
    screen.card.done_button.click()
    assert given_answers[-1] == {ScaleKind.SUDS: 10.0, ScaleKind.PLEASURE: 0.55}


def test_the_music_can_always_be_stopped(screen, qtbot) -> None:
    stopped = []
    screen.stop_asked.connect(lambda: stopped.append(True))
    for prepare in (lambda: None, screen.read_button.click, lambda: screen.show_question(PROMPT)):
        prepare()
        assert screen.stop_button.isVisible()
        screen.stop_button.click()
    assert len(stopped) == 3


def test_everything_has_a_name(screen) -> None:
    for button in screen.findChildren(QAbstractButton):
        assert button.accessibleName(), button.text()
    assert "breaths" in screen.calm.accessibleName()
    assert all("not answered" in line.accessibleName() for line in screen.card.lines)


def test_the_pacer_is_adjusted_within_its_bounds(screen, qtbot) -> None:
    screen.read_button.click()
    for _ in range(20):
        qtbot.keyClick(screen, Qt.Key.Key_Plus)
    assert screen.calm.breaths == 8.0
    for _ in range(20):
        qtbot.keyClick(screen, Qt.Key.Key_Minus)
    assert screen.calm.breaths == 4.0


# Beside the live page


@pytest.fixture
def opened(page, control, clock, qtbot):
    control.client = type(control.client)(
        4, "Ada Lindqvist", control.client.created_at, frozenset({Purpose.ANALYSE_FACE})
    )
    run(page, control, clock)
    page.client.open()
    yield page.client.screen
    page.client.close()


def test_it_says_nothing_of_the_client_or_of_emotions(opened, page, control, clock) -> None:
    opened._read()
    run(page, control, clock, 2.0)
    said = " ".join(label.text() for label in opened.findChildren(QLabel)) + opened.windowTitle()
    for word in ("Ada", "Lindqvist", "happy", "sadness", "neutral", "anger"):
        assert word not in said


def test_rating_and_stopping_there_reach_the_session(opened, page, control) -> None:
    opened._read()
    opened.score_rated.emit(4)
    opened.stop_button.click()
    assert ("rate", 4, None, "client") in control.calls
    assert control.calls[-1] == ("fade",)
    assert any(call[0] == "mark" and "notice" in call[1] for call in control.calls)


def test_a_question_goes_to_the_client_first_and_comes_here_by_key(
    opened, page, control, clock, qtbot
) -> None:
    opened._read()
    page.presenter.scales.ask()
    run(page, control, clock)
    assert opened.part == "question"
    assert not page._scales.isVisible()
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_D)
    assert opened.part == "calm"
    assert page._scales.isVisible()
    qtbot.keyClick(page._scales, Qt.Key.Key_4)
    qtbot.keyClick(page._scales, Qt.Key.Key_Return)
    assert control.calls[-1] == ("answer_scales", {ScaleKind.SUDS: 4.0}, "therapist")
    assert not any(call[0] == "mark" and call[1] == "Talking" for call in control.calls)


def test_escape_there_fades_the_music(opened, page, control, qtbot) -> None:
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_Escape)
    assert control.calls[-1] == ("fade",)


def test_closing_it_leaves_the_session_alone(opened, page, control, clock) -> None:
    page.presenter.scales.ask()
    opened.close()
    assert page.client.screen is None
    run(page, control, clock)
    assert page._scales.isVisible(), "the question is asked here instead"
    assert ("end",) not in control.calls


def test_it_closes_with_the_session(opened, page, control, qtbot) -> None:
    page.detach()
    assert page.client.screen is None


def test_the_end_is_asked_for_once_and_never_waited_for(page, control, clock, qtbot) -> None:
    control.asks_scales = True
    run(page, control, clock)
    page.presenter.end()
    assert ("end",) not in control.calls
    assert page._scales.isVisible()
    page.presenter.end()
    assert control.calls[-1] == ("end",)


def test_answering_at_the_end_ends(page, control, clock, qtbot) -> None:
    control.asks_scales = True
    run(page, control, clock)
    page.presenter.end()
    page._scales.dismissed.emit()
    assert control.calls[-1] == ("end",)
