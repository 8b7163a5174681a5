"""The judge of the learning: raters with a taste of their own, fair to every policy."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.engine import raters
from emotune_gui.engine.proof import Options, prove, write_log
from emotune_gui.engine.proof_plots import draw
from emotune_gui.engine.proving import Policy, course
from emotune_gui.engine.raters import Character, Practice, Rater
from emotune_gui.personalisation.replay import read_log


def rater(seed: int = 0, character: Character = Character.STEADY) -> Rater:
    rng = np.random.default_rng(seed)
    return replace(Rater.drawn(Practice.drawn(rng), rng), character=character)


def test_the_rater_knows_nothing_of_the_learner() -> None:
    tree = ast.parse(Path(raters.__file__).read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert names and not any("personalisation" in name for name in names)


@pytest.mark.parametrize("seed", range(4))
def test_the_oracle_is_best_and_chance_is_worst(seed: int) -> None:
    who = rater(seed)
    left = {p: course(p, who, seed, ratings=2, marks=()).left[2] for p in list(Policy)[:3]}
    assert abs(left[Policy.ORACLE]) < 1e-9
    assert left[Policy.FIXED] >= -1e-9
    assert left[Policy.RANDOM] > left[Policy.ORACLE]


def test_the_same_seed_gives_the_same_course() -> None:
    one, again = (course(Policy.OURS, rater(1), 5, ratings=6, marks=()) for _ in range(2))
    assert one.lost == again.lost
    assert one.weights == again.weights


def test_a_hostile_client_says_the_opposite_of_a_steady_one() -> None:
    who, affect = rater(2), Affect(0.2, 0.2)
    bar = raters._clinical(affect)
    good = [who.score(bar, affect, 0.0, np.random.default_rng(s)) for s in range(30)]
    hostile = replace(who, character=Character.HOSTILE)
    bad = [hostile.score(bar, affect, 0.0, np.random.default_rng(s)) for s in range(30)]
    assert [6 - score for score in good] == bad


def test_a_client_turns_and_another_drifts() -> None:
    rng = np.random.default_rng(0)
    turning = replace(rater(3, Character.TURNING), jump_at=5)
    assert turning.later(4, rng).character is Character.TURNING
    assert turning.later(5, rng).character is Character.STEADY
    drifting = rater(3, Character.DRIFTING)
    assert not np.array_equal(drifting.later(1, rng).wish, drifting.wish)


def test_the_proof_is_whole_and_drawn(tmp_path: Path) -> None:
    found = prove(Options(clients=3, seed=4, workers=1, before=0, ratings=10, recover=False))
    assert set(found["policies"]) == {p.value for p in Policy}
    fixed = found["policies"]["fixed"]["against_fixed"]
    assert all(row["simple"] == 0.0 for row in fixed.values())
    oracle = found["policies"]["oracle"]["against_fixed"]
    assert all(row["simple"] == -1.0 for row in oracle.values())
    for path in draw(found, tmp_path / "plots"):
        assert path.read_text().startswith("<svg") and "polyline" in path.read_text()


def test_a_written_log_can_be_replayed(tmp_path: Path) -> None:
    write_log(tmp_path / "log.jsonl", 3, ratings=6)
    log = read_log(tmp_path / "log.jsonl")
    assert len(log) == 6 and all(0.0 < entry.propensity <= 1.0 for entry in log)
