"""How loud a recording is, from a few places in it, so that it begins as loud as other music."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from math import log10
from pathlib import Path

import numpy as np

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.loudness import (
    GATE_LU,
    SILENCE_LUFS,
    TARGET_LUFS,
    LoudnessMeter,
)
from emotune_gui.music.songs.decoding import SAMPLE_RATE, decoded

PLACES = 8
HEARD_FRAMES = 8192
BLOCKS_A_PLACE = 6
"""About a second at each place."""
MOST_DB, LEAST_DB = 18.0, -18.0


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
        self._left = [step * (place + 0.5) for place in range(PLACES)] if step > 0.5 else [0.0]
        self._levels: list[float] = []
        self._meter = LoudnessMeter(SAMPLE_RATE, HEARD_FRAMES)

    def measure(self) -> bool:
        """Listen at one more place; False when there was none left."""
        if not self._left:
            return False
        # What is damaged here says nothing; playing finds out what can be heard.
        with suppress(EmoTuneError):
            self._listen(self._left.pop(0))
        if not self._left:
            self.gain_db = self._found()
        return True

    def _listen(self, start_s: float) -> None:
        blocks = decoded(self._path, SAMPLE_RATE, start_s)
        heard: list[StereoBlock] = []
        frames = 0
        for block in islice(blocks, 4000):
            heard.append(block)
            frames += len(block)
            if frames >= HEARD_FRAMES * BLOCKS_A_PLACE:
                break
        blocks.close()
        if heard:
            sound = np.concatenate(heard)
            for at in range(0, len(sound) - HEARD_FRAMES + 1, HEARD_FRAMES):
                self._levels.append(self._meter.level(sound[at : at + HEARD_FRAMES]))

    def _found(self) -> float:
        levels = [level for level in self._levels if level > SILENCE_LUFS]
        if not levels:
            return 0.0
        heard = [level for level in levels if level > max(levels) - GATE_LU]
        mean = 10.0 * log10(sum(10.0 ** (level / 10.0) for level in heard) / len(heard))
        return min(MOST_DB, max(LEAST_DB, TARGET_LUFS - mean))
