"""Composers and palettes chosen by what ratings prefer: bounded, told, never what is excluded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.learning import Arm, ArmKind, MappingWeights, PersonalSettings
from emotune_gui.domain.music import Instrumentation, Palette, Part
from emotune_gui.domain.session import LIKED, Plan
from emotune_gui.engine.arm_choices import CHANGE_S, ArmChoices, Why, composer_arm, palettes_allowed
from emotune_gui.engine.arm_words import chosen_words
from emotune_gui.music.palettes import PALETTES
from tests.storage import records

EXPLORING = PersonalSettings(exploring=True)
CALM = PersonalSettings()
OPEN = Plan(composer=LIKED)
NAMES = ("rules", "rnn", "rnn-happy", "rnn-angry", "rnn-sad", "rnn-calm", "songs")


def known(*arms: tuple[ArmKind, str, float], version: int = 6) -> MappingWeights:
    made = tuple(Arm(kind, name, mean, 0.1, 6.0) for kind, name, mean in arms)
    return MappingWeights(version, arms=made, ratings_used=6)


def made(plan: Plan = OPEN, seed: int = 0, has_networks: bool = True) -> ArmChoices:
    return ArmChoices(
        plan, np.random.default_rng(seed), lambda name: has_networks or name == "rules"
    )


NETWORK = known((ArmKind.COMPOSER, "rnn", 0.5), (ArmKind.COMPOSER, "rules", -0.4))


def bar(composer: str):
    return replace(records.bar(1), composer=composer)


def test_the_preferred_composer_begins_where_the_plan_leaves_it_open_only() -> None:
    left_open, named = made(), made(Plan(composer="rules"))
    for choices in (left_open, named):
        choices.begin(NETWORK, CALM)
    assert (left_open.composer, named.composer) == ("rnn", "rules")
    assert left_open.why[ArmKind.COMPOSER] is Why.PREFERRED
    nobody = made()
    nobody.begin(MappingWeights(version=0), CALM)
    assert (nobody.composer, nobody.why[ArmKind.COMPOSER]) == ("rules", Why.USUAL)


def test_a_network_that_is_not_installed_is_not_chosen() -> None:
    choices = made(has_networks=False)
    choices.begin(NETWORK, EXPLORING)
    assert choices.composer == "rules"


def test_locked_keeps_what_was_learned_and_tries_nothing() -> None:
    locked = PersonalSettings(exploring=True, locked=True)
    for seed in range(20):
        choices = made(seed=seed)
        choices.begin(NETWORK, locked)
        assert choices.composer == "rnn"
        assert choices.another(NETWORK, locked, 10_000.0) is None


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.floats(-1, 1)), max_size=7),
    st.booleans(),
    st.integers(0, 2**31),
)
@settings(max_examples=60, deadline=None)
def test_a_network_of_one_emotion_is_never_chosen_whatever_is_preferred(
    liked: list[tuple[str, float]], exploring: bool, seed: int
) -> None:
    weights = known(*((ArmKind.COMPOSER, name, mean) for name, mean in dict(liked).items()))
    choices, allowed = made(seed=seed), {"rules", "rnn"}
    if "songs" in dict(liked):
        allowed.add("songs")
    choices.begin(weights, PersonalSettings(exploring=exploring))
    assert choices.composer in allowed
    for step in range(1, 6):
        choices.another(weights, PersonalSettings(exploring=exploring), step * 200.0)
        assert choices.composer in allowed


@given(
    st.sets(st.integers(0, 127), max_size=40),
    st.sets(st.sampled_from(list(Part)), max_size=3),
    st.integers(0, 2**31),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_palette_with_an_excluded_instrument_is_never_chosen(
    never: set[int], without: set[Part], seed: int, exploring: bool
) -> None:
    plan = Plan(
        instrumentation=Instrumentation(excluded_programs=frozenset(never)),
        excluded_parts=tuple(without),
    )
    arms = tuple((ArmKind.PALETTE, palette.value, 0.1) for palette in Palette)
    choices = made(plan, seed)
    choices.begin(known(*arms), PersonalSettings(exploring=exploring))
    if choices.palette is not Palette.AFFECT:
        for ensemble in PALETTES[choices.palette].values():
            used = {p for part, p in ensemble if part not in without and part is not Part.DRUMS}
            assert not used & never


def test_palettes_are_allowed_where_nothing_is_excluded() -> None:
    assert set(palettes_allowed(Plan())) == set(Palette)


def test_without_exploration_nobody_is_changed_for() -> None:
    choices = made()
    choices.begin(MappingWeights(version=0), CALM)
    assert all(choices.another(NETWORK, CALM, t) is None for t in np.arange(0.0, 3600.0, 10.0))
    assert choices.composer == "rules"


def test_another_is_tried_every_few_minutes_at_most_counted_from_when_it_was_heard() -> None:
    choices = made(seed=3)
    choices.begin(MappingWeights(version=0), EXPLORING)
    choices.heard(bar(choices.composer), 0.0)
    moments = []
    for second in range(0, 7200, 5):
        other = choices.another(MappingWeights(version=0), EXPLORING, float(second))
        if other is not None:
            choices.heard(bar(other), second + 25.0)
            moments.append(second + 25.0)
    assert len(moments) >= 5
    assert np.diff(moments).min() >= CHANGE_S


def test_a_choice_is_told_once_when_it_is_heard_with_its_propensity() -> None:
    choices = made(seed=1)
    choices.begin(NETWORK, EXPLORING)
    other = "rules" if choices.composer == "rnn" else "rnn"
    heard = choices.heard(bar(other), 1.0)
    assert [trial.kind for trial in heard] == ["palette"]
    (told,) = choices.heard(bar(choices.composer), 3.5)
    assert (told.kind, told.chosen, told.t) == ("composer", choices.composer, 3.5)
    assert 0.0 < told.propensity <= 1.0 and told.alternatives == 2
    assert told.weights_version == 6
    assert choices.heard(bar(choices.composer), 5.0) == []


def test_after_a_hand_on_it_nothing_is_chosen_or_told() -> None:
    choices = made()
    choices.begin(NETWORK, EXPLORING)
    choices.composer_by_hand()
    choices.by_hand(ArmKind.PALETTE)
    assert choices.heard(bar("rnn"), 1.0) == choices.heard(bar("rules"), 1.0) == []
    assert choices.another(NETWORK, EXPLORING, 10_000.0) is None
    assert chosen_words(choices, {ArmKind.COMPOSER: "rnn"}, 6) == ""


def test_withdrawn_the_usual_comes_back() -> None:
    choices = made()
    both = known((ArmKind.COMPOSER, "rnn", 0.9), (ArmKind.PALETTE, "strings", 0.9))
    choices.begin(both, CALM)
    assert (choices.composer, choices.palette) == ("rnn", Palette.STRINGS)
    assert choices.forget() == "rules"
    assert (choices.composer, choices.palette) == ("rules", Palette.AFFECT)
    assert choices.why == {} and choices.heard(bar("rules"), 1.0) == []


def test_the_words_say_why_of_what_is_heard() -> None:
    choices = made()
    choices.begin(NETWORK, CALM)
    heard = {ArmKind.COMPOSER: "rnn", ArmKind.PALETTE: "affect"}
    assert chosen_words(choices, heard, 6) == "Preferred after 6 ratings: network composer."
    assert chosen_words(choices, heard, 1) == "Preferred after 1 rating: network composer."
    assert chosen_words(choices, heard, 0) == "Preferred: network composer."
    assert chosen_words(choices, {ArmKind.COMPOSER: "rules"}, 6) == ""
    choices.why = {ArmKind.COMPOSER: Why.TRIED}
    assert chosen_words(choices, heard, 6) == "Trying: network composer."


@pytest.mark.parametrize(
    ("composer", "arm"), [("rules", "rules"), ("song", "songs"), ("audio", "songs"), ("rnn", "rnn")]
)
def test_a_song_counts_as_songs_whatever_plays_it(composer: str, arm: str) -> None:
    assert composer_arm(bar(composer)) == arm
