"""A session's film in review: found in the background, shown in step with the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate


class Picture(Protocol):
    @property
    def t(self) -> float: ...

    @property
    def image(self) -> ImageArray: ...


class Newest(Protocol):
    def get(self) -> Picture | None: ...

    @property
    def count(self) -> int: ...


class Screen(Protocol):
    """`engine.film_replay.FilmScreen`."""

    problem: str

    @property
    def pictures(self) -> Newest: ...

    def start(self) -> None: ...

    def show(self, second: float) -> None: ...

    def close(self, timeout: float = 0.0) -> bool: ...


class Sound(Protocol):
    """`engine.film_replay.FilmSound`."""

    heard: bool
    music_heard: bool


class Projector(Protocol):
    """Makes what shows and sounds one film; `engine` gives it to the application."""

    def screen(self, session_id: int) -> Screen: ...

    def sound(self, session_id: int) -> Sound: ...

    def analysed(self, session_id: int) -> RecordingInfo | None:
        """The film of a session that was made of a recording; None for any other. Blocks."""

    def use_sound(self, sound: Sound | None) -> None:
        """Beside the music from the next play on; None: the music alone."""


class FilmStore(Protocol):
    def of_session(self, session_id: int) -> RecordingInfo | None: ...

    def delete(self, session_id: int) -> None: ...


class HasFilms(Protocol):
    @property
    def recordings(self) -> FilmStore: ...


class FilmView(Protocol):
    def show_film(self, info: RecordingInfo | None) -> None:
        """None: this session was not recorded, and nothing is said of films."""

    def show_picture(self, image: ImageArray | None) -> None: ...

    def show_film_problem(self, sentence: str) -> None: ...

    def allow_deletion(self, allowed: bool) -> None: ...


class ReviewFilm:
    """GUI thread. `found` is told whether the session opened last has a film."""

    def __init__(self, open_store: OpenStore, tasks: Tasks, projector: Projector | None) -> None:
        """Without a `projector` nothing is ever shown."""
        self._open, self._tasks, self._projector = open_store, tasks, projector
        self.view: FilmView | None = None
        """Set before the first `open`."""
        self._screen: Screen | None = None
        self._sound: Sound | None = None
        self._seen = 0
        self._of: int | None = None
        """The session that is open."""
        self._own: set[int] = set()
        """Sessions whose film was recorded in them, and may be deleted."""
        self.found: Callable[[bool], object] = lambda there: None

    def open(self, session_id: int) -> None:
        self.leave()
        if self.view is None or self._projector is None:
            return
        self._of = session_id
        self.view.show_film(None)
        self.found(False)
        self._tasks.load(
            "film",
            lambda: self._look_up(session_id),
            self._opened,
            self.view.show_film_problem,
        )

    def _look_up(self, session_id: int) -> tuple[RecordingInfo | None, bool]:
        """What was recorded, and whether the file is there."""
        info = cast("HasFilms", self._open()).recordings.of_session(session_id)
        if info is not None:
            self._own.add(session_id)
        if info is None and self._projector is not None:
            info = self._projector.analysed(session_id)
        return info, info is not None and info.path.exists()

    def delete(self) -> None:
        """The film of the session that is open, for good; its curves and music stay."""
        if self._of is None or self.view is None:
            return
        session_id = self._of
        self.leave()
        self._tasks.act(
            lambda: cast("HasFilms", self._open()).recordings.delete(session_id),
            lambda _none: self._deleted(session_id),
            self.view.show_film_problem,
        )

    def _deleted(self, session_id: int) -> None:
        if self.view is not None and self._of == session_id:
            self.view.show_film(None)
            self.found(False)

    def leave(self) -> None:
        """The session is shown no more: the file is let go."""
        if self._screen is not None:
            self._screen.close()
        if self._projector is not None and self._sound is not None:
            self._projector.use_sound(None)
        self._screen = self._sound = None

    def show(self, second: float) -> None:
        """The cursor stands there."""
        if self._screen is not None:
            self._screen.show(second)

    def set_heard(self, *, recording: bool, music: bool) -> None:
        if self._sound is not None:
            self._sound.heard, self._sound.music_heard = recording, music

    def tick(self) -> None:
        """Every now and then: a picture that has been decoded is shown."""
        if self._screen is None or self.view is None:
            return
        if self._screen.problem:
            self.view.show_film_problem(sentence(self._screen.problem))
            self.leave()
            return
        count = self._screen.pictures.count
        if count != self._seen:
            self._seen = count
            picture = self._screen.pictures.get()
            self.view.show_picture(None if picture is None else picture.image)

    def _opened(self, found: tuple[RecordingInfo | None, bool]) -> None:
        info, there = found
        if info is None or self.view is None or self._projector is None:
            return
        self.view.show_film(info)
        self.view.allow_deletion(info.session_id in self._own)
        self.found(there)
        if not there:
            self.view.show_film_problem(missing_words(info))
            return
        self._seen = 0
        if info.picture:
            self._screen = self._projector.screen(info.session_id)
            self._screen.start()
            self._screen.show(max(0.0, info.start_s))
        if info.sound:
            self._sound = self._projector.sound(info.session_id)
            self._projector.use_sound(self._sound)


def missing_words(info: RecordingInfo) -> str:
    words = translate(
        "Review",
        "The recording of this session is no longer at {path}: put the file back, or delete the "
        "recording.",
    )
    return words.format(path=info.path)
