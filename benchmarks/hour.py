"""An hour of playing beside the limits it must keep, as ratios (1.00 is the limit).

    python -m benchmarks.hour [--seconds 3600] [--composer rnn|rules|songs] [--source demo]
                              [--output sdl|none] [--json]

A real session without its window, in real time: capture, perception, composer, player, records.
Every two minutes another composer takes over (that of --composer first, then the others; every 30 s
in the first two minutes); while songs play one is skipped every 40 s. `sdl` is the real loudspeaker
path into SDL's disk driver. Exit code 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Hashable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.live import LivePhase
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import SoundSink
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.parts import RealParts
from emotune_gui.engine.request import LiveRequest
from emotune_gui.engine.statistics import percentiles_ms
from emotune_gui.music.playing.device import DeviceSink
from emotune_gui.music.playing.levels import decibels
from emotune_gui.music.playing.pacing import SAMPLE_RATE, PacedSink
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.truepeak import true_peak
from emotune_gui.storage.opening import open_database

COMPOSERS = ("rnn", "songs", "rules")
COMPOSED = ("rnn", "rules")
COMPOSER_S, SKIP_S = 120.0, 40.0
OPENING_S = 30.0
"""In the first two minutes composers change so often: all have been loaded when memory counts."""
SETTLED_S = 120.0
"""Memory is counted from here: by then every room has loaded what it needs. In a run shorter than
three minutes from its middle."""
MOST_MB = 20.0
CEILING = 10.0 ** (-1.0 / 20.0)
WINDOW = 4
"""Bars of a repeat."""


@dataclass(frozen=True)
class Row:
    what: str
    measured: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.measured / self.limit if self.limit else float(self.measured > 0)

    @property
    def kept(self) -> bool:
        return self.measured <= self.limit


class WatchedParts(RealParts):
    """The real parts; keeps the player and the form of each bar that was heard."""

    def __init__(self, clock: SystemClock, faults: FaultDesk) -> None:
        super().__init__(clock, faults)
        self.playing: Player | None = None
        self.sink_used: SoundSink | None = None
        self.forms: list[tuple[str, Hashable]] = []

    @property
    def lead_s(self) -> float | None:
        """How far sound is made ahead now."""
        sink = self.sink_used
        return sink.lead.seconds if isinstance(sink, DeviceSink | PacedSink) else None

    def player(
        self,
        sink: SoundSink,
        on_bar: Callable[[Bar, float], None],
        on_note: Callable[[PlayedNote], None],
    ) -> Player:
        def heard(bar: Bar, heard_at: float) -> None:
            # A number instead of the notes: what is kept here must not count as growth.
            form = hash(tuple((n.part, n.pitch, round(n.onset, 3)) for n in bar.notes))
            self.forms.append((bar.composer, form))
            on_bar(bar, heard_at)

        self.sink_used = sink
        self.playing = super().player(sink, heard, on_note)
        return self.playing


def memory_mb() -> float:
    """Resident memory of this process (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def repeats(forms: list[tuple[str, Hashable]]) -> tuple[int, int]:
    """Windows of four composed bars heard before, and all of them; songs repeat by nature."""
    seen, again, count = set[Hashable](), 0, 0
    for start in range(len(forms) - WINDOW + 1):
        window = forms[start : start + WINDOW]
        if any(name not in COMPOSED for name, _ in window):
            continue
        key = tuple(window)
        count += 1
        again += key in seen
        seen.add(key)
    return again, count


def loudest(path: Path) -> float:
    """True peak of raw 16-bit stereo, in the full scale."""
    peak = 0.0
    with path.open("rb") as file:
        while data := file.read(SAMPLE_RATE * 4 * 10):
            sound = np.frombuffer(data[: len(data) // 4 * 4], "<i2").reshape(-1, 2) / 32768
            peak = max(peak, true_peak(sound.astype(np.float32), 0.0))
    return peak


class Conducting:
    """What a restless therapist does: composers change, songs are skipped."""

    def __init__(self, session: LiveSession, first: str) -> None:
        self._session = session
        self._order = [first, *(name for name in COMPOSERS if name != first)]
        self._turns = self._skips = 0
        self.memory: list[tuple[float, float]] = []

    def look(self, elapsed: float) -> None:
        opening = int(min(elapsed, SETTLED_S) / OPENING_S)
        turn = opening + int(max(0.0, elapsed - SETTLED_S) / COMPOSER_S)
        if turn != self._turns:
            self._turns = turn
            self._session.set_composer(self._order[turn % len(self._order)])
        skip = int(elapsed / SKIP_S)
        if skip != self._skips:
            self._skips = skip
            self._session.skip_song()
        self.memory.append((elapsed, memory_mb()))


def play(arguments: argparse.Namespace, folder: Path) -> dict[str, Any]:
    clock, faults = SystemClock(), FaultDesk()
    parts = WatchedParts(clock, faults)
    database = open_database(folder / "hour.db")
    consents = (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES)
    client = database.clients.create("Hour", consents, by="benchmark")
    audio = "device" if arguments.output == "sdl" else "none"
    request = LiveRequest(client, Plan(composer=arguments.composer), arguments.source, audio)
    session = LiveSession(request, database, parts, clock, faults)
    conducting = Conducting(session, arguments.composer)
    session.start()
    while (snapshot := session.snapshot()).phase in (LivePhase.STARTING, LivePhase.RUNNING):
        if snapshot.elapsed_s >= arguments.seconds:
            break
        if snapshot.phase is LivePhase.RUNNING:
            conducting.look(snapshot.elapsed_s)
        time.sleep(0.5)
    session.end()
    session.join(60.0)
    database.close()
    return told(parts, conducting, faults, session)


def told(
    parts: WatchedParts, conducting: Conducting, faults: FaultDesk, session: LiveSession
) -> dict[str, Any]:
    if parts.playing is None:
        raise SystemExit(f"The session did not start: {session.failure}")
    stats = parts.playing.stats()
    whole = conducting.memory[-1][0]
    settled = SETTLED_S if whole >= 1.5 * SETTLED_S else whole / 2.0
    late = [mb for elapsed, mb in conducting.memory if elapsed >= settled]
    again, windows = repeats(parts.forms)
    names = [name for name, _ in parts.forms]
    return {
        "seconds": whole,
        "underruns": stats.underruns,
        "hanging": stats.hanging,
        "starvations": stats.starvations,
        "bars": {name: names.count(name) for name in sorted(set(names))},
        "notes": stats.notes,
        "blocks": stats.blocks,
        "memory_mb": {"settled": late[0], "end": late[-1], "most": max(late)},
        "memory_by_minute_mb": by_minute(conducting.memory),
        "repeats": {"again": again, "of": windows},
        "answer_ms": percentiles_ms(stats.heard_latencies_s),
        "harmony_bars": harmony(session),
        "faults": [fault.message for fault in faults.all()],
        "lead_s": parts.lead_s,
        "audible": parts.sink_used is not None and parts.sink_used.audible,
    }


def by_minute(memory: list[tuple[float, float]]) -> list[int]:
    """The first measurement of each minute: where it grows and whether it goes on growing."""
    minutes = range(int(memory[-1][0] / 60.0) + 1)
    return [round(next(mb for elapsed, mb in memory if elapsed >= 60 * m)) for m in minutes]


def harmony(session: LiveSession) -> dict[str, float]:
    """Bars from another mode being wanted to its first sound, over all composers."""
    waited = session.running.composing.harmony_latencies_bars if session.running else ()
    if not waited:
        return {}
    middle, high = np.percentile(list(waited), [50, 95])
    return {"p50": float(middle), "p95": float(high), "max": max(waited), "n": len(waited)}


def rows(report: dict[str, Any]) -> list[Row]:
    memory, repeated = report["memory_mb"], report["repeats"]
    found = [
        Row("underruns", report["underruns"], 0),
        Row("hanging notes", report["hanging"], 0),
        Row("starvations", report["starvations"], 0),
        Row("faults", len(report["faults"]), 0),
        Row("memory growth, MB", memory["end"] - memory["settled"], MOST_MB),
        Row("repeats of 4 composed bars", repeated["again"] / max(1, repeated["of"]), 0.1),
    ]
    if report["answer_ms"]["p95"] is not None:
        found.append(Row("estimate change to sound p95, ms", report["answer_ms"]["p95"], 250))
    if report["true_peak"]:
        found.append(Row("true peak of -1 dBFS", report["true_peak"], CEILING))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--composer", choices=COMPOSERS, default="rnn")
    parser.add_argument("--source", default="demo")
    parser.add_argument("--output", choices=("sdl", "none"), default="sdl")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "heard.raw"
        if arguments.output == "sdl":
            os.environ |= {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(raw)}
        report = play(arguments, Path(folder))
        report["true_peak"] = loudest(raw) if raw.exists() else 0.0
    measured = rows(report)
    if arguments.json:
        print(json.dumps({"rows": [asdict(row) for row in measured], "report": report}))
        return 0 if all(row.kept for row in measured) else 1
    bars = ", ".join(f"{count} {name}" for name, count in report["bars"].items())
    print(
        f"{report['seconds']:.0f} s; bars: {bars}; {report['notes']} notes, lead {report['lead_s']}"
    )
    print(f"memory {report['memory_mb']}, load {os.getloadavg()}")
    print(f"by the minute {report['memory_by_minute_mb']}")
    if report["true_peak"]:
        print(f"loudest true peak {decibels(report['true_peak']):.2f} dBFS")
    print(f"a new mode is heard after {report['harmony_bars']} bars")
    for fault in report["faults"]:
        print(fault)
    for row in measured:
        print(f"{row.what:<30} {row.measured:>8.2f} of {row.limit:>6.2f}  x{row.ratio:.2f}")
    return 0 if all(row.kept for row in measured) else 1


if __name__ == "__main__":
    raise SystemExit(main())
