"""The time left: it counts down, what is overdue lengthens it, and each kind has its own pace."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.engine.analysing import entry as entries
from emotune_gui.engine.analysing.entry import Entry, snapshot_of
from emotune_gui.engine.analysing.time_left import Work, late, seconds_left
from emotune_gui.engine.analysing.values import FileResult, FileState, Job

SUMMARY: dict[str, Any] = {"duration_s": 0.0}


def work_of(name: str, number: int = 0) -> Entry:
    return Entry(number, Job(Path(f"/in/{name}"), Path(name).stem))


def left(now: float, *of: Entry) -> float | None:
    snapshot = snapshot_of(of, searching=False, paused=False, finished=False, notices=(), now=now)
    return snapshot.left_s


@pytest.fixture
def done_at(monkeypatch: pytest.MonkeyPatch):
    def end(entry: Entry, now: float) -> None:
        monkeypatch.setattr(entries.time, "monotonic", lambda: now)
        result = FileResult(entry.job.path, Path("/out"), entry.job.name, SUMMARY)
        entry.done(result, resumed=False)

    return end


def test_photographs_under_way_count_down_and_then_lengthen_it(done_at) -> None:
    first, second, third = (work_of(f"{n}.jpg", n) for n in range(3))
    first.begin(100.0)
    done_at(first, 104.0)
    second.begin(104.0)
    told = [left(104.0 + after, first, second, third) for after in (0.0, 1.0, 2.0, 3.0)]
    assert told == [8.0, 7.0, 6.0, 5.0], "four seconds each, one after the other"
    assert left(108.0, first, second, third) == 5.0
    assert left(124.0, first, second, third) == 9.0, "overdue: it is not said to be done any moment"


def test_it_never_stands_still(done_at) -> None:
    first, second = work_of("a.jpg"), work_of("b.jpg", 1)
    first.begin(10.0)
    done_at(first, 12.4)
    second.begin(12.4)
    told = [left(12.4 + 0.5 * step, first, second) for step in range(24)]
    assert all(before != after for before, after in itertools.pairwise(told))


def test_a_film_tells_by_itself_and_films_are_no_photographs(done_at) -> None:
    photo, film, waits = work_of("a.jpg"), work_of("b.mp4", 1), work_of("c.jpg", 2)
    photo.begin(0.5)
    done_at(photo, 1.5)
    film.begin(1.5)
    assert left(2.0, photo, film, waits) is None, "no film is known yet"
    for second in range(1, 5):
        film.at(10.0 * second, 100.0, 1.5 + second)
    assert left(5.5, photo, film, waits) == pytest.approx(6.0 + 1.0)
    assert film.progress(6.5).left_s == pytest.approx(5.0)


def test_what_was_read_before_an_interruption_is_no_measure() -> None:
    film = work_of("a.mp4")
    film.begin(1.0)
    for tenth in range(1, 11):
        film.at(10.0 * tenth, 1000.0, 1.0 + 0.1 * tenth)
    assert film.speed == pytest.approx(100.0)
    for second in range(1, 13):
        film.at(100.0 + 5.0 * second, 1000.0, 2.0 + second)
    assert film.speed == pytest.approx(5.0)
    assert left(14.0, film) == pytest.approx((1000.0 - 160.0) / 5.0)


def test_a_pause_takes_no_time_off(done_at) -> None:
    first, second = work_of("a.jpg"), work_of("b.jpg", 1)
    first.begin(1.0)
    done_at(first, 5.0)
    second.begin(5.0)
    second.pause(6.0)
    assert left(6.0, first, second) == left(600.0, first, second) == 3.0
    second.go_on(600.0)
    assert left(601.0, first, second) == pytest.approx(2.0)


def test_what_failed_or_was_done_before_is_no_measure(done_at) -> None:
    failed, known, runs = work_of("a.jpg"), work_of("b.jpg", 1), work_of("c.jpg", 2)
    failed.begin(1.0)
    failed.end(FileState.FAILED, "It is empty.")
    known.begin(1.0)
    known.done(FileResult(known.job.path, Path("/out"), "b", SUMMARY), resumed=True)
    runs.begin(1.0)
    assert left(2.0, failed, known, runs) is None


def test_nothing_is_told_while_nothing_runs() -> None:
    assert left(1.0, work_of("a.mp4")) is None
    assert seconds_left([]) is None


def test_what_waits_is_shared_among_those_that_run() -> None:
    done = Work(photo=True, done=True, worked_s=4.0)
    runs = Work(photo=True, running=True)
    waits = Work(photo=True)
    assert seconds_left([done, runs, runs, waits, waits]) == 8.0
    assert seconds_left([done, runs, waits, waits, waits], 2) == 8.0, "one is between two"
    assert seconds_left([done, runs], 8) == 4.0, "only one has anything to do"
    assert seconds_left([done, Work(photo=False, running=True, left_s=90.0), runs]) == 90.0


@given(
    expected=st.floats(0.0, 1e5),
    since=st.floats(0.0, 1e5),
    more=st.floats(0.0, 1e5),
)
def test_what_is_overdue_never_becomes_sooner_than_expected(expected, since, more) -> None:
    assert late(expected, since) >= 0.0
    assert since + late(expected, since) >= expected * (1 - 1e-9)
    assert since + more + late(expected, since + more) >= since + late(expected, since) - 1e-6


def test_what_did_not_change_is_the_same_object(done_at) -> None:
    waits, runs, ended = work_of("a.jpg"), work_of("b.jpg", 1), work_of("c.jpg", 2)
    runs.begin(1.0)
    ended.begin(1.0)
    done_at(ended, 3.0)
    for entry in (waits, ended):
        assert entry.progress(4.0) is entry.progress(5.0) and entry.work(4.0) is entry.work(5.0)
    assert runs.work(4.0) != runs.work(5.0)
    told = ended.progress(5.0)
    assert (told.state, told.result) == (FileState.DONE, ended.result)
    waits.begin(5.0)
    assert waits.progress(5.0).state is FileState.RUNNING
    waits.end(FileState.FAILED, "It is empty.")
    assert waits.progress(6.0).message == "It is empty."
    waits.begin_again()
    assert waits.progress(6.0).state is FileState.WAITING
