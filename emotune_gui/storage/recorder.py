"""One session being written: taken at once from any thread, committed about once a second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite
from threading import Lock
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.review import NoteText, SongPlayed
from emotune_gui.domain.scale import ScaleReading
from emotune_gui.domain.session import Marker, Purpose, Rating
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.storage.backlog import Backlog, Chunk, Chunks
from emotune_gui.storage.converting import (
    bar_values,
    rating_values,
    scale_values,
    song_values,
)
from emotune_gui.storage.opening import Database
from emotune_gui.storage.packing_notes import check_notes, check_played, pack_played
from emotune_gui.storage.packing_samples import Sample, pack
from emotune_gui.storage.repositories.consents import withdrawn
from emotune_gui.storage.repositories.notes import remark_values
from emotune_gui.storage.repositories.overrides import write_steered
from emotune_gui.storage.tables import (
    BarRow,
    EmotionSampleRow,
    MarkerRow,
    NoteRow,
    PlayedNoteRow,
    RatingRow,
    ScaleReadingRow,
    SessionRow,
    SongPlayedRow,
)
from emotune_gui.storage.texts import storable

SAMPLES_A_CHUNK = 100
NOTES_A_CHUNK = 256
CAPACITY = 18_000
"""Samples kept while nothing can be written: half an hour."""
LONGEST_WAIT_S = 0.1


class Recorder:
    """Writes one session. Every call but `step`, `flush` and `close` returns at once.

    All times are seconds since the session began. While commits fail (full disk, locked file)
    everything is kept and tried again; only emotion samples beyond `capacity` are dropped,
    the oldest first, and counted in `dropped`.
    """

    def __init__(
        self,
        database: Database,
        session_id: int,
        clock: Clock,
        *,
        store_features: bool = True,
        commit_every_s: float = 0.9,
        capacity: int = CAPACITY,
    ) -> None:
        self._connections = database.connections
        self._session_id = session_id
        self._clock = clock
        self._store_features = store_features
        self._commit_every_s = commit_every_s
        self._capacity = capacity
        self._taking = Lock()
        self._committing = Lock()
        self._backlog = Backlog()
        self._heard: set[int] = set()
        self._samples: Chunks[Sample] = Chunks(SAMPLES_A_CHUNK)
        self._played: Chunks[PlayedNote] = Chunks(NOTES_A_CHUNK)
        self._saved_until_s = 0.0
        self._told = False
        self._next_commit = clock.now() + commit_every_s
        self.dropped = 0
        self.written = Backlog().counts()
        """Records committed, by table."""
        self.last_error: StorageError | None = None
        """Why the last commit failed; None when it went well."""

    def estimate(self, t: float, estimate: EmotionEstimate) -> None:
        """Kept only with the consent to store features. Raises ValueError if not finite."""
        if not self._store_features:
            return
        sample = Sample(t, estimate)
        with self._taking:
            self._backlog.samples.append(sample)
            self._heed_capacity()

    def bar(self, start_s: float, bar: Bar, target: Affect) -> None:
        """A bar when it is heard, with the affect its music expresses.

        Raises ValueError for notes outside MIDI's ranges; a bar already taken is ignored.
        """
        check_notes(bar.notes)
        with self._taking:
            if bar.id not in self._heard:
                self._heard.add(bar.id)
                self._backlog.bars.append((start_s, bar, target))

    def played(self, note: PlayedNote) -> None:
        """Raises ValueError for a note outside MIDI's ranges."""
        check_played(note)
        with self._taking:
            self._backlog.played.append(note)

    def song(self, song: SongPlayed) -> None:
        """What is known now of the song in this place; the last word counts."""
        with self._taking:
            self._backlog.songs[song.place] = song

    def marker(self, marker: Marker) -> None:
        with self._taking:
            self._backlog.markers.append(marker)

    def steered(self, event: SteeringEvent) -> None:
        """The therapist's hand took something over, moved it or handed it back."""
        with self._taking:
            self._backlog.steered.append(event)

    def note(self, t: float, text: str) -> None:
        with self._taking:
            self._backlog.notes.append(NoteText(t, text))

    def scale(self, reading: ScaleReading) -> None:
        """Raises ValueError for a time that is not finite."""
        if not isfinite(reading.t):
            raise ValueError(f"a scale reading without a time: {reading}")
        with self._taking:
            self._backlog.scales.append(reading)

    def rating(self, rating: Rating) -> None:
        """Raises InvalidInput for a bar this recorder has not been given."""
        with self._taking:
            if rating.bar_id not in self._heard:
                raise InvalidInput("There is no such bar in this session: rate one that was heard.")
            self._backlog.ratings.append(rating)

    @property
    def pending(self) -> int:
        """Records taken and not yet committed."""
        with self._taking:
            return len(self._backlog)

    def step(self) -> None:
        """Wait a little; commit when it is time. For one thread's loop.

        Raises StorageError once when commits begin to fail; the steps after that go on trying
        in silence until one succeeds (`last_error` is None again), then a new failure raises.
        """
        wait = self._next_commit - self._clock.now()
        if wait > 0:
            self._clock.sleep(min(wait, LONGEST_WAIT_S))
            return
        self._next_commit = self._clock.now() + self._commit_every_s
        with self._committing:
            self._commit()
            error, told = self.last_error, self._told
            self._told = error is not None
        if error is not None and not told:
            raise error

    def flush(self, timeout: float = 5.0) -> bool:
        """Commit what was taken so far, in the calling thread; True when all of it is saved.

        Keeps trying for `timeout` seconds while commits fail.
        """
        deadline = self._clock.now() + timeout
        while True:
            if self._committing.acquire(timeout=max(0.0, timeout)):
                try:
                    self._commit()
                    saved = self.last_error is None
                finally:
                    self._committing.release()
                if saved:
                    return True
            if self._clock.now() >= deadline:
                return False
            self._clock.sleep(min(LONGEST_WAIT_S, max(0.0, deadline - self._clock.now())))

    def close(self, timeout: float = 5.0) -> int:
        """Flush; returns how many records could not be saved (`last_error` says why)."""
        self.flush(timeout)
        return self.pending

    def _commit(self) -> None:
        """One transaction with everything taken so far; on failure it is all kept."""
        with self._taking:
            batch, self._backlog = self._backlog, Backlog()
        if not len(batch):
            self.last_error = None
            return
        until = max(self._saved_until_s, batch.latest_s())
        stored = False
        try:
            with self._connections.writing() as session:
                self._heed_withdrawal(session, batch)
                self._write(session, batch, until)
            stored = True
        except StorageError as error:
            self.last_error = error
        finally:
            if not stored:
                self._put_back(batch)
        if not stored:
            return
        self._samples.accept(batch.samples)
        self._played.accept(batch.played)
        self._saved_until_s = until
        self.written = {name: self.written[name] + n for name, n in batch.counts().items()}
        self.last_error = None

    def _heed_withdrawal(self, session: Session, batch: Backlog) -> None:
        """A consent to store features that is withdrawn while the session runs holds at once."""
        if not batch.samples:
            return
        client = select(SessionRow.client_id).where(SessionRow.id == self._session_id)
        client_id = session.scalar(client)
        if client_id is not None and withdrawn(session, client_id, Purpose.STORE_FEATURES):
            self._store_features = False
            batch.samples.clear()

    def _put_back(self, batch: Backlog) -> None:
        with self._taking:
            self._backlog = batch.before(self._backlog)
            self._heed_capacity()

    def _heed_capacity(self) -> None:
        surplus = len(self._backlog.samples) - self._capacity
        if surplus > 0:
            del self._backlog.samples[:surplus]
            self.dropped += surplus

    def _write(self, session: Session, batch: Backlog, until: float) -> None:
        mine = {"session_id": self._session_id}
        for samples in self._samples.staged(batch.samples):
            times = [s.t for s in samples.items]
            values = {"samples": len(times), "first_s": min(times), "last_s": max(times)}
            _put(session, EmotionSampleRow, mine, samples, values | {"data": pack(samples.items)})
        _insert(session, BarRow, [bar_values(self._session_id, *bar) for bar in batch.bars])
        for notes in self._played.staged(batch.played):
            starts, ends = zip(*((n.start_s, n.end_s) for n in notes.items), strict=True)
            values = {"notes": len(starts), "first_s": min(starts), "last_s": max(ends)}
            _put(session, PlayedNoteRow, mine, notes, values | {"data": pack_played(notes.items)})
        _insert(
            session,
            MarkerRow,
            [mine | {"t": m.t, "label": storable(m.label)} for m in batch.markers],
        )
        _insert(session, NoteRow, [mine | remark_values(n.t, n.text) for n in batch.notes])
        ratings = [rating_values(self._session_id, r) for r in batch.ratings]
        _insert(session, RatingRow, ratings)
        scales = [scale_values(self._session_id, s) for s in batch.scales]
        _insert(session, ScaleReadingRow, scales)
        write_steered(session, self._session_id, batch.steered)
        for song in batch.songs.values():
            values = song_values(self._session_id, song)
            session.execute(
                upsert(SongPlayedRow)
                .values(values)
                .on_conflict_do_update(index_elements=["session_id", "place"], set_=values)
            )
        session.execute(
            update(SessionRow)
            .where(SessionRow.id == self._session_id)
            .values(
                saved_until_s=until,
                heartbeat_at=datetime.now(UTC),
                samples=SessionRow.samples + len(batch.samples),
                bars=SessionRow.bars + len(batch.bars),
            )
        )


def _insert(session: Session, table: type[Any], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _put(
    session: Session,
    table: type[Any],
    mine: dict[str, int],
    chunk: Chunk[Any],
    values: dict[str, Any],
) -> None:
    """Insert a new chunk, or replace the last one, which has grown.

    Should another program have taken this one for dead and closed the session, the chunk is no
    longer there: then it is inserted again, so that nothing is lost.
    """
    if not chunk.new:
        changed = session.execute(
            update(table)
            .where(table.session_id == mine["session_id"], table.chunk == chunk.number)
            .values(**values)
        )
        if changed.rowcount:  # type: ignore[attr-defined]
            return
    session.execute(insert(table), [mine | {"chunk": chunk.number} | values])
