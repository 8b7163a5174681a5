"""Who changed what: in the transaction of the change, gone with the consent, merged, archived."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    USUAL_SETTINGS,
    ChangeKind,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
)
from emotune_gui.domain.session import Purpose, Rating
from emotune_gui.domain.steering import HandOverride, SteeringEvent
from emotune_gui.storage.archiving import export_client, import_client
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.repositories.weights import PROGRAM, Weights
from emotune_gui.storage.times import as_if
from tests.storage import records
from tests.storage.test_clients import live_a_little
from tests.storage.test_opening import older_file
from tests.storage.test_weights import learned, whole


@pytest.fixture
def client(memory: Database) -> int:
    return memory.clients.create("Ada", [Purpose.PERSONALISE]).id


def story(database: Database, client: int) -> list[tuple[str, str, int, int]]:
    """Oldest first: what, by whom, from which version to which."""
    told = database.mapping_changes.of_client(client)
    return [(c.kind.value, c.by, c.version_before, c.version_after) for c in reversed(told)]


def test_every_change_of_the_version_is_told_with_who(memory: Database, client: int) -> None:
    memory.weights.save(client, learned(1), kind=ChangeKind.TEMPLATE, note="slow")
    memory.weights.save(client, learned(2))
    memory.weights.undo(client, by="Eve")
    memory.weights.restore(client, 2, by="Eve")
    memory.weights.reset(client)
    memory.weights.undo(client)
    begun = MappingWeights(0, prior=PersonalPrior((0.1,) * 30, (0.4,) * 30, 5))
    memory.weights.save(client, begun, (), "other clients")
    assert story(memory, client) == [
        ("template", "therapist", 0, 1),
        ("learned", PROGRAM, 1, 2),
        ("undone", "Eve", 2, 1),
        ("restored", "Eve", 1, 3),
        ("reset", "therapist", 3, 4),
        ("undone", "therapist", 4, 3),
        ("others", "other clients", 3, 5),
    ]
    newest, *_, first = memory.mapping_changes.of_client(client)
    assert first.note == "slow" and newest.at >= first.at
    assert memory.mapping_changes.of_client(client)[3].note == "2"
    assert {e.actor for e in memory.audit.events(client)} >= {"Eve", "therapist", PROGRAM}


def test_a_rated_version_is_by_who_rated(memory: Database) -> None:
    who = live_a_little(memory, "Ada")
    session = memory.sessions.list(who)[0].id
    rating = memory.sessions.add_rating(session, Rating(4.0, 2, score=1, by="client"))
    version = memory.weights.save(who, learned(2), (rating,)).version
    assert story(memory, who)[-1] == ("rated", "client", version - 1, version)
    assert memory.weights.history(who)[-1].by == "client"


def test_settings_are_told_with_before_and_after(memory: Database, client: int) -> None:
    bounds = PersonalSettings(exploring=True, bounds={"register": (0.0, 0.0)})
    memory.weights.set_settings(client, bounds, by="Eve")
    memory.weights.set_settings(client, bounds)
    [change] = memory.mapping_changes.of_client(client)
    assert (change.kind, change.by) == (ChangeKind.SETTINGS, "Eve")
    assert (change.before, change.after) == (USUAL_SETTINGS, bounds)


def test_the_steps_of_a_slider_are_one_change(memory: Database, client: int) -> None:
    start = records.STARTED
    for k, width in enumerate((0.45, 0.5, 0.55)):
        with as_if(start + timedelta(seconds=k)):
            memory.weights.set_settings(client, PersonalSettings(width=width))
    with as_if(start + timedelta(minutes=5)):
        memory.weights.set_settings(client, PersonalSettings(width=0.8))
    later, first = memory.mapping_changes.of_client(client)
    assert first.before == USUAL_SETTINGS and first.after == PersonalSettings(width=0.55)
    assert later.before == first.after


def test_withdrawing_takes_what_tells_of_versions_and_leaves_who_set_limits(
    memory: Database,
) -> None:
    who = live_a_little(memory, "Ada")
    session = memory.sessions.list(who)[0].id
    other = live_a_little(memory, "Bea")
    before = story(memory, other)
    memory.consents.withdraw(who, Purpose.PERSONALISE, by="Ada herself")
    assert story(memory, who) == [
        ("settings", "therapist", 1, 1),
        ("settings", "Ada herself", 0, 0),
    ]
    latest = memory.mapping_changes.of_client(who)[0]
    assert latest.after == USUAL_SETTINGS, "exploration went off, and it says who did that"
    assert memory.overrides.of_session(session), "the record of the session stays"
    assert story(memory, other) == before


def test_merging_moves_the_ledger_and_renumbers_its_versions(memory: Database) -> None:
    kept = memory.clients.create("Ada", [Purpose.PERSONALISE]).id
    merged = memory.clients.create("Ada L.", [Purpose.PERSONALISE]).id
    memory.weights.save(kept, learned(1))
    memory.weights.save(merged, learned(2))
    memory.weights.reset(merged)
    memory.weights.restore(merged, 1)
    memory.clients.merge(kept, merged)
    assert story(memory, kept) == [
        ("learned", PROGRAM, 0, 1),
        ("learned", PROGRAM, 0, 2),
        ("reset", "therapist", 2, 3),
        ("restored", "therapist", 3, 4),
    ]
    assert memory.mapping_changes.of_client(kept)[0].note == "2"


def test_an_archive_brings_the_ledger_and_the_overrides(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    who = live_a_little(database, "Ada")
    export_client(database, who, tmp_path / "a.emotune")
    told = database.mapping_changes.of_client(who)
    held = database.overrides.of_session(database.sessions.list(who)[0].id)
    elsewhere = open_database(tmp_path / "y.db")
    brought = import_client(elsewhere, tmp_path / "a.emotune").client.id
    assert elsewhere.mapping_changes.of_client(brought) == told and told
    session = elsewhere.sessions.list(brought)[0].id
    assert elsewhere.overrides.of_session(session) == held and held
    for one in (database, elsewhere):
        one.close()


# The hand


def test_what_a_hand_holds_ends_when_it_moves_on_or_lets_go(memory: Database) -> None:
    session = records.open_session(memory)
    recorder = Recorder(memory, session, records.HandClock())
    recorder.steered(SteeringEvent(1.0, "tempo_bpm", "120"))
    recorder.steered(SteeringEvent(2.0, "mode", "dorian"))
    assert recorder.flush()
    recorder.steered(SteeringEvent(5.0, "tempo_bpm", "90"))
    recorder.steered(SteeringEvent(9.0, "tempo_bpm", None))
    assert recorder.close() == 0
    assert memory.overrides.of_session(session) == [
        HandOverride(1.0, "tempo_bpm", "120", 5.0),
        HandOverride(2.0, "mode", "dorian", None),
        HandOverride(5.0, "tempo_bpm", "90", 9.0),
    ]


# Templates


def test_a_template_holds_nothing_of_the_person(memory: Database) -> None:
    memory.mapping_templates.save("  calm   and slow ", whole(3))
    [found] = memory.mapping_templates.list()
    assert (found.name, found.offsets, found.moments) == (
        "calm and slow",
        whole(3).offsets,
        whole(3).moments,
    )
    assert found.weights.evidence == () and found.weights.ratings_used == 0
    with memory.connections.reading() as unit:
        row = unit.connection().exec_driver_sql("SELECT * FROM mapping_template").mappings().one()
    names = {"id", "name", "name_key", "offsets", "moments", "changed_at", "by"}
    assert set(row) == names


def test_templates_of_one_name_are_one_and_can_be_deleted(memory: Database) -> None:
    memory.mapping_templates.save("b", learned(1))
    memory.mapping_templates.save("A", learned(1))
    memory.mapping_templates.save("B", CLINICAL_MAPPING)
    assert [t.name for t in memory.mapping_templates.list()] == ["A", "B"]
    assert memory.mapping_templates.list()[1].offsets[0] == (0.0, 0.0, 0.0)
    memory.mapping_templates.delete("b")
    memory.mapping_templates.delete("b")
    assert [t.name for t in memory.mapping_templates.list()] == ["A"]
    with pytest.raises(InvalidInput, match="name"):
        memory.mapping_templates.save("  ", learned(1))


def test_a_damaged_template_is_named_and_can_be_kept_anew(memory: Database) -> None:
    templates = memory.mapping_templates
    for name in ("slow", "soft"):
        templates.save(name, learned(1))
    assert templates.damaged() == ""
    _spoil(memory, "UPDATE mapping_template SET offsets = '[[1]]' WHERE name = 'slow'")
    assert [template.name for template in templates.list()] == ["soft"]
    assert "“slow” is damaged" in templates.damaged()
    templates.save("slow", learned(1))
    assert len(templates.list()) == 2 and templates.damaged() == ""


# Damage


def _spoil(database: Database, sql: str) -> None:
    with database.connections.writing() as unit:
        unit.connection().exec_driver_sql(sql)


SPOILT = ("{", "", "[]", "[[1, 2]]", "null", str([[float("nan")] * 3] * 6).replace("nan", "NaN"))


@pytest.mark.parametrize("text", SPOILT)
def test_a_damaged_version_in_use_is_said_and_every_way_out_works(
    memory: Database, client: int, text: str
) -> None:
    ways = (Weights.undo, Weights.reset, lambda w, c: w.restore(c, 1))
    for way in ways:
        first = memory.weights.save(client, learned(1))
        memory.weights.save(client, learned(2))
        spoilt = memory.weights.save(client, learned(3)).version
        where = f"WHERE version = {spoilt}"
        _spoil(memory, f"UPDATE mapping_weights SET offsets = '{text}' {where}")
        with pytest.raises(StorageError, match=f"Version {spoilt} .* is damaged"):
            memory.weights.current(client)
        assert memory.weights.history(client)[-1].damaged
        assert not memory.weights.history(client)[-2].damaged
        way(memory.weights, client)
        assert memory.weights.current(client).offsets in (
            learned(2).offsets,
            first.offsets,
            CLINICAL_MAPPING.offsets,
        )
        stored = len(memory.weights.history(client))
        with pytest.raises(StorageError, match="damaged"):
            memory.weights.restore(client, spoilt)
        assert len(memory.weights.history(client)) == stored, "half a restoring is none"


def test_undo_passes_over_a_damaged_version(memory: Database, client: int) -> None:
    for k in (1, 2, 3):
        memory.weights.save(client, learned(k))
    _spoil(memory, "UPDATE mapping_weights SET arms = '[[1]]' WHERE version = 2")
    assert memory.weights.undo(client).version == 1


def test_a_damaged_version_of_one_client_does_not_harm_another(
    memory: Database, client: int
) -> None:
    other = memory.clients.create("Bob", [Purpose.PERSONALISE]).id
    memory.weights.save(client, learned(1))
    _spoil(memory, "UPDATE mapping_weights SET evidence = x'00', evidence_rows = 3")
    assert memory.weights.population(other) == []
    assert memory.weights.current(other) == CLINICAL_MAPPING


@pytest.mark.parametrize("text", ["{", "[]", '{"tempo_bpm": [2, 3]}', '{"tempo_bpm": 1}', "7"])
def test_damaged_limits_are_never_left_out_in_silence(
    memory: Database, client: int, text: str
) -> None:
    limits = PersonalSettings(bounds={"loudness": (-1.0, 0.0)})
    memory.weights.set_settings(client, limits)
    _spoil(memory, f"UPDATE personal_settings SET bounds = '{text}'")
    with pytest.raises(StorageError, match="set it anew"):
        memory.weights.settings(client)
    memory.consents.withdraw(client, Purpose.PERSONALISE)
    memory.consents.give(client, Purpose.PERSONALISE)
    memory.weights.set_settings(client, limits)
    assert memory.weights.settings(client) == limits
    assert memory.mapping_changes.of_client(client)[0].before is None


def test_a_damaged_line_of_the_ledger_is_shown_without_its_way_back(
    memory: Database, client: int
) -> None:
    memory.weights.set_settings(client, PersonalSettings(locked=True))
    _spoil(memory, "UPDATE mapping_change SET settings_before = '{', kind = 'unheard of'")
    [change] = memory.mapping_changes.of_client(client)
    assert change.before is None and change.after == PersonalSettings(locked=True)


# From 0007


def test_versions_of_before_are_told_of(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older_file(path, "0007")
    zeros = str([[0.0] * 3] * 6)
    made = (
        (1, "After 1 rating: slower.", "therapist", None, 1),
        (2, "From sliders.", "therapist", None, 0),
        (3, "Copied from another client's mapping.", "Eve", "2026-03-03 12:00:00.000000", 0),
        (4, "Version 1 restored. After 1 rating: slower.", "therapist", None, 1),
        (5, "Reset to the clinical mapping.", "therapist", None, 0),
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO bar VALUES (1, 1, 1, 0, 0.0, 4, 0, 'I', 0, 0, '1', 'rules', 0.1, 0.1, "
            "NULL, 0, 100.0, 3.0, 60.0, 9.0, 'major', 67.0, 48.0, 0.8, 0.1, 0.5, '', 0, x'')"
        )
        connection.execute(
            "INSERT INTO rating (id, session_id, bar_id, t, score, by) "
            "VALUES (1, 1, 1, 2.0, 4, 'client')"
        )
        for version, reason, by, undone, rated in made:
            connection.execute(
                "INSERT INTO mapping_weights (id, client_id, version, offsets, belief_mean, "
                "belief_precision, ratings_used, reason, created_at, active, undone_at, by) "
                "VALUES (?, 1, ?, ?, x'', x'', 1, ?, ?, ?, ?, ?)",
                (
                    *(version, version, zeros, reason, f"2026-03-0{version} 09:30:00.000000"),
                    *(version == 5, undone, by),
                ),
            )
            if rated:
                connection.execute("INSERT INTO weights_rating VALUES (?, 1)", (version,))
        connection.commit()
    database = open_database(path)
    assert story(database, 1) == [
        ("rated", "client", 0, 1),
        ("learned", "therapist", 1, 2),
        ("copied", "Eve", 2, 3),
        ("undone", "therapist", 3, 2),
        ("restored", "therapist", 2, 4),
        ("reset", "therapist", 4, 5),
    ]
    assert [w.version for w in database.weights.history(1) if w.active] == [5]
    assert database.overrides.of_session(1) == [] and database.mapping_templates.list() == []
    database.weights.undo(1)
    assert story(database, 1)[-1] == ("undone", "therapist", 5, 4)
    database.close()
