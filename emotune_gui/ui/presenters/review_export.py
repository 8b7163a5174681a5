"""A session's music into files: which, where to, how far it is, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol

from emotune_gui.domain.review import SessionTimeline
from emotune_gui.domain.session import SessionInfo
from emotune_gui.domain.song import SongKind
from emotune_gui.music.exporting import Wanted, export, wav_bytes
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.songs import library_of
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import translate

MIDI_SUFFIX, WAV_SUFFIX = ".mid", ".wav"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    folder: Path
    name: str
    """Of the files, without suffix."""
    midi: bool = True
    wav: bool = True


@dataclass(slots=True)
class ExportRun:
    """One export. The background thread tells `share` (0-1), the window reads; `over` stops it."""

    share: float = 0.0
    over: Event = field(default_factory=Event)

    def go_on(self, share: float) -> bool:
        self.share = share
        return not self.over.is_set()


class ExportView(Protocol):
    def show_running(self) -> None: ...

    def show_done(self, sentence: str) -> None: ...

    def show_remark(self, sentence: str) -> None:
        """Something to know before the start."""

    def show_failed(self, sentence: str) -> None:
        """Nothing was written, or not all; the choice can be mended and tried again."""


class ExportPresenter:
    def __init__(
        self, view: ExportView, open_store: OpenStore, tasks: Tasks, timeline: SessionTimeline
    ) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._timeline = timeline
        self.run: ExportRun | None = None

    def look(self) -> None:
        """Say so when something that was heard is not among the notes."""
        if not self._timeline.songs:
            return
        words = translate("Review", "Recordings that were played are not part of the files.")

        def found(there: bool) -> None:
            if there:
                self._view.show_remark(words)

        self._tasks.act(self._recordings, found, lambda _sentence: None)

    def _recordings(self) -> bool:
        """Whether a recording was played; one that has left the library is not known as such."""
        heard = {song.song_id for song in self._timeline.songs}
        return any(
            song.kind is SongKind.AUDIO and song.id in heard
            for song in library_of(self._open)().songs()
        )

    def start(self, request: ExportRequest) -> None:
        if self.run is not None:
            return
        problem = request_problem(request)
        if problem:
            self._view.show_failed(problem)
            return
        run = self.run = ExportRun()
        self._view.show_running()
        self._tasks.act(self._work(request, run), self._done, self._failed)

    def cancel(self) -> None:
        if self.run is not None:
            self.run.over.set()

    def _work(self, request: ExportRequest, run: ExportRun) -> Callable[[], tuple[Path, ...]]:
        notes, info = self._timeline.played, self._timeline.info

        def work() -> tuple[Path, ...]:
            made = export(notes, files_of(request), run.go_on)
            if made:
                kinds = " ".join(path.suffix for path in made)
                self._open().audit.record(
                    "session.export", client_id=info.client_id, session_id=info.id, detail=kinds
                )
            return made

        return work

    def _done(self, made: tuple[Path, ...]) -> None:
        stopped = self.run is not None and self.run.over.is_set()
        self.run = None
        if made:
            names = translate("Review", " and ").join(path.name for path in made)
            line = translate("Review", "{0} in {1}")
            self._view.show_done(line.format(names, made[0].parent))
        elif stopped:
            self._view.show_failed(translate("Review", "Stopped; nothing was written."))

    def _failed(self, sentence: str) -> None:
        self.run = None
        self._view.show_failed(sentence)


def request_problem(request: ExportRequest) -> str:
    """One sentence on what is missing in the choice; empty when nothing is."""
    if not (request.midi or request.wav):
        return translate("Review", "Choose MIDI, WAV or both.")
    name = request.name.strip()
    if not name or name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
        return translate("Review", "Give the files a name without slashes.")
    return ""


def files_of(request: ExportRequest) -> Wanted:
    """Names that are free, so that nothing is written over: 'name', 'name 2' and so on."""
    suffixes = [MIDI_SUFFIX] * request.midi + [WAV_SUFFIX] * request.wav
    plain = stem = request.name.strip()
    number = 1
    while any((request.folder / (stem + suffix)).exists() for suffix in suffixes):
        number += 1
        stem = f"{plain} {number}"
    midi = request.folder / (stem + MIDI_SUFFIX) if request.midi else None
    wav = request.folder / (stem + WAV_SUFFIX) if request.wav else None
    return Wanted(midi, wav)


def suggested_name(info: SessionInfo) -> str:
    """Without the client's name: the file leaves the protected database."""
    day = info.started_at.astimezone() if info.started_at.tzinfo else info.started_at
    return translate("Review", "EmoTune session {0}, {1}").format(info.id, f"{day:%Y-%m-%d}")


def size_words(timeline: SessionTimeline) -> str:
    """'12 MB', for the WAV file."""
    return translate("Review", "{0} MB").format(max(1, round(wav_bytes(timeline.played) / 1e6)))
