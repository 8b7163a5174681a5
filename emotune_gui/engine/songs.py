"""Songs of a running session: where they come from, what was played of them, skip and ban."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.music import Bar
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import NO_MEMORY, SongInfo, SongKind, SongMemory
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.music.playing.player import Player
from emotune_gui.music.programme import SongPlaying
from emotune_gui.music.songs.audio_deck import AudioDeck, Turn
from emotune_gui.music.songs.cataloguing import catalogue
from emotune_gui.music.songs.importing import song_id
from emotune_gui.music.songs.labelling import SongLabeller
from emotune_gui.music.songs.library import SongLibrary, SongStore
from emotune_gui.music.songs.repertoire import Repertoire


class SongRecord(Protocol):
    def song(self, played: SongPlayed) -> None:
        """Written down, times on the monotonic clock; again with the same place replaces it."""


class ClientSongs(SongStore, Protocol):
    """The therapist's songs, and what is not to be played for a client; raise EmoTuneError."""

    def bans(self, client_id: int) -> frozenset[str]: ...

    def ban(self, client_id: int, song_id: str) -> None: ...

    def memory(self, client_id: int) -> SongMemory: ...


def library_songs(store: SongStore) -> Callable[[], Sequence[SongInfo]]:
    """All songs, read when first asked for."""
    return lambda: SongLibrary(store).songs()


def bring_song(store: SongStore, path: Path) -> SongInfo:
    """The library's song with this file's content, added where it is not yet.

    Slow (it is labelled by the program's own model). Raises EmoTuneError.
    """
    library = SongLibrary(store)
    wanted = song_id(path)
    for song in library.songs():
        if song.id == wanted:
            return song
    library.add(catalogue(path, SongLabeller.load()))
    return library.get(wanted)


def repertoire_of(
    store: ClientSongs,
    client_id: int,
    plan: Plan,
    faults: FaultDesk,
    deck: AudioDeck | None,
    liked: Mapping[str, float] | None = None,
) -> Repertoire:
    """A client's songs for one session; a store that fails costs bans and memory, not songs."""
    try:
        bans, memory = store.bans(client_id), store.memory(client_id)
    except EmoTuneError as error:
        faults.raised("songs", error)
        bans, memory = frozenset(), NO_MEMORY
    memory = replace(memory, liked={} if liked is None else liked)

    def tell(sentence: str) -> None:
        faults.notice("songs", sentence)

    return Repertoire(library_songs(store), plan, bans, tell, deck, memory)


def deck_beside(player: Player, clock: Clock) -> AudioDeck:
    """Plays recordings beside the notes; a MIDI instrument never asks it for any."""
    deck = AudioDeck(clock)
    player.accompany(deck)
    return deck


def cued(deck: AudioDeck) -> Callable[[Bar, SongPlaying | None], None]:
    """Has a deck bring in and take out recordings as their bars begin."""

    def began(bar: Bar, playing: SongPlaying | None) -> None:
        turn = None
        if playing is not None and playing.song.kind is SongKind.AUDIO:
            turn = Turn(playing.place, playing.song.id)
        seconds = bar.beats * 60.0 / bar.parameters.tempo_bpm
        deck.bar_began(turn, bar.index, seconds, playing is not None and playing.leaving)

    return began


class SongLog:
    """Which song is heard when. `written` runs on the composer's thread, `bar_started` on the
    player's, the rest on any."""

    def __init__(
        self,
        record: SongRecord,
        on_heard: Callable[[Bar, SongPlaying | None], None] = lambda bar, playing: None,
    ) -> None:
        """`on_heard` is told of each bar and its song as it begins, in the player's thread."""
        self._record, self._on_heard = record, on_heard
        self._unwritten: tuple[Bar, float] | None = None
        """A bar that began before it was told of: the player can be that quick once."""
        self._lock = threading.Lock()
        self._by_bar: dict[int, SongPlaying | None] = {}
        self._heard: SongPlaying | None = None
        self._played: list[SongPlayed] = []

    def written(self, bar: Bar, playing: SongPlaying | None) -> None:
        with self._lock:
            self._by_bar[bar.id] = playing
            late, self._unwritten = self._unwritten, None
        if late is not None and late[0].id == bar.id:
            self.bar_started(*late)

    def bar_started(self, bar: Bar, heard_at: float) -> None:
        with self._lock:
            known = bar.id in self._by_bar
            if not known:
                self._unwritten = (bar, heard_at)
            playing = self._by_bar.pop(bar.id, None)
        if known:
            self._on_heard(bar, playing)
        self._begin(playing, heard_at)

    def _begin(self, playing: SongPlaying | None, heard_at: float) -> None:
        with self._lock:
            before, self._heard = self._heard, playing
            if before is not None:
                self._prolong(heard_at)
            now = self._heard
            if now is not None and (before is None or before.place != now.place):
                song = now.song
                self._played.append(
                    SongPlayed(now.place, song.id, song.title, heard_at, heard_at, now.reasons)
                )
                self._record.song(self._played[-1])

    def ended(self, at: float) -> None:
        """No bar follows; what sounds has sounded until now."""
        with self._lock:
            if self._heard is not None:
                self._prolong(at)
            self._heard = None

    def mark_skipped(self, place: int) -> None:
        with self._lock:
            for number, song in enumerate(self._played):
                if song.place == place:
                    self._played[number] = replace(song, skipped=True)
                    self._record.song(self._played[number])

    @property
    def heard(self) -> SongPlaying | None:
        """The song being heard (of the bar last begun)."""
        return self._heard

    @property
    def played(self) -> tuple[SongPlayed, ...]:
        """In order; times on the monotonic clock."""
        with self._lock:
            return tuple(self._played)

    def _prolong(self, until: float) -> None:
        last = self._played[-1]
        self._played[-1] = replace(last, end_s=max(last.start_s, until))
        self._record.song(self._played[-1])
