"""The test of devices: only what is consented to, each finding with what to do next."""

from __future__ import annotations

import pytest

from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.session import Purpose
from emotune_gui.ui.presenters.microphones import Heard
from emotune_gui.ui.presenters.start_choices import (
    Choices,
    Grade,
    Known,
    PictureSeen,
    SourceKind,
    Tried,
)
from emotune_gui.ui.presenters.start_tests import PLAYED, tried_checks, try_all
from emotune_gui.ui.views.start import StartPage
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import FULL_CONSENT, client
from tests.ui.test_start import Machine

ALL = FULL_CONSENT | {Purpose.ANALYSE_VOICE}


class Devices:
    def __init__(self, free: int = 10**11) -> None:
        self.opened: list[str] = []
        self.free = free

    def free_bytes(self) -> int:
        return self.free

    def look(self, source: str) -> PictureSeen | None:
        self.opened.append(f"look {source}")
        return PictureSeen(dark=False, faces=1)

    def hear(self, microphone: str) -> Heard:
        self.opened.append(f"hear {microphone}")
        return Heard(-35.0)

    def tone(self) -> None:
        self.opened.append("tone")


def chosen(consents, **how) -> Choices:
    person = client(1, "Ada", consents=consents)
    return Choices(client=person, kind=SourceKind.CAMERA, camera="0", **how)


def test_only_what_is_consented_to_and_chosen_is_opened() -> None:
    devices = Devices()
    try_all(chosen(frozenset()), devices)
    assert devices.opened == ["tone"]
    devices = Devices()
    try_all(chosen(frozenset({Purpose.ANALYSE_FACE}), sound=False), devices)
    assert devices.opened == ["look 0"]
    devices = Devices()
    tried = try_all(chosen(ALL, microphone="Headset"), devices)
    assert devices.opened == ["look 0", "hear Headset", "tone"]
    grades = {check.grade for check in tried_checks(Known(tried=tried))}
    assert grades == {Grade.READY}


def test_a_device_that_fails_is_a_sentence_and_the_others_are_still_tried() -> None:
    class Broken(Devices):
        def look(self, source: str) -> PictureSeen | None:
            raise SourceUnavailable("Camera 0 is used by another program; close that one.")

    devices = Broken()
    tried = try_all(chosen(ALL, microphone="Headset"), devices)
    said = [check.text for check in tried_checks(Known(tried=tried))]
    assert "Camera 0 is used by another program; close that one." in said
    assert devices.opened == ["hear Headset", "tone"]


@pytest.mark.parametrize(
    ("tried", "word"),
    [
        (Tried(picture=None), "cover"),
        (Tried(picture=PictureSeen(dark=True, faces=0)), "light"),
        (Tried(picture=PictureSeen(dark=False, faces=0)), "turn the camera"),
        (Tried(picture=PictureSeen(dark=False, faces=2)), "choose"),
        (Tried(heard=Heard(-75.0)), "muted"),
        (Tried(heard=Heard(-3.0, clipped=True)), "turn its level down"),
        (Tried(tone="No sound device; connect one."), "connect"),
    ],
)
def test_what_is_wrong_says_what_to_do_and_stops_nothing(tried, word) -> None:
    (check,) = tried_checks(Known(tried=tried))
    assert word in check.text
    assert check.grade is Grade.NOTICE


@pytest.mark.parametrize(
    ("free", "grade"),
    [(10**6, Grade.MISSING), (10**8, Grade.NOTICE), (10**11, Grade.READY)],
)
def test_space_on_the_disk(free, grade) -> None:
    (check,) = tried_checks(Known(free_bytes=free))
    assert check.grade is grade


def test_a_tone_that_was_played_asks_whether_it_was_heard() -> None:
    (check,) = tried_checks(Known(tried=Tried(tone=PLAYED)))
    assert "Heard none?" in check.text


def test_the_button_tries_and_another_choice_forgets(qtbot) -> None:
    store = FakeStore(FakeClients(client(1, "Ada", consents=ALL)))
    page = StartPage(lambda: store, Machine(), ImmediateTasks(), preflight=Devices())
    qtbot.addWidget(page)
    page.refresh()
    page.choose_client(1)
    page._try.click()
    said = [check.text for check in page._checks.checks]
    assert "One face is seen, in enough light." in said
    assert page._start.isEnabled()
    page.choose_source("demonstration")
    assert "One face is seen, in enough light." not in [c.text for c in page._checks.checks]
