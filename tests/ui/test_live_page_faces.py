"""The live page with several faces, a calibration and cues, as mouse and keyboard reach them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from emotune_gui.domain.face import FaceBox, FaceState
from emotune_gui.domain.live import LiveSnapshot
from emotune_gui.domain.neutral import CalibrationPhase, CalibrationState
from emotune_gui.ui.presenters.live_faces import Ask, Role
from emotune_gui.ui.presenters.live_neutral import failure_words, neutral_words
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.live import LivePage
from emotune_gui.ui.views.live_board import Side
from emotune_gui.ui.views.live_question import FaceBadge
from tests.ui.fake_live import FakeControl
from tests.ui.live_values import EPOCH, MICROPHONE, neutral

LEFT, RIGHT = FaceBox(60, 100, 120, 140), FaceBox(400, 90, 130, 150)
SIZES = [(1024, 700), (1280, 720), (1366, 768), (1920, 1080)]


class Clock:
    def __init__(self) -> None:
        self.t = 10.0

    def __call__(self) -> float:
        return self.t


class Stage:
    """A shown live page with a fake session whose time is moved by hand."""

    def __init__(self, qtbot) -> None:
        self.clock = Clock()
        self.page = LivePage(now=self.clock)
        window = self.window = MainWindow(
            {"live": lambda: self.page, "today": QWidget}, first_page="live"
        )
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        self.control = FakeControl(self.clock, boxes=(LEFT, RIGHT))
        self.control.advance()
        self.page.attach(self.control)
        self.page._timer.stop()

    def run(self, seconds: float = 0.5) -> None:
        for _ in range(round(seconds / 0.05)):
            self.clock.t += 0.05
            self.control.advance(0.05)
            self.page.presenter.tick()

    @property
    def camera(self):
        return self.page.camera

    def click(self, qtbot, x: float, y: float) -> None:
        """As a mouse does: through the window, at the place that shows this frame pixel."""
        at = self.camera.place.to_widget(x, y).toPoint()
        where = self.camera.mapTo(self.window, at)
        target = self.window.childAt(where)
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(self.window, where))


@pytest.fixture
def stage(qtbot):
    made = Stage(qtbot)
    yield made
    made.page.detach()


@pytest.fixture
def several(stage):
    stage.control.face_state = FaceState.SEVERAL_FACES
    stage.run()
    return stage


@pytest.mark.parametrize("size", [(1024, 700), (1366, 768), (1920, 1080), (1200, 680)])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_click_chooses_the_face_it_lands_on(several, qtbot, size, mirrored):
    several.window.resize(*size)
    several.page.set_mirrored(mirrored)
    several.run()
    several.click(qtbot, 450, 200)
    assert several.control.calls == [("choose_face", 465.0, 165.0)]


def test_a_click_beside_every_face_chooses_nothing(several, qtbot):
    several.click(qtbot, 300, 30)
    assert several.control.calls == []


def test_a_picture_that_is_not_four_to_three_is_mapped_too(several, qtbot):
    several.control.image = several.control.image[:240]
    several.run()
    assert several.camera.place.rect.y() > 0
    several.click(qtbot, 100, 130)
    assert several.control.calls == [("choose_face", 120.0, 170.0)]


def test_a_number_key_chooses_while_the_page_asks_and_marks_afterwards(several, qtbot):
    qtbot.keyClick(several.page, Qt.Key.Key_1)
    assert several.control.calls == [("choose_face", 120.0, 170.0)]
    several.run()
    qtbot.keyClick(several.page, Qt.Key.Key_2)
    assert several.control.calls[-1] == ("mark", "Tension")


def test_the_markers_do_not_claim_digits_that_choose_a_face(several):
    buttons = several.page.views.transport._markers
    assert [button.key for button in buttons] == [""] * 4
    several.control.face_state, several.control.chosen = FaceState.FACE, True
    several.run(1.5)
    assert [button.key for button in buttons] == ["1", "2", "3", "4"]
    assert buttons[0].accessibleName() == "Marker: Insight"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_tab_leads_to_the_numbers_and_enter_presses_them(several, qtbot, key):
    several.page.setFocus()
    names = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
        if isinstance(QApplication.focusWidget(), FaceBadge) and "Face 2" in names[-1]:
            break
    assert names[-1] == "Face 2 of 2: choose as the client's"
    assert "Face 1 of 2: choose as the client's" in names
    qtbot.keyClick(QApplication.focusWidget(), key)
    assert several.control.calls == [("choose_face", 465.0, 165.0)]


def test_a_badge_keeps_the_focus_while_its_face_moves(several, qtbot):
    badge = several.camera.overlay.badges[1]
    badge.setFocus(Qt.FocusReason.TabFocusReason)
    before = badge.pos()
    several.control.boxes = (replace(RIGHT, x=RIGHT.x + 60), LEFT)
    several.run()
    assert badge.hasFocus()
    assert badge.pos().x() > before.x()


def test_the_choice_is_shown_and_taken_back_by_button_and_key(several, qtbot):
    qtbot.keyClick(several.page, Qt.Key.Key_1)
    several.run(1.5)
    again = several.camera.overlay.again
    assert again.isVisible()
    assert [mark.role for mark in several.camera._marks] == [Role.CLIENT, Role.OTHER]
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert several.control.calls[-1] == ("forget_face",)
    several.run(1.5)
    assert several.camera.overlay.bar.question.ask is Ask.CHOOSE
    qtbot.keyClick(several.page, Qt.Key.Key_2)
    several.run()
    qtbot.keyClick(several.page, Qt.Key.Key_C)
    assert several.control.calls[-1] == ("forget_face",)


def test_somebody_else_raises_a_question_with_both_answers(stage, qtbot):
    stage.control.boxes = (RIGHT,)
    stage.control.face_state, stage.control.notes = FaceState.NO_FACE, ("other_face",)
    stage.run()
    bar = stage.camera.overlay.bar
    assert bar.isVisible()
    assert bar.accessibleName() == bar.question.spoken
    assert stage.page.views.belief._words.belief.headline == "Not the client"
    qtbot.mouseClick(bar.confirm_button, Qt.MouseButton.LeftButton)
    assert stage.control.calls == [("choose_face", 465.0, 165.0)]


def test_a_face_that_changed_is_confirmed_or_refused_by_key(stage, qtbot):
    stage.control.boxes, stage.control.notes = (LEFT,), ("face_changed",)
    stage.run()
    assert stage.camera.overlay.bar.question.ask is Ask.CHANGED
    qtbot.keyClick(stage.page, Qt.Key.Key_Y)
    assert stage.control.calls == [("choose_face", 120.0, 170.0)]
    stage.control.notes = ("face_changed",)
    stage.run(1.5)
    qtbot.mouseClick(stage.camera.overlay.bar.again_button, Qt.MouseButton.LeftButton)
    assert stage.control.calls[-1] == ("forget_face",)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("notes", [(), ("other_face",), ("face_changed",)])
def test_question_and_numbers_lie_inside_the_picture_and_apart(several, size, notes):
    several.window.resize(*size)
    several.control.notes = notes
    several.control.boxes = (LEFT, FaceBox(90, 110, 100, 120), FaceBox(580, 420, 200, 200))
    several.run()
    overlay, view = several.camera.overlay, several.camera.rect()
    places = [badge.geometry() for badge in overlay.badges if badge.isVisible()]
    assert len(places) == (0 if "face_changed" in notes else 3)
    for place in places:
        assert view.contains(place)
        assert not place.intersects(overlay.bar.geometry())
        assert sum(place.intersects(other) for other in places) == 1
    assert view.contains(overlay.bar.geometry())
    for button in (overlay.bar.confirm_button, overlay.bar.again_button):
        if button.isVisible():
            corner = button.mapTo(several.camera, button.rect().bottomRight())
            assert view.contains(corner)
            assert button.width() >= button.sizeHint().width()


def test_roles_are_painted_differently_without_colour(several):
    several.camera.set_landmarks_shown(False)
    asking = several.camera.grab().toImage()
    several.control.face_state, several.control.chosen = FaceState.FACE, True
    several.run(1.5)
    assert several.camera.grab().toImage() != asking
    marked = {mark.role for mark in several.camera._marks}
    assert marked == {Role.CLIENT, Role.OTHER}


def test_the_button_and_its_key_calibrate(stage, qtbot):
    stage.run()
    button = stage.page.views.face.neutral.button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.control.calls == [("calibrate_neutral",)]
    stage.run()
    assert not button.isVisible()
    assert "5 s" in stage.camera.words[0]
    qtbot.keyClick(stage.page, Qt.Key.Key_K)
    assert len(stage.control.calls) == 1
    stage.control.calibration = CalibrationState(CalibrationPhase.DONE, 1.0)
    stage.control.neutral = neutral()
    stage.run()
    assert button.isVisible()
    assert stage.camera.words == ("", "")
    qtbot.keyClick(stage.page, Qt.Key.Key_K)
    assert stage.control.calls == [("calibrate_neutral",)] * 2


def sentences(control) -> list[str]:
    """Everything the neutral's panel can say."""
    plain = control.snapshot()
    said = [failure_words(r) for r in ("no_face", "several_faces", "moving", "unclear", "x")]
    said.append(failure_words("not_stored"))
    states: list[LiveSnapshot] = [
        plain,
        replace(plain, neutral=neutral()),
        replace(plain, neutral=neutral(), neutral_drifted=True),
        replace(plain, calibration=CalibrationState(CalibrationPhase.RUNNING, 0.1)),
        replace(plain, neutral=neutral(), calibration=CalibrationState(CalibrationPhase.DONE, 1.0)),
    ]
    said += [neutral_words(state, EPOCH, told=False).sentence for state in states]
    return said


@pytest.mark.parametrize("size", [*SIZES, (1200, 680), (1000, 680)])
def test_every_sentence_of_the_neutral_fits_its_place(stage, size):
    stage.window.resize(*size)
    stage.page.board.show_side(Side.FACE)
    stage.run()
    label = stage.page.views.face.neutral._sentence
    for words in sentences(stage.control):
        label.set_text(words)
        assert label.fits(), words


@pytest.mark.parametrize("size", [*SIZES, (1200, 680), (1000, 680), (1100, 700), (2560, 900)])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("voice", [None, MICROPHONE])
def test_the_panels_of_the_board_neither_overlap_nor_leave_it(stage, size, side, voice):
    stage.control.microphone = voice
    stage.window.resize(*size)
    stage.page.board.show_side(side)
    stage.run()
    assert (stage.window.width(), stage.window.height()) == size
    board = stage.page.board
    parts = [part for part in board.findChildren(QWidget, options=DIRECT) if part.isVisible()]
    assert len(parts) == 3 + sum(board.shows(side) for side in Side) + bool(board.in_turn)
    assert board.shows(Side.VOICE) or voice is None or side is not Side.VOICE
    for part in parts:
        assert board.rect().contains(part.geometry())
        assert sum(part.geometry().intersects(other.geometry()) for other in parts) == 1
    bars = stage.page.views.face.bars
    if board.shows(Side.FACE):
        assert bars.height() >= bars.minimumSizeHint().height()
        inside = stage.page.views.face.neutral
        assert inside.geometry().bottom() < stage.page.views.face.height()


DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def test_a_narrow_window_shows_grid_and_face_in_turn(stage, qtbot):
    stage.window.resize(1024, 700)
    stage.run()
    views, board = stage.page.views, stage.page.board
    assert views.grid.isVisible() and not views.face.isVisible()
    qtbot.keyClick(stage.page, Qt.Key.Key_V)
    assert views.face.isVisible() and not views.grid.isVisible()
    assert board.switch.buttons[Side.FACE].isChecked()
    qtbot.mouseClick(board.switch.buttons[Side.GRID], Qt.MouseButton.LeftButton)
    assert views.grid.isVisible()
    stage.window.resize(1366, 768)
    assert views.grid.isVisible() and views.face.isVisible() and not board.switch.isVisible()


def test_a_narrow_window_keeps_every_control(stage, qtbot):
    stage.window.resize(1024, 700)
    stage.run()
    qtbot.wait(1)
    for button in stage.page._session.findChildren(QWidget):
        if button.isVisible() and button.metaObject().className() == "ActionButton":
            corner = button.mapTo(stage.window, QPoint(button.width() - 1, button.height() - 1))
            assert stage.window.rect().contains(corner), button.text()
            assert button.width() >= button.sizeHint().width(), button.text()


def test_cues_are_spoken(stage):
    stage.run()
    words = stage.page.views.face.bars.accessibleDescription()
    assert words.count(";") == 5
    assert "mouth open:" in words
