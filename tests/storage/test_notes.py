"""Notes are drafted, locked and amended; the private ones stay private."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.review import NOTE_SECTIONS, NoteKind, NoteState, NoteText
from emotune_gui.storage.opening import Database, open_database
from tests.storage import records


@pytest.fixture
def session(memory: Database) -> int:
    return records.open_session(memory)


def ended(database: Database, session: int) -> None:
    database.sessions.end(session, ended_at=records.STARTED, duration_s=0.0)


@pytest.mark.parametrize("kind", list(NoteKind))
def test_a_note_comes_back_as_written(memory: Database, session: int, kind: NoteKind) -> None:
    sections = {name: f"{name} é 🎵" for name in NOTE_SECTIONS[kind]}
    note = memory.notes.write(session, kind, "whole", sections, t=3.5, by="Eve")
    assert memory.notes.get(note.id) == note
    assert memory.notes.of_session(session) == [note]
    assert (note.kind, note.text, note.t, note.by) == (kind, "whole", 3.5, "Eve")
    assert dict(note.sections) == sections
    assert note.state is NoteState.DRAFT and note.locked_at is None and not note.private


@given(st.text(min_size=1).filter(str.strip))
@settings(deadline=None, max_examples=50)
def test_any_text_is_kept(written: str) -> None:
    database = open_database(":memory:")
    session = records.open_session(database)
    note = database.notes.write(session, NoteKind.DAP, written, {"data": written})
    kept = written.encode("utf-8", "replace").decode()
    assert (note.text, dict(note.sections)) == (kept, {"data": kept})
    database.close()


def test_a_note_of_a_megabyte(memory: Database, session: int) -> None:
    long = "مرحبا 🎻 " * 130_000
    assert len(long.encode()) > 1_000_000
    note = memory.notes.write(session, NoteKind.FREE, long)
    assert memory.notes.lock(note.id).text == long
    with pytest.raises(InvalidInput, match="shorten"):
        memory.notes.write(session, NoteKind.FREE, "x" * 4_000_001)


def test_a_draft_is_edited_and_locked_with_time_and_author(memory: Database, session: int) -> None:
    note = memory.notes.write(session, NoteKind.SOAP, sections={"plan": "a"})
    edited = memory.notes.edit(note.id, "b", {"subjective": "c"})
    assert (edited.text, edited.sections) == ("b", (("subjective", "c"),))
    locked = memory.notes.lock(note.id, by="Dr. Ng")
    assert locked.state is NoteState.LOCKED
    assert locked.locked_by == "Dr. Ng" and locked.locked_at is not None
    assert locked.locked_at >= edited.changed_at >= note.created_at
    assert memory.notes.lock(note.id, by="another") == locked


def test_a_locked_note_only_takes_amendments(memory: Database, session: int) -> None:
    note = memory.notes.lock(memory.notes.write(session, NoteKind.FREE, "first").id)
    for attempt in (
        lambda: memory.notes.edit(note.id, "changed"),
        lambda: memory.notes.delete(note.id),
    ):
        with pytest.raises(InvalidInput, match="amendment instead"):
            attempt()
    one = memory.notes.amend(note.id, "second", by="Eve")
    two = memory.notes.amend(one.id, "third", by="Bob")
    assert memory.notes.get(note.id) == note
    assert [(n.text, n.amends, n.state) for n in memory.notes.history(two.id)] == [
        ("first", None, NoteState.LOCKED),
        ("second", note.id, NoteState.LOCKED),
        ("third", note.id, NoteState.LOCKED),
    ]
    assert [n.locked_by for n in memory.notes.history(note.id)] == ["therapist", "Eve", "Bob"]


def test_who_locked_and_amended_is_in_the_clients_audit_trail(
    memory: Database, session: int
) -> None:
    note = memory.notes.lock(memory.notes.write(session, NoteKind.FREE, "first").id, "Eve")
    memory.notes.amend(note.id, "second", by="Bob")
    client = memory.sessions.info(session).client_id
    told = [(e.action, e.actor, e.session_id) for e in memory.audit.events(client)]
    assert told[-3:] == [
        ("note.write", "therapist", session),
        ("note.lock", "Eve", session),
        ("note.amend", "Bob", session),
    ]
    assert not any("first" in e.detail or "second" in e.detail for e in memory.audit.events())


def test_not_even_sql_changes_a_locked_note(memory: Database, session: int) -> None:
    note = memory.notes.lock(memory.notes.write(session, NoteKind.FREE, "first").id)
    for change in ("text = 'x'", "state = 'draft'", "locked_by = 'x'", "private = 1"):
        with pytest.raises(StorageError), memory.connections.writing() as unit:
            unit.execute(text(f"UPDATE note SET {change} WHERE id = {note.id}"))
    assert memory.notes.get(note.id) == note


@pytest.mark.parametrize("empty", ["", "  \n "])
def test_empty_notes_are_refused(memory: Database, session: int, empty: str) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        memory.notes.write(session, NoteKind.FREE, empty)
    note = memory.notes.write(session, NoteKind.FREE, "x")
    memory.notes.edit(note.id, empty)
    with pytest.raises(InvalidInput, match="empty"):
        memory.notes.lock(note.id)
    memory.notes.edit(note.id, "x")
    memory.notes.lock(note.id)
    with pytest.raises(InvalidInput, match="empty"):
        memory.notes.amend(note.id, empty)


def test_what_cannot_be_is_refused(memory: Database, session: int) -> None:
    draft = memory.notes.write(session, NoteKind.DAP, "x")
    with pytest.raises(InvalidInput, match="no part named objective"):
        memory.notes.write(session, NoteKind.DAP, "x", {"objective": "y"})
    with pytest.raises(InvalidInput, match="still a draft"):
        memory.notes.amend(draft.id, "y")
    with pytest.raises(InvalidInput, match="no session number 99"):
        memory.notes.write(99, NoteKind.FREE, "x")
    with pytest.raises(InvalidInput, match="no note number 99"):
        memory.notes.lock(99)


def test_private_notes_are_only_where_they_are_asked_for(memory: Database, session: int) -> None:
    memory.notes.write(session, NoteKind.FREE, "secret", private=True)
    remark = memory.notes.write(session, NoteKind.REMARK, "whispered", t=2.0, private=True)
    amended = memory.notes.amend(memory.notes.lock(remark.id).id, "whispered more")
    assert amended.private
    assert memory.notes.of_session(session) == []
    assert len(memory.notes.of_session(session, include_private=True)) == 3
    assert memory.sessions.notes(session) == []
    assert memory.sessions.timeline(session).notes == ()
    ended(memory, session)
    assert memory.notes.unfinished() == []


def test_remarks_read_as_amended_and_notes_of_the_session_are_none(
    memory: Database, session: int
) -> None:
    memory.sessions.add_note(session, NoteText(4.0, "smiles"))
    first = memory.notes.of_session(session)[0]
    memory.notes.lock(first.id)
    memory.notes.amend(first.id, "weeps")
    memory.notes.amend(first.id, "weeps, then smiles")
    memory.notes.write(session, NoteKind.FREE, "of the session")
    assert memory.sessions.timeline(session).notes == (NoteText(4.0, "weeps, then smiles"),)


def test_unfinished_notes_are_the_drafts_of_sessions_that_ended(
    memory: Database, session: int
) -> None:
    draft = memory.notes.write(session, NoteKind.SOAP, "to do")
    memory.notes.lock(memory.notes.write(session, NoteKind.FREE, "done").id)
    memory.sessions.add_note(session, NoteText(1.0, "remark"))
    assert memory.notes.unfinished() == []
    ended(memory, session)
    (found,) = memory.notes.unfinished()
    assert (found.note, found.client_name) == (draft, "Ada")
    memory.notes.lock(draft.id)
    assert memory.notes.unfinished() == []


def test_deleting_a_draft_is_undone(memory: Database, session: int) -> None:
    note = memory.notes.write(session, NoteKind.DAP, "x", {"plan": "y"}, t=2.0, private=True)
    removed = memory.notes.delete(note.id)
    assert memory.notes.of_session(session, include_private=True) == []
    back = memory.notes.restore(removed)
    assert (back.text, back.sections, back.t) == (note.text, note.sections, note.t)
    assert back.private and back.created_at == note.created_at
