"""Songs from files into a library, one after another, each kept as soon as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from emotune_gui.domain.song import SongInfo
from emotune_gui.music.songs.cataloguing import Imported, import_file, import_folder
from emotune_gui.music.songs.labelling import SongLabeller
from emotune_gui.music.songs.labels_file import NOTHING_SAID, key_of, read_labels
from emotune_gui.music.songs.library import SongLibrary


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    """It was there before; the table says something else of it now."""
    KNOWN = "known"
    """It was there before, as it is."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file."""

    file: str
    outcome: Outcome
    song: SongInfo | None
    """As the library has it now; None when refused."""
    problem: str = ""
    """One sentence on what did not go as it should; empty otherwise."""
    before: SongInfo | None = None
    """As the library had it before, where it was changed."""


def bring(
    library: SongLibrary,
    labeller: SongLabeller,
    paths: Sequence[Path],
    labels: Path | None = None,
) -> Iterator[Brought]:
    """Files, and folders with all below them; `labels` is a CSV of what the songs are.

    The same file is one song, however often it comes. What cannot be read is refused with one
    sentence and the rest goes on. Raises EmoTuneError when a folder or the table cannot be read
    at all, or when the library cannot keep a song.
    """
    known = {song.id: song for song in library.songs()}
    said = {} if labels is None else read_labels(labels)
    for path in paths:
        if path.is_dir():
            found: Iterator[Imported] = import_folder(path, labeller, labels, known)
        else:
            row = said.get(key_of(path.name), NOTHING_SAID)
            found = iter((import_file(path, labeller, row, known),))
        for item in found:
            yield _kept(item, library, known)


def _kept(item: Imported, library: SongLibrary, known: dict[str, SongInfo]) -> Brought:
    song = item.song
    if song is None:
        return Brought(item.file, Outcome.REFUSED, None, item.problem)
    before = known.get(song.id)
    if song == before:
        there = f"{item.file} is in the library already, as {song.title}."
        return Brought(item.file, Outcome.KNOWN, song, item.problem or there)
    library.add(song)
    known[song.id] = song
    outcome = Outcome.ADDED if before is None else Outcome.CHANGED
    return Brought(item.file, outcome, song, item.problem, before)
