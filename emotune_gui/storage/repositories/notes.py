"""Written notes: drafted, locked, amended. A locked text is never changed, here or by a trigger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.review import (
    NOTE_SECTIONS,
    NoteKind,
    NoteState,
    NoteText,
    SessionNote,
    UnfinishedNote,
)
from emotune_gui.domain.session import SessionState
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.tables import ClientRow, NoteRow, SessionRow
from emotune_gui.storage.texts import storable
from emotune_gui.storage.times import now

LONGEST_NOTE = 4_000_000
"""Characters, all parts together: far beyond any note, well within what a page can show."""


class Notes:
    """All calls raise StorageError when the database fails, InvalidInput for what cannot be."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_session(
        self, session_id: int, *, include_private: bool = False
    ) -> Sequence[SessionNote]:
        """In time order, amendments among them. Private ones only when asked for: never for a
        report or an export."""
        with self._connections.reading() as session:
            _session_row(session, session_id)
            return read_notes(session, session_id, include_private=include_private)

    def get(self, note_id: int) -> SessionNote:
        with self._connections.reading() as session:
            return note_of(_row(session, note_id))

    def history(self, note_id: int) -> Sequence[SessionNote]:
        """The note as first locked, then its amendments, oldest first."""
        with self._connections.reading() as session:
            row = _row(session, note_id)
            root = row.amendment_of or row.id
            query = select(NoteRow).where((NoteRow.id == root) | (NoteRow.amendment_of == root))
            return [note_of(found) for found in session.scalars(query.order_by(NoteRow.id))]

    def write(
        self,
        session_id: int,
        kind: NoteKind,
        text: str = "",
        sections: Mapping[str, str] | None = None,
        *,
        t: float = 0.0,
        private: bool = False,
        by: str = "therapist",
    ) -> SessionNote:
        """A new draft; `sections` by name as in NOTE_SECTIONS."""
        values = _content(kind, text, sections or {}) | _fresh(t, by)
        if _is_empty(values):
            raise InvalidInput("The note is empty: type something first.")
        with self._connections.writing() as session:
            _session_row(session, session_id)
            row = NoteRow(session_id=session_id, private=private, **values)
            return _added(session, row)

    def edit(
        self, note_id: int, text: str, sections: Mapping[str, str] | None = None
    ) -> SessionNote:
        """Replace the text of a draft. Raises InvalidInput for a locked note: amend that."""
        with self._connections.writing() as session:
            row = _row(session, note_id)
            _refuse_locked(row)
            for name, value in _content(NoteKind(row.kind), text, sections or {}).items():
                setattr(row, name, value)
            row.changed_at = now()
            session.flush()
            return note_of(row)

    def lock(self, note_id: int, by: str = "therapist") -> SessionNote:
        """From now on it only takes amendments. Locking twice changes nothing."""
        with self._connections.writing() as session:
            row = _row(session, note_id)
            if row.state == NoteState.LOCKED:
                return note_of(row)
            if note_of(row).empty:
                raise InvalidInput("The note is empty: type something before it is locked.")
            row.state, row.locked_at = NoteState.LOCKED.value, now()
            row.locked_by = storable(by)
            _note_event(session, "note.lock", row, by)
            session.flush()
            return note_of(row)

    def amend(
        self,
        note_id: int,
        text: str,
        sections: Mapping[str, str] | None = None,
        by: str = "therapist",
    ) -> SessionNote:
        """Add to or correct a locked note: a note of its own, locked at once; the old text stays.

        Raises InvalidInput for a draft (edit that) and for an empty amendment.
        """
        with self._connections.writing() as session:
            row = _row(session, note_id)
            root = row if row.amendment_of is None else _row(session, row.amendment_of)
            if root.state != NoteState.LOCKED:
                raise InvalidInput("This note is still a draft: edit it, or lock it first.")
            values = _content(NoteKind(root.kind), text, sections or {}) | _fresh(root.t, by)
            if _is_empty(values):
                raise InvalidInput("The amendment is empty: type something first.")
            locked = {"state": NoteState.LOCKED.value, "locked_by": storable(by)}
            values |= locked | {"locked_at": values["created_at"], "amendment_of": root.id}
            amendment = NoteRow(session_id=root.session_id, private=root.private, **values)
            return _added(session, amendment, "note.amend")

    def delete(self, note_id: int) -> SessionNote:
        """Remove a draft; returns it, so that `restore` can undo this."""
        with self._connections.writing() as session:
            row = _row(session, note_id)
            _refuse_locked(row)
            removed = note_of(row)
            _note_event(session, "note.delete", row, row.by)
            session.delete(row)
            return removed

    def restore(self, note: SessionNote) -> SessionNote:
        """Undo `delete`: the same draft under a new id."""
        values = _content(note.kind, note.text, dict(note.sections)) | _fresh(note.t, note.by)
        values["created_at"] = note.created_at
        with self._connections.writing() as session:
            _session_row(session, note.session_id)
            row = NoteRow(session_id=note.session_id, private=note.private, **values)
            return _added(session, row)

    def unfinished(self) -> Sequence[UnfinishedNote]:
        """Drafts of session notes, newest session first; neither remarks nor private notes,
        and none of a session that still runs."""
        query = (
            select(NoteRow, SessionRow.client_id, ClientRow.name, SessionRow.started_at)
            .join(SessionRow, SessionRow.id == NoteRow.session_id)
            .join(ClientRow, ClientRow.id == SessionRow.client_id)
            .where(
                NoteRow.state == NoteState.DRAFT.value,
                NoteRow.kind != NoteKind.REMARK.value,
                NoteRow.private.is_(False),
                SessionRow.state != SessionState.OPEN.value,
            )
            .order_by(SessionRow.started_at.desc(), NoteRow.id)
        )
        with self._connections.reading() as session:
            return [
                UnfinishedNote(note_of(row), client_id, name, started_at)
                for row, client_id, name, started_at in session.execute(query)
            ]


def remark_values(t: float, text: str, by: str = "therapist") -> dict[str, Any]:
    """Column values of a new timed remark."""
    return _content(NoteKind.REMARK, text, {}) | _fresh(t, by) | {"private": False}


def add_remark(session: Session, session_id: int, note: NoteText, by: str) -> int:
    """Raises InvalidInput for an empty text."""
    if not note.text.strip():
        raise InvalidInput("The note is empty: type something first.")
    values = remark_values(note.t, note.text, by) | {"session_id": session_id}
    return int(session.execute(insert(NoteRow).values(values).returning(NoteRow.id)).scalar_one())


def read_notes(session: Session, session_id: int, *, include_private: bool) -> list[SessionNote]:
    query = select(NoteRow).where(NoteRow.session_id == session_id)
    if not include_private:
        query = query.where(NoteRow.private.is_(False))
    return [note_of(row) for row in session.scalars(query.order_by(NoteRow.t, NoteRow.id))]


def remarks(notes: Iterable[SessionNote]) -> tuple[NoteText, ...]:
    """Timed remarks as they now read: an amended one with its last amendment's text."""
    notes = [n for n in notes if n.kind is NoteKind.REMARK and not n.private]
    latest = {n.amends: n.text for n in sorted(notes, key=lambda n: n.id) if n.amends is not None}
    return tuple(NoteText(n.t, latest.get(n.id, n.text)) for n in notes if n.amends is None)


def note_of(row: NoteRow) -> SessionNote:
    sections = json.loads(row.sections) if row.sections else ()
    return SessionNote(
        id=row.id,
        session_id=row.session_id,
        kind=NoteKind(row.kind),
        t=row.t,
        text=row.text,
        sections=tuple((name, text) for name, text in sections),
        state=NoteState(row.state),
        private=row.private,
        created_at=row.created_at,
        by=row.by,
        changed_at=row.changed_at or row.created_at,
        locked_at=row.locked_at,
        locked_by=row.locked_by,
        amends=row.amendment_of,
    )


def _content(kind: NoteKind, text: str, sections: Mapping[str, str]) -> dict[str, Any]:
    """Column values of a text. Raises InvalidInput for parts that this kind of note has not."""
    names = NOTE_SECTIONS[kind]
    foreign = sorted(sections.keys() - set(names))
    if foreign:
        raise InvalidInput(f"A {kind} note has no part named {foreign[0]}.")
    if len(text) + sum(map(len, sections.values())) > LONGEST_NOTE:
        raise InvalidInput(
            f"The note is longer than {LONGEST_NOTE // 1_000_000} million characters: shorten it."
        )
    written = [[name, storable(sections[name])] for name in names if sections.get(name)]
    packed = json.dumps(written, ensure_ascii=False) if written else ""
    return {"kind": kind.value, "text": storable(text), "sections": packed}


def _fresh(t: float, by: str) -> dict[str, Any]:
    at = now()
    draft = {"state": NoteState.DRAFT.value, "amendment_of": None}
    return {"t": t, "created_at": at, "changed_at": at, "by": storable(by), **draft}


def _is_empty(values: Mapping[str, Any]) -> bool:
    return not (values["text"].strip() or values["sections"])


def _added(session: Session, row: NoteRow, action: str = "note.write") -> SessionNote:
    row.locked_by = row.locked_by or ""
    session.add(row)
    session.flush()
    _note_event(session, action, row, row.by)
    return note_of(row)


def _note_event(session: Session, action: str, row: NoteRow, by: str) -> None:
    write_event(session, action, session_id=row.session_id, detail=f"note={row.id}", actor=by)


def _refuse_locked(row: NoteRow) -> None:
    if row.state == NoteState.LOCKED:
        raise InvalidInput("This note is locked: add an amendment instead; the old text stays.")


def _row(session: Session, note_id: int) -> NoteRow:
    row = session.get(NoteRow, note_id)
    if row is None:
        raise InvalidInput(f"There is no note number {note_id}: choose one from the list.")
    return row


def _session_row(session: Session, session_id: int) -> None:
    if session.get(SessionRow, session_id) is None:
        raise InvalidInput(f"There is no session number {session_id}: choose one from the list.")
