"""One song goes on playing while it is shaped by affect."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import replace
from random import Random

from emotune_gui.domain.music import Bar, Mode, MusicParameters, Part
from emotune_gui.domain.song import SongScore
from emotune_gui.music.shaping.bars import Piece, Stretch
from emotune_gui.music.shaping.colour import coloured, numeral_of
from emotune_gui.music.shaping.facts import SongFacts, facts_of
from emotune_gui.music.shaping.harmonising import reharmonised
from emotune_gui.music.shaping.performance import performed
from emotune_gui.music.shaping.preset import TEMPO_LIMITS, ShapingPreset, Wish, wish_of
from emotune_gui.music.shaping.registers import Moves, moves_for
from emotune_gui.music.shaping.sketch import Sketch
from emotune_gui.music.shaping.texture import HEADROOM, enriched, importance, ranked
from emotune_gui.music.shaping.tones import darkening, modes_between, respelled

PATIENCE_BARS = 4
"""A wanted mode, instrument or octave that waits for a phrase to end waits at most so long."""
_OWN_TEMPO_RANGE = (0.75, 1.3)
"""How far the song's own changes of tempo may go, against its mean."""
_TIED_SOFTER = 0.6

Instruments = tuple[tuple[Part, int], ...]


class SongComposer:
    """Walks a song bar by bar, each shaped by the parameters of that moment; deterministic.

    Tempo, dynamics, articulation, density and harmony follow at every bar: within a phrase the
    mode leans toward the wanted one by a heard degree a bar (modal mixture). Mode in full, key,
    instruments and octaves change where a phrase of the song has ended, at latest after
    `PATIENCE_BARS`. At its
    end the song begins again, or with `loop=False` it has `ended` and further bars are silent.
    `Bar.parameters` say what was made of the wish: tempo and density lie between the song's and
    the wanted ones, and the mode is the one that sounds. A part that is neither excluded nor
    given an instrument borrows one; without any instruments the song keeps its own. Drums play
    only where an instrument is given for them. Raises InvalidInput for a song without notes.
    Used from one thread.
    """

    name = "song"

    def __init__(
        self,
        score: SongScore,
        seed: int = 0,
        *,
        preset: ShapingPreset = ShapingPreset.AFFECT,
        loop: bool = True,
        excluded: Collection[Part] = (),
        start_bar: int = 0,
    ) -> None:
        self._song: SongFacts = facts_of(score)
        self._seed = seed
        self._preset = preset
        self._loop = loop
        self._excluded = frozenset(excluded)
        self._index = start_bar
        self._at = 0
        self._in_phrase = 0
        self._waited = 0
        self._mode: Mode | None = None
        self._leaning = 0
        self._transposition = 0
        self._instruments: Instruments = ()
        self._moves: Moves = {}

    @property
    def ended(self) -> bool:
        """True once the last bar was written and nothing follows; never when looping."""
        return not self._loop and self._at >= len(self._song.stretches)

    @property
    def position(self) -> int:
        """Index, in the score, of the song's bar that is written next."""
        return self._coming.first_bar

    @property
    def progress(self) -> float:
        """Share of the song that has been written, 0-1; 0 again when it begins anew."""
        return self._at / len(self._song.stretches)

    @property
    def between_phrases(self) -> bool:
        """True when the next bar begins a phrase: the place to leave for another song."""
        return self._in_phrase == 0

    def shaped(self, parameters: MusicParameters) -> MusicParameters:
        """The parameters as this song takes them now, without moving on: for live controls."""
        wish = wish_of(self._preset, parameters, self._song)
        return self._parameters(parameters, wish, self._coming)

    def next_bar(self, parameters: MusicParameters) -> Bar:
        wish = wish_of(self._preset, parameters, self._song)
        stretch = self._coming
        if self._ready_for(wish):
            self._change(wish)
        else:
            self._lean(wish.mode, stretch)
        parameters = self._parameters(parameters, wish, stretch)
        silent = self.ended
        sketches = [] if silent else self._harmonised(self._sketches(stretch))
        shaped = [] if silent else self._textured(sketches, stretch, wish, parameters)
        seconds = stretch.beats * 60.0 / parameters.tempo_bpm
        notes = performed(
            ranked(shaped, stretch.beats, seconds),
            wish,
            self._song,
            stretch.beats,
            dict(self._instruments),
            self._random("performance"),
        )
        bar = Bar(
            id=self._index,
            index=self._index,
            beats=stretch.beats,
            tonic=self._tonic,
            chord=numeral_of(sketches, self._tonic),
            phrase_position=self._in_phrase,
            cadence=stretch.closes,
            parameters=parameters,
            notes=notes,
            seed=self._seed,
            composer=self.name,
        )
        self._move_on(stretch)
        return bar

    def twin(self) -> SongComposer:
        """An independent composer in the same state. What is changed is only ever replaced."""
        return copy.copy(self)

    @property
    def _coming(self) -> Stretch:
        stretches = self._song.stretches
        return stretches[min(self._at, len(stretches) - 1)]

    @property
    def _tonic(self) -> int:
        return (self._song.score.tonic + self._transposition) % 12

    def _ready_for(self, wish: Wish) -> bool:
        """Whether something waits to be changed, and this is the place."""
        if self._mode is None:
            return True
        wanted = (wish.mode, wish.transposition, self._players(wish), self._lifted(wish))
        present = (self._mode, self._transposition, self._instruments, self._moves)
        if wanted == present:
            self._waited = 0
            return False
        self._waited += 1
        return self._in_phrase == 0 or self._waited > PATIENCE_BARS

    def _lean(self, wanted: Mode, stretch: Stretch) -> None:
        """Take the nearest mode on the way to the wanted one that is heard in the coming bar.

        Within a phrase the mode never turns back, so that doubt at a border does not waver.
        """
        present = self._mode or wanted
        way = darkening(present, wanted)
        if wanted is present or way == -self._leaning != 0:
            return
        before = self._pitches(stretch, present)
        passed = modes_between(present, wanted)
        self._mode = next((m for m in passed if self._pitches(stretch, m) != before), wanted)
        self._leaning = way

    def _pitches(self, stretch: Stretch, mode: Mode) -> list[int]:
        """The bar's own pitches in a mode."""
        score, tones = self._song.score, self._song.tones
        return [
            respelled(tones[piece.index], score.tonic, score.mode, mode)
            for piece in stretch.pieces
            if score.notes[piece.index].part is not Part.DRUMS
        ]

    def _change(self, wish: Wish) -> None:
        if self._mode is not None:
            self._leaning = darkening(self._mode, wish.mode)
        self._mode = wish.mode
        self._transposition = wish.transposition
        self._moves = self._lifted(wish)
        self._instruments = self._players(wish)
        self._waited = 0

    def _lifted(self, wish: Wish) -> Moves:
        programs = dict(self._players(wish))
        return moves_for(self._song.parts, programs, wish.melody_lift, wish.bass_lift, self._moves)

    def _players(self, wish: Wish) -> Instruments:
        """Who plays which of the song's parts."""
        given = dict(wish.instruments)
        players: list[tuple[Part, int]] = []
        for part, facts in self._song.parts.items():
            program = given.get(part)
            if program is None and not given:
                program = facts.program
            elif program is None and part in (Part.COUNTER, Part.PAD):
                lender = Part.MELODY if part is Part.COUNTER else Part.CHORDS
                program = given.get(lender, next(iter(given.values())))
            if program is not None and part not in self._excluded:
                players.append((part, program))
        return tuple(players)

    def _parameters(self, wanted: MusicParameters, wish: Wish, stretch: Stretch) -> MusicParameters:
        own = self._song.own_tempo(stretch) / self._song.tempo_bpm
        low, high = _OWN_TEMPO_RANGE
        tempo = wish.tempo_bpm * min(high, max(low, own))
        return replace(
            wanted,
            tempo_bpm=min(TEMPO_LIMITS[1], max(TEMPO_LIMITS[0], tempo)),
            density=wish.density,
            loudness=wish.loudness,
            mode=self._mode or wish.mode,
            instruments=self._instruments,
        )

    def _sketches(self, stretch: Stretch) -> list[Sketch]:
        """The song's notes in this bar, in the present mode and octaves."""
        playing = dict(self._instruments)
        notes = self._song.score.notes
        return [
            self._sketch(piece, stretch.beats)
            for piece in stretch.pieces
            if notes[piece.index].part in playing
        ]

    def _sketch(self, piece: Piece, beats: int) -> Sketch:
        score = self._song.score
        note = score.notes[piece.index]
        pitch = note.pitch
        if note.part is not Part.DRUMS:
            tone = self._song.tones[piece.index]
            pitch = respelled(tone, score.tonic, score.mode, self._mode or score.mode)
            pitch += self._transposition + self._moves.get(note.part, 0)
        return Sketch(
            piece.onset,
            piece.duration,
            pitch,
            note.part,
            note.velocity,
            importance(note.part, piece.onset, beats),
            softer=_TIED_SOFTER if piece.tied else 0.0,
        )

    def _harmonised(self, sketches: list[Sketch]) -> list[Sketch]:
        if self._preset is ShapingPreset.THESIS or self._mode is None:
            return sketches
        return reharmonised(sketches, self._tonic, self._mode)

    def _textured(
        self, sketches: list[Sketch], stretch: Stretch, wish: Wish, parameters: MusicParameters
    ) -> list[Sketch]:
        if self._preset is ShapingPreset.THESIS:
            return sketches
        filled = sketches
        if wish.enrich and not stretch.closes:
            seconds = stretch.beats * 60.0 / parameters.tempo_bpm
            filled = enriched(sketches, stretch.beats, HEADROOM * wish.density * seconds)
        mode = parameters.mode
        return coloured(filled, self._tonic, mode, wish, stretch.beats, self._random("colour"))

    def _move_on(self, stretch: Stretch) -> None:
        self._index += 1
        self._in_phrase = 0 if stretch.closes else self._in_phrase + 1
        if stretch.closes:
            self._leaning = 0
        self._at = min(self._at + 1, len(self._song.stretches))
        if self._loop and self._at == len(self._song.stretches):
            self._at = 0

    def _random(self, purpose: str) -> Random:
        return Random(f"{self._seed}:{self._index}:{purpose}")
