"""The therapist's songs and changed labels, and what is not to be played for a client."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.music import Mode
from emotune_gui.domain.song import SongInfo, SongKind, SongMemory
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.failures import DAMAGED, sentence
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.song_files import SongFiles
from emotune_gui.storage.tables import ClientRow, SessionRow, SongBanRow, SongPlayedRow, SongRow
from emotune_gui.storage.texts import storable


class Songs:
    """A `SongStore`. All calls raise StorageError when the database or a file fails.

    The file of a therapist's song is copied beside the database, so that a session does not
    depend on where it lay; of a bundled song only the row is kept.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._files = SongFiles(connections.path)

    def songs(self) -> Sequence[SongInfo]:
        with self._connections.reading() as session:
            rows = session.scalars(select(SongRow).order_by(SongRow.id)).all()
        try:
            return [self._info(row) for row in rows]
        except ValueError as error:
            raise StorageError(sentence(DAMAGED, self._connections.path)) from error

    def put(self, song: SongInfo) -> None:
        """Add a song, or replace the one with the same id."""
        name = self._files.keep(song)
        with self._connections.writing() as session:
            row = session.get(SongRow, song.id) or SongRow(id=song.id)
            _fill(row, song, name)
            session.add(row)

    def remove(self, song_id: str) -> None:
        """Forget a song and its file; an unknown id is no error."""
        with self._connections.writing() as session:
            row = session.get(SongRow, song_id)
            if row is None:
                return
            name, of_bundled = row.file, row.bundled
            session.delete(row)
        self._files.delete(name, of_bundled=of_bundled)

    def bans(self, client_id: int) -> frozenset[str]:
        """Ids of songs not to be chosen for this client."""
        query = select(SongBanRow.song_id).where(SongBanRow.client_id == client_id)
        with self._connections.reading() as session:
            return frozenset(session.scalars(query))

    def memory(self, client_id: int) -> SongMemory:
        """What this client's sessions say of songs: which were skipped, which came last."""
        mine = SessionRow.client_id == client_id
        skips = (
            select(SongPlayedRow.song_id, func.count())
            .join(SessionRow, SessionRow.id == SongPlayedRow.session_id)
            .where(mine, SongPlayedRow.skipped)
            .group_by(SongPlayedRow.song_id)
        )
        newest = (
            select(func.max(SongPlayedRow.session_id))
            .join(SessionRow, SessionRow.id == SongPlayedRow.session_id)
            .where(mine)
            .scalar_subquery()
        )
        last = select(SongPlayedRow.song_id).where(SongPlayedRow.session_id == newest)
        with self._connections.reading() as session:
            skipped = {row[0]: int(row[1]) for row in session.execute(skips)}
            return SongMemory(skipped, frozenset(session.scalars(last)))

    def ban(self, client_id: int, song_id: str) -> None:
        """Banning twice does no harm. Raises InvalidInput for a client that is not there."""
        with self._connections.writing() as session:
            if session.get(ClientRow, client_id) is None:
                raise InvalidInput(
                    f"There is no client number {client_id}: choose one from the list."
                )
            values = {"client_id": client_id, "song_id": song_id, "banned_at": datetime.now(UTC)}
            session.execute(insert(SongBanRow).values(values).on_conflict_do_nothing())
            write_event(session, "song.ban", client_id=client_id, detail=f"song={song_id}")

    def allow(self, client_id: int, song_id: str) -> None:
        """Take a ban back; nothing where there is none."""
        mine = (SongBanRow.client_id == client_id, SongBanRow.song_id == song_id)
        with self._connections.writing() as session:
            session.execute(delete(SongBanRow).where(*mine))
            write_event(session, "song.allow", client_id=client_id, detail=f"song={song_id}")

    def _info(self, row: SongRow) -> SongInfo:
        return SongInfo(
            id=row.id,
            title=row.title,
            composer=row.composer,
            genre=row.genre,
            licence=row.licence,
            source=row.source,
            path=self._files.path(row.file, of_bundled=row.bundled),
            kind=SongKind(row.kind),
            affect=Affect(row.valence, row.arousal),
            automatic=row.automatic,
            tempo_bpm=row.tempo_bpm,
            tonic=row.tonic,
            mode=Mode(row.mode),
            duration_s=row.duration_s,
            bundled=row.bundled,
        )


def _fill(row: SongRow, song: SongInfo, name: str) -> None:
    row.title, row.composer = storable(song.title), storable(song.composer)
    row.genre, row.licence = storable(song.genre), storable(song.licence)
    row.source, row.file = storable(song.source), storable(name)
    row.kind, row.mode = song.kind.value, song.mode.value
    row.valence, row.arousal = song.affect.valence, song.affect.arousal
    row.automatic, row.bundled = song.automatic, song.bundled
    row.tempo_bpm, row.duration_s, row.tonic = song.tempo_bpm, song.duration_s, song.tonic
