"""The queue with stand-ins for its processes: order, retry, pause, cancel, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing import entry
from emotune_gui.engine.analysing import queue as queueing
from emotune_gui.engine.analysing.queue import AnalysisQueue, prepare_folder
from emotune_gui.engine.analysing.values import AnalysisOptions, FileState, Job

SUMMARY: dict[str, Any] = {
    "kind": "photo", "duration_s": 0.0, "label": "fear", "face_share": 1.0, "files": [".csv"],
    "valence": None, "arousal": None, "confidence": None, "file": "x", "remarks": [],
}  # fmt: skip


class FakeHand:
    """Answers what the test lays down for each file, each time it is begun."""

    made: list[FakeHand]
    script: dict[str, list[list[dict[str, Any]]]]

    def __init__(self, options: AnalysisOptions, out: Path, told: Callable[[], None]) -> None:
        self.pid = 2**22 + len(self.made)
        self.said: list[str] = []
        self._told: list[dict[str, Any]] = [{"ready": True}]
        self.made.append(self)

    def begin(self, job: Job) -> None:
        self.said.append(job.name)
        laid = self.script.get(job.name, [])
        self._told += laid.pop(0) if laid else [{"done": SUMMARY, "before": False}]

    def answers(self) -> list[dict[str, Any]]:
        told, self._told = self._told, []
        return told

    def pause(self) -> None:
        self.said.append("pause")

    def resume(self) -> None:
        self.said.append("resume")

    def cancel(self) -> None:
        self.said.append("cancel")
        self._told.append({"cancelled": True})

    def leave(self) -> None:
        self.said.append("leave")

    def ended(self, timeout: float) -> bool:
        return True


Make = Callable[..., AnalysisQueue]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    queues: list[AnalysisQueue] = []

    def start(*names: str, workers: int = 1, **script: list[list[dict[str, Any]]]) -> AnalysisQueue:
        hand = type("Hand", (FakeHand,), {"made": [], "script": script})
        queue = AnalysisQueue(tmp_path / "out", AnalysisOptions(), workers, hand)
        queue.hands = hand.made  # type: ignore[attr-defined]
        queues.append(queue)
        for name in names:
            (tmp_path / f"{name}.jpg").touch()
        queue.add([tmp_path / f"{name}.jpg" for name in names])
        return queue

    yield start
    for queue in queues:
        queue.close()


def states(queue: AnalysisQueue) -> list[FileState]:
    return [file.state for file in queue.snapshot().files]


def until(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to this")


def test_all_are_done_and_reported(make: Make, tmp_path: Path) -> None:
    queue = make("a", "b", "c", workers=2)
    assert queue.wait(10)
    snapshot = queue.snapshot()
    assert states(queue) == [FileState.DONE] * 3 and snapshot.finished and snapshot.share == 1.0
    assert "3 files were analysed" in (tmp_path / "out" / "report.html").read_text()
    assert len(queue.hands) <= 2


def test_a_failure_says_why_and_stops_nothing(make: Make, tmp_path: Path) -> None:
    queue = make("a", "b", a=[[{"failed": "It is <broken>."}]])
    assert queue.wait(10)
    first, second = queue.snapshot().files
    assert (first.state, first.message) == (FileState.FAILED, "It is <broken>.")
    assert second.state is FileState.DONE
    assert "It is &lt;broken&gt;." in (tmp_path / "out" / "report.html").read_text()
    queue.retry(0)
    assert queue.wait(10) and states(queue) == [FileState.DONE] * 2


def test_a_dead_worker_costs_one_try_and_two_cost_the_file(make: Make) -> None:
    dead = [{"dead": "Traceback\nSegmentation fault"}]
    queue = make("a", "b", "c", a=[dead], b=[dead, dead])
    assert queue.wait(10)
    assert states(queue) == [FileState.DONE, FileState.FAILED, FileState.DONE]
    assert "ended the analysis twice (Segmentation fault)" in queue.snapshot().files[1].message
    assert len(queue.hands) == 4
    queue.retry(1)
    assert queue.wait(10) and states(queue) == [FileState.DONE] * 3


def test_paused_nothing_is_begun_and_those_under_way_are_told(make: Make) -> None:
    queue = make("a", "b", a=[[{"at": 1.0, "of": 4.0}]])
    until(lambda: queue.snapshot().files != () and queue.snapshot().files[0].share == 0.25)
    queue.pause()
    assert queue.snapshot().paused and queue.hands[0].said == ["a", "pause"]
    assert states(queue) == [FileState.RUNNING, FileState.WAITING]
    queue.resume()
    queue.cancel(0)
    assert queue.wait(10)
    assert states(queue) == [FileState.CANCELLED, FileState.DONE]
    assert queue.hands[0].said == ["a", "pause", "resume", "cancel", "b"]


def test_all_that_is_not_done_is_cancelled_and_can_be_taken_up(make: Make) -> None:
    queue = make("a", "b", a=[[{"at": 1.0, "of": 0.0}]])
    until(lambda: queue.snapshot().counts.get(FileState.RUNNING) == 1)
    queue.cancel()
    assert queue.wait(10) and states(queue) == [FileState.CANCELLED] * 2
    queue.retry(1)
    assert queue.wait(10) and states(queue) == [FileState.CANCELLED, FileState.DONE]


def test_of_many_that_wait_one_or_all_are_cancelled(make: Make) -> None:
    names = [f"n{number:03d}" for number in range(300)]
    queue = make(*names, n000=[[{"at": 1.0, "of": 4.0}]])
    until(lambda: len(queue.snapshot().files) == 300 and states(queue)[0] is FileState.RUNNING)
    queue.cancel(7)
    assert states(queue)[7] is FileState.CANCELLED
    assert states(queue).count(FileState.WAITING) == 298
    queue.cancel()
    queue.cancel(7)
    assert queue.wait(10) and set(states(queue)) == {FileState.CANCELLED}
    queue.retry(5)
    assert queue.wait(10) and states(queue)[5] is FileState.DONE


def test_missing_weights_fail_everything_in_their_words(make: Make) -> None:
    queue = make("a", "b", a=[[{"broken": "The weights are missing."}]])
    assert queue.wait(10)
    assert {file.message for file in queue.snapshot().files} == {"The weights are missing."}
    assert states(queue) == [FileState.FAILED] * 2


def test_a_folder_without_recordings_says_so(make: Make, tmp_path: Path) -> None:
    queue = make()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.txt").touch()
    queue.add([tmp_path / "in"])
    until(lambda: len(queue.snapshot().notices) == 3)
    assert "1 other file is no recording and left out." in queue.snapshot().notices
    assert queue.wait(10)


def test_it_is_searched_until_what_was_found_is_listed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching: list[bool] = []

    def listed(number: int, job: Job) -> entry.Entry:
        searching.append(queue.snapshot().searching)
        return entry.Entry(number, job)

    monkeypatch.setattr(queueing, "Entry", listed)
    queue = make()
    queue.add([queue.out.parent / "a.jpg", queue.out.parent / "b.jpg"])
    assert queue.wait(10.0)
    assert searching == [True, True]
    assert not queue.snapshot().searching


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput, match="cannot be written"):
        AnalysisQueue(tmp_path / "file", AnalysisOptions())


def test_what_dead_processes_left_is_removed(make: Make, tmp_path: Path) -> None:
    from emotune_gui.engine.analysing.partial import partial_folder

    here = partial_folder(tmp_path / "out", "x").name
    pid = str(2**22 - 1)
    left = tmp_path / "out" / here.replace(here.split("-")[2], pid)
    left.mkdir(parents=True)
    (left / ".csv").touch()
    assert make("a").wait(10)
    assert not left.exists()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a place that refuses even root")
def test_a_place_in_which_nothing_can_be_made_is_not_called_removed() -> None:
    with pytest.raises(InvalidInput, match=r"cannot be written.*choose another"):
        prepare_folder(Path("/proc/emotune-results"))
