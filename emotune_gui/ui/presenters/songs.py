"""The library of songs: find, hear, correct what they express, remove, and take back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.song import SongEmotion, SongInfo, SongKind
from emotune_gui.music.songs.library import SongFilter, SongLibrary
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.jukebox import Jukebox, Listening
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import shortened, translate

OpenLibrary = Callable[[], SongLibrary]
"""For background threads; raises EmoTuneError."""
MOST_UNDONE = 50


def library_of(open_store: OpenStore) -> OpenLibrary:
    return lambda: SongLibrary(open_store().songs)


class WhichSongs(StrEnum):
    ALL = "all"
    BUNDLED = "bundled"
    OWN = "own"
    SCORES = "scores"
    RECORDINGS = "recordings"
    GUESSED = "guessed"
    """Labelled by the program."""


class SongsView(Protocol):
    def show_songs(self, songs: Sequence[SongInfo], total: int) -> None:
        """`songs` fit the filter; `total` is how many there are without it."""

    def show_genres(self, genres: Sequence[str]) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_notice(self, sentence: str) -> None: ...

    def show_playing(self, song: SongInfo | None) -> None: ...

    def show_undo(self, what: str) -> None:
        """What Undo would take back, in words; empty when nothing."""

    def select(self, song_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that can be taken back; `work` runs on a background thread."""

    words: str
    work: Callable[[SongLibrary], object]
    song_id: str = ""


class SongsPresenter:
    def __init__(
        self, view: SongsView, open_library: OpenLibrary, jukebox: Jukebox, tasks: Tasks
    ) -> None:
        self._view, self._open, self._tasks = view, open_library, tasks
        self._jukebox = jukebox
        self._listening = Listening(tasks)
        self._all: tuple[SongInfo, ...] = ()
        self._filter = SongFilter()
        self._steps: list[_Step] = []
        self._bin = Bin()
        self.playing: SongInfo | None = None

    @property
    def songs(self) -> tuple[SongInfo, ...]:
        return self._all

    @property
    def seconds(self) -> float:
        """How far the song that plays has come."""
        return self._listening.seconds

    def refresh(self, select: str = "") -> None:
        def listed(songs: tuple[SongInfo, ...]) -> None:
            self._all = songs
            self._view.show_genres(sorted({s.genre for s in songs if s.genre}))
            self._show()
            if select:
                self._view.select(select)

        self._tasks.load("songs", lambda: self._open().songs(), listed, self._view.show_problem)

    # Finding, at once, on what was read already

    def search(self, text: str) -> None:
        self._narrow(replace(self._filter, text=text))

    def show_emotion(self, emotion: SongEmotion | None) -> None:
        self._narrow(replace(self._filter, emotion=emotion))

    def show_genre(self, genre: str) -> None:
        self._narrow(replace(self._filter, genre=genre))

    def show_which(self, which: WhichSongs) -> None:
        kinds = {WhichSongs.SCORES: SongKind.SCORE, WhichSongs.RECORDINGS: SongKind.AUDIO}
        owned = {WhichSongs.BUNDLED: True, WhichSongs.OWN: False}
        self._narrow(
            replace(
                self._filter,
                bundled=owned.get(which),
                kind=kinds.get(which),
                automatic=True if which is WhichSongs.GUESSED else None,
            )
        )

    def show_all(self) -> None:
        self._narrow(SongFilter())

    def _narrow(self, wanted: SongFilter) -> None:
        self._filter = wanted
        self._show()

    def _show(self) -> None:
        found = [song for song in self._all if self._filter.takes(song)]
        self._view.show_songs(found, len(self._all))

    # Hearing

    def toggle_playing(self, song: SongInfo) -> None:
        """Play it, or stop when it is what plays."""
        if self.playing is not None and self.playing.id == song.id:
            self.stop()
            return
        self.playing = song
        self._view.show_playing(song)
        self._listening.play(lambda go_on: self._jukebox.play_song(song, go_on), self._ended)

    def stop(self) -> None:
        self._listening.stop()
        self._ended("")

    def _ended(self, problem: str) -> None:
        self.playing = None
        self._view.show_playing(None)
        if problem:
            self._view.show_notice(problem)

    # Changing

    def label(self, song: SongInfo, affect: Affect) -> None:
        """A person says what the song expresses."""
        words = translate("Songs", "the label of {0}").format(shortened(song.title, 40))
        step = _Step(words, lambda library: library.add(song), song.id)
        self._change(lambda library: library.label(song.id, affect), step, song.id)

    def describe(self, song: SongInfo, said: SongInfo) -> None:
        """A person says what the song is called, who made it, its genre or licence."""
        words = translate("Songs", "what was said of {0}").format(shortened(song.title, 40))
        step = _Step(words, lambda library: library.add(song), song.id)
        self._change(lambda library: library.add(said), step, song.id)

    def remove(self, song: SongInfo) -> None:
        """Of the therapist's own; its file is kept aside so that it can be brought back."""
        if song.bundled:
            self._view.show_notice(translate("Songs", "Songs of the program cannot be removed."))
            return
        if self.playing is not None and self.playing.id == song.id:
            self.stop()
        words = translate("Songs", "the removal of {0}").format(shortened(song.title, 40))
        step = _Step(words, lambda library: library.add(self._bin.found(song)), song.id)

        def work(library: SongLibrary) -> None:
            self._bin.keep(song)
            library.remove(song.id)

        said = translate("Songs", "{0} was removed; Undo brings it back.")
        self._change(work, step, "", said.format(shortened(song.title)))

    def imported(self, added: Sequence[SongInfo], changed: Sequence[SongInfo] = ()) -> None:
        """Songs came in, others were `changed` (as they were before): show them, and let it all
        be taken back together."""
        if added or changed:

            def away(library: SongLibrary) -> None:
                for song in added:
                    library.remove(song.id)
                for song in changed:
                    library.add(song)

            words = translate("Songs", "the import of {0} songs").format(len(added) + len(changed))
            self._remember(_Step(words, away))
        shown = (*added, *changed)
        self.refresh(select=shown[0].id if shown else "")

    def undo(self) -> None:
        if not self._steps:
            return
        step = self._steps.pop()
        self._show_undo()

        def undone(_result: object) -> None:
            self._view.show_notice(translate("Songs", "Taken back: {0}.").format(step.words))
            self.refresh(select=step.song_id)

        self._tasks.act(lambda: step.work(self._open()), undone, self._view.show_notice)

    def _change(
        self, work: Callable[[SongLibrary], object], step: _Step, select: str, said: str = ""
    ) -> None:
        def changed(_result: object) -> None:
            self._remember(step)
            if said:
                self._view.show_notice(said)
            self.refresh(select=select)

        self._tasks.act(lambda: work(self._open()), changed, self._view.show_notice)

    def _remember(self, step: _Step) -> None:
        self._steps = [*self._steps, step][-MOST_UNDONE:]
        self._show_undo()

    def _show_undo(self) -> None:
        self._view.show_undo(self._steps[-1].words if self._steps else "")


class Bin:
    """Files of removed songs, until the program ends. Background threads only."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._kept: dict[str, Path] = {}

    def keep(self, song: SongInfo) -> None:
        """A file that is gone already cannot be kept, and need not be."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        kept = Path(self._folder.name) / f"{song.id}{song.path.suffix}"
        try:
            shutil.copyfile(song.path, kept)
        except OSError:
            kept.unlink(missing_ok=True)
        else:
            self._kept[song.id] = kept

    def found(self, song: SongInfo) -> SongInfo:
        """The song with a file that is there."""
        kept = self._kept.get(song.id)
        return song if kept is None else replace(song, path=kept)
