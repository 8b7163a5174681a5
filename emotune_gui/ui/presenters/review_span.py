"""Statistics of a stretch of a session that was selected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.music import Mode
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.review_data import MODE_LADDER, ReviewData, sample_lengths
from emotune_gui.ui.presenters.review_summary import percent, signed
from emotune_gui.ui.wording import clock_time, length_words, mode_word, translate

FloatArray = npt.NDArray[np.float64]
SHORTEST_SPAN_S = 0.2


@dataclass(frozen=True, slots=True)
class SpanStatistics:
    """Means weigh time; a pair is mean and standard deviation; None where nothing is known."""

    start_s: float
    end_s: float
    seconds_by_emotion: tuple[tuple[Emotion, float], ...] = ()
    """Longest first."""
    believed_share: float | None = None
    valence: tuple[float, float] | None = None
    arousal: tuple[float, float] | None = None
    tempo: tuple[float, float] | None = None
    loudness: tuple[float, float] | None = None
    density: tuple[float, float] | None = None
    mode: Mode | None = None
    """The one heard longest."""
    notes: int = 0
    ratings: int = 0
    mean_score: float | None = None
    marks: int = 0
    speech_s: float | None = None

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


def span_statistics(data: ReviewData, start: float, end: float) -> SpanStatistics:
    """Of [start, end) seconds. Samples and bars that reach in count for the part that does."""
    ratings = [r for r in data.timeline.ratings if start <= r.t < end]
    scores = [r.score for r in ratings if r.score is not None]
    starts = data.notes.start
    emotions, share, valence, arousal = _emotion_parts(data, start, end)
    lengths = _bar_lengths(data, start, end)
    music = data.music
    return SpanStatistics(
        start,
        end,
        seconds_by_emotion=emotions,
        believed_share=share,
        valence=valence,
        arousal=arousal,
        tempo=_weighed(music.tempo, lengths),
        loudness=_weighed(music.loudness, lengths),
        density=_weighed(music.density, lengths),
        mode=_longest_mode(music.mode, lengths),
        notes=int(np.searchsorted(starts, end) - np.searchsorted(starts, start)),
        ratings=len(ratings),
        mean_score=sum(scores) / len(scores) if scores else None,
        marks=sum(start <= t < end for t in data.jump_times),
        speech_s=None if data.voice is None else _overlap(data.voice.speaking, start, end),
    )


def _emotion_parts(
    data: ReviewData, start: float, end: float
) -> tuple[
    tuple[tuple[Emotion, float], ...],
    float | None,
    tuple[float, float] | None,
    tuple[float, float] | None,
]:
    series = data.timeline.estimates
    reaches = np.minimum(series.t + sample_lengths(series), end) - np.maximum(series.t, start)
    lengths = np.maximum(0.0, reaches)
    total = float(lengths.sum())
    if total <= 0.0:
        return (), None, None, None
    labels = np.asarray(series.label, dtype=object)
    rows = [(e, float(lengths[labels == e.value].sum())) for e in Emotion]
    found = tuple(sorted((row for row in rows if row[1] > 0), key=lambda row: -row[1]))
    believed = np.where(np.isfinite(data.emotions.valence), lengths, 0.0)
    return (
        found,
        float(believed.sum()) / total,
        _weighed(data.emotions.valence, believed),
        _weighed(data.emotions.arousal, believed),
    )


def _weighed(values: FloatArray, weights: FloatArray) -> tuple[float, float] | None:
    """Mean and standard deviation; None without any weight."""
    used = (weights > 0) & np.isfinite(values)
    if not used.any():
        return None
    mean = float(np.average(values[used], weights=weights[used]))
    variance = float(np.average((values[used] - mean) ** 2, weights=weights[used]))
    return mean, float(np.sqrt(variance))


def _bar_lengths(data: ReviewData, start: float, end: float) -> FloatArray:
    edges = data.music.edges
    if edges.size == 0:
        return np.zeros(0)
    return np.maximum(0.0, np.minimum(edges[1:], end) - np.maximum(edges[:-1], start))


def _longest_mode(rows: FloatArray, lengths: FloatArray) -> Mode | None:
    if rows.size == 0 or lengths.sum() <= 0:
        return None
    seconds = np.bincount(rows.astype(int), weights=lengths, minlength=len(MODE_LADDER))
    return MODE_LADDER[int(seconds.argmax())]


def _overlap(spans: tuple[tuple[float, float], ...], start: float, end: float) -> float:
    return sum(max(0.0, min(b, end) - max(a, start)) for a, b in spans)


def span_title(span: SpanStatistics) -> str:
    """'01:00 to 02:30, 2 min'."""
    return translate("Review", "{start} to {end}, {length}").format(
        start=clock_time(span.start_s),
        end=clock_time(span.end_s),
        length=length_words(span.length_s),
    )


def span_rows(span: SpanStatistics) -> tuple[tuple[str, str], ...]:
    """Names and figures, only of what is known."""
    pairs = (
        (translate("Review", "valence"), span.valence, 2, True),
        (translate("Review", "arousal"), span.arousal, 2, True),
        (translate("Review", "tempo"), span.tempo, 0, False),
        (translate("Review", "loudness"), span.loudness, 0, False),
        (translate("Review", "density"), span.density, 1, False),
    )
    rows = [(name, _spread(pair, digits, sign)) for name, pair, digits, sign in pairs if pair]
    if span.believed_share is not None:
        rows.insert(0, (translate("Review", "emotion known"), percent(span.believed_share)))
    if span.mode is not None:
        rows.append((translate("Review", "mode"), mode_word(span.mode)))
    if span.speech_s is not None:
        rows.append((translate("Review", "spoken"), length_words(span.speech_s)))
    rows.append((translate("Review", "notes played"), str(span.notes)))
    rows.append((translate("Review", "ratings"), _ratings(span)))
    rows.append((translate("Review", "marks"), str(span.marks)))
    return tuple(rows)


def _spread(pair: tuple[float, float], digits: int, sign: bool) -> str:
    mean, deviation = pair
    shown = signed(mean, digits) if sign else figure(mean, f".{digits}f")
    return f"{shown} ± {figure(deviation, f'.{digits}f')}"


def _ratings(span: SpanStatistics) -> str:
    if span.mean_score is None:
        return str(span.ratings)
    return translate("Review", "{n}, mean {score}").format(
        n=span.ratings, score=figure(span.mean_score, ".1f")
    )
