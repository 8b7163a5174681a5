"""What a song is by itself, before it is shaped."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from math import sqrt

from emotune_gui.domain.music import Part
from emotune_gui.domain.song import SongNote, SongScore
from emotune_gui.music.shaping.bars import Stretch, stretches_of
from emotune_gui.music.shaping.tones import Tone, tones_of

NEUTRAL_TEMPO, NEUTRAL_DENSITY = 104.0, 3.2
"""Quarter notes a minute and onsets a second at the middle of the affect plane
(MUSIC_EMOTION.md, section 2)."""
TRUSTED_TEMPI = (30.0, 320.0)
GUESSED_TEMPI = (66.0, 132.0)
TICKS_PER_BEAT = 24


@dataclass(frozen=True, slots=True)
class PartFacts:
    """Pitches of one part: mean, and the range of nearly all notes; its usual program."""

    mean: float
    low: int
    high: int
    program: int


@dataclass(frozen=True, slots=True)
class SongFacts:
    """Everything about the song that shaping needs, worked out once."""

    score: SongScore
    stretches: tuple[Stretch, ...]
    tones: tuple[Tone, ...]
    parts: dict[Part, PartFacts]
    tempo_bpm: float
    """The song's own mean tempo; guessed from how dense its notes are when it gives none."""
    onsets_per_beat: float
    velocity_mean: float
    velocity_deviation: float

    def own_tempo(self, stretch: Stretch) -> float:
        """Quarter notes a minute that the song itself takes in this stretch."""
        if not self.score.tempo_trusted:
            return self.tempo_bpm
        return _mean_tempo(self.score, stretch.start, stretch.start + stretch.length)


def facts_of(score: SongScore) -> SongFacts:
    """Raises InvalidInput for a song without notes."""
    stretches = stretches_of(score)
    by_part: dict[Part, list[SongNote]] = {}
    for note in score.notes:
        by_part.setdefault(note.part, []).append(note)
    begin, end = score.bars[0].start, score.bars[-1].start + score.bars[-1].beats
    onsets = len({round(note.onset * TICKS_PER_BEAT) for note in score.notes})
    density = onsets / max(1.0, end - begin)
    velocities = [note.velocity for note in score.notes]
    mean = sum(velocities) / len(velocities)
    return SongFacts(
        score=score,
        stretches=stretches,
        tones=tones_of(score),
        parts={part: _part_facts(by_part[part]) for part in Part if part in by_part},
        tempo_bpm=_own_tempo(score, begin, end, density),
        onsets_per_beat=density,
        velocity_mean=mean,
        velocity_deviation=sqrt(sum((v - mean) ** 2 for v in velocities) / len(velocities)),
    )


def _part_facts(notes: list[SongNote]) -> PartFacts:
    pitches = sorted(note.pitch for note in notes)
    edge = len(pitches) // 50
    return PartFacts(
        mean=sum(pitches) / len(pitches),
        low=pitches[edge],
        high=pitches[-1 - edge],
        program=Counter(note.program for note in notes).most_common(1)[0][0],
    )


def _own_tempo(score: SongScore, begin: float, end: float, onsets_per_beat: float) -> float:
    if score.tempo_trusted and score.tempi:
        return _mean_tempo(score, begin, end)
    # A song that gives no tempo is taken to be neither slow nor fast: of neutral density.
    guess = 60.0 * NEUTRAL_DENSITY / max(onsets_per_beat, 1e-3)
    return _clamped(guess, GUESSED_TEMPI)


def _mean_tempo(score: SongScore, begin: float, end: float) -> float:
    """Quarter notes over minutes, along the tempo map."""
    starts = [start for start, _ in score.tempi]
    minutes = 0.0
    at = begin
    place = max(0, bisect_right(starts, begin) - 1)
    while at < end - 1e-9:
        until = min(end, starts[place + 1]) if place + 1 < len(starts) else end
        minutes += max(0.0, until - at) / score.tempi[place][1]
        at = max(at, until)
        place += 1
    mean = (end - begin) / minutes if minutes > 0 else NEUTRAL_TEMPO
    return _clamped(mean, TRUSTED_TEMPI)


def _clamped(value: float, bounds: tuple[float, float]) -> float:
    return min(bounds[1], max(bounds[0], value))
