"""Twenty-two measures of a stretch of music that tell its arousal and valence.

The song labeller and the judge of composed music share them. Which of them matter is measured in
`MUSIC_EMOTION.md` 1b: arousal shows in density, loudness and note length, valence in the mode.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import SCALES, Bar, Mode, Part
from emotune_gui.music.playing.thinning import rank_threshold

FloatArray = npt.NDArray[np.float64]

FEATURES: tuple[str, ...] = (
    "notes_per_s",
    "onsets_per_s",
    "median_ioi",
    "ioi_cv",
    "vel_mean",
    "vel_sd",
    "pitch_mean",
    "pitch_sd",
    "pitch_lo",
    "pitch_hi",
    "melody_mean",
    "bass_mean",
    "mel_step",
    "leap_frac",
    "dur_mean",
    "artic",
    "maj_minus_min",
    "key_r",
    "pc_entropy",
    "scale_consistency",
    "dissonance",
    "polyphony",
)
"""Seconds, MIDI note numbers and velocities, semitones, bits; shares and correlations."""

WITHOUT_LOUDNESS: tuple[str, ...] = tuple(
    name for name in FEATURES if name not in ("vel_mean", "vel_sd")
)
"""What is still meaningful in a score whose velocities mean nothing."""

_TOGETHER_S = 0.03
"""Onsets nearer than this are one (a chord as played)."""
_LEAP = 4
"""Semitones that a step or a third does not pass."""
MAJOR_PROFILE: FloatArray = np.array(
    [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
)
MINOR_PROFILE: FloatArray = np.array(
    [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17]
)
"""Key profiles of Krumhansl & Kessler 1982 (Psychological Review 89:334)."""
_SCALES = tuple(SCALES[mode] for mode in (Mode.IONIAN, Mode.AEOLIAN, Mode.HARMONIC_MINOR))
_CLASHES = (1, 6, 11)
"""Minor second, tritone, major seventh (modulo the octave)."""
_LEAST_NOTES = 2


def features(
    onsets_s: npt.ArrayLike,
    durations_s: npt.ArrayLike,
    pitches: npt.ArrayLike,
    velocities: npt.ArrayLike,
) -> FloatArray:
    """The 22 `FEATURES` of notes given as four equally long lists (percussion left out).

    Onsets and durations are seconds, pitches MIDI numbers, velocities 1-127; any order.
    Raises InvalidInput for fewer than two notes or when all of them begin at once.
    """
    onsets, lengths, keys, loud = (
        np.asarray(column, np.float64) for column in (onsets_s, durations_s, pitches, velocities)
    )
    if len(onsets) < _LEAST_NOTES:
        raise InvalidInput("There are too few notes in this music to say anything about it.")
    order = np.lexsort((keys, onsets))
    onsets, lengths, keys, loud = onsets[order], lengths[order], keys[order], loud[order]
    starts = np.concatenate([[True], np.diff(onsets) > _TOGETHER_S])
    firsts = np.flatnonzero(starts)
    if len(firsts) < _LEAST_NOTES:
        raise InvalidInput("All notes of this music begin at once; nothing can be said about it.")
    gaps = np.diff(onsets[firsts])
    melody = np.maximum.reduceat(keys, firsts)
    bass = np.minimum.reduceat(keys, firsts)
    steps = np.abs(np.diff(melody))
    span = max(float((onsets + lengths).max() - onsets[0]), 1e-3)
    held = _sounding_shares(lengths, np.cumsum(starts) - 1, gaps)
    values = [
        len(keys) / span,
        len(firsts) / span,
        float(np.median(gaps)),
        float(gaps.std() / gaps.mean()),
        float(loud.mean()),
        float(loud.std()),
        float(keys.mean()),
        float(keys.std()),
        float(np.percentile(keys, 5)),
        float(np.percentile(keys, 95)),
        float(melody.mean()),
        float(bass.mean()),
        float(steps.mean()),
        float((steps > _LEAP).mean()),
        float(lengths.mean()),
        held,
        *_tonality(keys, lengths),
        *_simultaneity(onsets, lengths, keys),
    ]
    return np.array(values)


def features_of_bars(bars: Sequence[Bar]) -> FloatArray:
    """The same of composed bars as the player thins them at their own density."""
    rows: list[tuple[float, float, int, int]] = []
    start = 0.0
    for bar in bars:
        beat = 60.0 / bar.parameters.tempo_bpm
        limit = rank_threshold(bar, bar.parameters.density, bar.parameters.tempo_bpm)
        rows += [
            (start + note.onset * beat, note.duration * beat, note.pitch, note.velocity)
            for note in bar.notes
            if note.part is not Part.DRUMS and note.rank <= limit
        ]
        start += bar.beats * beat
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    return features(*columns)


def _sounding_shares(lengths: FloatArray, groups: npt.NDArray[np.int64], gaps: FloatArray) -> float:
    """Median share of the time to the next onset that a note sounds, at most 1."""
    inner = groups < len(gaps)
    return float(np.median(np.minimum(1.0, lengths[inner] / gaps[groups[inner]])))


def _tonality(keys: FloatArray, lengths: FloatArray) -> tuple[float, float, float, float]:
    """Best major minus best minor key fit, best fit, pitch-class entropy, scale consistency.

    Every pitch class weighs as long as it sounds.
    """
    classes = keys.astype(np.int64) % 12
    weight = np.bincount(classes, np.maximum(lengths, 1e-6), minlength=12).astype(np.float64)
    major, minor = (
        max(_correlation(weight, np.roll(profile, k)) for k in range(12))
        for profile in (MAJOR_PROFILE, MINOR_PROFILE)
    )
    share = weight / weight.sum()
    heard = share[share > 0]
    entropy = float(-(heard * np.log2(heard)).sum())
    inside = max(share[(np.array(scale) + k) % 12].sum() for scale in _SCALES for k in range(12))
    return major - minor, max(major, minor), entropy, float(inside)


def _correlation(a: FloatArray, b: FloatArray) -> float:
    if a.std() < 1e-12:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _simultaneity(onsets: FloatArray, lengths: FloatArray, keys: FloatArray) -> tuple[float, float]:
    """Share of clashing pairs among overlapping notes, and mean number of notes at once."""
    ends = onsets + lengths
    pairs = clashes = 0
    for i in range(len(keys)):
        upto = np.searchsorted(onsets, ends[i] - 1e-3)
        later = keys[i + 1 : upto]
        pairs += len(later)
        clashes += int(np.isin(np.abs(later - keys[i]) % 12, _CLASHES).sum())
    covered = _covered(onsets, ends)
    return clashes / max(1, pairs), float(lengths.sum() / max(covered, 1e-6))


def _covered(onsets: FloatArray, ends: FloatArray) -> float:
    """Seconds in which at least one note sounds; onsets are in order."""
    until = np.maximum.accumulate(ends)
    before = np.concatenate([[onsets[0]], until[:-1]])
    return float(np.maximum(0.0, until - np.maximum(onsets, before)).sum())
