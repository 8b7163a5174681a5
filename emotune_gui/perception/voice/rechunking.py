"""Blocks of any length to chunks of one length, in order and dated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock
from emotune_gui.perception.voice.activity import CHUNK

_LOST_S = 0.25
"""A block that comes this much later (or earlier) than the one before ended is no sequel."""


class Rechunker:
    """Cuts a flow of blocks into CHUNK samples; what is not a finite number becomes 0."""

    def __init__(self) -> None:
        self._held = np.zeros(0, np.float32)
        self._end_t: float | None = None

    def interrupted(self, block: SoundBlock) -> bool:
        """Whether sound is missing before this block."""
        if self._end_t is None:
            return False
        return block.gap or abs(block.t - self._end_t) > _LOST_S

    def cut(self, block: SoundBlock) -> Iterator[tuple[float, SoundArray]]:
        """(second of its first sample, CHUNK samples) of each chunk that is now complete."""
        if self.interrupted(block):
            self._held = np.zeros(0, np.float32)
        begin = block.t - len(self._held) / SAMPLE_RATE
        self._end_t = block.t + block.duration_s
        sound = np.concatenate([self._held, _finite(block.samples)])
        whole = len(sound) - len(sound) % CHUNK
        self._held = sound[whole:]
        for at in range(0, whole, CHUNK):
            yield begin + at / SAMPLE_RATE, sound[at : at + CHUNK]


def _finite(samples: SoundArray) -> SoundArray:
    sound = np.ravel(np.asarray(samples, np.float32))
    return np.clip(np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0), -1.0, 1.0)
