"""How loud a recording is and where its sound ends, before it is played: from a few places."""

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
ENDING_S = 12.0
"""So much before the end of the file silence is looked for: the next song need not wait for it."""
INAUDIBLE = 0.003
"""-50 dBFS."""
RINGING_S = 0.3
MOST_DB, LEAST_DB = 18.0, -26.0


class GainFinder:
    """The gain in dB that brings a recording to `TARGET_LUFS`, measured place by place.

    The mean of K-weighted power over the places, those far below the loudest part left out
    (BS.1770's gate, relative to what is heard, simplified).
    """

    def __init__(self, path: Path, duration_s: float) -> None:
        self.gain_db = 0.0
        """0 until every place was heard, and for a recording of silence."""
        self.end_s = duration_s
        """Where its sound ends, by the file's own account until that was heard."""
        self._path = path
        step = max(0.0, duration_s) / PLACES
        self._places = [step * (place + 0.5) for place in range(PLACES)] if step > 0.5 else [0.0]
        self._levels: list[float] = []
        self._meter = LoudnessMeter(SAMPLE_RATE, HEARD_FRAMES)
        self._work: Iterator[None] | None = self._listening()

    @property
    def going_on(self) -> bool:
        return self._work is not None

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
        if self.end_s > ENDING_S:
            with suppress(EmoTuneError):
                yield from self._end(self.end_s - ENDING_S)

    def _end(self, start_s: float) -> Iterator[None]:
        heard, last = 0, 0
        for number, block in enumerate(decoded(self._path, SAMPLE_RATE, start_s)):
            loud = np.flatnonzero(np.abs(block).max(axis=1) > INAUDIBLE)
            last = heard + int(loud[-1]) if len(loud) else last
            heard += len(block)
            if number % DECODED_AT_ONCE == DECODED_AT_ONCE - 1:
                yield
        if last:
            self.end_s = min(self.end_s, start_s + last / SAMPLE_RATE + RINGING_S)

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
