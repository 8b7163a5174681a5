"""Sessions as points of a trend, answered from summaries kept at their end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.scale import ScaleReading
from emotune_gui.domain.session import RATING_ROUND, SessionState, Strategy
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting import rating_of, scale_of
from emotune_gui.storage.failures import DAMAGED, sentence
from emotune_gui.storage.summarising import Summary, summary_from, summary_of, summary_row
from emotune_gui.storage.tables import (
    ClientRow,
    MarkerRow,
    PlanRow,
    RatingRow,
    ScaleReadingRow,
    SessionRow,
    SessionSummaryRow,
)
from emotune_gui.storage.timeline import read_samples

_AT_A_TIME = 500


class Trends:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_client(
        self, client_id: int, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[SessionTrend]:
        """Every ended session of a client that began in this time, oldest first; no rating round:
        its minutes and scores say nothing of the course of a therapy.

        Raises InvalidInput for a client that is not there.
        """
        query = _sessions().where(
            SessionRow.client_id == client_id, SessionRow.source != RATING_ROUND
        )
        if since is not None:
            query = query.where(SessionRow.started_at >= since)
        if until is not None:
            query = query.where(SessionRow.started_at < until)
        with self._connections.reading() as session:
            if session.get(ClientRow, client_id) is None:
                raise InvalidInput(
                    f"There is no client number {client_id}: choose one from the list."
                )
        return self._read(query)

    def of_session(self, session_id: int) -> SessionTrend:
        """Raises InvalidInput for a session that is not there or has not ended."""
        found = self._read(_sessions().where(SessionRow.id == session_id))
        if not found:
            raise InvalidInput(f"Session {session_id} is not there or has not ended yet.")
        return found[0]

    def _read(self, query: Select[Any]) -> Sequence[SessionTrend]:
        with self._connections.reading() as session:
            missing = [row.id for row, _, summary in session.execute(query) if summary is None]
        for session_id in missing:
            summarise(self._connections, session_id)
        with self._connections.reading() as session:
            found = session.execute(query).all()
            ids = [row.id for row, _, _ in found]
            scales = _scales(session, ids)
            rewards = _rewards(session, ids)
            markers = _markers(session, ids)
        return [
            _trend(
                row,
                plan,
                summary_from(summary),
                scales=tuple(scales.get(row.id, ())),
                rewards=rewards.get(row.id, []),
                markers=markers.get(row.id, 0),
            )
            for row, plan, summary in found
            if summary is not None
        ]


def summarise(connections: Connections, session_id: int) -> None:
    """Reckon and keep the summary of a session that ended; again where there is one already.

    Raises StorageError for damaged samples.
    """
    with connections.reading() as session:
        try:
            summary = summary_of(read_samples(session, session_id))
        except ValueError as error:
            raise StorageError(sentence(DAMAGED, connections.path)) from error
    with connections.writing() as session:
        if session.get(SessionRow, session_id) is not None:
            session.merge(summary_row(session_id, summary))


def _sessions() -> Select[Any]:
    query = (
        select(SessionRow, PlanRow, SessionSummaryRow)
        .join(PlanRow, PlanRow.session_id == SessionRow.id)
        .outerjoin(SessionSummaryRow, SessionSummaryRow.session_id == SessionRow.id)
        .where(SessionRow.state != SessionState.OPEN.value)
        .order_by(SessionRow.started_at, SessionRow.id)
    )
    return cast("Select[Any]", query)


def _trend(
    row: SessionRow,
    plan: PlanRow,
    summary: Summary,
    *,
    scales: tuple[ScaleReading, ...],
    rewards: list[float],
    markers: int,
) -> SessionTrend:
    return SessionTrend(
        session_id=row.id,
        started_at=row.started_at,
        duration_s=row.duration_s,
        strategy=Strategy(plan.strategy),
        target=Affect(plan.target_valence, plan.target_arousal),
        seconds_by_emotion=summary.seconds,
        seconds_without=summary.without,
        believed_s=summary.believed_s,
        mean_affect=_affect(summary.mean),
        spread=summary.spread or (0.0, 0.0),
        first_affect=_affect(summary.first),
        last_affect=_affect(summary.last),
        travelled=summary.travelled,
        speech_s=summary.speech_s,
        bars=row.bars,
        markers=markers,
        ratings=len(rewards),
        mean_reward=sum(rewards) / len(rewards) if rewards else None,
        scales=scales,
    )


def _affect(pair: tuple[float, float] | None) -> Affect | None:
    return None if pair is None else Affect.clamped(*pair)


def _scales(session: Session, ids: Sequence[int]) -> dict[int, list[ScaleReading]]:
    found: dict[int, list[ScaleReading]] = {}
    for some in _batches(ids):
        query = select(ScaleReadingRow).where(ScaleReadingRow.session_id.in_(some))
        for row in session.scalars(query.order_by(ScaleReadingRow.t, ScaleReadingRow.id)):
            found.setdefault(row.session_id, []).append(scale_of(row))
    return found


def _rewards(session: Session, ids: Sequence[int]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for some in _batches(ids):
        for row in session.scalars(select(RatingRow).where(RatingRow.session_id.in_(some))):
            rating = rating_of(row)
            if rating.judged:
                found.setdefault(row.session_id, []).append(rating.reward)
    return found


def _markers(session: Session, ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in _batches(ids):
        query = select(MarkerRow.session_id, func.count()).where(MarkerRow.session_id.in_(some))
        for session_id, count in session.execute(query.group_by(MarkerRow.session_id)):
            found[session_id] = count
    return found


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """SQLite takes a limited number of values in one question."""
    return (ids[k : k + _AT_A_TIME] for k in range(0, len(ids), _AT_A_TIME))
