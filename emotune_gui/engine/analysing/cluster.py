"""The same jobs on an existing cluster, through Dask distributed (`emotune[cluster]`).

Recordings and the folder of the results must lie under the same paths on every machine, as they
do on shared storage. What a job makes depends on the file and the options alone, so the results
are those of this computer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from emotune_gui.capture.paths import shown_name
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.engine.analysing.entry import Entry, snapshot_of
from emotune_gui.engine.analysing.gathering import Names, gather
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.partial import remove_left_behind
from emotune_gui.engine.analysing.queue import prepare_folder
from emotune_gui.engine.analysing.report import write_report
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileResult,
    FileState,
    Job,
    QueueSnapshot,
)

CONNECT_S = 15
TELL_EVERY_S = 2.0
LOST = (
    "The scheduler {0} was lost before all was done; start it again and give the same command, "
    "which goes on where it was."
)

Tell = Callable[[QueueSnapshot], None]


def analyse_on_cluster(
    scheduler: str, paths: Iterable[Path], out: Path, options: AnalysisOptions, tell: Tell
) -> tuple[QueueSnapshot, bool]:
    """Analyse everything there; returns how it ended, and whether Ctrl+C ended it. `tell` hears of
    progress. When the scheduler is lost, the rest counts as cancelled and a notice says so.

    Raises InvalidInput when Dask is not installed, the scheduler does not answer or `out` cannot
    be written.
    """
    out = out.absolute()
    prepare_folder(out)
    gathered, names = gather(paths, out), Names(out, options.endings)
    entries = [Entry(i, Job(path, names.name(path))) for i, path in enumerate(gathered.files)]
    stopped = False
    if entries:
        with _client(scheduler) as client:
            stopped = _stopped(client, entries, out, options, tell)
        remove_left_behind(out)
    lost = not stopped and any(e.state is FileState.CANCELLED for e in entries)
    results = [e.result for e in entries if e.result is not None]
    failures = [(e.job, e.message) for e in entries if e.state is FileState.FAILED]
    try:
        write_report(out, results, failures)
    except OSError as problem:
        raise InvalidInput(f"The report cannot be written ({problem.strerror}).") from problem
    notices = (LOST.format(scheduler),) if lost else ()
    return _snapshot(entries, finished=True, notices=notices), stopped


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client, client
    except ImportError as error:
        raise InvalidInput(
            "Dask is not installed here; install EmoTune with its extra 'cluster'."
        ) from error
    # It tells of a lost scheduler by a traceback; here a sentence does.
    logging.getLogger(client.__name__).setLevel(logging.CRITICAL)
    try:
        return Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InvalidInput(
            f"The scheduler {scheduler} does not answer; check its address and that it runs."
        ) from error


def _stopped(
    client: Any, entries: list[Entry], out: Path, options: AnalysisOptions, tell: Tell
) -> bool:
    """Do all; True when Ctrl+C ended it. What a worker has begun it brings to its end."""
    try:
        _run(client, entries, out, options, tell)
    except KeyboardInterrupt:
        for entry in entries:
            if entry.state in {FileState.WAITING, FileState.RUNNING}:
                entry.end(FileState.CANCELLED)
        return True
    return False


def _run(
    client: Any, entries: list[Entry], out: Path, options: AnalysisOptions, tell: Tell
) -> None:
    from distributed import as_completed

    stated, futures = options.stated(), {}
    for entry in entries:
        future = client.submit(
            analyse_there, str(entry.job.path), entry.job.name, str(out), stated,
            pure=False, retries=1,
        )  # fmt: skip
        futures[future] = entry
        entry.begin(time.monotonic())
    told = time.monotonic()
    for future in as_completed(list(futures), loop=client.loop):
        _finish(futures[future], future, out)
        future.release()
        if time.monotonic() - told >= TELL_EVERY_S:
            told = time.monotonic()
            tell(_snapshot(entries, finished=False))


def _finish(entry: Entry, future: Any, out: Path) -> None:
    if future.status in {"cancelled", "lost"}:
        # Its scheduler is not there any more.
        entry.end(FileState.CANCELLED)
        return
    if future.status != "finished":
        shown = shown_name(entry.job.path)
        entry.end(
            FileState.FAILED,
            f"“{shown}” ended the analysis on the cluster ({_first_line(future)}).",
        )
        return
    answer = future.result()
    if "failed" in answer:
        entry.end(FileState.FAILED, answer["failed"])
        return
    result = FileResult(entry.job.path, out, entry.job.name, answer["done"])
    entry.done(result, resumed=answer["before"])


def _first_line(future: Any) -> str:
    return (str(future.exception()).splitlines() or ["no reason was given"])[0][:120]


def _snapshot(
    entries: list[Entry], *, finished: bool, notices: tuple[str, ...] = ()
) -> QueueSnapshot:
    return snapshot_of(entries, searching=False, paused=False, finished=finished, notices=notices)


def analyse_there(path: str, name: str, out: str, stated: dict[str, Any]) -> dict[str, Any]:
    """Runs in a process of the cluster: one recording."""
    from emotune_gui.engine.analysing.values import options_from

    with _one_at_a_time():
        try:
            analyst = _analyst(options_from(stated), Path(out))
            result, before = analyst.analyse(Job(Path(path), name))
        except EmoTuneError as error:
            return {"failed": str(error)}
    return {"done": result.summary, "before": before}


@lru_cache(maxsize=1)
def _one_at_a_time() -> Any:
    """Dask may run several tasks in threads of one process; weights are used by one."""
    from threading import Lock

    return Lock()


@lru_cache(maxsize=2)
def _analyst(options: AnalysisOptions, out: Path) -> Analyst:
    return Analyst(options, out)
