"""A process that analyses: orders in on standard input, answers out, one JSON object a line.

    python -m emotune_gui.engine.analysing.worker

The first line says the options and the folder; then each job is a line. While one is under way
"pause", "resume" and "cancel" are heeded between two pictures. When standard input ends (the
program was closed or killed) it keeps how far it came in a film and ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.engine.analysing.making import Analyst, Cancelled, Interrupted
from emotune_gui.engine.analysing.values import Job, options_from

TOLD_EVERY_S = 0.25

Tell = Callable[[dict[str, Any]], None]


class Orders:
    """What the program asks, read by a thread of its own."""

    def __init__(self, lines: IO[str]) -> None:
        self._lines = lines
        self._jobs: list[dict[str, Any]] = []
        self._arrived = threading.Condition()
        self._going = threading.Event()
        self._going.set()
        self._cancelled = False
        self._ended = False

    def listen(self) -> None:
        """Until the lines end."""
        for line in self._lines:
            self._take(json.loads(line))
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()
        self._going.set()

    def _take(self, order: dict[str, Any]) -> None:
        match order["do"]:
            case "pause":
                self._going.clear()
            case "resume":
                self._going.set()
            case "cancel":
                self._cancelled = True
                self._going.set()
            case _:
                with self._arrived:
                    self._jobs.append(order)
                    self._arrived.notify_all()

    def next(self) -> dict[str, Any] | None:
        """The next job; None when no more will come."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._jobs or self._ended)
            self._cancelled = False
            return None if self._ended else self._jobs.pop(0)

    def go_on(self) -> None:
        """Wait while paused; raises Cancelled when the job is not wanted any more, Interrupted
        when the program ends."""
        self._going.wait()
        if self._cancelled:
            raise Cancelled
        if self._ended:
            raise Interrupted


class Reporting:
    """Tells where a file stands, a few times a second."""

    def __init__(self, orders: Orders, tell: Tell) -> None:
        self._orders, self._tell = orders, tell
        self._next = 0.0

    def go_on(self, position_s: float, duration_s: float) -> None:
        self._orders.go_on()
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + TOLD_EVERY_S
            self._tell({"at": position_s, "of": duration_s})


def work(orders: Orders, tell: Tell) -> None:
    """Do jobs until no more come."""
    first = orders.next()
    if first is None:
        return
    try:
        analyst = Analyst(options_from(first["options"]), Path(first["out"]))
    except EmoTuneError as error:
        tell({"broken": str(error)})
        return
    tell({"ready": True})
    while (order := orders.next()) is not None:
        tell(_done(analyst, order, Reporting(orders, tell)))


def _done(analyst: Analyst, order: dict[str, Any], reporting: Reporting) -> dict[str, Any]:
    job = Job(Path(os.fsdecode(order["path"].encode("latin-1"))), order["name"])
    try:
        result, before = analyst.analyse(job, reporting.go_on)
    except (Cancelled, Interrupted):
        return {"cancelled": True}
    except EmoTuneError as error:
        return {"failed": str(error)}
    except MemoryError:
        return {"failed": f"“{job.name}” needs more memory than there is; close other programs."}
    return {"done": result.summary, "before": before}


def order_for(job: Job) -> dict[str, Any]:
    """The line for a job; a path of any bytes survives it."""
    return {"do": "analyse", "path": os.fsencode(job.path).decode("latin-1"), "name": job.name}


def main() -> None:
    # Ctrl+C is for the program, which then ends this process in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What libraries print is not an answer.
    os.dup2(2, 1)

    def tell(answer: dict[str, Any]) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    orders = Orders(sys.stdin)
    threading.Thread(target=orders.listen, name="orders", daemon=True).start()
    try:
        work(orders, tell)
    except BrokenPipeError:
        # Nobody is left to tell.
        return


if __name__ == "__main__":
    main()
