"""Microphones that are not there, busy or silent, and several at once."""

from __future__ import annotations

import importlib
import threading
import time

import pytest

from emotune_gui.capture.microphone import (
    MicrophoneInfo,
    MicrophoneSource,
    list_microphones,
    why_no_microphone,
)
from emotune_gui.capture.portaudio import PortAudio
from emotune_gui.domain.faults import SourceLost, SourceUnavailable
from tests.capture.making import FakeClock
from tests.capture.sound_making import (
    FakePortAudioError,
    device,
)
from tests.capture.test_microphone import Desk, opened, refused


def test_an_unknown_name_is_said() -> None:
    assert "“Other” is not there" in refused(Desk(device("Built-in"), name="Other"))


def test_a_busy_microphone_is_said_at_once() -> None:
    desk = Desk(device("Built-in", busy=True))
    tries = []
    desk.module.fail["open"] = tries.append  # type: ignore[assignment]
    assert "close other programs" in refused(desk)
    assert len(tries) == 1


def test_a_microphone_that_will_not_start_is_closed() -> None:
    desk = Desk(device("Built-in"))
    desk.module.fail["start"] = lambda _: FakePortAudioError("Unanticipated host error", -9999)
    assert "cannot be opened" in refused(desk)
    assert all(stream.closed == 1 for stream in desk.module.streams)
    del desk.module.fail["start"]
    desk.source.open()
    assert desk.stream.active


def test_a_sound_system_that_does_not_answer_is_said_and_tried_again() -> None:
    desk = Desk(device("Built-in"))
    assert len(list_microphones(desk.library)) == 1
    desk.module.fail["initialise"] = lambda _: FakePortAudioError("Error initializing PortAudio")
    assert "sound system does not answer" in refused(desk)
    assert list_microphones(desk.library) == ()
    desk.module.fail.clear()
    desk.source.open()
    assert desk.stream.active


@pytest.mark.parametrize("problem", [OSError("PortAudio library not found"), ImportError("no")])
def test_without_portaudio_everything_else_goes_on(monkeypatch, problem: Exception) -> None:
    def failing(name: str) -> None:
        assert name == "sounddevice"
        raise problem

    monkeypatch.setattr(importlib, "import_module", failing)
    library = PortAudio()
    source = MicrophoneSource(library=library, clock=FakeClock())
    with pytest.raises(SourceUnavailable, match="install libportaudio2"):
        source.open()
    assert list_microphones(library) == ()
    assert "PortAudio" in why_no_microphone(library)
    source.close()


def test_microphones_are_listed_once_and_outputs_left_out() -> None:
    desk = Desk(
        device("Speakers", 0),
        device("Built-in", 2),
        device("  Headset\n(Mono) "),
        device("Built-in", 2),
        device("Built-in", 2, hostapi=1),
        default=1,
    )
    assert list_microphones(desk.library) == (
        MicrophoneInfo("Built-in", default=True, channels=2),
        MicrophoneInfo("Headset (Mono)", default=False, channels=1),
    )
    assert why_no_microphone(desk.library) == ""


def test_listing_sees_what_was_plugged_in_since() -> None:
    desk = Desk(device("Built-in"))
    list_microphones(desk.library)
    desk.module.present.append(device("Headset"))
    assert [info.name for info in list_microphones(desk.library)] == ["Built-in", "Headset"]


def test_listing_does_not_disturb_an_open_microphone() -> None:
    desk = opened()
    desk.module.present.append(device("Headset"))
    before = desk.module.initialised
    assert [info.name for info in list_microphones(desk.library)] == ["Built-in"]
    assert desk.module.initialised == before
    assert desk.stream.active
    desk.source.close()
    assert [info.name for info in list_microphones(desk.library)] == ["Built-in", "Headset"]


def test_two_may_listen_at_once() -> None:
    desk = opened(device("Built-in"), device("Headset"))
    other = MicrophoneSource("Headset", clock=desk.clock, library=desk.library)
    other.open()
    assert [stream.active for stream in desk.module.streams] == [True, True]
    desk.source.close()
    assert [stream.active for stream in desk.module.streams] == [False, True]
    other.close()


def test_closing_twice_and_opening_twice() -> None:
    desk = opened()
    desk.source.open()
    assert len(desk.module.streams) == 1
    desk.source.close()
    desk.source.close()
    assert (desk.stream.aborted, desk.stream.closed) == (1, 1)
    with pytest.raises(SourceLost, match="closed"):
        desk.source.read()


def test_closing_while_another_thread_reads() -> None:
    desk = opened()
    desk.clock.sleep = lambda _: time.sleep(0.001)  # type: ignore[method-assign]
    outcome: list[Exception] = []

    def listen() -> None:
        try:
            while True:
                desk.source.read()
        except SourceLost as lost:
            outcome.append(lost)

    reader = threading.Thread(target=listen)
    reader.start()
    desk.source.close()
    reader.join(timeout=10.0)
    assert not reader.is_alive()
    assert "has been closed" in str(outcome[0])


def test_errors_while_closing_are_nobodys_business() -> None:
    desk = opened()

    def failing() -> None:
        raise FakePortAudioError("device is gone")

    desk.stream.abort = failing  # type: ignore[method-assign]
    desk.source.close()
    desk.source.open()
    assert len(desk.module.streams) == 2
