"""The microphone in settings: the list, the level test, its verdict."""

from __future__ import annotations

from unittest.mock import create_autospec

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.ui.presenters.microphones import (
    DEFAULT,
    NONE,
    SOURCE,
    Heard,
    Microphone,
    MicrophonePresenter,
    Microphones,
    MicrophoneView,
    Verdict,
    offered,
    verdict,
    verdict_words,
)
from emotune_gui.ui.presenters.settings import MICROPHONE, read_preferences
from emotune_gui.ui.views.settings import SettingsPage
from tests.ui.fake_store import ImmediateTasks

TWO = Microphones((Microphone("Laptop", default=True), Microphone("Headset")))
NO_PORTAUDIO = Microphones((), "The system library PortAudio is missing; install libportaudio2.")
SPEECH = [Heard(-55.0 if place % 3 else -24.0) for place in range(50)]


class FakeEars:
    """Gives its pieces, then waits for nothing more."""

    def __init__(self, known: Microphones = TWO, pieces=SPEECH, fault: str = "") -> None:
        self.known, self.pieces, self.fault = known, list(pieces), fault
        self.asked: list[str] = []

    def microphones(self) -> Microphones:
        return self.known

    def listen(self, microphone, heard) -> None:
        self.asked.append(microphone)
        if self.fault:
            raise SourceUnavailable(self.fault)
        for piece in self.pieces:
            if not heard(piece):
                return


class WaitingTasks:
    """Keeps the work until it is released, as a thread that takes its time."""

    def __init__(self) -> None:
        self.work: list = []

    def load(self, slot, work, done, failed) -> None:
        done(work())

    def act(self, work, done, failed) -> None:
        self.work.append((work, done))

    def release(self) -> None:
        for work, done in self.work:
            done(work())
        self.work.clear()


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ([], Verdict.NOTHING),
        ([Heard(-120.0)] * 50, Verdict.NOTHING),
        ([Heard(-50.0), Heard(-51.5)] * 25, Verdict.NOTHING),
        ([Heard(-75.0 if i % 3 else -52.0) for i in range(50)], Verdict.FAINT),
        (SPEECH, Verdict.GOOD),
        ([*SPEECH, *[Heard(-3.0, clipped=True)] * 3], Verdict.LOUD),
        ([*SPEECH, Heard(-3.0, clipped=True)], Verdict.GOOD),
    ],
)
def test_the_verdict_of_a_trial(pieces, found):
    assert verdict(pieces) is found
    assert verdict_words(found).endswith(".")


@given(st.lists(st.builds(Heard, st.floats(-120, 0), st.booleans()), max_size=80))
def test_any_trial_has_a_verdict(pieces):
    assert verdict(pieces) in Verdict


def test_the_list_offers_the_systems_the_named_and_none():
    specs = [spec for spec, _words in offered(TWO, DEFAULT)]
    assert specs == [DEFAULT, "Laptop", "Headset", NONE]
    assert "Laptop" in dict(offered(TWO, DEFAULT))[DEFAULT]
    assert offered(TWO, SOURCE, recording=True)[0] == (SOURCE, "Sound of the recording")


def test_a_chosen_microphone_that_is_unplugged_stays_in_the_list_and_says_so():
    words = dict(offered(TWO, "USB mic"))
    assert words["USB mic"] == "USB mic (not connected)"
    assert dict(offered(None, "USB mic"))["USB mic"] == "USB mic", "not looked for yet"


def presenter(ears, chosen=DEFAULT, tasks=None):
    view = create_autospec(MicrophoneView, instance=True)
    made = MicrophonePresenter(view, ears, tasks or ImmediateTasks(), lambda: chosen)
    made.refresh()
    return made, view


def test_without_portaudio_one_sentence_says_what_to_do_and_nothing_is_tested():
    _made, view = presenter(FakeEars(NO_PORTAUDIO))
    view.show_said.assert_called_with(NO_PORTAUDIO.problem, alarm=True)
    assert view.show_testing.call_args.kwargs["can_test"] is False


def test_no_microphone_cannot_be_tested():
    _made, view = presenter(FakeEars(), NONE)
    assert view.show_testing.call_args.kwargs["can_test"] is False


def test_a_test_hears_the_chosen_one_and_says_the_verdict():
    ears = FakeEars()
    made, view = presenter(ears, "Headset")
    made.test()
    assert ears.asked == ["Headset"]
    assert not made.testing
    view.show_said.assert_called_with(verdict_words(Verdict.GOOD), alarm=False)


def test_a_microphone_that_does_not_open_says_why():
    made, view = presenter(FakeEars(fault="The headset is used by another program."))
    made.test()
    view.show_said.assert_called_with("The headset is used by another program.", alarm=True)
    assert not made.testing


def test_pressing_again_stops_and_judges_what_was_heard():
    tasks, ears = WaitingTasks(), FakeEars(pieces=[Heard(-20.0)] * 1000)
    made, view = presenter(ears, tasks=tasks)
    made.test()
    assert made.testing
    view.show_said.assert_called_with("Speak now…", alarm=False)
    made.test()
    assert len(tasks.work) == 1, "the second press stops, it does not begin another"
    tasks.release()
    assert not made.testing
    assert made.heard is None


@pytest.fixture
def page(qtbot, settings):
    made = SettingsPage(settings, ears=FakeEars(), tasks=ImmediateTasks())
    qtbot.addWidget(made)
    made.resize(1286, 1000)
    made.show()
    made.refresh()
    return made


def test_the_choice_is_kept(page, settings):
    panel = page.microphone
    panel._list.setCurrentIndex(panel._list.findData("Headset"))
    assert settings.value(MICROPHONE) == "Headset"
    assert read_preferences(settings).microphone == "Headset"
    page.refresh()
    assert panel._list.currentData() == "Headset"


def test_the_button_tests_and_the_verdict_stands_below(page, qtbot):
    qtbot.mouseClick(page.microphone._test, Qt.MouseButton.LeftButton)
    assert page.microphone.said == verdict_words(Verdict.GOOD)
    assert page.microphone._test.text() == "Test the level"


def test_while_it_is_tested_the_meter_moves_and_it_ends_by_itself(qtbot, settings):
    tasks = WaitingTasks()
    page = SettingsPage(settings, ears=FakeEars(), tasks=tasks)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    panel = page.microphone
    panel._test.click()
    panel._timer.stop()
    assert panel._test.text() == "Stop"
    panel.presenter._trial.hear(Heard(-18.0))
    panel.look()
    assert panel._meter.level == -18.0
    for _ in range(110):
        panel.look()
    tasks.release()
    assert not panel.presenter.testing
    assert panel._meter.level is None


def test_nothing_listens_on_a_page_that_is_left(qtbot, settings):
    tasks = WaitingTasks()
    page = SettingsPage(settings, ears=FakeEars(), tasks=tasks)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.microphone._test.click()
    trial = page.microphone.presenter._trial
    page.hide()
    assert trial.over.is_set()
    tasks.release()


def test_a_recogniser_without_its_file_is_grey_and_says_why(qtbot, settings):
    why = "Not installed: its file face_ocular.tflite is missing."
    page = SettingsPage(settings, tasks=ImmediateTasks(), missing=lambda: {Recogniser.OCULAR: why})
    qtbot.addWidget(page)
    page.show()
    dot = page._dots[Recogniser.OCULAR.value]
    assert not dot.isEnabled()
    assert dot.accessibleDescription() == why
    qtbot.mouseClick(dot, Qt.MouseButton.LeftButton)
    assert page.preferences.recogniser is Recogniser.COMBINED
    assert page._dots[Recogniser.CNN.value].isEnabled()
    assert page.microphone is None, "no ears, no panel"
