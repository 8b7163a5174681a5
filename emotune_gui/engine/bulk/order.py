"""What was asked of a batch of recordings, written beside its results so that it can go on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.gathering import summary_of
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileProgress,
    FileResult,
    FileState,
    options_from,
)

LEDGER = ".emotune-batch.json"


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """Recordings (files and folders) whose results go into `folder`.

    `client_id` None: they belong to nobody in particular.
    """

    folder: Path
    paths: tuple[Path, ...]
    options: AnalysisOptions
    client_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording that was stored as a session; `music` None: with what its analysis made."""

    name: str
    session_id: int
    music: Strategy | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where a batch stands. `files` are told once it is finished, by path, name, state, why."""

    order: BatchOrder
    finished: bool = False
    cancelled: frozenset[Path] = frozenset()
    files: tuple[FileProgress, ...] = ()
    kept: tuple[Kept, ...] = ()


def write_ledger(ledger: Ledger) -> None:
    """Raises OSError; what was written before stays whole."""
    order = ledger.order
    told = {
        "paths": _texts(order.paths),
        "options": order.options.stated(),
        "client": order.client_id,
        "finished": ledger.finished,
        "cancelled": sorted(_texts(ledger.cancelled)),
        "files": [[_text(f.path), f.name, f.state.value, f.message] for f in ledger.files],
        "kept": [[k.name, k.session_id, k.music and k.music.value] for k in ledger.kept],
    }
    written = order.folder / f"{LEDGER}.new"
    written.write_text(json.dumps(told), encoding="utf-8")
    written.replace(order.folder / LEDGER)


def read_ledger(folder: Path, *, files: bool = True) -> Ledger | None:
    """None where there is none, or one of another program. Without `files` none of the results
    is read, which is quick however many there are."""
    try:
        told = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return _ledger(folder, told if files else told | {"files": []})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _ledger(folder: Path, told: dict[str, Any]) -> Ledger:
    client = told["client"]
    paths = tuple(_path(text) for text in told["paths"])
    order = BatchOrder(
        folder, paths, options_from(told["options"]), None if client is None else int(client)
    )
    files = tuple(_file(folder, number, *entry) for number, entry in enumerate(told["files"]))
    kept = tuple(Kept(n, int(s), None if m is None else Strategy(m)) for n, s, m in told["kept"])
    cancelled = frozenset(_path(text) for text in told["cancelled"])
    return Ledger(order, bool(told["finished"]), cancelled, files, kept)


def _file(
    folder: Path, number: int, path: str, name: str, state: str, message: str
) -> FileProgress:
    known = FileState(state)
    if known is not FileState.DONE:
        return FileProgress(number, _path(path), name, known, 1.0, message=message)
    summary = summary_of(folder, name)
    if not summary:
        gone = "Its results are no longer in the folder; analyse it again."
        return FileProgress(number, _path(path), name, FileState.FAILED, 1.0, message=gone)
    seconds = float(summary["duration_s"])
    result = FileResult(_path(path), folder, name, summary)
    return FileProgress(
        number, _path(path), name, known, 1.0, seconds, seconds, resumed=True, result=result
    )


def _texts(paths: Iterable[Path]) -> list[str]:
    return [_text(path) for path in paths]


def _text(path: Path) -> str:
    """A name of any bytes survives it."""
    return os.fsencode(path).decode("latin-1")


def _path(text: str) -> Path:
    return Path(os.fsdecode(text.encode("latin-1")))
