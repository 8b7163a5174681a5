"""Versions of a mapping: numbered, undone exactly, never overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, Overtaken
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    USUAL_SETTINGS,
    Arm,
    ArmKind,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    Trial,
)
from emotune_gui.domain.session import Purpose, Rating
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records

row = st.tuples(*(st.floats(-50, 50),) * 3)
belief = st.integers(1, 5).flatmap(
    lambda n: st.tuples(
        st.tuples(*(st.floats(allow_nan=False, allow_infinity=False),) * n),
        st.tuples(*(st.tuples(*(st.floats(allow_nan=False, allow_infinity=False),) * n),) * n),
    )
)


def learned(k: int) -> MappingWeights:
    return MappingWeights(
        version=77,
        offsets=((float(k), 0.1, -0.1),) * 6,
        belief_mean=(0.1 * k, 0.2),
        belief_precision=((1.0, 0.0), (0.0, 1.0 / 3.0)),
        ratings_used=k,
        reason=f"After {k} ratings: slower.",
    )


@pytest.fixture
def client(memory: Database) -> int:
    return memory.clients.create("Ada", [Purpose.PERSONALISE]).id


def test_nobody_starts_personal(memory: Database, client: int) -> None:
    assert memory.weights.current(client) == CLINICAL_MAPPING
    assert memory.weights.history(client) == []
    assert memory.weights.undo(client) == CLINICAL_MAPPING


def test_a_new_version_leaves_the_old_ones_unwritten(memory: Database, client: int) -> None:
    with memory.connections.writing() as session:
        run = session.connection().exec_driver_sql
        run("CREATE TABLE written (version INTEGER)")
        run(
            "CREATE TRIGGER noted AFTER UPDATE ON mapping_weights "
            "BEGIN INSERT INTO written VALUES (old.version); END"
        )
    for k in range(4):
        memory.weights.save(client, learned(k), ())
    with memory.connections.reading() as session:
        found = session.connection().exec_driver_sql("SELECT version FROM written").scalars()
        assert list(found) == [1, 2, 3], "each once, when the next one came"


def test_saving_gives_the_next_number(memory: Database, client: int) -> None:
    first = memory.weights.save(client, learned(1), ())
    second = memory.weights.save(client, learned(2), [])
    assert first == replace(learned(1), version=1)
    assert second == replace(learned(2), version=2)
    assert memory.weights.current(client) == second


def test_what_was_learned_from_a_version_no_longer_in_use_is_refused(
    memory: Database, client: int
) -> None:
    weights = memory.weights
    weights.save(client, learned(1), after=0)
    weights.save(client, learned(2), after=1)
    for change in (weights.reset, weights.undo, weights.undo):
        change(client)
        in_use = weights.current(client).version
        history = weights.history(client)
        with pytest.raises(Overtaken, match="try again"):
            weights.save(client, learned(3), after=in_use + 1)
        assert weights.history(client) == history
    assert weights.save(client, learned(3), after=1).version == 4


def test_undo_restores_the_version_before_exactly(memory: Database, client: int) -> None:
    first = memory.weights.save(client, learned(1), ())
    memory.weights.save(client, learned(2), ())
    assert memory.weights.undo(client) == first
    assert memory.weights.current(client) == first
    third = memory.weights.save(client, learned(3), ())
    assert third.version == 3
    assert memory.weights.undo(client) == first
    assert memory.weights.undo(client) == CLINICAL_MAPPING
    story = [(w.version, w.active, w.undone) for w in memory.weights.history(client)]
    assert story == [(1, False, True), (2, False, True), (3, False, True)]


def test_the_history_is_dated_and_names_the_one_in_use(memory: Database, client: int) -> None:
    memory.weights.save(client, learned(1), ())
    memory.weights.save(client, learned(2), ())
    memory.weights.undo(client)
    history = memory.weights.history(client)
    assert [(w.version, w.active, w.undone) for w in history] == [
        (1, True, False),
        (2, False, True),
    ]
    assert [w.reason for w in history] == [learned(1).reason, learned(2).reason]
    assert all(w.created_at is not None and w.created_at.tzinfo is not None for w in history)


def test_a_reset_can_be_undone(memory: Database, client: int) -> None:
    first = memory.weights.save(client, learned(1), ())
    reset = memory.weights.reset(client)
    assert reset.version == 2
    assert reset.offsets == CLINICAL_MAPPING.offsets
    assert reset.belief_mean == ()
    assert memory.weights.current(client) == reset
    assert memory.weights.undo(client) == first


def test_clients_do_not_share_versions(memory: Database, client: int) -> None:
    other = memory.clients.create("Bob", [Purpose.PERSONALISE]).id
    memory.weights.save(client, learned(1), ())
    assert memory.weights.current(other) == CLINICAL_MAPPING
    assert memory.weights.save(other, learned(5), ()).version == 1


def test_a_number_is_not_given_again_after_consent_was_withdrawn(
    memory: Database, client: int
) -> None:
    memory.weights.save(client, learned(1), ())
    memory.clients.set_consents(client, [])
    memory.clients.set_consents(client, [Purpose.PERSONALISE])
    assert memory.weights.save(client, learned(2), ()).version == 2


def test_nobody_is_a_clear_sentence(memory: Database) -> None:
    with pytest.raises(InvalidInput, match="no client number 9"):
        memory.weights.save(9, learned(1), ())


@given(st.tuples(*(row,) * 6), belief, st.text(max_size=40))
@settings(deadline=None, max_examples=30)
def test_every_weight_comes_back_to_the_last_bit(
    offsets: tuple, belief_: tuple, reason: str
) -> None:
    database = open_database(":memory:")
    client = database.clients.create("Ada", []).id
    mean, precision = belief_
    given_ = MappingWeights(4, offsets, mean, precision, 3, reason)
    saved = database.weights.save(client, given_, ())
    shown = reason.encode("utf-8", "replace").decode()
    assert saved == replace(given_, version=1, reason=shown)
    assert database.weights.current(client) == saved
    database.close()


def whole(k: int) -> MappingWeights:
    """A version with everything the learning keeps."""
    return replace(
        learned(k),
        moments=((0.5, -0.5),) * 6,
        evidence=((1.0, 0.0, 0.25), (2.0, 1.0, 1.0 / 3.0)),
        prior=PersonalPrior((0.1,) * 30, (0.4,) * 30, 7),
        arms=(Arm(ArmKind.PALETTE, "strings", 0.2, 0.1, 3.5),),
        listening=0.8,
    )


def test_what_was_learned_from_comes_back_exactly(memory: Database, client: int) -> None:
    saved = memory.weights.save(client, whole(1), ())
    assert memory.weights.current(client) == replace(whole(1), version=1) == saved


def test_any_version_is_restored_as_the_next_and_can_be_undone(
    memory: Database, client: int
) -> None:
    memory.weights.save(client, whole(1), ())
    second = memory.weights.save(client, learned(2), ())
    again = memory.weights.restore(client, 1, by="Eve")
    assert again.version == 3 and again.evidence == whole(1).evidence
    assert again.reason == "Version 1 restored. After 1 ratings: slower."
    assert memory.weights.current(client) == again
    assert memory.weights.undo(client) == second
    with pytest.raises(InvalidInput, match="no version 9"):
        memory.weights.restore(client, 9)


def test_the_ratings_behind_a_version_are_named(memory: Database) -> None:
    session = records.open_session(memory)
    who = memory.sessions.info(session).client_id
    memory.consents.give(who, Purpose.PERSONALISE)
    recorder = Recorder(memory, session, records.HandClock())
    recorder.bar(0.0, records.bar(1), Affect(0.1, 0.2))
    assert recorder.close() == 0
    said = Rating(2.0, 1, felt=Affect(0.2, -0.1), better=-0.5)
    rating_id = memory.sessions.add_rating(session, said)
    version = memory.weights.save(who, learned(1), (rating_id,)).version
    assert memory.weights.ratings_behind(who, version) == [(session, said)]
    again = memory.weights.restore(who, version)
    assert memory.weights.ratings_behind(who, again.version) == [(session, said)]


def test_settings_are_kept_and_who_changed_them(memory: Database, client: int) -> None:
    assert memory.weights.settings(client) == USUAL_SETTINGS
    bold = PersonalSettings(True, 0.3, True, True, 0.2, {"tempo_bpm": (-1.0, 0.0)})
    memory.weights.set_settings(client, bold, by="Eve")
    assert memory.weights.settings(client) == bold
    calm = PersonalSettings()
    memory.weights.set_settings(client, calm)
    assert memory.weights.settings(client) == calm
    told = [e for e in memory.audit.events() if e.action == "weights.settings"]
    assert [e.actor for e in told] == ["Eve", "therapist"]
    with pytest.raises(InvalidInput, match="no client number 9"):
        memory.weights.set_settings(9, bold)


def test_trials_are_kept_with_how_likely_they_were(memory: Database) -> None:
    session = records.open_session(memory)
    tried = Trial(12.0, "parameters", "tempo_bpm", (0.25,) + (0.0,) * 5, 1.0 / 3.0, 17, 4)
    picked = Trial(13.0, "palette", "strings", propensity=0.4, alternatives=3)
    memory.weights.add_trial(session, tried)
    memory.weights.add_trial(session, picked)
    assert memory.weights.trials(session) == [tried, picked]


def test_the_population_is_of_others_who_consent(memory: Database, client: int) -> None:
    others = [memory.clients.create(n, [Purpose.PERSONALISE]).id for n in ("Bob", "Cy")]
    for k, who in enumerate((client, *others)):
        memory.weights.save(who, learned(k), ())
    assert [w.ratings_used for w in memory.weights.population(client)] == [1, 2]
    memory.consents.withdraw(others[0], Purpose.PERSONALISE)
    assert [w.ratings_used for w in memory.weights.population(client)] == [2]


def test_withdrawing_takes_trials_and_stops_exploration_but_keeps_bounds(
    memory: Database,
) -> None:
    session = records.open_session(memory)
    who = memory.sessions.info(session).client_id
    memory.consents.give(who, Purpose.PERSONALISE)
    limits = {"loudness": (-1.0, 0.0)}
    memory.weights.set_settings(
        who, PersonalSettings(exploring=True, affect_signal=True, bounds=limits)
    )
    memory.weights.add_trial(session, Trial(1.0, "composer", "rnn"))
    memory.weights.save(who, whole(1), ())
    memory.consents.withdraw(who, Purpose.PERSONALISE)
    assert memory.weights.current(who) == CLINICAL_MAPPING
    assert memory.weights.trials(session) == []
    assert memory.weights.settings(who) == PersonalSettings(bounds=limits)


def test_only_the_version_that_is_meant_is_undone(memory: Database, client: int) -> None:
    for k in (1, 2):
        memory.weights.save(client, learned(k))
    with pytest.raises(Overtaken):
        memory.weights.undo(client, only=1)
    assert memory.weights.current(client).version == 2
    assert memory.weights.undo(client, only=2).version == 1
