"""The recording with what was seen drawn on it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from emotune_gui.capture.film_writing import FilmWriter, with_sound, write_picture
from emotune_gui.capture.sound_file import has_sound
from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.engine.analysing.beholding import Seen
from emotune_gui.engine.analysing.values import Kind
from emotune_gui.perception.face.drawing import OverlayPainter


class Overlay:
    """A film .overlay.mp4, or a picture .overlay.png, in the folder `parts`."""

    def __init__(self, parts: Path, kind: Kind) -> None:
        self._parts, self._kind = parts, kind
        self._painter = OverlayPainter()
        self._silent = parts / ".silent.mp4"
        self._film: FilmWriter | None = None
        self._last: ImageArray | None = None

    def add(self, seen: Seen) -> None:
        assert seen.image is not None and seen.reading is not None
        still = self._kind is Kind.PHOTO
        painted = self._painter.painted(seen.image, seen.reading, seen.estimate, still=still)
        if still:
            write_picture(self._parts / ".overlay.png", painted)
            return
        if self._film is None:
            self._film = FilmWriter(self._silent)
        self._film.add(painted, seen.estimate.t)

    def finish(self, sound: Path) -> None:
        """Join the film with this sound, where there is any."""
        if self._film is None:
            return
        film, self._film = self._film, None
        film.close()
        whole = self._parts / ".overlay.mp4"
        if has_sound(sound):
            with_sound(self._silent, sound, whole)
            self._silent.unlink()
        else:
            self._silent.replace(whole)

    def close(self) -> None:
        if self._film is not None:
            with suppress(EmoTuneError):
                self._film.close()
