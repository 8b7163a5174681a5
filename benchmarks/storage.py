"""What an hour of session costs on disk and in time, as ratios to the limits.

    python -m benchmarks.storage [--minutes 60] [--voice] [--json]
    python -m benchmarks.storage --practice [--cache FILE] [--json]

The second is of 200 clients and 1,000 sessions (benchmarks/storage_practice.py). In the first
a session is invented at the pace of a real one (10 estimates a second, the rule composer's bars,
every note realised; with `--voice` also somebody who speaks half of the time and is judged twice
a second) and committed each second; then its first 50 minutes' worth is read back.
A ratio below 1 is within the limit. On a machine that others use too, the processor's time
(`_cpu_ms`) tells more than the clock's.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks import storage_practice
from emotune_gui.domain.emotion import EMOTIONS, Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, Plan, Purpose, Rating
from emotune_gui.domain.voice import VoiceProbabilities, VoiceReading, VoiceState
from emotune_gui.music import mapping
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder

LIMITS = {
    "megabytes_per_hour": 1.5,
    "commit_ms_p95": 100.0,
    "commit_ms_max": 500.0,
    "timeline_50_min_ms": 300.0,
    "timeline_50_min_cpu_ms": 300.0,
    "create_ms": 250.0,
    "open_ms": 100.0,
}


@dataclass
class InventedClock:
    t: float = 0.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.t += seconds


def estimates(seconds: float, rng: np.random.Generator) -> Iterator[EmotionEstimate]:
    """A mood that wanders, seen through a noisy classifier and smoothed; 2 % without a face."""
    logits, smooth = np.zeros(8), np.full(8, 1 / 8)
    valence = np.array([0.0, 0.9, 0.1, -0.8, -0.7, -0.7, -0.6, -0.5])
    arousal = np.array([0.0, 0.5, 0.8, -0.6, 0.8, 0.3, 0.8, 0.2])
    for k in range(int(seconds * 10)):
        logits = 0.995 * logits + rng.normal(0, 0.15, 8)
        raw = np.exp(1.5 * (logits + rng.normal(0, 0.25, 8)))
        raw /= raw.sum()
        smooth = 0.8 * smooth + 0.2 * raw
        face = (k // 100) % 50 != 49
        probabilities = EmotionProbabilities.normalised(smooth.tolist())
        yield EmotionEstimate(
            id=3 * k,
            t=k / 10 + float(rng.uniform(0, 0.02)),
            captured_at=k / 10 - float(rng.uniform(0.02, 0.05)),
            seq=3 * k + int(rng.integers(0, 2)),
            state=FaceState.FACE if face else FaceState.NO_FACE,
            probabilities=probabilities,
            affect=Affect.clamped(float(smooth @ valence), float(smooth @ arousal)),
            confidence=float(smooth.max()) if face else 0.0,
            label=EMOTIONS[int(smooth.argmax())] if face else None,
            raw_face=EmotionProbabilities.normalised(raw.tolist()) if face else None,
            quality=float(rng.uniform(0.6, 0.9)),
            notes=("small",) if k % 700 < 90 else (),
        )


def spoken(
    estimates: Iterator[EmotionEstimate], rng: np.random.Generator
) -> Iterator[EmotionEstimate]:
    """The same with a voice beside: turns of some seconds, an opinion each half second of speech
    whose confidence fades as `perception.voice.reader` lets it, forgotten after 8 s."""
    logits, speaking, opinion, heard_at = np.zeros(8), False, None, None
    for estimate in estimates:
        t = estimate.t
        if rng.uniform() < 0.025:
            speaking = not speaking
        if speaking and (heard_at is None or t - heard_at >= 0.5):
            logits = 0.9 * logits + rng.normal(0, 0.6, 8)
            weights = np.exp(1.5 * logits)
            opinion, heard_at = VoiceProbabilities.normalised(weights.tolist()), t
        if heard_at is not None and t - heard_at > 8.0:
            opinion, heard_at = None, None
        confidence = 0.0
        if opinion is not None and heard_at is not None:
            confidence = opinion.top_probability * float(np.exp(-(t - heard_at) / 3.0))
        face = 0.0 if estimate.label is None else estimate.confidence
        yield replace(
            estimate,
            voice=VoiceReading(
                t=t,
                state=VoiceState.SPEAKING if speaking else VoiceState.SILENT,
                level_dbfs=float(rng.normal(-30.0 if speaking else -55.0, 5.0)),
                probabilities=opinion,
                confidence=confidence,
                heard_at=heard_at,
                notes=("learning",) if t < 60 else (),
                profile_version=3,
            ),
            voice_weight=confidence / max(1e-6, confidence + face),
            neutral_version=2,
        )


def realised(bar: Bar, start_s: float) -> list[PlayedNote]:
    beat = 60.0 / bar.parameters.tempo_bpm
    programs = dict(bar.parameters.instruments)
    return [
        PlayedNote(
            bar.id,
            n.part,
            programs.get(n.part, 0),
            n.pitch,
            n.velocity,
            start_s + n.onset * beat,
            start_s + (n.onset + n.duration) * beat,
        )
        for n in bar.notes
    ]


def record(database: Database, seconds: float, *, voice: bool) -> tuple[int, list[float]]:
    """Session id and seconds per commit."""
    rng = np.random.default_rng(1)
    name = f"Benchmark {len(database.clients.list()) + 1}"
    client = database.clients.create(name, [Purpose.STORE_FEATURES])
    plan = Plan(seed=7)
    session = database.sessions.begin(
        client.id, plan, "invented", weights_version=0, started_at=datetime.now(UTC)
    )
    recorder = Recorder(database, session, InventedClock())
    composer, next_bar, next_commit = RuleComposer(plan.seed), 0.0, 1.0
    commits = []
    course = estimates(seconds, rng)
    if voice:
        course = spoken(course, np.random.default_rng(2))
    for estimate in course:
        recorder.estimate(estimate.t, estimate)
        if estimate.t >= next_bar:
            parameters = mapping.apply(
                estimate.affect, CLINICAL_MAPPING, plan=plan, estimate_id=estimate.id
            )
            bar = composer.next_bar(parameters)
            recorder.bar(next_bar, bar, estimate.affect)
            for note in realised(bar, next_bar):
                recorder.played(note)
            next_bar += bar.beats * 60.0 / parameters.tempo_bpm
            if bar.index % 60 == 30:
                recorder.rating(Rating(estimate.t, bar.id, score=4))
                recorder.marker(Marker(estimate.t, "breath"))
                recorder.scale(ScaleReading(estimate.t, ScaleKind.SUDS, 4.0, Moment.TIMER))
                recorder.note(estimate.t, "Looks up, smiles at the flute.")
        if estimate.t >= next_commit:
            began = time.perf_counter()
            recorder.flush()
            commits.append(time.perf_counter() - began)
            next_commit += 1.0
    recorder.close()
    database.sessions.end(session, ended_at=datetime.now(UTC), duration_s=seconds)
    return session, commits


def megabytes_by_table(path: Path) -> dict[str, float]:
    import sqlite3

    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name, SUM(pgsize) FROM dbstat GROUP BY name").fetchall()
    except sqlite3.OperationalError:
        return {}
    finally:
        connection.close()
    return {name: round(size / 1e6, 3) for name, size in rows if size > 20_000}


def measure(minutes: float, folder: Path, *, voice: bool = False) -> dict[str, object]:
    path = folder / "benchmark.db"
    began = time.perf_counter()
    database = open_database(path)
    create_ms = 1e3 * (time.perf_counter() - began)
    database.close()
    empty = path.stat().st_size
    began = time.perf_counter()
    database = open_database(path)
    open_ms = 1e3 * (time.perf_counter() - began)
    session, commits = record(database, 60 * minutes, voice=voice)
    rows = database.sessions.row_counts(session)
    loads, busy = [], []
    for _ in range(5):
        began, began_busy = time.perf_counter(), time.process_time()
        database.sessions.timeline(session)
        loads.append(1e3 * (time.perf_counter() - began))
        busy.append(1e3 * (time.process_time() - began_busy))
    database.close()
    bytes_ = _bytes_in_use(path) - empty
    measured = {
        "megabytes_per_hour": bytes_ / 1e6 / minutes * 60,
        "commit_ms_p95": 1e3 * float(np.percentile(commits, 95)),
        "commit_ms_max": 1e3 * max(commits),
        "timeline_50_min_ms": min(loads) * 50 / minutes,
        "timeline_50_min_cpu_ms": min(busy) * 50 / minutes,
        "create_ms": create_ms,
        "open_ms": open_ms,
    }
    return {
        "measured": {name: round(value, 3) for name, value in measured.items()},
        "ratio_to_limit": {name: round(v / LIMITS[name], 3) for name, v in measured.items()},
        "bytes_per_sample": round(_table(path, "emotion_sample") / rows["emotion_sample"], 1),
        "bytes_per_played_note": round(_table(path, "played_note") / rows["played_note"], 1),
        "bytes_per_bar": round(_table(path, "bar") / rows["bar"], 1),
        "rows": rows,
        "megabytes_of_the_file_per_hour": (path.stat().st_size - empty) / 1e6 / minutes * 60,
        "megabytes_by_table": megabytes_by_table(path),
    }


def _bytes_in_use(path: Path) -> int:
    """Without the free pages that the next session takes."""
    import sqlite3

    connection = sqlite3.connect(path)
    try:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
    finally:
        connection.close()
    return int((pages - free) * size)


def _table(path: Path, name: str) -> float:
    return 1e6 * megabytes_by_table(path).get(name, 0.0)


def _practice(cache: Path | None) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        path = cache or Path(folder) / "practice.db"
        if not path.exists():
            partial = path.with_suffix(".partial")
            storage_practice.fill(partial, record)
            partial.replace(path)
        return storage_practice.measure(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--voice", action="store_true", help="with a voice beside the face")
    parser.add_argument("--practice", action="store_true", help=storage_practice.__doc__)
    parser.add_argument("--cache", type=Path, help="with --practice: keep its database here")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.practice:
        print(json.dumps(_practice(arguments.cache), indent=None if arguments.json else 1))
        return
    with tempfile.TemporaryDirectory() as folder:
        result = measure(arguments.minutes, Path(folder), voice=arguments.voice)
    if arguments.json:
        print(json.dumps(result))
        return
    ratios = result["ratio_to_limit"]
    assert isinstance(ratios, dict)
    for name, ratio in ratios.items():
        print(f"{name:<22} {ratio:6.2f} of the limit ({LIMITS[name]:g})")
    for name in ("bytes_per_sample", "bytes_per_bar", "bytes_per_played_note", "rows"):
        print(f"{name}: {result[name]}")
    print(f"megabytes by table: {result['megabytes_by_table']}")


if __name__ == "__main__":
    main()
