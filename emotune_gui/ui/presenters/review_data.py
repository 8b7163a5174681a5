"""A stored session made ready to draw: arrays by lane, gaps, events. No Qt objects, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Mode, Part
from emotune_gui.domain.review import EstimateSeries, HeardBar, SessionTimeline
from emotune_gui.domain.session import Rating
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceState

FloatArray = npt.NDArray[np.float64]

MODE_LADDER: tuple[Mode, ...] = tuple(Mode)[::-1]
"""Darkest first, so that a row number grows with brightness."""

MERGE_GAPS_S = 1.0
"""Gaps of one kind closer than this are drawn as one."""
SHORTEST_GAP_S = 0.5
"""A shorter gap is a blink of the detector, not worth a shade."""
LONGEST_SAMPLE_S = 1.0
"""A sample speaks for the time to the next one, but never longer than this."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without a usable face; `state` is a FaceState value."""

    start_s: float
    end_s: float
    state: str


@dataclass(frozen=True, slots=True, eq=False)
class EmotionLanes:
    """N samples; NaN wherever there was no usable face: never an emotion then."""

    t: FloatArray
    probabilities: FloatArray
    """N x 8."""
    valence: FloatArray
    arousal: FloatArray
    confidence: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class VoiceLanes:
    """N samples; NaN where nothing was heard."""

    t: FloatArray
    probabilities: FloatArray
    """N x 8 in `VOICE_EMOTIONS` order."""
    weight: FloatArray
    """From 0 (the face alone counted) to 1 (the voice alone)."""
    speaking: tuple[tuple[float, float], ...]
    """Seconds from which to which the client was heard speaking."""

    @property
    def speech_s(self) -> float:
        return sum(end - start for start, end in self.speaking)


@dataclass(frozen=True, slots=True, eq=False)
class MusicLanes:
    """M bars, one value each, heard from `start[i]` to `start[i + 1]` (M + 1 edges)."""

    edges: FloatArray
    tempo: FloatArray
    density: FloatArray
    loudness: FloatArray
    mode: FloatArray
    """Row in MODE_LADDER."""
    target_valence: FloatArray
    target_arousal: FloatArray
    """Where the music was being led."""


@dataclass(frozen=True, slots=True, eq=False)
class NoteLanes:
    """K notes in order of their start; times in seconds, pitch a MIDI number."""

    start: FloatArray
    end: FloatArray
    pitch: FloatArray
    melody: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RatedMoment:
    """A rating with the bar it judges; `bar_index` is None when that bar was not stored."""

    t: float
    rating: Rating
    bar_index: int | None


@dataclass(frozen=True, slots=True, eq=False)
class ReviewData:
    timeline: SessionTimeline
    duration_s: float
    emotions: EmotionLanes
    music: MusicLanes
    notes: NoteLanes
    gaps: tuple[Gap, ...]
    ratings: tuple[RatedMoment, ...]
    voice: VoiceLanes | None = None
    """None when the session had no voice."""

    @property
    def jump_times(self) -> tuple[float, ...]:
        """Moments that 'next marker' goes to: markers and notes, in order."""
        marks = [m.t for m in self.timeline.markers] + [n.t for n in self.timeline.notes]
        return tuple(sorted(set(marks)))


def prepare(timeline: SessionTimeline) -> ReviewData:
    """Everything slow about opening a session, for a background thread."""
    duration = _duration(timeline)
    return ReviewData(
        timeline=timeline,
        duration_s=duration,
        emotions=_emotion_lanes(timeline.estimates),
        music=_music_lanes(timeline.bars, duration),
        notes=_note_lanes(timeline),
        gaps=face_gaps(timeline.estimates),
        ratings=_rated_moments(timeline),
        voice=_voice_lanes(timeline.estimates),
    )


def sample_lengths(series: EstimateSeries) -> FloatArray:
    """Seconds each sample speaks for: to the next one, at most LONGEST_SAMPLE_S."""
    if series.t.size == 0:
        return np.zeros(0)
    lengths = np.diff(series.t, append=series.t[-1] + 0.1)
    return np.clip(lengths, 0.0, LONGEST_SAMPLE_S)


def face_gaps(series: EstimateSeries) -> tuple[Gap, ...]:
    """Stretches without a usable face, merged and without the shortest.

    Where the voice carried the estimate there is no gap.
    """
    if series.t.size == 0:
        return ()
    states = np.asarray(series.state, dtype=object)
    if series.voice_weight is not None:
        states = np.where(series.voice_weight > 0.0, FaceState.FACE.value, states)
    ends = series.t + sample_lengths(series)
    borders = np.flatnonzero(states[1:] != states[:-1]) + 1
    firsts = np.concatenate(([0], borders))
    lasts = np.concatenate((borders - 1, [series.t.size - 1]))
    raw = [
        Gap(float(series.t[first]), float(ends[last]), str(states[first]))
        for first, last in zip(firsts, lasts, strict=True)
        if states[first] != FaceState.FACE.value
    ]
    return tuple(g for g in _merged(raw) if g.end_s - g.start_s >= SHORTEST_GAP_S)


def _merged(gaps: list[Gap]) -> list[Gap]:
    merged: list[Gap] = []
    for gap in gaps:
        last = merged[-1] if merged else None
        if last and last.state == gap.state and gap.start_s - last.end_s < MERGE_GAPS_S:
            merged[-1] = Gap(last.start_s, gap.end_s, gap.state)
        else:
            merged.append(gap)
    return merged


def _duration(timeline: SessionTimeline) -> float:
    ends = [timeline.info.duration_s, 1.0]
    if timeline.estimates.t.size:
        ends.append(float(timeline.estimates.t[-1]))
    ends += [timeline.bars[-1].start_s] if timeline.bars else []
    ends += [m.t for m in timeline.markers] + [r.t for r in timeline.ratings]
    ends += [reading.t for reading in timeline.scales]
    return max(ends)


def _emotion_lanes(series: EstimateSeries) -> EmotionLanes:
    usable = np.array([label is not None for label in series.label], bool)
    return EmotionLanes(
        t=series.t,
        probabilities=np.where(usable[:, None], series.probabilities.reshape(-1, 8), np.nan),
        valence=np.where(usable, series.valence, np.nan),
        arousal=np.where(usable, series.arousal, np.nan),
        confidence=np.where(usable, series.confidence, np.nan),
    )


def _voice_lanes(series: EstimateSeries) -> VoiceLanes | None:
    if series.voice is None and not any(series.voice_state):
        return None
    none = np.full((series.t.size, len(VOICE_EMOTIONS)), np.nan)
    voice = none if series.voice is None else series.voice
    weight = series.voice_weight
    if weight is None:
        weight = np.zeros(series.t.size)
    heard = np.isfinite(voice).all(axis=1)
    return VoiceLanes(series.t, voice, np.where(heard, weight, np.nan), _speaking(series))


def _speaking(series: EstimateSeries) -> tuple[tuple[float, float], ...]:
    speaking = VoiceState.SPEAKING.value
    spoken = np.array([state == speaking for state in series.voice_state], bool)
    if not spoken.any():
        return ()
    edges = np.flatnonzero(np.diff(np.concatenate(([False], spoken, [False]))))
    ends = series.t + sample_lengths(series)
    return tuple(
        (float(series.t[first]), float(ends[past - 1]))
        for first, past in zip(edges[::2], edges[1::2], strict=True)
    )


def _music_lanes(bars: tuple[HeardBar, ...], duration: float) -> MusicLanes:
    starts = [heard.start_s for heard in bars]
    asked = [heard.bar.parameters for heard in bars]
    end = max(duration, starts[-1]) if starts else 0.0
    return MusicLanes(
        edges=np.array([*starts, end] if starts else [], dtype=float),
        tempo=np.array([p.tempo_bpm for p in asked], dtype=float),
        density=np.array([p.density for p in asked], dtype=float),
        loudness=np.array([p.loudness for p in asked], dtype=float),
        mode=np.array([MODE_LADDER.index(p.mode) for p in asked], dtype=float),
        target_valence=np.array([heard.target_valence for heard in bars], dtype=float),
        target_arousal=np.array([heard.target_arousal for heard in bars], dtype=float),
    )


def _note_lanes(timeline: SessionTimeline) -> NoteLanes:
    """Notes as played; as written where the session kept only its bars. Drums have no pitch."""
    if timeline.played:
        notes = [n for n in timeline.played if n.part is not Part.DRUMS]
        # Column by column: numpy takes five times as long for a list of tuples.
        starts, ends, pitches = (
            np.fromiter(map(attrgetter(name), notes), float, len(notes))
            for name in ("start_s", "end_s", "pitch")
        )
        melody = np.array([n.part is Part.MELODY for n in notes], bool)
    else:
        rows = [row for heard in timeline.bars for row in _written_notes(heard)]
        table = np.array(rows, dtype=float).reshape(-1, 4)
        starts, ends, pitches, melody = *table[:, :3].T, table[:, 3] > 0
    order = np.argsort(starts, kind="stable")
    return NoteLanes(starts[order], ends[order], pitches[order], melody[order])


def _written_notes(heard: HeardBar) -> list[tuple[float, float, int, bool]]:
    beat = 60.0 / heard.bar.parameters.tempo_bpm
    return [
        (
            heard.start_s + n.onset * beat,
            heard.start_s + (n.onset + n.duration) * beat,
            n.pitch,
            n.part is Part.MELODY,
        )
        for n in heard.bar.notes
        if n.part is not Part.DRUMS
    ]


def _rated_moments(timeline: SessionTimeline) -> tuple[RatedMoment, ...]:
    index_of = {heard.bar.id: heard.bar.index for heard in timeline.bars}
    moments = [RatedMoment(r.t, r, index_of.get(r.bar_id)) for r in timeline.ratings]
    return tuple(sorted(moments, key=lambda m: m.t))
