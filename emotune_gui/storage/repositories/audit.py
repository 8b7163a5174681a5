"""The audit trail: who did what, when. It only grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from emotune_gui.storage.connections import Connections
from emotune_gui.storage.tables import AuditEventRow, SessionRow
from emotune_gui.storage.times import now


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Numbers and codes only: no name and nothing a client said, so it may outlive the client."""

    at: datetime
    actor: str
    action: str
    client_id: int | None
    session_id: int | None
    detail: str


def write_event(
    session: Session,
    action: str,
    *,
    client_id: int | None = None,
    session_id: int | None = None,
    detail: str = "",
    actor: str = "therapist",
) -> None:
    """Add one event to the transaction under way; of a session it is also its client's."""
    if client_id is None and session_id is not None:
        query = select(SessionRow.client_id).where(SessionRow.id == session_id)
        client_id = session.scalar(query)
    session.add(
        AuditEventRow(
            at=now(),
            actor=actor,
            action=action,
            client_id=client_id,
            session_id=session_id,
            detail=detail,
        )
    )


class AuditTrail:
    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def events(self, client_id: int | None = None) -> list[AuditEvent]:
        """Oldest first; of one client, or all."""
        query = select(AuditEventRow).order_by(AuditEventRow.id)
        if client_id is not None:
            query = query.where(AuditEventRow.client_id == client_id)
        with self._connections.reading() as session:
            return [
                AuditEvent(r.at, r.actor, r.action, r.client_id, r.session_id, r.detail)
                for r in session.scalars(query)
            ]

    def record(
        self,
        action: str,
        *,
        client_id: int | None = None,
        session_id: int | None = None,
        detail: str = "",
    ) -> None:
        """Note something done outside this room, such as an export."""
        with self._connections.writing() as session:
            write_event(session, action, client_id=client_id, session_id=session_id, detail=detail)
