"""Every row of a client, from one database into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import MAX_NAME_LENGTH, Client
from emotune_gui.storage.repositories.clients import name_is_taken, the_therapist
from emotune_gui.storage.tables_base import Base
from emotune_gui.storage.texts import client_name, name_key

_SESSIONS = "session_id IN (SELECT id FROM session WHERE client_id = :client)"
_CLIENT = "client_id = :client"
OF_A_CLIENT: dict[str, str] = {
    "client": "id = :client",
    "consent": _CLIENT,
    "session": _CLIENT,
    "plan": _SESSIONS,
    "session_summary": _SESSIONS,
    "emotion_sample": _SESSIONS,
    "bar": _SESSIONS,
    "bar_notes": _SESSIONS,
    "played_note": _SESSIONS,
    "song_played": _SESSIONS,
    "marker": _SESSIONS,
    "note": _SESSIONS,
    "scale_reading": _SESSIONS,
    "recording": _SESSIONS,
    "rating": _SESSIONS,
    "trial": _SESSIONS,
    "hand_override": _SESSIONS,
    "personal_settings": _CLIENT,
    "mapping_change": _CLIENT,
    "mapping_weights": _CLIENT,
    "weights_rating": "weights_id IN (SELECT id FROM mapping_weights WHERE client_id = :client)",
    "neutral_profile": _CLIENT,
    "voice_profile": _CLIENT,
    "song_ban": _CLIENT,
    "audit_event": _CLIENT,
}
"""Which rows of each table are a client's, parents before children."""
OF_NOBODY = frozenset({"therapist", "song", "plan_template", "mapping_template", "practice"})
"""Tables of the practice."""
_POINTS_AT = {
    "client_id": "client",
    "session_id": "session",
    "amendment_of": "note",
    "weights_id": "mapping_weights",
    "rating_id": "rating",
}
_NUMBERED = frozenset(_POINTS_AT.values())
"""Tables whose rows others name by their id."""
_AT_A_TIME = 500
_Row = dict[str, Any]


def copy_out(
    session: Session,
    into: Session,
    client_id: int,
    *,
    include_private: bool,
    include_recordings: bool = True,
) -> None:
    """Into an empty database, with the ids as they are."""
    theirs = "id = (SELECT therapist_id FROM client WHERE id = :client)"
    _put(into.connection(), "therapist", list(_rows(session, "therapist", theirs, client_id)))
    for table, where in OF_A_CLIENT.items():
        if table == "recording" and not include_recordings:
            # A row without its film would promise what is not there.
            continue
        shown = where if table != "note" or include_private else f"{where} AND NOT private"
        for rows in _batches(_rows(session, table, shown, client_id)):
            _put(into.connection(), table, [_without(row, table) for row in rows])


def _without(row: _Row, table: str) -> _Row:
    # The audit trail of the copy has rows of its own under these numbers.
    return {k: v for k, v in row.items() if not (table == "audit_event" and k == "id")}


def rows_of(session: Session) -> dict[str, int]:
    """How many rows of the client a database of one client holds, by table."""
    connection = session.connection()
    client = connection.exec_driver_sql("SELECT id FROM client").scalar()
    return {
        table: connection.exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE {where}", {"client": client}
        ).scalar()
        or 0
        for table, where in OF_A_CLIENT.items()
    }


def copy_in(source: Session, session: Session, client: Client) -> tuple[int, int]:
    """The one client of `source` under a new number and a free name; returns the number and how
    many sessions came. Raises InvalidInput for a name that will not do."""
    name = _free_name(session, client.name)
    renumbered: dict[str, dict[int, int]] = {table: {} for table in _NUMBERED}
    own = {"name": name, "name_key": name_key(name), "therapist_id": the_therapist(session)}
    for table, where in OF_A_CLIENT.items():
        rows = _rows(source, table, where, client.id)
        if table == "client":
            rows = (row | own for row in rows)
        if table == "audit_event":
            # The trail names nobody; what it says of sessions left out stays unnumbered.
            rows = (row for row in rows if row["action"] != "database.create")
        _take(session.connection(), table, rows, renumbered)
    return renumbered["client"][client.id], len(renumbered["session"])


def _take(
    connection: Connection,
    table: str,
    rows: Iterator[_Row],
    renumbered: dict[str, dict[int, int]],
) -> None:
    for some in _batches(_pointing(row, renumbered) for row in rows):
        if table in _NUMBERED:
            for row in some:
                old = row.pop("id")
                # An amendment comes after what it amends, whose new number it needs.
                put = _insert(connection, table, _pointing_notes(row, renumbered))
                renumbered[table][old] = put
        else:
            _put(connection, table, [_numberless(row, table) for row in some])


def _pointing(row: _Row, renumbered: Mapping[str, Mapping[int, int]]) -> _Row:
    """The row with the numbers that its parents have here; those of notes come later."""
    return row | {
        column: renumbered[table].get(row[column])
        for column, table in _POINTS_AT.items()
        if row.get(column) is not None and column != "amendment_of"
    }


def _pointing_notes(row: _Row, renumbered: Mapping[str, Mapping[int, int]]) -> _Row:
    if row.get("amendment_of") is None:
        return row
    return row | {"amendment_of": renumbered["note"][row["amendment_of"]]}


def _numberless(row: _Row, table: str) -> _Row:
    """Without the row's own number, which the database gives anew."""
    has_one = [c.name for c in Base.metadata.tables[table].primary_key.columns] == ["id"]
    return {k: v for k, v in row.items() if not (has_one and k == "id")}


def _rows(session: Session, table: str, where: str, client_id: int) -> Iterator[_Row]:
    """As SQLite holds them, in the order of their numbers."""
    names = ", ".join(f'"{column.name}"' for column in Base.metadata.tables[table].columns)
    found = session.connection().exec_driver_sql(
        f"SELECT {names} FROM {table} WHERE {where} ORDER BY rowid", {"client": client_id}
    )
    return (dict(row) for row in found.mappings())


def _put(connection: Connection, table: str, rows: Sequence[_Row]) -> None:
    if rows:
        connection.exec_driver_sql(_statement(table, rows[0]), [tuple(r.values()) for r in rows])


def _insert(connection: Connection, table: str, row: _Row) -> int:
    return connection.exec_driver_sql(_statement(table, row), tuple(row.values())).lastrowid


def _statement(table: str, row: _Row) -> str:
    names = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})"


def _batches(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    batch: list[_Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def _free_name(session: Session, name: str) -> str:
    """The name, or with a number behind where it is taken."""
    name, number = client_name(name), 1
    candidate = name
    while name_is_taken(session, candidate):
        number += 1
        ending = f" ({number})"
        candidate = name[: MAX_NAME_LENGTH - len(ending)].rstrip() + ending
        if number > 10_000:
            raise InvalidInput("There are too many clients of that name: rename one of them.")
    return candidate
