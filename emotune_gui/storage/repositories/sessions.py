"""Sessions: begun, ended, listed, recovered after a crash, rated and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.review import HeardBar, NoteText, SessionTimeline
from emotune_gui.domain.session import Plan, Rating, SessionInfo, SessionState
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting import BAR_COLUMNS, heard_bar, rating_values
from emotune_gui.storage.failures import DAMAGED, sentence
from emotune_gui.storage.ownership import Owner, this_process
from emotune_gui.storage.plans import plan_of, plan_row
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.clients import refuse_running
from emotune_gui.storage.repositories.notes import add_remark, read_notes, remarks
from emotune_gui.storage.repositories.recordings import delete_films
from emotune_gui.storage.repositories.trends import summarise
from emotune_gui.storage.sealing import seal
from emotune_gui.storage.tables import (
    BarRow,
    ClientRow,
    EmotionSampleRow,
    MarkerRow,
    NoteRow,
    PlanRow,
    PlayedNoteRow,
    RatingRow,
    ScaleReadingRow,
    SessionRow,
    SongPlayedRow,
)
from emotune_gui.storage.texts import storable
from emotune_gui.storage.timeline import packed_bars, read_timeline


class Sessions:
    """All calls raise StorageError when the database fails, InvalidInput for a wrong number."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def begin(
        self,
        client_id: int,
        plan: Plan,
        source: str,
        *,
        weights_version: int,
        started_at: datetime,
        recogniser: str = "",
        microphone: str = "",
        owner: Owner | None = None,
    ) -> int:
        """A new open session of this process, or of `owner`; `started_at` is its one wall-clock
        anchor.

        `recogniser` is who reads the face, `microphone` what is listened to; empty for nothing.
        """
        owner = owner or this_process()
        with self._connections.writing() as session:
            if session.get(ClientRow, client_id) is None:
                raise InvalidInput(f"There is no client number {client_id}: choose one first.")
            row = SessionRow(
                client_id=client_id,
                source=storable(source),
                started_at=started_at,
                ended_at=None,
                duration_s=0.0,
                state=SessionState.OPEN.value,
                weights_version=weights_version,
                saved_until_s=0.0,
                samples=0,
                bars=0,
                heartbeat_at=datetime.now(UTC),
                owner_host=owner.host,
                owner_pid=owner.pid,
                owner_process=owner.process,
                recogniser=storable(recogniser),
                microphone=storable(microphone),
            )
            session.add(row)
            session.flush()
            session.add(plan_row(row.id, plan))
            write_event(session, "session.begin", client_id=client_id, session_id=row.id)
            return row.id

    def end(self, session_id: int, *, ended_at: datetime, duration_s: float) -> None:
        """The session is over; a clock set back meanwhile does not end it before it began."""
        with self._connections.writing() as session:
            row = _row(session, session_id)
            row.ended_at = max(ended_at, row.started_at + timedelta(seconds=duration_s))
            row.duration_s = duration_s
            row.state = SessionState.ENDED.value
            write_event(session, "session.end", client_id=row.client_id, session_id=row.id)
        self._finish(session_id)

    def list(
        self,
        client_id: int | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> Sequence[SessionInfo]:
        """Newest first; of one client or all, that began in this time, at most so many."""
        query = _infos().limit(limit)
        if client_id is not None:
            query = query.where(SessionRow.client_id == client_id)
        if since is not None:
            query = query.where(SessionRow.started_at >= since)
        if until is not None:
            query = query.where(SessionRow.started_at < until)
        with self._connections.reading() as session:
            return [_info(row) for row in session.execute(query)]

    def info(self, session_id: int) -> SessionInfo:
        with self._connections.reading() as session:
            return _one(session, session_id)

    def timeline(self, session_id: int, *, written: bool = True) -> SessionTimeline:
        """Everything stored of a session, in time order; without `written` the notes of its bars
        only where those as played are missing. The audit trail notes that it was read."""
        with self._connections.reading() as session:
            info = _one(session, session_id)
            try:
                timeline = read_timeline(session, info, written=written)
            except ValueError as error:
                raise StorageError(sentence(DAMAGED, self._connections.path)) from error
        self._note_view(timeline.info)
        return timeline

    def interrupted(self) -> Sequence[SessionInfo]:
        """Open sessions that no running program records any more, newest first."""
        query = _infos().where(SessionRow.state == SessionState.OPEN.value)
        with self._connections.reading() as session:
            return [_info(row) for row in session.execute(query) if not _recording(row[0])]

    def recover(self, session_id: int) -> SessionInfo:
        """Close an interrupted session at the last thing that was saved of it.

        Raises InvalidInput while another running program records it.
        """
        with self._connections.writing() as session:
            row = _row(session, session_id)
            if row.state == SessionState.OPEN.value:
                if _recording(row):
                    raise InvalidInput("This session is being recorded just now: end it first.")
                row.duration_s = row.saved_until_s
                row.ended_at = row.started_at + timedelta(seconds=row.saved_until_s)
                row.state = SessionState.RECOVERED.value
                write_event(session, "session.recover", client_id=row.client_id, session_id=row.id)
                session.flush()
            info = _one(session, session_id)
        self._finish(session_id)
        return info

    def row_counts(self, session_id: int) -> dict[str, int]:
        """Records by table; packed samples and notes are counted one by one."""
        counts: dict[type[Any], Any] = {
            EmotionSampleRow: func.sum(EmotionSampleRow.samples),
            BarRow: func.count(BarRow.id),
            PlayedNoteRow: func.sum(PlayedNoteRow.notes),
            MarkerRow: func.count(MarkerRow.id),
            NoteRow: func.count(NoteRow.id),
            RatingRow: func.count(RatingRow.id),
            SongPlayedRow: func.count(SongPlayedRow.place),
            ScaleReadingRow: func.count(ScaleReadingRow.id),
        }
        with self._connections.reading() as session:
            _row(session, session_id)
            return {
                table.__tablename__: session.scalar(
                    select(count).where(table.session_id == session_id)
                )
                or 0
                for table, count in counts.items()
            }

    def add_rating(self, session_id: int, rating: Rating) -> int:
        """Store a rating of a bar already saved; returns the rating's id.

        Raises InvalidInput for a bar that the session does not have.
        """
        with self._connections.writing() as session:
            row = _row(session, session_id)
            _bar_row(session, session_id, BarRow.bar_id == rating.bar_id, rating.bar_id)
            stored = RatingRow(**rating_values(session_id, rating))
            session.add(stored)
            write_event(
                session,
                "rating.add",
                client_id=row.client_id,
                session_id=session_id,
                actor=storable(rating.by),
            )
            session.flush()
            return stored.id

    def bar(self, session_id: int, number: int) -> HeardBar:
        """The bar of this id or, failing that, of this index. Raises InvalidInput."""
        with self._connections.reading() as session:
            _row(session, session_id)
            either = or_(BarRow.bar_id == number, BarRow.bar_index == number)
            found = _bar_row(session, session_id, either, number)
            return heard_bar(found, packed_bars(session, session_id))

    def notes(self, session_id: int) -> Sequence[NoteText]:
        """Timed remarks as they now read, in time order, without private ones."""
        with self._connections.reading() as session:
            _row(session, session_id)
            return list(remarks(read_notes(session, session_id, include_private=False)))

    def add_note(self, session_id: int, note: NoteText, by: str = "therapist") -> int:
        """A timed remark; returns its id. Raises InvalidInput for an empty one."""
        with self._connections.writing() as session:
            _row(session, session_id)
            return add_remark(session, session_id, note, by)

    def delete(self, session_id: int) -> None:
        """With all its records; what the mapping learned from it stays with the client."""
        with self._connections.writing() as session:
            row = _row(session, session_id)
            refuse_running(session, SessionRow.id == session_id)
            write_event(session, "session.delete", client_id=row.client_id, session_id=row.id)
            delete_films(session, self._connections.path, SessionRow.id == session_id)
            session.delete(row)
        self._connections.checkpoint()

    def _finish(self, session_id: int) -> None:
        """What can as well be done later, should it fail now."""
        with suppress(StorageError):
            summarise(self._connections, session_id)
            seal(self._connections, session_id)

    def _note_view(self, info: SessionInfo) -> None:
        # Reading must go on where nothing can be written, such as on a full disk.
        with suppress(StorageError), self._connections.writing() as session:
            write_event(session, "session.view", client_id=info.client_id, session_id=info.id)


def _recording(row: SessionRow) -> bool:
    owner = Owner(row.owner_host, row.owner_pid, row.owner_process)
    return owner.alive(row.heartbeat_at, datetime.now(UTC))


def _row(session: Session, session_id: int) -> SessionRow:
    row = session.get(SessionRow, session_id)
    if row is None:
        raise InvalidInput(f"There is no session number {session_id}: choose one from the list.")
    return row


def _one(session: Session, session_id: int) -> SessionInfo:
    _row(session, session_id)
    return _info(session.execute(_infos().where(SessionRow.id == session_id)).one())


def _bar_row(session: Session, session_id: int, which: ColumnElement[bool], number: int) -> Any:
    rows = session.execute(
        select(*BAR_COLUMNS).where(BarRow.session_id == session_id, which).order_by(BarRow.id)
    ).all()
    if rows:
        return next((row for row in rows if row.bar_id == number), rows[0])
    first, last = session.execute(
        select(func.min(BarRow.bar_id), func.max(BarRow.bar_id)).where(
            BarRow.session_id == session_id
        )
    ).one()
    if first is None:
        raise InvalidInput(f"Session {session_id} has no music.")
    raise InvalidInput(f"Session {session_id} has no bar {number}; its bars are {first} to {last}.")


def _infos() -> Select[Any]:
    """Each session with its plan, its client's name and its number of ratings."""
    ratings = select(func.count(RatingRow.id)).where(RatingRow.session_id == SessionRow.id)
    return (
        select(SessionRow, PlanRow, ClientRow.name, ratings.scalar_subquery())
        .join(PlanRow, PlanRow.session_id == SessionRow.id)
        .join(ClientRow, ClientRow.id == SessionRow.client_id)
        .order_by(SessionRow.started_at.desc(), SessionRow.id.desc())
    )


def _info(found: Any) -> SessionInfo:
    row, plan, name, ratings = found
    still_open = row.state == SessionState.OPEN.value
    return SessionInfo(
        id=row.id,
        client_id=row.client_id,
        client_name=name,
        started_at=row.started_at,
        ended_at=row.ended_at,
        duration_s=row.saved_until_s if still_open else row.duration_s,
        state=SessionState(row.state),
        plan=plan_of(plan),
        source=row.source,
        bars=row.bars,
        estimates=row.samples,
        ratings=ratings,
        weights_version=row.weights_version,
        recogniser=row.recogniser,
        microphone=row.microphone,
    )
