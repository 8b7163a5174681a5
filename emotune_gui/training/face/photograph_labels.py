"""The list of labelled photographs: a CSV file with the columns `file` and `emotion`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.faults import EmoTuneError

OTHER_NAMES: dict[str, Emotion] = {
    "neutral": Emotion.NEUTRAL,
    "happy": Emotion.HAPPINESS,
    "surprised": Emotion.SURPRISE,
    "sad": Emotion.SADNESS,
    "angry": Emotion.ANGER,
    "disgusted": Emotion.DISGUST,
    "fearful": Emotion.FEAR,
    "afraid": Emotion.FEAR,
}
"""Names that are taken beside those of FER+; the original FER2013 uses some of them."""
WITHOUT_EMOTION = ("unknown", "nf")
"""FER+ names of pictures that show no emotion to be named; such rows are left out."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LabelledPicture:
    path: Path | None
    """None when there is no such file."""
    name: str
    """As the list has it."""
    emotion: Emotion


def labelled_pictures(labels: Path, folder: Path, tell: Tell) -> list[LabelledPicture]:
    """The pictures named in the list, each once.

    Case, a byte-order mark, `;` or tabs between columns, further columns, and files in sub
    folders are taken as they come. `tell` hears a sentence for each row that is left out.
    Raises EmoTuneError when the list cannot be read or names no picture.
    """
    if not folder.is_dir():
        raise EmoTuneError(f"The folder of pictures {folder} does not exist; name another.")
    places = _Places(folder)
    found: dict[str, LabelledPicture] = {}
    for line, name, word in _rows(labels):
        emotion = _emotion(word)
        if emotion is None:
            if word.casefold() not in WITHOUT_EMOTION:
                tell(f"Line {line} of {labels.name} is left out: '{word}' is no emotion of FER+.")
            continue
        picture = LabelledPicture(places.find(name), name, emotion)
        known = found.setdefault(str(picture.path or name), picture)
        if known.emotion is not emotion:
            tell(f"{name} is listed as {known.emotion} and as {emotion}; the first counts.")
    if not found:
        raise EmoTuneError(f"The list {labels} names no picture with an emotion of FER+.")
    return list(found.values())


def _emotion(word: str) -> Emotion | None:
    plain = word.casefold()
    return OTHER_NAMES.get(plain) or (Emotion(plain) if plain in tuple(Emotion) else None)


def _rows(labels: Path) -> Iterator[tuple[int, str, str]]:
    """(line number, file, emotion) of each row that has both."""
    text = _text(labels)
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        if "file" not in columns or "emotion" not in columns:
            raise EmoTuneError(
                f"The list {labels} has no columns 'file' and 'emotion'; name them in its first "
                "line."
            )
        file, emotion = columns.index("file"), columns.index("emotion")
        for row in reader:
            if len(row) > max(file, emotion) and row[file].strip() and row[emotion].strip():
                yield reader.line_num, row[file].strip(), row[emotion].strip()
    except csv.Error as problem:
        raise EmoTuneError(f"The list {labels} cannot be read ({problem}).") from problem


def _text(labels: Path) -> str:
    try:
        content = labels.read_bytes()
    except OSError as problem:
        raise EmoTuneError(f"The list {labels} cannot be read ({problem.strerror}).") from problem
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class _Places:
    """Where a listed picture lies; the folder is walked only when a name is not there as given."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_name: dict[str, list[Path]] | None = None

    def find(self, name: str) -> Path | None:
        relative = PurePosixPath(name.replace("\\", "/"))
        direct = self._folder / relative
        if direct.is_file():
            return direct
        same = self._named(relative.name)
        wanted = tuple(part.casefold() for part in relative.parts)
        exact = [p for p in same if self._parts(p)[-len(wanted) :] == wanted]
        chosen = exact or same
        return chosen[0] if len(chosen) == 1 else None

    def _named(self, name: str) -> list[Path]:
        if self._by_name is None:
            self._by_name = {}
            for path in sorted(self._folder.rglob("*")):
                self._by_name.setdefault(path.name.casefold(), []).append(path)
        return [path for path in self._by_name.get(name.casefold(), []) if path.is_file()]

    def _parts(self, path: Path) -> tuple[str, ...]:
        return tuple(part.casefold() for part in path.relative_to(self._folder).parts)
