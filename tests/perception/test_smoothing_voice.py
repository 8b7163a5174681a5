"""The tracker with a voice beside or instead of the face."""

from __future__ import annotations

import pytest

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState
from emotune_gui.domain.voice import (
    VOICE_EMOTIONS,
    VoiceEmotion,
    VoiceProbabilities,
    VoiceReading,
    VoiceState,
)
from emotune_gui.perception.face.affect import expected_affect
from emotune_gui.perception.smoothing import SmoothedEmotions

GOOD = FaceQuality(120, 300, 150, 1.0)
NOTHING = FaceQuality(80, 0, 0, 0.0)


def heard(
    t: float, emotion: VoiceEmotion, p: float = 0.8, affect: Affect | None = None
) -> VoiceReading:
    shares = [p if e is emotion else (1 - p) / 7 for e in VOICE_EMOTIONS]
    told = VoiceProbabilities.normalised(shares)
    affect = affect or expected_affect(told.as_emotions())
    return VoiceReading(t, VoiceState.SPEAKING, -25.0, told, affect, p, t, 2.0)


def face(t: float, emotion: Emotion, p: float = 0.8) -> FaceReading:
    read = EmotionProbabilities.normalised([p if e is emotion else (1 - p) / 7 for e in Emotion])
    return FaceReading(int(t * 30), t, FaceState.FACE, GOOD, combined=read)


def hidden(t: float) -> FaceReading:
    return FaceReading(int(t * 30), t, FaceState.NO_FACE, NOTHING)


def last(estimates: list[EmotionEstimate]) -> EmotionEstimate:
    return estimates[-1]


def test_the_voice_replaces_a_hidden_face() -> None:
    tracker = SmoothedEmotions()
    told = last(
        [
            tracker.update(hidden(k / 10), k / 10, heard(k / 10, VoiceEmotion.SADNESS))
            for k in range(30)
        ]
    )
    assert told.state is FaceState.NO_FACE
    assert told.label is Emotion.SADNESS
    assert told.confidence > 0.5
    assert (told.face_weight, told.voice_weight) == (0.0, 1.0)
    assert told.affect.valence < -0.2
    assert told.cues is None


def test_silence_after_a_hidden_face_spoke_fades_to_nothing() -> None:
    tracker = SmoothedEmotions()
    for k in range(30):
        tracker.update(hidden(k / 10), k / 10, heard(k / 10, VoiceEmotion.ANGER))
    silent = VoiceReading(3.0, VoiceState.SILENT)
    told = last([tracker.update(hidden(k / 10), k / 10, silent) for k in range(30, 130)])
    assert told.label is None
    assert told.confidence == 0.0
    assert (told.face_weight, told.voice_weight) == (0.0, 0.0)
    assert told.affect.distance(Affect(0.0, 0.0)) < 0.05


def test_both_together_are_surer_than_the_face_alone() -> None:
    alone, joined = SmoothedEmotions(), SmoothedEmotions()
    for k in range(60):
        t = k / 30
        without = alone.update(face(t, Emotion.HAPPINESS, 0.5), t)
        along = joined.update(face(t, Emotion.HAPPINESS, 0.5), t, heard(t, VoiceEmotion.HAPPINESS))
    assert along.confidence > without.confidence + 0.2
    assert along.face_weight + along.voice_weight == pytest.approx(1.0)
    assert without.voice is None
    assert (without.face_weight, without.voice_weight) == (1.0, 0.0)


def test_a_sure_voice_overrules_an_undecided_face() -> None:
    tracker = SmoothedEmotions()
    for k in range(90):
        t = k / 30
        told = tracker.update(face(t, Emotion.NEUTRAL, 0.3), t, heard(t, VoiceEmotion.ANGER, 0.9))
    assert told.label is Emotion.ANGER
    assert told.voice_weight > told.face_weight


def test_calm_moves_the_affect_though_it_is_no_class_of_the_face() -> None:
    tracker = SmoothedEmotions()
    for k in range(50):
        t = k / 10
        told = tracker.update(hidden(t), t, heard(t, VoiceEmotion.CALM, 0.9, Affect(0.4, -0.5)))
    assert told.label is Emotion.NEUTRAL
    assert told.affect.arousal < -0.35
    assert told.affect.valence > 0.25


def test_the_estimate_carries_what_was_heard() -> None:
    reading = heard(0.0, VoiceEmotion.FEAR)
    assert SmoothedEmotions().update(hidden(0.0), 0.0, reading).voice is reading
