"""A real unattended session beside the limits it must keep, as ratios (1.00 is the limit).

    python -m benchmarks.live [--seconds 600] [--source demo] [--json]

Runs `emotune live` in a process of its own with the real window offscreen and sound written to
a file in real time. Exit code 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


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


def session(seconds: float, source: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        words = ["live", "--source", source, "--client", "Benchmark", "--seconds", str(seconds)]
        words += ["--db", f"{folder}/b.db", "--audio", f"{folder}/b.wav", "--json"]
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *words],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "EMOTUNE_DATA": folder},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    report: dict[str, Any] = json.loads(done.stdout)
    return report | {"exit_code": done.returncode}


def rows(report: dict[str, Any]) -> list[Row]:
    latency, gui, sound = report["latency_ms"], report["gui"], report["sound"]
    bars = report["mode_change_to_sound_bars"]
    return [
        Row("window visible after process start, s", report["window_visible_s"], 1.5),
        Row("oldest frame analysed, ms", report["frames"]["oldest_analysed_ms"], 100),
        Row("capture to screen p95, ms", latency["capture_to_screen"]["p95"], 80),
        Row("capture to estimate p95, ms", latency["capture_to_estimate"]["p95"], 100),
        Row("estimate change to sound p95, ms", latency["estimate_change_to_sound"]["p95"], 500),
        Row("mode change to sound, worst, bars", max(bars, default=0.0), 1),
        Row("peak memory, MB", report["peak_memory_mb"], 500),
        Row("longest stall of the window, ms", gui["longest_stall_ms"], 50),
        Row("underruns", sound["underruns"], 0),
        Row("hanging notes", report["hanging_notes"], 0),
        Row("faults", len(report["faults"]), 0),
        Row("tensorflow imported", int(report["tensorflow_imported"]), 0),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--source", default="demo")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report = session(arguments.seconds, arguments.source)
    measured = rows(report)
    if arguments.json:
        print(json.dumps({"rows": [asdict(row) for row in measured], "report": report}))
    else:
        print(f"{report['seconds']:.0f} s, {report['frames']}, load {os.getloadavg()}")
        for row in measured:
            print(f"{row.what:<40} {row.measured:>9.2f} of {row.limit:>6.1f}  x{row.ratio:.2f}")
    return 0 if all(row.kept for row in measured) else 1


if __name__ == "__main__":
    raise SystemExit(main())
