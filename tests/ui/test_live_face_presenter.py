"""The face half of the live presenter against autospecced views."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import create_autospec

import pytest

from emotune_gui.domain.face import ActionCues, FaceBox, FaceState
from emotune_gui.domain.live import SourceState, SourceStatus
from emotune_gui.domain.neutral import CALIBRATION_SECONDS, CalibrationPhase, CalibrationState
from emotune_gui.ui.presenters.live_cues import cue_rows, degree_word
from emotune_gui.ui.presenters.live_face import (
    ANSWERED_S,
    ASKED_AFTER_S,
    QUESTION_STAYS_S,
    FacePresenter,
)
from emotune_gui.ui.presenters.live_faces import Ask, Role
from emotune_gui.ui.presenters.live_neutral import (
    DONE_STAYS_S,
    FAILURE_STAYS_S,
    failure_words,
    seconds_left,
)
from emotune_gui.ui.views.live_camera import CameraView
from emotune_gui.ui.views.live_face import FacePanel
from tests.ui.fake_live import FakeControl
from tests.ui.live_values import neutral

LEFT, RIGHT = FaceBox(60, 100, 120, 140), FaceBox(400, 90, 130, 150)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


class Scene:
    def __init__(self) -> None:
        self.t = 50.0
        self.camera = create_autospec(CameraView, instance=True, mirrored=False)
        self.panel = create_autospec(FacePanel, instance=True)
        self.panel.isVisible.return_value = False
        self.said: list[str] = []
        self.presenter = FacePresenter(
            self.camera, self.panel, self.said.append, lambda: self.t, lambda: NOW
        )
        self.control = FakeControl(lambda: self.t, boxes=(LEFT, RIGHT))
        self.presenter.attach(self.control)

    def run(self, seconds: float = 0.4) -> None:
        for _ in range(max(1, round(seconds / 0.05))):
            self.t += 0.05
            self.control.advance(0.05)
            snapshot = self.control.snapshot()
            self.presenter.show_picture(snapshot)
            self.presenter.show_texts(snapshot)

    @property
    def marks(self):
        return self.camera.show_faces.call_args.args[0]

    @property
    def question(self):
        return self.camera.show_faces.call_args.args[1]

    @property
    def neutral(self):
        return self.panel.show_neutral.call_args.args[0]


@pytest.fixture
def scene(qapp):
    return Scene()


@pytest.fixture
def several(scene):
    scene.control.face_state = FaceState.SEVERAL_FACES
    scene.run()
    return scene


def test_several_faces_are_numbered_and_asked_about(several):
    assert [mark.number for mark in several.marks] == [1, 2]
    assert several.question.ask is Ask.CHOOSE
    assert several.presenter.asking


def test_a_digit_chooses_the_middle_of_its_face(several):
    assert several.presenter.press_digit(2)
    assert several.control.calls == [("choose_face", 465.0, 165.0)]
    several.run()
    assert several.question is None
    assert [mark.role for mark in several.marks] == [Role.CLIENT, Role.OTHER]
    assert several.marks[0].box == RIGHT
    assert several.camera.show_faces.call_args.kwargs == {"chosen": True}
    assert not several.presenter.press_digit(1)


def test_a_digit_without_a_face_says_so_and_is_no_marker(several):
    assert several.presenter.press_digit(7)
    assert several.control.calls == []
    assert "7" in several.said[-1]


def test_a_click_on_a_face_chooses_it_and_beside_it_nothing(several):
    assert not several.presenter.pick(5, 5)
    assert several.control.calls == []
    assert several.presenter.pick(70, 110)
    assert several.control.calls == [("choose_face", 120.0, 170.0)]


def test_another_face_may_be_chosen_while_one_is(several):
    several.presenter.press_digit(1)
    several.run()
    assert several.presenter.pick(465, 165)
    assert several.control.calls[-1] == ("choose_face", 465.0, 165.0)


def test_the_choice_is_taken_back(several):
    several.presenter.choose_again()
    several.presenter.press_digit(1)
    several.run()
    several.presenter.choose_again()
    assert several.control.calls[-1] == ("forget_face",)
    several.run(ANSWERED_S + 0.2)
    assert several.question.ask is Ask.CHOOSE


def test_with_one_face_nothing_is_asked_or_taken_back(scene):
    scene.control.boxes = (LEFT,)
    scene.run()
    assert scene.question is None
    assert [mark.role for mark in scene.marks] == [Role.READ]
    scene.presenter.choose_again()
    assert not scene.presenter.confirm()
    assert not scene.presenter.press_digit(1)
    assert scene.control.calls == []


def test_the_question_outlasts_a_frame_that_sees_one_face(several):
    several.control.face_state, several.control.boxes = FaceState.FACE, (LEFT,)
    several.run(QUESTION_STAYS_S - 0.1)
    assert several.question.ask is Ask.CHOOSE
    several.run(0.3)
    assert several.question is None


def test_a_single_frame_asks_nothing(scene):
    scene.control.boxes, scene.control.notes = (LEFT,), ("face_changed",)
    scene.run(ASKED_AFTER_S - 0.05)
    assert scene.question is None
    scene.control.notes = ()
    scene.run(1.0)
    assert scene.question is None


def test_an_answer_is_not_asked_again_by_readings_on_their_way(several):
    several.presenter.press_digit(1)
    several.control.face_state, several.control.chosen = FaceState.SEVERAL_FACES, False
    several.run(ANSWERED_S - 0.1)
    assert several.question is None
    several.run(0.3)
    assert several.question.ask is Ask.CHOOSE


def test_somebody_else_in_the_picture_is_said_and_can_be_the_client(scene):
    scene.control.boxes = (RIGHT,)
    scene.control.face_state, scene.control.notes = FaceState.NO_FACE, ("other_face",)
    scene.run()
    assert scene.question.ask is Ask.OTHER
    assert scene.question.confirm and scene.question.again
    assert scene.presenter.confirm()
    assert scene.control.calls == [("choose_face", 465.0, 165.0)]


def test_with_two_others_the_number_tells_which_is_the_client(scene):
    scene.control.face_state, scene.control.notes = FaceState.NO_FACE, ("other_face",)
    scene.run()
    assert not scene.question.confirm
    assert not scene.presenter.confirm()
    assert scene.presenter.press_digit(2)


def test_a_face_that_changed_is_asked_about_and_confirmed(scene):
    scene.control.boxes, scene.control.chosen = (LEFT,), True
    scene.control.face_state, scene.control.notes = FaceState.UNCLEAR, ("face_changed",)
    scene.run()
    assert scene.question.ask is Ask.CHANGED
    assert [mark.role for mark in scene.marks] == [Role.DOUBTED]
    assert not scene.presenter.press_digit(1)
    assert scene.presenter.confirm()
    assert scene.control.calls == [("choose_face", 120.0, 170.0)]


def test_a_face_that_changed_can_be_refused(scene):
    scene.control.boxes, scene.control.notes = (LEFT,), ("face_changed",)
    scene.run()
    scene.presenter.choose_again()
    assert scene.control.calls == [("forget_face",)]


def test_a_lost_camera_asks_nothing(several):
    several.control.source = SourceStatus("Camera 0", SourceState.LOST, "Gone.")
    several.run(QUESTION_STAYS_S + 0.2)
    assert several.question is None
    assert several.marks == ()


def test_a_lasting_reason_is_told(scene):
    scene.control.notes = ("dark",)
    scene.run(0.2)
    assert scene.presenter.reasons == ()
    scene.run(0.4)
    assert scene.presenter.reasons == ("dark",)


def test_cues_are_shown_only_of_a_face_that_is_read(scene):
    scene.control.cues = ActionCues(0.9, 0, 0, 0, 0, 0)
    scene.run()
    assert scene.panel.show_cues.call_args.args == (scene.control.cues,)
    scene.control.face_state = FaceState.NO_FACE
    scene.run()
    assert scene.panel.show_cues.call_args.args == (None,)


def test_six_cues_in_words():
    rows = cue_rows(ActionCues(0.9, 0.0, 0.3, 1.2, -0.1, 0.5))
    assert [row.figure for row in rows] == ["1.00", "0.30", "0.00", "0.50", "0.90", "0.00"]
    assert rows[4].spoken == "mouth corners up: strongly, 0.90"
    assert [row.figure for row in cue_rows(None)] == ["–"] * 6
    assert cue_rows(None)[0].spoken == "brows raised: not known"
    assert degree_word(0.0) == "no"


def test_a_calibration_counts_down_on_panel_and_picture(scene):
    scene.presenter.calibrate()
    assert scene.control.calls == [("calibrate_neutral",)]
    scene.control.calibration = CalibrationState(CalibrationPhase.RUNNING, 0.5)
    scene.run()
    assert scene.neutral.progress == 0.5
    assert "3 s" in scene.neutral.sentence
    title, sentence = scene.presenter.picture_words(scene.control.snapshot())
    assert "3 s" in title
    assert "camera" in sentence
    scene.presenter.calibrate()
    assert len(scene.control.calls) == 1


def test_seconds_left_never_reach_nought_while_it_runs():
    left = [seconds_left(CalibrationState(CalibrationPhase.RUNNING, p / 100)) for p in range(101)]
    assert left[0] == round(CALIBRATION_SECONDS)
    assert left[-1] == 1
    assert left == sorted(left, reverse=True)


def test_a_calibration_that_worked_is_said_for_a_while(scene):
    scene.run()
    assert not scene.neutral.in_use
    scene.control.calibration = CalibrationState(CalibrationPhase.DONE, 1.0)
    scene.control.neutral = neutral(3)
    scene.run()
    assert scene.neutral.title == "Personal neutral v3, 12 Nov"
    assert scene.neutral.sentence.startswith("Done.")
    assert len(scene.said) == 1
    scene.run(DONE_STAYS_S + 0.2)
    assert "relative" in scene.neutral.sentence
    assert len(scene.said) == 1


def test_what_the_panel_says_on_screen_is_not_said_twice(scene):
    scene.panel.isVisible.return_value = True
    scene.control.calibration = CalibrationState(CalibrationPhase.FAILED, 1.0, "moving")
    scene.run()
    assert scene.neutral.sentence == failure_words("moving")
    assert scene.said == []


@pytest.mark.parametrize(
    "reason", ["no_face", "several_faces", "moving", "expression", "unclear", "not_stored"]
)
def test_a_calibration_that_failed_says_why_and_what_next(scene, reason):
    scene.control.calibration = CalibrationState(CalibrationPhase.FAILED, 1.0, reason)
    scene.run()
    assert scene.neutral.alarm
    assert scene.neutral.sentence == failure_words(reason) == scene.said[-1]
    assert "calibrate again" in scene.neutral.sentence.lower()
    assert scene.neutral.enabled
    scene.run(FAILURE_STAYS_S)
    assert not scene.neutral.alarm
    assert len({failure_words(r) for r in ("moving", "unclear", "strange")}) == 3


def test_a_rest_that_moved_is_mentioned_quietly(scene):
    scene.control.neutral, scene.control.neutral_drifted = neutral(), True
    scene.run()
    assert "Calibrate again" in scene.neutral.sentence
    assert not scene.neutral.alarm
    assert scene.said == []


def test_without_a_picture_nothing_can_be_calibrated(scene):
    scene.control.source = SourceStatus("Camera 0", SourceState.NOT_CONSENTED)
    scene.run()
    assert not scene.neutral.enabled


def test_a_neutral_of_another_year_names_it(scene):
    scene.presenter._wall = lambda: datetime(2027, 2, 1, tzinfo=UTC)
    scene.control.neutral = neutral(1)
    scene.run()
    assert scene.neutral.title == "Personal neutral v1, 12 Nov 2026"


def test_after_the_session_nothing_is_asked_of_it(several):
    several.presenter.attach(None)
    assert not several.presenter.pick(70, 110)
    several.presenter.choose_again()
    several.presenter.calibrate()
    assert several.control.calls == []
