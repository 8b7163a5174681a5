"""Connections to one SQLite file and the two kinds of transaction on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from emotune_gui.storage.failures import storage_error

BUSY_TIMEOUT_MS = 5_000


class Connections:
    """Units of work on one database, from any thread.

    `path` None is a database in memory: one connection, so its transactions queue up.
    Every driver error leaves as a StorageError with one plain sentence.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._gate: AbstractContextManager[Any] = RLock() if path is None else nullcontext()
        self._readers = _engine(path)
        self._writers = self._readers.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the data; nothing is kept of what the body changes."""
        with self._unit(self._readers) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the body ends, rolled back when it raises.

        It takes the write lock at once, so it cannot fail half-way for want of it.
        """
        with self._unit(self._writers) as session:
            yield session
            session.commit()

    @contextmanager
    def _unit(self, engine: Engine) -> Iterator[Session]:
        try:
            with self._gate, Session(engine, expire_on_commit=False) as session:
                yield session
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise storage_error(error, self.path) from error

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file and empty it; False where somebody else is
        reading, so that it could not be emptied."""
        if self.path is None:
            return True
        try:
            raw = self._readers.raw_connection()
            try:
                row = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return bool(row[0] == 0)
            finally:
                raw.close()
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise storage_error(error, self.path) from error

    def close(self) -> None:
        self._readers.dispose()


def _engine(path: Path | None) -> Engine:
    if path is None:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        # Taken for a database in memory by its URL, it would get a pool that keeps five threads'
        # connections and, for a sixth thread, closes one that another is using: a crash.
        engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def connect(path: Path) -> sqlite3.Connection:
    """A plain connection to an existing or new file; any thread may use it, one at a time."""
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not by guess
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        # For new files: packed chunks of 2-3 KB would leave a third of each smaller page empty.
        "page_size=8192",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        # What is deleted is overwritten: a client's data must not linger in free pages.
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
