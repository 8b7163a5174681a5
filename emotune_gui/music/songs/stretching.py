"""Sound made slower, faster, higher or lower while it runs.

Tempo by FFmpeg's `atempo` (waveform similarity overlap-add, LGPL, kept with FFmpeg and inside
PyAV), whose tempo may be changed at any sample. Pitch by resampling after it: sound to be p times
as high is first made p times as long. Measured against the other stretchers that have wheels:
docs/songs.md.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock

SLOWEST, FASTEST = 0.5, 2.0
LOWEST, HIGHEST = -12.0, 12.0
"""Semitones."""
_HALF_TAPS = 12
_TAPS = np.arange(-_HALF_TAPS + 1, _HALF_TAPS + 1)
_PHASES = 256
_KAISER = 8.0
_NOTICEABLE = 1e-4

FloatArray = npt.NDArray[np.float32]


class Stretcher:
    """Feed with `push`, take with `pull`; used from one thread."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._pitch = 1.0
        self._speed = 1.0
        self._pushed = 0
        self._resampler = Resampler()
        self._flushed = False
        self._open()

    def set(self, tempo_ratio: float, semitones: float) -> None:
        """From the next sound on; outside the ranges of this module the nearest is taken."""
        self._pitch = 2.0 ** (min(HIGHEST, max(LOWEST, semitones)) / 12.0)
        speed = min(FASTEST, max(SLOWEST, tempo_ratio)) / self._pitch
        if abs(speed - self._speed) > _NOTICEABLE:
            self._speed = speed
            for stage, share in zip(self._stages, _shares(speed), strict=True):
                stage.process_command("tempo", f"{share:.6f}")

    def push(self, block: StereoBlock) -> None:
        import av

        planes = np.ascontiguousarray(block.T, np.float32)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate = self._rate
        frame.time_base = Fraction(1, self._rate)
        frame.pts = self._pushed
        self._pushed += len(block)
        self._source.push(frame)

    def finish(self) -> None:
        """Nothing more is pushed; what is inside comes out."""
        if not self._flushed:
            self._flushed = True
            self._source.push(None)

    def pull(self) -> StereoBlock:
        """What is ready, perhaps nothing (0 x 2)."""
        import av

        ready: list[FloatArray] = []
        while True:
            try:
                frame: Any = self._sink.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            ready.append(frame.to_ndarray().T)
        if not ready:
            return np.zeros((0, 2), np.float32)
        return self._resampler.read(np.concatenate(ready), self._pitch)

    def _open(self) -> None:
        """Two stages of atempo, since one goes no slower than half and p may ask for less."""
        from av.filter import Graph

        graph = Graph()
        self._source = graph.add_abuffer(
            sample_rate=self._rate,
            format="fltp",
            layout="stereo",
            time_base=Fraction(1, self._rate),
        )
        self._stages = [graph.add("atempo", "1.0") for _ in range(2)]
        shape = graph.add("aformat", "sample_fmts=fltp:channel_layouts=stereo")
        self._sink = graph.add("abuffersink")
        chain = [self._source, *self._stages, shape, self._sink]
        for before, after in pairwise(chain):
            before.link_to(after)
        graph.configure()
        self._graph = graph


def _shares(speed: float) -> tuple[float, float]:
    """The speeds of the two stages; the second works only where the first cannot alone."""
    first = min(2.0, max(0.5, speed))
    return first, speed / first


class Resampler:
    """Reads sound at another pace, any number of frames at a time, without a seam."""

    def __init__(self) -> None:
        self._kept = np.zeros((2 * _HALF_TAPS, 2), np.float32)
        self._place = float(_HALF_TAPS)
        self._pace = 1.0
        self._table = _kernels(1.0)

    def read(self, block: StereoBlock, pace: float) -> StereoBlock:
        """`len(block) / pace` frames, give or take one; pace above 1 is faster and higher."""
        if pace != self._pace:
            self._pace, self._table = pace, _kernels(pace)
        sound = np.concatenate([self._kept, block])
        last = len(sound) - _HALF_TAPS
        count = max(0, int(np.ceil((last - self._place) / pace)))
        places = self._place + pace * np.arange(count, dtype=np.float64)
        out = self._interpolated(sound, places)
        next_place = self._place + pace * count
        drop = max(0, min(int(next_place) - _HALF_TAPS, len(sound)))
        self._kept = sound[drop:]
        self._place = next_place - drop
        return out

    def _interpolated(
        self, sound: FloatArray, places: npt.NDArray[np.floating[Any]]
    ) -> StereoBlock:
        whole = np.floor(places).astype(np.int64)
        if self._pace == 1.0 and np.all(places == whole):
            return np.ascontiguousarray(sound[whole])
        phase = (places - whole) * _PHASES
        row = phase.astype(np.int64)
        share = (phase - row).astype(np.float32)[:, None]
        weights = (1 - share) * self._table[row] + share * self._table[row + 1]
        around = sound[whole[:, None] + _TAPS]
        read: StereoBlock = np.einsum("ft,ftc->fc", weights, around).astype(np.float32)
        return read


def _kernels(pace: float) -> FloatArray:
    """Windowed sincs for `_PHASES` places between two samples and one more, phases x taps.

    Cut off lower where the pace would fold sound back; each sums to one.
    """
    distance = np.arange(_PHASES + 1)[:, None] / _PHASES - _TAPS
    cutoff = min(1.0, 1.0 / pace)
    window = np.i0(_KAISER * np.sqrt(np.maximum(0.0, 1 - (distance / _HALF_TAPS) ** 2)))
    weights = np.sinc(cutoff * distance) * window
    kernels: FloatArray = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return kernels
