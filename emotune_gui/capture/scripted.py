"""A source that does exactly what its script says, to try out whoever reads from one."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

import numpy as np

from emotune_gui.capture.framing import FrameCounter
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.face import Frame, ImageArray
from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from emotune_gui.domain.ports import Clock

Step = ImageArray | Exception | float | None
"""An image is delivered, an exception raised, a number of seconds passes without a frame, and
None is a `read` in which nothing was due."""

_WAIT_S = 0.1


class ScriptedSource:
    """Plays `steps` one a `read`, then raises EndOfSource (again and again).

    `interval_s` passes on the clock before each frame. `openings` is what the first calls of
    `open` do: raise the exception, or succeed for None; later calls succeed. The script goes on
    where it was after a reopening, as a camera does.
    """

    def __init__(
        self,
        steps: Iterable[Step],
        *,
        clock: Clock | None = None,
        interval_s: float = 1 / 30,
        openings: Iterable[Exception | None] = (),
        reconnects: bool = True,
        name: str = "Scripted",
    ) -> None:
        self.name = name
        self.reconnects = reconnects
        self.dropped = 0
        self.opened = 0
        """Successful calls of `open`."""
        self.closed = 0
        """Calls of `close`."""
        self._steps = iter(steps)
        self._openings = iter(openings)
        self._clock: Clock = clock or SystemClock()
        self._interval_s = interval_s
        self._counter = FrameCounter()
        self._is_open = False
        self._first_t: float | None = None
        self._quiet_until = -inf

    @classmethod
    def failing_at(
        cls,
        frame: int,
        images: Iterable[ImageArray],
        *,
        failed_reopenings: int = 0,
        clock: Clock | None = None,
        interval_s: float = 1 / 30,
    ) -> ScriptedSource:
        """Lost once in place of the frame numbered `frame` (from 0), then back.

        It comes back after `failed_reopenings` attempts that raise SourceUnavailable.
        """
        steps: list[Step] = list(images)
        steps.insert(frame, SourceLost("The camera stopped answering."))
        gone = [SourceUnavailable("The camera is not there.")] * failed_reopenings
        return cls(steps, clock=clock, interval_s=interval_s, openings=[None, *gone])

    def open(self) -> None:
        outcome = next(self._openings, None)
        if outcome is not None:
            raise outcome
        self._is_open = True
        self.opened += 1

    def read(self) -> Frame | None:
        if not self._is_open:
            raise EndOfSource("The source is closed.")
        if self._clock.now() < self._quiet_until:
            self._clock.sleep(min(_WAIT_S, self._quiet_until - self._clock.now()))
            return None
        try:
            step = next(self._steps)
        except StopIteration:
            raise EndOfSource("The script has ended.") from None
        return self._play(step)

    def close(self) -> None:
        self._is_open = False
        self.closed += 1

    def _play(self, step: Step) -> Frame | None:
        if isinstance(step, Exception):
            raise step
        if isinstance(step, np.ndarray):
            return self._frame(step)
        self._quiet_until = self._clock.now() + (step if step is not None else 0.0)
        self._clock.sleep(min(_WAIT_S, _WAIT_S if step is None else step))
        return None

    def _frame(self, image: ImageArray) -> Frame:
        self._clock.sleep(self._interval_s)
        now = self._clock.now()
        if self._first_t is None:
            self._first_t = now
        return self._counter.frame(image.copy(), now, now - self._first_t)
