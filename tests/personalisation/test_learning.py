"""One judgement: in the right direction, in small steps, and never outside the trust region."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    TUNED_PARAMETERS,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    Situation,
)
from emotune_gui.domain.music import Mode
from emotune_gui.personalisation.bounds import STEP, TENSE, TENSER, inside
from emotune_gui.personalisation.clinical import MODE_BRIGHTNESS, TUNED, deviation, extremity
from emotune_gui.personalisation.evidence import (
    FEATURES,
    LEAST_CONFIDENCE,
    Heard,
    Kind,
    features,
    of_comparison,
    of_grid,
    of_override,
    of_rating,
)
from emotune_gui.personalisation.learning import (
    MOST_FREE,
    SETTLED,
    at_moment,
    beginning,
    learn,
    offsets_at,
    shares_of,
    wish_and_doubt,
)
from tests.personalisation.judging import affects, histories, played, rows, situations, taught

SLOWER = (-0.5, 0.0, 0.0, 0.0, 0.0, 0.0)
CORNERS = [np.array([1, *p]) for p in product((-1, 1), (-1, 1), (0, 1), (0, 1))]
EXPLORING = PersonalSettings(exploring=True)
MODE = TUNED_PARAMETERS.index("modality")


def all_after(history: list, how: PersonalSettings = EXPLORING) -> list[MappingWeights]:
    versions = [CLINICAL_MAPPING]
    for situation, away, reward, confidence in history:
        bar = Heard(played(situation.target, away), situation)
        said = of_rating([bar], reward, confidence)
        versions.append(learn(versions[-1], said, situation, settings=how) or versions[-1])
    return versions


def test_ratings_find_what_is_wished() -> None:
    learned = shares_of(taught(30, SLOWER, settings=EXPLORING))[:, 0]
    assert learned[0] < -0.25
    assert np.abs(learned[1:]).max() < 0.25


def test_more_ratings_find_it_better() -> None:
    gaps = [
        np.mean([np.abs(shares_of(taught(n, SLOWER, s, settings=EXPLORING))[:, 0] - SLOWER).mean()
                 for s in range(3)])
        for n in (4, 30)
    ]  # fmt: skip
    assert gaps[1] < gaps[0]


@given(histories)
@settings(deadline=None, max_examples=25)
def test_steps_are_small_and_the_trust_region_is_never_left(history: list) -> None:
    for before, after in pairwise(all_after(history)):
        old, new = shares_of(before), shares_of(after)
        for corner in CORNERS:
            assert (np.abs((new - old) @ corner) <= STEP + 1e-9).all()
            assert (np.abs(new @ corner) <= 1.0 + 1e-9).all()
        moved = np.abs(new @ TENSE)[[0, 1, 2]] * np.sign(new @ TENSE)[[0, 1, 2]]
        assert (moved <= TENSER + 1e-9).all() and (new @ TENSE)[5] >= -TENSER - 1e-9
        assert np.isfinite(after.belief_precision).all()


@given(histories)
@settings(deadline=None, max_examples=15)
def test_at_one_judgement_few_parameters_move_away_from_the_prior(history: list) -> None:
    for before, after in pairwise(all_after(history)):
        old, new = np.abs(shares_of(before)).sum(1), np.abs(shares_of(after)).sum(1)
        assert (new > old + 1e-9).sum() <= MOST_FREE


@given(histories)
@settings(deadline=None, max_examples=10)
def test_the_same_judgements_teach_the_same(history: list) -> None:
    assert all_after(history) == all_after(history)


@given(histories, st.floats(-1, 0), st.floats(0, 1))
@settings(deadline=None, max_examples=15)
def test_the_therapists_bounds_always_hold(history: list, low: float, high: float) -> None:
    how = PersonalSettings(bounds={"tempo_bpm": (low, high), "modality": (0.0, 0.0)})
    for version in all_after(history, how):
        for corner in CORNERS:
            there = shares_of(version) @ corner
            assert low - 1e-9 <= there[0] <= high + 1e-9
            assert abs(there[5]) < 1e-9


@given(affects, st.floats(-1, 1), st.floats(0, LEAST_CONFIDENCE, exclude_max=True))
@settings(deadline=None)
def test_doubt_teaches_nothing(affect: Affect, reward: float, confidence: float) -> None:
    assert rows(affect, SLOWER, reward, confidence) == ()
    assert learn(CLINICAL_MAPPING, ()) is None
    assert rows(affect, SLOWER, reward, float("nan")) == ()


def test_less_confidence_teaches_less() -> None:
    def sure(confidence: float) -> float:
        new = learn(CLINICAL_MAPPING, rows(NEUTRAL_AFFECT, SLOWER, 1.0, confidence))
        assert new is not None
        return float(np.linalg.slogdet(np.array(new.belief_precision)).logabsdet)

    assert sure(0.3) < sure(0.6) < sure(1.0)


def test_a_locked_mapping_learns_nothing() -> None:
    locked = PersonalSettings(locked=True)
    assert learn(CLINICAL_MAPPING, rows(NEUTRAL_AFFECT, SLOWER, 1.0), settings=locked) is None


def test_without_exploration_only_a_bad_rating_is_answered_and_little() -> None:
    content = learn(CLINICAL_MAPPING, rows(NEUTRAL_AFFECT, (0.0,) * 6, 0.5))
    assert content is not None
    assert np.abs(shares_of(content)).max() < 0.02
    bad = learn(CLINICAL_MAPPING, rows(NEUTRAL_AFFECT, (0.0,) * 6, -1.0))
    assert bad is not None
    assert 0.05 < np.abs(shares_of(bad)[:, 0]).max() <= 0.2


def test_who_rates_at_random_stays_near_the_clinical_mapping() -> None:
    widths, listening = [], []
    for seed in range(8):
        rng, weights = np.random.default_rng(seed), MappingWeights(version=0)
        for _ in range(20):
            affect = Affect(*rng.uniform(-0.7, 0.7, 2).tolist())
            away = tuple(rng.uniform(-0.4, 0.4, 6).tolist())
            reward = float(rng.integers(-2, 3)) / 2
            weights = learn(weights, rows(affect, away, reward), settings=EXPLORING) or weights
        widths.append(np.abs(shares_of(weights)[:, 0]).mean())
        listening.append(weights.listening)
    assert np.mean(widths) < 0.2
    assert np.mean(listening) < 0.92


def test_who_says_the_opposite_is_not_believed() -> None:
    rng, weights = np.random.default_rng(1), MappingWeights(version=0)
    for _ in range(30):
        away = tuple(rng.uniform(-0.8, 0.8, 6).tolist())
        reward = float(np.clip(-0.8 + 0.9 * ((np.array(away) - SLOWER) ** 2).sum(), -1, 1))
        weights = learn(weights, rows(NEUTRAL_AFFECT, away, reward), settings=EXPLORING) or weights
    assert weights.listening < 0.5
    assert np.abs(shares_of(weights)[:, 0]).mean() < 0.1


def test_a_change_of_mind_is_followed_within_fifteen_ratings() -> None:
    weights = taught(20, SLOWER, settings=EXPLORING)
    assert shares_of(weights)[0, 0] < -0.2
    rng, faster = np.random.default_rng(9), (0.6, *SLOWER[1:])
    for _ in range(15):
        away = tuple(rng.uniform(-0.6, 0.6, 6).tolist())
        reward = float(np.clip(0.8 - 0.8 * ((np.array(away) - faster) ** 2).sum(), -1, 1))
        weights = learn(weights, rows(NEUTRAL_AFFECT, away, reward), settings=EXPLORING) or weights
    assert shares_of(weights)[0, 0] > 0.1


def test_the_affect_grid_says_which_way() -> None:
    calm = Situation(Affect(0.0, 0.0))
    heard = [Heard(played(calm.target), calm)]
    too_rousing = learn(CLINICAL_MAPPING, of_grid(heard, Affect(0.0, 0.6), 1.0), settings=EXPLORING)
    assert too_rousing is not None
    tempo, density, loudness = shares_of(too_rousing)[:3, 0]
    assert tempo < 0.0 and density < 0.0 and loudness <= 0.0
    too_dark = learn(CLINICAL_MAPPING, of_grid(heard, Affect(-0.6, 0.0), 1.0), settings=EXPLORING)
    assert too_dark is not None
    assert shares_of(too_dark)[5, 0] > 0.0


def test_this_or_the_one_before() -> None:
    here = Situation(NEUTRAL_AFFECT)
    slow, fast = (Heard(played(NEUTRAL_AFFECT, (s, 0, 0, 0, 0, 0)), here) for s in (-0.6, 0.6))
    weights = CLINICAL_MAPPING
    for _ in range(4):
        weights = learn(weights, of_comparison([slow], [fast], 1.0, 1.0), settings=EXPLORING)
        assert weights is not None
    assert shares_of(weights)[0, 0] < -0.1
    assert of_comparison([slow], [], 1.0, 1.0) == ()


def test_a_hand_on_a_slider_is_weaker_than_what_ratings_add_up_to() -> None:
    here = Situation(NEUTRAL_AFFECT)
    one = learn(CLINICAL_MAPPING, of_override("tempo_bpm", 89.0, here, 1.0), settings=EXPLORING)
    assert one is not None
    assert -0.2 < shares_of(one)[0, 0] < 0.0
    assert of_override("brightness", 0.5, here, 1.0) == ()


def test_movement_of_the_affect_alone_changes_nothing() -> None:
    here = Situation(NEUTRAL_AFFECT)
    moved = of_rating([Heard(played(NEUTRAL_AFFECT, SLOWER), here)], 1.0, 1.0, Kind.MOVED)
    weights = CLINICAL_MAPPING
    for _ in range(10):
        weights = learn(weights, moved, here, settings=EXPLORING) or weights
    assert np.abs(shares_of(weights)).max() < 1e-9
    assert weights.ratings_used == 0


def test_weights_of_the_earlier_learner_are_carried_over() -> None:
    offsets = ((-9.0, 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:])
    old = MappingWeights(7, offsets, (0.1,) * 19, ((1.0,) * 19,) * 19, ratings_used=20)
    assert offsets_at(old, NEUTRAL_AFFECT)[0] == -9.0
    new = learn(old, rows(NEUTRAL_AFFECT, (-0.6, 0, 0, 0, 0, 0), 0.6), settings=EXPLORING)
    assert new is not None
    assert (new.version, new.ratings_used) == (8, 21)
    assert -11.0 < offsets_at(new, NEUTRAL_AFFECT)[0] < -5.0


def test_the_moment_goes_into_the_constant() -> None:
    weights = replace(
        CLINICAL_MAPPING,
        offsets=((-3.0, 1.0, 0.0), *CLINICAL_MAPPING.offsets[1:]),
        moments=((2.0, -4.0), *((0.0, 0.0),) * 5),
    )
    late = at_moment(weights, leading=True, minutes=30.0)
    assert late.offsets[0] == pytest.approx((-3.0, 1.0, 0.0))
    assert at_moment(CLINICAL_MAPPING, leading=True, minutes=30.0) is CLINICAL_MAPPING
    tried = at_moment(weights, leading=False, minutes=0.0, trial=(0.5, 0, 0, 0, 0, 0))
    assert tried.offsets[0][0] == pytest.approx(4.5)


@given(situations, st.tuples(*(st.floats(-1, 1),) * 6))
@settings(deadline=None)
def test_no_trial_leaves_the_trust_region(situation: Situation, trial: tuple) -> None:
    weights = taught(3, SLOWER)
    now = at_moment(weights, leading=situation.leading, minutes=situation.minutes, trial=trial)
    assert (np.abs(shares_of(now) @ CORNERS[0]) <= 1.0 + 1e-9).all()


def test_what_others_wish_is_where_a_new_client_begins() -> None:
    prior = PersonalPrior((0.2, *(0.0,) * 29), (0.3,) * 30, 5)
    first = beginning(prior)
    assert first.version == 0
    assert offsets_at(first, NEUTRAL_AFFECT)[0] == pytest.approx(0.2 * 15)
    assert beginning(PersonalPrior()) == MappingWeights(version=0)


@given(st.lists(st.lists(st.floats(-3, 3), min_size=5, max_size=5), min_size=6, max_size=6))
def test_what_is_inside_stays_as_it_is(table: list) -> None:
    kept = inside(np.array(table))
    assert np.allclose(inside(kept), kept)


def test_the_trust_region_is_the_agreed_one() -> None:
    assert {name: tuned.reach for name, tuned in TUNED.items()} == {
        "tempo_bpm": 15.0,
        "density": 0.8,
        "loudness": 8.0,
        "register": 5.0,
        "articulation": 0.15,
        "modality": 0.4,
    }
    assert tuple(TUNED) == TUNED_PARAMETERS


@given(affects)
@settings(deadline=None)
def test_the_clinical_centre_is_that_of_the_music(target: Affect) -> None:
    """This room wrote the clinical mapping down a second time: they must not drift apart."""
    away = dict(zip(TUNED, deviation(played(target), target), strict=True))
    del away["modality"]
    assert all(abs(share) < 1e-6 for share in away.values()), away


def test_every_mode_has_its_place_on_the_ladder() -> None:
    ladder = [MODE_BRIGHTNESS[mode] for mode in Mode]
    assert ladder == sorted(ladder, reverse=True)
    assert len(set(ladder)) == len(Mode)


def test_neutral_music_is_not_extreme() -> None:
    assert all(abs(share) < 0.2 for share in extremity(played(NEUTRAL_AFFECT)))


def test_what_is_known_well_still_gets_to_where_it_is_wished() -> None:
    weights = CLINICAL_MAPPING
    situation = Situation(Affect(0.2, 0.0))
    for _ in range(20):
        rows = of_override("modality", -0.2, situation, 1.0)
        weights = learn(weights, rows, situation) or weights
    mean, covariance = wish_and_doubt(weights)
    doubts = np.diag(covariance)[::FEATURES]
    assert doubts.argmin() == MODE, "the mode is what is known best"
    x = features(situation)
    heard, wished = shares_of(weights)[MODE] @ x, inside(mean)[MODE] @ x
    assert wished < -0.4
    assert abs(heard - wished) <= SETTLED
