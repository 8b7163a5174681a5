"""A session in a few figures and in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from emotune_gui.domain.emotion import Affect, Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.review import EstimateSeries
from emotune_gui.ui.presenters.review_data import ReviewData, sample_lengths
from emotune_gui.ui.wording import affect_word, length_words, plan_words, translate


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
    parts = [length_words(summary.duration_s), plan_words(data.timeline.info.plan)]
    if summary.face_share is None:
        parts.append(translate("Review", "no emotion curves stored"))
    else:
        share = f"{summary.face_share:.0%}".replace("%", " %")
        parts.append(translate("Review", "face seen {share}").format(share=share))
    if summary.mean_affect is not None:
        parts.append(_mean_words(summary.mean_affect))
    parts.append(rating_words(summary))
    parts.append(mapping_words(summary.weights_version))
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
        mean = f"{summary.mean_score:.1f}"
        words += translate("Review", ", {mean} of 5 on average").format(mean=mean)
    return words


def mapping_words(version: int) -> str:
    if version == 0:
        return translate("Review", "clinical mapping")
    return translate("Review", "personal mapping, version {n}").format(n=version)


def signed(value: float, digits: int = 2) -> str:
    """'+0.25', '−0.40', '0.00': a true minus sign, as wide as the plus."""
    text = f"{value:+.{digits}f}"
    if float(text) == 0:
        return text[1:]
    return text.replace("-", "−")
