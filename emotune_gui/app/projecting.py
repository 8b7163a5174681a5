"""Joins review's film panel to the stored films and to the replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.engine.archive import Archive

if TYPE_CHECKING:
    from emotune_gui.domain.filming import RecordingInfo
    from emotune_gui.engine.bulk.films import AnalysedFilm
    from emotune_gui.engine.film_replay import FilmSound
    from emotune_gui.engine.replaying import Replay
    from emotune_gui.ui.presenters.review_film import Screen, Sound


class FilmProjector:
    """`ui.presenters.review_film.Projector`. `folders` gives those of analysed recordings."""

    def __init__(
        self,
        archive: Archive,
        replay: Replay,
        folders: Callable[[], Iterable[Path]] = lambda: (),
    ) -> None:
        self._archive, self._replay, self._folders = archive, replay, folders
        self._analysed: AnalysedFilm | None = None

    def analysed(self, session_id: int) -> RecordingInfo | None:
        """The film of a session that was made of a recording. Blocks."""
        from emotune_gui.engine.bulk.films import film_of

        info = self._archive.open().sessions.info(session_id)
        self._analysed = film_of(session_id, info.source, self._folders())
        return None if self._analysed is None else self._analysed.info

    def screen(self, session_id: int) -> Screen:
        from emotune_gui.engine.bulk.series import SeriesReader
        from emotune_gui.engine.film_replay import FileReader, FilmScreen, PictureScreen

        film = self._of(session_id)
        if film is None:
            return FilmScreen(lambda: self._archive.open().recordings.open(session_id))
        if film.photographs:
            return PictureScreen(lambda: SeriesReader(film.photographs))
        if film.drawn:
            return FilmScreen(lambda: _opened(film.info.path))
        return PictureScreen(lambda: FileReader(lambda: _opened(film.info.path), film.place))

    def sound(self, session_id: int) -> Sound:
        from emotune_gui.engine.film_replay import FilmSound

        film = self._of(session_id)
        if film is None:
            return FilmSound(lambda: self._archive.open().recordings.open(session_id))
        return FilmSound(lambda: _opened(film.sound), film.place)

    def _of(self, session_id: int) -> AnalysedFilm | None:
        film = self._analysed
        return film if film is not None and film.info.session_id == session_id else None

    def use_sound(self, sound: Sound | None) -> None:
        self._replay.beside = None if sound is None else cast("FilmSound", sound)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as problem:
        raise SourceUnavailable(
            f"The recording {path.name} cannot be read; check that it is still there."
        ) from problem
