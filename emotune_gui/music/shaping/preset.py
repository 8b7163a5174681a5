"""What a preset asks of the song for the music parameters wanted now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import log2

from emotune_gui.domain.music import Mode, MusicParameters, Part
from emotune_gui.music.programs import DISTORTED_GUITAR, OVERDRIVEN_GUITAR, PICKED_BASS
from emotune_gui.music.shaping.facts import NEUTRAL_DENSITY, NEUTRAL_TEMPO, SongFacts
from emotune_gui.music.shaping.harmonising import SURE_BRIGHT, SURE_DARK
from emotune_gui.music.shaping.tones import DARK


class ShapingPreset(StrEnum):
    """AFFECT shapes every element by the mapping; THESIS has the rules of the thesis system:
    happy faster, sad slower and lower, angry faster, higher and distorted, else as it is."""

    AFFECT = "affect"
    THESIS = "thesis"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the song. Tempo and density are already between the song's and ours."""

    tempo_bpm: float
    density: float
    loudness: float
    velocity_spread: float
    own_dynamics: float
    """How much of the song's own accents is kept, 0-1; the metre gives the rest."""
    mode: Mode
    transposition: int
    """Semitones, of all parts but drums."""
    melody_lift: float
    """Semitones by which the melody would best lie above its own place; octaves follow it."""
    bass_lift: float
    articulation: float
    """Factor on the song's own durations; 1 leaves them."""
    dissonance: float
    instruments: tuple[tuple[Part, int], ...]
    """Empty: the song's own."""
    enrich: bool
    """Whether notes may be added where more density is asked than the song has."""


NEUTRAL_REGISTER, NEUTRAL_BASS, NEUTRAL_ARTICULATION = 67.0, 45.0, 0.85
"""Of the mapping at the middle of the affect plane."""
TEMPO_LIMITS = (40.0, 200.0)
_REGISTER_GAIN = 2.4
"""The mapping's few semitones of register, stretched so that the quadrants' corners reach the
octave moves that a song in its key allows."""
_BASS_GAIN = 1.5
_LEGATO = 1.15
_KEY_MOVE = 3
"""Semitones: the relative keys. From C, E flat major is that of C minor and A minor that of C
major, so that each is one step of the mode away; CMERS moves pitch by four."""
_DENSITY_SHARE = 2.0 / 3.0
"""Of the wish in the density: thinner accompaniment takes less of a song's character away than
another tempo, and density carries arousal most (MUSIC_EMOTION.md, section 1b)."""


def wish_of(preset: ShapingPreset, parameters: MusicParameters, song: SongFacts) -> Wish:
    if preset is ShapingPreset.THESIS:
        return _thesis(parameters, song)
    return _affect(parameters, song)


def _affect(parameters: MusicParameters, song: SongFacts) -> Wish:
    tempo = between(song.tempo_bpm, parameters.tempo_bpm)
    own_density = max(0.3, song.onsets_per_beat * tempo / 60.0)
    wanted_articulation = parameters.articulation / NEUTRAL_ARTICULATION
    return Wish(
        tempo_bpm=tempo,
        density=between(own_density, parameters.density, _DENSITY_SHARE),
        loudness=parameters.loudness,
        velocity_spread=parameters.velocity_spread,
        own_dynamics=0.7,
        mode=parameters.mode,
        transposition=key_move(parameters.mode),
        melody_lift=_REGISTER_GAIN * (parameters.register - NEUTRAL_REGISTER),
        bass_lift=_BASS_GAIN * (parameters.bass_register - NEUTRAL_BASS),
        articulation=min(_LEGATO, between(1.0, wanted_articulation)),
        dissonance=parameters.dissonance,
        instruments=parameters.instruments,
        enrich=parameters.density > own_density,
    )


def key_move(mode: Mode) -> int:
    """Semitones by which the key goes with the mode: up when bright, down when dark.

    Pitch height moves valence as well as the mode does (CMERS, MUSIC_EMOTION.md 1c), and octaves
    alone are too coarse for it.
    """
    if mode in SURE_BRIGHT:
        return _KEY_MOVE
    return -_KEY_MOVE if mode in SURE_DARK else 0


def between(own: float, wanted: float, share: float = 0.5) -> float:
    """The weighted geometric mean: the song keeps half (1 - share) of its character, in ratios."""
    return float(own ** (1.0 - share) * wanted**share)


class ThesisEmotion(StrEnum):
    """The four classes of the thesis system."""

    HAPPY = "happy"
    SAD = "sad"
    ANGRY = "angry"
    NEUTRAL = "neutral"


_STRETCH = {"happy": 1.5, "sad": 0.9, "angry": 1.5, "neutral": 1.0}
_SEMITONES = {"happy": 0, "sad": -4, "angry": 5, "neutral": 0}
"""Of the thesis system's song manipulation: time stretch 1.5 / 0.9 / 1.5, pitch 0 / -4 / +5
semitones, and distortion when angry (SOURCE_SYSTEMS.md, section B, 6)."""
_LIVELY = 0.15


def thesis_emotion(parameters: MusicParameters) -> ThesisEmotion:
    """The class of the affect that the parameters stand for, read back from the mapping.

    Arousal from tempo, density and loudness (their mean, so that personal offsets of one matter
    little), valence from the mode.
    """
    arousal = (
        (parameters.tempo_bpm - NEUTRAL_TEMPO) / 38.0
        + log2(max(parameters.density, 0.1) / NEUTRAL_DENSITY) / 0.75
        + (parameters.loudness - 65.0) / 20.0
    ) / 3.0
    if parameters.mode in DARK and parameters.mode is not Mode.DORIAN:
        return ThesisEmotion.ANGRY if arousal >= 0 else ThesisEmotion.SAD
    if parameters.mode in (Mode.IONIAN, Mode.LYDIAN) and arousal >= _LIVELY:
        return ThesisEmotion.HAPPY
    return ThesisEmotion.NEUTRAL


def thesis_change(parameters: MusicParameters) -> tuple[float, int]:
    """Factor on the tempo and semitones, for what can follow nothing else (a recording)."""
    emotion = thesis_emotion(parameters)
    return _STRETCH[emotion], _SEMITONES[emotion]


def _thesis(parameters: MusicParameters, song: SongFacts) -> Wish:
    emotion = thesis_emotion(parameters)
    tempo = song.tempo_bpm * _STRETCH[emotion]
    return Wish(
        tempo_bpm=tempo,
        density=max(0.3, song.onsets_per_beat * tempo / 60.0) * 4.0,
        loudness=65.0,
        velocity_spread=max(4.0, song.velocity_deviation),
        own_dynamics=1.0,
        mode=song.score.mode,
        transposition=_SEMITONES[emotion],
        melody_lift=0.0,
        bass_lift=0.0,
        articulation=1.0,
        dissonance=0.05,
        instruments=_distorted(song) if emotion is ThesisEmotion.ANGRY else (),
        enrich=False,
    )


def _distorted(song: SongFacts) -> tuple[tuple[Part, int], ...]:
    """Guitars for everything but drums: the distortion of the thesis system, by instrument."""
    guitars = {
        Part.MELODY: DISTORTED_GUITAR,
        Part.BASS: PICKED_BASS,
        Part.DRUMS: song.parts[Part.DRUMS].program if Part.DRUMS in song.parts else 0,
    }
    return tuple((part, guitars.get(part, OVERDRIVEN_GUITAR)) for part in song.parts)
