"""Cameras, through OpenCV."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from emotune_gui.capture.framing import FrameCounter, fitted
from emotune_gui.capture.quiet import quiet_opencv
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.face import Frame, ImageArray
from emotune_gui.domain.faults import SourceLost, SourceUnavailable
from emotune_gui.domain.ports import Clock

WIDTH, HEIGHT, RATE = 640, 480, 30
LOST_AFTER_FAILURES = 10
LOST_AFTER_FROZEN_S = 2.0
"""A camera whose own timestamp stands still this long has hung."""
_PAUSE_AFTER_FAILURE_S = 0.05
_HIGHEST_INDEX = 63
_PROBED = 4
"""Indexes tried where the system has no list of cameras."""
_DEVICES = Path("/dev")
_DEVICE_NAMES = Path("/sys/class/video4linux")


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """`index` is what `open_source` takes; `name` is for the therapist."""

    index: int
    name: str


class Device(Protocol):
    """The part of cv2.VideoCapture that is used."""

    def isOpened(self) -> bool: ...  # noqa: N802

    def set(self, prop: int, value: float, /) -> bool: ...

    def get(self, prop: int, /) -> float: ...

    def read(self) -> tuple[bool, Any]: ...

    def release(self) -> None: ...


class CameraSource:
    """One camera by index, asked for 640x480 at 30 frames a second, newest frame first.

    A `read` lasts until the camera's next frame; a dead camera on Linux answers within a second.
    """

    reconnects = True

    def __init__(
        self,
        index: int,
        *,
        clock: Clock | None = None,
        device: Callable[[int], Device] | None = None,
    ) -> None:
        self.index = index
        self.name = f"Camera {index}"
        self.dropped = 0
        self._clock: Clock = clock or SystemClock()
        self._open_device = device or open_device
        self._device: Device | None = None
        self._counter = FrameCounter()
        self._lock = threading.RLock()
        self._closing = False

    def open(self) -> None:
        with self._lock:
            self._closing = False
            if self._device is not None:
                return
            device = self._open_device(self.index)
            if not device.isOpened():
                device.release()
                raise SourceUnavailable(
                    f"Camera {self.index} cannot be used; check that it is plugged in and that "
                    "no other program is using it."
                )
            _ask(device)
            self._device = device
            self._failures = 0
            self._device_time = -1.0
            self._advanced_at = self._clock.now()

    def read(self) -> Frame | None:
        with self._lock:
            if self._device is None or self._closing:
                raise SourceLost(f"Camera {self.index} has been closed.")
            ok, image = self._device.read()
            now = self._clock.now()
            if ok and _is_picture(image):
                self._failures = 0
                if self._advanced(self._device, now):
                    return self._counter.frame(_owned(image), now)
                return None
            self._failures += 1
            if self._failures >= LOST_AFTER_FAILURES:
                raise self._lost()
        self._clock.sleep(_PAUSE_AFTER_FAILURE_S)
        return None

    def close(self) -> None:
        self._closing = True
        with self._lock:
            if self._device is not None:
                self._device.release()
                self._device = None

    def _advanced(self, device: Device, now: float) -> bool:
        """False for a frame seen before; raises SourceLost once that has lasted too long."""
        stamp = device.get(cv2.CAP_PROP_POS_MSEC)
        # Some drivers have no clock and always say 0 (or less).
        if stamp <= 0.0 or stamp != self._device_time:
            self._device_time = stamp
            self._advanced_at = now
            return True
        if now - self._advanced_at > LOST_AFTER_FROZEN_S:
            raise self._lost()
        self._clock.sleep(1.0 / RATE)
        return False

    def _lost(self) -> SourceLost:
        return SourceLost(
            f"Camera {self.index} stopped answering; check its cable. Trying to reconnect."
        )


def open_device(index: int) -> Device:
    """Open the system's camera `index`; raises SourceUnavailable at once where there is none."""
    if not 0 <= index <= _HIGHEST_INDEX or (_on_linux() and not _node(index).exists()):
        raise SourceUnavailable(
            f"There is no camera {index}; plug one in, or open a recording or the demonstration."
        )
    quiet_opencv()
    # OpenCV reads these on its first capture; the default is to hang for ten seconds on a
    # camera that no longer sends.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_READ_ATTEMPTS", "1")
    return cv2.VideoCapture(index, cv2.CAP_V4L2 if _on_linux() else cv2.CAP_ANY)


def list_cameras() -> tuple[CameraInfo, ...]:
    """Cameras present now, by index. On Linux no camera is touched; elsewhere four are tried."""
    return tuple(_listed_by_linux() if _on_linux() else _probed())


def _listed_by_linux() -> list[CameraInfo]:
    found = []
    for node in _DEVICES.glob("video*"):
        match = re.fullmatch(r"video([0-9]+)", node.name)
        # A webcam also shows a second node that carries only metadata; it has index 1.
        if match and _described(node.name, "index", "0") == "0":
            index = int(match[1])
            found.append(CameraInfo(index, _described(node.name, "name", f"Camera {index}")))
    return sorted(found, key=lambda camera: camera.index)


def _described(node: str, key: str, otherwise: str) -> str:
    try:
        return (_DEVICE_NAMES / node / key).read_text(errors="replace").strip() or otherwise
    except OSError:
        return otherwise


def _probed() -> list[CameraInfo]:
    found = []
    for index in range(_PROBED):
        device = open_device(index)
        if not device.isOpened():
            device.release()
            break
        device.release()
        found.append(CameraInfo(index, f"Camera {index}"))
    return found


def _node(index: int) -> Path:
    return _DEVICES / f"video{index}"


def _on_linux() -> bool:
    return sys.platform.startswith("linux")


def _ask(device: Device) -> None:
    device.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    device.set(cv2.CAP_PROP_FPS, RATE)


def _is_picture(image: Any) -> bool:
    return isinstance(image, np.ndarray) and image.size > 0 and image.ndim in (2, 3)


def _owned(image: Any) -> ImageArray:
    """BGR pixels that the driver will not write into again."""
    pixels = np.array(image, dtype=np.uint8, copy=True)
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    elif pixels.shape[2] == 4:
        pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR), dtype=np.uint8)
    return fitted(pixels)
