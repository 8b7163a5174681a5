"""Sound that does exactly what its script says, to try out whoever listens."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

import numpy as np

from emotune_gui.capture.sound_blocks import BLOCK, BlockCounter
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock

SoundStep = SoundArray | Exception | float | None
"""Samples are delivered as one block, an exception raised, a number of seconds passes without a
block, and None is a `read` in which none came."""

_WAIT_S = 0.1


class ScriptedSound:
    """Plays `steps` one a `read`, then raises EndOfSource (again and again).

    A block takes its own length on the clock and `t` is the time of its first sample.
    `openings` is what the first calls of `open` do: raise the exception, or succeed for None;
    later calls succeed. The script goes on where it was after a reopening, as a microphone
    does; the first block after one, or after seconds without any, is marked `gap`.
    """

    def __init__(
        self,
        steps: Iterable[SoundStep],
        *,
        clock: Clock | None = None,
        openings: Iterable[Exception | None] = (),
        reconnects: bool = True,
        name: str = "Scripted sound",
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
        self._counter = BlockCounter()
        self._is_open = False
        self._heard = 0
        self._quiet_until = -inf

    @classmethod
    def of(
        cls, sound: SoundArray, *, clock: Clock | None = None, name: str = "Scripted sound"
    ) -> ScriptedSound:
        """One long sound, in blocks as a microphone gives them; a remainder is left out."""
        return cls(_cut(sound), clock=clock, reconnects=False, name=name)

    @classmethod
    def failing_at(
        cls,
        block: int,
        sounds: Iterable[SoundArray],
        *,
        failed_reopenings: int = 0,
        clock: Clock | None = None,
    ) -> ScriptedSound:
        """Lost once in place of the block numbered `block` (from 0), then back.

        It comes back after `failed_reopenings` attempts that raise SourceUnavailable.
        """
        steps: list[SoundStep] = list(sounds)
        steps.insert(block, SourceLost("The microphone stopped answering."))
        gone = [SourceUnavailable("The microphone is not there.")] * failed_reopenings
        return cls(steps, clock=clock, openings=[None, *gone])

    def open(self) -> None:
        outcome = next(self._openings, None)
        if outcome is not None:
            raise outcome
        self._is_open = True
        self._counter.interrupted()
        self.opened += 1

    def read(self) -> SoundBlock | None:
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

    def _play(self, step: SoundStep) -> SoundBlock | None:
        if isinstance(step, Exception):
            raise step
        if isinstance(step, np.ndarray):
            return self._block(step)
        if step is not None:
            self._quiet_until = self._clock.now() + step
            self._counter.interrupted()
        self._clock.sleep(min(_WAIT_S, _WAIT_S if step is None else step))
        return None

    def _block(self, samples: SoundArray) -> SoundBlock:
        began = self._clock.now()
        self._clock.sleep(len(samples) / SAMPLE_RATE)
        position = self._heard / SAMPLE_RATE
        self._heard += len(samples)
        owned = np.array(samples, dtype=np.float32, copy=True)
        return self._counter.block(owned, began, position)


def _cut(sound: SoundArray) -> list[SoundStep]:
    return [sound[i : i + BLOCK] for i in range(0, len(sound) - BLOCK + 1, BLOCK)]
