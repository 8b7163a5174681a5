"""Who has been told that emotions are recognised, and when it is said again."""

from __future__ import annotations

import pytest

from emotune_gui.domain.session import Purpose
from emotune_gui.engine import notices
from emotune_gui.engine.notices import READ_BY_CLIENT, TOLD_ALOUD, keep_notice, notice_due
from emotune_gui.storage.opening import Database, open_database

FACE, VOICE = Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE


@pytest.fixture
def database():
    made = open_database(":memory:")
    yield made
    made.close()


@pytest.mark.parametrize("how", [READ_BY_CLIENT, TOLD_ALOUD])
def test_it_is_said_once(database: Database, how: str) -> None:
    ada = database.clients.create("Ada", [FACE])
    assert notice_due(database, ada)
    keep_notice(database, ada, how)
    assert not notice_due(database, ada)
    (event,) = [e for e in database.audit.events(ada.id) if e.action == "notice.read"]
    assert event.detail == f"v1 analyse_face {how}" and event.at.tzinfo is not None


def test_it_is_each_clients_own(database: Database) -> None:
    ada, ben = (database.clients.create(name, [FACE]) for name in ("Ada", "Ben"))
    keep_notice(database, ada, TOLD_ALOUD)
    assert notice_due(database, ben)


def test_whoever_is_not_analysed_need_not_be_told(database: Database) -> None:
    assert not notice_due(database, database.clients.create("Ada", [Purpose.PERSONALISE]))


def test_more_than_was_said_is_said_again(database: Database) -> None:
    ada = database.clients.create("Ada", [FACE])
    keep_notice(database, ada, READ_BY_CLIENT)
    database.consents.give(ada.id, VOICE)
    both = database.clients.get(ada.id)
    assert notice_due(database, both)
    keep_notice(database, both, READ_BY_CLIENT)
    assert not notice_due(database, both)
    database.consents.withdraw(ada.id, FACE)
    assert not notice_due(database, database.clients.get(ada.id)), "less than was said"


def test_other_words_are_said_again(database: Database, monkeypatch) -> None:
    ada = database.clients.create("Ada", [FACE])
    keep_notice(database, ada, READ_BY_CLIENT)
    monkeypatch.setattr(notices, "NOTICE_VERSION", 2)
    assert notice_due(database, ada)
