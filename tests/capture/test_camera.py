from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.capture import camera
from emotune_gui.capture.camera import CameraInfo, CameraSource, list_cameras, open_device
from emotune_gui.domain.faults import SourceLost, SourceUnavailable
from tests.capture.making import FakeClock, flat, read_shade

GONE = (False, None)


class FakeDevice:
    """Delivers what its script says; a frame takes 1/30 s of the clock's time."""

    def __init__(self, script, clock: FakeClock, *, opens=True, stamps=None) -> None:
        self.script, self.clock, self.opens = list(script), clock, opens
        self.stamps = list(stamps) if stamps is not None else None
        self.asked: dict[int, float] = {}
        self.released = 0
        self.buffer = np.zeros((48, 64, 3), dtype=np.uint8)
        self.count = 0

    def isOpened(self) -> bool:  # noqa: N802
        return self.opens

    def set(self, prop: int, value: float) -> bool:
        self.asked[prop] = value
        return False

    def get(self, prop: int) -> float:
        assert prop == cv2.CAP_PROP_POS_MSEC
        return self.stamps[self.count - 1] if self.stamps is not None else 0.0

    def read(self):
        self.clock.t += 1 / 30
        step = self.script[min(self.count, len(self.script) - 1)]
        self.count += 1
        if isinstance(step, int):
            self.buffer[:] = flat(step)
            return True, self.buffer
        return step

    def release(self) -> None:
        self.released += 1


def opened(script, **settings) -> tuple[CameraSource, FakeDevice, FakeClock]:
    clock = FakeClock()
    device = FakeDevice(script, clock, **settings)
    source = CameraSource(2, clock=clock, device=lambda index: device)
    source.open()
    return source, device, clock


def test_frames_are_numbered_dated_and_copied() -> None:
    source, device, _ = opened([1, 2, 3])
    frames = [source.read() for _ in range(3)]
    assert [frame.seq for frame in frames] == [0, 1, 2]
    assert [frame.t for frame in frames] == pytest.approx([100 + i / 30 for i in (1, 2, 3)])
    assert [read_shade(frame.image) for frame in frames] == [1, 2, 3]
    assert not frames[0].image.flags.writeable
    assert not np.shares_memory(frames[0].image, device.buffer)


def test_a_small_fast_picture_and_no_queue_are_asked_for() -> None:
    _, device, _ = opened([1])
    assert device.asked == {
        cv2.CAP_PROP_BUFFERSIZE: 1,
        cv2.CAP_PROP_FRAME_WIDTH: 640,
        cv2.CAP_PROP_FRAME_HEIGHT: 480,
        cv2.CAP_PROP_FPS: 30,
    }


def test_a_camera_that_will_not_open_is_said_and_released() -> None:
    device = FakeDevice([1], FakeClock(), opens=False)
    source = CameraSource(0, clock=FakeClock(), device=lambda index: device)
    with pytest.raises(SourceUnavailable, match=r"Camera 0 cannot be used; .*no other"):
        source.open()
    assert device.released == 1


def test_single_failures_are_borne() -> None:
    source, _, _ = opened([1, GONE, GONE, 2])
    assert [source.read() is not None for _ in range(4)] == [True, False, False, True]


def test_failing_again_and_again_is_lost() -> None:
    source, _, clock = opened([1, *[GONE] * 50])
    source.read()
    with pytest.raises(SourceLost, match=r"Camera 2 stopped answering.*\.$"):
        for _ in range(camera.LOST_AFTER_FAILURES):
            assert source.read() is None
    assert max(clock.slept) <= 0.1
    assert clock.t < 103.0


@pytest.mark.parametrize("nothing", [(True, None), (True, np.zeros((0, 0, 3), np.uint8))])
def test_empty_pictures_count_as_failures(nothing) -> None:
    source, _, _ = opened([nothing])
    with pytest.raises(SourceLost):
        for _ in range(camera.LOST_AFTER_FAILURES):
            assert source.read() is None


def test_failures_must_follow_one_another() -> None:
    source, _, _ = opened([*[GONE] * 9, 1, *[GONE] * 9, 2, 3])
    assert sum(source.read() is not None for _ in range(21)) == 3


def test_a_frozen_camera_is_lost() -> None:
    source, _, clock = opened([1] * 500, stamps=[40.0, *[80.0] * 500])
    assert source.read() is not None
    assert source.read() is not None
    begun = clock.t
    with pytest.raises(SourceLost):
        for _ in range(200):
            assert source.read() is None
    assert clock.t - begun == pytest.approx(camera.LOST_AFTER_FROZEN_S, abs=0.2)


def test_a_still_scene_is_not_a_frozen_camera() -> None:
    source, _, _ = opened([1] * 300, stamps=[33.0 * i for i in range(1, 301)])
    assert all(source.read() is not None for _ in range(300))


def test_a_driver_without_timestamps_is_trusted() -> None:
    source, _, _ = opened([1] * 300)
    assert all(source.read() is not None for _ in range(300))


def test_the_clock_of_a_replugged_camera_may_start_over() -> None:
    source, _, _ = opened([1] * 4, stamps=[900.0, 933.0, 33.0, 66.0])
    assert all(source.read() is not None for _ in range(4))


def test_reopening_after_a_loss_counts_on() -> None:
    clock = FakeClock()
    devices = [FakeDevice([1, *[GONE] * 20], clock), FakeDevice([2], clock)]
    source = CameraSource(0, clock=clock, device=lambda index: devices.pop(0))
    first = devices[0]
    source.open()
    before = source.read()
    with pytest.raises(SourceLost):
        for _ in range(20):
            source.read()
    source.close()
    source.open()
    after = source.read()
    assert first.released == 1
    assert after.seq == before.seq + 1 and after.t > before.t
    assert source.reconnects


def test_closing_twice_releases_once_and_reading_then_is_lost() -> None:
    source, device, _ = opened([1])
    source.close()
    source.close()
    assert device.released == 1
    with pytest.raises(SourceLost):
        source.read()


@pytest.mark.parametrize(
    "image",
    [
        np.full((48, 64), 90, np.uint8),
        np.full((48, 64, 1), 90, np.uint8),
        np.full((48, 64, 4), 90, np.uint8),
    ],
)
def test_other_pixel_layouts_become_bgr(image) -> None:
    source, _, _ = opened([(True, image)])
    frame = source.read()
    assert frame.image.shape == (48, 64, 3)
    assert frame.image[0, 0].tolist() == [90, 90, 90]


def test_a_4k_camera_is_scaled_down() -> None:
    source, _, _ = opened([(True, np.zeros((2160, 3840, 3), np.uint8))])
    assert source.read().image.shape == (720, 1280, 3)


@pytest.mark.parametrize("index", [-1, 63, 9999])
def test_a_camera_that_does_not_exist_is_said_at_once_and_quietly(index, monkeypatch, capfd):
    monkeypatch.setattr(camera, "_on_linux", lambda: True)
    monkeypatch.setattr(camera, "_DEVICES", Path("/nowhere"))
    with pytest.raises(SourceUnavailable, match=rf"There is no camera {index};"):
        open_device(index)
    assert capfd.readouterr().err == ""


def test_cameras_are_listed_without_touching_them(tmp_path: Path, monkeypatch) -> None:
    nodes, names = tmp_path / "dev", tmp_path / "sys"
    nodes.mkdir()
    for node, name, index in (("video0", "Integrated\n", "0\n"), ("video1", "Integrated\n", "1\n")):
        (nodes / node).touch()
        (names / node).mkdir(parents=True)
        (names / node / "name").write_text(name)
        (names / node / "index").write_text(index)
    (nodes / "video10").touch()
    (nodes / "video").touch()
    (nodes / "videofish").touch()
    monkeypatch.setattr(camera, "_on_linux", lambda: True)
    monkeypatch.setattr(camera, "_DEVICES", nodes)
    monkeypatch.setattr(camera, "_DEVICE_NAMES", names)
    assert list_cameras() == (CameraInfo(0, "Integrated"), CameraInfo(10, "Camera 10"))


def test_elsewhere_cameras_are_tried_until_one_is_missing(monkeypatch) -> None:
    devices = {i: FakeDevice([1], FakeClock(), opens=i < 2) for i in range(9)}
    monkeypatch.setattr(camera, "_on_linux", lambda: False)
    monkeypatch.setattr(camera, "open_device", devices.__getitem__)
    assert list_cameras() == (CameraInfo(0, "Camera 0"), CameraInfo(1, "Camera 1"))
    assert [devices[i].released for i in range(4)] == [1, 1, 1, 0]
