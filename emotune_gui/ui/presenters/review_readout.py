"""What stood at one moment of a session, in words and figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.review import HeardBar, SongPlayed
from emotune_gui.domain.session import Rating
from emotune_gui.domain.voice import VOICE_EMOTIONS
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.review_data import LONGEST_SAMPLE_S, ReviewData
from emotune_gui.ui.presenters.review_summary import percent, signed
from emotune_gui.ui.presenters.song_words import composer_short
from emotune_gui.ui.wording import (
    clock_time,
    confidence_word,
    emotion_word,
    face_state_word,
    mode_word,
    shortened,
    tonic_word,
    translate,
)

SONG_LETTERS = 28
NEARBY_S = 3.0
"""A marker, note or rating this close to the cursor is read out."""


@dataclass(frozen=True, slots=True)
class Readout:
    """Ready for the page; empty texts and None where nothing is known."""

    time: str
    belief: str
    """'sadness, fairly sure', 'no face', or why nothing is known."""
    probabilities: tuple[tuple[Emotion, float], ...] = ()
    affect: tuple[tuple[str, str], ...] = ()
    voice: tuple[tuple[str, str], ...] = ()
    """Empty where nothing was heard."""
    music: tuple[tuple[str, str], ...] = ()
    events: tuple[str, ...] = ()


def read_at(data: ReviewData, t: float) -> Readout:
    """Values in force at `t` seconds."""
    sample = _sample_at(data, t)
    belief, probabilities, affect = _emotion_words(data, sample)
    heard = bar_at(data.timeline.bars, t)
    return Readout(
        time=clock_time(t),
        belief=belief,
        probabilities=probabilities,
        affect=affect,
        voice=_voice_rows(data, sample),
        music=() if heard is None else _music_rows(heard, song_at(data.timeline.songs, t)),
        events=_events_near(data, t),
    )


def song_at(songs: Sequence[SongPlayed], t: float) -> SongPlayed | None:
    """The song that is heard at a second of the session."""
    return next((song for song in songs if song.start_s <= t < song.end_s), None)


def bar_at(bars: tuple[HeardBar, ...], t: float) -> HeardBar | None:
    place = bisect_right(bars, t, key=lambda heard: heard.start_s) - 1
    return bars[place] if place >= 0 else None


def _sample_at(data: ReviewData, t: float) -> int | None:
    times = data.emotions.t
    place = int(np.searchsorted(times, t, side="right")) - 1
    if place < 0 or t - times[place] > LONGEST_SAMPLE_S:
        return None
    return place


def _emotion_words(
    data: ReviewData, sample: int | None
) -> tuple[str, tuple[tuple[Emotion, float], ...], tuple[tuple[str, str], ...]]:
    if sample is None:
        return translate("Review", "no estimate here"), (), ()
    series = data.timeline.estimates
    label = series.label[sample]
    if label is None:
        return face_state_word(series.state[sample]), (), ()
    confidence = float(series.confidence[sample])
    belief = f"{emotion_word(Emotion(label))}, {confidence_word(confidence)}"
    row = series.probabilities[sample]
    probabilities = tuple((e, float(row[i])) for i, e in enumerate(EMOTIONS))
    affect = (
        (translate("Review", "valence"), signed(float(series.valence[sample]))),
        (translate("Review", "arousal"), signed(float(series.arousal[sample]))),
        (translate("Review", "confidence"), figure(confidence, ".2f")),
    )
    return belief, probabilities, affect


def _voice_rows(data: ReviewData, sample: int | None) -> tuple[tuple[str, str], ...]:
    if data.voice is None or sample is None:
        return ()
    row = data.voice.probabilities[sample]
    if not np.isfinite(row).all():
        return ()
    top = int(np.argmax(row))
    heard = f"{emotion_word(VOICE_EMOTIONS[top])} {percent(float(row[top]))}"
    weight = percent(float(data.voice.weight[sample]))
    return (
        (translate("Review", "voice"), heard),
        (translate("Review", "its weight"), weight),
    )


def _music_rows(heard: HeardBar, song: SongPlayed | None) -> tuple[tuple[str, str], ...]:
    bar, asked = heard.bar, heard.bar.parameters
    key = f"{tonic_word(bar.tonic)} {mode_word(asked.mode)}"
    if song is None:
        maker = (translate("Review", "music"), composer_short(bar.composer))
    else:
        maker = (translate("Review", "song"), shortened(song.title, SONG_LETTERS))
    return (
        maker,
        (translate("Review", "bar"), str(bar.index + 1)),
        (translate("Review", "key"), key),
        (translate("Review", "chord"), bar.chord),
        (translate("Review", "tempo"), f"{asked.tempo_bpm:.0f} bpm"),
        (translate("Review", "loudness"), f"{asked.loudness:.0f}"),
        (translate("Review", "density"), figure(asked.density, ".1f") + " /s"),
    )


def _events_near(data: ReviewData, t: float) -> tuple[str, ...]:
    timeline = data.timeline
    near = [(m.t, m.label) for m in timeline.markers if abs(m.t - t) <= NEARBY_S]
    near += [(n.t, n.text) for n in timeline.notes if abs(n.t - t) <= NEARBY_S]
    near += [
        (r.t, rating_sentence(r.rating, r.bar_index))
        for r in data.ratings
        if abs(r.t - t) <= NEARBY_S
    ]
    return tuple(f"{clock_time(at)}  {text}" for at, text in sorted(near))


def rating_sentence(rating: Rating, bar_index: int | None) -> str:
    """'bar 12 rated 4 of 5, fits'."""
    words = []
    if rating.score is not None:
        words.append(translate("Review", "{score} of 5").format(score=rating.score))
    if rating.fits is not None:
        fits, not_fits = translate("Review", "fits"), translate("Review", "does not fit")
        words.append(fits if rating.fits else not_fits)
    verdict = ", ".join(words)
    if bar_index is None:
        return translate("Review", "rated {verdict}").format(verdict=verdict)
    return translate("Review", "bar {bar} rated {verdict}").format(
        bar=bar_index + 1, verdict=verdict
    )
