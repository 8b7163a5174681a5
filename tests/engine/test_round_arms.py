"""Pairs of clips that differ by who plays or composes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import Arm, ArmKind, MappingWeights
from emotune_gui.domain.music import Instrumentation, Palette, Part
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.engine.arm_choices import FOLLOWING
from emotune_gui.engine.rating_round import Answer, Question, RatingRound
from emotune_gui.engine.round_arms import ArmPairs
from emotune_gui.engine.tuning import PLACES
from emotune_gui.music.palettes import PALETTES
from emotune_gui.personalisation.arms import arm_of, compared
from emotune_gui.storage.opening import open_database
from tests.engine.clocks import FakeClock
from tests.engine.test_rating_round import silent

NOBODY = MappingWeights(version=0)
STRING_PROGRAMS = frozenset(
    p for ensemble in PALETTES[Palette.STRINGS].values() for _, p in ensemble
)


def pairs(plan: Plan = Plan(), seed: int = 1) -> ArmPairs:  # noqa: B008 - frozen
    return ArmPairs(plan, np.random.default_rng(seed))


@pytest.fixture
def database(tmp_path):
    opened = open_database(tmp_path / "arms.db")
    yield opened
    opened.close()


def round_of(database, plan: Plan | None = None, seed: int = 3, name: str = "Ada") -> tuple:
    known = database.clients.by_name(name)
    client = known or database.clients.create(name, (Purpose.PERSONALISE,))
    if plan is not None:
        number = database.sessions.begin(
            client.id, plan, "demo", weights_version=0, started_at=datetime.now(UTC)
        )
        database.sessions.end(number, ended_at=datetime.now(UTC), duration_s=1.0)
    clock = FakeClock()
    return client, clock, RatingRound(database, client, seed=seed, clock=clock, sound=silent)


def likes_strings(clip, before):
    """Prefers strings where they play in one of two; says nothing of the rest."""
    if clip.compares is None:
        return Answer()
    if Palette.STRINGS not in (clip.dress.palette, before.dress.palette):
        return Answer(better=0.0)
    return Answer(better=1.0 if clip.dress.palette is Palette.STRINGS else -1.0)


def heard(ring, clock, judge):
    clips = []
    while (clip := ring.prepare()) is not None:
        clock.sleep(clip.seconds + 6.0)
        ring.answer(clip, judge(clip, clips[-1] if clips else None))
        clips.append(clip)
    return clips


def anything(seed):
    """Answers that change the mapping all the time."""
    rng = np.random.default_rng(seed)

    def judge(clip, before):
        if clip.question is Question.SCORE:
            return Answer(score=int(rng.integers(1, 6)))
        if clip.question is Question.BETTER:
            return Answer(better=float(rng.integers(-2, 3)) / 2)
        return Answer(felt=Affect(*rng.uniform(-1.0, 1.0, 2)))

    return judge


@pytest.mark.parametrize("seed", range(4))
def test_every_other_mood_has_a_third_that_differs_in_one_choice_alone(database, seed):
    _, clock, ring = round_of(database, seed=seed)
    clips = overlapping(ring, clock, anything(seed))
    both = [(clips[c.number - 1], c) for c in clips if c.compares is not None]
    assert len(both) == 2
    for before, clip in both:
        assert clip.question is Question.BETTER
        differ = [k for k in before.dress.chosen if before.dress.chosen[k] != clip.dress.chosen[k]]
        assert differ == [clip.compares]
        now, then = clip.bars[0].parameters, before.bars[0].parameters
        assert replace(now, instruments=()) == replace(then, instruments=())
        if clip.compares is ArmKind.PALETTE:
            assert now.instruments != then.instruments
        else:
            assert {before.bars[0].composer, clip.bars[0].composer} == set(FOLLOWING)
    others = [c for c in clips if c.question is Question.BETTER and c.compares is None]
    assert all(c.dress == clips[c.number - 1].dress for c in others)


def overlapping(ring, clock, judge):
    """As on screen: the next clip is made while one is heard."""
    clips, waiting = [], ring.prepare()
    while waiting is not None:
        clip, waiting = waiting, ring.prepare()
        clock.sleep(clip.seconds + 6.0)
        ring.answer(clip, judge(clip, clips[-1] if clips else None))
        clips.append(clip)
    return clips


def test_the_answer_reaches_the_arms_and_no_parameter(database):
    client, clock, ring = round_of(database)
    clips = heard(ring, clock, lambda clip, _: Answer(better=1.0) if clip.compares else Answer())
    result = ring.finish()
    known = database.weights.current(client.id)
    assert (result.ratings, known.ratings_used) == (2, 2)
    assert np.abs(np.array(known.offsets)).max() == 0.0
    arms: tuple[Arm, ...] = ()
    for clip in (c for c in clips if c.compares is not None):
        now, then = (one.dress.chosen[clip.compares] for one in (clip, clips[clip.number - 1]))
        arms = compared(arms, clip.compares, now, then, 1.0)
    assert set(known.arms) == set(arms)


def test_who_likes_strings_gets_them_said_and_undone(database):
    for seed in range(14):
        client, clock, ring = round_of(database, seed=seed)
        heard(ring, clock, likes_strings)
        result = ring.finish()
        known = database.weights.current(client.id)
        if "strings preferred" in known.reason:
            break
    assert result.arms == known.arms
    best = max((a for a in known.arms if a.kind is ArmKind.PALETTE), key=lambda arm: arm.mean)
    assert best.name == "strings"
    assert "strings preferred" in known.reason
    assert result.arms_before != known.arms
    ring.undo()
    assert arm_of(database.weights.current(client.id).arms, ArmKind.PALETTE, "strings") != best


def test_a_pair_that_could_not_be_told_apart_is_not_asked_again_in_the_round():
    asking, asked = pairs(), set()
    for _ in range(7):
        found = asking.pair(NOBODY, PLACES["calm"])
        assert found is not None
        kind, dresses = found
        names = frozenset(dress.chosen[kind] for dress in dresses)
        assert (kind, names) not in asked
        asked.add((kind, names))


def test_excluded_instruments_are_neither_compared_nor_heard(database):
    plan = Plan(instrumentation=Instrumentation(excluded_programs=STRING_PROGRAMS))
    for seed in range(6):
        _, clock, ring = round_of(database, plan, seed, f"Client {seed}")
        for clip in heard(ring, clock, lambda clip, before: Answer()):
            assert clip.dress.palette is not Palette.STRINGS
            programs = {
                program
                for bar in clip.bars
                for part, program in bar.parameters.instruments
                if part is not Part.DRUMS
            }
            assert not programs & STRING_PROGRAMS


def test_a_palette_the_plan_names_is_played_throughout(database):
    plan = Plan(composer="rnn", instrumentation=Instrumentation(palette=Palette.PIANO))
    _, clock, ring = round_of(database, plan)
    clips = heard(ring, clock, lambda clip, before: Answer())
    assert {clip.dress.palette for clip in clips} == {Palette.PIANO}
    assert {c.compares for c in clips} == {None, ArmKind.COMPOSER}
    assert clips[0].dress.composer == "rnn"


def test_of_two_that_sound_alike_only_one_is_offered():
    silent_band = Plan(excluded_parts=tuple(part for part in Part if part is not Part.MELODY))
    for place in PLACES.values():
        found = pairs(silent_band).pair(NOBODY, place)
        assert found is not None
        kind, (one, other) = found
        assert kind is ArmKind.PALETTE
        assert one.palette is not other.palette


def test_what_was_asked_gives_way_to_what_was_not():
    arms = compared((), ArmKind.PALETTE, "affect", "strings", 1.0)
    arms = compared(arms, ArmKind.PALETTE, "affect", "strings", 1.0)
    kind, both = pairs().pair(replace(NOBODY, arms=arms), Affect(-0.6, -0.6)) or (None, ())
    assert kind is ArmKind.COMPOSER
    assert {dress.composer for dress in both} == set(FOLLOWING)


def test_either_of_a_pair_may_come_first():
    found = [pairs(seed=seed).pair(NOBODY, Affect(0.6, -0.6)) for seed in range(12)]
    assert len({dresses[0].palette is Palette.AFFECT for _, dresses in filter(None, found)}) == 2
