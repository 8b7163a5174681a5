"""Cycles go on the GUI thread, and what has survived once is not looked at again."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from emotune_gui.app import collecting
from emotune_gui.app.collecting import FULL_EVERY, GuiThreadCollector


class Knot:
    """Holds itself, so that only the cycle collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp) -> Iterator[GuiThreadCollector]:
    collector = GuiThreadCollector()
    yield collector
    collector.deleteLater()
    gc.unfreeze()


def test_the_automatic_collector_is_off(collector: GuiThreadCollector) -> None:
    assert not gc.isenabled()


def test_new_cycles_are_freed_within_one_round(collector: GuiThreadCollector) -> None:
    dead = weakref.ref(Knot())
    for _ in range(FULL_EVERY):
        collector.look()
    assert dead() is None


def test_survivors_are_frozen_and_thawed_on_request(collector: GuiThreadCollector) -> None:
    alive = Knot()
    watched = weakref.ref(alive)
    for _ in range(FULL_EVERY):
        collector.look()
    del alive
    for _ in range(FULL_EVERY):
        collector.look()
    assert watched() is not None
    collector.thaw()
    assert watched() is None


def test_after_a_session_it_thaws_once_nobody_touches_the_program(
    collector: GuiThreadCollector, monkeypatch
) -> None:
    alive = Knot()
    watched = weakref.ref(alive)
    for _ in range(FULL_EVERY):
        collector.look()
    del alive
    collector.thaw_later()
    collector.touched()
    for _ in range(2 * FULL_EVERY):
        collector.look()
    assert watched() is not None, "somebody is at the window"
    monkeypatch.setattr(collecting, "UNTOUCHED_S", 0.0)
    collector.settle()
    collector.look()
    assert watched() is not None, "the next session runs already"
    collector.thaw_later()
    collector.look()
    assert watched() is None
