"""One session read back whole, for review."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlalchemy.orm import Session

from emotune_gui.domain.music import PlayedNote
from emotune_gui.domain.review import (
    EstimateSeries,
    HeardBar,
    NoteText,
    SessionTimeline,
    SongPlayed,
)
from emotune_gui.domain.session import Marker, Rating, SessionInfo
from emotune_gui.storage.converting import BAR_COLUMNS, heard_bar, rating_of, song_of
from emotune_gui.storage.packing_notes import unpack_bars, unpack_played
from emotune_gui.storage.packing_samples import (
    LABEL_CODES,
    STATE_CODES,
    VOICE_STATE_CODES,
    SampleColumns,
    unpack,
)
from emotune_gui.storage.repositories.markers import read_scales
from emotune_gui.storage.repositories.notes import read_notes, remarks
from emotune_gui.storage.tables import (
    BarNotesRow,
    BarRow,
    EmotionSampleRow,
    MarkerRow,
    PlayedNoteRow,
    RatingRow,
    SongPlayedRow,
)


def read_timeline(session: Session, info: SessionInfo, *, written: bool = True) -> SessionTimeline:
    """Without `written` bars come without their notes where the notes as played are there.

    Raises ValueError when packed records are damaged.
    """
    with _uncollected():
        played = _played(session, info.id)
        return SessionTimeline(
            info=info,
            estimates=_series(read_samples(session, info.id)),
            bars=_bars(session, info.id, written=written or not played),
            markers=_markers(session, info.id),
            ratings=_ratings(session, info.id),
            notes=_notes(session, info.id),
            played=played,
            songs=_songs(session, info.id),
            scales=read_scales(session, info.id),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection for the moment: it would walk the tens of thousands of new notes,
    which hold no cycles, over and over, and take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_samples(session: Session, session_id: int) -> SampleColumns:
    """Everything that was stored of each sample, in the order of recording."""
    query = (
        select(EmotionSampleRow.data)
        .where(EmotionSampleRow.session_id == session_id)
        .order_by(EmotionSampleRow.chunk)
    )
    return unpack(session.scalars(query).all())


def _series(samples: SampleColumns) -> EstimateSeries:
    order = np.argsort(samples.t, kind="stable")
    listened = bool((samples.voice_state >= 0).any())
    return EstimateSeries(
        t=samples.t[order],
        probabilities=samples.probabilities[order],
        valence=samples.valence[order],
        arousal=samples.arousal[order],
        confidence=samples.confidence[order],
        state=tuple(map(STATE_CODES.__getitem__, samples.state[order].tolist())),
        label=tuple(map(LABEL_CODES.__getitem__, samples.label[order].tolist())),
        voice=samples.raw_voice[order] if listened else None,
        voice_weight=samples.voice_weight[order] if listened else None,
        voice_heard_at=samples.heard_at_s[order] if listened else None,
        voice_state=_voice_states(samples.voice_state[order]) if listened else (),
        neutral_version=_versions(samples.neutral_version[order]),
    )


def _voice_states(codes: npt.NDArray[np.int64]) -> tuple[str | None, ...]:
    return tuple(map((*VOICE_STATE_CODES, None).__getitem__, codes.tolist()))


def _versions(numbers: npt.NDArray[np.int64]) -> tuple[int | None, ...]:
    """Empty when none was ever used."""
    if not (numbers >= 0).any():
        return ()
    return tuple(number if number >= 0 else None for number in numbers.tolist())


def _bars(session: Session, session_id: int, *, written: bool) -> tuple[HeardBar, ...]:
    query = (
        select(*BAR_COLUMNS)
        .where(BarRow.session_id == session_id)
        .order_by(BarRow.start_s, BarRow.id)
    )
    packed = packed_bars(session, session_id) if written else None
    return tuple(heard_bar(row, packed) for row in session.execute(query))


def packed_bars(session: Session, session_id: int) -> dict[int, bytes]:
    """Bodies of the bars of a session that ended, by bar id. Raises ValueError when damaged."""
    query = select(BarNotesRow.data).where(BarNotesRow.session_id == session_id)
    found: dict[int, bytes] = {}
    for data in session.scalars(query):
        found |= unpack_bars(data)
    return found


def _markers(session: Session, session_id: int) -> tuple[Marker, ...]:
    query = select(MarkerRow).where(MarkerRow.session_id == session_id)
    rows = session.scalars(query.order_by(MarkerRow.t, MarkerRow.id))
    return tuple(Marker(row.t, row.label) for row in rows)


def _ratings(session: Session, session_id: int) -> tuple[Rating, ...]:
    query = select(RatingRow).where(RatingRow.session_id == session_id)
    return tuple(
        rating_of(row) for row in session.scalars(query.order_by(RatingRow.t, RatingRow.id))
    )


def _notes(session: Session, session_id: int) -> tuple[NoteText, ...]:
    return remarks(read_notes(session, session_id, include_private=False))


def _songs(session: Session, session_id: int) -> tuple[SongPlayed, ...]:
    query = select(SongPlayedRow).where(SongPlayedRow.session_id == session_id)
    return tuple(song_of(row) for row in session.scalars(query.order_by(SongPlayedRow.place)))


def _played(session: Session, session_id: int) -> tuple[PlayedNote, ...]:
    query = (
        select(PlayedNoteRow.data)
        .where(PlayedNoteRow.session_id == session_id)
        .order_by(PlayedNoteRow.chunk)
    )
    notes = [note for data in session.scalars(query) for note in unpack_played(data)]
    return tuple(sorted(notes, key=attrgetter("start_s")))
