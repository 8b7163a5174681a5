"""The bars that are written and wait for the player: kept two ahead, and up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.music.programme import SongPlaying

BARS_AHEAD = 2
"""A machine that is busy for seconds does not silence the music."""


class LiveComposer(Protocol):
    """A Composer that can be steered; `music.programme.Programme` is one."""

    @property
    def playing(self) -> SongPlaying | None: ...

    @property
    def must_leave(self) -> bool: ...

    def next_bar(self, parameters: MusicParameters) -> Bar: ...

    def twin(self) -> LiveComposer: ...

    def shaped(self, parameters: MusicParameters) -> MusicParameters: ...

    def observe(self, client: Affect, t: float) -> None: ...

    def prepare(self) -> None: ...


class BarQueue(Protocol):
    """What is asked of the player's queue."""

    def enqueue(self, bar: Bar) -> None: ...

    def rewrite(self, old: Sequence[Bar], new: Sequence[Bar]) -> bool: ...

    def bars_ahead(self) -> int: ...

    def seconds_to_next(self) -> float: ...


@dataclass(frozen=True, slots=True)
class WrittenBar:
    """A bar with what it was written from."""

    bar: Bar
    before: LiveComposer
    """The composer as it was before this bar."""
    asked: MusicParameters
    playing: SongPlaying | None
    leaving: bool
    """Whether the bar was written knowing that something else is wanted."""


class BarsAhead:
    """Writes bars into the player's queue and writes them again; used from one thread.

    What is written again comes from the same state as the first time: the music is the one that
    a composer writing at the last moment would have written.
    """

    def __init__(self, composer: LiveComposer, queue: BarQueue) -> None:
        self._composer = composer
        self._queue = queue
        self._waiting: tuple[WrittenBar, ...] = ()
        self._current = composer.twin()

    @property
    def composer(self) -> LiveComposer:
        """In the state after the last bar that was written."""
        return self._composer

    @property
    def heard(self) -> LiveComposer:
        """In the state of the bar the player has begun: what waits is not to be heard of yet."""
        return self._current

    @property
    def waiting(self) -> tuple[WrittenBar, ...]:
        """Bars the player has not begun, as far as known since `settle`."""
        return self._waiting

    def settle(self) -> None:
        """Let go of the bars the player has begun meanwhile."""
        left = self._queue.bars_ahead()
        kept = self._waiting[len(self._waiting) - left :] if left else ()
        if len(kept) < len(self._waiting):
            self._current = kept[0].before if kept else self._composer.twin()
        self._waiting = kept

    def write(self, parameters: MusicParameters) -> WrittenBar:
        """One bar more."""
        written = _write(self._composer, parameters)
        self._queue.enqueue(written.bar)
        self._waiting = (*self._waiting, written)
        self._composer.prepare()
        return written

    def rewrite(self, parameters: MusicParameters) -> tuple[WrittenBar, ...]:
        """All that wait, for these parameters; empty when the player was quicker."""
        writer = self._waiting[0].before.twin()
        again = tuple(_write(writer, parameters) for _ in self._waiting)
        old, new = ([w.bar for w in bars] for bars in (self._waiting, again))
        if not self._queue.rewrite(old, new):
            return ()
        self._waiting, self._composer = again, writer
        self._composer.prepare()
        return again


def _write(composer: LiveComposer, parameters: MusicParameters) -> WrittenBar:
    before = composer.twin()
    bar = composer.next_bar(parameters)
    return WrittenBar(bar, before, parameters, composer.playing, composer.must_leave)
