"""The film of a session that was made of a recording, found by what its batch wrote down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.engine.analysing.gathering import summary_of
from emotune_gui.engine.analysing.values import FileResult, Kind
from emotune_gui.engine.bulk.order import read_ledger


@dataclass(frozen=True, slots=True)
class AnalysedFilm:
    """Pictures with what was seen drawn on them where they were made, and the sound as it was."""

    info: RecordingInfo
    sound: Path


def film_of(session_id: int, source: str, folders: Iterable[Path]) -> AnalysedFilm | None:
    """None where the session was not made of a recording in one of these batches.

    `source` is the session's; ids of another database do not mislead.
    """
    for folder in folders:
        ledger = read_ledger(folder, files=False)
        for kept in () if ledger is None else ledger.kept:
            if kept.session_id != session_id:
                continue
            summary = summary_of(folder, kept.name)
            if summary.get("source") == source:
                result = FileResult(Path(source), folder, kept.name, summary)
                return _film(session_id, result)
    return None


def _film(session_id: int, result: FileResult) -> AnalysedFilm:
    film = result.overlay or result.source
    seconds = float(result.summary["duration_s"])
    size = film.stat().st_size if film.is_file() else 0
    picture, sound = result.kind is Kind.FILM, bool(result.summary["voice"])
    info = RecordingInfo(session_id, film, picture, sound, 0.0, seconds, size, 0)
    return AnalysedFilm(info, result.source)
