"""A look-ahead peak limiter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock

CEILING = 0.89
"""Highest absolute sample: just under -1 dBFS (0.8913)."""
CHUNK_FRAMES = 128
"""Gain is decided for each chunk and ramps across it; also the look-ahead (2.9 ms)."""
RELEASE_SECONDS = 0.25
"""Time in which the gain comes back from silence to one (linear)."""


class Limiter:
    """Delays by one chunk and turns down before a peak comes, so that none passes `CEILING`.

    The gain at a chunk's edge is never above what the chunks on both sides bear, and runs
    linearly between edges: no sample passes the ceiling and the gain has no jumps. Block lengths
    must be multiples of `CHUNK_FRAMES`.
    """

    latency_frames = CHUNK_FRAMES

    def __init__(self, sample_rate: int) -> None:
        self._rise = CHUNK_FRAMES / (RELEASE_SECONDS * sample_rate)
        self._held = np.zeros((CHUNK_FRAMES, 2), np.float32)
        self._held_need = 1.0
        self._gain = 1.0
        self.lowest_gain = 1.0
        """Lowest gain so far: 1.0 when the limiter never had to act."""

    def process(self, block: StereoBlock) -> StereoBlock:
        """Return as many frames as given (N x 2), one chunk late."""
        if len(block) % CHUNK_FRAMES:
            raise ValueError(f"{len(block)} frames are not whole chunks of {CHUNK_FRAMES}")
        joined = np.concatenate([self._held, block])
        self._held = joined[-CHUNK_FRAMES:].copy()
        needs = [self._held_need, *_needed_gains(block)]
        self._held_need = needs[-1]
        out = joined[:-CHUNK_FRAMES]
        if self._gain >= 1.0 and min(needs) >= 1.0:
            return out
        return out * self._ramp(needs)[:, None]

    def _ramp(self, needs: list[float]) -> npt.NDArray[np.float32]:
        edges = [self._gain]
        for near, far in pairwise(needs):
            edges.append(min(near, far, edges[-1] + self._rise, 1.0))
        self._gain = edges[-1]
        self.lowest_gain = min(self.lowest_gain, *edges)
        starts, ends = np.array(edges[:-1]), np.array(edges[1:])
        share = (np.arange(CHUNK_FRAMES) + 1) / CHUNK_FRAMES
        ramp = starts[:, None] + (ends - starts)[:, None] * share[None, :]
        return np.asarray(ramp.ravel(), np.float32)


def _needed_gains(block: StereoBlock) -> list[float]:
    peaks = np.abs(block).reshape(-1, CHUNK_FRAMES * 2).max(axis=1)
    return [float(g) for g in np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))]
