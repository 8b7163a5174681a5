"""The whole step from frame to emotion beside the package `fer`, on the same frames.

    python -m benchmarks.face [--seconds 60] [--clips FOLDER] [--faces FILE.npz] [--json]

Each side is a process of its own on one thread and one core; both take the same 75 frames of a
clip (640 x 480) in turn, so that other work on the machine meets both alike. `fer` 22.5.1 (Haar,
its default) gets an environment of its own in the user's cache, made by uv on the first run;
where that fails ours is measured alone. Ratios are of processor time. Exit code 1 below the
floor of 8 times the peer's speed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

ROOT = Path(__file__).resolve().parents[1]
CLIPS = ROOT.parent / "shared" / "data" / "video"
ONE_FACE = ("liveportrait_*.mp4", "pyfeat_WolfgangLanger*.mp4")
"""One face throughout: with two, ours waits for a choice and would do less."""
DEMONSTRATION = ROOT / "resources" / "demonstration" / "demonstration.mp4"
SIZE = (640, 480)
CHUNK = 75
FLOOR, AIM = 8.0, 15.0
PEER = "fer==22.5.1"
PEER_NEEDS = (
    *("tensorflow-cpu==2.21.0", "opencv-python-headless<5", "moviepy<2", "setuptools<81"),
    *("pandas", "tqdm", "requests", "pillow", "matplotlib"),
)
"""What `fer` with Haar imports. Its own list also names PyTorch, for a detector not used here."""
THREADS = (
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    *("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"),
)
ONE_THREAD = dict.fromkeys(THREADS, "1") | {
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


@dataclass
class Side:
    """One worker process and what it has told so far."""

    process: subprocess.Popen[str]
    cpu_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)
    answered: int = 0
    peak_mb: float = 0.0

    def ask(self, **command: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a worker of the benchmark ended early")
        told: dict[str, Any] = json.loads(line)
        self.peak_mb = max(self.peak_mb, told.get("peak_mb", 0.0))
        return told

    def look(self, frames: Path, times: list[float]) -> None:
        told = self.ask(do="look", frames=str(frames), times=times)
        self.cpu_ms += told["cpu_ms"]
        self.wall_ms += told["wall_ms"]
        self.answered += told["answered"]

    def summary(self) -> dict[str, float]:
        return {
            "frames": len(self.cpu_ms),
            "cpu_ms": round(float(np.mean(self.cpu_ms)), 2),
            "wall_ms_median": round(float(np.median(self.wall_ms)), 2),
            "answered_share": round(self.answered / max(1, len(self.cpu_ms)), 3),
            "peak_mb": round(self.peak_mb, 1),
        }


def start(words: list[str], **where: Any) -> Side:
    """A worker on one core; waits until it has loaded."""
    core = str(max(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else ""
    pinned = ["taskset", "-c", core] if core and shutil.which("taskset") else []
    side = Side(
        subprocess.Popen(
            [*pinned, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | ONE_THREAD,
            **where,
        )
    )
    side.hear()
    return side


def peer_python() -> Path:
    """The interpreter of the peer's environment, made now if it is not there yet."""
    folder = user_cache_path("emotune") / "benchmark" / PEER.replace("==", "-")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    made = folder / "complete"
    if not made.is_file():
        uv = shutil.which("uv")
        if uv is None:
            raise OSError("uv is not installed")
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        for words in (
            ["venv", "--clear", "--python", version, str(folder)],
            ["pip", "install", "--python", str(python), "--no-deps", PEER],
            ["pip", "install", "--python", str(python), *PEER_NEEDS],
        ):
            # Outside the repository, whose own version constraints are not the peer's.
            subprocess.run(
                [uv, "--no-config", *words],
                check=True, capture_output=True, timeout=900, cwd=tempfile.gettempdir(),
            )  # fmt: skip
        made.touch()
    return python


def start_peer() -> Side | None:
    try:
        peer = [str(peer_python()), str(ROOT / "benchmarks" / "face_peer.py")]
        return start(peer, cwd=tempfile.gettempdir())
    except (OSError, RuntimeError, subprocess.SubprocessError) as problem:
        print(f"{PEER} cannot be run here ({problem}); ours is measured alone.", file=sys.stderr)
        return None


def clips(folder: Path) -> list[Path]:
    found = [path for pattern in ONE_FACE for path in sorted(folder.glob(pattern))]
    return found or sorted(folder.glob("*.mp4")) or [DEMONSTRATION]


def chunks(files: list[Path], folder: Path) -> Iterator[tuple[Path, list[float]]]:
    """The next frames of each clip in turn, over and over; times begin at 0 with each chunk."""
    films = [_film(path) for path in files]
    while True:
        for film in films:
            frames = [next(film) for _ in range(CHUNK)]
            times = [i * frames[0][1] for i in range(CHUNK)]
            path = folder / "frames.npy"
            np.save(path, np.stack([picture for picture, _ in frames]))
            yield path, times


def _film(path: Path) -> Iterator[tuple[npt.NDArray[np.uint8], float]]:
    """Frames at 640 x 480 with the seconds between them, from the start again at the end."""
    while True:
        film, seen = cv2.VideoCapture(str(path)), 0
        step = 1.0 / (film.get(cv2.CAP_PROP_FPS) or 30.0)
        while (read := film.read())[0]:
            seen += 1
            yield _fitted(read[1]), step
        if not seen:
            raise SystemExit(f"The clip {path} cannot be read; name another folder by --clips.")


def _fitted(picture: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """In the middle of a grey 640 x 480 frame, its proportions kept."""
    scale = min(SIZE[0] / picture.shape[1], SIZE[1] / picture.shape[0])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    frame = np.full((SIZE[1], SIZE[0], 3), 110, np.uint8)
    top, left = (SIZE[1] - size[1]) // 2, (SIZE[0] - size[0]) // 2
    frame[top : top + size[1], left : left + size[0]] = small
    return frame


def measure(seconds: float, folder: Path, faces: Path | None) -> dict[str, Any]:
    ours = start([sys.executable, "-m", "benchmarks.face_ours"], cwd=ROOT)
    peer = start_peer()
    stages: dict[str, list[float]] = {}
    used = clips(folder)
    with tempfile.TemporaryDirectory() as scratch:
        end, least = time.monotonic() + seconds, len(used)
        for number, (frames, times) in enumerate(chunks(used, Path(scratch))):
            if number >= least and time.monotonic() > end:
                break
            for side in (ours, peer) if number % 2 else (peer, ours):
                if side is not None:
                    side.look(frames, times)
        report = {"ours": ours.summary()}
        if peer is not None:
            report["fer"] = peer.summary()
        for number, (frames, times) in enumerate(chunks(used, Path(scratch))):
            if number >= least:
                break
            told = ours.ask(do="stages", frames=str(frames), times=times)["stages"]
            for name, spent in told.items():
                stages.setdefault(name, []).extend(spent)
        accuracy = peer_accuracy(peer, faces, Path(scratch)) if peer and faces else None
    for side in (ours, peer):
        if side is not None:
            side.process.kill()
    return {
        **report,
        "stages_cpu_ms": {name: round(float(np.mean(v)), 3) for name, v in stages.items()},
        "ratio": round(report["fer"]["cpu_ms"] / report["ours"]["cpu_ms"], 2) if peer else None,
        "memory_ratio": round(peer.peak_mb / ours.peak_mb, 2) if peer else None,
        "fer_accuracy": accuracy,
        "clips": [path.name for path in used],
        "load": [round(v, 2) for v in os.getloadavg()],
    }


def peer_accuracy(peer: Side, faces: Path, scratch: Path) -> dict[str, float]:
    """`fer` on the public split of a face set, asked for what it can answer."""
    from emotune_gui.domain.emotion import EMOTIONS
    from emotune_gui.training.face.answers import Answers
    from emotune_gui.training.face.data import FER_EMOTIONS
    from emotune_gui.training.face.evaluation import figures, rows_of

    rows = rows_of(faces, "public")
    np.save(scratch / "faces.npy", rows.images)
    peer.ask(do="classify", faces=str(scratch / "faces.npy"), out=str(scratch / "told.npy"))
    told = np.load(scratch / "told.npy").astype(np.float64)
    eight = np.zeros((len(told), len(EMOTIONS)))
    eight[:, [EMOTIONS.index(emotion) for emotion in FER_EMOTIONS]] = told
    found = figures(Answers(eight, 0.0), rows)
    names = ("accuracy_8", "macro_f1_8", "accuracy_4", "accuracy_7_fer", "ece", "n")
    return {name: getattr(found, name) for name in names}


def table(report: dict[str, Any]) -> str:
    lines = [f"clips: {', '.join(report['clips'])}; load {report['load']}"]
    for side in ("ours", "fer"):
        if side in report:
            told = report[side]
            lines.append(
                f"{side:<6}{told['cpu_ms']:>8.2f} ms of processor a frame, median "
                f"{told['wall_ms_median']:.2f} ms by the clock, {told['frames']} frames, answered "
                f"{told['answered_share']:.0%}, peak {told['peak_mb']:.0f} MB"
            )
    whole = report["fer"]["cpu_ms"] if "fer" in report else None
    for name, spent in report["stages_cpu_ms"].items():
        share = f"  fer's whole step / this {whole / max(spent, 1e-3):>8.1f}" if whole else ""
        lines.append(f"  {name:<40}{spent:>8.3f} ms{share}")
    if report["ratio"] is not None:
        lines.append(
            f"fer / ours: {report['ratio']:.1f} (floor {FLOOR:g}, aim {AIM:g}); "
            f"memory {report['memory_ratio']:.1f}"
        )
    if report["fer_accuracy"]:
        lines.append(f"fer on the public split: {report['fer_accuracy']}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clips", type=Path, default=CLIPS, help="folder of films")
    parser.add_argument("--faces", type=Path, help="face set on which fer's accuracy is measured")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report = measure(arguments.seconds, arguments.clips, arguments.faces)
    print(json.dumps(report, indent=1) if arguments.json else table(report))
    return 1 if report["ratio"] is not None and report["ratio"] < FLOOR else 0


if __name__ == "__main__":
    raise SystemExit(main())
