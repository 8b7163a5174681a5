"""Peaks between the samples, as a converter will make them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock

OVERSAMPLING = 4
TAPS = 16
"""Of each phase: before a piece so many frames of the piece before are looked at as well."""
_WORTH_LOOKING = 0.55
"""Share of the ceiling below which no peak between samples reaches it: the phases' absolute sums
stay below 1 / 0.55."""


def _phases() -> tuple[npt.NDArray[np.float32], ...]:
    """Windowed-sinc interpolators at 1/4, 1/2 and 3/4 between two samples (BS.1770-4, annex 2,
    asks for four times; the window is Kaiser's, beta 5)."""
    phases = []
    for step in range(1, OVERSAMPLING):
        t = np.arange(TAPS) - TAPS // 2 + 1 - step / OVERSAMPLING
        window = np.i0(5.0 * np.sqrt(np.clip(1.0 - (t / (TAPS / 2)) ** 2, 0.0, 1.0))) / np.i0(5.0)
        taps = np.sinc(t) * window
        phases.append((taps / taps.sum()).astype(np.float32)[::-1])
    return tuple(phases)


_PHASES = _phases()


def true_peak(sound: StereoBlock, ceiling: float) -> float:
    """Highest absolute value of `sound` (frames x 2), samples and between them.

    Between samples it is looked only when a sample is high enough for the `ceiling` to matter;
    the first and last `TAPS` / 2 frames are seen at the samples alone.
    """
    peak = max(float(sound.max()), -float(sound.min()))
    if peak < _WORTH_LOOKING * ceiling:
        return peak
    for channel in (0, 1):
        line = np.ascontiguousarray(sound[:, channel])
        for phase in _PHASES:
            between = np.convolve(line, phase, "valid")
            peak = max(peak, float(between.max()), -float(between.min()))
    return peak
