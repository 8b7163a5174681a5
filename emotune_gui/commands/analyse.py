"""``emotune analyse``: recordings in bulk to tables, summaries and a report."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FaceChoice,
    FileProgress,
    FileState,
    QueueSnapshot,
    TierFormat,
)

INTERRUPTED = 130
"""Exit code of a command ended by Ctrl+C, as shells have it."""
SAY_EVERY_S = 2.0
MOST_WORKERS = 256


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="films, photographs, sound or folders"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="for the results")
    parser.add_argument(
        "--workers", type=_workers, default=None, help="processes (default: one a core)"
    )
    parser.add_argument(
        "--every",
        type=_milliseconds,
        default=0,
        metavar="MS",
        help="look at a picture so many milliseconds after the last (default: at every one)",
    )
    parser.add_argument(
        "--voice",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="listen to the sound, where there is any",
    )
    parser.add_argument("--overlay", action="store_true", help="films with what was seen on them")
    parser.add_argument("--landmarks", action="store_true", help="the 68 points as a table")
    parser.add_argument(
        "--music",
        metavar="STRATEGY",
        choices=[s.value for s in Strategy],
        help="the music that would have been played (match, lead, contrast or hold)",
    )
    parser.add_argument(
        "--sidecar",
        action="append",
        default=[],
        choices=[f.value for f in TierFormat],
        help="annotations for ELAN (eaf) or Praat (textgrid)",
    )
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="FILE|DIR",
        help="a person's labels (.eaf, .TextGrid) to compare with; by default those beside a file",
    )
    parser.add_argument(
        "--recogniser",
        type=Recogniser,
        choices=list(Recogniser),
        default=Recogniser.COMBINED,
        metavar="|".join(Recogniser),
        help="who reads the face (default: combined)",
    )
    parser.add_argument(
        "--face",
        default=FaceChoice.ALONE.value,
        metavar="alone|largest|FILE",
        help="who is read of several: nobody (default), the largest, or who is on a photograph",
    )
    parser.add_argument(
        "--scheduler", metavar="tcp://HOST:PORT", help="a Dask cluster that does the work"
    )
    parser.add_argument("--json", action="store_true", help="one JSON value on standard output")


def run(args: argparse.Namespace) -> int:
    """0 when every file was analysed, 1 when any failed, 130 after Ctrl+C.

    Raises EmoTuneError when nothing can be begun.
    """
    options = _options(args)
    with only_json() as write:
        snapshot, stopped = (_locally if args.scheduler is None else _on_cluster)(args, options)
        if args.json:
            write(_told(snapshot, args.out.absolute()))
    for notice in snapshot.notices:
        complain(notice)
    for file in snapshot.files:
        if file.state is FileState.FAILED:
            complain(f"{_one_line(file.path.name)} failed because: {file.message}")
    if not args.json:
        _print(snapshot, args.out)
    if stopped:
        complain("Stopped; the same command goes on where it was.")
        return INTERRUPTED
    done = snapshot.counts.get(FileState.DONE, 0)
    return 0 if snapshot.files and done == len(snapshot.files) else 1


def _options(args: argparse.Namespace) -> AnalysisOptions:
    """Raises InvalidInput for labels or a photograph that are not there."""
    if args.labels is not None and not args.labels.exists():
        raise InvalidInput(f"There are no labels at {args.labels}; name a file or a folder.")
    if args.labels is not None and args.labels.is_file() and _several(args.paths):
        raise InvalidInput(
            "One file of labels serves one recording; name a folder with one for each."
        )
    face, portrait = _face(args.face)
    return AnalysisOptions(
        every_ms=args.every,
        voice=args.voice,
        overlay=args.overlay,
        landmarks=args.landmarks,
        music=None if args.music is None else Strategy(args.music),
        tiers=tuple(f for f in TierFormat if f.value in args.sidecar),
        recogniser=args.recogniser,
        labels=None if args.labels is None else args.labels.absolute(),
        face=face,
        portrait=portrait,
    )


def _face(said: str) -> tuple[FaceChoice, Path | None]:
    """Raises InvalidInput for a photograph that is not there."""
    if said in {FaceChoice.ALONE, FaceChoice.LARGEST}:
        return FaceChoice(said), None
    portrait = Path(said)
    if not portrait.is_file():
        raise InvalidInput(
            f"There is no photograph at {portrait}; name one, or say alone or largest."
        )
    return FaceChoice.PORTRAIT, portrait.absolute()


def _several(paths: list[Path]) -> bool:
    from emotune_gui.engine.analysing.gathering import gather

    return len(gather(paths).files) > 1


def _locally(args: argparse.Namespace, options: AnalysisOptions) -> tuple[QueueSnapshot, bool]:
    from emotune_gui.engine.analysing.queue import AnalysisQueue

    queue = AnalysisQueue(args.out, options, args.workers or _cores())
    stopped = False
    try:
        queue.add(args.paths)
        said = time.monotonic()
        while not queue.wait(0.1):
            if time.monotonic() - said >= SAY_EVERY_S:
                said = time.monotonic()
                print(_progress(queue.snapshot()), file=sys.stderr)
    except KeyboardInterrupt:
        stopped = True
    finally:
        snapshot = queue.snapshot()
        queue.close()
    return snapshot, stopped


def _on_cluster(args: argparse.Namespace, options: AnalysisOptions) -> tuple[QueueSnapshot, bool]:
    from emotune_gui.engine.analysing.cluster import analyse_on_cluster

    def tell(snapshot: QueueSnapshot) -> None:
        print(_progress(snapshot), file=sys.stderr)

    return analyse_on_cluster(args.scheduler, args.paths, args.out, options, tell)


def _progress(snapshot: QueueSnapshot) -> str:
    if snapshot.searching and not snapshot.files:
        return "searching for recordings"
    done = sum(f.state not in {FileState.WAITING, FileState.RUNNING} for f in snapshot.files)
    words = f"{done} of {len(snapshot.files)} files"
    if snapshot.speed > 0.0:
        words += f", {snapshot.speed:.1f} times real time"
    if snapshot.left_s is not None:
        minutes, seconds = divmod(round(snapshot.left_s), 60)
        words += f", about {minutes}:{seconds:02} left"
    return words


def _print(snapshot: QueueSnapshot, out: Path) -> None:
    for file in snapshot.files:
        if file.result is not None:
            print(_line(file))
    done = snapshot.counts.get(FileState.DONE, 0)
    report = out / "report.html"
    see = f"; see {report}" if report.is_file() else ""
    print(f"{done} of {len(snapshot.files)} files are analysed{see}.")


def _line(file: FileProgress) -> str:
    assert file.result is not None
    summary = file.result.summary
    mostly = summary["label"] or "no opinion"
    again = " (done before)" if file.resumed else ""
    kappa = (summary.get("agreement") or {}).get("kappa")
    agreed = "" if kappa is None else f", kappa {kappa:.2f}"
    return (
        f"{_one_line(file.path.name)}: {summary['kind']}, {summary['duration_s']:.1f} s, "
        f"face {summary['face_share']:.0%}, mostly {mostly}{agreed}{again}"
        + "".join(f" {remark}" for remark in summary["remarks"])
    )


def _told(snapshot: QueueSnapshot, out: Path) -> dict[str, Any]:
    from emotune_gui.engine.analysing.gathering import shown_path

    return {
        "out": str(out),
        "report": str(out / "report.html"),
        "counts": {state.value: n for state, n in snapshot.counts.items()},
        "notices": list(snapshot.notices),
        "files": [
            {
                "path": shown_path(file.path),
                "name": file.name,
                "state": file.state.value,
                "done_before": file.resumed,
                "message": file.message,
                "files": [] if file.result is None else [str(f) for f in file.result.files],
                "summary": None if file.result is None else file.result.summary,
            }
            for file in snapshot.files
        ],
    }


def _one_line(name: str) -> str:
    return "".join(c if c.isprintable() else " " for c in name)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"expected a number from 1 to {MOST_WORKERS}")
    return int(text)


def _milliseconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 3_600_000):
        raise argparse.ArgumentTypeError("expected milliseconds from 0 to 3600000")
    return int(text)
