"""The schema of a file: which revision it has, and how it comes to the newest.

Alembic (0.4 s to import) is only loaded when a file has an older revision. A new file gets its
tables straight from `tables.py`; a test holds that the migrations lead to the very same schema.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import NewerDatabase, StorageError
from emotune_gui.storage.connections import Connections, connect
from emotune_gui.storage.failures import DAMAGED, sentence, storage_error
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.tables_base import Base

_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


@dataclass(frozen=True, slots=True)
class Schema:
    """Every released revision, oldest first, and the folder with their migrations."""

    revisions: tuple[str, ...]
    folder: Path

    @property
    def newest(self) -> str:
        return self.revisions[-1]


def released() -> Schema:
    revisions = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
    return Schema(revisions, bundled("migrations"))


def revision_of(connection: sqlite3.Connection, path: Path) -> str | None:
    """The revision of an existing file; None for one without any table.

    Raises StorageError for the database of another program.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return None
    rows = []
    if "alembic_version" in tables:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(rows) != 1:
        raise StorageError(f"{path} belongs to another program: choose another file.")
    return str(rows[0][0])


def refuse_unknown(revision: str, schema: Schema, path: Path) -> None:
    if revision not in schema.revisions:
        raise NewerDatabase(
            f"The database {path} was written by a newer EmoTune: install that version to open it."
        )


def create(connections: Connections, schema: Schema) -> None:
    """All tables in one transaction; nothing where another process was first."""
    with connections.writing() as session:
        connection = session.connection()
        if connection.dialect.has_table(connection, "alembic_version"):
            return
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(_VERSION_TABLE)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema.newest,))
        write_event(session, "database.create", detail=f"revision={schema.newest}")


def upgrade(path: Path, revision: str, schema: Schema) -> Path:
    """Back the file up, then bring it to the newest revision in one transaction.

    Returns the backup's path. Raises StorageError, with the file as it was, when either fails.
    """
    backup = back_up(path, revision)
    engine = create_engine("sqlite://", creator=lambda: connect(path))
    event.listen(engine, "connect", _plain_transactions)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            run_migrations(connection, schema)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StorageError(sentence(DAMAGED, path))
            connection.commit()
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise storage_error(error, path) from error
    finally:
        engine.dispose()
    return backup


def _plain_transactions(connection: sqlite3.Connection, _record: object) -> None:
    # Foreign keys stay off here: Alembic rebuilds tables, which would cascade deletions.
    connection.isolation_level = None


def run_migrations(connection: Connection, schema: Schema, to: str = "head") -> None:
    """Alembic's upgrade on an open transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def back_up(path: Path, revision: str) -> Path:
    """A whole copy beside the file, by SQLite's own backup, which heeds the write-ahead log."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = path.with_name(f"{path.stem}.backup-{revision}-{stamp}.db")
    partial = target.with_suffix(".partial")
    try:
        with closing(connect(path)) as source, closing(connect(partial)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        partial.chmod(0o600)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise StorageError(
            f"No backup of {path} could be made, so it was not upgraded: free some space first."
        ) from error
    return target
