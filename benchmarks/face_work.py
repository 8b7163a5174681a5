"""What both sides of `benchmarks.face` do: take frames one at a time, on one thread, and tell.

A worker reads one JSON object a line, {"frames": FILE.npy, "times": [s, ...]}, and answers with
one. `face_peer.py` runs this file's loop in an environment of its own, so nothing but numpy and
the standard library is imported here.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Command = Callable[[dict[str, Any]], dict[str, Any]]


def serve(commands: dict[str, Command]) -> None:
    """Answer until standard input ends; whatever libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        told = commands[asked["do"]](asked) | {"peak_mb": peak_mb()}
        print(json.dumps(told), file=answers, flush=True)


def each_frame(look: Callable[[Picture, float], bool], asked: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds a frame, of the processor and of the clock; `answered` counts the answers."""
    cpu, wall, answered = [], [], 0
    for picture, t in zip(np.load(asked["frames"]), asked["times"], strict=True):
        began_cpu, began = time.process_time(), time.perf_counter()
        answered += look(picture, t)
        cpu.append((time.process_time() - began_cpu) * 1e3)
        wall.append((time.perf_counter() - began) * 1e3)
    return {"cpu_ms": cpu, "wall_ms": wall, "answered": answered}


def peak_mb() -> float:
    """Most memory this process has held; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
