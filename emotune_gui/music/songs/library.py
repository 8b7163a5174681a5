"""The songs at hand: those that come with the program and those of the therapist."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Mode
from emotune_gui.domain.song import SongEmotion, SongInfo, SongKind

SONG_FOLDER = ("resources", "songs")
INDEX_FILE = "index.csv"
ID_DIGITS_LEAST = 4


class SongStore(Protocol):
    """Keeps the therapist's songs, and labels that were changed; ids are unique."""

    def songs(self) -> Sequence[SongInfo]: ...

    def put(self, song: SongInfo) -> None:
        """Add a song, or replace the one with the same id."""

    def remove(self, song_id: str) -> None:
        """Forget a song; an unknown id is no error."""


class MemorySongStore:
    """A SongStore that forgets when the program ends."""

    def __init__(self, songs: Iterable[SongInfo] = ()) -> None:
        self._songs = {song.id: song for song in songs}

    def songs(self) -> Sequence[SongInfo]:
        return tuple(self._songs.values())

    def put(self, song: SongInfo) -> None:
        self._songs[song.id] = song

    def remove(self, song_id: str) -> None:
        self._songs.pop(song_id, None)


@dataclass(frozen=True, slots=True)
class SongFilter:
    """What to show; None and "" leave everything."""

    text: str = ""
    """Words that title, composer and genre hold between them, in any order, case and accents."""
    emotion: SongEmotion | None = None
    genre: str = ""
    slowest_bpm: float | None = None
    fastest_bpm: float | None = None
    tonic: int | None = None
    mode: Mode | None = None
    kind: SongKind | None = None
    automatic: bool | None = None
    bundled: bool | None = None

    def takes(self, song: SongInfo) -> bool:
        slow = self.slowest_bpm if self.slowest_bpm is not None else 0.0
        fast = self.fastest_bpm if self.fastest_bpm is not None else float("inf")
        return (
            slow <= song.tempo_bpm <= fast
            and self.emotion in {None, song.emotion}
            and self.tonic in {None, song.tonic}
            and self.mode in {None, song.mode}
            and self.kind in {None, song.kind}
            and self.automatic in {None, song.automatic}
            and self.bundled in {None, song.bundled}
            and (not self.genre or _folded(self.genre) == _folded(song.genre))
            and _holds(song, self.text)
        )


class SongLibrary:
    """Bundled songs and a store's; used from one thread at a time.

    A song of the store hides the bundled one with the same id: so labels of bundled songs can
    be changed, and changed back by removing the song from the store.
    """

    def __init__(self, store: SongStore, given: Sequence[SongInfo] | None = None) -> None:
        """`given` are the bundled songs; without, those of `resources/songs`."""
        self._store = store
        self._given = tuple(bundled_songs() if given is None else given)

    def songs(self) -> tuple[SongInfo, ...]:
        """All songs by title."""
        known = {song.id: song for song in self._given}
        known.update((song.id, song) for song in self._store.songs())
        return tuple(sorted(known.values(), key=lambda s: (_folded(s.title), s.id)))

    def search(self, wanted: SongFilter) -> tuple[SongInfo, ...]:
        return tuple(song for song in self.songs() if wanted.takes(song))

    def genres(self) -> tuple[str, ...]:
        return tuple(sorted({song.genre for song in self.songs() if song.genre}))

    def get(self, song_id: str) -> SongInfo:
        """By its id or an unambiguous beginning of it; raises InvalidInput when there is none."""
        found = [song for song in self.songs() if song.id.startswith(song_id)]
        if len(song_id) < ID_DIGITS_LEAST or len(found) != 1:
            raise InvalidInput(f"There is no song {song_id}; 'emotune songs list' shows all.")
        return found[0]

    def add(self, song: SongInfo) -> None:
        self._store.put(song)

    def label(self, song_id: str, affect: Affect) -> SongInfo:
        """A person says what the song expresses; returns the song as it is now."""
        song = replace(self.get(song_id), affect=affect, automatic=False)
        self._store.put(song)
        return song

    def remove(self, song_id: str) -> None:
        """Forget a song of the therapist, or the change to a bundled one."""
        self._store.remove(self.get(song_id).id)


def bundled_songs(folder: Path | None = None) -> tuple[SongInfo, ...]:
    """The songs that come with the program, by their index.

    Raises EmoTuneError when the index is missing or damaged.
    """
    folder = folder or bundled(*SONG_FOLDER)
    try:
        with (folder / INDEX_FILE).open(encoding="utf-8", newline="") as file:
            return tuple(_listed(row, folder) for row in csv.DictReader(file))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise EmoTuneError(
            "The list of songs is missing or damaged; please install EmoTune again."
        ) from error


def _listed(row: Mapping[str, str], folder: Path) -> SongInfo:
    return SongInfo(
        id=row["id"],
        title=row["title"],
        composer=row["composer"],
        genre=row["genre"],
        licence=row["licence"],
        source=row["source"],
        path=folder / row["file"],
        kind=SongKind.SCORE,
        affect=Affect(float(row["valence"]), float(row["arousal"])),
        automatic=row["label_by"] != "curator",
        tempo_bpm=float(row["tempo"]),
        tonic=int(row["tonic"]),
        mode=Mode(row["mode"]),
        duration_s=float(row["duration_s"]),
        bundled=True,
    )


def _holds(song: SongInfo, text: str) -> bool:
    heap = _folded(f"{song.title} {song.composer} {song.genre}")
    return all(word in heap for word in _folded(text).split())


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).strip()
