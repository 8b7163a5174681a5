from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui.capture.microphone import MicrophoneSource
from emotune_gui.capture.scripted import ScriptedSource
from emotune_gui.capture.sound_file import SoundFileSource
from emotune_gui.capture.sound_opening import open_sound
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import SourceUnavailable
from tests.capture.making import FakeClock
from tests.capture.sound_making import film, heard, tone, write


def test_no_sound_at_all() -> None:
    assert open_sound("none") is None
    assert open_sound(" None ") is None


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("default", "Microphone"),
        ("DEFAULT", "Microphone"),
        ("Headset", "Headset"),
        ("HDA Intel PCH: ALC256 Analog (hw:0,0)", "HDA Intel PCH: ALC256 Analog (hw:0,0)"),
        ("Mikrofon (2- USB/Audio v1.0)", "Mikrofon (2- USB/Audio v1.0)"),
        ("Logitech G.Pro", "Logitech G.Pro"),
    ],
)
def test_microphones(spec: str, name: str) -> None:
    source = open_sound(spec)
    assert isinstance(source, MicrophoneSource)
    assert (source.name, source.reconnects, source.dropped) == (name, True, 0)


@pytest.mark.parametrize(
    "spec",
    [
        "nowhere.wav",
        "nowhere.MP4",
        "./default",
        "/nowhere/at all",
        "~/speech.opus",
        "C:\\clips\\a b.m4a",
        "http://127.0.0.1:9/a.mp3",
        "a\0b.mp3",
    ],
)
def test_recordings_that_are_missing_are_said_on_opening(spec: str) -> None:
    source = open_sound(spec)
    assert isinstance(source, SoundFileSource)
    with pytest.raises(SourceUnavailable, match="not found"):
        source.open()


def test_a_recording_is_known_by_being_there(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.wav", tone(seconds=0.5)).rename(tmp_path / "session 4")
    source = open_sound("session 4", clock=FakeClock())
    assert isinstance(source, SoundFileSource)
    source.open()
    assert len(heard(source)) == 16
    assert not source.reconnects


def test_the_sound_of_a_film_keeps_to_its_pictures(tmp_path: Path) -> None:
    path, clock = film(tmp_path / "a.mp4"), FakeClock()
    pictures = VideoSource(path, clock=clock)
    sound = open_sound(str(path), clock=clock, beside=pictures)
    assert sound is not None
    sound.open()
    assert sound.read() is None
    pictures.open()
    frame, block = pictures.read(), sound.read()
    assert frame is not None and block is not None
    assert block.t == pytest.approx(frame.t)


def test_beside_a_camera_a_recording_goes_by_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", tone())
    sound = open_sound(str(path), clock=FakeClock(), beside=ScriptedSource([]))
    assert sound is not None
    sound.open()
    assert sound.read() is not None


@pytest.mark.parametrize("spec", ["", "   ", "\n"])
def test_a_blank_name_is_refused(spec: str) -> None:
    with pytest.raises(SourceUnavailable):
        open_sound(spec)
