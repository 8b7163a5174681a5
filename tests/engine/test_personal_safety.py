"""What personalisation can never do, on the real road from evidence over mapping to bars."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    TUNED_PARAMETERS,
    Arm,
    ArmKind,
    MappingWeights,
    PersonalSettings,
    Situation,
)
from emotune_gui.domain.music import Bar, Instrumentation, MusicParameters, Part
from emotune_gui.domain.session import LIKED, Plan, Purpose, Strategy
from emotune_gui.engine.gliding import SLEW
from emotune_gui.engine.learning import learn_silently
from emotune_gui.engine.personal import DAMAGED, LOOK_EVERY_S
from emotune_gui.engine.steering import Steering
from emotune_gui.music import mapping
from emotune_gui.music.programme import Programme, Wishes
from emotune_gui.music.songs.repertoire import Repertoire
from emotune_gui.personalisation.clinical import TUNED
from emotune_gui.personalisation.evidence import of_grid, of_override, of_rating
from emotune_gui.personalisation.learning import REACH, learn, offsets_at, shares_of
from tests.engine.test_personal import CALM, Stage, decision, estimate
from tests.personalisation.judging import histories, situations

TENSE = Affect(-0.6, 0.6)
ROUSING = (1.0, 1.0, 1.0, 0.0, 0.0, -1.0)
pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
quick = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def faster(version: int = 1, bpm: float = 6.0) -> MappingWeights:
    return MappingWeights(version, ((bpm, 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:]))


class Music:
    """Bars of a desk: mapping, hand, composer and the plan's limits, a bar each two seconds."""

    def __init__(self, stage: Stage, plan: Plan) -> None:
        self.stage, self.plan, self.hand = stage, plan, Steering()
        self.wishes = Wishes(stage.desk.choices.composer)
        stage.desk.compose_by(self.wishes.suggest)
        self._programme = Programme(plan, self.wishes, Repertoire(lambda: (), plan))

    def asked(self, target: Affect = CALM, seen: Affect = CALM) -> MusicParameters:
        desk = self.stage.desk
        weights = desk.now(decision(target=target), estimate(affect=seen))
        plain = mapping.apply(target, weights, plan=self.plan, instrumentation=desk.instrumentation)
        return self.hand.applied(plain, self.plan, target)

    def bar(self, target: Affect = CALM, seconds: float = 2.0) -> Bar:
        bar = self._programme.next_bar(self.asked(target))
        self.stage.desk.bar_started(bar, self.stage.clock.t, target)
        self.stage.clock.t += seconds
        return bar


@pytest.fixture
def music() -> Callable[..., Music]:
    def made(plan: Plan | None = None, *, allowed: bool = True, **known: object) -> Music:
        plan = plan or Plan()
        purposes = [Purpose.PERSONALISE] if allowed else []
        return Music(Stage(purposes, PersonalSettings(**known), plan), plan)

    return made


# The trust region, the bounds, the plan and the hand


@given(histories, situations, st.integers(0, 2**31))
@quick
def test_bars_stay_in_the_trust_region_and_inside_bounds_and_plan(
    music: Callable[..., Music], said: list, situation: Situation, seed: int
) -> None:
    plan = Plan(
        seed=seed,
        loudness_limit=60.0,
        excluded_parts=(Part.DRUMS,),
        instrumentation=Instrumentation(excluded_programs=frozenset(range(40, 56)), lowest=43),
        strategy=Strategy.LEAD if situation.leading else Strategy.MATCH,
    )
    made = music(plan, exploring=True, width=1.0, bounds={"register": (-1.0, 0.0)})
    weights = CLINICAL_MAPPING
    for place, away, reward, confidence in said:
        clinical = mapping.apply(place.target, CLINICAL_MAPPING, plan=Plan())
        rows = of_override("tempo_bpm", clinical.tempo_bpm + 40 * away[0], place, confidence)
        weights = learn(weights, rows, place, settings=made.stage.desk.settings) or weights
        assert -1.0 <= reward <= 1.0
    made.stage.desk.learned(replace(weights, version=5))
    target = situation.target
    clinical = mapping.apply(target, CLINICAL_MAPPING, plan=plan)
    for _ in range(12):
        bar = made.bar(target)
        for name in ("tempo_bpm", "density", "register"):
            asked = getattr(bar.parameters, name)
            assert abs(asked - getattr(clinical, name)) <= TUNED[name].reach + 1e-6, name
        assert bar.parameters.register <= clinical.register + 1e-6
        assert bar.parameters.loudness <= 60.0 + 1e-9
        assert Part.DRUMS not in {note.part for note in bar.notes}
        assert not {p for _, p in bar.parameters.instruments} & set(range(40, 56))
        assert all(note.pitch >= 43 for note in bar.notes)


def test_the_hand_and_the_plan_win_at_once_while_a_version_is_on_its_way(
    music: Callable[..., Music],
) -> None:
    plan = Plan(loudness_limit=50.0)
    made = music(plan)
    made.bar()
    louder = ((7.0, 0.0, 0.0), (0.0,) * 3, (4.0, 0.0, 0.0), *CLINICAL_MAPPING.offsets[3:])
    made.stage.desk.learned(MappingWeights(1, louder))
    made.hand.steer("tempo_bpm", 60.0, made.stage.clock.t)
    bar = made.bar()
    assert bar.parameters.tempo_bpm == 60.0
    assert bar.parameters.loudness <= 50.0
    made.hand.hand_back(None, made.stage.clock.t)
    assert made.bar().parameters.tempo_bpm > 60.0


# Slowly


def jumps(bars: list[tuple[float, MusicParameters]]) -> float:
    """The widest change from one bar to the next, as a share of what the learning may move."""
    widest = 0.0
    for (before, one), (after, other) in pairwise(bars):
        for name in ("tempo_bpm", "density", "loudness", "register", "articulation"):
            moved = abs(getattr(other, name) - getattr(one, name)) / TUNED[name].reach
            widest = max(widest, moved / (SLEW * (after - before)))
    return widest


def watched(music: Music, bars: int) -> list[tuple[float, MusicParameters]]:
    """Bars with eight looks at the mapping each, and when they were asked for."""
    heard = []
    for _ in range(bars):
        for _ in range(8):
            music.asked()
            music.stage.clock.t += 0.25
            music.stage.desk.look()
        heard.append((music.stage.clock.t, music.bar(seconds=0.0).parameters))
    return heard


@pytest.mark.parametrize("how", ["rated", "undo", "reset", "restore", "template", "withdrawn"])
def test_whatever_changes_the_mapping_in_a_session_the_bars_follow_slowly(
    music: Callable[..., Music], how: str
) -> None:
    made = music()
    store, who, desk = made.stage.database.weights, made.stage.client.id, made.stage.desk
    if how != "rated":
        store.save(who, faster(bpm=-12.0))
        store.save(who, faster())
        desk.begin()
    before = watched(made, 2)
    act: dict[str, Callable[[], object]] = {
        "rated": lambda: desk.learned(store.save(who, faster())),
        "undo": lambda: store.undo(who),
        "reset": lambda: store.reset(who),
        "restore": lambda: store.restore(who, 1),
        "template": lambda: store.save(who, faster(bpm=4.0)),
        "withdrawn": desk.withdraw,
    }
    act[how]()
    made.stage.clock.t += LOOK_EVERY_S
    after = watched(made, 14)
    assert jumps([*before, *after]) <= 1.0 + 1e-6
    tempi = {"rated": 6, "undo": -12, "reset": 0, "restore": -12, "template": 4, "withdrawn": 0}
    clinical = mapping.apply(CALM, CLINICAL_MAPPING, plan=Plan()).tempo_bpm
    assert after[-1][1].tempo_bpm == pytest.approx(clinical + tempi[how])
    assert after[-1][1].tempo_bpm != before[-1][1].tempo_bpm


def test_what_is_undone_restored_or_reset_elsewhere_is_heard_exactly(
    music: Callable[..., Music],
) -> None:
    made = music()
    store, who, desk = made.stage.database.weights, made.stage.client.id, made.stage.desk
    first = store.save(who, faster())
    second = store.save(who, faster(bpm=-7.0))
    desk.begin()
    for act, wanted in (
        (lambda: store.undo(who), first.offsets),
        (lambda: store.restore(who, second.version), second.offsets),
        (lambda: store.reset(who), CLINICAL_MAPPING.offsets),
    ):
        act()
        watched(made, 12)
        assert desk.now(decision(), estimate()).offsets == wanted


def test_settings_changed_elsewhere_hold_in_the_running_session(
    music: Callable[..., Music],
) -> None:
    made = music(exploring=True)
    watched(made, 4)
    locked = PersonalSettings(exploring=True, locked=True)
    made.stage.database.weights.set_settings(made.stage.client.id, locked)
    watched(made, 8)
    assert made.stage.desk.settings == locked
    told = len(made.stage.database.weights.trials(made.stage.session))
    heard = watched(made, 20)
    assert len({parameters.tempo_bpm for _, parameters in heard}) == 1
    trials = made.stage.database.weights.trials(made.stage.session)[told:]
    assert all(not np.any(trial.offsets) for trial in trials)


# Exploration and distress


@given(
    st.floats(-1.0, -0.31),
    st.floats(0.31, 1.0),
    affects := st.builds(Affect, st.floats(-1, 1), st.floats(-1, 1)),
    st.integers(0, 99),
)
@quick
def test_nothing_is_tried_while_the_client_looks_distressed_wherever_the_plan_leads(
    music: Callable[..., Music], valence: float, arousal: float, target: Affect, seed: int
) -> None:
    made = music(Plan(strategy=Strategy.LEAD, seed=seed, composer=LIKED), exploring=True, width=1.0)
    plain = music(Plan(strategy=Strategy.LEAD, seed=seed))
    for _ in range(8):
        tried, fixed = (m.asked(target, Affect(valence, arousal)) for m in (made, plain))
        assert tried == replace(fixed, instruments=tried.instruments)
        made.stage.clock.t += 400.0
        plain.stage.clock.t += 400.0
    assert made.wishes.composer == made.stage.desk.choices.composer
    kinds = {trial.kind for trial in made.stage.database.weights.trials(made.stage.session)}
    assert "parameters" not in kinds


@given(st.integers(0, 2**31), st.floats(-1.0, -0.16), st.floats(0.16, 1.0))
@quick
def test_a_trial_never_rouses_where_the_target_has_become_tense(
    music: Callable[..., Music], seed: int, valence: float, arousal: float
) -> None:
    made = music(Plan(seed=seed), exploring=True, width=1.0)
    desk, target = made.stage.desk, Affect(valence, arousal)
    for _ in range(12):
        made.asked(NEUTRAL_AFFECT)
        made.stage.clock.t += 1.0
    for _ in range(30):
        made.stage.clock.t += 0.5
        weights = desk.now(decision(target=target), estimate())
    offsets = np.array(offsets_at(weights, target)) / REACH
    assert (np.array(ROUSING) * offsets).max() <= 1e-9


@given(st.integers(0, 2**31), st.lists(st.floats(-1, 1), min_size=6, max_size=6))
@quick
def test_what_was_learned_and_is_tried_together_stays_away_from_distress(
    music: Callable[..., Music], seed: int, wish: list[float]
) -> None:
    made = music(Plan(seed=seed), exploring=True, width=1.0)
    offsets = tuple((w * r, 0.0, 0.0) for w, r in zip(wish, REACH.tolist(), strict=True))
    made.stage.desk.learned(MappingWeights(3, offsets))
    for _ in range(40):
        made.stage.clock.t += 0.5
        weights = made.stage.desk.now(decision(), estimate())
        toward = np.array(ROUSING) * (shares_of(weights)[:, :3] @ (1.0, -1.0, 1.0))
        assert toward.max() <= 0.5 + 1e-9 or weights.version == 0


@pytest.mark.parametrize("confidence", [float("nan"), 0.0, 0.29, -1.0])
def test_a_confidence_that_is_none_tries_and_teaches_nothing(
    music: Callable[..., Music], confidence: float
) -> None:
    made = music(exploring=True, affect_signal=True)
    desk, who = made.stage.desk, made.stage.client
    for _ in range(60):
        made.stage.clock.t += 1.0
        now = desk.now(decision(), estimate(confidence))
        assert now.offsets == CLINICAL_MAPPING.offsets
        desk.bar_started(made._programme.next_bar(made.asked()), made.stage.clock.t, CALM)
    heard = desk.context(made.stage.clock.t, confidence)
    assert heard is not None
    assert of_rating(heard.heard, -1.0, confidence) == ()
    assert of_grid(heard.heard, TENSE, confidence) == ()
    store = made.stage.database.weights
    rows = of_override("tempo_bpm", 70.0, heard.situation, confidence)
    assert learn_silently(who, store, rows, heard.situation) is None


def test_a_damaged_version_is_told_and_the_fixed_mapping_leads(
    music: Callable[..., Music],
) -> None:
    told: list[tuple[str, str]] = []
    made = music()
    made.stage.desk._notice = lambda where, words: told.append((where, words))
    made.stage.desk.learned(MappingWeights(9, ((float("nan"),) * 3,) * len(TUNED_PARAMETERS)))
    assert told == [("learning", DAMAGED)]
    assert made.asked() == mapping.apply(CALM, CLINICAL_MAPPING, plan=Plan(), estimate_id=None)


# The consent


def test_withdrawn_in_a_session_nothing_personal_is_heard_tried_or_kept(
    music: Callable[..., Music],
) -> None:
    made = music(Plan(composer=LIKED), exploring=True)
    stage, desk = made.stage, made.stage.desk
    arms = (Arm(ArmKind.COMPOSER, "rnn", 0.9, 0.05, 9), Arm(ArmKind.SONG, "abc", 0.9, 0.05, 9))
    stage.database.weights.save(stage.client.id, replace(faster(), arms=arms))
    desk.begin()
    songs = desk.liked_songs()
    assert songs == {"abc": 0.9} and desk.choices.composer == "rnn"
    made.bar()
    stage.database.clients.set_consents(stage.client.id, [])
    desk.withdraw()
    watched(made, 12)
    assert (desk.choices.composer, made.wishes.composer) == ("rules", "rules")
    assert songs == {} and desk.why() == ""
    assert desk.now(decision(), estimate()).offsets == CLINICAL_MAPPING.offsets
    assert stage.database.weights.trials(stage.session) == []
    desk.song_left("abc", banned=True)
    desk.learned(faster(7))
    desk.set_exploring(True)
    assert stage.database.weights.history(stage.client.id) == []
    assert desk.now(decision(), estimate()).offsets == CLINICAL_MAPPING.offsets


def test_a_withdrawal_wins_over_what_is_just_being_learned(music: Callable[..., Music]) -> None:
    desk = music().stage.desk
    withdrawing, usable = threading.Thread(target=desk.withdraw), desk._usable

    def meanwhile(weights: MappingWeights) -> MappingWeights:
        withdrawing.start()
        withdrawing.join(0.1)
        return usable(weights)

    desk._usable = meanwhile
    desk.learned(replace(faster(), arms=(Arm(ArmKind.SONG, "abc", 0.4, 0.2, 2),)))
    withdrawing.join(5.0)
    assert desk.liked_songs() == {}
    assert desk.now(decision(), estimate()).offsets == CLINICAL_MAPPING.offsets


def test_songs_praised_in_a_session_are_preferred_in_the_same_session(
    music: Callable[..., Music],
) -> None:
    made = music()
    liked = made.stage.desk.liked_songs()
    made.stage.desk.learned(replace(faster(), arms=(Arm(ArmKind.SONG, "abc", 0.4, 0.2, 2),)))
    assert liked == {"abc": 0.4}


def test_the_line_says_who_composes_and_why(music: Callable[..., Music]) -> None:
    made = music(Plan(composer=LIKED))
    best = Arm(ArmKind.COMPOSER, "rules", 0.5, 0.1, 6)
    least = Arm(ArmKind.COMPOSER, "rnn", -0.4, 0.1, 6)
    known = replace(faster(), ratings_used=6, arms=(best, least))
    made.stage.database.weights.save(made.stage.client.id, known)
    made.stage.desk.begin()
    made.bar()
    said = "After 6 ratings: faster by 6 bpm. Preferred: rules composer."
    assert made.stage.desk.why() == said
    plain = replace(known, offsets=CLINICAL_MAPPING.offsets)
    made.stage.database.weights.save(made.stage.client.id, plain)
    made.stage.desk.begin()
    assert made.stage.desk.why() == "Preferred after 6 ratings: rules composer."
