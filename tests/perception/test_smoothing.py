"""The tracker on hand-written sequences, 30 readings a second unless said otherwise."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState
from emotune_gui.perception.smoothing import SmoothedEmotions

GOOD = FaceQuality(120, 300, 150, 1.0)


def certain(emotion, p=0.86):
    return EmotionProbabilities.normalised([p if e is emotion else (1 - p) / 7 for e in Emotion])


def face(t, emotion, p=0.86, quality=GOOD, forest=None):
    cnn = certain(emotion, p)
    other = cnn if forest is None else certain(forest)
    return FaceReading(int(t * 30), t, FaceState.FACE, quality, cnn=cnn, forest=other, combined=cnn)


def without(t, state=FaceState.NO_FACE):
    return FaceReading(int(t * 30), t, state, FaceQuality(80, 0, 0, 0.0))


def run(tracker, make, start, seconds, fps=30):
    steps = round(seconds * fps)
    return [tracker.update(make(start + i / fps), start + i / fps) for i in range(steps)]


def changes(estimates):
    return sum(a.label is not b.label for a, b in pairwise(estimates))


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_a_real_change_is_kept_within_half_a_second_even_at_ten_frames(fps):
    tracker = SmoothedEmotions()
    run(tracker, lambda t: face(t, Emotion.NEUTRAL), 0, 3, fps)
    after = run(tracker, lambda t: face(t, Emotion.HAPPINESS), 3, 2, fps)
    first = next(e for e in after if e.label is Emotion.HAPPINESS)
    assert first.t - 3 <= 0.5
    assert changes(after) <= 1


def test_first_readings_of_a_face_make_no_flash_of_emotion():
    tracker = SmoothedEmotions()
    first = run(tracker, lambda t: face(t, Emotion.SURPRISE), 0, 0.1)
    assert {e.label for e in first} == {Emotion.NEUTRAL}
    assert first[0].confidence < 0.1
    assert run(tracker, lambda t: face(t, Emotion.SURPRISE), 0.1, 0.5)[-1].label is Emotion.SURPRISE


def test_a_blink_of_another_emotion_changes_nothing():
    tracker = SmoothedEmotions()
    run(tracker, lambda t: face(t, Emotion.SADNESS), 0, 2)
    blink = run(tracker, lambda t: face(t, Emotion.SURPRISE), 2, 0.2)
    after = run(tracker, lambda t: face(t, Emotion.SADNESS), 2.2, 1)
    assert {e.label for e in blink + after} == {Emotion.SADNESS}


def test_noise_between_two_emotions_does_not_flicker():
    tracker, rng = SmoothedEmotions(), np.random.default_rng(3)

    def noisy(t):
        return face(t, Emotion.NEUTRAL if rng.random() < 0.62 else Emotion.SADNESS, p=0.5)

    estimates = run(tracker, noisy, 0, 60)
    assert changes(estimates) <= 4


def test_affect_never_jumps_whatever_comes():
    tracker, rng = SmoothedEmotions(), np.random.default_rng(5)
    estimates = []
    for i in range(600):
        t = i / 30
        pick = rng.integers(0, 10)
        reading = without(t) if pick > 7 else face(t, list(Emotion)[pick])
        estimates.append(tracker.update(reading, t))
    assert max(a.affect.distance(b.affect) for a, b in pairwise(estimates)) < 0.2
    assert max(abs(a.confidence - b.confidence) for a, b in pairwise(estimates)) < 0.15


@pytest.mark.parametrize(
    "state",
    [FaceState.NO_FACE, FaceState.SEVERAL_FACES, FaceState.TOO_DARK, FaceState.UNCLEAR],
)
def test_without_a_usable_face_there_is_no_emotion_and_all_eases_to_neutral(state):
    tracker = SmoothedEmotions()
    before = run(tracker, lambda t: face(t, Emotion.HAPPINESS), 0, 3)[-1]
    after = run(tracker, lambda t: without(t, state), 3, 12)
    assert all(e.label is None and e.state is state for e in after)
    assert after[0].affect == before.affect
    assert after[-1].affect.distance(NEUTRAL_AFFECT) < 0.02
    assert after[-1].confidence == 0.0
    falling = [e.confidence for e in after]
    assert all(a >= b for a, b in pairwise(falling))
    reach = [e.affect.distance(NEUTRAL_AFFECT) for e in after]
    assert all(a >= b - 1e-9 for a, b in pairwise(reach))


def test_ids_rise_by_one_and_times_are_those_given():
    tracker = SmoothedEmotions()
    estimates = [tracker.update(without(t), t + 0.05) for t in (1.0, 1.1, 1.3)]
    assert [e.id for e in estimates] == [1, 2, 3]
    assert [e.t for e in estimates] == pytest.approx([1.05, 1.15, 1.35])
    assert [e.captured_at for e in estimates] == pytest.approx([1.0, 1.1, 1.3])


def test_poor_pictures_and_disputes_lower_the_confidence():
    def settled(**changed):
        tracker = SmoothedEmotions()
        return run(tracker, lambda t: face(t, Emotion.ANGER, **changed), 0, 3)[-1].confidence

    good = settled()
    assert good > 0.8
    assert settled(quality=FaceQuality(50, 30, 50, 0.5)) == pytest.approx(good / 2, rel=0.05)
    assert settled(forest=Emotion.HAPPINESS) < 0.85 * good


def test_raw_answer_and_notes_are_passed_on():
    reading = FaceReading(
        4, 0.5, FaceState.FACE, GOOD, combined=certain(Emotion.FEAR), notes=("small",)
    )
    estimate = SmoothedEmotions().update(reading, 0.52)
    assert estimate.raw_face == reading.combined
    assert estimate.notes == ("small",) and estimate.seq == 4 and estimate.quality == 1.0


def test_a_long_pause_makes_no_jump():
    tracker = SmoothedEmotions()
    before = run(tracker, lambda t: face(t, Emotion.SADNESS), 0, 3)[-1]
    after = tracker.update(face(60, Emotion.HAPPINESS), 60)
    assert after.affect.distance(before.affect) < 1.1
    assert after.confidence <= before.confidence + 0.5


readings = st.lists(
    st.tuples(
        st.sampled_from([*FaceState]),
        st.sampled_from([*Emotion]),
        st.floats(0.0, 2.0),
        st.floats(0.0, 1.0),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(readings)
def test_estimates_are_always_lawful(steps):
    tracker, t = SmoothedEmotions(), 0.0
    for state, emotion, gap, score in steps:
        t += gap
        quality = FaceQuality(100, 100, 100, score)
        usable = state is FaceState.FACE
        reading = face(t, emotion, quality=quality) if usable else without(t, state)
        estimate = tracker.update(reading, t)
        assert 0.0 <= estimate.confidence <= 1.0
        assert (estimate.label is None) == (not usable)
