"""A session's film beside its curves: pictures on a thread of their own, its sound in the music."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Protocol

import numpy as np

from emotune_gui.capture.film_reader import FilmPicture, PictureReader, sound_from
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.worker import Finished, Worker

WAIT_S = 0.1
NEAR_S = 0.02
"""A picture this near to the one wanted is that one."""

Place = Callable[[float], float]
"""The film's own time of a second of the session."""
OpenFilm = Callable[[], BinaryIO]
"""Opens the film for reading; raises StorageError when it is not there."""


def same(second: float) -> float:
    """As in a film that was recorded in the session."""
    return second


class Reader(Protocol):
    """`capture.film_reader.PictureReader`. Raises EmoTuneError."""

    def at(self, second: float) -> FilmPicture | None: ...

    def close(self) -> None: ...


class PictureScreen:
    """Pictures by the second. Every call returns at once; what was asked for last is read next."""

    def __init__(self, open_reader: Callable[[], Reader], clock: Clock | None = None) -> None:
        self._open_reader = open_reader
        self._changed = threading.Condition()
        self._wanted: float | None = None
        self._closing = False
        self._reader: Reader | None = None
        self._last = -1.0
        self.pictures: Latest[FilmPicture | None] = Latest()
        """None where nothing was taken at the place asked for."""
        self.problem = ""
        """One sentence once the film cannot be shown."""
        self._worker = Worker("film-replay", self.step, FaultDesk(clock or SystemClock()))

    def start(self) -> None:
        self._worker.start()

    def show(self, second: float) -> None:
        """The picture of this second of the session, as soon as it can be had."""
        with self._changed:
            self._wanted = second
            self._changed.notify()

    def close(self, timeout: float = 0.0) -> bool:
        """The thread lets go of the file by itself; True when it has within `timeout` seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        return self._worker.join(timeout)

    def step(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted is not None or self._closing, WAIT_S)
            wanted, self._wanted = self._wanted, None
            closing = self._closing
        if closing:
            self._let_go()
            raise Finished
        if wanted is None or abs(wanted - self._last) < NEAR_S:
            return
        self._last = wanted
        try:
            picture = self._reading().at(wanted)
        except EmoTuneError as error:
            self.problem = str(error)
            self._let_go()
            raise Finished from error
        self.pictures.put(picture)

    def _reading(self) -> Reader:
        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()


class FilmScreen(PictureScreen):
    """One film."""

    def __init__(self, open_film: OpenFilm, clock: Clock | None = None) -> None:
        super().__init__(lambda: FileReader(open_film), clock)


class FileReader:
    """A film's pictures, and the file that holds them."""

    def __init__(self, open_film: OpenFilm, place: Place = same) -> None:
        """Raises EmoTuneError."""
        self._file, self._place = open_film(), place
        try:
            self._reader = PictureReader(self._file)
        except EmoTuneError:
            self._file.close()
            raise

    def at(self, second: float) -> FilmPicture | None:
        place = self._place(second)
        picture = self._reader.at(place)
        return picture and replace(picture, t=picture.t + second - place)

    def close(self) -> None:
        self._reader.close()
        self._file.close()


class FilmSound:
    """What the film lets hear beside the replayed music; both can be left out at any time."""

    def __init__(self, open_film: OpenFilm, place: Place = same) -> None:
        self._open_film, self._place = open_film, place
        self.heard = True
        """The sound of the recording."""
        self.music_heard = True

    def __call__(self, music: Iterator[StereoBlock], second: float) -> Iterator[StereoBlock]:
        """The replay's own blocks, with what was recorded in them."""
        from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE

        return self.mixed(music, second, SAMPLE_RATE, BLOCK_FRAMES)

    def mixed(
        self, music: Iterator[StereoBlock], second: float, rate: int, block: int
    ) -> Iterator[StereoBlock]:
        """Until both have ended. A film that cannot be read leaves the music alone."""
        film = self._blocks(second, rate, block)
        while True:
            played, recorded = next(music, None), next(film, None)
            if played is None and recorded is None:
                return
            out = np.zeros((block, 2), np.float32)
            if played is not None and self.music_heard:
                out[: len(played)] += played
            if recorded is not None and self.heard:
                out += recorded
            yield np.clip(out, -1.0, 1.0)

    def _blocks(self, second: float, rate: int, block: int) -> Iterator[StereoBlock]:
        try:
            with self._open_film() as file:
                yield from sound_from(file, self._place(second), rate, block)
        except EmoTuneError:
            # The screen beside it says so.
            return
