"""Esc fades whatever is open, focused or in front; a stroke acts once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QTableWidget, QVBoxLayout, QWidget

from emotune_gui.ui.everywhere import POPUP_EVERY_MS, EverywhereKey, InputWatch

ESCAPE = QKeyCombination(Qt.Key.Key_Escape)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def strokes(window):
    done = []
    key = EverywhereKey(ESCAPE, lambda: done.append(True), window)
    key.set_enabled(True)
    yield done
    key.set_enabled(False)


def press(window) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)


def put(window, widget):
    window.layout().addWidget(widget)
    widget.setFocus()
    return widget


def test_each_stroke_acts_once(window, strokes, qtbot) -> None:
    for count in (1, 2, 3):
        press(window)
        qtbot.wait(1)
        assert len(strokes) == count


def test_from_a_text_field(window, strokes) -> None:
    put(window, QLineEdit())
    press(window)
    assert strokes == [True]


def test_from_a_cell_that_is_being_edited(window, strokes, qtbot) -> None:
    """An editor of a table claims Esc before any shortcut hears of it."""
    table = put(window, QTableWidget(1, 1))
    table.setCurrentCell(0, 0)
    table.edit(table.currentIndex())
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QLineEdit))
    press(window)
    assert strokes == [True]


def test_from_an_open_menu(window, strokes, qtbot) -> None:
    menu = QMenu(window)
    menu.addAction("One")
    menu.popup(window.pos())
    qtbot.waitUntil(menu.isVisible)
    qtbot.wait(2 * POPUP_EVERY_MS)
    QTest.keyClick(menu.windowHandle(), Qt.Key.Key_Escape)
    qtbot.wait(1)
    assert strokes == [True]
    assert not menu.isVisible()


def test_from_an_open_list(window, strokes, qtbot) -> None:
    combo = put(window, QComboBox())
    combo.addItems(["One", "Two"])
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    qtbot.wait(2 * POPUP_EVERY_MS)
    # The system sends the key to the window behind the list.
    press(window)
    assert strokes == [True]


def test_where_a_view_has_an_escape_of_its_own(window, strokes, qtbot) -> None:
    own = []
    shortcut = QShortcut(QKeySequence("Esc"), window)
    shortcut.activated.connect(lambda: own.append(True))
    put(window, QLineEdit())
    press(window)
    qtbot.wait(1)
    assert strokes == [True]
    assert own == [True]


def test_a_focused_object_that_dies_is_let_go_of(window, strokes, qtbot) -> None:
    field = put(window, QLineEdit())
    field.deleteLater()
    qtbot.wait(5)
    press(window)
    assert strokes == [True]


def test_nothing_is_heard_when_switched_off(window, qtbot) -> None:
    done = []
    key = EverywhereKey(ESCAPE, lambda: done.append(True), window)
    key.set_enabled(True)
    key.set_enabled(False)
    press(window)
    assert done == []


def test_keyboard_and_mouse_are_signs_of_life(window, qtbot) -> None:
    seen = []
    watch = InputWatch(lambda: seen.append(True), window)
    watch.set_enabled(True)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    by_key = len(seen)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    assert by_key
    assert len(seen) > by_key
    watch.set_enabled(False)
    before = len(seen)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert len(seen) == before
