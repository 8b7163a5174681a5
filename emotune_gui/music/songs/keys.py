"""The key of a piece, by comparing how long each pitch class sounds with key profiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.music import Mode

MAJOR_PROFILE = (5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0)
MINOR_PROFILE = (5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0)
"""Temperley, What's key for key? (1999), Music Perception 17(1), table 1."""

CLOSING_SHARE = 0.15
"""How much of the evidence the last bass note is: a piece ends on its tonic far more often
than not. Between relative keys, whose profiles are close, this decides."""


@dataclass(frozen=True, slots=True)
class Key:
    tonic: int
    """Pitch class, 0 = C."""
    mode: Mode
    """IONIAN or AEOLIAN."""
    certainty: float
    """0-1: lead over the next key, in correlation."""


def find_key(sounding: Iterable[tuple[int, float]], closing: int | None = None) -> Key:
    """The best of 24 keys for (MIDI pitch, duration) pairs; durations in any unit.

    `closing` is the pitch of the last bass note, where known. Nothing at all is C major.
    """
    fits = _fits(histogram(sounding))
    if closing is not None:
        fits[:, closing % 12] += CLOSING_SHARE
    return _best(fits)


def _best(fits: npt.NDArray[np.float64]) -> Key:
    order = np.argsort(fits, axis=None)
    row, tonic = divmod(int(order[-1]), 12)
    lead = float(fits.flat[order[-1]] - fits.flat[order[-2]])
    mode = Mode.IONIAN if row == 0 else Mode.AEOLIAN
    return Key(tonic, mode, min(1.0, max(0.0, lead)))


def key_of_histogram(weights: npt.NDArray[np.float64]) -> Key:
    """The best of 24 keys for 12 shares of pitch classes."""
    return _best(_fits(weights))


def fit_of_modes(weights: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Correlation with the best major and the best minor key, each -1 to 1."""
    major, minor = _fits(weights).max(axis=1)
    return float(major), float(minor)


def histogram(sounding: Iterable[tuple[int, float]]) -> npt.NDArray[np.float64]:
    """Share of sounding time of each pitch class, 12 numbers; all zero for no sound."""
    weights = np.zeros(12)
    for pitch, duration in sounding:
        weights[pitch % 12] += duration
    total = weights.sum()
    return weights / total if total > 0 else weights


def _fits(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Correlations with the 24 keys, 2 x 12 (major, minor; tonic)."""
    centred = weights - weights.mean()
    length = float(np.linalg.norm(centred))
    fits = np.zeros((2, 12))
    for row, profile in enumerate((MAJOR_PROFILE, MINOR_PROFILE)):
        shape = np.array(profile) - np.mean(profile)
        for tonic in range(12):
            turned = np.roll(shape, tonic)
            if length > 0:
                fits[row, tonic] = centred @ turned / (length * np.linalg.norm(turned))
    # With nothing to tell, argsort would take the last key; C major is the plain answer.
    fits[0, 0] += 1e-9
    return fits
