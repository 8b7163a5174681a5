"""The live page with a fake session: keys, empty state, ending."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT
from emotune_gui.domain.live import LivePhase
from emotune_gui.ui.bridge import GuiStallMeter
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.live import LivePage
from emotune_gui.ui.widgets.buttons import ActionButton
from tests.ui.fake_live import FakeControl

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Clock:
    def __init__(self) -> None:
        self.t = 10.0

    def __call__(self) -> float:
        return self.t


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def page(qtbot, clock):
    made = LivePage(now=clock)
    window = MainWindow({"live": lambda: made, "today": QWidget}, first_page="live")
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    if isValid(made):
        made.detach()


@pytest.fixture
def control(page, clock):
    made = FakeControl(clock)
    made.advance()
    page.attach(made)
    page._timer.stop()
    return made


def run(page, control, clock, seconds=0.5):
    for _ in range(round(seconds / 0.05)):
        clock.t += 0.05
        control.advance(0.05)
        page.presenter.tick()


def test_without_a_session_it_offers_three_ways_on(page, qtbot):
    asked = []
    page.start_requested.connect(lambda: asked.append("start"))
    page.open_recording_requested.connect(lambda: asked.append("recording"))
    page.demonstration_requested.connect(lambda: asked.append("demonstration"))
    buttons = [b for b in page.findChildren(ActionButton) if b.isVisible()]
    for button in buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["start", "recording", "demonstration"]


def test_the_empty_page_can_say_why(page):
    page.set_empty_reason("No camera was found", "Plug one in, or open a recording.")
    assert page._empty.title.text() == "No camera was found"


@pytest.mark.parametrize(
    ("key", "modifier", "call"),
    [
        (Qt.Key.Key_Escape, PLAIN, ("fade",)),
        (Qt.Key.Key_R, PLAIN, ("resume",)),
        (Qt.Key.Key_H, PLAIN, ("held", True)),
        (Qt.Key.Key_Minus, PLAIN, ("softer",)),
        (Qt.Key.Key_Plus, PLAIN, ("louder",)),
        (Qt.Key.Key_Equal, PLAIN, ("louder",)),
        (Qt.Key.Key_F, PLAIN, ("rate", None, True)),
        (Qt.Key.Key_G, PLAIN, ("rate", None, False)),
        (Qt.Key.Key_1, PLAIN, ("mark", "Insight")),
        (Qt.Key.Key_4, PLAIN, ("mark", "Talking")),
        (Qt.Key.Key_1, ALT, ("rate", 1, None)),
        (Qt.Key.Key_5, ALT, ("rate", 5, None)),
        (Qt.Key.Key_E, CTRL, ("end",)),
    ],
)
def test_a_key_does_what_it_says(page, control, qtbot, key, modifier, call):
    qtbot.keyClick(page, key, modifier)
    assert control.calls == [call]


def test_typing_a_note_sets_no_marker_and_rates_nothing(page, control, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_N)
    field = page.views.transport.note_field
    assert field.hasFocus()
    qtbot.keyClicks(field, "1 2 fits h g-")
    assert control.calls == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert control.calls == [("note", "1 2 fits h g-")]
    assert field.text() == ""
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_1)
    assert control.calls[-1] == ("mark", "Insight")


def test_escape_fades_while_a_note_is_typed(page, control, qtbot):
    field = page.views.transport.note_field
    field.setFocus()
    qtbot.keyClicks(field, "half a no")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert control.calls == [("fade",)]
    assert field.text() == "half a no"


def test_escape_fades_from_another_page(page, control, qtbot):
    window = page.window()
    window.show_page("today")
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert control.calls == [("fade",)]


def test_escape_fades_behind_a_dialog_and_still_closes_it(page, control, qtbot):
    dialog = QDialog(page.window())
    field = QLineEdit(dialog)
    dialog.setModal(True)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    qtbot.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    assert control.calls == [("fade",)]
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_escape_fades_from_another_window(page, control, qtbot):
    other = QWidget()
    qtbot.addWidget(other)
    field = QLineEdit(other)
    other.show()
    qtbot.waitExposed(other)
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert control.calls == [("fade",)]


def test_letters_stay_quiet_on_other_pages(page, control, qtbot):
    page.window().show_page("today")
    qtbot.keyClick(page.window(), Qt.Key.Key_F)
    assert control.calls == []


def test_no_key_acts_without_a_session(page, control, qtbot):
    page.detach()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_1, Qt.Key.Key_F):
        qtbot.keyClick(page, key)
    assert control.calls == []


def test_the_fade_button_turns_into_resume(page, control, clock, qtbot):
    button = page.views.transport.fade_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    run(page, control, clock)
    assert button.text() == "RESUME MUSIC"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    run(page, control, clock)
    assert button.text() == "FADE TO SILENCE"
    assert control.calls == [("fade",), ("resume",)]


def test_space_after_a_click_does_not_bring_the_music_back(page, control, clock, qtbot):
    qtbot.mouseClick(page.views.transport.fade_button, Qt.MouseButton.LeftButton)
    run(page, control, clock)
    qtbot.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Space)
    assert control.calls == [("fade",)]


def test_the_hold_button_shows_what_the_engine_says(page, control, clock, qtbot):
    hold = page.views.transport.hold_button
    qtbot.mouseClick(hold, Qt.MouseButton.LeftButton)
    run(page, control, clock)
    assert hold.isChecked()
    control.set_held(False)
    run(page, control, clock)
    assert not hold.isChecked()


def test_all_eight_are_shown_and_hidden_with_one_key(page, control, qtbot):
    assert page.views.plots.shown == SHOWN_BY_DEFAULT
    qtbot.keyClick(page, Qt.Key.Key_A)
    assert page.views.plots.shown == EMOTIONS
    qtbot.keyClick(page, Qt.Key.Key_A)
    assert page.views.plots.shown == SHOWN_BY_DEFAULT


def test_landmarks_are_hidden_with_one_key(page, control, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_L)
    assert not page.camera.landmarks_shown


def test_each_frame_painted_is_measured_once(page, control, clock, qtbot):
    page.camera.reset()
    for _ in range(3):
        clock.t += 0.1
        control.advance(0.1)
        clock.t += 0.02
        page.presenter.tick()
        page.camera.repaint()
        page.camera.repaint()
    assert page.camera.frames_painted == 3
    assert list(page.camera.paint_latencies_ms) == pytest.approx([20.0] * 3, abs=1e-6)


def test_the_end_hands_over_the_summary_and_empties_the_page(page, control, qtbot):
    with qtbot.waitSignal(page.session_ended) as ended:
        page.presenter.end()
        page.presenter.tick()
    assert ended.args[0].session_id == 1
    assert not page.presenter.attached
    assert page._empty.isVisible()


def test_the_figures_of_a_session_outlive_it(page, control, clock, qtbot):
    run(page, control, clock)
    page.camera.repaint()
    painted = page.camera.frames_painted
    assert painted
    control.phase = LivePhase.ENDED
    page.presenter.tick()
    assert page.camera.frames_painted == painted


def test_everything_that_can_be_pressed_has_a_name_and_is_reached_by_tab(page, control):
    for button in page.findChildren(QAbstractButton):
        assert button.accessibleName() or button.isHidden(), button
    for button in page._session.findChildren(ActionButton):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("size", [(1200, 680), (1366, 768), (1920, 1080), (2560, 900)])
def test_nothing_is_cut_off_at_any_size(page, control, clock, size, qtbot):
    window = page.window()
    window.resize(*size)
    run(page, control, clock)
    qtbot.wait(1)
    assert (window.width(), window.height()) == size
    for part in page._session.findChildren(QWidget):
        if not part.isVisible() or part.window() is not window or part.minimumSizeHint().isEmpty():
            continue
        if isinstance(part, ActionButton):
            assert part.width() >= part.sizeHint().width(), part.text()
            assert part.rect().isValid()
            assert window.rect().contains(part.mapTo(window, part.rect().bottomRight()))


def test_a_stall_of_the_event_loop_is_measured(qtbot):
    moments = iter([0.0, 0.010, 0.095, 0.105])
    meter = GuiStallMeter(now=lambda: next(moments))
    for _ in range(4):
        meter.probe()
    assert meter.max_ms == pytest.approx(75.0)
    assert meter.probes == 3
    assert 0 < meter.p95_ms <= meter.max_ms
