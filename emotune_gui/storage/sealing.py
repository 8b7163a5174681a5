"""A session that ended, packed anew in long chunks: while it ran, each second had to be safe.

Sealed chunks have negative numbers, so that they come before whatever a recorder might still add
and can never be taken for one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

    Packing takes up to a second, so the write lock is held only to put the result in place, in
    one transaction, and only if nothing was added meanwhile. Raises StorageError for damaged
    records, which then stay as they are.
    """
    try:
        with connections.reading() as session:
            found = _found(session, session_id)
        sealed = _sealed(found)
    except ValueError as error:
        raise StorageError(sentence(DAMAGED, connections.path)) from error
    with connections.writing() as session:
        if _sizes(_found(session, session_id)) == _sizes(found):
            _replace(session, EmotionSampleRow, session_id, sealed.samples)
            _replace(session, PlayedNoteRow, session_id, sealed.played)
            _replace_bars(session, session_id, sealed.bars)


@dataclass(frozen=True, slots=True)
class _Open:
    """Rows as the recorder wrote them."""

    samples: Sequence[Any]
    played: Sequence[Any]
    bars: Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """Column values of the rows that take their place."""

    samples: list[dict[str, Any]]
    played: list[dict[str, Any]]
    bars: list[dict[str, Any]]


def _found(session: Session, session_id: int) -> _Open:
    bars = select(BarRow.bar_id, BarRow.notes).where(
        BarRow.session_id == session_id, func.length(BarRow.notes) > 0
    )
    return _Open(
        _open_rows(session, EmotionSampleRow, session_id),
        _open_rows(session, PlayedNoteRow, session_id),
        session.execute(bars.order_by(BarRow.id)).all(),
    )


def _sizes(found: _Open) -> tuple[int, ...]:
    """Of everything found; a row that grew is larger."""
    return (
        sum(row.samples for row in found.samples),
        sum(row.notes for row in found.played),
        len(found.bars),
    )


def _sealed(found: _Open) -> _Sealed:
    sealed = _Sealed([], [], [])
    for some in _runs(found.samples, CHUNKS_OF_SAMPLES):
        values = {"samples": sum(row.samples for row in some)}
        sealed.samples.append(_times(some) | values | {"data": joined([r.data for r in some])})
    for some in _runs(found.played, NOTES_TOGETHER // 256):
        notes = [note for row in some for note in unpack_played(row.data)]
        sealed.played.append(_times(some) | {"notes": len(notes), "data": pack_played(notes)})
    for some in _runs(found.bars, BARS_TOGETHER):
        bodies = {row.bar_id: bar_body(row.notes) for row in some}
        sealed.bars.append({"bars": len(some), "data": pack_bars(bodies)})
    return sealed


def _replace_bars(session: Session, session_id: int, sealed: Sequence[dict[str, Any]]) -> None:
    mine = BarRow.session_id == session_id
    query = select(func.min(BarNotesRow.chunk)).where(BarNotesRow.session_id == session_id)
    lowest = session.scalar(query) or 0
    for place, values in enumerate(sealed, 1):
        number = {"session_id": session_id, "chunk": lowest - place}
        session.execute(insert(BarNotesRow).values(number | values))
    if sealed:
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
    query = select(*table.__table__.columns)
    query = query.where(table.session_id == session_id, table.chunk >= 0)
    return session.execute(query.order_by(table.chunk)).all()


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
