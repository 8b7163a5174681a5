from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QThread, QThreadPool

from emotune_gui.domain.faults import StorageError
from emotune_gui.ui.background import PoolTasks, sentence_for_the_unexpected


@pytest.fixture
def pool():
    made = QThreadPool()
    made.setMaxThreadCount(2)
    yield made
    assert made.waitForDone(5000)


@pytest.fixture
def tasks(pool, qapp):
    return PoolTasks(pool=pool)


def test_works_elsewhere_and_answers_here(tasks, qtbot):
    heard: list[tuple[bool, bool]] = []
    here = QThread.currentThread()
    tasks.act(
        lambda: QThread.currentThread() is not here,
        lambda elsewhere: heard.append((elsewhere, QThread.currentThread() is here)),
        pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(True, True)]
    assert not tasks.busy


def test_a_known_error_becomes_its_sentence(tasks, qtbot):
    def work() -> None:
        raise StorageError("The disk is full; make room and try again.")

    said: list[str] = []
    tasks.load("slot", work, lambda _: pytest.fail("worked"), said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["The disk is full; make room and try again."]


def test_an_unforeseen_error_reaches_the_hook_and_the_page(tasks, qtbot, monkeypatch):
    caught: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    said: list[str] = []
    tasks.act(lambda: 1 // 0, lambda _: None, said.append)
    qtbot.waitUntil(lambda: bool(said) and bool(caught))
    assert said == [sentence_for_the_unexpected()]
    assert caught == [ZeroDivisionError]


def test_an_overtaken_load_is_not_delivered(tasks, qtbot):
    release = threading.Event()
    heard: list[str] = []

    def slow() -> str:
        release.wait(5)
        return "old"

    tasks.load("list", slow, heard.append, pytest.fail)
    tasks.load("list", lambda: "new", heard.append, pytest.fail)
    qtbot.waitUntil(lambda: heard == ["new"])
    release.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == ["new"]


def test_loads_of_different_slots_and_all_acts_are_delivered(tasks, qtbot):
    heard: list[str] = []
    tasks.load("a", lambda: "a", heard.append, pytest.fail)
    tasks.load("b", lambda: "b", heard.append, pytest.fail)
    tasks.act(lambda: "c", heard.append, pytest.fail)
    tasks.act(lambda: "d", heard.append, pytest.fail)
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert sorted(heard) == ["a", "b", "c", "d"]


def test_an_answer_to_a_page_that_is_gone_is_dropped(pool, qapp, qtbot):
    release = threading.Event()
    tasks = PoolTasks(pool=pool)
    heard: list[str] = []
    tasks.act(lambda: release.wait(5) and "late", heard.append, heard.append)
    tasks.deleteLater()
    qtbot.wait(20)
    release.set()
    assert pool.waitForDone(5000)
    qtbot.wait(20)
    assert heard == []
