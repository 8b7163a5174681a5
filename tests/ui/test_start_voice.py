"""Before a session: what is listened to, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication

from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.session import Purpose
from emotune_gui.ui.presenters.microphones import DEFAULT, NONE, SOURCE, Microphone, Microphones
from emotune_gui.ui.presenters.start_checks import can_start, checks
from emotune_gui.ui.presenters.start_choices import (
    Camera,
    Choices,
    Grade,
    Known,
    SourceKind,
    usual_microphone,
)
from emotune_gui.ui.views.start import StartDialog, StartPage
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import FULL_CONSENT, client

HEARD = client(1, "Ada", days=1, consents=FULL_CONSENT | {Purpose.ANALYSE_VOICE})
UNHEARD = client(2, "Bo", days=3)
MICROPHONES = Microphones((Microphone("Laptop", default=True), Microphone("Headset")))
READY = Known((Camera("0", "Webcam"),), "", CLINICAL_MAPPING, MICROPHONES)
WITH_VOICE = Choices(client=HEARD, camera="0", microphone=DEFAULT)


class Machine:
    def __init__(self, known: Microphones = MICROPHONES) -> None:
        self.known = known

    def cameras(self):
        return [Camera("0", "Webcam")]

    def midi_instruments(self):
        return ()

    def sound_problem(self) -> str:
        return ""

    def microphones(self) -> Microphones:
        return self.known


@pytest.mark.parametrize(
    ("choices", "known", "grade", "word"),
    [
        (WITH_VOICE, READY, Grade.READY, "microphone Laptop is connected"),
        (replace(WITH_VOICE, microphone="Headset"), READY, Grade.READY, "Headset is connected"),
        (replace(WITH_VOICE, microphone="USB"), READY, Grade.NOTICE, "USB is not connected"),
        (replace(WITH_VOICE, microphone=NONE), READY, Grade.NOTICE, "face alone"),
        (replace(WITH_VOICE, microphone=SOURCE), READY, Grade.READY, "recording's sound"),
        (WITH_VOICE, replace(READY, microphones=None), Grade.READY, "Looking for a micro"),
        (
            WITH_VOICE,
            replace(READY, microphones=Microphones((), "PortAudio is missing.")),
            Grade.NOTICE,
            "PortAudio is missing.",
        ),
        (replace(WITH_VOICE, client=UNHEARD), READY, Grade.READY, "stays closed"),
    ],
)
def test_what_is_said_of_the_voice_never_stands_in_the_way(choices, known, grade, word):
    found = checks(choices, known)
    assert can_start(found)
    assert [check.grade for check in found if word in check.text] == [grade]


def test_what_is_listened_to_unless_chosen_otherwise():
    assert usual_microphone(SourceKind.CAMERA, "Headset") == "Headset"
    assert usual_microphone(SourceKind.RECORDING, "Headset") == SOURCE
    assert usual_microphone(SourceKind.IMAGES, "Headset") == NONE
    assert usual_microphone(SourceKind.DEMONSTRATION, "Headset") == NONE


@pytest.fixture
def page(qtbot):
    store = FakeStore(FakeClients(UNHEARD, HEARD))
    made = StartPage(lambda: store, Machine(), ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    return made


def listed(page):
    box = page._limits._microphones
    return [box.itemData(place) for place in range(box.count())]


def test_there_is_a_choice_only_with_consent(page):
    page.choose_client(2)
    assert not page._limits._microphones.isVisible()
    assert page._presenter.request().microphone == NONE
    page.choose_client(1)
    assert page._limits._microphones.isVisible()
    assert listed(page) == [DEFAULT, "Laptop", "Headset", NONE]
    assert page._presenter.request().microphone == DEFAULT


def test_the_setting_is_chosen_beforehand_and_a_hand_wins(page):
    page.choose_client(1)
    page.set_microphone("Headset")
    assert page._presenter.request().microphone == "Headset"
    box = page._limits._microphones
    box.setCurrentIndex(box.findData("Laptop"))
    page._presenter.changed()
    assert page._presenter.request().microphone == "Laptop"


def test_a_recording_is_heard_by_its_own_sound(page, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x")
    page.choose_client(1)
    page.choose_source("recording", str(film))
    assert listed(page)[0] == SOURCE
    assert page._presenter.request().microphone == SOURCE
    page.choose_source("camera")
    assert SOURCE not in listed(page)
    assert page._presenter.request().microphone == DEFAULT
    page.choose_source("demonstration")
    assert page._presenter.request().microphone == NONE


def test_the_dialog_fits_the_smallest_screen_with_the_choice(qtbot):
    store = FakeStore(FakeClients(HEARD))
    dialog = StartDialog(lambda: store, Machine(Microphones((), "None.")), ImmediateTasks())
    qtbot.addWidget(dialog)
    dialog.page.choose_client(1)
    dialog.open()
    assert max(dialog.minimumSizeHint().height(), dialog.height()) <= 768 - 40
    assert dialog.page._limits._microphones.isVisible()


def test_a_long_name_ends_in_an_ellipsis_and_is_whole_in_the_tool_tip(qtbot):
    long = "Jabra Evolve 40 USB headset with its microphone arm"
    known = Microphones((Microphone(long, default=True),))
    store = FakeStore(FakeClients(HEARD))
    dialog = StartDialog(lambda: store, Machine(known), ImmediateTasks())
    qtbot.addWidget(dialog)
    dialog.page.choose_client(1)
    dialog.page.set_microphone(long)
    dialog.open()
    box = dialog.page._limits._microphones
    spot = box.rect().center()
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, box.mapToGlobal(spot))
    QApplication.sendEvent(box, asked)
    assert box.toolTip() == long
    assert box.shown.endswith("…") and long.startswith(box.shown[:-1])
