"""Batches by hand, clients with and without consents, and rows in every state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Purpose
from emotune_gui.engine.analysing.values import FileProgress, FileState
from emotune_gui.engine.bulk.batches import Row, Standing
from emotune_gui.engine.bulk.order import BatchOrder
from emotune_gui.engine.latest import Latest
from tests.engine.bulk.fake_queue import done
from tests.ui.stored_values import client

FOLDER = Path("/results")


class FakeBatches:
    def __init__(self) -> None:
        self.standings: Latest[Standing] = Latest()
        self.added: list[BatchOrder] = []
        self.asked: list[tuple] = []
        self.problem = ""

    def put(self, *rows: Row, **more: object) -> None:
        counts = {s: sum(r.file.state is s for r in rows) for s in FileState}
        self.standings.put(Standing(rows, (FOLDER,), counts=counts, **more))

    def add(self, order: BatchOrder) -> None:
        self.added.append(order)

    def pause(self, paused: bool) -> None:
        self.asked.append(("pause", paused))

    def cancel(self, keys=None) -> None:
        self.asked.append(("cancel", None if keys is None else list(keys)))

    def retry(self, keys) -> None:
        self.asked.append(("retry", list(keys)))

    def clear(self) -> None:
        self.asked.append(("clear",))

    def film_refusal(self, key) -> str:
        return self.problem

    def keep(self, key, made=None) -> int:
        if self.problem:
            raise InvalidInput(self.problem)
        self.asked.append(("keep", key, made))
        return 42


class Clients:
    def __init__(self, *clients) -> None:
        self._clients = clients

    @property
    def clients(self):
        return self

    def list(self, search: str = "", archived: bool = False):
        return self._clients


ALL = frozenset({Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE, Purpose.STORE_FEATURES})
ADA = replace(client(1, "Ada"), consents=ALL)
BEN = replace(client(2, "Ben"), consents=frozenset({Purpose.STORE_FEATURES}))


def waiting(number: int, name: str = "") -> Row:
    path = Path(f"/films/{name or f'{number:04d}.mp4'}")
    return Row(0, FileProgress(number, path, path.stem, FileState.WAITING))


def running(number: int, share: float = 0.42) -> Row:
    file = replace(waiting(number).file, state=FileState.RUNNING, share=share, speed=7.4)
    return Row(0, replace(file, duration_s=100.0, left_s=63.0))


def failed(number: int, why: str = "It is empty.") -> Row:
    return Row(0, replace(waiting(number).file, state=FileState.FAILED, message=why))


def ended(number: int, kind: str = "film", **more: object) -> Row:
    path = Path(f"/films/{number:04d}.mp4")
    return Row(0, done(path, FOLDER, number, kind=kind), **more)
