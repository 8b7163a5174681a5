"""Which files are to be analysed, and under which names their results go."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from emotune_gui.capture.images import IMAGE_SUFFIXES

FILM_SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts"}
    | {".3gp", ".wmv", ".asf", ".flv", ".ogv", ".gif"}
)
SOUND_SUFFIXES = frozenset(
    {".wav", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".aif", ".aiff", ".wma"}
)
SUFFIXES = FILM_SUFFIXES | SOUND_SUFFIXES | IMAGE_SUFFIXES
"""In a folder only files that end so are taken; a file that is named is always tried."""
LONGEST_STEM_BYTES = 180
"""File systems take 255 bytes, and endings are added."""
_FORBIDDEN = frozenset('<>:"/\\|?*')
"""Not allowed in names on some systems to which results may be copied."""
_OWN_ENDINGS = (".landmarks", ".overlay", ".bars")


@dataclass(frozen=True, slots=True)
class Gathered:
    files: tuple[Path, ...]
    passed_over: int
    """Files in folders that are no recordings."""


def gather(paths: Iterable[Path], out: Path | None = None) -> Gathered:
    """Every recording once: files as named, folders with all below them in the order of names.

    Hidden files and the folder of the results are left out. A path that is not there is among
    the files: the analysis says why it cannot be read.
    """
    files: dict[Path, None] = {}
    passed_over = 0
    mine = None if out is None else out.absolute()
    for path in paths:
        if not path.is_dir():
            files[path.absolute()] = None
            continue
        for found in _walk(path.absolute(), mine):
            if found.suffix.lower() in SUFFIXES:
                files[found] = None
            else:
                passed_over += 1
    return Gathered(tuple(files), passed_over)


def _walk(folder: Path, out: Path | None) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and here / n != out)
        if here != out:
            yield from (here / name for name in sorted(names) if not name.startswith("."))


class Names:
    """Gives each recording a stem of its own in the folder of the results.

    A recording that was analysed into this folder before keeps its name, and no other takes it.
    A file there that is not of such an analysis, the recording itself perhaps, is never replaced.
    """

    def __init__(self, out: Path, endings: Iterable[str] = (".csv", ".json")) -> None:
        """`endings` of the files that will be made."""
        self._out, self._endings = out, tuple(endings)
        self._given: dict[str, Path] = {}
        self._by_path: dict[Path, str] = {}

    def name(self, path: Path) -> str:
        if path in self._by_path:
            return self._by_path[path]
        stem = safe_stem(path)
        for number in count(1):
            name = stem if number == 1 else f"{stem} ({number})"
            if self._free(name, path):
                break
        self._given[name.casefold()] = path
        self._by_path[path] = name
        return name

    def _free(self, name: str, path: Path) -> bool:
        if name.casefold() in self._given:
            return False
        summary = summary_of(self._out, name)
        owner, made = summary.get("source"), made_of(summary)
        foreign = (e for e in self._endings if e not in made)
        if any((self._out / f"{name}{ending}").exists() for ending in foreign):
            return False
        return not isinstance(owner, str) or owner == shown_path(path) or not Path(owner).exists()


def summary_of(out: Path, name: str) -> dict[str, Any]:
    """What NAME.json holds; nothing where it is missing or of another program."""
    try:
        stored = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) and "sha256" in stored else {}


def made_of(summary: dict[str, Any]) -> set[str]:
    """Endings of all files that were made of a recording, by its summary."""
    return {*summary.get("files", ()), *summary.get("older_files", ())}


def safe_stem(path: Path) -> str:
    """The file's name without ending as any system can keep it: "a\\nb" becomes "a_b"."""
    shown = os.fsencode(path.stem).decode("utf-8", "replace")
    stem = "".join(c if c.isprintable() and c not in _FORBIDDEN else "_" for c in shown)
    stem = stem.encode()[:LONGEST_STEM_BYTES].decode("utf-8", "ignore").strip(" .") or "recording"
    for ending in _OWN_ENDINGS:
        if stem.lower().endswith(ending):
            stem = f"{stem[: -len(ending)]}_{ending[1:]}"
    return f"{stem}_" if stem.lower() in {"report", "nul", "con", "prn", "aux"} else stem


def shown_path(path: Path) -> str:
    """The path as text that any encoding can hold."""
    return os.fsencode(path).decode("utf-8", "replace")
