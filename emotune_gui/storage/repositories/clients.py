"""Clients, their consents, and the deletion of everything that is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import RATING_ROUND, Client, Purpose, SessionState
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.merging import merge_clients
from emotune_gui.storage.ownership import Owner
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.consents import change
from emotune_gui.storage.repositories.recordings import delete_films
from emotune_gui.storage.tables import ClientRow, ConsentRow, SessionRow, TherapistRow
from emotune_gui.storage.texts import client_name, folded, name_key
from emotune_gui.storage.times import now


class Clients:
    """All calls raise StorageError when the database fails, InvalidInput for what cannot be."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list(self, search: str = "", archived: bool = False) -> Sequence[Client]:
        """By name; `archived` adds the archived. Every word of `search` occurs in the name."""
        words = folded(search).split()
        with self._connections.reading() as session:
            clients = _read(session, select(ClientRow))
        found = [c for c in clients if archived or not c.archived]
        found = [c for c in found if all(word in folded(c.name) for word in words)]
        return sorted(found, key=lambda c: (folded(c.name), c.id))

    def get(self, client_id: int) -> Client:
        with self._connections.reading() as session:
            return _one(session, client_id)

    def by_name(self, name: str) -> Client | None:
        """The client of that name, archived or not; case does not matter."""
        query = select(ClientRow).where(ClientRow.name_key == name_key(name.strip()))
        with self._connections.reading() as session:
            return next(iter(_read(session, query)), None)

    def create(self, name: str, consents: Iterable[Purpose], by: str = "therapist") -> Client:
        """Raises InvalidInput for a name that is empty, too long, unprintable or taken."""
        name = client_name(name)
        with self._connections.writing() as session:
            _refuse_taken(session, name)
            row = ClientRow(
                therapist_id=the_therapist(session),
                name=name,
                name_key=name_key(name),
                created_at=now(),
                archived_at=None,
                weights_given=0,
            )
            session.add(row)
            session.flush()
            write_event(session, "client.create", client_id=row.id, actor=by)
            change(session, row.id, consents, by)
            return _one(session, row.id)

    def rename(self, client_id: int, name: str) -> Client:
        name = client_name(name)
        with self._connections.writing() as session:
            row = _row(session, client_id)
            _refuse_taken(session, name, besides=client_id)
            row.name, row.name_key = name, name_key(name)
            write_event(session, "client.rename", client_id=client_id)
            session.flush()
            return _one(session, client_id)

    def set_consents(
        self, client_id: int, consents: Iterable[Purpose], by: str = "therapist"
    ) -> Client:
        """From now on exactly these are in force; what is withdrawn is stamped, not erased.

        Withdrawing PERSONALISE deletes what was learned for this client, withdrawing
        STORE_FEATURES the stored averages of their face at rest and of their voice, withdrawing
        ANALYSE_VOICE those of their voice.
        """
        with self._connections.writing() as session:
            _row(session, client_id)
            change(session, client_id, consents, by)
            session.flush()
            return _one(session, client_id)

    def archive(self, client_id: int, archived: bool = True) -> Client:
        """Out of the daily list (or back in it); nothing is deleted."""
        with self._connections.writing() as session:
            row = _row(session, client_id)
            row.archived_at = now() if archived else None
            action = "client.archive" if archived else "client.unarchive"
            write_event(session, action, client_id=client_id)
            session.flush()
            return _one(session, client_id)

    def delete(self, client_id: int) -> bool:
        """Everything of theirs in one transaction, overwritten in the file.

        The audit trail keeps that a client of this number was deleted, without the name.
        False when another program still reads, so that SQLite's log (FILE-wal) may hold the
        old pages until it closes. Backups and archives made before still hold the client.
        Raises InvalidInput while a session of theirs is running.
        """
        with self._connections.writing() as session:
            row = _row(session, client_id)
            refuse_running(session, SessionRow.client_id == client_id)
            sessions = session.scalar(select(func.count()).where(SessionRow.client_id == client_id))
            delete_films(session, self._connections.path, SessionRow.client_id == client_id)
            session.delete(row)
            write_event(
                session, "client.delete", client_id=client_id, detail=f"sessions={sessions}"
            )
        # The log still holds the old pages until it is moved into the file.
        return self._connections.checkpoint()

    def merge(self, kept_id: int, merged_id: int, by: str = "therapist") -> Client:
        """Two records of one person become the first: sessions, ratings, consents, what was
        learned and the profiles move; the second record is gone.

        Of each purpose the last word counts, given or withdrawn, in either record; the mapping in
        use stays that of the kept one where it has one. Raises InvalidInput for the same number
        twice and while a session of either is running.
        """
        if kept_id == merged_id:
            raise InvalidInput("That is one and the same client: choose two different ones.")
        with self._connections.writing() as session:
            _row(session, kept_id)
            _row(session, merged_id)
            refuse_running(session, SessionRow.client_id.in_((kept_id, merged_id)))
            merge_clients(session, kept_id, merged_id, by)
            session.flush()
            client = _one(session, kept_id)
        self._connections.checkpoint()
        return client


def refuse_running(session: Session, condition: object) -> None:
    """Raises InvalidInput when a session under `condition` is being recorded just now."""
    query = select(SessionRow).where(SessionRow.state == SessionState.OPEN.value)
    for row in session.scalars(query.where(condition)):  # type: ignore[arg-type]
        owner = Owner(row.owner_host, row.owner_pid, row.owner_process)
        if owner.alive(row.heartbeat_at, datetime.now(UTC)):
            raise InvalidInput("A session with this client is running: end it first.")


def _row(session: Session, client_id: int) -> ClientRow:
    row = session.get(ClientRow, client_id)
    if row is None:
        raise InvalidInput(f"There is no client number {client_id}: choose one from the list.")
    return row


def _one(session: Session, client_id: int) -> Client:
    _row(session, client_id)
    return _read(session, select(ClientRow).where(ClientRow.id == client_id))[0]


def _read(session: Session, query: Select[ClientRow]) -> Sequence[Client]:
    rows = session.scalars(query.order_by(ClientRow.id)).all()
    only = [row.id for row in rows] if len(rows) == 1 else None
    consents = _consents_in_force(session, only)
    seen = _sessions_seen(session, only)
    return [
        Client(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            consents=frozenset(consents.get(row.id, ())),
            archived=row.archived_at is not None,
            sessions=seen.get(row.id, _NEVER)[0],
            last_seen=seen.get(row.id, _NEVER)[1],
            rating_rounds=seen.get(row.id, _NEVER)[2],
        )
        for row in rows
    ]


def _consents_in_force(session: Session, only: Sequence[int] | None) -> dict[int, set[Purpose]]:
    query = select(ConsentRow.client_id, ConsentRow.purpose).where(
        ConsentRow.withdrawn_at.is_(None)
    )
    if only is not None:
        query = query.where(ConsentRow.client_id.in_(only))
    found: dict[int, set[Purpose]] = {}
    for client_id, purpose in session.execute(query):
        found.setdefault(client_id, set()).add(Purpose(purpose))
    return found


_Seen = tuple[int, datetime | None, int]
_NEVER: _Seen = (0, None, 0)


def _sessions_seen(session: Session, only: Sequence[int] | None) -> dict[int, _Seen]:
    """Sessions, the begin of the last one, and the rating rounds, which are none of them."""
    held = SessionRow.source != RATING_ROUND
    query = select(
        SessionRow.client_id,
        func.sum(case((held, 1), else_=0)),
        func.max(case((held, SessionRow.started_at))),
        func.sum(case((held, 0), else_=1)),
    ).group_by(SessionRow.client_id)
    if only is not None:
        query = query.where(SessionRow.client_id.in_(only))
    return {
        client_id: (count, last, rounds)
        for client_id, count, last, rounds in session.execute(query)
    }


def name_is_taken(session: Session, name: str) -> bool:
    query = select(ClientRow.id).where(ClientRow.name_key == name_key(name))
    return session.scalar(query) is not None


def _refuse_taken(session: Session, name: str, besides: int | None = None) -> None:
    taken = session.scalar(select(ClientRow.id).where(ClientRow.name_key == name_key(name)))
    if taken is not None and taken != besides:
        raise InvalidInput(
            "There is a client of that name already: add something that tells them apart."
        )


def the_therapist(session: Session) -> int:
    """The one therapist until the program asks who is working."""
    found = session.scalar(select(TherapistRow.id).order_by(TherapistRow.id).limit(1))
    if found is not None:
        return found
    row = TherapistRow(name="", created_at=now())
    session.add(row)
    session.flush()
    return row.id
