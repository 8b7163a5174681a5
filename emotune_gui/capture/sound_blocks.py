"""From a flow of samples to numbered, dated, read-only blocks."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nextafter

import numpy as np

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock

BLOCK = 512
"""Samples in a block: 32 ms."""
_LEAST = 160
"""A last piece shorter than 10 ms goes with the block before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """16 kHz samples from `at` seconds on, going on where the stretch before ended unless `gap`."""

    at: float
    samples: SoundArray
    gap: bool = False


class BlockCounter:
    """Gives blocks their sequence number and a strictly increasing time, over reopenings too."""

    def __init__(self) -> None:
        self._seq = 0
        self._last_t = -inf
        self._interrupted = False

    def interrupted(self) -> None:
        """Sound was lost: the next block, unless it is the first of all, is marked `gap`."""
        self._interrupted = self._seq > 0

    def block(
        self, samples: SoundArray, t: float, position_s: float = 0.0, *, gap: bool = False
    ) -> SoundBlock:
        """Freeze `samples`, which the block owns from now on."""
        t = max(t, nextafter(self._last_t, inf))
        samples.setflags(write=False)
        block = SoundBlock(self._seq, t, samples, position_s, gap or self._interrupted)
        self._interrupted = False
        self._seq += 1
        self._last_t = t
        return block


class Cutter:
    """Cuts stretches of any length into pieces of BLOCK samples.

    With `reserve` (recordings) the end of a stretch can be made into a last, longer piece; a
    microphone has no end and what is left over at a gap is dropped.
    """

    def __init__(self, *, reserve: bool = False) -> None:
        self._needed = BLOCK + (_LEAST if reserve else 0)
        self._at = 0.0
        self._held = np.zeros(0, dtype=np.float32)
        self._gap = False

    def push(self, stretch: Stretch) -> list[Stretch]:
        """The pieces complete by now."""
        rest = self.finish() if stretch.gap else []
        if not len(self._held):
            self._at = stretch.at
        self._gap |= stretch.gap
        self._held = np.concatenate([self._held, stretch.samples])
        pieces = []
        while len(self._held) >= self._needed:
            pieces.append(self._cut(BLOCK))
        return rest + pieces

    def finish(self) -> list[Stretch]:
        """What is left over, if it is a recording's."""
        if not len(self._held) or self._needed == BLOCK:
            self._held = np.zeros(0, dtype=np.float32)
            return []
        return [self._cut(len(self._held))]

    def _cut(self, count: int) -> Stretch:
        piece = Stretch(self._at, self._held[:count].copy(), self._gap)
        self._held = self._held[count:]
        self._at += count / SAMPLE_RATE
        self._gap = False
        return piece
