"""One worker process as the queue sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import IO, Any

from emotune_gui.engine.analysing.values import AnalysisOptions, Job
from emotune_gui.engine.analysing.worker import order_for
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.worker import Ending, Finished, Worker

_ROOT = Path(__file__).resolve().parents[3]
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Each worker has one core; sums do not depend on how many there are."""
LOG_LINES = 20
JOIN_S = 1.0


class Hand:
    """Started at once; `answers` never waits. All but `answers` may be called from any thread."""

    def __init__(
        self, options: AnalysisOptions, out: Path, told: Callable[[], None] = lambda: None
    ) -> None:
        """`told` is called, from a thread of this hand, when there are answers or it has died."""
        self._told = told
        paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "emotune_gui.engine.analysing.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ
            | _ONE_THREAD
            | {"PYTHONPATH": os.pathsep.join(p for p in paths if p), "PYTHONUTF8": "1"},
        )
        self._answers: deque[dict[str, Any]] = deque()
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._sending = Lock()
        self._workers = [
            self._reading("answers", self._process.stdout, self._heard),
            self._reading("log", self._process.stderr, self._log.append),
        ]
        self.job: Job | None = None
        """What it is busy with."""
        self._say({"do": "begin", "options": options.stated(), "out": str(out)})

    @property
    def pid(self) -> int:
        return self._process.pid

    def begin(self, job: Job) -> None:
        self.job = job
        self._say(order_for(job))

    def pause(self) -> None:
        self._say({"do": "pause"})

    def resume(self) -> None:
        self._say({"do": "resume"})

    def cancel(self) -> None:
        self._say({"do": "cancel"})

    def answers(self) -> list[dict[str, Any]]:
        """What was told since the last call, in order; {"dead": log} last when it has died."""
        if any(worker.ending is Ending.FAILED for worker in self._workers):
            # What it says is understood no more: the file is tried by another.
            self._process.kill()
            self._process.wait()
        dead = self._process.poll() is not None
        if dead:
            self._hear_out()
        told = [self._answers.popleft() for _ in range(len(self._answers))]
        return [*told, {"dead": "\n".join(self._log)}] if dead else told

    def leave(self) -> None:
        """Let it end by itself; it cleans up."""
        with self._sending:
            if self._process.stdin is not None and not self._process.stdin.closed:
                try:
                    self._process.stdin.close()
                except OSError:
                    # It has ended already.
                    return

    def ended(self, timeout: float) -> bool:
        """Wait for its end; killed when it takes longer. True when it ended by itself."""
        try:
            self._process.wait(max(0.0, timeout))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False
        finally:
            self._hear_out()
        return True

    def _hear_out(self) -> None:
        """The process has ended: take what is still in the pipes, then let them go."""
        for worker in self._workers:
            worker.join(JOIN_S)
            worker.stop()

    def _say(self, order: dict[str, Any]) -> None:
        with self._sending:
            try:
                assert self._process.stdin is not None
                self._process.stdin.write((json.dumps(order) + "\n").encode())
                self._process.stdin.flush()
            except (OSError, ValueError):
                # It has died: `answers` tells.
                return

    def _heard(self, line: str) -> None:
        self._answers.append(json.loads(line))
        self._told()

    def _reading(self, what: str, pipe: IO[bytes] | None, take: Callable[[str], None]) -> Worker:
        """A step is one line. It waits for that in the pipe, which cannot be asked on every
        system whether there is one; the end of the process, which `ended` brings about, ends it.
        """
        assert pipe is not None

        def step() -> None:
            line = pipe.readline()
            if not line:
                pipe.close()
                self._told()
                raise Finished
            take(line.decode("utf-8", "replace").rstrip("\n"))

        worker = Worker(f"analysis-{what}-{self.pid}", step, FaultDesk())
        worker.start()
        return worker
