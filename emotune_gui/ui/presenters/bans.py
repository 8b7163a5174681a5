"""Songs that are not played again for one client: which, and allowing them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from emotune_gui.domain.session import Client
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.songs import library_of
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import translate


@dataclass(frozen=True, slots=True)
class BanRow:
    song_id: str
    title: str
    composer: str
    banned: bool = True
    """False once it was allowed again here; it stays in the list so that this can be taken back."""


class BansView(Protocol):
    def show_bans(self, rows: Sequence[BanRow]) -> None: ...

    def show_problem(self, sentence: str) -> None: ...


class BansPresenter:
    """`changed` is told after every change, so that others count anew."""

    def __init__(
        self,
        view: BansView,
        open_store: OpenStore,
        tasks: Tasks,
        client: Client,
        changed: Callable[[], None],
    ) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._client, self._changed = client, changed
        self._rows: tuple[BanRow, ...] = ()

    def refresh(self) -> None:
        self._tasks.load("bans-listed", self._read, self._show, self._view.show_problem)

    def toggle(self, row: BanRow) -> None:
        """Allow it again; or not, where it was allowed just now."""
        self._set((row,), banned=not row.banned)

    def allow_all(self) -> None:
        self._set([row for row in self._rows if row.banned], banned=False)

    def _set(self, rows: Sequence[BanRow], *, banned: bool) -> None:
        ids = {row.song_id for row in rows}

        def work() -> None:
            songs = self._open().songs
            for song_id in ids:
                if banned:
                    songs.ban(self._client.id, song_id)
                else:
                    songs.allow(self._client.id, song_id)

        def done(_result: object) -> None:
            self._show(
                tuple(replace(r, banned=banned) if r.song_id in ids else r for r in self._rows)
            )
            self._changed()

        self._tasks.act(work, done, self._view.show_problem)

    def _read(self) -> tuple[BanRow, ...]:
        known = {song.id: song for song in library_of(self._open)().songs()}
        gone = translate("Clients", "A song that is no longer in the library")
        rows = []
        for song_id in sorted(self._open().songs.bans(self._client.id)):
            song = known.get(song_id)
            title, composer = (song.title, song.composer) if song is not None else (gone, "")
            rows.append(BanRow(song_id, title, composer))
        return tuple(sorted(rows, key=lambda row: (row.title.casefold(), row.song_id)))

    def _show(self, rows: tuple[BanRow, ...]) -> None:
        self._rows = rows
        self._view.show_bans(rows)
