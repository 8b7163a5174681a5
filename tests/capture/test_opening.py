from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui.capture.camera import CameraSource
from emotune_gui.capture.demonstration import DemonstrationSource
from emotune_gui.capture.images import ImageSource
from emotune_gui.capture.opening import open_source
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import SourceUnavailable
from tests.capture.making import FakeClock, clip, flat, picture, played


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("demo", DemonstrationSource),
        (" Demo ", DemonstrationSource),
        ("0", CameraSource),
        ("-1", CameraSource),
        ("/dev/video3", CameraSource),
        ("clip.mp4", VideoSource),
        ("clip.of.nothing", VideoSource),
        ("missing", VideoSource),
        ("99999999999999999999", VideoSource),
        ("~nobody-of-this-name/clip.mp4", VideoSource),
        ("face.PNG", ImageSource),
        ("face.jpeg", ImageSource),
    ],
)
def test_the_kind_is_read_off_the_name_and_nothing_is_opened(spec: str, kind: type) -> None:
    assert type(open_source(spec)) is kind


def test_camera_index() -> None:
    source = open_source("/dev/video3")
    assert isinstance(source, CameraSource)
    assert (source.index, source.name, source.reconnects) == (3, "Camera 3", True)


def test_a_folder_is_an_album_and_a_file_plays(tmp_path: Path) -> None:
    picture(tmp_path / "1.png", flat(0))
    clip(tmp_path / "clip.mkv")
    assert isinstance(open_source(str(tmp_path)), ImageSource)
    source = open_source(str(tmp_path / "clip.mkv"), clock=FakeClock())
    source.open()
    assert len(played(source)) == 10
    assert source.name == "clip.mkv"
    assert not source.reconnects


def test_looping(tmp_path: Path) -> None:
    source = open_source(str(clip(tmp_path / "clip.mkv")), clock=FakeClock(), loop=True)
    source.open()
    assert len(played(source, limit=40)) == 40


@pytest.mark.parametrize("spec", ["", "   ", "\n"])
def test_a_blank_name_is_refused(spec: str) -> None:
    with pytest.raises(SourceUnavailable):
        open_source(spec)


@pytest.mark.parametrize("spec", ["nowhere.mp4", "a\0b", "99999999999999999999", "nowhere.png"])
def test_missing_files_are_said_on_opening(spec: str) -> None:
    with pytest.raises(SourceUnavailable, match="not found"):
        open_source(spec).open()


@pytest.mark.parametrize("spec", ["http://127.0.0.1:9/clip.mp4", "rtsp://127.0.0.1:9/a", "udp://1"])
def test_the_network_is_never_asked(spec: str) -> None:
    with pytest.raises(SourceUnavailable, match="not found"):
        open_source(spec).open()
