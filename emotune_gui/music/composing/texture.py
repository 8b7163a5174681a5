"""Which figures and voices play, by energy and by brightness of the mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emotune_gui.domain.music import Mode, MusicParameters, Part
from emotune_gui.music.composing import bass, figures
from emotune_gui.music.composing.bass import BassPattern
from emotune_gui.music.composing.figures import Figure
from emotune_gui.music.composing.form import Phrase

DARK_MODES = frozenset({Mode.DORIAN, Mode.AEOLIAN, Mode.PHRYGIAN, Mode.HARMONIC_MINOR})
QUIET_BELOW, LIVELY_ABOVE = 0.36, 0.58
REDECIDE = 0.22
"""Change of energy that alters the texture within a phrase instead of at its end."""

_DRUMS_ABOVE, _COUNTER_ABOVE, _PAD_BELOW = 0.52, 0.5, 0.62
_OCTAVES_ABOVE = 0.6


@dataclass(frozen=True, slots=True)
class Texture:
    """Chosen at a phrase's start and kept while energy and mode stay near."""

    figure: Figure
    pattern: BassPattern
    energy: float
    dark: bool
    parts: frozenset[Part]
    voice: Part | None
    """Who has the melody; None in an interlude without anyone to take it."""
    octaves: bool
    """The melody is doubled an octave up."""

    def suits(self, energy: float, dark: bool) -> bool:
        return dark == self.dark and abs(energy - self.energy) <= REDECIDE


def energy_of(parameters: MusicParameters) -> float:
    """0-1 from tempo, density and loudness, each over the range the mapping gives it."""
    tempo = (parameters.tempo_bpm - 66) / 76
    density = (parameters.density - 1.9) / 3.5
    loudness = (parameters.loudness - 45) / 40
    return min(1.0, max(0.0, (tempo + density + loudness) / 3))


def chosen(phrase: Phrase, energy: float, dark: bool, programs: Mapping[Part, int]) -> Texture:
    """The texture of a phrase for the parts that have an instrument."""
    if energy < QUIET_BELOW:
        figure_options, bass_options = figures.QUIET, bass.QUIET
    elif energy < LIVELY_ABOVE:
        figure_options, bass_options = figures.MIDDLE, bass.MIDDLE
    elif dark:
        figure_options, bass_options = figures.LIVELY_DARK, bass.LIVELY_DARK
    else:
        figure_options, bass_options = figures.LIVELY_BRIGHT, bass.LIVELY_BRIGHT
    return Texture(
        figure=figure_options[int(phrase.figure * len(figure_options))],
        pattern=bass_options[int(phrase.bass * len(bass_options))],
        energy=energy,
        dark=dark,
        parts=_parts(phrase, energy),
        voice=_voice(phrase, programs),
        octaves=energy >= _OCTAVES_ABOVE and phrase.number % 2 == int(dark),
    )


def _parts(phrase: Phrase, energy: float) -> frozenset[Part]:
    parts = {Part.CHORDS, Part.BASS}
    if energy >= _DRUMS_ABOVE:
        parts.add(Part.DRUMS)
    if energy >= _COUNTER_ABOVE and phrase.number % 2 == 1 and phrase.plan.sung:
        parts.add(Part.COUNTER)
    if energy < _PAD_BELOW:
        parts.add(Part.PAD)
    return frozenset(parts)


def _voice(phrase: Phrase, programs: Mapping[Part, int]) -> Part | None:
    """The melody's own part; in an interlude, or without it, the counter-line's if there is one."""
    if phrase.plan.sung and Part.MELODY in programs:
        return Part.MELODY
    return Part.COUNTER if Part.COUNTER in programs else None
