"""The personal neutral: measured, told apart from, and never able to turn the scale round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState, Recogniser
from emotune_gui.domain.neutral import CALIBRATION_SECONDS, NeutralProfile
from emotune_gui.perception.face.affect import expected_affect
from emotune_gui.perception.face.cues import POPULATION
from emotune_gui.perception.face.pose import FACE_MODEL
from emotune_gui.perception.neutral import (
    MOST_LOG_ODDS,
    USUAL_REST,
    DriftWatch,
    PersonalNeutral,
    RestFailed,
    RestMeasurement,
)
from emotune_gui.perception.smoothing import SmoothedEmotions
from tests.perception.test_pose import turned_head

GOOD = FaceQuality(120, 300, 150, 1.0)
WHEN = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
MEASURES = tuple((name, usual.median) for name, usual in POPULATION.items())
unit = st.floats(0.0, 1.0)
probabilities = st.lists(unit, min_size=8, max_size=8).map(EmotionProbabilities.normalised)


def mostly(**shares):
    return EmotionProbabilities.normalised([shares.get(e.value, 0.01) for e in Emotion])


STERN = mostly(neutral=0.26, sadness=0.6, anger=0.08)
RESTED = mostly(neutral=0.8, sadness=0.1)
LAUGH = mostly(happiness=0.95, neutral=0.03)


def profile(p, measures=MEASURES):
    return NeutralProfile(1, WHEN, 100, Recogniser.COMBINED, p, measures)


def face(t, p, points=None, state=FaceState.FACE, notes=()):
    seen = state is FaceState.FACE
    points = turned_head() if points is None else points
    return FaceReading(
        round(t * 30),
        t,
        state,
        GOOD,
        landmarks=points if seen else None,
        combined=p if seen else None,
        notes=notes,
    )


def measured(readings):
    measurement = RestMeasurement(0.0)
    for reading in readings:
        measurement.add(reading)
    return measurement.profile(1, WHEN, Recogniser.COMBINED)


def five_seconds(make, fps=20):
    return [make(i / fps) for i in range(round(CALIBRATION_SECONDS * fps))]


# What is read relative to it


def test_the_usual_rest_changes_nothing():
    neutral = PersonalNeutral(profile(USUAL_REST))
    assert neutral.probabilities(LAUGH).values == pytest.approx(LAUGH.values)
    assert neutral.probabilities(STERN).values == pytest.approx(STERN.values)


def test_a_stern_rest_reads_as_neutral_and_a_smile_still_as_a_smile():
    neutral = PersonalNeutral(profile(STERN))
    assert STERN.top is Emotion.SADNESS
    assert neutral.probabilities(STERN).top is Emotion.NEUTRAL
    assert neutral.affect(expected_affect(neutral.probabilities(STERN))).distance(
        Affect(0, 0)
    ) == pytest.approx(0.0, abs=1e-9)
    assert neutral.probabilities(LAUGH).top is Emotion.HAPPINESS
    sadder = mostly(neutral=0.04, sadness=0.92)
    assert neutral.probabilities(sadder).top is Emotion.SADNESS


def test_a_calibration_made_while_smiling_does_not_turn_the_scale_round():
    neutral = PersonalNeutral(profile(LAUGH))
    assert neutral.probabilities(LAUGH).top is Emotion.HAPPINESS
    assert neutral.probabilities(RESTED).top is Emotion.NEUTRAL
    laugh, rest = (
        neutral.affect(expected_affect(neutral.probabilities(p))).valence for p in (LAUGH, RESTED)
    )
    assert laugh > 0.35
    assert rest > -0.35
    sad = mostly(sadness=0.9, neutral=0.05)
    assert neutral.affect(expected_affect(neutral.probabilities(sad))).valence < rest


@settings(max_examples=150, deadline=None)
@given(probabilities, probabilities)
def test_no_rest_moves_odds_by_more_than_the_bound(rest, read):
    told = PersonalNeutral(profile(rest)).probabilities(read)
    for a, b in pairwise(range(8)):
        if min(read.values[a], read.values[b]) < 1e-6:
            continue
        before = np.log(read.values[a] / read.values[b])
        after = np.log(told.values[a] / told.values[b])
        assert abs(after - before) <= 2 * MOST_LOG_ODDS + 1e-6


@settings(max_examples=100, deadline=None)
@given(probabilities, st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_affect_keeps_its_order_and_its_ends(rest, one, other, arousal):
    neutral = PersonalNeutral(profile(rest))
    low, high = sorted((one, other))
    assert (
        neutral.affect(Affect(low, arousal)).valence
        <= neutral.affect(Affect(high, arousal)).valence + 1e-12
    )
    assert neutral.affect(Affect(-1, 1)) == Affect(-1, 1)
    assert neutral.affect(Affect(1, -1)) == Affect(1, -1)


def test_the_tracker_tells_from_the_rest_and_says_by_which_version():
    tracker = SmoothedEmotions()
    for i in range(150):
        before = tracker.update(face(i / 30, STERN), i / 30)
    assert before.label is Emotion.SADNESS and before.neutral_version is None
    tracker.use_neutral(replace(profile(STERN), version=4))
    for i in range(150, 300):
        after = tracker.update(face(i / 30, STERN), i / 30)
    assert after.label is Emotion.NEUTRAL and after.neutral_version == 4
    assert after.affect.distance(Affect(0, 0)) < 0.02 < before.affect.distance(Affect(0, 0))
    assert after.raw_face == STERN
    assert after.cues is not None
    tracker.use_neutral(None)
    for i in range(300, 450):
        again = tracker.update(face(i / 30, STERN), i / 30)
    assert again.label is Emotion.SADNESS and again.neutral_version is None


# Measuring it


def test_five_still_seconds_make_a_profile():
    rng = np.random.default_rng(1)
    tremble = lambda: turned_head() + rng.normal(0, 0.4, (68, 2)).astype(np.float32)  # noqa: E731
    made = measured(five_seconds(lambda t: face(t, STERN, tremble())))
    assert made.probabilities.values == pytest.approx(STERN.values, abs=1e-6)
    assert made.frames == 100 and made.version == 1 and made.made_at == WHEN
    own = dict(made.measures)
    assert set(own) == set(POPULATION)
    assert own["mouth_width"] == pytest.approx(FACE_MODEL[54, 0] * 2, abs=0.05)
    assert made.spread < 0.01


def test_blinks_and_a_flicker_do_not_count():
    blink = FACE_MODEL.copy()
    blink[[37, 38, 43, 44], 1] += 0.11

    def make(t):
        blinking = (t % 2.5) < 0.2
        points = turned_head(shape=blink) if blinking else turned_head()
        return face(t, mostly(surprise=0.8) if blinking else RESTED, points)

    clean = measured(five_seconds(lambda t: face(t, RESTED)))
    made = measured(five_seconds(make))
    assert made.probabilities.values == pytest.approx(clean.probabilities.values, abs=0.01)
    assert dict(made.measures)["eye_opening"] == pytest.approx(
        dict(clean.measures)["eye_opening"], abs=0.005
    )


def speaking(t):
    shape = FACE_MODEL.copy()
    shape[55:60, 1] += 0.12 * (1 + np.sin(12 * t))
    shape[65:68, 1] += 0.12 * (1 + np.sin(12 * t))
    return face(t, RESTED, turned_head(shape=shape))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda t: face(t, RESTED, state=FaceState.NO_FACE), "no_face"),
        (lambda t: face(t, RESTED, state=FaceState.TOO_DARK), "unclear"),
        (lambda t: face(t, RESTED, notes=("face_changed",)), "unclear"),
        (
            lambda t: face(
                t, RESTED, state=FaceState.SEVERAL_FACES if t % 1 < 0.3 else FaceState.FACE
            ),
            "several_faces",
        ),
        (
            lambda t: face(t, RESTED, state=FaceState.NO_FACE if t % 1 < 0.5 else FaceState.FACE),
            "no_face",
        ),
        (lambda t: face(t, RESTED, turned_head(place=(np.sin(3 * t), 0, 6))), "moving"),
        (speaking, "moving"),
        (lambda t: face(t, LAUGH if t > 2.5 else RESTED), "moving"),
        (lambda t: face(t, LAUGH), "expression"),
        (lambda t: face(t, mostly(surprise=0.8)), "expression"),
    ],
)
def test_what_is_not_a_face_at_rest_is_refused_with_its_reason(make, reason):
    with pytest.raises(RestFailed) as failed:
        measured(five_seconds(make))
    assert str(failed.value) == reason


def test_a_third_of_lost_frames_is_borne_and_nothing_at_all_is_no_face():
    def make(t):
        return face(t, RESTED, state=FaceState.UNCLEAR if t % 1 < 0.3 else FaceState.FACE)

    assert measured(five_seconds(make)).frames >= 60
    with pytest.raises(RestFailed, match="no_face"):
        measured([])


# Drift


def watched(make, seconds, made_of=STERN, fps=10):
    watch = DriftWatch(profile(made_of, measured(five_seconds(lambda t: face(t, STERN))).measures))
    return [watch.update(make(i / fps)) for i in range(round(seconds * fps))]


def test_the_same_rest_never_drifts_whatever_is_expressed_between():
    def make(t):
        return face(t, LAUGH if t % 60 > 45 else STERN)

    assert not any(watched(make, 600))


def test_a_rest_that_moved_is_told_after_minutes_not_at_once():
    told = watched(lambda t: face(t, mostly(neutral=0.85, happiness=0.08)), 400)
    assert told[-1]
    first = told.index(True) / 10
    assert 80 < first < 300


def test_measures_drift_as_well():
    shape = FACE_MODEL.copy()
    shape[17:27, 1] += 0.13
    assert watched(lambda t: face(t, STERN, turned_head(shape=shape)), 400)[-1]


def test_a_laugh_kept_for_minutes_is_no_new_rest():
    assert not any(watched(lambda t: face(t, LAUGH), 400))


def test_restless_minutes_say_nothing_about_rest():
    rng = np.random.default_rng(3)
    other = mostly(neutral=0.85)

    def make(t):
        return face(t, LAUGH if rng.random() < 0.4 else other)

    assert not any(watched(make, 400))
