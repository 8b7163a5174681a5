"""Of a mode's progressions those that leave no doubt about the mode.

Valence is carried by the mode (Eerola, Friberg & Bresin 2013), and listeners take i-bVI-bIII-bVII
for major as easily as for minor. How clear a progression is, is told by the key profiles of
Krumhansl & Kessler 1982.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.music import Mode
from emotune_gui.music.composing import harmony
from emotune_gui.music.composing.harmony import Colour, Progression, Role
from emotune_gui.music.composing.texture import DARK_MODES
from emotune_gui.music.features import MAJOR_PROFILE, MINOR_PROFILE

_CLEAR = 0.08
"""Difference of the best major and minor correlations from which a mode is clear."""
_FEWEST = 3
_STEPS = 24
"""Finer than any table of progressions is long."""


def _standardised() -> npt.NDArray[np.float64]:
    """The 12 major and 12 minor key profiles, each with mean 0 and norm 1."""
    rows = np.array([np.roll(p, k) for p in (MAJOR_PROFILE, MINOR_PROFILE) for k in range(12)])
    rows = rows - rows.mean(1, keepdims=True)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


_KEYS = _standardised()


def clear_progression(mode: Mode, role: Role, colour: Colour, choice: float) -> Progression:
    """One of the mode's clear progressions for that role; `choice` in [0, 1) picks it."""
    options = _clear_options(mode, role, colour)
    return options[int(choice * len(options))]


def clarity(progression: Progression, mode: Mode) -> float:
    """How much better the mode's own kind of key (major, minor) fits than the other, -2 to 2."""
    weight = np.zeros(12)
    for bar in progression:
        for chord in bar:
            for tone in (*chord.tones, chord.bass):
                weight[tone % 12] += 1.0 / len(bar)
    deviation = weight - weight.mean()
    fits = _KEYS @ (deviation / max(1e-9, float(np.linalg.norm(deviation))))
    major, minor = float(fits[:12].max()), float(fits[12:].max())
    return minor - major if mode in DARK_MODES else major - minor


@lru_cache(maxsize=128)
def _clear_options(mode: Mode, role: Role, colour: Colour) -> tuple[Progression, ...]:
    """The clear ones of that colour, or of any colour, or at least the clearest few."""
    own = _options(mode, role, colour)
    every = list(dict.fromkeys([*own, *(p for c in Colour for p in _options(mode, role, c))]))
    for pool in (own, every):
        clear = [p for p in pool if clarity(p, mode) >= _CLEAR]
        if len(clear) >= _FEWEST:
            return tuple(clear)
    return tuple(sorted(every, key=lambda p: -clarity(p, mode))[:_FEWEST])


def _options(mode: Mode, role: Role, colour: Colour) -> list[Progression]:
    steps = ((k + 0.5) / _STEPS for k in range(_STEPS))
    return list(dict.fromkeys(harmony.progression(mode, role, colour, step) for step in steps))
