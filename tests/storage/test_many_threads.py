"""More threads than a pool of five: none may have its connection closed by another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from emotune_gui.storage.opening import open_database

THREADS = 12


def test_a_dozen_threads_read_and_write_at_once(tmp_path: Path) -> None:
    database = open_database(tmp_path / "busy.db")
    together = Barrier(THREADS, timeout=30)

    def work(number: int) -> int:
        together.wait()
        for turn in range(20):
            database.clients.list()
            if turn % 10 == 0:
                database.clients.create(f"client {number}-{turn}", ())
        return len(database.clients.list())

    with ThreadPoolExecutor(THREADS) as pool:
        seen = list(pool.map(work, range(THREADS)))
    assert max(seen) == 2 * THREADS
    database.close()
