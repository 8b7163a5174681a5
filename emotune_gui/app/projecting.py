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
        from emotune_gui.engine.film_replay import FilmScreen

        return FilmScreen(lambda: self._picture_file(session_id))

    def sound(self, session_id: int) -> Sound:
        from emotune_gui.engine.film_replay import FilmSound

        return FilmSound(lambda: self._sound_file(session_id))

    def _picture_file(self, session_id: int) -> BinaryIO:
        film = self._analysed
        if film is not None and film.info.session_id == session_id:
            return _opened(film.info.path)
        return self._archive.open().recordings.open(session_id)

    def _sound_file(self, session_id: int) -> BinaryIO:
        film = self._analysed
        if film is not None and film.info.session_id == session_id:
            return _opened(film.sound)
        return self._archive.open().recordings.open(session_id)

    def use_sound(self, sound: Sound | None) -> None:
        self._replay.beside = None if sound is None else cast("FilmSound", sound)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as problem:
        raise SourceUnavailable(
            f"The recording {path.name} cannot be read; check that it is still there."
        ) from problem
