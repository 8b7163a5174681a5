"""A session's personal side: whose credit a rating is, trials within bounds, weak evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    ArmKind,
    MappingWeights,
    PersonalSettings,
)
from emotune_gui.domain.music import Palette
from emotune_gui.domain.session import Client, Plan, Purpose, Strategy
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.learning import moved_rows
from emotune_gui.engine.personal import SLEW, PersonalDesk
from emotune_gui.music.strategy import Decision
from emotune_gui.personalisation.evidence import Kind
from emotune_gui.personalisation.learning import REACH, shares_of
from emotune_gui.storage.opening import Database, open_database
from tests.personalisation.judging import taught
from tests.storage import records

CALM = Affect(0.4, -0.3)


class Hands:
    """A clock set by hand."""

    def __init__(self) -> None:
        self.t = 100.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.t += seconds


class Stage:
    """One client's session, its errands run at once."""

    def __init__(self, purposes: list[Purpose], settings: PersonalSettings, plan: Plan) -> None:
        self.database: Database = open_database(":memory:")
        self.session = records.open_session(self.database)
        who = self.database.sessions.info(self.session).client_id
        self.database.clients.set_consents(who, purposes)
        self.client: Client = self.database.clients.get(who)
        self.database.weights.set_settings(who, settings)
        self.clock, self.weights = Hands(), Latest[MappingWeights]()
        self.desk = PersonalDesk(
            self.client, plan, self.weights, self.database.weights, self.run, self.clock
        )
        self.desk.begin()
        self.desk.started(self.session, 100.0)

    def run(self, errand: Callable[[], None]) -> None:
        errand()

    def play(self, seconds: float, tempo: float = 104.0, confidence: float = 0.9) -> list[float]:
        """Bars of two seconds with moments between; the tempo offset asked for at each."""
        asked = []
        for k in range(int(seconds / 2.0)):
            for _ in range(4):
                now = self.desk.now(decision(), estimate(confidence))
                asked.append(now.offsets[0][0])
                self.clock.t += 0.5
            bar = records.bar(int(self.clock.t) * 10 + k)
            bar = replace(bar, parameters=replace(bar.parameters, tempo_bpm=tempo))
            self.desk.bar_started(bar, self.clock.t, CALM)
        return asked


def decision(**changed: object) -> Decision:
    return replace(Decision(CALM, easing=False, path=(), phase=""), **changed)


def estimate(confidence: float = 0.9, affect: Affect = CALM):
    return replace(records.estimate(1), confidence=confidence, affect=affect)


@pytest.fixture
def stage() -> Callable[..., Stage]:
    def made(
        purposes: list[Purpose] | None = None,
        plan: Plan | None = None,
        **settings: object,
    ) -> Stage:
        purposes = [Purpose.PERSONALISE] if purposes is None else purposes
        return Stage(purposes, PersonalSettings(**settings), plan or Plan())

    return made


def test_nothing_is_tried_unless_the_therapist_allows_it(stage: Callable[..., Stage]) -> None:
    quiet = stage()
    assert set(quiet.play(120.0)) == {0.0}
    assert quiet.database.weights.trials(quiet.session) == []


def test_trials_come_slowly_stay_in_bounds_and_are_written_down(
    stage: Callable[..., Stage],
) -> None:
    bold = stage(exploring=True, width=0.4, bounds={"loudness": (-1.0, 0.0)})
    asked = bold.play(240.0)
    steps = np.abs(np.diff(asked)) / REACH[0]
    assert steps.max() <= SLEW * 0.5 + 1e-9
    assert 0.0 < np.abs(asked).max() / REACH[0] <= 0.4 + 1e-9
    trials = [t for t in bold.database.weights.trials(bold.session) if t.kind == "parameters"]
    assert len(trials) >= 10
    assert all(0.0 < t.propensity <= 1.0 for t in trials)
    assert all(np.count_nonzero(t.offsets) <= 4 for t in trials)
    assert all(t.offsets[2] <= 0.0 for t in trials)


@pytest.mark.parametrize(
    ("how", "seen"),
    [
        ({"easing": True}, {}),
        ({"phase": "held"}, {}),
        ({}, {"confidence": 0.1}),
        ({}, {"affect": Affect(-0.6, 0.6)}),
    ],
)
def test_in_doubt_held_or_distressed_nothing_is_tried(
    stage: Callable[..., Stage], how: dict, seen: dict
) -> None:
    bold = stage(exploring=True)
    for _ in range(60):
        now = bold.desk.now(decision(**how), estimate(**seen))
        assert now.offsets == CLINICAL_MAPPING.offsets
        bold.clock.t += 1.0


def test_a_trial_goes_when_distress_comes(stage: Callable[..., Stage]) -> None:
    bold = stage(exploring=True)
    bold.play(30.0)
    for _ in range(40):
        bold.clock.t += 0.5
        now = bold.desk.now(decision(), estimate(affect=Affect(-0.7, 0.7)))
    assert now.offsets == CLINICAL_MAPPING.offsets


def test_a_rating_concerns_the_bars_just_heard_the_newest_most(
    stage: Callable[..., Stage],
) -> None:
    quiet = stage()
    assert quiet.desk.context(quiet.clock.t, 0.9) is None
    quiet.play(30.0)
    context = quiet.desk.context(quiet.clock.t + 2.0, 0.9, song="abc")
    assert context is not None
    shares = [h.share for h in context.bars]
    assert 4 <= len(shares) <= 6
    assert shares[1:] == sorted(shares[1:])
    assert context.chosen == {
        ArmKind.COMPOSER: "rules",
        ArmKind.PALETTE: "affect",
        ArmKind.SONG: "abc",
    }


def test_what_the_hand_sets_is_weak_evidence(stage: Callable[..., Stage]) -> None:
    quiet = stage()
    quiet.play(10.0)
    quiet.desk.steered([SteeringEvent(quiet.clock.t, "tempo_bpm", "70")])
    learned = quiet.database.weights.current(quiet.client.id)
    assert learned.ratings_used == 0 and learned.evidence[0][1] == Kind.WISHED
    assert learned.reason.startswith("After a setting by hand: slower by ")
    slower = float(shares_of(learned)[0, 0])
    assert -0.25 <= slower < 0.0
    quiet.desk.steered([SteeringEvent(quiet.clock.t, "tempo_bpm", None)])
    quiet.desk.steered([SteeringEvent(quiet.clock.t, "target", "0.50, -0.40")])
    assert quiet.database.weights.current(quiet.client.id) == learned


def test_skips_and_bans_speak_against_a_song(stage: Callable[..., Stage]) -> None:
    quiet = stage()
    quiet.desk.song_left("abc", banned=False)
    quiet.desk.song_left("xyz", banned=True)
    liked = quiet.desk.liked_songs()
    assert liked["xyz"] < liked["abc"] < 0.0
    assert quiet.weights.get().reason.startswith("After a song was left by hand: ")
    assert quiet.weights.get().offsets == CLINICAL_MAPPING.offsets


def test_without_consent_nothing_is_kept(stage: Callable[..., Stage]) -> None:
    shy = stage([], exploring=True, affect_signal=True)
    assert set(shy.play(120.0)) == {0.0}
    shy.desk.steered([SteeringEvent(shy.clock.t, "tempo_bpm", "70")])
    shy.desk.song_left("abc", banned=True)
    shy.desk.set_exploring(True)
    assert shy.database.weights.history(shy.client.id) == []
    assert shy.database.weights.trials(shy.session) == []
    assert shy.desk.why() == ""


def test_affect_counts_only_when_switched_on_and_never_alone(
    stage: Callable[..., Stage],
) -> None:
    led = Plan(strategy=Strategy.LEAD)
    off = stage(plan=led)
    off.play(80.0)
    assert off.database.weights.history(off.client.id) == []
    on = stage(plan=led, affect_signal=True)
    on.play(80.0)
    history = on.database.weights.history(on.client.id)
    assert history and {row[1] for row in history[-1].evidence} == {Kind.MOVED}
    assert history[-1].offsets == CLINICAL_MAPPING.offsets
    heard = on.desk.context(on.clock.t, 0.9)
    assert heard is not None
    (row,) = moved_rows(heard.bars, 0.6, 1.0, PersonalSettings(affect_signal=True))
    assert row[-1] == pytest.approx(0.15) and row[-2] == 1.0


def test_the_palette_ratings_prefer_is_taken_where_the_plan_leaves_it_open(
    stage: Callable[..., Stage],
) -> None:
    from emotune_gui.personalisation.arms import judged

    arms: tuple = ()
    for _ in range(12):
        arms = judged(arms, {ArmKind.PALETTE: "strings"}, 0.6, 1.0)
        arms = judged(arms, {ArmKind.PALETTE: "affect"}, -0.3, 1.0)
    one = stage()
    one.database.weights.save(one.client.id, replace(CLINICAL_MAPPING, arms=arms))
    one.desk.begin()
    one.desk.started(one.session, 0.0)
    assert one.desk.instrumentation.palette is Palette.STRINGS


def test_changing_settings_is_kept_and_audited(stage: Callable[..., Stage]) -> None:
    quiet = stage()
    quiet.desk.set_exploring(True, by="Eve")
    assert quiet.database.weights.settings(quiet.client.id).exploring
    assert quiet.desk.settings.exploring
    told = [e for e in quiet.database.audit.events() if e.action == "weights.settings"]
    assert told[-1].actor == "Eve"


def test_the_live_line_says_what_is_personal(stage: Callable[..., Stage]) -> None:
    quiet = stage()
    rows = ((-6.0, 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:])
    learned = MappingWeights(3, rows, ratings_used=12)
    quiet.desk.learned(learned)
    assert quiet.desk.why() == "After 12 ratings: slower by 6 bpm."


@pytest.mark.parametrize("exploring", [True, False])
def test_where_trials_are_allowed_a_new_client_begins_where_others_are(
    stage: Callable[..., Stage], exploring: bool
) -> None:
    new = stage(exploring=exploring)
    for k in range(4):
        other = new.database.clients.create(f"Other {k}", [Purpose.PERSONALISE]).id
        learned = taught(12, (-0.5, 0, 0, 0, 0, 0), k, settings=PersonalSettings(exploring=True))
        new.database.weights.save(other, learned)
    new.desk.begin()
    known = new.weights.get()
    assert known is not None and known.prior.clients == 4
    if exploring:
        assert known.version == 1 and known.offsets[0][0] < -0.5
        assert known.reason.startswith("What 4 other clients of this practice wish: slower by ")
        assert new.database.weights.current(new.client.id) == known
    else:
        assert known.offsets == CLINICAL_MAPPING.offsets
        assert new.database.weights.history(new.client.id) == []
