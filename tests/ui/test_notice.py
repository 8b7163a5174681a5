from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.faults import Severity
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.widgets.notice import NoticeLine


def line(qtbot) -> NoticeLine:
    made = NoticeLine()
    qtbot.addWidget(made)
    return made


def test_what_is_offered_is_done_once(qtbot):
    notice, done = line(qtbot), []
    notice.show_offer("Ada was archived.", "Undo", lambda: done.append(1))
    assert notice.offering and notice.message == "Ada was archived."
    qtbot.mouseClick(notice._offer, Qt.MouseButton.LeftButton)
    assert done == [1] and not notice.offering and notice.message == ""
    assert not notice.take_offer()
    assert done == [1]


def test_another_notice_takes_the_offer_away(qtbot):
    notice, done = line(qtbot), []
    notice.show_offer("Ada was archived.", "Undo", lambda: done.append(1))
    notice.show_message("Saved.")
    assert not notice.offering and not notice._offer.isVisible()
    assert not notice.take_offer() and done == []


def test_a_fault_is_not_hidden_by_an_offer(qtbot):
    notice = line(qtbot)
    notice.show_message("The disk is full.", Severity.FAULT)
    notice.show_offer("Ada was archived.", "Undo", lambda: None)
    assert notice.message == "The disk is full." and not notice.offering


def test_the_key_undoes_only_while_it_is_offered(qtbot):
    window, done = MainWindow({"today": QWidget, "clients": QWidget}), []
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.offer("Ada was archived.", "Undo", lambda: done.append(1))
    assert window._undo.isEnabled()
    window.activateWindow()
    window.show_page("clients")
    assert not window._undo.isEnabled(), "other pages undo their own by this key"
    assert window.notice == "Ada was archived.", "the button stays"
    assert window._notices.take_offer() and done == [1]
