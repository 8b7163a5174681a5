"""The clinical centre and the reach of each tuned parameter.

The centres are those of the clinical mapping (MUSIC_EMOTION.md, section 2), written down here a
second time because this room may not import the music; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.music import Mode, MusicParameters

MODE_BRIGHTNESS: dict[Mode, float] = {
    Mode.LYDIAN: 0.85,
    Mode.IONIAN: 0.5,
    Mode.MIXOLYDIAN: 0.04,
    Mode.DORIAN: -0.2,
    Mode.AEOLIAN: -0.45,
    Mode.PHRYGIAN: -0.6,
    Mode.HARMONIC_MINOR: -0.85,
}
"""Place of a mode on the ladder, as the middle of the valences that choose it (-1 to 1)."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """One tuned parameter. `reach` is the trust region: the widest personal offset, in units."""

    reach: float
    centre: Callable[[Affect], float]
    heard: Callable[[MusicParameters], float]


TUNED: dict[str, Tuned] = {
    "tempo_bpm": Tuned(15.0, lambda a: 104 + 38 * a.arousal + 8 * a.valence, lambda p: p.tempo_bpm),
    "density": Tuned(0.8, lambda a: 3.2 * 2.0 ** (0.75 * a.arousal), lambda p: p.density),
    "loudness": Tuned(8.0, lambda a: 65 + 20 * a.arousal, lambda p: p.loudness),
    "register": Tuned(5.0, lambda a: 67 + 3 * a.arousal + 2 * a.valence, lambda p: p.register),
    "articulation": Tuned(
        0.15,
        lambda a: min(1.1, 0.85 - 0.25 * a.arousal - 0.05 * a.valence),
        lambda p: p.articulation,
    ),
    "modality": Tuned(0.4, lambda a: a.valence, lambda p: MODE_BRIGHTNESS[p.mode]),
}
"""In the order of TUNED_PARAMETERS (a test holds that)."""


def deviation(parameters: MusicParameters, target: Affect) -> tuple[float, ...]:
    """How far a bar lies from the clinical answer to its target, in reaches, by parameter."""
    return tuple((t.heard(parameters) - t.centre(target)) / t.reach for t in TUNED.values())


def extremity(parameters: MusicParameters) -> tuple[float, ...]:
    """How far a bar lies from neutral music, in reaches, by parameter."""
    return tuple((t.heard(parameters) - t.centre(NEUTRAL_AFFECT)) / t.reach for t in TUNED.values())
