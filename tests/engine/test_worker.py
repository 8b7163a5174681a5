"""Workers end by name, faults reach the desk, a stuck thread is told of."""

from __future__ import annotations

import threading

from emotune_gui.domain.faults import EmoTuneError, Severity
from emotune_gui.engine import worker as worker_module
from emotune_gui.engine.faults import KEPT, FaultDesk
from emotune_gui.engine.worker import Ending, Finished, Worker, stop_all


def test_a_worker_stops_when_told() -> None:
    stepped = threading.Event()
    worker = Worker("w", stepped.set, FaultDesk())
    worker.start()
    assert stepped.wait(2)
    assert stop_all([worker]) == []
    assert worker.ending is Ending.STOPPED


def test_a_worker_that_has_finished_says_so() -> None:
    def step() -> None:
        raise Finished

    worker = Worker("w", step, FaultDesk())
    worker.start()
    assert worker.join(2)
    assert worker.ending is Ending.FINISHED


def test_a_fault_is_posted_once_and_the_loop_goes_on(monkeypatch) -> None:
    monkeypatch.setattr(worker_module, "PAUSE_AFTER_FAULT_S", 0.001)
    faults, calls = FaultDesk(), []

    def step() -> None:
        calls.append(1)
        if len(calls) < 4:
            raise RuntimeError("inner words that mean nothing to a therapist")
        raise Finished

    worker = Worker("face reading", step, faults)
    worker.start()
    assert worker.join(2)
    assert worker.ending is Ending.FINISHED
    (fault,) = faults.all()
    assert "face reading" in fault.message
    assert "inner words" not in fault.message
    assert "inner words" in fault.detail


def test_a_step_that_never_succeeds_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(worker_module, "PAUSE_AFTER_FAULT_S", 0.0)

    def step() -> None:
        raise RuntimeError("always")

    worker = Worker("w", step, FaultDesk())
    worker.start()
    assert worker.join(5)
    assert worker.ending is Ending.FAILED


def test_a_thread_that_refuses_to_end_is_named() -> None:
    release = threading.Event()
    worker = Worker("stubborn", lambda: release.wait(10) and None, FaultDesk())
    worker.start()
    assert stop_all([worker], timeout=0.05) == ["stubborn"]
    release.set()
    assert worker.join(2)


def test_joining_what_never_began_is_fine() -> None:
    assert stop_all([Worker("w", lambda: None, FaultDesk())]) == []


def test_a_sentence_written_for_people_is_kept_as_it_is() -> None:
    faults = FaultDesk()
    faults.raised("capture", EmoTuneError("There is no camera."))
    assert faults.all()[0].message == "There is no camera."


def test_the_desk_does_not_grow_without_end() -> None:
    faults = FaultDesk()
    for k in range(KEPT + 50):
        faults.notice("w", str(k))
    assert len(faults.all()) == KEPT
    assert faults.all()[-1].message == str(KEPT + 49)
    assert faults.all()[-1].severity is Severity.NOTICE
