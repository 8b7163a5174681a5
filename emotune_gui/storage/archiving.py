"""A whole client as one file: a zip with a manifest and a small database of the same schema.

`manifest.json` says format, schema and the SHA-256 of every member; `client.db` holds every row
that is the client's, and nothing of anybody else. An archive of an older release is upgraded by the
same migrations as a database. The hashes find what was cut short or altered by accident or by
hand; they are no signature: who can compute a hash can write a consistent archive.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from emotune_gui import __version__
from emotune_gui.domain.faults import InvalidInput, NewerDatabase, StorageError
from emotune_gui.domain.session import Client
from emotune_gui.storage import migrating
from emotune_gui.storage.archiving_films import (
    FilmMember,
    drop_films,
    extract_films,
    films_of,
    take_films,
    write_films,
)
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.copying import copy_in, copy_out, rows_of
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recording_files import RecordingFiles
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.clients import refuse_running
from emotune_gui.storage.tables import ClientRow, NoteRow, SessionRow
from emotune_gui.storage.timeline import read_timeline

FORMAT, VERSION = "emotune-client", 1
SUFFIX = ".emotune"
_MANIFEST, _DATA = "manifest.json", "client.db"
_LARGEST_MANIFEST = 1_000_000
_LARGEST_DATA = 16 * 2**30
_BLOCK = 2**20
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, TypeError, ValueError),
)
"""What reading a damaged zip or manifest raises."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds."""

    path: Path
    sessions: int
    """Without rating rounds, which are in it too."""
    bytes: int
    private_notes_left_out: int
    recordings: int = 0
    """Films in it; they are left out unless asked for."""


@dataclass(frozen=True, slots=True)
class Imported:
    client: Client
    name_in_archive: str
    sessions: int

    @property
    def renamed(self) -> bool:
        """True where the name was taken, so that the client came in under another."""
        return self.client.name != self.name_in_archive


def export_client(
    database: Database,
    client_id: int,
    target: Path,
    *,
    include_private: bool = False,
    include_recordings: bool = False,
    replace: bool = False,
) -> Archived:
    """Write everything of one client to `target`; private notes and films only when asked for.

    Raises InvalidInput for a client that is not there or in a running session and, without
    `replace`, for a file that is; StorageError where nothing can be written, leaving no file.
    """
    target = Path(target)
    if target.exists() and not replace:
        raise InvalidInput(f"There is a file {target} already: choose another name.")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".emotune-") as folder:
            data, left_out = _client_database(
                database, client_id, Path(folder), include_private, include_recordings
            )
            films: Sequence[FilmMember] = ()
            if include_recordings:
                with database.connections.reading() as session:
                    films = films_of(session, client_id, database.recordings.files)
            manifest = _manifest(data, include_private, films)
            packed = Path(folder) / "archive"
            _write_zip(packed, manifest, data, films, database.recordings.files)
            packed.chmod(0o600)
            packed.replace(target)
    except OSError as error:
        raise StorageError(
            f"The archive {target} cannot be written: check the folder and its free space."
        ) from error
    detail = f"sessions={manifest['sessions']} private={include_private}"
    database.audit.record("client.export", client_id=client_id, detail=detail)
    size = target.stat().st_size
    sessions = database.clients.get(client_id).sessions
    return Archived(target, sessions, size, left_out, len(films))


def import_client(database: Database, source: Path) -> Imported:
    """Add the client of an archive, all or nothing; where the name is taken, under "NAME (2)".

    Raises InvalidInput for a file that is no archive, cut short or altered, NewerDatabase for one
    of a later version, StorageError where the database cannot take it; it is unchanged then.
    """
    source = Path(source)
    try:
        with tempfile.TemporaryDirectory(prefix="emotune-") as folder:
            manifest, data = _unpacked(source, Path(folder))
            with closing(_opened(data, source)) as archived:
                _check_rows(archived, manifest, source)
                return _taken_in(database, archived, Path(folder))
    except OSError as error:
        raise InvalidInput(f"{source} cannot be read: check that it is there.") from error


def _client_database(
    database: Database,
    client_id: int,
    folder: Path,
    include_private: bool,
    include_recordings: bool,
) -> tuple[Path, int]:
    """A new database with the rows of one client alone, and how many notes were left out."""
    path = folder / _DATA
    made = Connections(path)
    try:
        migrating.create(made, migrating.released())
        with database.connections.reading() as session, made.writing() as into:
            if session.get(ClientRow, client_id) is None:
                raise InvalidInput(
                    f"There is no client number {client_id}: choose one from the list."
                )
            refuse_running(session, SessionRow.client_id == client_id)
            copy_out(
                session,
                into,
                client_id,
                include_private=include_private,
                include_recordings=include_recordings,
            )
            private = select(func.count(NoteRow.id)).join(
                SessionRow, SessionRow.id == NoteRow.session_id
            )
            private = private.where(SessionRow.client_id == client_id, NoteRow.private.is_(True))
            left_out = 0 if include_private else session.scalar(private) or 0
        made.checkpoint()
    finally:
        made.close()
    return path, left_out


def _manifest(data: Path, include_private: bool, films: Sequence[FilmMember]) -> dict[str, Any]:
    connections = Connections(data)
    try:
        with connections.reading() as session:
            rows = rows_of(session)
    finally:
        connections.close()
    return {
        "format": FORMAT,
        "version": VERSION,
        "schema": migrating.released().newest,
        "program": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sessions": rows["session"],
        "private_notes": include_private,
        "rows": rows,
        "members": [
            {"name": _DATA, "bytes": data.stat().st_size, "sha256": _sha256(data)},
            *(film.said for film in films),
        ],
    }


def _write_zip(
    path: Path,
    manifest: dict[str, Any],
    data: Path,
    films: Sequence[FilmMember],
    files: RecordingFiles,
) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        archive.write(data, _DATA)
        write_films(archive, films, files)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpacked(source: Path, folder: Path) -> tuple[dict[str, Any], Path]:
    """The manifest and the database; of every member size and hash are what the manifest says.

    Films lie in `folder` too, under their names.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _read_manifest(archive, source)
            member, *films = manifest["members"]
            said = [_MANIFEST, *(str(m["name"]) for m in manifest["members"])]
            if sorted(said) != sorted(archive.namelist()) or member["name"] != _DATA:
                raise _altered(source)
            size = int(member["bytes"])
            if archive.getinfo(_DATA).file_size != size or size > _LARGEST_DATA:
                raise _altered(source)
            path = folder / _DATA
            digest = _extract(archive, path, size)
            extract_films(archive, films, folder)
    except _DAMAGE as error:
        raise _altered(source) from error
    if digest != member["sha256"]:
        raise _altered(source)
    return manifest, path


def _read_manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise _altered(source)
    manifest = json.loads(archive.read(_MANIFEST))
    if manifest["format"] != FORMAT:
        raise _altered(source)
    if manifest["version"] > VERSION or manifest["schema"] not in migrating.released().revisions:
        raise NewerDatabase(
            f"{source} was written by a newer EmoTune: install that version to import it."
        )
    return dict(manifest)


def _extract(archive: zipfile.ZipFile, path: Path, size: int) -> str:
    """Write the member, never more than `size` bytes; returns its SHA-256."""
    digest, left = hashlib.sha256(), size
    with archive.open(_DATA) as packed, path.open("wb") as file:
        while block := packed.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                raise ValueError("longer than said")
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _opened(data: Path, source: Path) -> Database:
    """The archive's own database, upgraded where it is older."""
    try:
        return open_database(data)
    except NewerDatabase:
        raise
    except StorageError as error:
        raise _altered(source) from error


def _check_rows(archived: Database, manifest: dict[str, Any], source: Path) -> None:
    """Every session can be read, and as much is there as the manifest says."""
    try:
        clients = archived.clients.list(archived=True)
        sessions = archived.sessions.list()
        with archived.connections.reading() as session:
            counted = rows_of(session)
            for info in sessions:
                read_timeline(session, info)
    except (StorageError, ValueError, TypeError, KeyError) as error:
        raise _altered(source) from error
    said = {name: counted.get(name) for name in manifest["rows"]}
    if len(clients) != 1 or said != manifest["rows"]:
        raise _altered(source)


def _taken_in(database: Database, archived: Database, folder: Path) -> Imported:
    (client,) = archived.clients.list(archived=True)
    files, films = database.recordings.files, list[str]()
    try:
        with archived.connections.reading() as source, database.connections.writing() as session:
            new_id, sessions = copy_in(source, session, client)
            films = take_films(session, new_id, files, folder)
            write_event(session, "client.import", client_id=new_id, detail=f"sessions={sessions}")
    except BaseException:
        drop_films(files, films)
        raise
    taken = database.clients.get(new_id)
    return Imported(taken, client.name, taken.sessions)


def _altered(source: Path) -> InvalidInput:
    return InvalidInput(
        f"{source} is no whole archive of a client (cut short or altered): export it once more."
    )
