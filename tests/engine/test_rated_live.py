"""A rating given in a session is stored once, whatever becomes of what it teaches."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.session import Plan, Purpose, Rating
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.learning import HeardContext
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.parts import RealParts
from emotune_gui.engine.request import LiveRequest
from emotune_gui.music import mapping
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from tests.engine.test_personal import CALM
from tests.storage import records

RATING = Rating(3.0, 1, 5)
HEARD = HeardContext(mapping.apply(CALM, CLINICAL_MAPPING, plan=Plan()), CALM, 0.9)


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(":memory:")
    yield opened
    opened.close()


def fails(*_: object) -> object:
    raise StorageError("The database cannot be read.")


def rated(database: Database) -> Recorder:
    """A session that runs, in which `RATING` was given and could not be dealt with whole."""
    client = database.clients.create("Ada", [Purpose.PERSONALISE])
    clock, faults = SystemClock(), FaultDesk()
    request = LiveRequest(client, Plan(), "demo", "none")
    session = LiveSession(request, database, RealParts(clock, faults), clock, faults)
    session.session_id = database.sessions.begin(
        client.id, Plan(), "demo", weights_version=0, started_at=records.STARTED
    )
    recorder = Recorder(database, session.session_id, records.HandClock())
    recorder.bar(0.0, records.bar(1), CALM)
    with pytest.raises(StorageError, match="cannot be read"):
        session._store_rating(SimpleNamespace(recorder=recorder), RATING, HEARD)
    return recorder


def stored(database: Database, recorder: Recorder) -> list[Rating]:
    assert recorder.close() == 0
    [info] = database.sessions.list()
    return list(database.sessions.timeline(info.id).ratings)


def test_what_cannot_be_learned_leaves_the_rating_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.weights, "current", fails)
    recorder = rated(database)
    assert stored(database, recorder) == [RATING]


def test_what_cannot_be_stored_now_waits_in_the_recorder(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(database.sessions, "add_rating", fails)
        recorder = rated(database)
    assert stored(database, recorder) == [RATING]
