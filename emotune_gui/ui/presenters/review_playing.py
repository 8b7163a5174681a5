"""Hearing a session again: play and pause, and a cursor that goes with what is heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from emotune_gui.domain.music import PlayedNote
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import shortened, translate

WORDS_EVERY_S = 0.1
"""The cursor moves with every frame; the figures beside it so often."""


class Player(Protocol):
    """`engine.replaying.Replay`. Every call returns at once; GUI thread."""

    def load(
        self, notes: Sequence[PlayedNote], levels: Mapping[int, float], end_s: float
    ) -> None: ...

    @property
    def playing(self) -> bool: ...

    @property
    def second(self) -> float: ...

    @property
    def problem(self) -> str: ...

    def play(self, second: float) -> None: ...

    def pause(self) -> None: ...

    def seek(self, second: float) -> None: ...

    def close(self, timeout: float = 0.0) -> bool: ...


class PlayingView(Protocol):
    def show_playing(self, playing: bool) -> None: ...

    def show_playable(self, playable: bool, reason: str) -> None:
        """Whether there is anything to hear, and if not, why."""

    def follow_cursor(self, t: float) -> None:
        """The cursor alone, every frame."""

    def show_notice(self, sentence: str) -> None: ...


class ReviewPlaying:
    """`move` is told the cursor now and then, for the words beside it."""

    def __init__(
        self, view: PlayingView, player: Player | None, move: Callable[[float], None]
    ) -> None:
        self._view = view
        self._player = player
        self._move = move
        self._data: ReviewData | None = None
        self._told = 0.0
        self._problem = ""
        self._was_playing = False
        self._told_unheard = False
        self._film = False

    def film_found(self, there: bool) -> None:
        """Whether the session opened last has a film: it can be played without any music."""
        self._film = there
        if self._data is not None and there:
            self._view.show_playable(self._player is not None, "")

    @property
    def playing(self) -> bool:
        return self._player is not None and self._player.playing

    def open(self, data: ReviewData) -> None:
        self._data = data
        self._told_unheard = False
        if self._player is not None:
            levels = {h.bar.id: h.bar.parameters.loudness for h in data.timeline.bars}
            self._player.load(data.timeline.played, levels, data.duration_s)
        reason = "" if self._film else _why_silent(data)
        self._view.show_playable(self._player is not None and not reason, reason)
        self._show(False)

    def toggle(self, cursor: float) -> None:
        if self._player is None or self._data is None:
            return
        if _why_silent(self._data) and not self._film:
            return
        if self._player.playing:
            self.pause()
            return
        self._problem = ""
        self._tell_unheard(self._data)
        self._player.play(cursor)
        self._show(True)

    def pause(self) -> None:
        if self._player is not None and self._was_playing:
            self._player.pause()
            self._move(self._player.second)
            self._show(False)

    def sought(self, t: float) -> None:
        """The therapist put the cursor somewhere else."""
        if self.playing and self._player is not None:
            self._player.seek(t)

    def leave(self) -> None:
        """The session is shown no more: silence."""
        if self._player is not None:
            self.pause()
            self._player.close()

    def tick(self) -> None:
        """Every frame while it plays."""
        if self._player is None or not self._was_playing:
            return
        self._tell_problem()
        t = self._player.second
        if not self._player.playing:
            self._move(t)
            self._show(False)
            return
        self._view.follow_cursor(t)
        if abs(t - self._told) >= WORDS_EVERY_S:
            self._told = t
            self._move(t)

    def _tell_unheard(self, data: ReviewData) -> None:
        """Once a session: recordings are not part of the notes."""
        titles = unheard(data)
        if titles and not self._told_unheard:
            self._told_unheard = True
            words = translate(
                "Review", "“{0}” was played from a sound file, which is not heard again here."
            )
            self._view.show_notice(words.format(shortened(titles[0])))

    def _tell_problem(self) -> None:
        problem = self._player.problem if self._player is not None else ""
        if problem and problem != self._problem:
            self._view.show_notice(sentence(problem))
        self._problem = problem

    def _show(self, playing: bool) -> None:
        self._was_playing = playing
        self._view.show_playing(playing)


def _why_silent(data: ReviewData) -> str:
    if data.timeline.played:
        return ""
    return translate("Review", "No music was kept of this session, so there is nothing to play.")


def unheard(data: ReviewData) -> tuple[str, ...]:
    """Titles of songs during which no note was played: recordings."""
    starts = data.notes.start
    return tuple(
        song.title
        for song in data.timeline.songs
        if np.searchsorted(starts, song.start_s) == np.searchsorted(starts, song.end_s)
    )
