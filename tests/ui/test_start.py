from __future__ import annotations

from dataclasses import replace
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Part
from emotune_gui.domain.session import Plan, Purpose, SessionSummary, Strategy
from emotune_gui.ui.presenters.microphones import Microphone, Microphones
from emotune_gui.ui.presenters.start import StartPresenter, StartView
from emotune_gui.ui.presenters.start_checks import can_start, checks
from emotune_gui.ui.presenters.start_choices import (
    Camera,
    Check,
    Choices,
    Grade,
    Known,
    SourceKind,
    source_spec,
)
from emotune_gui.ui.views.start import StartDialog, StartPage
from emotune_gui.ui.views.summary import SummaryDialog
from tests.ui.fake_store import FakeClients, FakeStore, FakeWeights, ImmediateTasks
from tests.ui.stored_values import FULL_CONSENT, client, slower

ADA = client(1, "Ada", days=1)
WEBCAM = Camera("0", "Webcam")
READY = Known(cameras=(WEBCAM,), sound_problem="", weights=CLINICAL_MAPPING)
WITH_CAMERA = Choices(client=ADA, camera="0")


class Machine:
    ears = Microphones((Microphone("Laptop", default=True), Microphone("Headset")))

    def __init__(self, cameras=(WEBCAM,), sound: str = "") -> None:
        self.found = list(cameras)
        self.sound = sound

    def cameras(self):
        return self.found

    def midi_instruments(self):
        return ()

    def sound_problem(self) -> str:
        return self.sound

    def microphones(self) -> Microphones:
        return self.ears


def texts(found: tuple[Check, ...], grade: Grade) -> str:
    return " ".join(check.text for check in found if check.grade is grade)


def test_all_there_can_start():
    found = checks(WITH_CAMERA, READY)
    assert can_start(found)
    assert not texts(found, Grade.NOTICE)


@pytest.mark.parametrize(
    ("choices", "known", "word"),
    [
        (replace(WITH_CAMERA, client=None), READY, "Choose who"),
        (WITH_CAMERA, replace(READY, cameras=()), "No camera"),
        (WITH_CAMERA, replace(READY, cameras=None), "Looking"),
        (replace(WITH_CAMERA, camera="7"), READY, "Choose a camera"),
        (replace(WITH_CAMERA, kind=SourceKind.RECORDING), READY, "Choose the file"),
        (replace(WITH_CAMERA, kind=SourceKind.IMAGES, path="/no/such"), READY, "not there"),
    ],
)
def test_what_is_missing_stands_in_the_way(choices, known, word):
    found = checks(choices, known)
    assert not can_start(found)
    assert word in texts(found, Grade.MISSING)


@pytest.mark.parametrize(
    ("choices", "known", "word"),
    [
        (replace(WITH_CAMERA, client=replace(ADA, consents=frozenset())), READY, "read the face"),
        (
            replace(WITH_CAMERA, client=replace(ADA, consents=frozenset({Purpose.ANALYSE_FACE}))),
            READY,
            "emotion curves",
        ),
        (
            replace(
                WITH_CAMERA,
                client=replace(ADA, consents=FULL_CONSENT - {Purpose.PERSONALISE}),
            ),
            READY,
            "do not tune",
        ),
        (WITH_CAMERA, replace(READY, sound_problem="No sound device was found."), "No sound"),
        (replace(WITH_CAMERA, sound=False), READY, "silent"),
    ],
)
def test_what_one_should_know_does_not_stand_in_the_way(choices, known, word):
    found = checks(choices, known)
    assert can_start(found)
    assert word in texts(found, Grade.NOTICE)


def test_how_ratings_changed_the_mapping_is_said():
    found = checks(WITH_CAMERA, replace(READY, weights=slower()))
    assert "slower by 6 bpm" in texts(found, Grade.READY)
    unwilling = replace(ADA, consents=frozenset({Purpose.ANALYSE_FACE}))
    found = checks(replace(WITH_CAMERA, client=unwilling), replace(READY, weights=slower()))
    assert "slower" not in texts(found, Grade.READY)


def test_demonstration_needs_no_camera(tmp_path):
    demonstration = replace(WITH_CAMERA, kind=SourceKind.DEMONSTRATION, camera="")
    assert can_start(checks(demonstration, replace(READY, cameras=())))
    assert source_spec(demonstration) == "demo"
    film = tmp_path / "film 🎬.mp4"
    film.write_bytes(b"x")
    recording = replace(WITH_CAMERA, kind=SourceKind.RECORDING, path=str(film))
    assert can_start(checks(recording, replace(READY, cameras=())))
    assert source_spec(recording) == str(film)
    assert source_spec(WITH_CAMERA) == "0"


def presenter(choices: Choices, machine: Machine, store: FakeStore | None = None):
    view = create_autospec(StartView, instance=True)
    view.choices.return_value = choices
    made = StartPresenter(
        view, lambda: store or FakeStore(FakeClients(ADA)), machine, ImmediateTasks()
    )
    made.refresh()
    return made, view


def test_no_request_while_something_is_missing():
    made, view = presenter(WITH_CAMERA, Machine(cameras=()))
    made.changed()
    assert view.show_checks.call_args.kwargs["ready"] is False
    assert made.request() is None


def test_the_request_carries_the_choices():
    plan = Plan(Strategy.HOLD, Affect(0.1, 0.2), excluded_parts=(Part.DRUMS,))
    made, view = presenter(replace(WITH_CAMERA, plan=plan, sound=False), Machine())
    made.changed()
    assert view.show_checks.call_args.kwargs["ready"] is True
    request = made.request()
    assert (request.client_id, request.plan) == (1, plan)
    assert (request.source_spec, request.audio) == ("0", "none")


def test_weights_are_read_for_the_chosen_client_only_once():
    class Counting(FakeWeights):
        asked = 0

        def current(self, client_id: int):
            self.asked += 1
            return super().current(client_id)

    weights = Counting(slower())
    made, view = presenter(WITH_CAMERA, Machine(), FakeStore(FakeClients(ADA), weights=weights))
    made.changed()
    made.changed()
    assert weights.asked == 1
    assert "slower" in texts(view.show_checks.call_args.args[0], Grade.READY)


@pytest.fixture
def store():
    others = client(2, "Bo", days=3, consents=frozenset())
    return FakeStore(FakeClients(others, ADA))


@pytest.fixture
def page(qtbot, store):
    made = StartPage(lambda: store, Machine(), ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot, parent, text: str) -> None:
    found = next(b for b in parent.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_start_is_off_until_a_client_is_chosen(page, qtbot):
    assert not page._start.isEnabled()
    page.choose_client(1)
    assert page._start.isEnabled()
    with qtbot.waitSignal(page.start_requested) as started:
        press(qtbot, page, "Start")
    assert started.args[0].client_id == 1
    assert started.args[0].source_spec == "0"
    assert not page._start.isEnabled(), "one press, one session"


def test_a_client_asked_for_before_the_list_is_there(qtbot, store):
    made = StartPage(lambda: store, Machine(), ImmediateTasks())
    qtbot.addWidget(made)
    made.choose_client(2)
    made.show()
    assert made.choices().client.name == "Bo"


def test_the_target_counts_where_there_is_one(page, qtbot):
    page.choose_strategy("match")
    assert not page._strategy._target.isEnabled()
    page.choose_strategy("lead")
    press(qtbot, page, "Energetic")
    page._strategy._minutes.setValue(90)
    page._limits._planned.setValue(30)
    plan = page.choices().plan
    assert plan.strategy is Strategy.LEAD
    assert plan.target == Affect(0.4, 0.7)
    assert (plan.planned_minutes, plan.lead_minutes) == (30.0, 30.0)
    page.choose_strategy("hold")
    assert page._strategy._target.isEnabled()
    assert not page._strategy._minutes.isEnabled()


def test_the_grid_can_be_used_by_keys(page, qtbot):
    page.choose_strategy("lead")
    before = page.choices().plan.target
    qtbot.keyClick(page._strategy._grid, Qt.Key.Key_Up)
    after = page.choices().plan.target
    assert after.arousal == pytest.approx(before.arousal + 0.1)


def test_limits_reach_the_plan(page):
    page._limits._loudest.setValue(66)
    page._music._avoid[Part.DRUMS].setChecked(True)
    page._limits.set_sound(False)
    choices = page.choices()
    assert choices.plan.loudness_limit == 66.0
    assert choices.plan.excluded_parts == (Part.DRUMS,)
    assert choices.sound is False
    assert any("silent" in check.text for check in page._checks.checks)


def test_look_again_finds_a_camera_plugged_in(qtbot, store):
    machine = Machine(cameras=())
    made = StartPage(lambda: store, machine, ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    made.choose_client(1)
    assert not made._start.isEnabled()
    machine.found = [WEBCAM]
    press(qtbot, made, "Look again")
    assert made._start.isEnabled()
    assert made.choices().camera == "0"


def test_a_recording_chosen_beforehand(page, tmp_path):
    film = tmp_path / "a & b.mp4"
    film.write_bytes(b"x")
    page.choose_client(1)
    page.choose_source("recording", str(film))
    assert page.choices().path == str(film)
    assert page._start.isEnabled()
    film.unlink()
    page._presenter.changed()
    assert not page._start.isEnabled()


def test_the_dialog_closes_with_its_request(qtbot, store):
    dialog = StartDialog(lambda: store, Machine(), ImmediateTasks())
    qtbot.addWidget(dialog)
    dialog.page.choose_client(1)
    dialog.open()
    with qtbot.waitSignal(dialog.start_requested):
        press(qtbot, dialog, "Start")
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.request.client_id == 1


def test_the_dialog_fits_the_smallest_screen(qtbot, store):
    dialog = StartDialog(lambda: store, Machine(cameras=(), sound="No sound."), ImmediateTasks())
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.minimumSizeHint().width() <= 1366
    assert max(dialog.minimumSizeHint().height(), dialog.height()) <= 768 - 40


def test_the_summary_offers_undo_and_review(qtbot):
    summary = SessionSummary(7, 3000.0, {"happiness": 60.0}, 0.9, 100, 3, learned=("Slower.",))
    dialog = SummaryDialog("Ada", summary)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.undo_wanted):
        press(qtbot, dialog, "Undo")
    assert not dialog._undo.isEnabled()
    dialog.show_undo_failed("The disk is full.")
    assert dialog._undo.isEnabled()
    assert dialog._lesson.text() == "The disk is full."
    dialog.show_undone()
    assert not dialog._undo.isVisible()
    with qtbot.waitSignal(dialog.review_wanted) as wanted:
        press(qtbot, dialog, "Review it")
    assert wanted.args == [7]
    assert not dialog.isVisible()


def test_a_summary_of_nothing(qtbot):
    dialog = SummaryDialog("Ada " * 200, SessionSummary(1, 0.0))
    qtbot.addWidget(dialog)
    dialog.open()
    labels = [b.text() for b in dialog.findChildren(QPushButton)]
    assert labels == ["Review it", "Done"]
    assert dialog.width() <= 640
