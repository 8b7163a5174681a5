"""Films of sessions: noted when they begin, found again, deleted with everything that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.recording_files import RecordingFiles
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.tables import SessionRow
from emotune_gui.storage.tables_recording import RecordingRow

PICTURE, SOUND = "video", "audio"


class Recordings:
    """All calls raise StorageError when the database or a file fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.files = RecordingFiles(connections.path)

    def begin(self, session_id: int, *, picture: bool, sound: bool, start_s: float) -> BinaryIO:
        """A new file for the film of this session, noted before anything is in it."""
        name, file = self.files.create(session_id)
        try:
            with self._connections.writing() as session:
                session.add(
                    RecordingRow(
                        session_id=session_id,
                        path=name,
                        kind=_kind(picture=picture, sound=sound),
                        start_s=start_s,
                        seconds=0.0,
                        bytes=0,
                        drops=0,
                    )
                )
                _note(session, "begin", session_id)
        except BaseException:
            # A film that nothing knows of could never be deleted with its client.
            file.close()
            self.files.delete(name)
            raise
        return file

    def grown(self, session_id: int, *, seconds: float, drops: int) -> None:
        """How long it is by now; nothing where it was deleted meanwhile."""
        with self._connections.writing() as session:
            row = session.get(RecordingRow, session_id)
            if row is not None:
                row.seconds, row.drops = seconds, drops
                row.bytes = _size(self.files.path(row.path))

    def of_session(self, session_id: int) -> RecordingInfo | None:
        with self._connections.reading() as session:
            row = session.get(RecordingRow, session_id)
            return None if row is None else self._info(row)

    def of_client(self, client_id: int) -> Sequence[RecordingInfo]:
        """In the order of the sessions."""
        query = select(RecordingRow).join(SessionRow, SessionRow.id == RecordingRow.session_id)
        query = query.where(SessionRow.client_id == client_id).order_by(RecordingRow.session_id)
        with self._connections.reading() as session:
            return [self._info(row) for row in session.scalars(query)]

    def open(self, session_id: int) -> BinaryIO:
        """To read the film; raises StorageError with one sentence when the file is gone."""
        info = self.of_session(session_id)
        if info is None:
            raise InvalidInput("Nothing was recorded in this session.")
        return self.files.open(info.path.name)

    def delete(self, session_id: int) -> None:
        """The film alone; nothing where there is none."""
        with self._connections.writing() as session:
            delete_films(session, self._connections.path, SessionRow.id == session_id)
            row = session.get(RecordingRow, session_id)
            if row is not None:
                session.delete(row)
                _note(session, "delete", session_id)

    def halved(self, session_id: int, *, picture: bool) -> None:
        """Only the pictures (or only the sound) are left in the file."""
        with self._connections.writing() as session:
            row = session.get(RecordingRow, session_id)
            if row is not None:
                row.kind = PICTURE if picture else SOUND
                row.bytes = _size(self.files.path(row.path))
                _note(session, "halve", session_id, row.kind)

    def _info(self, row: RecordingRow) -> RecordingInfo:
        kinds = row.kind.split(",")
        return RecordingInfo(
            row.session_id,
            self.files.path(row.path),
            PICTURE in kinds,
            SOUND in kinds,
            row.start_s,
            row.seconds,
            row.bytes,
            row.drops,
        )


def delete_films(session: Session, database: Path | None, which: ColumnElement[bool]) -> None:
    """The files of these sessions, as the last step of the transaction that deletes the rows: a
    file that cannot be removed keeps its row, so that it is not forgotten. Raises StorageError."""
    files = RecordingFiles(database)
    query = select(RecordingRow.path).join(SessionRow, SessionRow.id == RecordingRow.session_id)
    for name in session.scalars(query.where(which)).all():
        files.delete(name)


def _note(session: Session, what: str, session_id: int, detail: str = "") -> None:
    row = session.get(SessionRow, session_id)
    client_id = None if row is None else row.client_id
    write_event(
        session, f"recording.{what}", client_id=client_id, session_id=session_id, detail=detail
    )


def _kind(*, picture: bool, sound: bool) -> str:
    return ",".join(word for word, on in ((PICTURE, picture), (SOUND, sound)) if on)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
