"""Affect to musical parameters: pure, additive and monotone.

Every constant is a starting value from the literature and the corpora summed up in
`MUSIC_EMOTION.md` (section 2). An additive linear map explains 77-89 % of listeners' ratings
(Eerola, Friberg & Bresin 2013, Frontiers in Psychology 4:487); arousal is carried by tempo,
density and loudness, valence by the mode.
"""

from __future__ import annotations

from math import isfinite, log

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import TUNED_PARAMETERS, MappingWeights
from emotune_gui.domain.music import (
    ANY_INSTRUMENTS,
    Instrumentation,
    Mode,
    MusicControls,
    MusicParameters,
)
from emotune_gui.domain.session import Plan
from emotune_gui.music.instruments import ensemble

TEMPO_RANGE = (54.0, 168.0)
DENSITY_RANGE = (1.0, 7.0)
LOUDNESS_RANGE = (40.0, 100.0)
REGISTER_RANGE = (57.0, 77.0)
ARTICULATION_RANGE = (0.4, 1.1)

BORDER_WIDTH = 0.04
"""Half-width in affect units of the band round a border in which the present choice stays."""

_TENSE_AROUSAL = 0.1
"""Above this arousal a dark mode is a tense one (Phrygian), below it a sad one (Aeolian)."""

_Ladder = tuple[tuple[float, Mode], ...]

_LIVELY_BRIGHT: _Ladder = (
    (0.75, Mode.LYDIAN),
    (0.2, Mode.IONIAN),
    (-0.12, Mode.MIXOLYDIAN),
    (-0.3, Mode.DORIAN),
)
_QUIET_BRIGHT: _Ladder = ((0.2, Mode.IONIAN), *_LIVELY_BRIGHT[2:])
_TENSE: _Ladder = (
    *_LIVELY_BRIGHT,
    (-0.45, Mode.AEOLIAN),
    (-0.7, Mode.PHRYGIAN),
    (-2.0, Mode.HARMONIC_MINOR),
)
_QUIET: _Ladder = (
    *_QUIET_BRIGHT,
    (-0.8, Mode.AEOLIAN),
    (-2.0, Mode.HARMONIC_MINOR),
)
"""Lowest valence of each mode, brightest first: the brightness ladder of MUSIC_EMOTION.md 1g
with the borders of its section 2 (quadrant columns of the row `mode`)."""

_LOWEST_SLOPE: dict[str, float] = {
    "tempo_bpm": -38.0,
    "density": -3.2 * 0.75 * log(2.0) * 2.0**-0.75,
    "loudness": -20.0,
}
"""A personal arousal slope below these would turn the clinical answer to arousal round."""


def apply(
    target: Affect,
    weights: MappingWeights,
    *,
    plan: Plan,
    estimate_id: int | None = None,
    previous: MusicParameters | None = None,
    instrumentation: Instrumentation = ANY_INSTRUMENTS,
) -> MusicParameters:
    """The music for one affect: clinical mapping plus personal offsets, clamped.

    With `previous` (the parameters in force) the mode and the ensemble change only once the
    affect has left the border by `BORDER_WIDTH`, so that doubt at a border does not flicker.
    The loudness never passes `plan.loudness_limit`. Raises ValueError for offsets that are
    not finite numbers.
    """
    valence, arousal = target.valence, target.arousal
    offsets = personal_offsets(target, weights)
    tense = _share(arousal) * _share(-valence)
    ceiling = min(LOUDNESS_RANGE[1], plan.loudness_limit)
    loudness = max(LOUDNESS_RANGE[0], 65 + 20 * arousal + offsets["loudness"])
    return MusicParameters(
        tempo_bpm=_clamp(104 + 38 * arousal + 8 * valence + offsets["tempo_bpm"], TEMPO_RANGE),
        density=_clamp(3.2 * 2.0 ** (0.75 * arousal) + offsets["density"], DENSITY_RANGE),
        loudness=max(1.0, min(ceiling, loudness)),
        velocity_spread=11 - 1.5 * arousal,
        mode=_mode(valence + offsets["modality"], arousal, previous),
        register=_clamp(67 + 3 * arousal + 2 * valence + offsets["register"], REGISTER_RANGE),
        bass_register=BASS_CENTRE - 3 * arousal + valence - 5 * tense,
        articulation=_clamp(
            0.85 - 0.25 * arousal - 0.05 * valence + offsets["articulation"], ARTICULATION_RANGE
        ),
        dissonance=0.05 + 0.05 * max(0.0, -valence) + 0.03 * tense,
        brightness=_clamp(0.5 + 0.35 * arousal + 0.15 * valence, (0.0, 1.0)),
        instruments=ensemble(
            target,
            plan.excluded_parts,
            () if previous is None else previous.instruments,
            BORDER_WIDTH,
            instrumentation,
        ),
        estimate_id=estimate_id,
        weights_version=weights.version,
    )


BASS_CENTRE = 45.0
"""MUSIC_EMOTION.md gives 56 for the lowest notes of a piano texture, rests of the left hand
included; a bass part alone, which those figures do not isolate, sits about 11 lower."""


def controls(
    parameters: MusicParameters, *, estimate_id: int | None, decided_at: float
) -> MusicControls:
    """The part of the parameters that the player follows between bar lines.

    `decided_at` is the monotonic second of the estimate behind them.
    """
    return MusicControls(
        tempo_bpm=parameters.tempo_bpm,
        loudness=parameters.loudness,
        density=parameters.density,
        estimate_id=estimate_id,
        decided_at=decided_at,
    )


def personal_offsets(target: Affect, weights: MappingWeights) -> dict[str, float]:
    """Offset of each tuned parameter at this affect, in the parameter's own units.

    The slopes are bounded so that no set of weights makes the music slower, thinner or softer
    as arousal rises, or darker as valence rises.
    """
    table = dict(zip(TUNED_PARAMETERS, weights.offsets, strict=True))
    if not all(isfinite(value) for row in table.values() for value in row):
        raise ValueError(f"mapping weights version {weights.version} are not finite")
    return {name: _offset(name, row, target) for name, row in table.items()}


def _offset(name: str, row: tuple[float, ...], target: Affect) -> float:
    constant, by_valence, by_arousal = row
    by_arousal = max(by_arousal, _LOWEST_SLOPE.get(name, by_arousal))
    if name == "modality":
        by_valence = max(by_valence, -1.0)
    return constant + by_valence * target.valence + by_arousal * target.arousal


def _mode(valence: float, arousal: float, previous: MusicParameters | None) -> Mode:
    near = _modes_near(valence, arousal)
    if previous is not None and previous.mode in near:
        return previous.mode
    return _rung(valence, _ladder(arousal))


def _modes_near(valence: float, arousal: float) -> set[Mode]:
    """Every mode that a shift of at most `BORDER_WIDTH` either way would choose."""
    shifts = (-BORDER_WIDTH, BORDER_WIDTH)
    return {_rung(valence + dv, _ladder(arousal + da)) for dv in shifts for da in shifts}


def _ladder(arousal: float) -> _Ladder:
    return _TENSE if arousal >= _TENSE_AROUSAL else _QUIET


def _rung(valence: float, ladder: _Ladder) -> Mode:
    return next((mode for floor, mode in ladder if valence >= floor), ladder[-1][1])


def _share(value: float) -> float:
    """0 below zero, 1 from 0.3 up, straight between: a soft 'greater than zero'."""
    return _clamp(value / 0.3, (0.0, 1.0))


def _clamp(value: float, bounds: tuple[float, float]) -> float:
    return min(bounds[1], max(bounds[0], value))
