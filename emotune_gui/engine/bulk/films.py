"""The film of a session that was made of a recording, found by what its batch wrote down."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from emotune_gui.capture.video import Film
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.engine.analysing.gathering import shown_path, summary_of
from emotune_gui.engine.analysing.keeping import SHOWN_S, holes_of
from emotune_gui.engine.analysing.values import FileResult, Kind
from emotune_gui.engine.bulk.order import read_ledger
from emotune_gui.engine.bulk.refilming import made_film
from emotune_gui.engine.bulk.series import picture_of

WHOLE = ((0.0, 0.0),)


@dataclass(frozen=True, slots=True)
class AnalysedFilm:
    """Pictures with what was seen drawn on them where they were made, and the sound as it was."""

    info: RecordingInfo
    sound: Path
    photographs: tuple[Path, ...] = ()
    """Of a series, in place of a film; each is shown for `keeping.SHOWN_S`."""
    drawn: bool = False
    """The film was made on the session's time; else it is the recording itself."""
    start_s: float = 0.0
    """The recording's own time of its first picture."""
    holes: tuple[tuple[float, float], ...] = WHOLE
    """As `keeping.holes_of`."""

    def place(self, second: float) -> float:
        """The recording's own time of a second of the session."""
        at = bisect_right(self.holes, second, key=lambda hole: hole[0])
        return second + self.start_s + self.holes[max(0, at - 1)][1]


def film_of(session_id: int, source: str, folders: Iterable[Path]) -> AnalysedFilm | None:
    """None where the session was not made of a recording in one of these batches. Blocks.

    `source` is the session's; ids of another database do not mislead.
    """
    for folder in folders:
        ledger = read_ledger(folder, files=False)
        kept = () if ledger is None else ledger.kept
        names = [entry.name for entry in kept if entry.session_id == session_id]
        results = [found for name in names if (found := _result(folder, name)) is not None]
        if not results:
            continue
        if results[0].kind is Kind.PHOTO:
            if shown_path(results[0].source.parent) == source:
                return _series(session_id, results)
        elif results[0].summary.get("source") == source:
            return _film(session_id, results[0])
    return None


def _result(folder: Path, name: str) -> FileResult | None:
    summary = summary_of(folder, name)
    if "kind" not in summary:
        return None
    return FileResult(Path(summary["source"]), folder, name, summary)


def _series(session_id: int, results: list[FileResult]) -> AnalysedFilm:
    pictures = tuple(picture_of(result) for result in results)
    size, seconds = sum(_size(picture) for picture in pictures), SHOWN_S * len(pictures)
    folder = results[0].source.parent
    info = RecordingInfo(session_id, folder, True, False, 0.0, seconds, size, 0)
    return AnalysedFilm(info, folder, pictures)


def _film(session_id: int, result: FileResult) -> AnalysedFilm:
    found = made_film(result)
    drawn = None if found is None else found.overlay
    film = drawn or result.source
    picture, sound = result.kind is Kind.FILM, bool(result.summary["voice"])
    holes = _holes(result) if picture else WHOLE
    seconds = float(result.summary["duration_s"]) - holes[-1][1]
    info = RecordingInfo(session_id, film, picture, sound, 0.0, seconds, _size(film), 0)
    start_s = _start(result.source) if picture else 0.0
    return AnalysedFilm(info, result.source, drawn=drawn is not None, start_s=start_s, holes=holes)


def _holes(result: FileResult) -> tuple[tuple[float, float], ...]:
    try:
        return holes_of(result)
    except (OSError, ValueError, KeyError):
        return WHOLE


def _start(recording: Path) -> float:
    film = Film(recording)
    try:
        film.open()
        film.next()
        return film.start_s or 0.0
    except EmoTuneError:
        return 0.0
    finally:
        film.close()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
