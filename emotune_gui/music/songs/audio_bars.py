"""What is written down of a recording while it plays: silent bars with what is asked of it."""

from __future__ import annotations

import copy
from dataclasses import replace

from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.music import mapping
from emotune_gui.music.shaping.preset import TEMPO_LIMITS, ShapingPreset, thesis_change
from emotune_gui.music.songs.audio_deck import AudioDeck, Turn
from emotune_gui.music.songs.audio_song import SoundShape

BEATS = 4
PHRASE_BARS = 4
TEMPO_SHARE = 2.0 / 3.0
"""Of the mapping's change of tempo, in ratios."""
SLOWEST, FASTEST = 0.7, 1.4
"""Beyond these a recording sounds worked on."""
PITCH_SHARE, MOST_SEMITONES = 0.5, 2
USUAL_BPM = 100.0
NO_CHORD = "–"
"""Nothing is known of a recording's harmony."""


AUDIO = "audio"
"""Composer of the bars that lie over a recording."""
ONLY_NOTES = (
    "Recordings were played in this session; their own sound is not in these files, only the "
    "notes are."
)


class AudioComposer:
    """A Composer whose bars lie over a recording that the deck plays.

    The recording is as it was recorded where the affect wanted is the one it expresses; from
    there tempo, brightness and pitch go as far as the mapping goes between the two. Pitch moves
    in semitones where a phrase (four bars) begins. Loudness is the player's. With the thesis
    preset tempo and pitch follow the thesis system's rules. Used from one thread.
    """

    name = AUDIO

    def __init__(
        self,
        song: SongInfo,
        deck: AudioDeck,
        place: int,
        seed: int = 0,
        *,
        preset: ShapingPreset = ShapingPreset.AFFECT,
        start_bar: int = 0,
    ) -> None:
        self.turn = Turn(place, song.id)
        self._song, self._deck, self._preset, self._seed = song, deck, preset, seed
        self._own = mapping.apply(song.affect, CLINICAL_MAPPING, plan=Plan())
        self._tempo = min(TEMPO_LIMITS[1], max(TEMPO_LIMITS[0], song.tempo_bpm or USUAL_BPM))
        self._first = self._index = start_bar
        self._semitones: int | None = None

    @property
    def ended(self) -> bool:
        """True once the bar that covers the end of the recording was written."""
        end = self._deck.end_s(self.turn)
        return self._deck.ending(self.turn) or (end > 0.0 and end - self._until() < self._half)

    @property
    def over(self) -> bool:
        """Nothing is heard of the recording any more, or it was never there."""
        return self._deck.over(self.turn)

    @property
    def problem(self) -> str:
        """One sentence when the recording ended before its time."""
        return self._deck.problem(self.turn)

    def load(self, parameters: MusicParameters) -> None:
        """Have the deck get it ready."""
        self._deck.load(self.turn, self._song, self.shape(parameters))

    def steer(self, parameters: MusicParameters) -> None:
        """What sounds follows at once."""
        self._deck.steer(self.turn, self.shape(parameters))

    def shape(self, parameters: MusicParameters) -> SoundShape:
        """What is asked of the sound."""
        semitones = self._semitones
        return SoundShape(
            self._ratio(parameters),
            float(self._wanted_semitones(parameters) if semitones is None else semitones),
            brightness=min(1.0, max(0.0, 0.5 + parameters.brightness - self._own.brightness)),
        )

    def shaped(self, parameters: MusicParameters) -> MusicParameters:
        """The parameters as the recording takes them; what it cannot follow stays as wanted."""
        tempo = self._tempo * self._ratio(parameters)
        return replace(parameters, tempo_bpm=tempo, mode=self._song.mode, instruments=())

    def next_bar(self, parameters: MusicParameters) -> Bar:
        in_phrase = (self._index - self._first) % PHRASE_BARS
        if in_phrase == 0 or self._semitones is None:
            self._semitones = self._wanted_semitones(parameters)
        bar = Bar(
            id=self._index,
            index=self._index,
            beats=BEATS,
            tonic=(self._song.tonic + self._semitones) % 12,
            chord=NO_CHORD,
            phrase_position=in_phrase,
            cadence=in_phrase == PHRASE_BARS - 1,
            parameters=self.shaped(parameters),
            notes=(),
            seed=self._seed,
            composer=self.name,
        )
        self._index += 1
        return bar

    def twin(self) -> AudioComposer:
        """Shares the deck; what is changed is only ever replaced."""
        return copy.copy(self)

    @property
    def _half(self) -> float:
        """Seconds of the recording that lie under half a bar."""
        return 0.5 * BEATS * 60.0 / self._tempo

    def _until(self) -> float:
        """Second of the recording at the end of the bar written last, by the bar heard last."""
        index, at_s = self._deck.heard(self.turn) or (self._first, 0.0)
        return at_s + (self._index - index) * 2.0 * self._half

    def _ratio(self, parameters: MusicParameters) -> float:
        if self._preset is ShapingPreset.THESIS:
            return thesis_change(parameters)[0]
        change = (parameters.tempo_bpm / self._own.tempo_bpm) ** TEMPO_SHARE
        return float(min(FASTEST, max(SLOWEST, change)))

    def _wanted_semitones(self, parameters: MusicParameters) -> int:
        if self._preset is ShapingPreset.THESIS:
            return thesis_change(parameters)[1]
        change = PITCH_SHARE * (parameters.register - self._own.register)
        return round(min(MOST_SEMITONES, max(-MOST_SEMITONES, change)))
