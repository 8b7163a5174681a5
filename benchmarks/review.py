"""How long the review of a 50-minute session takes: to open, and to paint while it is moved.

    python -m benchmarks.review [--minutes 50] [--size 986x560]

Offscreen, so every pixel is painted by the processor. Prints milliseconds: reading apart, making
ready (background), showing (GUI thread), and the frames of a pan, a zoom, a moving cursor.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Part, PlayedNote
from emotune_gui.domain.review import EstimateSeries, HeardBar, NoteText, SessionTimeline
from emotune_gui.domain.scale import ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, Plan, Rating, SessionInfo, SessionState
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceState

RATE = 10.0
FRAME_MS = 16.0


def invented(minutes: float, seed: int = 1) -> SessionTimeline:
    """A session with a wandering face, a voice, bars of two seconds and six notes a second."""
    from datetime import UTC, datetime, timedelta

    rng = np.random.default_rng(seed)
    seconds = minutes * 60.0
    began = datetime(2026, 1, 5, 10, tzinfo=UTC)
    info = SessionInfo(
        *(1, 1, "Invented", began, began + timedelta(seconds=seconds), seconds),
        *(SessionState.ENDED, Plan(), "invented"),
    )
    bars = tuple(_bar(i, rng) for i in range(int(seconds / 2)))
    return SessionTimeline(
        info=info,
        estimates=_series(int(seconds * RATE), rng),
        bars=bars,
        markers=tuple(Marker(60.0 * i, f"mark {i}") for i in range(1, int(minutes))),
        ratings=tuple(
            Rating(90.0 * i, 45 * i + 1, score=1 + i % 5) for i in range(1, int(minutes / 1.5))
        ),
        notes=tuple(NoteText(97.0 * i, f"note {i}") for i in range(1, int(minutes / 2))),
        played=_notes(seconds, rng),
        scales=tuple(
            ScaleReading(600.0 * i, ScaleKind.SUDS, float(7 - i))
            for i in range(int(minutes / 10) + 1)
        ),
    )


def _series(count: int, rng: np.random.Generator) -> EstimateSeries:
    walk = np.cumsum(rng.normal(0, 0.15, (count, len(EMOTIONS))), axis=0) + rng.normal(
        0, 1, (count, 8)
    )
    weights = np.exp(walk - walk.max(axis=1, keepdims=True))
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    seen = np.sin(np.arange(count) / 900.0) > -0.98
    top = probabilities.argmax(axis=1)
    return EstimateSeries(
        t=np.arange(count) / RATE,
        probabilities=probabilities,
        valence=np.clip(np.sin(np.arange(count) / 400) + rng.normal(0, 0.05, count), -1, 1),
        arousal=np.clip(np.cos(np.arange(count) / 500) + rng.normal(0, 0.05, count), -1, 1),
        confidence=_wandering(count, rng),
        state=tuple(FaceState.FACE.value if s else FaceState.NO_FACE.value for s in seen),
        label=tuple(EMOTIONS[k].value if s else None for k, s in zip(top, seen, strict=True)),
        voice=probabilities[:, : len(VOICE_EMOTIONS)],
        voice_weight=_wandering(count, rng),
        voice_heard_at=np.arange(count) / RATE,
        voice_state=tuple(
            (VoiceState.SPEAKING if np.sin(i / 40) > 0.3 else VoiceState.SILENT).value
            for i in range(count)
        ),
    )


def _wandering(count: int, rng: np.random.Generator) -> np.ndarray:
    """0.2 to 1, moving on within a few seconds and trembling, as what is smoothed does."""
    slow = np.interp(
        np.arange(count), np.arange(0, count, 50), rng.uniform(0.2, 0.95, -(-count // 50))
    )
    return np.asarray(slow + rng.normal(0, 0.015, count)).clip(0.0, 1.0)


def _bar(number: int, rng: np.random.Generator) -> HeardBar:
    modes = tuple(Mode)
    asked = MusicParameters(
        float(rng.uniform(60, 160)), float(rng.uniform(1, 7)), float(rng.uniform(40, 100)), 8.0,
        modes[number // 20 % len(modes)], 70.0, 45.0, 0.9, 0.05, 0.5,
    )  # fmt: skip
    bar = Bar(number + 1, number, 4, 0, "I", 0, False, asked, (), number)
    return HeardBar(2.0 * number, bar, float(rng.uniform(-1, 1)), float(rng.uniform(-1, 1)))


def _notes(seconds: float, rng: np.random.Generator) -> tuple[PlayedNote, ...]:
    starts = np.sort(rng.uniform(0, seconds, int(seconds * 6)))
    parts = (Part.MELODY, Part.CHORDS, Part.BASS, Part.PAD)
    return tuple(
        PlayedNote(
            int(t / 2) + 1,
            parts[k % 4],
            0,
            40 + int(rng.integers(0, 45)),
            70,
            float(t),
            float(t) + 0.4,
        )
        for k, t in enumerate(starts)
    )


def timed(label: str, work: Callable[[int], object], frames: int) -> None:
    """Percentiles of `frames` calls, each with everything it leaves to be painted: by the clock,
    and of the processor alone for a machine that others use too."""
    app = QApplication.instance()
    assert app is not None
    took, busy = [], []
    for k in range(frames):
        began, worked = time.perf_counter(), time.thread_time()
        work(k)
        app.processEvents()
        took.append((time.perf_counter() - began) * 1000.0)
        busy.append((time.thread_time() - worked) * 1000.0)
        time.sleep(max(0.0, (FRAME_MS - took[-1]) / 1000.0))
    p50, p95, most = np.percentile(took, (50, 95, 100))
    cpu = float(np.percentile(busy, 95))
    verdict = "ok" if cpu < FRAME_MS else "SLOW"
    print(
        f"{label:28s} p50 {p50:6.1f}  p95 {p95:6.1f}  most {most:6.1f} ms; "
        f"processor p95 {cpu:6.1f} most {max(busy):6.1f} ms  {verdict}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=50.0)
    parser.add_argument("--size", default="986x560")
    parser.add_argument("--frames", type=int, default=120)
    arguments = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    from emotune_gui.ui import theme
    from emotune_gui.ui.plots.review_timeline import ReviewTimeline
    from emotune_gui.ui.presenters.review_data import prepare

    theme.apply(app, theme.ThemeName.LIGHT)  # type: ignore[arg-type]
    session = invented(arguments.minutes)
    began = time.perf_counter()
    data = prepare(session)
    print(f"made ready (background)      {(time.perf_counter() - began) * 1000:.0f} ms")
    view = ReviewTimeline()
    view.resize(*map(int, arguments.size.split("x")))
    view.show()
    app.processEvents()
    began = time.perf_counter()
    view.set_data(data)
    view.draw_all()
    shown = time.perf_counter()
    app.processEvents()
    print(f"shown (GUI thread)           {(shown - began) * 1000:.0f} ms, first paint "
          f"{(time.perf_counter() - shown) * 1000:.0f} ms")  # fmt: skip
    span = arguments.minutes * 60.0

    def pan_at(width: float) -> Callable[[int], None]:
        reach = span - width

        def move(k: int) -> None:
            start = reach - abs(reach - k * width / 200.0 % (2 * reach))
            view.move_to(start, start + width)

        return move

    timed("pan, 40 min in view", pan_at(2400.0), arguments.frames)
    timed("pan, 10 min in view", pan_at(600.0), arguments.frames)
    timed("pan, 1 min in view", pan_at(60.0), arguments.frames)
    timed("zoom in from all", lambda k: view.move_to(0.0, span * 0.96**k + 2.0), arguments.frames)
    view.fit()
    app.processEvents()
    timed("cursor over all", lambda k: view.set_cursor_time(k * span / 500.0), arguments.frames)
    view.move_to(600.0, 660.0)
    timed("cursor over 1 min", lambda k: view.set_cursor_time(600.0 + k / 4), arguments.frames)


if __name__ == "__main__":
    main()
