"""A practice of some years: 200 clients, 1,000 sessions of 50 minutes, and how fast it answers.

    python -m benchmarks.storage --practice [--cache FILE] [--json]

Two sessions are invented at ten estimates a second (one with a voice), recorded and ended as a
real one; the others are copies of their rows under other clients and dates. One client has a
session each week for two years. With `--cache` the database (1.2 GB) is kept and used again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.ui.presenters.review_data import prepare

CLIENTS, SESSIONS, MINUTES = 200, 1_000, 50.0
TWO_YEARS = 104
"""Sessions of the first client, one a week."""
LIMITS = {
    "ready_ms": 2_000.0,
    "client_search_ms": 100.0,
    "session_opens_ms": 300.0,
    "session_opens_cpu_ms": 300.0,
    "two_year_trend_ms": 500.0,
    "sessions_of_a_client_ms": 100.0,
    "megabytes_per_session_hour": 1.5,
}
_TABLES = (
    *("plan", "session_summary", "emotion_sample", "bar", "bar_notes", "played_note"),
    *("marker", "note", "scale_reading", "rating"),
)
_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
Record = Callable[..., tuple[int, list[float]]]


def fill(path: Path, record: Record) -> None:
    """The database of the practice, at `path`; `record` invents and records a session."""
    database = open_database(path)
    patterns = [record(database, 60 * MINUTES, voice=voice)[0] for voice in (False, True)]
    clients = [
        database.clients.create(f"{_GIVEN[k % 20]} {_FAMILY[k // 20]}", [Purpose.STORE_FEATURES]).id
        for k in range(CLIENTS - 2)
    ]
    database.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=-200000")
        copies = {t: _copying(connection, t) for t in _TABLES}
        for k in range(SESSIONS - 2):
            if k % 50 == 0:
                connection.execute("COMMIT") if k else None
                connection.execute("BEGIN")
            client = clients[0] if k < TWO_YEARS else clients[1 + k % (len(clients) - 1)]
            began = _NOW - timedelta(weeks=k % TWO_YEARS, minutes=k)
            new = _session(connection, patterns[k % 2], client, began)
            for statement in copies.values():
                connection.execute(statement, (new, patterns[k % 2]))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_GIVEN = (
    *("Ada", "Ben", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hiro", "Inés", "Jonas"),
    *("Kwame", "Lena", "Mateo", "Nour", "Oskar", "Priya", "Quentin", "Rosa", "Sanna", "Tariq"),
)
_FAMILY = ("Example", "Muster", "Ejemplo", "Specimen", "Esempio", "Örn", "Ito", "Silva", "Ba", "Wu")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [f'"{row[1]}"' for row in rows if row[1] not in ("id", "session_id")]


def _copying(connection: sqlite3.Connection, table: str) -> str:
    """Takes the new session's number and the pattern's."""
    names = ", ".join(_columns(connection, table))
    order = "" if table in ("plan", "session_summary") else " ORDER BY id"
    return (
        f"INSERT INTO {table} (session_id, {names}) "
        f"SELECT ?, {names} FROM {table} WHERE session_id = ?{order}"
    )


def _session(connection: sqlite3.Connection, pattern: int, client: int, began: datetime) -> int:
    names = [n for n in _columns(connection, "session") if n not in ('"client_id"', '"started_at"')]
    listed = ", ".join(names)
    inserted = connection.execute(
        f"INSERT INTO session (client_id, started_at, {listed}) "
        f"SELECT ?, ?, {listed} FROM session WHERE id = ?",
        (client, began.strftime("%Y-%m-%d %H:%M:%S.%f"), pattern),
    )
    return int(inserted.lastrowid or 0)


def measure(path: Path) -> dict[str, object]:
    """What a therapist waits for, as milliseconds of the clock (and of the processor)."""
    began = time.perf_counter()
    database = open_database(path)
    clients = database.clients.list()
    database.sessions.interrupted()
    database.notes.unfinished()
    ready = time.perf_counter() - began
    searches = [_timed(lambda s=s: database.clients.list(s)) for s in ("a", "örn", "in ex", "zz")]
    busiest = max(clients, key=lambda client: client.sessions)
    rng = np.random.default_rng(5)
    ids = [info.id for info in database.sessions.list()]
    opened, busy = [], []
    for session_id in rng.choice(ids, 8, replace=False).tolist():
        before = time.process_time()
        opened.append(_timed(lambda i=session_id: _open(database, i)))
        busy.append(time.process_time() - before)
    trend = _timed(lambda: database.trends.of_client(busiest.id))
    listed = _timed(lambda: database.sessions.list(busiest.id))
    database.close()
    hours = len(ids) * MINUTES / 60
    measured = {
        "ready_ms": 1e3 * ready,
        "client_search_ms": 1e3 * max(searches),
        "session_opens_ms": 1e3 * float(np.median(opened)),
        "session_opens_cpu_ms": 1e3 * float(np.median(busy)),
        "two_year_trend_ms": 1e3 * trend,
        "sessions_of_a_client_ms": 1e3 * listed,
        "megabytes_per_session_hour": path.stat().st_size / 1e6 / hours,
    }
    return {
        "clients": len(clients),
        "sessions": len(ids),
        "sessions_in_the_trend": busiest.sessions,
        "measured": {name: round(value, 3) for name, value in measured.items()},
        "ratio_to_limit": {name: round(v / LIMITS[name], 3) for name, v in measured.items()},
        "slowest_of_8_sessions_ms": round(1e3 * max(opened), 1),
        "file_mb": round(path.stat().st_size / 1e6),
    }


def _open(database: Database, session_id: int) -> None:
    """As the review does on its background thread."""
    prepare(database.sessions.timeline(session_id, written=False))


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
