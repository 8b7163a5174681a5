"""Playing a recording as if it were a camera: each picture at its time, late ones skipped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from emotune_gui.capture.framing import FrameCounter
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.face import Frame, ImageArray
from emotune_gui.domain.faults import EndOfSource
from emotune_gui.domain.ports import Clock

WAIT_S = 0.1
"""`read` neither sleeps nor catches up for longer than this."""
FRESH_S = 0.02
"""A picture this recently due is taken without looking whether a newer one is due too."""
LONGEST_GAP_S = 10.0
"""A longer hole between two pictures (damaged timestamps) is cut to this, and a reader that stays
away for longer (a sleeping computer) finds the recording where it was."""
HOPELESS_LAG_S = 1.0
"""Behind by more and not catching up: the recording then plays slower than real time."""
_EPSILON_S = 1e-6


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a recording. `image` is called at most once, and only if it is shown."""

    position_s: float
    """Seconds from the recording's first picture."""
    image: Callable[[], ImageArray]


class Reel(Protocol):
    """Pictures of one recording in order, without any notion of now. Not thread-safe."""

    name: str
    end_s: float
    """Position at which the last picture handed out has had its time."""

    def open(self) -> None:
        """Raises SourceUnavailable unless at least one picture can be shown."""

    def next(self) -> Picture | None:
        """The next picture, None after the last; positions strictly increase."""

    def rewind(self) -> None: ...

    def close(self) -> None: ...


class PacedSource:
    """A FrameSource over a reel.

    Time starts with the first `read`. With `paced=False` every picture is returned at once, one
    a call, and a frame's `t` is the time of that first read plus its place in the recording, so
    that smoothing over time works in bulk analysis as it does live.
    """

    reconnects = False

    def __init__(
        self, reel: Reel, *, clock: Clock | None = None, loop: bool = False, paced: bool = True
    ) -> None:
        self.name = reel.name
        self.dropped = 0
        self._reel = reel
        self._clock: Clock = clock or SystemClock()
        self._loop = loop
        self._paced = paced
        self._counter = FrameCounter()
        self._lock = threading.RLock()
        self._is_open = False
        self._reset()

    @property
    def origin(self) -> float | None:
        """When position 0 was due, on the clock; None before the first `read`. It moves on when
        the recording pauses, so that its sound can follow. From any thread."""
        return self._origin

    def _reset(self) -> None:
        self._origin: float | None = None
        self._ahead: Picture | None = None
        self._last_position = 0.0
        self._last_lag = 0.0

    def open(self) -> None:
        with self._lock:
            if self._is_open:
                return
            self._reel.open()
            self._reset()
            self._is_open = True

    def close(self) -> None:
        """From any thread, at any time: a `read` under way ends within its 100 ms."""
        self._is_open = False
        with self._lock:
            self._reel.close()

    def read(self) -> Frame | None:
        outcome = self._poll()
        if isinstance(outcome, Frame):
            return outcome
        # The lock is not held here, so that closing need not wait for a picture to come due.
        self._clock.sleep(min(outcome, WAIT_S))
        outcome = self._poll()
        return outcome if isinstance(outcome, Frame) else None

    def _poll(self) -> Frame | float:
        """A frame that is due, or the seconds until one is."""
        with self._lock:
            if not self._is_open:
                raise EndOfSource("The recording has been closed.")
            if self._origin is None:
                self._origin = self._clock.now()
            return self._due() if self._paced else self._following()

    def _following(self) -> Frame:
        picture = self._take()
        if picture is None:
            raise EndOfSource("The recording has ended.")
        return self._counter.frame(picture.image(), self._due_at(picture), picture.position_s)

    def _due(self) -> Frame | float:
        started = now = self._clock.now()
        ripe: Picture | None = None
        while True:
            picture = self._take()
            if picture is None:
                if ripe is None:
                    raise EndOfSource("The recording has ended.")
                break
            wait = self._due_at(picture) - now
            if wait < -LONGEST_GAP_S:
                self._shift(-wait)
                wait = 0.0
            if wait > _EPSILON_S:
                self._ahead = picture
                if ripe is None:
                    return wait
                break
            self.dropped += ripe is not None
            ripe = picture
            now = self._clock.now()
            if wait > -FRESH_S or now - started > WAIT_S:
                break
        self._note_lag(now - self._due_at(ripe))
        return self._counter.frame(ripe.image(), now, ripe.position_s)

    def _take(self) -> Picture | None:
        """The picture decoded ahead, or the next one."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            return ahead
        picture = self._next()
        if picture is not None:
            gap = picture.position_s - self._last_position
            if gap > LONGEST_GAP_S:
                self._shift(LONGEST_GAP_S - gap)
            self._last_position = picture.position_s
        return picture

    def _next(self) -> Picture | None:
        """From the reel, over the seam of a loop."""
        picture = self._reel.next()
        if picture is None and self._loop:
            self._shift(self._reel.end_s)
            self._last_position = 0.0
            self._reel.rewind()
            picture = self._reel.next()
        return picture

    def _due_at(self, picture: Picture) -> float:
        return (self._origin or 0.0) + picture.position_s

    def _shift(self, seconds: float) -> None:
        self._origin = (self._origin or 0.0) + seconds

    def _note_lag(self, lag: float) -> None:
        # Decoding slower than real time would fall behind for ever and skip almost everything:
        # the recording's clock gives way instead.
        if lag > HOPELESS_LAG_S and self._last_lag > 0.0 and lag >= self._last_lag:
            self._shift(lag)
            lag = 0.0
        self._last_lag = lag
