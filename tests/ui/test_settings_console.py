"""Lock, markers, questions and pacer as they are set and kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from emotune_gui.ui.presenters.locking import matches
from emotune_gui.ui.presenters.settings import read_preferences
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.live import LivePage
from emotune_gui.ui.views.settings import SettingsPage
from tests.ui.fake_live import FakeControl
from tests.ui.fake_store import ImmediateTasks
from tests.ui.test_live_page import Clock


@pytest.fixture
def page(qtbot, settings):
    made = SettingsPage(settings, tasks=ImmediateTasks())
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_a_pin_is_kept_as_a_hash_only(page, settings, qtbot) -> None:
    qtbot.keyClicks(page._lock._pin, "2580")
    qtbot.mouseClick(page._lock._keep, Qt.MouseButton.LeftButton)
    stored = read_preferences(settings).lock_pin
    assert "2580" not in stored
    assert matches("2580", stored)
    assert page._lock._pin.text() == ""
    page._lock._clear.click()
    assert read_preferences(settings).lock_pin == ""


def test_a_pin_too_short_is_not_kept(page, settings, qtbot) -> None:
    qtbot.keyClicks(page._lock._pin, "12")
    page._lock._keep.click()
    assert read_preferences(settings).lock_pin == ""
    assert "4" in page._lock._words.text()


def test_what_is_set_is_kept(page, settings) -> None:
    page._lock._minutes.setValue(5)
    page._console._breaths.setValue(5.5)
    page._console._asks.click()
    page._console._fields[1].setText("Tears")
    page._console._fields[1].editingFinished.emit()
    chosen = read_preferences(settings)
    assert (chosen.lock_minutes, chosen.breaths, chosen.ask_scales) == (5, 5.5, False)
    assert chosen.markers == ("Tears",)


def test_markers_are_the_therapists_own(qtbot) -> None:
    moment = Clock()
    control = FakeControl(moment)
    live_page = LivePage(now=moment)
    window = MainWindow({"live": lambda: live_page}, first_page="live")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    control.advance()
    live_page.attach(control)
    live_page.set_markers(("Tears", "Laughter"))
    qtbot.keyClick(live_page, Qt.Key.Key_2)
    assert control.calls[-1] == ("mark", "Laughter")
    count = len(control.calls)
    qtbot.keyClick(live_page, Qt.Key.Key_3)
    assert len(control.calls) == count
    live_page.set_markers(())
    qtbot.keyClick(live_page, Qt.Key.Key_3)
    assert control.calls[-1] == ("mark", "Release")
    live_page.detach()
