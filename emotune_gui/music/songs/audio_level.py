"""How loud a recording is, from a few places in it, so that it begins as loud as other music."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from math import log10
from pathlib import Path

import numpy as np

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.music.playing.loudness import (
    GATE_LU,
    SILENCE_LUFS,
    TARGET_LUFS,
    LoudnessMeter,
)
from emotune_gui.music.songs.decoding import SAMPLE_RATE, decoded

PLACES = 12
HEARD_FRAMES = 8192
BLOCKS_A_PLACE = 2
"""0.4 s at each place."""
DECODED_AT_ONCE = 8
MOST_DB, LEAST_DB = 18.0, -26.0


class GainFinder:
    """The gain in dB that brings a recording to `TARGET_LUFS`, measured place by place.

    The mean of K-weighted power over the places, those far below the loudest part left out
    (BS.1770's gate, relative to what is heard, simplified).
    """

    def __init__(self, path: Path, duration_s: float) -> None:
        self.gain_db = 0.0
        """0 until every place was heard, and for a recording of silence."""
        self._path = path
        step = max(0.0, duration_s) / PLACES
        self._places = [step * (place + 0.5) for place in range(PLACES)] if step > 0.5 else [0.0]
        self._levels: list[float] = []
        self._meter = LoudnessMeter(SAMPLE_RATE, HEARD_FRAMES)
        self._work: Iterator[None] | None = self._listening()

    def measure(self) -> bool:
        """Listen a little more, some hundredths of a second; False when all was heard."""
        if self._work is None:
            return False
        try:
            next(self._work)
        except StopIteration:
            self._work, self.gain_db = None, self._found()
        return True

    def _listening(self) -> Iterator[None]:
        for start_s in self._places:
            # What is damaged here says nothing; playing finds out what can be heard.
            with suppress(EmoTuneError):
                yield from self._at(start_s)
            yield

    def _at(self, start_s: float) -> Iterator[None]:
        blocks = decoded(self._path, SAMPLE_RATE, start_s)
        sound = np.zeros((0, 2), np.float32)
        for number, block in enumerate(blocks):
            sound = np.concatenate([sound, block])
            if len(sound) >= HEARD_FRAMES * BLOCKS_A_PLACE:
                break
            if number % DECODED_AT_ONCE == DECODED_AT_ONCE - 1:
                yield
        blocks.close()
        for at in range(0, len(sound) - HEARD_FRAMES + 1, HEARD_FRAMES):
            self._levels.append(self._meter.level(sound[at : at + HEARD_FRAMES]))

    def _found(self) -> float:
        levels = [level for level in self._levels if level > SILENCE_LUFS]
        if not levels:
            return 0.0
        heard = [level for level in levels if level > max(levels) - GATE_LU]
        mean = 10.0 * log10(sum(10.0 ** (level / 10.0) for level in heard) / len(heard))
        return min(MOST_DB, max(LEAST_DB, TARGET_LUFS - mean))
