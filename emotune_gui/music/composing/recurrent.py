"""The recurrent composer: the rules' form and harmony, the network's melody and accompaniment."""

from __future__ import annotations

import copy
import logging
from math import log2
from random import Random

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Part
from emotune_gui.music.composing.colour import counter_bar, drum_bar, pad_bar
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.composing.draft import Draft, Ground, weight_of
from emotune_gui.music.composing.form import UNIT, Phrase, Section
from emotune_gui.music.composing.harmony import Colour, Progression, Role
from emotune_gui.music.composing.melody import voiced_by
from emotune_gui.music.composing.recurrent_chords import WRITTEN, Unit, drawn_unit
from emotune_gui.music.composing.recurrent_encoding import (
    FAR_FROM_CLOSING,
    LOWEST,
    SLOTS,
    Progress,
    Sheet,
    view,
)
from emotune_gui.music.composing.recurrent_form import Memory, reference, shape_of
from emotune_gui.music.composing.recurrent_harmony import clear_progression
from emotune_gui.music.composing.recurrent_network import Nonsense, RecurrentNetwork
from emotune_gui.music.composing.recurrent_setting import (
    accompaniment_drafts,
    filled,
    melody_drafts,
)
from emotune_gui.music.composing.recurrent_writing import Limits, write_bar
from emotune_gui.music.composing.scale import DEGREES
from emotune_gui.music.composing.setting import REACH, STRONG
from emotune_gui.music.composing.texture import DARK_MODES, LIVELY_ABOVE, Texture

LOG = logging.getLogger(__name__)

_BRIGHTNESS = {
    Mode.LYDIAN: 0.85,
    Mode.IONIAN: 0.5,
    Mode.MIXOLYDIAN: 0.0,
    Mode.DORIAN: -0.2,
    Mode.AEOLIAN: -0.5,
    Mode.PHRYGIAN: -0.6,
    Mode.HARMONIC_MINOR: -0.85,
}
"""Valence in the middle of each mode's rung of the mapping's ladder."""
_COUNTER_BELOW = 7
_MELODY_SHARE, _FIGURE_SHARE = 0.45, 0.75
"""Of the bar's onsets; the two overlap where they begin together."""
_PERSISTENCE = 1.2
"""Nats in favour of the figure of the bar before."""
_SPELLED_OUT = 3.0
"""Nats against whole chords in the quietest music."""
_HAMMERING, _DRIVING = (1.2, 1.2), (0.2, -0.8)
"""Nats against whole chords and bass notes between the beats; lively dark music has driving
basses."""
_ENDING_NOTES = 4
_ALTERATIONS = 0.6
"""Nats in favour of altered notes, which nucleus sampling thins out: see the card's measures."""


def expressed(parameters: MusicParameters) -> Affect:
    """The affect that parameters stand for, the client's own offsets included.

    The inverse of the mapping's strongest terms: arousal from tempo, density and loudness,
    valence from the mode.
    """
    arousal = (
        (parameters.tempo_bpm - 104) / 38
        + log2(max(0.1, parameters.density) / 3.2) / 0.75
        + (parameters.loudness - 65) / 20
    ) / 3
    return Affect.clamped(_BRIGHTNESS[parameters.mode], arousal)


class RecurrentComposer(RuleComposer):
    """Writes bars as the rule composer does, but for what is sung and struck.

    Sections, phrases and the places of cadences come from the rules and follow the parameters as
    theirs do. Chords are drawn from one network; melody, bass and accompaniment from another,
    which keeps its state through a section. Bars of its own come back, transposed and varied,
    by the form. Where a network fails, the rules write instead.
    """

    def __init__(
        self,
        seed: int,
        network: RecurrentNetwork,
        chords: RecurrentNetwork,
        *,
        name: str = "rnn",
        start_bar: int = 0,
        own_affect: Affect | None = None,
    ) -> None:
        """An emotion model is told its `own_affect` always, the others what is asked."""
        super().__init__(seed, start_bar=start_bar)
        self._own_affect = own_affect
        self.name = name
        self._network, self._chords = network, chords
        self._affect = NEUTRAL_AFFECT
        self._state = network.beginning()
        self._progress = Progress()
        self._memory = Memory()

    def next_bar(self, parameters: MusicParameters) -> Bar:
        self._affect = self._own_affect or expressed(parameters)
        return super().next_bar(parameters)

    def twin(self) -> RecurrentComposer:
        """An independent composer in the same state; the network's weights are shared."""
        twin = copy.copy(self)
        twin._progress = copy.copy(self._progress)
        twin._progress.bar = list(self._progress.bar)
        twin._progress.before = list(self._progress.before)
        twin._memory = self._memory.copied()
        return twin

    def _written(
        self, phrase: Phrase, texture: Texture, ground: Ground, parameters: MusicParameters
    ) -> list[Draft]:
        section = self._section
        if section is None:
            raise RuntimeError("a bar before its section")
        if self._position == 0 and phrase.number == 0:
            self._state = self._network.beginning()
            self._memory.begin_section()
        before = self._melody, self._bass
        try:
            return self._drawn(section, phrase, texture, ground, parameters)
        except Nonsense as problem:
            LOG.warning("bar %d is written by the rules: %s", self._index, problem)
            self._melody, self._bass = before
            self._state, self._progress = self._network.beginning(), Progress()
            return super()._written(phrase, texture, ground, parameters)

    def _drawn(
        self,
        section: Section,
        phrase: Phrase,
        texture: Texture,
        ground: Ground,
        parameters: MusicParameters,
    ) -> list[Draft]:
        onsets = self._onsets(ground, parameters)
        grid = _grid(onsets, ground.beats)
        middle = ground.scale.nearest(parameters.register)
        base = DEGREES * (middle // DEGREES)
        centre = middle - base
        last = ground.scale.nearest(self._melody) - base if self._melody else None
        sheet = self._sheet(section, phrase, texture, ground, parameters, onsets, centre, last)
        limits = self._limits(phrase, ground, parameters, grid, sheet)
        self._progress.begin(sheet, LOWEST - 1 if last is None else last)
        if self._position % UNIT == 0:
            self._progress.before = self._memory.figure(phrase)
        self._state = write_bar(
            self._network, self._state, self._progress, sheet, limits, self._random("network")
        )
        written = self._progress.bar
        if self._position % UNIT == 1:
            self._memory.keep_figure(phrase, written)
        if texture.voice is not None:
            self._memory.keep(phrase, self._position, shape_of(written, centre))
        return self._set(texture, ground, parameters, base, onsets, grid)

    def _progression_for(
        self, mode: Mode, role: Role, colour: Colour, choice: float
    ) -> Progression:
        """Drawn from the network of chords where it knows the mode; the same for one choice."""
        beats = 4 if self._section is None else self._section.beats
        if mode not in WRITTEN:
            return clear_progression(mode, role, colour, choice)
        random = Random(f"{self._seed}:{choice}:{mode}:{role}:chords")
        unit = Unit(mode, role, beats, self._affect, tense=colour is Colour.TENSE)
        try:
            return drawn_unit(self._chords, unit, random)
        except Nonsense as problem:
            LOG.warning("chords by the rules: %s", problem)
            return clear_progression(mode, role, colour, choice)

    def _sheet(
        self,
        section: Section,
        phrase: Phrase,
        texture: Texture,
        ground: Ground,
        parameters: MusicParameters,
        onsets: int,
        centre: int,
        last: int | None,
    ) -> Sheet:
        ending = self._position % UNIT == UNIT - 1
        notes = max(1, round(_MELODY_SHARE * onsets))
        chords = tuple(view(ground.harmony_at(beat), ground.scale) for beat in range(ground.beats))
        taken = self._memory.taken_up(section, phrase, self._position, self._random("reference"))
        return Sheet(
            beats=ground.beats,
            chords=chords,
            following=view(ground.following, ground.scale),
            dark=parameters.mode in DARK_MODES,
            valence=self._affect.valence,
            arousal=self._affect.arousal,
            centre=centre,
            to_closing=min(FAR_FROM_CLOSING, UNIT - 1 - self._position % UNIT),
            melody_notes=0
            if texture.voice is None
            else (min(_ENDING_NOTES, notes) if ending else notes),
            accompaniment_onsets=max(1, round(_FIGURE_SHARE * onsets)),
            reference=None
            if taken is None or texture.voice is None
            else reference(
                *taken,
                ground,
                chords,
                centre=centre,
                wanted=centre + phrase.heights[self._position],
                last=last,
            ),
        )

    def _limits(
        self,
        phrase: Phrase,
        ground: Ground,
        parameters: MusicParameters,
        grid: int,
        sheet: Sheet,
    ) -> Limits:
        unit, place = divmod(self._position, UNIT)
        closed = phrase.plan.roles[unit] is Role.CLOSED
        end = sheet.chords[-1]
        tones = {degree for degree in range(DEGREES) if end.tones[degree]}
        random = self._random("leaning")
        strong = [s for s in range(sheet.slots) if weight_of(s / SLOTS, ground.beats) >= STRONG]
        leaning = frozenset(s for s in strong if random.random() < 2.0 * parameters.dissonance)
        return Limits(
            melody_grid=_grid(2 * sheet.melody_notes, ground.beats),
            figure_grid=grid,
            persistence=0.0 if place + 1 == UNIT else _PERSISTENCE,
            strong=frozenset(strong) - leaning,
            leaning=leaning,
            changes=frozenset(round(SLOTS * span.start) for span in ground.spans),
            blocks=-_SPELLED_OUT * max(0.0, 1.0 - ground.energy / LIVELY_ABOVE),
            hammering=_DRIVING if sheet.dark and ground.energy >= LIVELY_ABOVE else _HAMMERING,
            closing=place + 1 == UNIT,
            final=frozenset({end.root, (end.root + 2) % DEGREES} & tones if closed else tones),
            alterations=_ALTERATIONS,
            reach=(sheet.centre - REACH, sheet.centre + REACH),
            wanted=sheet.centre + phrase.heights[self._position],
        )

    def _set(
        self,
        texture: Texture,
        ground: Ground,
        parameters: MusicParameters,
        base: int,
        onsets: int,
        grid: int,
    ) -> list[Draft]:
        written = self._progress.bar
        voicings = self._voiced(ground, parameters)
        sung = melody_drafts(written, ground, base)
        if sung:
            self._melody = sung[-1].pitch
        melody = (
            [] if texture.voice is None else voiced_by(texture.voice, sung, octaves=texture.octaves)
        )
        pull = max(-7.0, min(7.0, self._bass - parameters.bass_register)) if self._bass else 0.0
        figure = accompaniment_drafts(
            written,
            ground,
            voicings,
            around=parameters.bass_register + 0.35 * pull,
            ceiling=min((d.pitch for d in sung), default=parameters.register) - 1,
        )
        self._bass = next((d.pitch for d in reversed(figure) if d.part is Part.BASS), self._bass)
        drafts = filled([*melody, *figure], ground, voicings, onsets, grid)
        if Part.PAD in texture.parts:
            drafts += pad_bar(ground, voicings)
        if Part.COUNTER in texture.parts:
            drafts += counter_bar(ground, melody, parameters.register - _COUNTER_BELOW)
        if Part.DRUMS in texture.parts:
            drafts += drum_bar(ground, texture.dark)
        return drafts


def _grid(onsets: int, beats: int) -> int:
    """Slots of the subdivision that holds that many onsets."""
    if onsets > 2 * beats:
        return 1
    return 2 if onsets > beats else 4
