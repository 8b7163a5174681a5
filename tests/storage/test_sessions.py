"""Begun, listed, interrupted, recovered, rated and deleted."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.music import Part, PlayedNote
from emotune_gui.domain.review import NoteText
from emotune_gui.domain.session import Marker, Plan, Purpose, Rating, SessionState, Strategy
from emotune_gui.storage.opening import Database
from emotune_gui.storage.ownership import Owner, process_mark, this_process
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.tables import EmotionSampleRow, SessionRow
from tests.storage import records


def disown(database: Database, session: int, **values: object) -> None:
    """As if the process that began the session were gone."""
    changes = values or {"owner_process": "long ago"}
    with database.connections.writing() as unit:
        unit.execute(update(SessionRow).where(SessionRow.id == session).values(**changes))


def with_bars(database: Database, session: int, count: int = 3) -> None:
    recorder = Recorder(database, session, records.HandClock())
    for k in range(count):
        recorder.bar(2.0 * k, records.bar(10 + k, index=k), Affect(0.5, -0.5))
    assert recorder.close() == 0


def test_what_begins_and_ends_is_listed(memory: Database) -> None:
    plan = Plan(
        strategy=Strategy.LEAD,
        target=Affect(0.25, -0.125),
        lead_minutes=12.5,
        planned_minutes=30.0,
        loudness_limit=80.0,
        excluded_parts=(Part.DRUMS, Part.PAD),
        seed=2**63,
    )
    client = memory.clients.create("Ada", list(Purpose))
    session = memory.sessions.begin(
        client.id,
        plan,
        "film ☂.mp4",
        weights_version=4,
        started_at=records.STARTED,
        recogniser="ocular",
        microphone="Headset ☂",
    )
    begun = memory.sessions.info(session)
    assert (begun.recogniser, begun.microphone) == ("ocular", "Headset ☂")
    assert begun.state is SessionState.OPEN
    assert begun.plan == plan
    assert begun.source == "film ☂.mp4"
    assert begun.weights_version == 4
    assert begun.started_at == records.STARTED
    assert begun.ended_at is None
    ended_at = records.STARTED + timedelta(minutes=5)
    memory.sessions.end(session, ended_at=ended_at, duration_s=299.5)
    ended = replace(begun, state=SessionState.ENDED, ended_at=ended_at, duration_s=299.5)
    assert memory.sessions.info(session) == ended
    assert memory.sessions.list() == [ended]
    assert memory.sessions.list(client.id) == [ended]
    assert memory.sessions.list(client.id + 1) == []


def test_times_are_kept_as_moments_not_as_wall_clocks(memory: Database) -> None:
    from datetime import timezone

    client = memory.clients.create("Ada", [])
    tokyo = datetime(2026, 3, 1, 18, 30, tzinfo=timezone(timedelta(hours=9)))
    session = memory.sessions.begin(client.id, Plan(), "demo", weights_version=0, started_at=tokyo)
    assert memory.sessions.info(session).started_at == records.STARTED


def test_the_newest_comes_first(memory: Database) -> None:
    client = memory.clients.create("Ada", [])
    days = [2, 3, 1]
    made = [
        memory.sessions.begin(
            client.id,
            Plan(),
            "demo",
            weights_version=0,
            started_at=records.STARTED + timedelta(days=day),
        )
        for day in days
    ]
    assert [info.id for info in memory.sessions.list()] == [made[1], made[0], made[2]]


def test_a_session_of_this_running_program_is_not_interrupted(memory: Database) -> None:
    session = records.open_session(memory)
    assert memory.sessions.interrupted() == []
    with pytest.raises(InvalidInput, match="being recorded"):
        memory.sessions.recover(session)
    disown(memory, session)
    assert [info.id for info in memory.sessions.interrupted()] == [session]


def test_a_session_of_another_running_program_is_not_interrupted(memory: Database) -> None:
    session = records.open_session(memory)
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, text=True
    ) as other:
        disown(memory, session, owner_pid=other.pid, owner_process=process_mark(other.pid))
        assert memory.sessions.interrupted() == []
        other.communicate("\n")
    assert [info.id for info in memory.sessions.interrupted()] == [session]


def test_a_session_of_another_computer_counts_as_running_while_it_commits() -> None:
    now = datetime.now(UTC)
    owner = Owner("elsewhere", 1, "x")
    assert owner.alive(now - timedelta(seconds=5), now)
    assert not owner.alive(now - timedelta(minutes=5), now)


def test_a_process_is_told_from_a_later_one_of_its_number() -> None:
    mine = this_process()
    now = datetime.now(UTC)
    assert mine.pid == os.getpid()
    assert mine.alive(now, now)
    assert not replace(mine, process="another start").alive(now, now)
    assert not replace(mine, pid=2**22 + 1).alive(now, now)


def test_recovery_closes_at_the_last_thing_saved(memory: Database) -> None:
    session = records.open_session(memory)
    recorder = Recorder(memory, session, records.HandClock())
    recorder.estimate(0.1, records.estimate())
    recorder.marker(Marker(41.5, "last"))
    assert recorder.close() == 0
    disown(memory, session)
    assert memory.sessions.interrupted()[0].duration_s == 41.5
    recovered = memory.sessions.recover(session)
    assert recovered.state is SessionState.RECOVERED
    assert recovered.duration_s == 41.5
    assert recovered.ended_at == records.STARTED + timedelta(seconds=41.5)
    assert memory.sessions.interrupted() == []
    assert memory.sessions.recover(session) == recovered


def test_a_bar_is_found_by_its_id_or_else_its_index(memory: Database) -> None:
    session = records.open_session(memory)
    with pytest.raises(InvalidInput, match="has no music"):
        memory.sessions.bar(session, 0)
    with_bars(memory, session)
    assert memory.sessions.bar(session, 11).bar == records.bar(11, index=1)
    assert memory.sessions.bar(session, 2).bar == records.bar(12, index=2)
    with pytest.raises(InvalidInput, match="no bar 9; its bars are 10 to 12"):
        memory.sessions.bar(session, 9)


def test_a_rating_given_afterwards(memory: Database) -> None:
    session = records.open_session(memory)
    with_bars(memory, session)
    rating = Rating(3.5, 11, score=2, fits=False, by="client")
    first = memory.sessions.add_rating(session, rating)
    assert memory.sessions.add_rating(session, rating) != first
    assert memory.sessions.timeline(session).ratings == (rating, rating)
    assert memory.sessions.info(session).ratings == 2
    with pytest.raises(InvalidInput, match="no bar 0"):
        memory.sessions.add_rating(session, Rating(3.5, 0, score=2))
    with pytest.raises(InvalidInput, match="no session number 99"):
        memory.sessions.add_rating(99, rating)


def test_notes_afterwards(memory: Database) -> None:
    session = records.open_session(memory)
    memory.sessions.add_note(session, NoteText(5.0, "later"))
    memory.sessions.add_note(session, NoteText(1.0, "half an emoji: \ud83d"))
    assert memory.sessions.notes(session) == [
        NoteText(1.0, "half an emoji: ?"),
        NoteText(5.0, "later"),
    ]
    with pytest.raises(InvalidInput, match="empty"):
        memory.sessions.add_note(session, NoteText(1.0, " "))


def test_notes_of_bars_are_left_out_only_where_those_as_played_are_there(memory: Database) -> None:
    silent, heard = records.open_session(memory), records.open_session(memory)
    with_bars(memory, silent)
    with_bars(memory, heard)
    recorder = Recorder(memory, heard, records.HandClock())
    recorder.played(PlayedNote(10, Part.MELODY, 0, 60, 80, 0.0, 0.5))
    assert recorder.close() == 0
    assert all(h.bar.notes for h in memory.sessions.timeline(heard).bars)
    bare = memory.sessions.timeline(heard, written=False)
    assert [h.bar.id for h in bare.bars] == [10, 11, 12]
    assert not any(h.bar.notes for h in bare.bars) and len(bare.played) == 1
    assert all(h.bar.notes for h in memory.sessions.timeline(silent, written=False).bars)


def test_an_empty_session_reads_as_empty(memory: Database) -> None:
    session = records.open_session(memory)
    timeline = memory.sessions.timeline(session)
    assert timeline.estimates.t.shape == (0,)
    assert timeline.estimates.probabilities.shape == (0, 8)
    assert timeline.bars == timeline.played == timeline.markers == timeline.ratings == ()
    assert set(memory.sessions.row_counts(session).values()) == {0}


def test_damaged_records_are_a_clear_sentence(memory: Database) -> None:
    session = records.open_session(memory)
    recorder = Recorder(memory, session, records.HandClock())
    recorder.estimate(0.1, records.estimate())
    recorder.close()
    with memory.connections.writing() as unit:
        unit.execute(update(EmotionSampleRow).values(data=b"not what was written"))
    with pytest.raises(StorageError, match="damaged"):
        memory.sessions.timeline(session)


def test_deleting_a_session_keeps_the_client(memory: Database) -> None:
    session, other = records.open_session(memory), records.open_session(memory)
    with_bars(memory, session)
    with_bars(memory, other)
    memory.sessions.add_rating(session, Rating(1.0, 10, score=1))
    memory.sessions.end(session, ended_at=records.STARTED, duration_s=1.0)
    memory.sessions.delete(session)
    assert [info.id for info in memory.sessions.list()] == [other]
    assert memory.sessions.row_counts(other)["bar"] == 3
    assert memory.clients.list()[0].sessions == 1


@pytest.mark.parametrize("call", ["info", "timeline", "recover", "row_counts", "notes", "delete"])
def test_a_session_that_is_not_there_is_a_clear_sentence(memory: Database, call: str) -> None:
    with pytest.raises(InvalidInput, match="no session number 7"):
        getattr(memory.sessions, call)(7)


def test_reading_goes_on_where_nothing_can_be_written(
    memory: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = records.open_session(memory)

    def full() -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(memory.connections, "writing", full)
    assert memory.sessions.timeline(session).info.id == session
