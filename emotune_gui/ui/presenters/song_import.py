"""Bringing songs into the library from files, with what went wrong told file by file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol

from emotune_gui.domain.song import SongInfo
from emotune_gui.music.songs.bringing import Outcome, bring
from emotune_gui.music.songs.cataloguing import MIDI_SUFFIXES, song_files
from emotune_gui.music.songs.decoding import AUDIO_SUFFIXES
from emotune_gui.music.songs.labelling import SongLabeller
from emotune_gui.music.songs.library import SongLibrary
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.songs import OpenLibrary
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate

SONG_FILES = " ".join(f"*{suffix}" for suffix in (*MIDI_SUFFIXES, *AUDIO_SUFFIXES))


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Files, or one folder with all below it; `labels` is a CSV of what the songs are."""

    files: tuple[Path, ...] = ()
    folder: Path | None = None
    labels: Path | None = None


@dataclass(slots=True)
class ImportRun:
    """One import. The background thread fills it, the window reads, `over` ends it."""

    total: int = 0
    done: int = 0
    now: str = ""
    """The file that was read last."""
    added: list[SongInfo] = field(default_factory=list)
    changed: list[SongInfo] = field(default_factory=list)
    """Songs that were there, as they were before the table changed what is said of them."""
    problems: list[str] = field(default_factory=list)
    """One sentence each."""
    over: Event = field(default_factory=Event)


class ImportView(Protocol):
    def show_running(self) -> None: ...

    def show_result(self, sentence: str, problems: Sequence[str]) -> None: ...


class ImportPresenter:
    """`imported` is told which songs came in, and which were changed, as they were before; also
    when the import was cancelled."""

    def __init__(
        self,
        view: ImportView,
        open_library: OpenLibrary,
        tasks: Tasks,
        imported: Callable[[Sequence[SongInfo], Sequence[SongInfo]], None],
    ) -> None:
        self._view, self._open, self._tasks = view, open_library, tasks
        self._imported = imported
        self.run: ImportRun | None = None

    def start(self, request: ImportRequest) -> None:
        if self.run is not None:
            return
        run = self.run = ImportRun()
        self._view.show_running()
        self._tasks.act(
            lambda: read_into(request, self._open(), run),
            lambda _: self._over(run, ""),
            lambda sentence: self._over(run, sentence),
        )

    def cancel(self) -> None:
        """After the file being read; what came in stays."""
        if self.run is not None:
            self.run.over.set()

    def _over(self, run: ImportRun, problem: str) -> None:
        self.run = None
        self._imported(tuple(run.added), tuple(run.changed))
        problems = ([problem] if problem else []) + run.problems
        self._view.show_result(result_words(run), problems)


def read_into(request: ImportRequest, library: SongLibrary, run: ImportRun) -> None:
    """Read and add song after song; for background threads.

    Raises EmoTuneError when the folder, the table or the database cannot be used at all.
    """
    labeller = SongLabeller.load()
    paths = request.files if request.folder is None else (request.folder,)
    run.total = len(paths) if request.folder is None else len(song_files(request.folder))
    for item in bring(library, labeller, paths, request.labels):
        run.now, run.done = item.file, min(run.total, run.done + 1)
        if item.outcome is Outcome.ADDED and item.song is not None:
            run.added.append(item.song)
        if item.before is not None:
            run.changed.append(item.before)
        if item.problem:
            run.problems.append(sentence(item.problem))
        if run.over.is_set():
            return


def result_words(run: ImportRun) -> str:
    words = []
    if len(run.added) == 1:
        words.append(translate("Songs", "{0} was added.").format(run.added[0].title))
    elif run.added:
        words.append(translate("Songs", "{0} songs were added.").format(len(run.added)))
    if run.changed:
        line = translate("Songs", "Of {0} that were there the labels were changed.")
        words.append(line.format(len(run.changed)))
    return " ".join(words) or translate("Songs", "No song was added.")
