"""A client's face at rest, by version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import Database
from tests.storage import records

ALL = list(Purpose)


def test_a_profile_comes_back_as_it_was_with_the_next_version(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    first = memory.neutrals.save(client, records.neutral())
    second = memory.neutrals.save(client, records.neutral(frames=77))
    assert (first.version, second.version) == (1, 2)
    assert first == replace(records.neutral(), version=1)
    assert memory.neutrals.history(client) == [first, second]
    assert memory.neutrals.current(client, Recogniser.COMBINED) == second


def test_each_recogniser_has_its_own(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    combined = memory.neutrals.save(client, records.neutral())
    network = memory.neutrals.save(client, records.neutral(Recogniser.CNN))
    assert memory.neutrals.current(client, Recogniser.COMBINED) == combined
    assert memory.neutrals.current(client, Recogniser.CNN) == network
    assert memory.neutrals.current(client, Recogniser.FOREST) is None


def test_clients_are_kept_apart_and_a_missing_one_is_refused(memory: Database) -> None:
    ada, bob = (memory.clients.create(name, ALL).id for name in ("Ada", "Bob"))
    memory.neutrals.save(ada, records.neutral())
    assert memory.neutrals.current(bob, Recogniser.COMBINED) is None
    assert memory.neutrals.save(bob, records.neutral()).version == 1
    with pytest.raises(InvalidInput, match="no client"):
        memory.neutrals.save(999, records.neutral())


def test_withdrawing_the_consent_to_store_features_deletes_it(memory: Database) -> None:
    ada, bob = (memory.clients.create(name, ALL).id for name in ("Ada", "Bob"))
    for client in (ada, bob):
        memory.neutrals.save(client, records.neutral())
    memory.clients.set_consents(ada, [p for p in ALL if p is not Purpose.PERSONALISE])
    assert len(memory.neutrals.history(ada)) == 1
    memory.clients.set_consents(ada, [Purpose.ANALYSE_FACE])
    assert memory.neutrals.history(ada) == []
    assert len(memory.neutrals.history(bob)) == 1


def test_deleting_a_client_deletes_it(memory: Database) -> None:
    ada, bob = (memory.clients.create(name, ALL).id for name in ("Ada", "Bob"))
    for client in (ada, bob):
        memory.neutrals.save(client, records.neutral())
    memory.clients.delete(ada)
    assert memory.neutrals.history(ada) == []
    assert len(memory.neutrals.history(bob)) == 1


def test_saving_is_audited_by_number(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    memory.neutrals.save(client, records.neutral())
    event = memory.audit.events(client)[-1]
    assert (event.action, event.detail) == ("neutral.save", "version=1")


def test_what_cannot_be_written_is_a_storage_error(memory: Database) -> None:
    client = memory.clients.create("Ada", ALL).id
    with memory.connections.writing() as session:
        session.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON neutral_profile "
                "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )
    with pytest.raises(StorageError):
        memory.neutrals.save(client, records.neutral())
    assert memory.neutrals.history(client) == []
