"""The main window: rail, lazy pages, notices, theme and geometry."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QWidget

from emotune_gui.domain.faults import Severity
from emotune_gui.ui import theme
from emotune_gui.ui.shell import PAGE_ORDER, MainWindow
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.widgets.rail import RailButton


@pytest.fixture
def window(qtbot, settings, dressed):
    made = MainWindow(dict.fromkeys(PAGE_ORDER, QWidget), settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    theme.apply(dressed, ThemeName.DARK)


def test_only_the_first_page_is_built_at_the_start(window):
    assert window.is_built("today")
    assert not any(window.is_built(name) for name in PAGE_ORDER if name != "today")


@pytest.mark.parametrize("position", range(1, 1 + len(PAGE_ORDER)))
def test_control_and_digit_shows_that_page(window, qtbot, position):
    key = Qt.Key(Qt.Key.Key_0 + position)
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page == PAGE_ORDER[position - 1]
    assert window.is_built(PAGE_ORDER[position - 1])


def test_a_page_is_built_once(qtbot, settings):
    built = []

    def build() -> QWidget:
        built.append(QWidget())
        return built[-1]

    window = MainWindow({"today": QWidget, "live": build}, settings)
    qtbot.addWidget(window)
    for name in ("live", "today", "live"):
        window.show_page(name)
    assert len(built) == 1
    assert window.page("live") is built[0]


def test_pages_left_out_leave_the_rail(qtbot, settings):
    window = MainWindow({"live": QWidget, "today": QWidget}, settings)
    qtbot.addWidget(window)
    titles = [button.text() for button in window.findChildren(RailButton)]
    assert titles == ["Today", "Live"]


def test_a_click_on_the_rail_shows_the_page(window, qtbot):
    button = next(b for b in window.findChildren(RailButton) if b.text() == "Review")
    with qtbot.waitSignal(window.page_shown) as shown:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.args == ["review"]


def test_a_marked_entry_says_so_in_words(window):
    window.mark_page("live", True)
    button = next(b for b in window.findChildren(RailButton) if b.text() == "Live")
    assert button.accessibleName() == "Live, running"
    window.mark_page("live", False)
    assert button.accessibleName() == "Live"


def test_a_fault_is_not_hidden_by_a_notice(window):
    window.notify("The disk is full.", Severity.FAULT)
    window.notify("Note saved.")
    assert window.notice == "The disk is full."


def test_a_notice_is_replaced_by_the_next(window):
    window.notify("One.")
    window.notify("Two.")
    assert window.notice == "Two."


@pytest.mark.parametrize(("name", "dark"), [(ThemeName.LIGHT, False), (ThemeName.DARK, True)])
def test_the_theme_is_applied_and_remembered(window, settings, name, dark):
    window.set_theme(name)
    assert theme.tokens().dark is dark
    assert window.theme_name is name
    assert MainWindow({"today": QWidget}, settings).theme_name is name


def test_geometry_comes_back(qtbot, settings):
    first = MainWindow({"today": QWidget}, settings)
    qtbot.addWidget(first)
    first.resize(1000, 690)
    first.close()
    second = MainWindow({"today": QWidget}, settings)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (1000, 690)


def test_a_spoilt_theme_setting_is_no_reason_to_fail(qtbot, settings):
    settings.setValue("window/theme", "plaid")
    window = MainWindow({"today": QWidget}, settings)
    qtbot.addWidget(window)
    assert window.theme_name is ThemeName.DARK


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""

    def luminance(value: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                 for c in QColor(value).getRgbF()[:3]]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [theme.DARK, theme.LIGHT])
def test_every_text_is_readable_on_both_surfaces(look):
    for ink in (look.text, look.muted, look.accent, look.alert):
        assert contrast(ink, look.surface) >= 4.5
        assert contrast(ink, look.panel) >= 4.5
    assert contrast(look.on_accent, look.accent) >= 4.5


def test_keys_of_the_rail_reach_the_window_from_a_text_field(qtbot, settings):
    window = MainWindow({"today": QLineEdit, "clients": QWidget}, settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field = window.page("today")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page == "clients"
