from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.affect import CLASS_AFFECT, expected_affect
from emotune_gui.perception.face.combining import Pool, PoolWeights, agreement, load_pool

weights = st.lists(st.floats(0, 1), min_size=8, max_size=8)
biases = st.lists(st.floats(-1, 1), min_size=8, max_size=8)
unhurried = settings(deadline=None)


def sure(emotion, p=0.93):
    return EmotionProbabilities.normalised([p if e is emotion else (1 - p) / 7 for e in Emotion])


def pool_of(cnn, forest, alone=1.0):
    return PoolWeights((Pool({"cnn": cnn, "forest": forest}),), {"cnn": alone})


@unhurried
@given(weights, weights, st.floats(0, 2), st.floats(0, 2), biases)
def test_pool_gives_probabilities(a, b, x, y, bias):
    one, other = EmotionProbabilities.normalised(a), EmotionProbabilities.normalised(b)
    answer = Pool({"cnn": x, "forest": y}, tuple(bias)).combine({"cnn": one, "forest": other})
    assert sum(answer.values) == pytest.approx(1, abs=1e-6)


@unhurried
@given(weights)
def test_weight_one_and_nothing_returns_the_network(a):
    one = EmotionProbabilities.normalised([0.01 + v for v in a])
    same = pool_of(1.0, 0.0).combine(one, sure(Emotion.FEAR))
    assert np.allclose(same.values, one.values, atol=1e-6)


def test_agreeing_recognisers_are_surer_than_disputing_ones():
    pool = pool_of(0.8, 0.4)
    agreed = pool.combine(sure(Emotion.ANGER), sure(Emotion.ANGER))
    disputed = pool.combine(sure(Emotion.ANGER), sure(Emotion.SADNESS))
    assert agreed[Emotion.ANGER] > disputed[Emotion.ANGER]
    assert disputed.top is Emotion.ANGER


def test_lower_temperature_weight_is_less_sure_but_keeps_the_order():
    before = EmotionProbabilities.normalised([8, 7, 6, 5, 4, 3, 2, 1])
    after = pool_of(1, 0, 0.5).calibrate(before)
    assert after.top_probability < before.top_probability
    assert list(np.argsort(after.values)) == list(np.argsort(before.values))


def test_no_recogniser_can_veto_an_emotion():
    certain = EmotionProbabilities((1.0, 0, 0, 0, 0, 0, 0, 0))
    answer = pool_of(0.5, 0.5).combine(certain, sure(Emotion.HAPPINESS))
    assert answer[Emotion.HAPPINESS] > 0


def test_bias_favours_its_emotion():
    flat = EmotionProbabilities.normalised([1] * 8)
    bias = tuple(0.5 if e is Emotion.FEAR else 0.0 for e in Emotion)
    assert Pool({"cnn": 1.0}, bias).combine({"cnn": flat}).top is Emotion.FEAR


def test_the_pool_with_most_of_those_that_answered_is_used():
    pools = (Pool({"cnn": 1.0}), Pool({"cnn": 0.0, "forest": 1.0}), Pool({"cnn": 1, "ocular": 1}))
    both = PoolWeights(pools[:2])
    given_two = {"cnn": sure(Emotion.ANGER), "forest": sure(Emotion.FEAR)}
    assert both.pooled(given_two).top is Emotion.FEAR
    assert both.pooled({"cnn": sure(Emotion.ANGER)}).top is Emotion.ANGER
    assert PoolWeights(pools[:1] + pools[2:]).pooled(given_two).top is Emotion.ANGER


def test_without_a_fitting_pool_the_first_opinion_answers_alone():
    pool = PoolWeights((Pool({"cnn": 1.0, "forest": 1.0}),), {"cnn": 1.0, "onestage": 0.5})
    answer = pool.pooled({"onestage": sure(Emotion.ANGER)})
    assert answer.top is Emotion.ANGER and answer[Emotion.ANGER] < 0.93
    with pytest.raises(ValueError):
        pool.pooled({})


def test_agreement_is_one_for_equals_and_nothing_for_strangers():
    one = EmotionProbabilities((1.0, 0, 0, 0, 0, 0, 0, 0))
    other = EmotionProbabilities((0, 1.0, 0, 0, 0, 0, 0, 0))
    assert agreement(one, one) == 1.0 and agreement(one, other) == 0.0


def test_stored_weights_come_back(tmp_path):
    path = tmp_path / "pool.json"
    bias = (0.1, 0, -0.1, 0, 0, 0, 0, 0)
    stored = PoolWeights(
        (Pool({"cnn": 0.75, "forest": 0.25}), Pool({"cnn": 0.5, "ocular": 0.5}, bias)),
        {"cnn": 1.5, "ocular": 0.75},
    )
    path.write_text(stored.to_json())
    assert load_pool(path) == stored


def test_weights_of_the_first_version_are_still_read(tmp_path):
    path = tmp_path / "pool.json"
    path.write_text('{"cnn": 1.5, "forest": 0.2, "cnn_alone": 1.6}')
    assert load_pool(path) == pool_of(1.5, 0.2, 1.6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"cnn": "x", "forest": 1, "cnn_alone": 1}',
        '{"alone": {}, "pools": [{"exponents": {}, "bias": [0]}]}',
    ],
)
def test_damaged_weights_are_said_plainly(tmp_path, text):
    path = tmp_path / "pool.json"
    path.write_text(text)
    with pytest.raises(EmoTuneError, match="reinstall"):
        load_pool(path)


@unhurried
@given(weights)
def test_affect_lies_among_the_classes(a):
    point = expected_affect(EmotionProbabilities.normalised(a))
    assert -0.64 <= point.valence <= 0.76 and -0.27 <= point.arousal <= 0.75


@pytest.mark.parametrize("emotion", list(Emotion))
def test_a_certain_emotion_has_its_own_place(emotion):
    certain = EmotionProbabilities(tuple(float(e is emotion) for e in Emotion))
    assert expected_affect(certain) == CLASS_AFFECT[emotion]


def test_quadrants_are_those_of_the_circumplex():
    happy, sad, angry = (
        CLASS_AFFECT[e] for e in (Emotion.HAPPINESS, Emotion.SADNESS, Emotion.ANGER)
    )
    assert happy.valence > 0 and happy.arousal > 0
    assert sad.valence < 0 and sad.arousal < 0
    assert angry.valence < 0 and angry.arousal > 0
