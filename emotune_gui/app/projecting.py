"""Joins review's film panel to the stored films and to the replay."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from emotune_gui.engine.archive import Archive

if TYPE_CHECKING:
    from emotune_gui.engine.film_replay import FilmSound
    from emotune_gui.engine.replaying import Replay
    from emotune_gui.ui.presenters.review_film import Screen, Sound


class FilmProjector:
    """`ui.presenters.review_film.Projector`."""

    def __init__(self, archive: Archive, replay: Replay) -> None:
        self._archive, self._replay = archive, replay

    def screen(self, session_id: int) -> Screen:
        from emotune_gui.engine.film_replay import FilmScreen

        return FilmScreen(lambda: self._archive.open().recordings.open(session_id))

    def sound(self, session_id: int) -> Sound:
        from emotune_gui.engine.film_replay import FilmSound

        return FilmSound(lambda: self._archive.open().recordings.open(session_id))

    def use_sound(self, sound: Sound | None) -> None:
        self._replay.beside = None if sound is None else cast("FilmSound", sound)
