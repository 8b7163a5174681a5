"""A whole client into one file, and out of one: what was asked, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.session import Client
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.report import name_problem
from emotune_gui.ui.wording import shortened, translate


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    sessions: int
    size: int
    """Bytes."""
    private_left_out: int


@dataclass(frozen=True, slots=True)
class Imported:
    client: Client
    sessions: int
    renamed: bool
    """True when the name was taken and the client got another one."""


class ClientArchives(Protocol):
    """Slow; on a background thread. All raise EmoTuneError."""

    suffix: str

    def export(
        self, client_id: int, target: Path, *, private: bool, recordings: bool = False
    ) -> Exported: ...

    def take_in(self, source: Path) -> Imported: ...


class ExportView(Protocol):
    def show_running(self) -> None: ...

    def show_done(self, sentence: str) -> None: ...

    def show_failed(self, sentence: str) -> None: ...


class ClientExportPresenter:
    def __init__(
        self, view: ExportView, archives: ClientArchives, tasks: Tasks, client: Client
    ) -> None:
        self._view, self._archives, self._tasks = view, archives, tasks
        self._client = client
        self.running = False

    def start(self, folder: Path, name: str, *, private: bool, recordings: bool = False) -> None:
        if self.running:
            return
        if problem := name_problem(name):
            self._view.show_failed(problem)
            return
        self.running = True
        target = free_target(folder, name.strip(), self._archives.suffix)
        self._view.show_running()
        self._tasks.act(
            lambda: self._archives.export(
                self._client.id, target, private=private, recordings=recordings
            ),
            self._done,
            self._failed,
        )

    def _done(self, made: Exported) -> None:
        self.running = False
        self._view.show_done(exported_words(made))

    def _failed(self, sentence: str) -> None:
        self.running = False
        self._view.show_failed(sentence)


def take_in(
    archives: ClientArchives,
    tasks: Tasks,
    source: Path,
    done: Callable[[Imported], None],
    failed: Callable[[str], None],
) -> None:
    tasks.act(lambda: archives.take_in(source), done, failed)


def free_target(folder: Path, name: str, suffix: str) -> Path:
    """Nothing is written over."""
    stem = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    target, number = folder / f"{stem}{suffix}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} {number}{suffix}"
    return target


def suggested_name(client: Client) -> str:
    """Without the name: the file leaves the protected database."""
    return translate("Clients", "EmoTune client {0}").format(client.id)


def exported_words(made: Exported) -> str:
    one = translate("Clients", "1 session, {mb} MB: {file}")
    many = translate("Clients", "{n} sessions, {mb} MB: {file}")
    said = (one if made.sessions == 1 else many).format(
        n=made.sessions, mb=figure(made.size / 1e6, ".1f"), file=made.path
    )
    if made.private_left_out:
        left = translate("Clients", " (without {n} private notes)")
        said += left.format(n=made.private_left_out)
    return said


def imported_words(taken: Imported) -> str:
    said = translate("Clients", "{name} was taken in with {n} sessions.").format(
        name=shortened(taken.client.name), n=taken.sessions
    )
    if taken.renamed:
        said += " " + translate("Clients", "The name was taken already, so it was changed.")
    return said
