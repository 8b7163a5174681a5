"""Music to be listened to outside a session: one piece at a time, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Protocol

from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.ui.background import Tasks

GoOn = Callable[[float], bool]
"""Told the seconds heard so far; False ends the playing."""
Play = Callable[[GoOn], None]


class Jukebox(Protocol):
    """Both calls last as long as the music: for background threads. They raise EmoTuneError: no
    loudspeaker, a session that is running, a song that cannot be read."""

    def play_song(self, song: SongInfo, go_on: GoOn) -> None:
        """The song as it is."""

    def play_composer(self, plan: Plan, go_on: GoOn) -> None:
        """A few bars of what the plan's composer writes where the plan aims."""


class Listening:
    """One piece at a time for one page. GUI thread only.

    `ended` of `play` is called once with '' or the sentence that says why nothing was heard; not
    when something else was begun meanwhile.
    """

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._turn: _Turn | None = None

    @property
    def playing(self) -> bool:
        return self._turn is not None

    @property
    def seconds(self) -> float:
        """Heard so far of what is playing."""
        return 0.0 if self._turn is None else self._turn.seconds

    def play(self, what: Play, ended: Callable[[str], None]) -> None:
        """Instead of whatever was playing."""
        self.stop()
        turn = self._turn = _Turn()

        def over(problem: str) -> None:
            if turn is self._turn:
                self._turn = None
                ended(problem)

        self._tasks.act(lambda: what(turn.go_on), lambda _: over(""), over)

    def stop(self) -> None:
        """At once as far as the page is concerned; the sound fades within a tenth of a second."""
        if self._turn is not None:
            self._turn.over.set()
            self._turn = None


class _Turn:
    """One playing. The playing thread tells the seconds, the window's sets `over`."""

    def __init__(self) -> None:
        self.over = Event()
        self.seconds = 0.0

    def go_on(self, seconds: float) -> bool:
        self.seconds = seconds
        return not self.over.is_set()
