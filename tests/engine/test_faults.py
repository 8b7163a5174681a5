"""The desk where faults and notices arrive."""

from __future__ import annotations

from emotune_gui.engine.faults import AGAIN_AFTER_S, FaultDesk
from tests.engine.clocks import FakeClock


def test_a_notice_is_not_said_again_at_once() -> None:
    clock = FakeClock(10.0)
    desk = FaultDesk(clock)
    for _ in range(3):
        desk.notice("music", "The rules compose instead.")
    desk.notice("camera", "The rules compose instead.")
    assert [fault.where for fault in desk.all()] == ["music", "camera"]


def test_a_notice_is_said_again_later() -> None:
    clock = FakeClock(10.0)
    desk = FaultDesk(clock)
    desk.notice("music", "No song can be played.")
    clock.t += AGAIN_AFTER_S + 0.1
    desk.notice("music", "No song can be played.")
    assert len(desk.all()) == 2


def test_a_fault_is_said_each_time() -> None:
    desk = FaultDesk(FakeClock(10.0))
    desk.fault("camera", "The camera was lost.")
    desk.fault("camera", "The camera was lost.")
    assert len(desk.all()) == 2
