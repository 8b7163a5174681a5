"""The capture loop publishes, reconnects and says what happened."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from emotune_gui.domain.live import SourceState
from emotune_gui.engine.capturing import RETRY_S, CaptureLoop
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.worker import Finished
from tests.engine.clocks import FakeClock

Outcome = Frame | None | Exception


def frame(seq: int) -> Frame:
    return Frame(seq, float(seq), np.zeros((4, 4, 3), np.uint8))


class Camera:
    """Gives its script one read at a time; `opens` says which openings succeed."""

    name = "Camera 0"
    dropped = 0

    def __init__(
        self, script: list[Outcome], *, reconnects: bool = True, opens: list[bool] | None = None
    ) -> None:
        self.reconnects = reconnects
        self._script = script
        self._opens = opens or []
        self.closed = 0

    def open(self) -> None:
        if self._opens and not self._opens.pop(0):
            raise SourceUnavailable("Camera 0 does not answer.")

    def read(self) -> Frame | None:
        outcome = self._script.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        self.closed += 1


Build = Callable[[Camera], tuple[CaptureLoop, Latest[Frame], FaultDesk, FakeClock]]


@pytest.fixture
def build() -> Build:
    def make(camera: Camera) -> tuple[CaptureLoop, Latest[Frame], FaultDesk, FakeClock]:
        frames: Latest[Frame] = Latest()
        faults, clock = FaultDesk(), FakeClock()
        loop = CaptureLoop(camera, frames, clock, faults)
        return loop, frames, faults, clock

    return make


def test_frames_are_published_and_waiting_is_not_a_frame(build: Build) -> None:
    loop, frames, _, _ = build(Camera([frame(1), None, frame(2)]))
    loop.open()
    for _ in range(3):
        loop.step()
    assert loop.captured == 2
    newest = frames.get()
    assert newest is not None
    assert newest.seq == 2
    assert loop.status.state is SourceState.LIVE


def test_a_camera_that_cannot_be_opened_is_said(build: Build) -> None:
    loop, *_ = build(Camera([], opens=[False]))
    with pytest.raises(SourceUnavailable):
        loop.open()
    assert loop.status.state is SourceState.UNAVAILABLE
    assert loop.status.message == "Camera 0 does not answer."


def test_a_lost_camera_is_said_and_reopened(build: Build) -> None:
    camera = Camera([SourceLost("Camera 0 was unplugged."), frame(7)], opens=[True, False, True])
    loop, frames, faults, clock = build(camera)
    loop.open()
    loop.step()
    assert loop.status.state is SourceState.LOST
    assert "unplugged" in loop.status.message
    clock.t += RETRY_S
    loop.step()
    assert loop.status.state is SourceState.LOST
    clock.t += RETRY_S
    loop.step()
    assert loop.status.state is SourceState.LIVE
    loop.step()
    assert frames.count == 1
    assert faults.all()[-1].message == "Camera 0 is back."


def test_a_recording_that_ends_is_a_notice_not_a_fault(build: Build) -> None:
    loop, _, faults, _ = build(Camera([EndOfSource("")], reconnects=False))
    loop.open()
    with pytest.raises(Finished):
        loop.step()
    assert loop.status.state is SourceState.ENDED
    assert [f.severity.value for f in faults.all()] == ["notice"]


def test_a_recording_that_breaks_is_not_reopened(build: Build) -> None:
    loop, _, faults, _ = build(Camera([SourceLost("The film is damaged.")], reconnects=False))
    loop.open()
    with pytest.raises(Finished):
        loop.step()
    assert faults.all()[0].message == "The film is damaged."
