from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.music.explaining import affect_words, describe, explain
from emotune_gui.music.strategy import Decision, Phase
from tests.music.walking import PLACES, music_for

unit = st.floats(-1.0, 1.0, allow_nan=False)
CALM = Affect(0.5, -0.4)


def test_the_quadrants_read_differently() -> None:
    assert describe(music_for(PLACES["sad"])) == "slow, soft, light, minor, smooth"
    assert describe(music_for(PLACES["happy"])) == "fast, loud, busy, major, gently joined"
    assert len({describe(music_for(place)) for place in PLACES.values()}) == len(PLACES)


@given(st.builds(Affect, unit, unit))
def test_every_place_has_words(affect) -> None:
    assert affect_words(affect)
    assert describe(music_for(affect)).count(", ") == 4


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("strategy", list(Strategy))
def test_every_phase_is_one_finished_sentence_or_two(phase, strategy) -> None:
    decision = Decision(Affect(-0.7, -0.5), False, (), phase.value)
    sentence = explain(decision, Plan(strategy=strategy, target=CALM))
    assert sentence.endswith(".") and "{" not in sentence
    assert len(sentence) < 120


def test_meeting_and_leading_name_both_ends() -> None:
    plan = Plan(strategy=Strategy.LEAD, target=CALM)
    for phase in (Phase.MATCHING, Phase.LEADING):
        sentence = explain(Decision(Affect(-0.7, -0.5), False, (), phase.value), plan)
        assert "sad and low" in sentence and "calm and content" in sentence
