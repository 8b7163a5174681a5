"""A recording that goes on playing while its tempo, pitch, loudness and brightness follow."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.songs.decoding import SAMPLE_RATE
from emotune_gui.music.songs.stretching import Stretcher

PUSHED_AT_ONCE = 1024
"""Frames; so long a change waits at most before it is on its way."""
SOFTEST_DB, LOUDEST_DB = -60.0, 12.0
DARKEST_DB, BRIGHTEST_DB = -15.0, 6.0
"""Change of what lies above `SHELF_HZ` at brightness 0 and 1; at 0.5 the sound is as recorded."""
SHELF_HZ = 1500.0
_SHELF_TAPS = 63
_END_FRAMES = 256
_LONGEST_DROUGHT = 2000
"""Empty blocks in a row after which a source counts as ended."""


@dataclass(frozen=True, slots=True)
class SoundShape:
    tempo_ratio: float = 1.0
    """0.5-2; above 1 faster."""
    semitones: float = 0.0
    gain_db: float = 0.0
    brightness: float = 0.5
    """0 dark, 0.5 as recorded, 1 bright."""


class AudioSong:
    """Plays blocks of stereo sound as they are decoded; used from one thread.

    Whatever the length of the recording, memory holds one block of the source and a tenth of a
    second of sound. A source that fails midway ends the song; `problem` says why.
    """

    def __init__(self, blocks: Iterator[StereoBlock], rate: int = SAMPLE_RATE) -> None:
        """`blocks` are frames x 2 (float32) at `rate`, as `decoding.decoded` gives them."""
        self.sample_rate = rate
        self.problem = ""
        self._blocks = blocks
        self._stretcher = Stretcher(rate)
        self._shelf = _Shelf(rate)
        self._shape = SoundShape()
        self._gain: float | None = None
        """None before the first block: there is nothing to glide from."""
        self._pushed = 0
        self._waiting = np.zeros((0, 2), np.float32)
        self._ready = np.zeros((0, 2), np.float32)
        self._source_ended = False

    def set(
        self,
        tempo_ratio: float = 1.0,
        semitones: float = 0.0,
        gain_db: float = 0.0,
        brightness: float = 0.5,
    ) -> None:
        """From the next block on; loudness and brightness glide over it.

        Values outside their ranges are taken as the nearest inside.
        """
        self._shape = SoundShape(tempo_ratio, semitones, gain_db, brightness)
        self._stretcher.set(tempo_ratio, semitones)

    @property
    def finished(self) -> bool:
        """True once every frame of the song has been rendered; then comes silence."""
        return self._source_ended and not len(self._ready) and not len(self._waiting)

    @property
    def position_s(self) -> float:
        """Seconds of the recording that were taken in (at most a tenth ahead of what is heard)."""
        return self._pushed / self.sample_rate

    def close(self) -> None:
        """Let go of the file; the song has ended."""
        self._source_ended = True
        self._ready = self._waiting = np.zeros((0, 2), np.float32)
        if isinstance(self._blocks, Generator):
            self._blocks.close()

    def render(self, frames: int) -> StereoBlock:
        """The next sound, `frames` x 2; silence after the end."""
        while len(self._ready) < frames and not self._source_ended:
            self._take()
        out = np.zeros((frames, 2), np.float32)
        taken = min(frames, len(self._ready))
        out[:taken] = self._ready[:taken]
        self._ready = self._ready[taken:]
        return self._levelled(self._shelf.filtered(out, self._shape.brightness))

    def _take(self) -> None:
        """One small piece of the source through the stretcher."""
        if not len(self._waiting):
            self._waiting = self._next_block()
        piece, self._waiting = self._waiting[:PUSHED_AT_ONCE], self._waiting[PUSHED_AT_ONCE:]
        if len(piece):
            self._pushed += len(piece)
            self._stretcher.push(piece)
        elif self._source_ended:
            self._stretcher.finish()
        self._ready = np.concatenate([self._ready, self._stretcher.pull()])
        if self._source_ended:
            # A file that was cut off must not end with a click.
            tail = self._ready[-_END_FRAMES:]
            tail *= np.linspace(1.0, 0.0, len(tail), dtype=np.float32)[:, None]
            # What the shelf holds back must come out before the end.
            self._ready = np.concatenate([self._ready, np.zeros((_SHELF_TAPS, 2), np.float32)])

    def _next_block(self) -> StereoBlock:
        try:
            for _ in range(_LONGEST_DROUGHT):
                block = next(self._blocks)
                if len(block):
                    return np.asarray(block, np.float32)
        except StopIteration:
            pass
        except EmoTuneError as error:
            self.problem = str(error)
        self._source_ended = True
        return np.zeros((0, 2), np.float32)

    def _levelled(self, block: StereoBlock) -> StereoBlock:
        """A straight line from the old gain to the new one, so that nothing clicks."""
        wanted = 10.0 ** (min(LOUDEST_DB, max(SOFTEST_DB, self._shape.gain_db)) / 20.0)
        before = wanted if self._gain is None else self._gain
        line = np.linspace(before, wanted, len(block) + 1, dtype=np.float32)[1:, None]
        self._gain = wanted
        levelled: StereoBlock = block * line
        return levelled


class _Shelf:
    """What lies above `SHELF_HZ` louder or softer; linear phase, 31 samples late."""

    def __init__(self, rate: int) -> None:
        middle = _SHELF_TAPS // 2
        n = np.arange(_SHELF_TAPS) - middle
        low = np.sinc(2 * SHELF_HZ / rate * n) * np.hanning(_SHELF_TAPS + 2)[1:-1]
        self._low: npt.NDArray[np.float64] = low / low.sum()
        self._middle = middle
        self._kept = np.zeros((_SHELF_TAPS - 1, 2), np.float32)
        self._gain = 1.0

    def filtered(self, block: StereoBlock, brightness: float) -> StereoBlock:
        sound = np.concatenate([self._kept, block])
        self._kept = sound[len(block) :]
        straight = sound[self._middle : self._middle + len(block)]
        wanted = _shelf_gain(brightness)
        if wanted == 1.0 == self._gain:
            return straight
        low = np.stack(
            [np.convolve(sound[:, c], self._low, mode="valid") for c in range(2)], axis=1
        )
        line = np.linspace(self._gain, wanted, len(block) + 1)[1:, None]
        self._gain = wanted
        shelved: StereoBlock = (low + line * (straight - low)).astype(np.float32)
        return shelved


def _shelf_gain(brightness: float) -> float:
    away = 2.0 * min(1.0, max(0.0, brightness)) - 1.0
    decibels = away * (BRIGHTEST_DB if away > 0 else -DARKEST_DB)
    return float(10.0 ** (decibels / 20.0))
