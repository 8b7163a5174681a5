"""The mailbox keeps the newest and counts."""

from __future__ import annotations

import threading

from emotune_gui.engine.latest import Latest


def test_the_newest_value_wins_and_puts_are_counted() -> None:
    box: Latest[int] = Latest()
    assert box.get() is None
    for value in (1, 2, 3):
        box.put(value)
    assert box.get() == 3
    assert box.newer(0, timeout=0) == (3, 3)


def test_nothing_newer_gives_nothing() -> None:
    box: Latest[int] = Latest()
    box.put(1)
    assert box.newer(1, timeout=0.01) == (None, 1)


def test_a_waiting_reader_wakes_on_put() -> None:
    box: Latest[str] = Latest()
    threading.Timer(0.05, lambda: box.put("new")).start()
    assert box.newer(0, timeout=5) == ("new", 1)
