"""Keys and chords of a score, as the network is told them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.music import Mode
from emotune_gui.music.composing.recurrent_chords import COMMON, NUMERALS
from emotune_gui.music.composing.scale import Chord, Scale, chord
from emotune_gui.music.features import MAJOR_PROFILE, MINOR_PROFILE

FloatArray = npt.NDArray[np.float64]

_WINDOW = 3
"""Bars on either side that help to tell a bar's key."""
_MODULATION = 0.9
"""Cost of a change of key, in correlations."""

_EXTENSION, _BORROWING, _CHANGE = 0.07, 0.16, 0.05
_FOREIGN = 0.8
_ON_ROOT, _ON_TONE = 0.25, 0.12


def keys_of(weights: FloatArray) -> list[Scale]:
    """The key of each bar from its pitch classes' durations (bars x 12), by dynamic programming."""
    kernel = np.ones(2 * _WINDOW + 1)
    near = np.stack([np.convolve(column, kernel, "same") for column in weights.T], 1)
    fit = np.stack([_correlations(row) for row in near])
    best, back = fit[0], []
    for row in fit[1:]:
        stay, change = best, best.max() - _MODULATION
        back.append(np.where(stay >= change, np.arange(24), int(best.argmax())))
        best = np.maximum(stay, change) + row
    path = [int(best.argmax())]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
    return [Scale(k % 12, Mode.IONIAN if k < 12 else Mode.AEOLIAN) for k in reversed(path)]


def _correlations(weights: FloatArray) -> FloatArray:
    """With the 12 major and the 12 minor keys."""
    if weights.std() < 1e-9:
        return np.zeros(24)
    profiles = [np.roll(p, k) for p in (MAJOR_PROFILE, MINOR_PROFILE) for k in range(12)]
    return np.array([np.corrcoef(weights, profile)[0, 1] for profile in profiles])


def chord_of(weights: FloatArray, bass: int | None, scale: Scale, before: Chord | None) -> Chord:
    """The chord that fits a stretch's pitch classes (durations, 12) best in that key.

    `bass` is the lowest pitch class heard; the chord stands on it where it has that tone.
    Silence keeps the chord before.
    """
    relative = np.roll(weights, -scale.tonic)
    total = relative.sum()
    if total <= 0:
        return before or chord("I" if scale.mode is Mode.IONIAN else "i")
    table, chords = _TABLES[scale.mode]
    low = -1 if bass is None else (bass - scale.tonic) % 12
    score = table @ (relative / total)
    for index, (candidate, cost) in enumerate(chords):
        score[index] -= cost
        if low == candidate.root:
            score[index] += _ON_ROOT
        elif low in {tone % 12 for tone in candidate.tones}:
            score[index] += _ON_TONE
        if before is not None and candidate.numeral == before.numeral:
            score[index] += _CHANGE
    found = chords[int(score.argmax())][0]
    return replace(found, bass=low) if low in {tone % 12 for tone in found.tones} else found


def _table(mode: Mode) -> tuple[FloatArray, list[tuple[Chord, float]]]:
    dark = mode is Mode.AEOLIAN
    chords = []
    for place, numeral in enumerate(NUMERALS[dark]):
        found = chord(numeral)
        cost = _BORROWING * (place >= COMMON[dark]) + _EXTENSION * (len(found.tones) > 3)
        chords.append((found, cost))
    rows = np.full((len(chords), 12), -_FOREIGN)
    for row, (found, _) in zip(rows, chords, strict=True):
        row[[tone % 12 for tone in found.tones]] = 1.0
    return rows, chords


_TABLES = {mode: _table(mode) for mode in (Mode.IONIAN, Mode.AEOLIAN)}
