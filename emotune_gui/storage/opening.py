"""Opening the database: checked first, backed up and upgraded when it is older, never deleted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from emotune_gui.domain.faults import StorageError
from emotune_gui.storage import migrating
from emotune_gui.storage.connections import Connections, connect
from emotune_gui.storage.failures import DAMAGED, READ_ONLY, sentence, storage_error
from emotune_gui.storage.migrating import Schema
from emotune_gui.storage.repositories.audit import AuditTrail
from emotune_gui.storage.repositories.changes import MappingChanges
from emotune_gui.storage.repositories.clients import Clients
from emotune_gui.storage.repositories.consents import Consents
from emotune_gui.storage.repositories.mapping_templates import MappingTemplates
from emotune_gui.storage.repositories.markers import Markers, Scales
from emotune_gui.storage.repositories.neutrals import Neutrals
from emotune_gui.storage.repositories.notes import Notes
from emotune_gui.storage.repositories.overrides import Overrides
from emotune_gui.storage.repositories.practices import Practices
from emotune_gui.storage.repositories.recordings import Recordings
from emotune_gui.storage.repositories.sessions import Sessions
from emotune_gui.storage.repositories.songs import Songs
from emotune_gui.storage.repositories.templates import Templates
from emotune_gui.storage.repositories.trends import Trends
from emotune_gui.storage.repositories.voices import Voices
from emotune_gui.storage.repositories.weights import Weights

MEMORY = ":memory:"
CHECKED_WHOLE_BYTES = 64 * 2**20
"""Files up to this size are checked page by page at every opening (about 0.1 s at most)."""


class Database:
    """An open database; its repositories may be used from any thread."""

    def __init__(self, connections: Connections, backup: Path | None = None) -> None:
        self.connections = connections
        self.backup = backup
        """The copy made before an upgrade at this opening."""
        self.clients = Clients(connections)
        self.consents = Consents(connections)
        self.sessions = Sessions(connections)
        self.weights = Weights(connections)
        self.mapping_changes = MappingChanges(connections)
        self.mapping_templates = MappingTemplates(connections)
        self.overrides = Overrides(connections)
        self.neutrals = Neutrals(connections)
        self.voices = Voices(connections)
        self.songs = Songs(connections)
        self.notes = Notes(connections)
        self.markers = Markers(connections)
        self.scales = Scales(connections)
        self.templates = Templates(connections)
        self.trends = Trends(connections)
        self.practice = Practices(connections)
        self.recordings = Recordings(connections)
        self.audit = AuditTrail(connections)

    @property
    def path(self) -> Path | None:
        """None for a database in memory."""
        return self.connections.path

    def check(self) -> None:
        """Read the whole file through. Raises StorageError when it is damaged."""
        with self.connections.reading() as session:
            answer = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if answer != "ok":
            raise StorageError(sentence(DAMAGED, self.path))

    def close(self) -> None:
        """Give up the file; no call may be under way. Closing twice does no harm."""
        self.connections.close()


def open_database(path: Path | str, *, schema: Schema | None = None) -> Database:
    """Open or create the database at `path` (":memory:" for one that is never written).

    An older file is backed up beside itself and upgraded. Raises NewerDatabase, or StorageError
    with one plain sentence for a folder, a place or file that cannot be written, a damaged file
    and a file of another program; such a file is left as it is.
    """
    schema = schema or migrating.released()
    if str(path) == MEMORY:
        connections = Connections(None)
        migrating.create(connections, schema)
        return Database(connections)
    path = Path(path).expanduser().absolute()
    _check_place(path)
    revision = _inspect(path, schema) if _has_content(path) else None
    backup = None
    if revision is not None and revision != schema.newest:
        backup = migrating.upgrade(path, revision, schema)
    return Database(_connected(path, schema, fresh=revision is None), backup)


def _connected(path: Path, schema: Schema, *, fresh: bool) -> Connections:
    connections = Connections(path)
    try:
        if fresh:
            _touch_private(path)
            migrating.create(connections, schema)
        else:
            with connections.reading() as session:
                session.connection()
    except StorageError:
        connections.close()
        raise
    return connections


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise StorageError(f"{path} is a folder: name a file in it.")
    if path.exists():
        if not (path.is_file() and _may_write(path)):
            raise StorageError(sentence(READ_ONLY, path))
    else:
        _make_folder(path.parent)
    if not _may_write(path.parent):
        raise StorageError(
            f"The folder {path.parent} is read-only: allow writing to it, or choose another one."
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} cannot be made: choose another place for the database."
        ) from error


def _may_write(path: Path) -> bool:
    """Also heeds the permission bits for an administrator, who could write all the same."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _inspect(path: Path, schema: Schema) -> str | None:
    """The file's revision, None when it has no tables. Only reads."""
    try:
        with closing(connect(path)) as connection:
            _refuse_damaged(connection, path)
            revision = migrating.revision_of(connection, path)
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    if revision is not None:
        migrating.refuse_unknown(revision, schema, path)
    return revision


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    """A whole check of small files; of large ones only that no page is missing at the end."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = path.stat().st_size
    if size <= CHECKED_WHOLE_BYTES:
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    else:
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        log = path.with_name(path.name + "-wal")
        sound = size >= pages * page or log.exists()
    if not sound:
        raise StorageError(sentence(DAMAGED, path))


def _touch_private(path: Path) -> None:
    """Health data: a new file is the user's own only (as far as the system knows of that)."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageError(
            f"The database {path} cannot be made: check the folder and its free space."
        ) from error
