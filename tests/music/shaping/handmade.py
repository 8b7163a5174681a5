"""Songs made by hand, and random ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Part
from emotune_gui.domain.song import SongBar, SongNote, SongScore
from emotune_gui.music.shaping import SongComposer
from tests.music.walking import music_for

C_MAJOR = (60, 62, 64, 65, 67, 69, 71, 72)
Line = Sequence[tuple[float, float, int]]


def score_of(
    parts: dict[Part, Line],
    *,
    bars: Sequence[float] = (),
    tempo: float = 100.0,
    mode: Mode = Mode.IONIAN,
    tonic: int = 0,
    trusted: bool = True,
    velocities: Sequence[int] = (80,),
    phrase_ends: tuple[int, ...] = (),
) -> SongScore:
    """Lines of (onset, duration, pitch); without `bars` bars of four quarters."""
    flat = sorted(
        (onset, part.value, pitch, duration)
        for part, line in parts.items()
        for onset, duration, pitch in line
    )
    notes = tuple(
        SongNote(o, d, p, velocities[i % len(velocities)], Part(part), 0)
        for i, (o, part, p, d) in enumerate(flat)
    )
    end = max(note.onset + note.duration for note in notes)
    lengths = list(bars)
    while sum(lengths) < end - 1e-6:
        lengths.append(4.0)
    starts = [sum(lengths[:k]) for k in range(len(lengths))]
    lines = tuple(SongBar(s, b) for s, b in zip(starts, lengths, strict=True))
    ends = phrase_ends or (len(lines) - 1,)
    return SongScore(notes, lines, ((0.0, tempo),), trusted, tonic, mode, ends)


def scale_song(pitches: Sequence[int] = C_MAJOR, **more: object) -> SongScore:
    line = [(float(k), 1.0, pitch) for k, pitch in enumerate(pitches)]
    return score_of({Part.MELODY: line}, **more)  # type: ignore[arg-type]


def little_song(bars: int = 8, **more: object) -> SongScore:
    """A tune over chords and a bass, phrases of four bars."""
    tune = (67, 69, 71, 72, 74, 72, 71, 67)
    chords = ((60, 64, 67), (60, 65, 69), (59, 62, 67), (60, 64, 67))
    melody, harmony, bass = [], [], []
    for bar in range(bars):
        chord = chords[bar % 4]
        harmony += [(4.0 * bar, 4.0, pitch) for pitch in chord]
        bass += [(4.0 * bar + 2 * k, 2.0, (48, 41, 43, 36)[bar % 4]) for k in range(2)]
        melody += [(4.0 * bar + k, 1.0, tune[(bar + 2 * k) % 8]) for k in range(4)]
    ends = tuple(range(3, bars, 4))
    return score_of(
        {Part.MELODY: melody, Part.CHORDS: harmony, Part.BASS: bass}, phrase_ends=ends, **more
    )  # type: ignore[arg-type]


def music_at(valence: float, arousal: float) -> MusicParameters:
    return music_for(Affect(valence, arousal))


@st.composite
def songs(draw: st.DrawFn) -> SongScore:
    """Any song: odd bars, upbeats, ties, chords, unisons, clusters and every part."""
    lengths = draw(
        st.lists(st.sampled_from((0.5, 1.0, 1.5, 2.5, 3.0, 3.5, 4.0, 12.0)), min_size=1, max_size=8)
    )
    total = sum(lengths)
    onsets = st.integers(0, int(total * 12) - 1).map(lambda tick: tick / 12)
    lines: dict[Part, list[tuple[float, float, int]]] = {}
    for _ in range(draw(st.integers(1, 40))):
        part = draw(st.sampled_from(tuple(Part)))
        onset = draw(onsets)
        length = draw(st.sampled_from((0.05, 0.25, 0.5, 1.0, 3.0, 9.0)))
        note = (onset, min(length, total - onset), draw(st.integers(0, 127)))
        lines.setdefault(part, []).append(note)
    return score_of(
        lines,
        bars=lengths,
        mode=draw(st.sampled_from((Mode.IONIAN, Mode.AEOLIAN))),
        tonic=draw(st.integers(0, 11)),
        tempo=draw(st.floats(20, 400)),
        trusted=draw(st.booleans()),
        velocities=draw(st.lists(st.integers(1, 127), min_size=1, max_size=5)),
    )


affects = st.builds(Affect, st.floats(-1, 1), st.floats(-1, 1))


def shaped(score: SongScore, walk: list[MusicParameters], **how: object) -> list[Bar]:
    composer = SongComposer(score, 5, **how)  # type: ignore[arg-type]
    return [composer.next_bar(parameters) for parameters in walk]


def tune(bars: list[Bar], part: Part = Part.MELODY) -> list[int]:
    """Pitches as if the key had stayed: songs here are in C."""
    return [
        n.pitch - moved(bar) for bar in bars for n in bar.notes if n.part is part and n.rank < 1.0
    ]


def moved(bar: Bar) -> int:
    return (bar.tonic + 6) % 12 - 6


def plainly(mode: Mode) -> MusicParameters:
    """Neutral in all but the mode, so that nothing is added or moved."""
    return replace(music_at(0.0, 0.0), mode=mode, density=1.0)
