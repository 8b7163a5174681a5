"""A session in a few figures and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotune_gui.domain.emotion import Affect, Emotion
from emotune_gui.domain.face import FaceState, Recogniser
from emotune_gui.domain.review import EstimateSeries
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.recognisers import recogniser_words
from emotune_gui.ui.presenters.review_data import ReviewData, sample_lengths
from emotune_gui.ui.wording import affect_word, course_words, length_words, translate


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    duration_s: float
    seconds_by_emotion: tuple[tuple[Emotion, float], ...]
    """Longest first, without the emotions that never led."""
    face_share: float | None
    """Share of the time with estimates in which one face was usable; None without estimates."""
    mean_affect: Affect | None
    bars: int
    ratings: int
    mean_score: float | None
    fits: int
    does_not_fit: int
    weights_version: int
    speech_s: float | None = None
    """Seconds in which the client was heard speaking; None without a voice."""
    neutrals: tuple[int, ...] = ()
    """Versions of the personal neutral that were in use."""


def summarise(data: ReviewData) -> ReviewSummary:
    series, ratings = data.timeline.estimates, data.timeline.ratings
    scores = [r.score for r in ratings if r.score is not None]
    return ReviewSummary(
        # The axis may be longer: curves and notes go on while the music fades.
        duration_s=data.timeline.info.duration_s or data.duration_s,
        seconds_by_emotion=_seconds_by_emotion(series),
        face_share=_face_share(series),
        mean_affect=_mean_affect(series),
        bars=len(data.timeline.bars),
        ratings=len(ratings),
        mean_score=sum(scores) / len(scores) if scores else None,
        fits=sum(r.fits is True for r in ratings),
        does_not_fit=sum(r.fits is False for r in ratings),
        weights_version=data.timeline.info.weights_version,
        speech_s=None if data.voice is None else data.voice.speech_s,
        neutrals=tuple(sorted({v for v in series.neutral_version if v is not None})),
    )


def _seconds_by_emotion(series: EstimateSeries) -> tuple[tuple[Emotion, float], ...]:
    lengths = sample_lengths(series)
    labels = np.asarray(series.label, dtype=object)
    seconds = [(e, float(lengths[labels == e.value].sum())) for e in Emotion]
    return tuple(sorted((row for row in seconds if row[1] > 0), key=lambda row: -row[1]))


def _face_share(series: EstimateSeries) -> float | None:
    lengths = sample_lengths(series)
    total = float(lengths.sum())
    if total <= 0:
        return None
    states = np.asarray(series.state, dtype=object)
    return float(lengths[states == FaceState.FACE.value].sum()) / total


def _mean_affect(series: EstimateSeries) -> Affect | None:
    """Mean over the time with a usable face, each sample weighing its length."""
    usable = np.array([label is not None for label in series.label], dtype=bool)
    lengths = sample_lengths(series)[usable]
    if lengths.sum() <= 0:
        return None
    return Affect.clamped(
        float(np.average(series.valence[usable], weights=lengths)),
        float(np.average(series.arousal[usable], weights=lengths)),
    )


def headline(data: ReviewData, summary: ReviewSummary) -> str:
    """'48 min · Lead to calm in 20 min · face seen 92 % · on average calm ...'."""
    played = bool(data.music.tempo.size)
    course = course_words(data.timeline.info) if played else translate("Review", "without music")
    parts = [length_words(summary.duration_s), course]
    if summary.face_share is None:
        parts.append(translate("Review", "no emotion curves stored"))
    else:
        share = percent(summary.face_share)
        parts.append(translate("Review", "face seen {share}").format(share=share))
    if summary.speech_s is not None:
        spoke = translate("Review", "spoke {length}")
        parts.append(spoke.format(length=length_words(summary.speech_s)))
    if summary.mean_affect is not None:
        parts.append(_mean_words(summary.mean_affect))
    if played or summary.ratings:
        parts.append(rating_words(summary))
    if played:
        parts.append(mapping_words(summary.weights_version))
    read_by = reader_words(data.timeline.info.recogniser, summary.neutrals)
    if read_by:
        parts.append(read_by)
    return "  ·  ".join(parts)


def _mean_words(affect: Affect) -> str:
    return translate("Review", "on average {word} (valence {v}, arousal {a})").format(
        word=affect_word(affect), v=signed(affect.valence), a=signed(affect.arousal)
    )


def rating_words(summary: ReviewSummary) -> str:
    if summary.ratings == 0:
        return translate("Review", "not rated")
    if summary.ratings == 1:
        words = translate("Review", "1 rating")
    else:
        words = translate("Review", "{n} ratings").format(n=summary.ratings)
    if summary.mean_score is not None:
        mean = figure(summary.mean_score, ".1f")
        words += translate("Review", ", {mean} of 5 on average").format(mean=mean)
    return words


def mapping_words(version: int) -> str:
    if version == 0:
        return translate("Review", "clinical mapping")
    return translate("Review", "personal mapping, version {n}").format(n=version)


def reader_words(recogniser: str, neutrals: Sequence[int]) -> str:
    """'Face read by: All together; relative to the client's neutral, version 2'."""
    if not recogniser:
        return ""  # before it was kept
    known = {r.value: recogniser_words(r).name for r in Recogniser}
    line = translate("Review", "Face read by: {0}").format(known.get(recogniser, recogniser))
    if not neutrals:
        return line
    one = translate("Review", "{0}; relative to the client's neutral, version {1}")
    many = translate("Review", "{0}; relative to the client's neutral, versions {1}")
    versions = ", ".join(str(version) for version in neutrals)
    return (one if len(neutrals) == 1 else many).format(line, versions)


def percent(share: float) -> str:
    """'92 %'."""
    return f"{share:.0%}".replace("%", " %")


def signed(value: float, digits: int = 2) -> str:
    """'+0.25', '−0.40', '0.00': a true minus sign, as wide as the plus."""
    text = figure(value, f"+.{digits}f")
    if round(value, digits) == 0:
        return text[1:]
    return text.replace("-", "−")
