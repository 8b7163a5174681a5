"""How long each emotion was believed, and by what."""

from __future__ import annotations

import pytest

from emotune_gui.domain.emotion import EMOTIONS, Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.engine.statistics import EmotionSeconds, percentiles_ms


def estimate(
    t: float,
    label: Emotion | None,
    state: FaceState = FaceState.FACE,
    *,
    valence: float = 0.0,
    weights: tuple[float, float] = (1.0, 0.0),
) -> EmotionEstimate:
    even = EmotionProbabilities.normalised([1.0] * len(EMOTIONS))
    face, voice = weights
    return EmotionEstimate(
        1,
        t,
        t,
        1,
        state,
        even,
        Affect(valence, 0.0),
        0.5,
        label,
        face_weight=face,
        voice_weight=voice,
    )


def test_face_voice_and_neither_are_told_apart() -> None:
    seconds = EmotionSeconds()
    told = [
        estimate(0.0, None, FaceState.NO_FACE),
        estimate(1.0, Emotion.HAPPINESS, valence=0.8),
        estimate(2.0, Emotion.HAPPINESS, valence=0.8, weights=(0.5, 0.5)),
        estimate(3.0, Emotion.SADNESS, FaceState.NO_FACE, valence=-0.7, weights=(0.0, 1.0)),
        estimate(4.0, None, FaceState.NO_FACE, weights=(0.0, 0.0)),
    ]
    for one in told:
        seconds.add(one)
    assert seconds.by_emotion() == {"happiness": 2.0, "sadness": 1.0}
    assert seconds.without_emotion() == {"no_face": 1.0}
    assert seconds.face_share == 0.5
    assert seconds.mean == (pytest.approx(0.3), 0.0)
    assert seconds.mean_weights == (pytest.approx(0.5), pytest.approx(0.5))


def test_gaps_and_nothing_at_all_count_for_nothing() -> None:
    seconds = EmotionSeconds()
    seconds.add(estimate(0.0, Emotion.FEAR))
    seconds.add(estimate(5.0, Emotion.FEAR))
    assert seconds.by_emotion() == {}
    assert (seconds.face_share, seconds.mean, seconds.mean_weights) == (0.0, None, None)


def test_percentiles_of_nothing_are_none() -> None:
    assert percentiles_ms(()) == {"p50": None, "p95": None, "max": None, "n": 0}
    assert percentiles_ms([0.001, 0.003])["max"] == 3.0
