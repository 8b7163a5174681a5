"""What ratings prefer of composers, palettes and songs is heard in the session after them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from emotune_gui.bundled import bundled
from emotune_gui.domain.learning import ArmKind, MappingWeights, PersonalSettings
from emotune_gui.domain.music import Bar, Instrumentation, MusicParameters, Palette, Part
from emotune_gui.domain.session import LIKED, Plan, Purpose
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.engine.arm_choices import Why
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.personal import PersonalDesk
from emotune_gui.engine.rating import rate_saved_bar
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.engine.songs import SongLog, repertoire_of
from emotune_gui.music import mapping
from emotune_gui.music.palettes import PALETTES
from emotune_gui.music.programme import Programme, Wishes
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from tests.engine.test_personal import CALM, Stage, decision, estimate
from tests.storage import records

STRINGS = Instrumentation(Palette.STRINGS)
needs_network = pytest.mark.skipif(
    not bundled("models", "music_rnn.tflite").exists(), reason="the network is not installed"
)


class Session:
    """One session of the stage's client, its bars from the real programme, all written down."""

    def __init__(self, stage: Stage, plan: Plan) -> None:
        self.stage, self.plan = stage, plan
        self.database: Database = stage.database
        client = stage.client.id
        self.id = self.database.sessions.begin(
            client, plan, "demo", weights_version=0, started_at=records.STARTED
        )
        self.desk = PersonalDesk(
            *(stage.client, plan, Latest[MappingWeights](), self.database.weights),
            *(stage.run, stage.clock),
        )
        self.desk.begin()
        self.origin = stage.clock.t
        self.desk.started(self.id, self.origin)
        liked = self.desk.liked_songs()
        faults = FaultDesk(stage.clock)
        songs = self.database.songs
        self.repertoire = repertoire_of(songs, client, plan, faults, None, liked)
        self.wishes = Wishes(self.desk.choices.composer)
        self.desk.compose_by(self.wishes.suggest)
        self.programme = Programme(plan, self.wishes, self.repertoire)
        self.recorder = Recorder(self.database, self.id, records.HandClock())
        self.log = SongLog(SessionRecord(self.recorder, self.origin))

    def asked(self) -> MusicParameters:
        weights = self.desk.now(decision(), estimate())
        instruments = self.desk.instrumentation
        return mapping.apply(CALM, weights, plan=self.plan, instrumentation=instruments)

    def play(self, bars: int) -> list[Bar]:
        played = []
        for _ in range(bars):
            at = self.stage.clock.t
            bar = self.programme.next_bar(self.asked())
            self.log.written(bar, self.programme.playing)
            self.log.bar_started(bar, at)
            self.desk.bar_started(bar, at, CALM)
            self.recorder.estimate(at - self.origin, estimate())
            self.recorder.bar(at - self.origin, bar, CALM)
            self.stage.clock.t += bar.beats * 60.0 / bar.parameters.tempo_bpm
            played.append(bar)
        return played

    def end(self) -> None:
        self.log.ended(self.stage.clock.t)
        assert self.recorder.close() == 0


def rated(stage: Stage, plan: Plan, score: int) -> None:
    """A session whose last bars are rated afterwards, as `emotune rate` does it."""
    session = Session(stage, plan)
    session.play(6)
    session.end()
    for number in (4, 5, 6):
        learned = rate_saved_bar(stage.database, session.id, number, score=score)
        assert learned.weights is not None


@pytest.fixture
def stage() -> Stage:
    return Stage([Purpose.PERSONALISE, Purpose.STORE_FEATURES], PersonalSettings(), Plan())


@needs_network
def test_a_composer_that_was_praised_writes_the_next_session(stage: Stage) -> None:
    rated(stage, Plan(composer="rnn"), 5)
    rated(stage, Plan(composer="rules"), 1)
    again = Session(stage, Plan(composer=LIKED))
    assert {bar.composer for bar in again.play(6)} == {"rnn"}
    assert again.desk.choices.why[ArmKind.COMPOSER] is Why.PREFERRED
    assert "network composer" in again.desk.why()
    (told,) = stage.database.weights.trials(again.id)
    assert (told.kind, told.chosen, told.propensity) == ("composer", "rnn", 1.0)
    named = Session(stage, Plan(composer="rules"))
    assert {bar.composer for bar in named.play(2)} == {"rules"}


def test_a_palette_that_was_praised_plays_the_next_session(stage: Stage) -> None:
    rated(stage, Plan(instrumentation=STRINGS), 5)
    rated(stage, Plan(), 1)
    again = Session(stage, Plan())
    strings = {program for players in PALETTES[Palette.STRINGS].values() for _, program in players}
    for bar in again.play(4):
        assert {p for part, p in bar.parameters.instruments if part is not Part.DRUMS} <= strings
    (told,) = stage.database.weights.trials(again.id)
    assert (told.kind, told.chosen) == ("palette", "strings")
    without = Instrumentation(excluded_programs=frozenset({48}))
    other = Session(stage, Plan(instrumentation=without))
    assert other.desk.instrumentation.palette is Palette.AFFECT


def test_a_song_that_was_praised_comes_first_in_the_next_session(stage: Stage) -> None:
    plan = Plan(composer="songs", seed=4)
    usual = Session(stage, plan)
    usual.play(1)
    assert usual.programme.playing is not None
    first = usual.programme.playing.song.id
    other = usual.repertoire.next((first,))
    assert other is not None
    second = other.song.id
    assert second != first
    rated(stage, Plan(composer="songs", song_id=second), 5)
    rated(stage, Plan(composer="songs", song_id=first), 1)
    again = Session(stage, plan)
    again.play(1)
    assert again.programme.playing is not None
    assert again.programme.playing.song.id != first
    assert again.desk.liked_songs()[second] > 0.0 > again.desk.liked_songs()[first]


@needs_network
def test_with_leave_to_explore_composers_change_at_phrase_ends_and_are_told(
    stage: Stage,
) -> None:
    stage.database.weights.set_settings(stage.client.id, PersonalSettings(exploring=True))
    session = Session(stage, Plan(composer=LIKED, seed=2))
    bars = session.play(800)
    writers = [bar.composer for bar in bars]
    changes = [k for k in range(1, len(bars)) if writers[k] != writers[k - 1]]
    assert len(changes) >= 2
    assert all(bars[k - 1].cadence for k in changes)
    lengths = [b.beats * 60.0 / b.parameters.tempo_bpm for b in bars]
    for one, other in pairwise(changes):
        assert sum(lengths[one:other]) >= 180.0
    trials = stage.database.weights.trials(session.id)
    told = [t for t in trials if t.kind == ArmKind.COMPOSER.value]
    assert [t.chosen for t in told][:1] == writers[:1]
    assert {t.chosen for t in told} == set(writers)
    assert all(0.0 < t.propensity < 1.0 for t in told)


def test_a_bar_rated_afterwards_is_put_down_to_what_was_heard_then(stage: Stage) -> None:
    song = Session(stage, Plan(composer="songs", instrumentation=STRINGS))
    song.play(4)
    assert song.programme.playing is not None
    title = song.programme.playing.song.id
    song.recorder.steered(SteeringEvent(song.stage.clock.t - song.origin, "palette", "piano"))
    song.play(4)
    song.end()
    rate_saved_bar(stage.database, song.id, 3, score=5)
    learned = rate_saved_bar(stage.database, song.id, 7, score=5).weights
    assert learned is not None
    known = {(arm.kind.value, arm.name) for arm in learned.arms}
    assert known == {
        ("composer", "songs"),
        ("palette", "strings"),
        ("palette", "piano"),
        ("song", title),
    }
