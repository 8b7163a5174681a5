"""Photographs of a folder as one session: which belong together, and the one to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import floor
from pathlib import Path

from emotune_gui.capture.film_reader import FilmPicture
from emotune_gui.capture.framing import fitted
from emotune_gui.capture.images import IMAGE_SUFFIXES, read_image_scaled
from emotune_gui.engine.analysing.keeping import SHOWN_S
from emotune_gui.engine.analysing.values import FileProgress, FileResult, FileState, Kind

MOST = 300
"""In one session, which is then ten minutes long; what is more makes another."""
_OPEN = frozenset({FileState.WAITING, FileState.RUNNING})


def open_folders(rows: Iterable[FileProgress]) -> frozenset[Path]:
    """In which a photograph is still to be analysed."""
    return frozenset(
        row.path.parent
        for row in rows
        if row.state in _OPEN and row.path.suffix.lower() in IMAGE_SUFFIXES
    )


def series_of(
    rows: Sequence[FileProgress], row: FileProgress, is_kept: Callable[[str], bool]
) -> tuple[FileProgress, ...]:
    """Those that go into one session with `row`, in their order: of the same folder, and not in
    a session yet."""
    fellows = [r for r in rows if _is_photo(r, row.path.parent) and not is_kept(r.name)]
    place = next(place for place, fellow in enumerate(fellows) if fellow.id == row.id)
    first = place - place % MOST
    return tuple(fellows[first : first + MOST])


def _is_photo(row: FileProgress, folder: Path) -> bool:
    if row.state is not FileState.DONE or row.result is None or row.path.parent != folder:
        return False
    return row.result.kind is Kind.PHOTO


def picture_of(result: FileResult) -> Path:
    """With what was seen drawn on it, where that was made."""
    drawn = result.folder / f"{result.name}.overlay.png"
    return drawn if drawn in result.files and drawn.is_file() else result.source


class SeriesReader:
    """The photograph of any second of the session, as `PictureReader` has that of a film."""

    def __init__(self, pictures: Sequence[Path], max_side: int = 640) -> None:
        self._pictures, self._max_side = tuple(pictures), max_side
        self._shown: tuple[int, FilmPicture | None] = (-1, None)

    def at(self, second: float) -> FilmPicture | None:
        """None beyond the series and where the photograph is gone."""
        place = floor(second / SHOWN_S + 1e-6)
        if not 0 <= place < len(self._pictures):
            return None
        if self._shown[0] != place:
            self._shown = (place, self._read(place))
        return self._shown[1]

    def _read(self, place: int) -> FilmPicture | None:
        path = self._pictures[place]
        found = read_image_scaled(path) if path.is_file() else None
        if found is None:
            return None
        return FilmPicture(place * SHOWN_S, fitted(found[0], self._max_side))

    def close(self) -> None:
        self._shown = (-1, None)
