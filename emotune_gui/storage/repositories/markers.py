"""Markers and scale readings of a session, as they can be added and edited afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.scale import ScaleReading
from emotune_gui.domain.session import Marker, StoredMarker
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting import scale_of, scale_values
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.tables import MarkerRow, ScaleReadingRow, SessionRow
from emotune_gui.storage.texts import storable

LONGEST_LABEL = 500


class Markers:
    """All calls raise StorageError when the database fails, InvalidInput for what cannot be."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_session(self, session_id: int) -> Sequence[StoredMarker]:
        """In time order."""
        query = select(MarkerRow).where(MarkerRow.session_id == session_id)
        with self._connections.reading() as session:
            rows = session.scalars(query.order_by(MarkerRow.t, MarkerRow.id))
            return [_marker(row) for row in rows]

    def add(self, session_id: int, marker: Marker) -> StoredMarker:
        label = _label(marker.label)
        with self._connections.writing() as session:
            _refuse_no_session(session, session_id)
            row = MarkerRow(session_id=session_id, t=_time(marker.t), label=label)
            session.add(row)
            session.flush()
            write_event(session, "marker.add", session_id=session_id, detail=f"marker={row.id}")
            return _marker(row)

    def edit(
        self, marker_id: int, *, label: str | None = None, t: float | None = None
    ) -> StoredMarker:
        """Returns it as it was, so that a second `edit` undoes the first."""
        with self._connections.writing() as session:
            row = _row(session, marker_id)
            before = _marker(row)
            row.label = row.label if label is None else _label(label)
            row.t = row.t if t is None else _time(t)
            write_event(
                session, "marker.edit", session_id=row.session_id, detail=f"marker={row.id}"
            )
            return before

    def delete(self, marker_id: int) -> StoredMarker:
        """Returns what was removed; `add` of it undoes this."""
        with self._connections.writing() as session:
            row = _row(session, marker_id)
            removed = _marker(row)
            write_event(
                session, "marker.delete", session_id=row.session_id, detail=f"marker={row.id}"
            )
            session.delete(row)
            return removed


class Scales:
    """What was answered on scales. All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_session(self, session_id: int) -> Sequence[ScaleReading]:
        """In time order."""
        with self._connections.reading() as session:
            return read_scales(session, session_id)

    def add(self, session_id: int, reading: ScaleReading) -> None:
        """For an answer given after the session; during it the recorder takes them.

        Raises InvalidInput for a session that is not there.
        """
        _time(reading.t)
        with self._connections.writing() as session:
            _refuse_no_session(session, session_id)
            session.execute(insert(ScaleReadingRow).values(scale_values(session_id, reading)))


def read_scales(session: Session, session_id: int) -> tuple[ScaleReading, ...]:
    query = select(ScaleReadingRow).where(ScaleReadingRow.session_id == session_id)
    rows = session.scalars(query.order_by(ScaleReadingRow.t, ScaleReadingRow.id))
    return tuple(scale_of(row) for row in rows)


def _marker(row: MarkerRow) -> StoredMarker:
    return StoredMarker(row.id, row.session_id, row.t, row.label)


def _label(label: str) -> str:
    if not label.strip():
        raise InvalidInput("The marker has no label: type one.")
    if len(label) > LONGEST_LABEL:
        raise InvalidInput(f"That label is too long: use at most {LONGEST_LABEL} characters.")
    return storable(label)


def _time(t: float) -> float:
    if not isfinite(t):
        raise InvalidInput("That is no time in the session: give seconds since it began.")
    return t


def _row(session: Session, marker_id: int) -> MarkerRow:
    row = session.get(MarkerRow, marker_id)
    if row is None:
        raise InvalidInput("This marker is no longer there: choose one from the list.")
    return row


def _refuse_no_session(session: Session, session_id: int) -> None:
    if session.get(SessionRow, session_id) is None:
        raise InvalidInput(f"There is no session number {session_id}: choose one from the list.")
