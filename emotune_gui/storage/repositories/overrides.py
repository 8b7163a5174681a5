"""What the therapist's hand held in a session: part of its record, like the markers beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.steering import HandOverride, SteeringEvent
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.tables_learning import HandOverrideRow
from emotune_gui.storage.texts import storable


class Overrides:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_session(self, session_id: int) -> Sequence[HandOverride]:
        """In time order."""
        query = select(HandOverrideRow).where(HandOverrideRow.session_id == session_id)
        with self._connections.reading() as session:
            rows = session.scalars(query.order_by(HandOverrideRow.t, HandOverrideRow.id))
            return [HandOverride(row.t, row.parameter, row.value, row.until_s) for row in rows]


def write_steered(session: Session, session_id: int, events: Iterable[SteeringEvent]) -> None:
    """Each event ends what was held of its parameter; one with a value begins something new."""
    for event in events:
        session.execute(
            update(HandOverrideRow)
            .where(
                HandOverrideRow.session_id == session_id,
                HandOverrideRow.parameter == event.name,
                HandOverrideRow.until_s.is_(None),
            )
            .values(until_s=event.t)
        )
        if event.value is not None:
            held = {"parameter": event.name, "value": storable(event.value)}
            session.execute(
                insert(HandOverrideRow).values(session_id=session_id, t=event.t, **held)
            )
