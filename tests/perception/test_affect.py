"""Valence and arousal: within bounds, continuous, still at rest, graded by what the face does."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Emotion, EmotionProbabilities
from emotune_gui.domain.face import ActionCues
from emotune_gui.perception.face.affect import CLASS_AFFECT, expected_affect

NOTHING = ActionCues(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
FULL = ActionCues(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
unit = st.floats(0.0, 1.0)
probabilities = st.lists(unit, min_size=8, max_size=8).map(EmotionProbabilities.normalised)
all_cues = st.builds(ActionCues, unit, unit, unit, unit, unit, unit)


def certain(emotion, p=1.0):
    rest = (1 - p) / 7
    return EmotionProbabilities.normalised([p if e is emotion else rest for e in Emotion])


def mixed(first, share, second):
    return EmotionProbabilities.normalised(
        [a + share * (b - a) for a, b in zip(first.values, second.values, strict=True)]
    )


@settings(max_examples=200, deadline=None)
@given(probabilities, all_cues)
def test_it_stays_in_the_plane_and_near_what_the_classes_say(p, cues):
    plain, graded = expected_affect(p), expected_affect(p, cues)
    assert -1 <= graded.valence <= 1 and -1 <= graded.arousal <= 1
    assert abs(graded.valence - plain.valence) <= 0.25
    assert abs(graded.arousal - plain.arousal) <= 0.26


@settings(max_examples=100, deadline=None)
@given(probabilities, probabilities, all_cues, all_cues)
def test_a_small_change_makes_a_small_difference(p, q, one, other):
    nearby = ActionCues(
        *(a + 0.01 * (b - a) for a, b in zip(astuple(one), astuple(other), strict=True))
    )
    before, after = expected_affect(p, one), expected_affect(mixed(p, 0.01, q), nearby)
    assert before.distance(after) < 0.04


def test_a_face_at_rest_is_in_the_middle():
    assert expected_affect(certain(Emotion.NEUTRAL), NOTHING) == NEUTRAL_AFFECT
    assert expected_affect(certain(Emotion.NEUTRAL)) == NEUTRAL_AFFECT


def test_a_broad_smile_is_worth_the_whole_class_and_a_faint_one_less():
    happy = certain(Emotion.HAPPINESS)
    places = [
        expected_affect(happy, replace(NOTHING, mouth_corners_up=smile)).valence
        for smile in (0.0, 0.3, 0.6, 1.0)
    ]
    assert places == sorted(places)
    assert places[-1] == pytest.approx(CLASS_AFFECT[Emotion.HAPPINESS].valence)
    assert places[0] == pytest.approx(0.75 * places[-1])


@pytest.mark.parametrize("cue", ["brows_lowered", "mouth_corners_down"])
def test_frowning_takes_pleasure_but_not_from_a_laugh(cue):
    frown = replace(NOTHING, **{cue: 1.0})
    for emotion in (Emotion.NEUTRAL, Emotion.ANGER, Emotion.SADNESS):
        p = certain(emotion, 0.8)
        assert expected_affect(p, frown).valence < expected_affect(p, NOTHING).valence
    laugh = certain(Emotion.HAPPINESS)
    assert expected_affect(laugh, frown).valence == expected_affect(laugh, NOTHING).valence


def test_an_open_mouth_adds_arousal_unless_the_face_is_neutral():
    wide = replace(NOTHING, mouth_open=1.0)
    angry, calm = certain(Emotion.ANGER, 0.8), certain(Emotion.NEUTRAL)
    assert expected_affect(angry, wide).arousal > expected_affect(angry, NOTHING).arousal
    assert expected_affect(calm, wide) == NEUTRAL_AFFECT


def test_closed_eyes_calm_a_calm_face_and_leave_a_laugh_alone():
    closed = replace(NOTHING, eyes_closed=1.0)
    assert expected_affect(certain(Emotion.NEUTRAL), closed).arousal == pytest.approx(-0.25)
    laugh = certain(Emotion.HAPPINESS)
    assert expected_affect(laugh, closed).arousal == expected_affect(laugh, NOTHING).arousal
    assert expected_affect(laugh, FULL).valence > 0.5
