"""The rule composer: bars that make phrases, phrases that make sections."""

from __future__ import annotations

import copy
from dataclasses import replace
from random import Random

from emotune_gui.domain.music import Bar, Mode, MusicParameters, Part
from emotune_gui.music.composing import density, harmony
from emotune_gui.music.composing.bass import bass_line
from emotune_gui.music.composing.colour import counter_bar, drum_bar, pad_bar
from emotune_gui.music.composing.draft import Draft, Ground, Span
from emotune_gui.music.composing.figures import chord_figure
from emotune_gui.music.composing.form import UNIT, Phrase, Section, new_phrase, new_section
from emotune_gui.music.composing.harmony import Colour, Progression, Role
from emotune_gui.music.composing.melody import Line, melody_bar, voiced_by
from emotune_gui.music.composing.performance import performed
from emotune_gui.music.composing.scale import Chord, Scale, chord
from emotune_gui.music.composing.texture import DARK_MODES, Texture, chosen, energy_of
from emotune_gui.music.composing.voicing import Voicing, voiced

_TENSE_ABOVE = 0.088
"""Dissonance from which the darker variants of a mode's progressions are used."""
_SOFT_BELOW = 0.45
"""Energy below which a mode's softer variants are used."""
_SWELL = (-2.5, -0.5, 0.0, -2.0)
"""Velocity steps through four bars: toward the third bar and away; never above what is asked."""
_COUNTER_BELOW = 7
"""Semitones between the melody's centre and the counter-line's."""
_KEYS = (0, 2, 4, 5, 7, 9, 10)


class RuleComposer:
    """Writes one bar after another; deterministic in the seed and the parameters so far.

    Mode, harmony, density, register and dynamics follow the parameters at each bar, on a
    tonic that stays; instruments change where a phrase (or half of a long one) ends, metre and
    key where a section does. Each bar's `id` is its index. A composer begun at `start_bar`
    starts a new section there. Parts without a program in `parameters.instruments` stay silent.
    Used from one thread.
    """

    name = "rules"

    def __init__(self, seed: int, *, start_bar: int = 0) -> None:
        self._seed = seed
        self._index = start_bar
        self._tonic = Random(f"{seed}:tonic").choice(_KEYS)
        self._sections = 0
        self._section: Section | None = None
        self._phrase: Phrase | None = None
        self._position = 0
        self._texture: Texture | None = None
        self._instruments: tuple[tuple[Part, int], ...] = ()
        self._progression: tuple[Mode, Colour, tuple[Progression, ...]] | None = None
        self._voicing: Voicing = ()
        self._melody = 0
        self._bass = 0

    def next_bar(self, parameters: MusicParameters) -> Bar:
        section, phrase = self._form(parameters)
        if self._position % UNIT == 0 and self._instruments != parameters.instruments:
            self._instruments, self._texture = parameters.instruments, None
        parameters = replace(parameters, instruments=self._instruments)
        ground = self._ground(section, phrase, parameters)
        texture = self._texture_for(phrase, parameters, ground.energy)
        drafts = self._written(phrase, texture, ground, parameters)
        onsets = self._onsets(ground, parameters)
        ranked = density.ranked(drafts, onsets, parameters.tempo_bpm, ground.beats)
        swell = _SWELL[self._position % UNIT]
        notes = performed(ranked, parameters, ground.beats, swell, self._random("performance"))
        bar = Bar(
            id=self._index,
            index=self._index,
            beats=ground.beats,
            tonic=section.tonic,
            chord=ground.spans[0].harmony.numeral,
            phrase_position=self._position,
            cadence=ground.closing,
            parameters=parameters,
            notes=notes,
            seed=self._seed,
            composer=self.name,
        )
        self._index += 1
        self._position += 1
        return bar

    def twin(self) -> RuleComposer:
        """An independent composer in the same state (about 0.15 ms)."""
        return copy.deepcopy(self)

    def _form(self, parameters: MusicParameters) -> tuple[Section, Phrase]:
        """The section and phrase of this bar, new ones where the old have ended."""
        section, phrase = self._section, self._phrase
        if section is not None and phrase is not None and self._position < phrase.bars:
            return section, phrase
        number = 0 if phrase is None else phrase.number + 1
        if section is None or number >= len(section.scheme):
            section = new_section(
                self._seed,
                self._index,
                number=self._sections,
                tonic=self._tonic,
                tempo_bpm=parameters.tempo_bpm,
                energy=energy_of(parameters),
            )
            self._tonic, number = section.tonic, 0
            self._sections += 1
        dark = parameters.mode in DARK_MODES
        phrase = new_phrase(self._seed, self._index, section, number, dark=dark)
        self._section, self._phrase, self._position = section, phrase, 0
        self._texture, self._progression = None, None
        return section, phrase

    def _ground(self, section: Section, phrase: Phrase, parameters: MusicParameters) -> Ground:
        bars = self._harmony_for(phrase, parameters)
        chords = bars[self._position]
        closing = self._position + 1 == phrase.bars
        return Ground(
            beats=section.beats,
            scale=Scale(section.tonic, parameters.mode),
            spans=_spans(chords, section.beats, closing=closing),
            following=chord("I") if closing else bars[self._position + 1][0],
            energy=energy_of(parameters),
            closing=closing,
        )

    def _harmony_for(
        self, phrase: Phrase, parameters: MusicParameters
    ) -> tuple[tuple[Chord, ...], ...]:
        """The phrase's chords bar by bar, chosen anew (same place, same role) for a new mode."""
        if self._progression is None or self._progression[0] is not parameters.mode:
            colour = _colour(parameters) if self._progression is None else self._progression[1]
            choices = zip(phrase.plan.roles, phrase.harmony, strict=True)
            units = tuple(
                self._progression_for(parameters.mode, role, colour, choice)
                for role, choice in choices
            )
            self._progression = (parameters.mode, colour, units)
        return tuple(bar for unit in self._progression[2] for bar in unit)

    def _progression_for(
        self, mode: Mode, role: Role, colour: Colour, choice: float
    ) -> Progression:
        return harmony.progression(mode, role, colour, choice)

    def _texture_for(self, phrase: Phrase, parameters: MusicParameters, energy: float) -> Texture:
        dark = parameters.mode in DARK_MODES
        if self._texture is None or not self._texture.suits(energy, dark):
            self._texture = chosen(phrase, energy, dark, dict(self._instruments))
        return self._texture

    def _written(
        self, phrase: Phrase, texture: Texture, ground: Ground, parameters: MusicParameters
    ) -> list[Draft]:
        voicings = self._voiced(ground, parameters)
        melody = self._sung(phrase, texture, ground, parameters)
        low = bass_line(texture.pattern, ground, parameters.bass_register, self._bass)
        self._bass = low[-1].pitch
        drafts = [*melody, *low]
        onsets = self._onsets(ground, parameters)
        grid = _grid(onsets, ground.beats)
        for span, voicing in zip(ground.spans, voicings, strict=True):
            drafts += chord_figure(texture.figure, voicing, span, ground.beats, grid)
        if Part.PAD in texture.parts:
            drafts += pad_bar(ground, voicings)
        if Part.COUNTER in texture.parts:
            drafts += counter_bar(ground, melody, parameters.register - _COUNTER_BELOW)
        if Part.DRUMS in texture.parts:
            drafts += drum_bar(ground, texture.dark)
        return drafts

    def _voiced(self, ground: Ground, parameters: MusicParameters) -> list[Voicing]:
        centre = min(
            parameters.register - 10, (parameters.register + parameters.bass_register) / 2 + 2
        )
        ceiling = parameters.register - 3
        voicings = []
        for span in ground.spans:
            self._voicing = voiced(span.harmony, ground.scale.tonic, self._voicing, centre, ceiling)
            voicings.append(self._voicing)
        return voicings

    def _sung(
        self, phrase: Phrase, texture: Texture, ground: Ground, parameters: MusicParameters
    ) -> list[Draft]:
        if texture.voice is None:
            return []
        unit, place = divmod(self._position, UNIT)
        onsets = self._onsets(ground, parameters)
        line = Line(
            motif=phrase.motifs[self._position],
            height=phrase.heights[self._position],
            notes=max(1, round(0.48 * onsets)),
            ending=phrase.plan.roles[unit] if place + 1 == UNIT else None,
        )
        drafts = melody_bar(
            line,
            ground,
            register=parameters.register,
            previous=self._melody,
            dissonance=parameters.dissonance,
            random=self._random("melody"),
        )
        self._melody = drafts[-1].pitch
        return voiced_by(texture.voice, drafts, octaves=texture.octaves)

    def _onsets(self, ground: Ground, parameters: MusicParameters) -> int:
        return density.wanted_onsets(
            parameters.density, parameters.tempo_bpm, ground.beats, closing=ground.closing
        )

    def _random(self, purpose: str) -> Random:
        return Random(f"{self._seed}:{self._index}:{purpose}")


def _colour(parameters: MusicParameters) -> Colour:
    if parameters.dissonance >= _TENSE_ABOVE:
        return Colour.TENSE
    return Colour.SOFT if energy_of(parameters) < _SOFT_BELOW else Colour.PLAIN


def _spans(chords: tuple[Chord, ...], beats: int, *, closing: bool) -> tuple[Span, ...]:
    """One chord fills the bar; two share it, the last one long enough where a phrase closes."""
    if len(chords) == 1:
        return (Span(0.0, float(beats), chords[0]),)
    change = beats - 2.0 if closing else 2.0
    return (Span(0.0, change, chords[0]), Span(change, beats - change, chords[1]))


def _grid(onsets: int, beats: int) -> float:
    """The subdivision in beats that holds that many onsets."""
    if onsets > 2 * beats:
        return 0.25
    return 0.5 if onsets > beats else 1.0
