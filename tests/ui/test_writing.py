"""What dialogs that write have in common: progress, one line, and the right buttons."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from emotune_gui.ui.widgets.writing import WritingProgress


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.share: float | None = 0.25
        self.go, self.choice = QPushButton("Go"), QCheckBox("This too")
        self.writing = WritingProgress(self.go, lambda: self.share)
        self.writing.lock(self.choice)
        column = QVBoxLayout(self)
        column.addWidget(self.choice)
        column.addWidget(self.writing)
        column.addLayout(self.writing.foot)


@pytest.fixture
def window(qtbot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_at_first_everything_can_be_chosen(window: Window) -> None:
    writing = window.writing
    assert window.go.isEnabled() and window.choice.isEnabled()
    assert writing.close_button.isVisible() and not writing.stop.isVisible()
    assert not writing.bar.isVisible() and not writing.running


def test_while_it_runs_it_says_how_far_and_can_be_stopped(window: Window, qtbot) -> None:
    writing, asked = window.writing, []
    writing.stop_asked.connect(lambda: asked.append(True))
    writing.begin()
    assert not window.go.isEnabled() and not window.choice.isEnabled()
    assert writing.stop.isVisible() and not writing.close_button.isVisible()
    assert writing.said == "Writing, 25 %…" and writing.bar.value() == 250
    window.share = 0.999
    qtbot.waitUntil(lambda: writing.bar.value() == 999)
    assert writing.said == "Writing, 99 %…"
    writing.stop.click()
    writing.stop.click()
    assert asked == [True] and writing.said == "Stopping…"


def test_a_failure_can_be_mended_and_an_end_closes(window: Window) -> None:
    writing = window.writing
    turned: list[bool] = []
    writing.turned.connect(turned.append)
    writing.begin()
    writing.failed("There is no room left.")
    assert window.choice.isEnabled() and writing.said == "There is no room left."
    assert writing.close_button.text() == "Cancel"
    writing.begin()
    assert writing.stop.isEnabled()
    writing.done("Written: a.mid")
    assert writing.close_button.text() == "Close" and not writing.bar.isVisible()
    assert turned == [True, False, True, False]


def test_nothing_is_known_yet(window: Window) -> None:
    window.share = None
    window.writing.begin()
    assert window.writing.said == "Writing…" and window.writing.bar.value() == 0


def test_another_button_is_locked_too(window: Window) -> None:
    other = QPushButton("Other")
    window.writing.add_button(other)
    window.writing.begin()
    assert not other.isEnabled()
    window.writing.end()
    assert other.isEnabled() and window.writing.said == ""
