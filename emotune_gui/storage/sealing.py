"""A session that ended, packed anew in long chunks: while it ran, each second had to be safe.

Sealed chunks have negative numbers, so that they come before whatever a recorder might still add
and can never be taken for one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import StorageError
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.failures import DAMAGED, sentence
from emotune_gui.storage.packing_notes import bar_body, pack_bars, pack_played, unpack_played
from emotune_gui.storage.packing_samples import joined
from emotune_gui.storage.tables import BarNotesRow, BarRow, EmotionSampleRow, PlayedNoteRow

CHUNKS_OF_SAMPLES = 90
"""Of 100 samples each: a quarter of an hour at ten a second."""
NOTES_TOGETHER = 8_192
BARS_TOGETHER = 500
T = TypeVar("T")


def seal(connections: Connections, session_id: int) -> None:
    """Pack what is not yet packed together; what was read stays exactly as it was.

    In one transaction. Raises StorageError for damaged records, which then stay as they are.
    """
    try:
        with connections.writing() as session:
            _seal_samples(session, session_id)
            _seal_played(session, session_id)
            _seal_bars(session, session_id)
    except ValueError as error:
        raise StorageError(sentence(DAMAGED, connections.path)) from error


def _seal_samples(session: Session, session_id: int) -> None:
    table = EmotionSampleRow
    rows = _open_rows(session, table, session_id)
    sealed = []
    for some in _runs(rows, CHUNKS_OF_SAMPLES):
        values = {"samples": sum(row.samples for row in some)}
        sealed.append(_times(some) | values | {"data": joined([row.data for row in some])})
    _replace(session, table, session_id, sealed)


def _seal_played(session: Session, session_id: int) -> None:
    table = PlayedNoteRow
    rows = _open_rows(session, table, session_id)
    sealed = []
    for some in _runs(rows, NOTES_TOGETHER // 256):
        notes = [note for row in some for note in unpack_played(row.data)]
        sealed.append(_times(some) | {"notes": len(notes), "data": pack_played(notes)})
    _replace(session, table, session_id, sealed)


def _seal_bars(session: Session, session_id: int) -> None:
    mine = BarRow.session_id == session_id
    query = select(BarRow.bar_id, BarRow.notes).where(mine, func.length(BarRow.notes) > 0)
    rows = session.execute(query.order_by(BarRow.id)).all()
    lowest = session.scalar(
        select(func.min(BarNotesRow.chunk)).where(BarNotesRow.session_id == session_id)
    )
    for place, some in enumerate(_runs(rows, BARS_TOGETHER), 1):
        bodies = {row.bar_id: bar_body(row.notes) for row in some}
        values = {"chunk": (lowest or 0) - place, "bars": len(some), "data": pack_bars(bodies)}
        session.execute(insert(BarNotesRow).values(session_id=session_id, **values))
    if rows:
        # Under new numbers the shorter rows lie close together: in place they would leave their
        # pages half empty. Nothing names a bar by this number.
        first = session.execute(select(func.min(BarRow.id)).where(mine)).scalar_one()
        last = session.execute(select(func.max(BarRow.id))).scalar_one()
        shorter = {"notes": b"", "id": BarRow.id + (last + 1 - first)}
        session.execute(
            update(BarRow).where(mine).values(shorter).execution_options(synchronize_session=False)
        )


def _open_rows(session: Session, table: Any, session_id: int) -> Sequence[Any]:
    """Those of the recorder, in its order."""
    query = select(table).where(table.session_id == session_id, table.chunk >= 0)
    return session.scalars(query.order_by(table.chunk)).all()


def _times(rows: Sequence[Any]) -> dict[str, float]:
    return {
        "first_s": min(row.first_s for row in rows),
        "last_s": max(row.last_s for row in rows),
    }


def _replace(
    session: Session, table: Any, session_id: int, sealed: Sequence[dict[str, Any]]
) -> None:
    """First the old ones go, so that the new ones take their pages."""
    if not sealed:
        return
    mine = table.session_id == session_id
    session.execute(delete(table).where(mine, table.chunk >= 0))
    highest = session.scalar(select(func.max(table.chunk)).where(mine))
    # Behind any that were sealed before: those move down.
    if highest is not None:
        moved = update(table).where(mine)
        session.execute(moved.values(chunk=table.chunk - 1_000_000))
        session.execute(moved.values(chunk=table.chunk + 1_000_000 - len(sealed)))
    for place, values in enumerate(sealed):
        number = {"session_id": session_id, "chunk": place - len(sealed)}
        session.execute(insert(table).values(number | values))


def _runs(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (rows[k : k + size] for k in range(0, len(rows), size))
