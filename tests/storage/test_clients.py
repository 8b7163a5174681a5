"""Names as people type them, consents with their history, and deletion that leaves nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING, PersonalSettings, Trial
from emotune_gui.domain.review import NoteKind, SongPlayed
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import (
    CONSENT_TEXT_VERSION,
    MAX_NAME_LENGTH,
    Marker,
    Plan,
    Practice,
    Purpose,
    Rating,
)
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.tables import AuditEventRow, ConsentRow
from emotune_gui.storage.tables_base import Base
from emotune_gui.storage.texts import client_name
from tests.storage import records


def rows_by_table(database: Database) -> dict[str, int]:
    with database.connections.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def live_a_little(database: Database, name: str) -> int:
    """A client with a row in every table that may hold one; returns the client's id."""
    client = database.clients.create(name, list(Purpose))
    session = records.open_session(database, name)
    recorder = Recorder(database, session, records.HandClock())
    for k in range(3):
        recorder.estimate(k / 10, records.estimate(k))
        recorder.bar(k * 2.0, records.bar(k), Affect(0.1, 0.2))
        recorder.played(records.played(k, k * 2.0))
    recorder.marker(Marker(1.0, f"marker of {name}"))
    recorder.note(2.0, f"note about {name}")
    recorder.steered(SteeringEvent(1.5, "tempo_bpm", "120"))
    recorder.song(SongPlayed(0, "0123456789abcdef", f"song for {name}", 0.0, 6.0, ("Calm.",)))
    database.songs.ban(client.id, "0123456789abcdef")
    recorder.scale(ScaleReading(5.0, ScaleKind.SUDS, 4.0, Moment.END))
    assert recorder.close() == 0
    database.notes.write(session, NoteKind.SOAP, sections={"plan": f"more flute for {name}"})
    database.notes.write(session, NoteKind.FREE, f"privately of {name}", private=True)
    rating = database.sessions.add_rating(session, Rating(3.0, 1, score=4))
    database.weights.save(client.id, CLINICAL_MAPPING, [rating])
    database.weights.set_settings(client.id, PersonalSettings(exploring=True))
    database.weights.add_trial(session, Trial(1.0, "composer", "rnn", propensity=0.3))
    database.neutrals.save(client.id, records.neutral())
    database.voices.save(client.id, records.voice())
    database.sessions.end(session, ended_at=datetime.now(UTC), duration_s=6.0)
    return client.id


@pytest.mark.parametrize(
    "typed",
    [
        "Ada",
        "  Ada  ",
        'O\'Brien "Bob"; DROP TABLE client;--',
        "Zoë 👩‍🎨🏳️‍🌈",
        "مريم",
        "%_\\",
        "x" * 200,
    ],
)
def test_a_name_comes_back_as_typed(memory: Database, typed: str) -> None:
    client = memory.clients.create(typed, [])
    assert client.name == typed.strip()
    assert memory.clients.get(client.id) == client
    assert memory.clients.by_name(typed) == client
    assert memory.clients.list() == [client]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "type a name"),
        ("   ", "type a name"),
        ("\u200d\u200b", "type a name"),
        ("x" * 10_000, "10000 characters; please use at most 200"),
        ("x" * (MAX_NAME_LENGTH + 1), "at most 200"),
        ("two\nlines", "line break"),
        ("a\x00b", "invisible"),
        ("a\u2028b", "line break"),
        ("half \ud83d emoji", "invisible"),
        ("turned \u202earound", "invisible"),
    ],
)
def test_a_name_that_will_not_do_gets_one_sentence(memory: Database, typed: str, why: str) -> None:
    client = memory.clients.create("Ada", [])
    for attempt in (
        lambda: memory.clients.create(typed, []),
        lambda: memory.clients.rename(client.id, typed),
    ):
        with pytest.raises(InvalidInput, match=why) as caught:
            attempt()
        assert len(str(caught.value)) < 120
    assert [c.name for c in memory.clients.list()] == ["Ada"]


@given(st.text(max_size=300))
@settings(deadline=None)
def test_every_text_is_stored_or_refused(typed: str) -> None:
    try:
        name = client_name(typed)
    except InvalidInput as error:
        assert str(error).endswith(".")
    else:
        assert 0 < len(name) <= MAX_NAME_LENGTH
        name.encode("utf-8")
        assert client_name(name) == name


def test_a_name_is_taken_whatever_its_case(memory: Database) -> None:
    ada = memory.clients.create("Ada Émile", [])
    with pytest.raises(InvalidInput, match="already"):
        memory.clients.create("ada  e\u0301mile", [])
    assert memory.clients.rename(ada.id, "ADA ÉMILE").name == "ADA ÉMILE"


def test_search_heeds_neither_case_nor_accents(memory: Database) -> None:
    for name in ("Zoë Müller", "Bob", "adam zoll"):
        memory.clients.create(name, [])
    assert [c.name for c in memory.clients.list()] == ["adam zoll", "Bob", "Zoë Müller"]
    assert [c.name for c in memory.clients.list("ZOE")] == ["Zoë Müller"]
    assert [c.name for c in memory.clients.list("zo")] == ["adam zoll", "Zoë Müller"]
    assert [c.name for c in memory.clients.list("mul zo")] == ["Zoë Müller"]
    assert memory.clients.list("%") == []


def test_archiving_takes_out_of_the_list_and_back(memory: Database) -> None:
    client = memory.clients.create("Ada", [])
    assert memory.clients.archive(client.id).archived
    assert memory.clients.list() == []
    assert [c.name for c in memory.clients.list(archived=True)] == ["Ada"]
    assert not memory.clients.archive(client.id, archived=False).archived
    assert [c.name for c in memory.clients.list()] == ["Ada"]


def test_sessions_and_last_seen(memory: Database) -> None:
    records.open_session(memory)
    records.open_session(memory)
    client = memory.clients.list()[0]
    assert client.sessions == 2
    assert client.last_seen == records.STARTED


def test_consents_keep_their_history(memory: Database) -> None:
    client = memory.clients.create("Ada", [Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES], by="Eve")
    changed = memory.clients.set_consents(client.id, [Purpose.ANALYSE_FACE], by="Bob")
    assert changed.consents == {Purpose.ANALYSE_FACE}
    again = memory.clients.set_consents(client.id, client.consents)
    assert again.consents == client.consents
    with memory.connections.reading() as session:
        rows = session.scalars(select(ConsentRow).order_by(ConsentRow.id)).all()
    story = [(r.purpose, r.given_by, r.withdrawn_by, r.withdrawn_at is None) for r in rows]
    assert story == [
        ("analyse_face", "Eve", None, True),
        ("store_features", "Eve", "Bob", False),
        ("store_features", "therapist", None, True),
    ]
    assert all(row.text_version == CONSENT_TEXT_VERSION for row in rows)


def test_withdrawing_personalise_deletes_what_was_learned(memory: Database) -> None:
    client = memory.clients.create("Ada", [Purpose.PERSONALISE, Purpose.ANALYSE_FACE])
    memory.weights.save(client.id, CLINICAL_MAPPING)
    memory.clients.set_consents(client.id, [Purpose.PERSONALISE])
    assert len(memory.weights.history(client.id)) == 1
    memory.clients.set_consents(client.id, [])
    assert memory.weights.history(client.id) == []
    assert memory.weights.current(client.id) == CLINICAL_MAPPING


def test_deleting_a_client_leaves_only_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    database.songs.put(records.song(tmp_path / "lullaby.mid"))
    database.templates.save("Calm", Plan())
    database.mapping_templates.save("Slow", CLINICAL_MAPPING)
    database.practice.set(Practice("Practice"))
    live_a_little(database, "Beatrice")
    kept = database.sessions.list()[0].id
    database.recordings.begin(kept, picture=True, sound=False, start_s=0.0).close()
    before = rows_by_table(database)
    unused = {name for name, count in before.items() if count == 0}
    assert unused == set()
    gone = live_a_little(database, "Quixotica")
    database.clients.delete(gone)
    after = rows_by_table(database)
    assert {k: v for k, v in after.items() if k != "audit_event"} == {
        k: v for k, v in before.items() if k != "audit_event"
    }
    with pytest.raises(InvalidInput, match="no client"):
        database.clients.get(gone)
    assert [c.name for c in database.clients.list()] == ["Beatrice"]
    remains = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.name.startswith("x.db"))
    assert b"Beatrice" in remains
    assert b"Quixotica" not in remains
    assert b"quixotica" not in remains
    database.close()


def test_a_client_is_deleted_whole_or_not_at_all(memory: Database) -> None:
    client = live_a_little(memory, "Ada")
    before = rows_by_table(memory)
    with memory.connections.writing() as session:
        session.execute(
            text(
                "CREATE TRIGGER stop BEFORE DELETE ON marker "
                "BEGIN SELECT RAISE(ABORT, 'half-way'); END"
            )
        )
    with pytest.raises(Exception, match="could not be used"):
        memory.clients.delete(client)
    assert rows_by_table(memory) == before


def test_a_client_in_a_running_session_is_not_deleted(memory: Database) -> None:
    session = records.open_session(memory)
    client = memory.clients.list()[0]
    with pytest.raises(InvalidInput, match="running"):
        memory.clients.delete(client.id)
    with pytest.raises(InvalidInput, match="running"):
        memory.sessions.delete(session)
    memory.sessions.end(session, ended_at=records.STARTED, duration_s=0.0)
    memory.clients.delete(client.id)
    assert memory.clients.list() == []


def test_numbers_of_the_deleted_are_not_given_again(memory: Database) -> None:
    first = memory.clients.create("Ada", [])
    memory.clients.delete(first.id)
    assert memory.clients.create("Ada", []).id > first.id


def test_the_audit_trail_tells_what_was_done_and_no_names(memory: Database) -> None:
    client = live_a_little(memory, "Nameless")
    memory.clients.rename(client, "Renamed")
    memory.clients.set_consents(client, [])
    memory.clients.delete(client)
    events = memory.audit.events(client)
    actions = [event.action for event in events]
    assert actions[0] == "client.create"
    assert actions[-1] == "client.delete"
    assert {"session.begin", "rating.add", "weights.save", "session.end"} <= set(actions)
    assert {"client.rename", "consent.give", "consent.withdraw"} <= set(actions)
    assert not any("name" in str(event).lower().replace("rename", "") for event in events)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"]
)
def test_the_audit_trail_only_grows(memory: Database, statement: str) -> None:
    memory.clients.create("Ada", [])
    before = memory.audit.events()
    with (
        pytest.raises(Exception, match="could not be used"),
        memory.connections.writing() as session,
    ):
        session.execute(text(statement))
    assert memory.audit.events() == before
    with memory.connections.reading() as session:
        assert session.scalar(select(func.count(AuditEventRow.id))) == len(before)
