"""A client's usual voice, by version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import Database
from tests.storage import records

ALL = list(Purpose)


def test_a_profile_comes_back_as_it_was_with_the_next_version(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    first = memory.voices.save(client, records.voice())
    second = memory.voices.save(client, records.voice(90.0))
    assert (first.version, second.version) == (1, 2)
    assert first == replace(records.voice(), version=1)
    assert memory.voices.history(client) == [first, second]
    assert memory.voices.current(client) == second


def test_a_profile_serves_its_own_features(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    old = memory.voices.save(client, records.voice(features="mfcc"))
    new = memory.voices.save(client, records.voice())
    assert memory.voices.current(client) == new
    assert memory.voices.current(client, "mfcc") == old
    assert memory.voices.current(client, "unheard of") is None


def test_a_version_grows_while_its_session_lasts(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    before = memory.voices.save(client, records.voice())
    saved = memory.voices.save(client, records.voice())
    grown = memory.voices.grow(client, replace(saved, speech_s=120.0, means=(1.0, 2.0, 3.0)))
    assert memory.voices.history(client) == [before, grown]
    assert grown.version == 2 and grown.speech_s == 120.0


def test_what_was_deleted_meanwhile_does_not_come_back(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    saved = memory.voices.save(client, records.voice())
    memory.clients.set_consents(client, [])
    with pytest.raises(InvalidInput, match="not remembered"):
        memory.voices.grow(client, saved)
    assert memory.voices.history(client) == []


def test_clients_are_kept_apart_and_a_missing_one_is_refused(memory: Database) -> None:
    ada, bob = (memory.clients.create(name, ALL).id for name in ("Ada", "Bob"))
    memory.voices.save(ada, records.voice())
    assert memory.voices.current(bob) is None
    assert memory.voices.save(bob, records.voice()).version == 1
    with pytest.raises(InvalidInput, match="no client"):
        memory.voices.save(999, records.voice())


@pytest.mark.parametrize("withdrawn", [Purpose.STORE_FEATURES, Purpose.ANALYSE_VOICE])
def test_withdrawing_its_consents_deletes_it(memory: Database, withdrawn: Purpose) -> None:
    ada, bob = (memory.clients.create(name, ALL).id for name in ("Ada", "Bob"))
    for client in (ada, bob):
        memory.voices.save(client, records.voice())
    memory.clients.set_consents(ada, [p for p in ALL if p is not Purpose.PERSONALISE])
    assert len(memory.voices.history(ada)) == 1
    memory.clients.set_consents(ada, [p for p in ALL if p is not withdrawn])
    assert memory.voices.history(ada) == []
    assert len(memory.voices.history(bob)) == 1


def test_it_can_be_forgotten_for_one_client(memory: Database) -> None:
    ada, bo = (memory.clients.create(name, ALL).id for name in ("Ada", "Bo"))
    saved = memory.voices.save(ada, records.voice())
    memory.voices.save(ada, records.voice(90.0))
    memory.voices.save(bo, records.voice())
    assert memory.voices.forget(ada) == 2
    assert memory.voices.history(ada) == []
    assert len(memory.voices.history(bo)) == 1
    assert memory.voices.forget(ada) == 0
    with pytest.raises(InvalidInput):
        memory.voices.grow(ada, saved)
    assert memory.voices.save(ada, records.voice()).version == 1


def test_deleting_a_client_deletes_it(memory: Database) -> None:
    ada, bob = (memory.clients.create(name, ALL).id for name in ("Ada", "Bob"))
    for client in (ada, bob):
        memory.voices.save(client, records.voice())
    memory.clients.delete(ada)
    assert memory.voices.history(ada) == []
    assert len(memory.voices.history(bob)) == 1


def test_saving_is_audited_by_number(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    memory.voices.save(client, records.voice())
    event = memory.audit.events(client)[-1]
    assert (event.action, event.detail) == ("voice.save", "version=1")


def test_what_cannot_be_written_is_a_storage_error(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    with memory.connections.writing() as session:
        session.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON voice_profile "
                "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )
    with pytest.raises(StorageError):
        memory.voices.save(client, records.voice())
    assert memory.voices.history(client) == []
