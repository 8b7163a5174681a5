"""The lock: everything of a client off the screen, the music's keys still there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from emotune_gui.ui.presenters.locking import (
    WAIT_S,
    LockPresenter,
    hashed,
    matches,
    pin_problem,
)
from emotune_gui.ui.presenters.settings import marker_presets, read_preferences
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.lock import Lock
from tests.ui.fake_store import ImmediateTasks

CTRL = Qt.KeyboardModifier.ControlModifier
NAME = "Ada Lindqvist"


class View:
    def __init__(self) -> None:
        self.told: list[object] = []

    def cover(self, *, asks_pin: bool) -> None:
        self.told.append(("cover", asks_pin))

    def uncover(self) -> None:
        self.told.append("uncover")

    def show_refused(self, sentence: str, wait_s: float) -> None:
        self.told.append(wait_s)


class Clock:
    t = 0.0

    def __call__(self) -> float:
        return self.t


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lock(clock):
    return LockPresenter(View(), ImmediateTasks(), clock)


@settings(max_examples=5, deadline=None)
@given(st.text(min_size=4, max_size=12), st.text(max_size=12))
def test_only_the_same_pin_matches_and_it_is_not_stored(pin: str, other: str) -> None:
    stored = hashed(pin)
    assert matches(pin, stored)
    assert matches(other, stored) == (other == pin)
    assert pin.encode().hex() not in stored
    assert hashed(pin) != stored, "each PIN has a salt of its own"


@pytest.mark.parametrize("stored", ["", "zz", "00", "00:", "nonsense:12"])
def test_a_damaged_hash_is_matched_by_nothing(stored: str) -> None:
    assert not matches("1234", stored)


def test_too_short_a_pin_is_told() -> None:
    assert "4" in pin_problem("123")
    assert not pin_problem("1234")
    assert not pin_problem("")


def test_it_locks_by_itself_only_when_nobody_touched_it(lock, clock) -> None:
    lock.after_s = 60.0
    clock.t = 50.0
    lock.touched()
    clock.t = 100.0
    lock.look()
    assert not lock.locked
    clock.t = 110.0
    lock.look()
    assert lock.locked


def test_without_minutes_it_never_locks_by_itself(lock, clock) -> None:
    clock.t = 1e6
    lock.look()
    assert not lock.locked


def test_a_wrong_pin_opens_nothing_and_has_to_wait(lock, clock) -> None:
    lock.pin = hashed("2580")
    lock.lock()
    for _ in range(3):
        lock.unlock("1111")
    assert lock.locked
    assert lock._view.told[-1] == WAIT_S[3]
    lock.unlock("2580")
    assert lock.locked, "not while it has to wait"
    clock.t += WAIT_S[3]
    lock.unlock("2580")
    assert not lock.locked


def test_what_would_show_a_name_waits_for_the_key(lock) -> None:
    shown = []
    lock.lock()
    lock.when_open(lambda: shown.append(True))
    assert not shown
    lock.unlock()
    assert shown == [True]


@pytest.fixture
def window(qtbot):
    page = QWidget()
    QVBoxLayout(page).addWidget(QLabel(NAME))
    made = MainWindow({"today": lambda: page, "clients": QWidget}, first_page="today")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def real(window):
    made = Lock(window, ImmediateTasks())
    yield made
    made.stop()


def texts(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def stroke(window: QWidget, qtbot, key=Qt.Key.Key_L, modifier=CTRL) -> None:
    QTest.keyClick(window.windowHandle(), key, modifier)
    qtbot.wait(2)


def test_the_key_hides_every_page_and_brings_it_back(window, real, qtbot) -> None:
    assert NAME in texts(window)
    stroke(window, qtbot)
    assert real.locked
    assert NAME not in texts(window)
    assert NAME not in window.windowTitle()
    stroke(window, qtbot, Qt.Key.Key_2)
    assert window.current_page == "today", "the rail's keys are quiet"
    stroke(window, qtbot)
    assert not real.locked
    assert NAME in texts(window)


def test_an_open_dialog_is_hidden_too_and_comes_back(window, real, qtbot) -> None:
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QLabel(NAME))
    dialog.open()
    qtbot.waitExposed(dialog)
    finished = []
    dialog.finished.connect(finished.append)
    real.toggle()
    assert not dialog.isVisible()
    real.toggle()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert not finished
    dialog.reject()


def test_with_a_pin_the_key_alone_does_not_open(window, real, qtbot) -> None:
    real.set_terms(pin=hashed("2580"), after_minutes=0)
    stroke(window, qtbot)
    stroke(window, qtbot)
    assert real.locked
    qtbot.keyClicks(real.page.pin_field, "2581")
    qtbot.keyClick(real.page.pin_field, Qt.Key.Key_Return)
    assert real.locked
    assert "not the PIN" in real.page.said
    assert real.page.pin_field.text() == ""
    qtbot.keyClicks(real.page.pin_field, "2580")
    qtbot.keyClick(real.page.pin_field, Qt.Key.Key_Return)
    assert not real.locked


def test_the_music_keeps_its_buttons(window, real, qtbot) -> None:
    asked = []
    real.page.fade_asked.connect(lambda: asked.append("fade"))
    real.page.resume_asked.connect(lambda: asked.append("resume"))
    real.page.show_session(running=True)
    real.toggle()
    qtbot.mouseClick(real.page._fade, Qt.MouseButton.LeftButton)
    qtbot.keyClick(real.page, Qt.Key.Key_R)
    assert asked == ["fade", "resume"]


def test_what_is_stored_wrongly_falls_back(settings) -> None:
    for key, value in (("lock/minutes", "soon"), ("client_screen/breaths", "99")):
        settings.setValue(key, value)
    chosen = read_preferences(settings)
    assert (chosen.lock_minutes, chosen.breaths) == (15, 6.0)


def test_marker_presets_are_at_most_four_and_each_once() -> None:
    wanted = ["", " Tears ", "Tears", "Laugh\tter", "Silence", "Move", "Fifth"]
    assert marker_presets(wanted) == ("Tears", "Laugh ter", "Silence", "Move")
