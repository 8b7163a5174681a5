from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.affect import CLASS_AFFECT, expected_affect
from emotune_gui.perception.face.combining import PoolWeights, agreement, load_pool

weights = st.lists(st.floats(0, 1), min_size=8, max_size=8)


def sure(emotion, p=0.93):
    return EmotionProbabilities.normalised([p if e is emotion else (1 - p) / 7 for e in Emotion])


@given(weights, weights, st.floats(0, 2), st.floats(0, 2))
def test_pool_gives_probabilities(a, b, x, y):
    one, other = EmotionProbabilities.normalised(a), EmotionProbabilities.normalised(b)
    assert sum(PoolWeights(x, y).combine(one, other).values) == pytest.approx(1, abs=1e-6)


@given(weights)
def test_weight_one_and_nothing_returns_the_network(a):
    one = EmotionProbabilities.normalised([0.01 + v for v in a])
    same = PoolWeights(1.0, 0.0).combine(one, sure(Emotion.FEAR))
    assert np.allclose(same.values, one.values, atol=1e-6)


def test_agreeing_recognisers_are_surer_than_disputing_ones():
    pool = PoolWeights(0.8, 0.4)
    agreed = pool.combine(sure(Emotion.ANGER), sure(Emotion.ANGER))
    disputed = pool.combine(sure(Emotion.ANGER), sure(Emotion.SADNESS))
    assert agreed[Emotion.ANGER] > disputed[Emotion.ANGER]
    assert disputed.top is Emotion.ANGER


def test_lower_temperature_weight_is_less_sure_but_keeps_the_order():
    before = EmotionProbabilities.normalised([8, 7, 6, 5, 4, 3, 2, 1])
    after = PoolWeights(1, 0, 0.5).calibrate(before)
    assert after.top_probability < before.top_probability
    assert list(np.argsort(after.values)) == list(np.argsort(before.values))


def test_no_recogniser_can_veto_an_emotion():
    certain = EmotionProbabilities((1.0, 0, 0, 0, 0, 0, 0, 0))
    answer = PoolWeights(0.5, 0.5).combine(certain, sure(Emotion.HAPPINESS))
    assert answer[Emotion.HAPPINESS] > 0


def test_agreement_is_one_for_equals_and_nothing_for_strangers():
    one = EmotionProbabilities((1.0, 0, 0, 0, 0, 0, 0, 0))
    other = EmotionProbabilities((0, 1.0, 0, 0, 0, 0, 0, 0))
    assert agreement(one, one) == 1.0 and agreement(one, other) == 0.0


def test_stored_weights_come_back(tmp_path):
    path = tmp_path / "pool.json"
    path.write_text(PoolWeights(0.75, 0.25, 1.5).to_json())
    assert load_pool(path) == PoolWeights(0.75, 0.25, 1.5)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cnn": "x", "forest": 1, "cnn_alone": 1}'])
def test_damaged_weights_are_said_plainly(tmp_path, text):
    path = tmp_path / "pool.json"
    path.write_text(text)
    with pytest.raises(EmoTuneError, match="reinstall"):
        load_pool(path)


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
