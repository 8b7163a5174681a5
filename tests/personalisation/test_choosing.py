"""Choices with known propensities, inside every bound; arms; what other clients wish; replay."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    CLINICAL_PRIOR,
    Arm,
    ArmKind,
    MappingWeights,
    PersonalSettings,
    Situation,
)
from emotune_gui.personalisation.arms import arm_of, clearly_better, judged, left, pick
from emotune_gui.personalisation.choosing import choose
from emotune_gui.personalisation.population import LEAST_CLIENTS, pooled
from emotune_gui.personalisation.replay import Logged, read_log, replay, written
from emotune_gui.personalisation.wording import preferences
from tests.personalisation.judging import situations, taught

ON = PersonalSettings(exploring=True, width=0.4)
CALM = Situation(Affect(0.4, -0.3))
TENSE = Situation(Affect(-0.6, 0.6))
SLOWER = (-0.5, 0.0, 0.0, 0.0, 0.0, 0.0)


@given(situations, st.integers(0, 1000))
@settings(deadline=None, max_examples=30)
def test_trials_are_few_small_and_deterministic(situation: Situation, seed: int) -> None:
    trial = choose(CLINICAL_MAPPING, situation, ON, np.random.default_rng(seed))
    assert trial == choose(CLINICAL_MAPPING, situation, ON, np.random.default_rng(seed))
    assert np.count_nonzero(trial.offsets) <= 4
    assert np.abs(trial.offsets).max() <= ON.width
    assert 0.0 < trial.propensity <= 1.0


@given(st.integers(0, 300))
@settings(deadline=None, max_examples=40)
def test_where_it_is_tense_nothing_rouses_or_darkens(seed: int) -> None:
    tempo, density, loudness, _, _, mode = choose(
        CLINICAL_MAPPING, TENSE, ON, np.random.default_rng(seed)
    ).offsets
    assert max(tempo, density, loudness) <= 0.0 <= mode


@pytest.mark.parametrize(
    "how",
    [PersonalSettings(), replace(ON, locked=True), replace(ON, width=0.0)],
)
def test_off_locked_or_without_width_the_best_guess_is_played(how: PersonalSettings) -> None:
    trial = choose(taught(3, SLOWER), CALM, how, np.random.default_rng(0))
    assert set(trial.offsets) == {0.0}
    assert (trial.propensity, trial.alternatives) == (1.0, 1)


def test_what_is_contraindicated_is_never_sampled() -> None:
    how = replace(ON, bounds={"tempo_bpm": (-1.0, 0.0), "modality": (0.0, 0.0)})
    for seed in range(60):
        trial = choose(CLINICAL_MAPPING, CALM, how, np.random.default_rng(seed))
        assert trial.offsets[0] <= 0.0 and trial.offsets[5] == 0.0


def test_propensities_are_the_frequencies_of_the_choices() -> None:
    weights = taught(8, SLOWER, settings=ON)
    chosen: dict[tuple, list[float]] = {}
    for seed in range(300):
        trial = choose(weights, CALM, ON, np.random.default_rng(seed))
        chosen.setdefault(trial.offsets, []).append(trial.propensity)
    for said in chosen.values():
        if len(said) > 20:
            assert len(said) / 300 == pytest.approx(np.mean(said), abs=0.08)


def test_who_is_sure_tries_less() -> None:
    def width(weights: MappingWeights) -> float:
        return float(
            np.mean([
                np.abs(choose(weights, CALM, ON, np.random.default_rng(s)).offsets).sum()
                for s in range(20)
            ])
        )  # fmt: skip

    assert width(taught(60, SLOWER, settings=ON)) < 0.8 * width(CLINICAL_MAPPING)


def test_ratings_of_what_was_chosen_find_the_better_arm() -> None:
    arms: tuple[Arm, ...] = ()
    rng = np.random.default_rng(0)
    for _ in range(15):
        arms = judged(arms, {ArmKind.PALETTE: "strings"}, 0.5 + rng.normal(0, 0.3), 1.0)
        arms = judged(arms, {ArmKind.PALETTE: "piano"}, -0.2 + rng.normal(0, 0.3), 1.0)
    assert arm_of(arms, ArmKind.PALETTE, "strings").mean > 0.2
    names = {"strings": "the strings"}
    assert preferences(MappingWeights(1, arms=arms), names) == ("the strings preferred to piano",)
    off = pick(arms, ArmKind.PALETTE, ["strings", "piano"], "piano", PersonalSettings(), rng)
    assert (off.chosen, off.propensity) == ("strings", 1.0)
    locked = PersonalSettings(locked=True)
    assert pick(arms, ArmKind.PALETTE, ["strings"], "piano", locked, rng).chosen == "piano"
    tried = [
        pick(arms, ArmKind.PALETTE, ["strings", "piano"], "piano", ON, np.random.default_rng(s))
        for s in range(40)
    ]
    assert sum(t.chosen == "strings" for t in tried) > 25
    assert all(t.chosen in ("strings", "piano") and 0 < t.propensity <= 1 for t in tried)


def test_one_rating_prefers_nothing_and_a_doubtful_one_says_nothing() -> None:
    once = judged((), {ArmKind.COMPOSER: "rnn"}, 1.0, 1.0)
    assert not clearly_better(once[0], Arm(ArmKind.COMPOSER, "rules"))
    assert judged(once, {ArmKind.COMPOSER: "rnn"}, 1.0, 0.1) == once
    assert judged((), {ArmKind.SONG: ""}, 1.0, 1.0) == ()


def test_a_ban_says_more_than_a_skip() -> None:
    skipped, banned = left((), "a", banned=False)[0], left((), "a", banned=True)[0]
    assert banned.mean < skipped.mean < 0.0


def test_few_clients_make_no_prior_and_who_does_not_listen_no_part_of_it() -> None:
    others = [taught(12, SLOWER, s, settings=ON) for s in range(LEAST_CLIENTS)]
    assert pooled(others[:-1]) == CLINICAL_PRIOR
    assert pooled([*others[:-1], replace(others[-1], listening=0.1)]) == CLINICAL_PRIOR
    assert pooled([*others[:-1], replace(others[-1], ratings_used=2)]) == CLINICAL_PRIOR
    assert pooled(others).clients == LEAST_CLIENTS


def test_what_all_wish_becomes_the_prior() -> None:
    prior = pooled([taught(20, SLOWER, s, settings=ON) for s in range(6)])
    assert prior.mean[0] < -0.1
    assert max(abs(m) for m in prior.mean[5::5]) < 0.15
    assert len(prior.mean) == len(prior.deviation) == 30
    assert min(prior.deviation) > 0.0


def logged(count: int, seed: int) -> list[Logged]:
    """Two alternatives, tried evenly: half a reach slower is better by 0.4."""
    rng = np.random.default_rng(seed)
    steps = np.zeros((2, 6))
    steps[1, 0] = -0.5
    found = []
    for _ in range(count):
        place = int(rng.integers(2))
        reward = float(np.clip(0.1 + 0.4 * place + rng.normal(0, 0.2), -1, 1))
        found.append(Logged(np.array([1.0, 0, 0, 0, 0]), steps, place, 0.5, reward, 1.0))
    return found


def test_replay_finds_what_each_policy_would_have_earned() -> None:
    found = replay(logged(150, 0))
    for way in ("ips", "snips", "doubly_robust"):
        told = found["fixed"][way]
        assert told["mean"] == pytest.approx(0.1, abs=told["interval"] + 0.03)
    better = found["believed best"]["doubly_robust"]
    assert better["mean"] - better["interval"] > found["fixed"]["snips"]["mean"]
    assert found["logged"]["mean"] == pytest.approx(0.3, abs=0.08)


def test_a_log_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("".join(written(e) + "\n" for e in logged(5, 1)))
    again = read_log(path)
    assert [e.reward for e in again] == [e.reward for e in logged(5, 1)]
    good = json.loads(written(again[0]))
    for change in ({"propensity": 0.0}, {"chosen": 9}, {"x": [1.0]}, {"reward": 3}):
        path.write_text(json.dumps({**good, **change}))
        with pytest.raises(InvalidInput, match="Line 1"):
            read_log(path)
    for few in ("", json.dumps(good)):
        path.write_text(few)
        with pytest.raises(InvalidInput, match="fewer than two"):
            read_log(path)
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_log(tmp_path / "none")
