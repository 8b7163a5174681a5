"""A therapist's table of labels: which file is what, and what it expresses."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.song import SongEmotion

PLACES: dict[SongEmotion, Affect] = {
    SongEmotion.HAPPY: Affect(0.6, 0.5),
    SongEmotion.ANGRY: Affect(-0.6, 0.6),
    SongEmotion.SAD: Affect(-0.6, -0.5),
    SongEmotion.CALM: Affect(0.5, -0.5),
}
"""Where a song stands of which only the emotion is said: the middle of its quadrant."""
_WORDS: dict[str, SongEmotion] = {
    **{emotion.value: emotion for emotion in SongEmotion},
    "q1": SongEmotion.HAPPY,
    "q2": SongEmotion.ANGRY,
    "q3": SongEmotion.SAD,
    "q4": SongEmotion.CALM,
    "joyful": SongEmotion.HAPPY,
    "tense": SongEmotion.ANGRY,
    "relaxed": SongEmotion.CALM,
    "peaceful": SongEmotion.CALM,
}
_MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class SaidOfSong:
    """What a row says; empty texts and None where it says nothing."""

    title: str = ""
    composer: str = ""
    genre: str = ""
    licence: str = ""
    affect: Affect | None = None
    problem: str = ""
    """One sentence when the row's label cannot be used."""


NOTHING_SAID = SaidOfSong()


def read_labels(path: Path) -> dict[str, SaidOfSong]:
    """Rows by file name, as written and lower-cased, folders with slashes.

    The table is CSV with a header: `file` and any of title, composer, valence and arousal (-1 to
    1), emotion, genre, licence; commas, semicolons or tabs between. Raises InvalidInput when it
    cannot be read or has no column `file`.
    """
    rows = csv.DictReader(io.StringIO(_text(path)), delimiter=_delimiter(_text(path)))
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    if "file" not in names:
        raise InvalidInput(f"{path.name} has no column 'file'; name it in the first line.")
    said: dict[str, SaidOfSong] = {}
    try:
        for row in rows:
            known = {plain: str(row.get(name) or "").strip() for plain, name in names.items()}
            if known["file"]:
                said[key_of(known["file"])] = _said(known)
    except csv.Error as error:
        raise InvalidInput(
            f"{path.name} is no table that can be read; save it as a CSV file and try again."
        ) from error
    return said


def key_of(name: str) -> str:
    """How a file is looked up in the table."""
    return name.replace("\\", "/").removeprefix("./").lower()


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InvalidInput(f"{path.name} is too large for a table of labels.")
        data = path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read; check that the file is there.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _said(row: Mapping[str, str]) -> SaidOfSong:
    affect, problem = None, ""
    try:
        affect = _affect(row)
    except ValueError:
        problem = "Its label cannot be used: write valence and arousal from -1 to 1, or an emotion."
    return SaidOfSong(
        row.get("title", ""),
        row.get("composer", ""),
        row.get("genre", ""),
        row.get("licence", "") or row.get("license", ""),
        affect,
        problem,
    )


def _affect(row: Mapping[str, str]) -> Affect | None:
    """Numbers go before words; ValueError for what is neither."""
    valence, arousal = row.get("valence", ""), row.get("arousal", "")
    if valence and arousal:
        return Affect(float(valence.replace(",", ".")), float(arousal.replace(",", ".")))
    word = row.get("emotion", "").lower()
    if valence or arousal or (word and word not in _WORDS):
        raise ValueError("half a label, or an unknown word")
    return PLACES[_WORDS[word]] if word else None
