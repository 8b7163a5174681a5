"""Bringing songs into the library from files, with what went wrong told file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.song import SongInfo
from emotune_gui.music.songs.cataloguing import MIDI_SUFFIXES, Imported, catalogue, import_folder
from emotune_gui.music.songs.decoding import AUDIO_SUFFIXES
from emotune_gui.music.songs.labelling import SongLabeller
from emotune_gui.music.songs.labels_file import NOTHING_SAID, key_of, read_labels
from emotune_gui.music.songs.library import SongLibrary
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.songs import OpenLibrary
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
    problems: list[str] = field(default_factory=list)
    """One sentence each."""
    over: Event = field(default_factory=Event)


class ImportView(Protocol):
    def show_running(self) -> None: ...

    def show_result(self, sentence: str, problems: Sequence[str]) -> None: ...


class ImportPresenter:
    """`imported` is told which songs came in, also when the import was cancelled."""

    def __init__(
        self,
        view: ImportView,
        open_library: OpenLibrary,
        tasks: Tasks,
        imported: Callable[[Sequence[SongInfo]], None],
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
            lambda: bring(request, self._open(), run),
            lambda _: self._over(run, ""),
            lambda sentence: self._over(run, sentence),
        )

    def cancel(self) -> None:
        """After the file being read; what came in stays."""
        if self.run is not None:
            self.run.over.set()

    def _over(self, run: ImportRun, problem: str) -> None:
        self.run = None
        self._imported(tuple(run.added))
        problems = ([problem] if problem else []) + run.problems
        self._view.show_result(result_words(run), problems)


def bring(request: ImportRequest, library: SongLibrary, run: ImportRun) -> None:
    """Read and add song after song; for background threads.

    Raises EmoTuneError when the folder, the table or the database cannot be used at all.
    """
    labeller = SongLabeller.load()
    known = {song.id: song for song in library.songs()}
    run.total = len(song_files(request.folder)) if request.folder else len(request.files)
    for item in _read(request, labeller):
        run.now, run.done = item.file, min(run.total, run.done + 1)
        if item.song is not None and item.song.id in known:
            line = translate("Songs", "{0} is in the library already, as {1}.")
            run.problems.append(line.format(item.file, known[item.song.id].title))
        elif item.song is not None:
            library.add(item.song)
            run.added.append(item.song)
            known[item.song.id] = item.song
        if item.problem:
            run.problems.append(item.problem)
        if run.over.is_set():
            return


def song_files(folder: Path) -> tuple[Path, ...]:
    """What `import_folder` will try."""
    suffixes = (*MIDI_SUFFIXES, *AUDIO_SUFFIXES)
    return tuple(p for p in folder.rglob("*") if p.suffix.lower() in suffixes and p.is_file())


def result_words(run: ImportRun) -> str:
    if not run.added:
        return translate("Songs", "No song was added.")
    if len(run.added) == 1:
        return translate("Songs", "{0} was added.").format(run.added[0].title)
    return translate("Songs", "{0} songs were added.").format(len(run.added))


def _read(request: ImportRequest, labeller: SongLabeller) -> Iterator[Imported]:
    if request.folder is not None:
        yield from import_folder(request.folder, labeller, request.labels)
        return
    said = {} if request.labels is None else read_labels(request.labels)
    for path in request.files:
        row = said.get(key_of(path.name), NOTHING_SAID)
        try:
            yield Imported(path.name, catalogue(path, labeller, row), row.problem)
        except EmoTuneError as error:
            yield Imported(path.name, None, str(error))
