"""What recording costs: the writer's share of a core, and what it takes from those it records.

    python -m benchmarks.filming [--source FILM] [--seconds 20] [--width 1280] [--json]

Share: processor time of the writing (pictures scaled, converted and coded, sound coded, both
written) for every second of film. Handed over: clock time of `Film.picture` on the camera's thread.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from emotune_gui.capture.film_writer import PICTURES_A_SECOND, FilmWriter, film_size
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.face import Frame, ImageArray
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.domain.voice import SAMPLE_RATE
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.filming import Film
from emotune_gui.engine.request import LiveRequest
from emotune_gui.storage.opening import open_database

LIMIT_SHARE = 0.25
LIMIT_HANDED_MS = 1.0


def pictures(source: Path, count: int, width: int) -> list[ImageArray]:
    """The film's first pictures (again from its start when it is short), at that width."""
    film = VideoSource(source, paced=False, loop=True)
    film.open()
    found: list[ImageArray] = []
    while len(found) < count:
        frame = film.read()
        if frame is not None:
            height = round(frame.height * width / frame.width)
            found.append(np.asarray(cv2.resize(frame.image, (width, height)), dtype=np.uint8))
    film.close()
    return found


def written(images: list[ImageArray], seconds: float, folder: Path) -> dict[str, float]:
    size = film_size(images[0].shape[1], images[0].shape[0])
    path = folder / "a.mkv"
    rng = np.random.default_rng(1)
    sound = (0.1 * rng.standard_normal(SAMPLE_RATE // PICTURES_A_SECOND)).astype(np.float32)
    with path.open("wb", buffering=0) as file:
        writer = FilmWriter(file, size=size, sound=True)
        began = time.thread_time()
        for k in range(round(seconds * PICTURES_A_SECOND)):
            writer.picture(k / PICTURES_A_SECOND, images[k % len(images)])
            writer.sound(k / PICTURES_A_SECOND, sound)
        writer.close()
        used = time.thread_time() - began
    return {"share": used / seconds, "megabytes_an_hour": path.stat().st_size / seconds * 3.6e-3}


def handed_over(images: list[ImageArray], folder: Path) -> float:
    """Milliseconds, at the 99th percentile, at the camera's own pace."""
    database, clock = open_database(folder / "x.db"), SystemClock()
    client = database.clients.create("Benchmark", [Purpose.RECORD_VIDEO])
    request = LiveRequest(client, Plan(), "0", "none", record=frozenset({Purpose.RECORD_VIDEO}))
    film = Film(request, database, clock, FaultDesk(clock))
    begun = database.sessions.begin(
        client.id, Plan(), "0", weights_version=0, started_at=client.created_at
    )
    film.begin(begun, clock.now())
    took = []
    for k in range(100):
        frame = Frame(k, clock.now(), images[k % len(images)])
        before = time.perf_counter()
        film.picture(frame)
        took.append((time.perf_counter() - before) * 1000)
        clock.sleep(1 / PICTURES_A_SECOND)
    film.end()
    database.close()
    return float(np.percentile(took, 99))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    images = pictures(arguments.source, 50, arguments.width)
    with tempfile.TemporaryDirectory() as folder:
        found = written(images, arguments.seconds, Path(folder))
        found["handed_over_p99_ms"] = handed_over(images, Path(folder))
    if arguments.json:
        print(json.dumps(found))
    else:
        share, handed = found["share"], found["handed_over_p99_ms"]
        print(f"share of a core        {share:6.3f}  x{share / LIMIT_SHARE:.2f} of the limit")
        print(f"handed over, p99       {handed:6.3f} ms  x{handed / LIMIT_HANDED_MS:.2f}")
        print(f"an hour                {found['megabytes_an_hour']:6.0f} MB")
    kept = found["share"] <= LIMIT_SHARE and found["handed_over_p99_ms"] <= LIMIT_HANDED_MS
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
