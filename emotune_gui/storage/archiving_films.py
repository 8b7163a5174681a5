"""The films of a client in an archive: each a member of its own, checked by its hash."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from emotune_gui.storage.recording_files import FOLDER, SUFFIX, RecordingFiles, opened
from emotune_gui.storage.tables import SessionRow
from emotune_gui.storage.tables_recording import RecordingRow

_BLOCK = 2**20
_MEMBER = re.compile(rf"{FOLDER}/\d{{1,18}}{re.escape(SUFFIX)}")


@dataclass(frozen=True, slots=True)
class FilmMember:
    """`name` in the zip; `file` is its name in the recordings' folder."""

    name: str
    file: str
    bytes: int
    sha256: str

    @property
    def said(self) -> dict[str, Any]:
        """As the manifest tells it."""
        return {"name": self.name, "bytes": self.bytes, "sha256": self.sha256}


def films_of(session: Session, client_id: int, files: RecordingFiles) -> Sequence[FilmMember]:
    """Raises StorageError where a film is missing."""
    query = select(RecordingRow.path).join(SessionRow, SessionRow.id == RecordingRow.session_id)
    found = []
    for name in session.scalars(query.where(SessionRow.client_id == client_id)):
        with files.open(name) as file:
            digest = hashlib.sha256()
            while block := file.read(_BLOCK):
                digest.update(block)
            size = file.tell()
        found.append(FilmMember(f"{FOLDER}/{name}", name, size, digest.hexdigest()))
    return found


def write_films(
    archive: zipfile.ZipFile, films: Sequence[FilmMember], files: RecordingFiles
) -> None:
    for film in films:
        # A film is packed already.
        member = zipfile.ZipInfo(film.name)
        with (
            files.open(film.file) as file,
            archive.open(member, "w", force_zip64=True) as packed,
        ):
            while block := file.read(_BLOCK):
                packed.write(block)


def extract_films(archive: zipfile.ZipFile, members: Sequence[Any], folder: Path) -> None:
    """Into `folder`, never more than the manifest says. Raises ValueError for what was altered."""
    for member in members:
        name, left = str(member["name"]), int(member["bytes"])
        if not _MEMBER.fullmatch(name) or archive.getinfo(name).file_size != left:
            raise ValueError(f"no film: {name}")
        digest = hashlib.sha256()
        with archive.open(name) as packed, opened(folder / Path(name).name, write=True) as file:
            while block := packed.read(min(_BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise ValueError("longer than said")
                digest.update(block)
                write_all(file, block)
        if digest.hexdigest() != member["sha256"]:
            raise ValueError(f"altered: {name}")


def take_films(session: Session, client_id: int, files: RecordingFiles, folder: Path) -> list[str]:
    """Under the sessions' new numbers into the recordings' folder; returns the names made there.

    On any failure those made so far are removed again.
    """
    query = select(RecordingRow.session_id, RecordingRow.path)
    query = query.join(SessionRow, SessionRow.id == RecordingRow.session_id)
    theirs = session.execute(query.where(SessionRow.client_id == client_id)).all()
    made: list[str] = []
    try:
        for session_id, old in theirs:
            name, target = files.create(session_id)
            made.append(name)
            with target, (folder / Path(old).name).open("rb") as source:
                while block := source.read(_BLOCK):
                    write_all(target, block)
            row = RecordingRow.session_id == session_id
            session.execute(update(RecordingRow).where(row).values(path=name))
    except BaseException:
        drop_films(files, made)
        raise
    return made


def drop_films(files: RecordingFiles, names: Sequence[str]) -> None:
    for name in names:
        files.delete(name)


def write_all(file: BinaryIO, block: bytes) -> None:
    """An unbuffered file may take a part only."""
    view = memoryview(block)
    while view:
        view = view[file.write(view) :]
