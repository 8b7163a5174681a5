"""A rating round is kept like a session and counted as none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import RATING_ROUND, Plan, Rating
from emotune_gui.storage.archiving import export_client, import_client
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records


def held(database: Database, source: str, day: int) -> int:
    client = database.clients.by_name("Ada") or database.clients.create("Ada", [])
    began = records.STARTED + timedelta(days=day)
    number = database.sessions.begin(client.id, Plan(), source, weights_version=0, started_at=began)
    recorder = Recorder(database, number, records.HandClock())
    recorder.bar(0.0, records.bar(0), Affect(0, 0))
    recorder.rating(Rating(1.0, records.bar(0).id, score=5))
    assert recorder.close() == 0
    database.sessions.end(number, ended_at=began, duration_s=120.0)
    return number


def test_a_round_is_no_session_of_the_client_and_no_last_visit(memory: Database) -> None:
    held(memory, "demo", 0)
    held(memory, "demo", 7)
    held(memory, RATING_ROUND, 9)
    [client] = memory.clients.list()
    assert (client.sessions, client.rating_rounds) == (2, 1)
    assert client.last_seen == records.STARTED + timedelta(days=7)
    assert memory.clients.get(client.id) == client


def test_a_client_with_a_round_alone_was_in_no_session(memory: Database) -> None:
    held(memory, RATING_ROUND, 0)
    [client] = memory.clients.list()
    assert (client.sessions, client.rating_rounds, client.last_seen) == (0, 1, None)


def test_trends_leave_rounds_out_and_one_can_still_be_reviewed(memory: Database) -> None:
    session, ring = held(memory, "demo", 0), held(memory, RATING_ROUND, 1)
    [client] = memory.clients.list()
    assert [t.session_id for t in memory.trends.of_client(client.id)] == [session]
    assert memory.trends.of_session(ring).ratings == 1
    assert [info.is_round for info in memory.sessions.list(client.id)] == [True, False]
    assert memory.sessions.timeline(ring).ratings[0].score == 5


def test_a_round_goes_along_in_an_archive_and_is_deleted_with_the_client(
    memory: Database, tmp_path: Path
) -> None:
    held(memory, "demo", 0)
    ring = held(memory, RATING_ROUND, 1)
    [client] = memory.clients.list()
    made = export_client(memory, client.id, tmp_path / "ada.emotune")
    assert made.sessions == 1
    memory.clients.delete(client.id)
    assert [info.id for info in memory.sessions.list()] == []
    taken = import_client(memory, made.path)
    assert (taken.sessions, taken.client.rating_rounds) == (1, 1)
    [back] = [info for info in memory.sessions.list() if info.is_round]
    assert (back.source, back.ratings) == (RATING_ROUND, 1)
    assert replace(back, id=ring).duration_s == 120.0
